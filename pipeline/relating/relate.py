"""What articles have to do with each other, made anew after every landing.

duplicates → events → claim links → the judge's verdicts on what is left open
"""

from pipeline.errors import counted
from pipeline.relating.claimlinks import keep_verdicts, rebuild_claim_links
from pipeline.relating.claimpairs import Pair
from pipeline.relating.duplicates import find_duplicates
from pipeline.relating.events import rebuild_events
from pipeline.relating.judge import Judgement
from pipeline.relating.opening import Where, opened
from schemas.tables import OutcomeRow

JUDGE_SOURCE = "(claim pairs)"
"""Stands for a source in `outcomes`: what judging pairs of claims cost."""


def relate(where: Where) -> tuple[Pair, ...]:
    """Rebuild duplicates, events and claim links; returns the pairs that wording decides.

    By a path the database is open only while it is read or written, so that others get in
    between: what they change meanwhile, they relate themselves.
    """
    find_duplicates(where)
    rebuild_events(where)
    return rebuild_claim_links(where)


def keep_judgement(
    where: Where,
    judgement: Judgement,
    model: str,
    run_id: str,
    *,
    cost_usd: float | None = None,
) -> None:
    """Keep the verdicts and what they cost; None where no price is known."""
    keep_verdicts(where, judgement, model)
    usage = judgement.usage
    failed = "; ".join(judgement.failures)
    row = OutcomeRow(
        run_id=run_id,
        source_path=JUDGE_SOURCE,
        article_id=None,
        outcome="transport" if failed else "records",
        reason=failed or f"{counted(len(judgement.verdicts), 'pair')} judged",
        attempts=usage.attempts,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cost_usd=cost_usd,
        latency_ms=usage.latency_ms,
        raw="\n".join(judgement.raw) or None,
    )
    with opened(where) as db, db.transaction():
        db.insert([row], clash="replace")
