"""Relations between claims in the database: rebuilt by rules and by what a judge has said.

Rebuilding reads everything and writes everything, so that the links depend on what is in
the database alone and not on the order in which it came. Asking a model takes minutes,
and the database is open only while something lands: so the run rebuilds, closes, asks,
opens again and keeps the verdicts.

    with Database.open(path) as db:
        open_pairs = rebuild_claim_links(db)
    judgement = await judge(open_pairs, model)
    with Database.open(path) as db:
        keep_verdicts(db, judgement, model_name)

A pair without rule and verdict is no row of `claim_links`; `candidates` lists it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import get_args

from pipeline.identity import digest
from pipeline.lookup.registry import load
from pipeline.relating.claimpairs import Assertion, Pair, pairs
from pipeline.relating.claimrules import Link, Nearest, contradiction_stands, is_candidate, link_of
from pipeline.relating.judge import JUDGE, Judgement, Verdict, sentences_of
from pipeline.storing.database import Database, sql
from pipeline.storing.land import now
from schemas.judge import JudgedRelation
from schemas.tables import ClaimLinkRow, DecisionRow
from schemas.vocabulary import ClaimRelation

VERDICT = "claim_link"
"""The kind under which `decisions` keeps verdicts."""
_RELATIONS: Mapping[JudgedRelation, tuple[ClaimRelation, bool] | None] = {
    "none": None,
    "same": ("same", False),
    "A supports B": ("supports", False),
    "B supports A": ("supports", True),
    "A qualifies B": ("qualifies", False),
    "B qualifies A": ("qualifies", True),
    "A updates B": ("updates", False),
    "B updates A": ("updates", True),
    "tension": ("tension", False),
    "contradicts": ("contradicts", False),
}
"""What a verdict means, and whether it is B that stands so to A."""


def rebuild_claim_links(db: Database) -> tuple[Pair, ...]:
    """Make `claim_links` anew, in one transaction; returns the candidates not yet judged.

    Articles that are duplicates are left out: call it after `find_duplicates`.
    """
    links, undecided = _links(db)
    with db.transaction():
        db.run("claim_delete_links")
        db.insert(
            ClaimLinkRow(
                claim_a=link.a.claim_id,
                claim_b=link.b.claim_id,
                relation=link.relation,
                rule=link.rule,
                score=link.score,
            )
            for link in links
        )
    return undecided


def candidates(db: Database) -> tuple[Pair, ...]:
    """The pairs whose wording decides and that nobody has judged, the likeliest first."""
    return _links(db)[1]


def keep_verdicts(db: Database, judgement: Judgement, model: str) -> tuple[Pair, ...]:
    """Keep what the judge said, in one transaction, then rebuild; returns what is still open.

    Verdicts stand in `decisions`, bound to the two sentences, so that no later run asks
    the same again; `undone_by` takes one out of force.
    """
    at = now()
    with db.transaction():
        db.insert(_decision(verdict, model, at) for verdict in judgement.verdicts)
    return rebuild_claim_links(db)


def _decision(verdict: Verdict, model: str, at: object) -> DecisionRow:
    return DecisionRow.model_validate(
        {
            "decision_id": digest(VERDICT, verdict.claim_a, verdict.claim_b, model, at),
            "decided_at": at,
            "decided_by": model,
            "kind": VERDICT,
            "article_id": None,
            "target": f"{verdict.claim_a},{verdict.claim_b}",
            "value": json.dumps(
                {
                    "claim_a": verdict.claim_a,
                    "claim_b": verdict.claim_b,
                    "sentences": verdict.sentences,
                    "relation": verdict.relation,
                    "prompt": JUDGE,
                }
            ),
            "undone_by": None,
        }
    )


def _links(db: Database) -> tuple[list[Link], tuple[Pair, ...]]:
    """All links, and the candidates that have no verdict."""
    verdicts = _verdicts(db)
    links: list[Link] = []
    nearest = Nearest()
    for pair in pairs(_assertions(db), load(), _people(db)):
        if link := link_of(pair):
            links.append(link)
        elif is_candidate(pair):
            # Judged pairs take their places among the nearest, so that the next run does not
            # ask about the second nearest; but what was judged stays, however many are nearer.
            nearest.add(pair)
            if (said := _said(pair, verdicts)) and (judged := _judged(pair, said)):
                links.append(judged)
    undecided = [pair for pair in nearest.pairs() if _said(pair, verdicts) is None]
    links.sort(key=lambda link: (link.a.claim_id, link.b.claim_id))
    return links, tuple(sorted(undecided, key=_urgency))


def _urgency(pair: Pair) -> tuple[bool, float, object, object]:
    """Opposite polarity first, then the most alike."""
    return pair.a.polarity == pair.b.polarity, -round(pair.topic, 6), pair.a.order, pair.b.order


def _judged(pair: Pair, said: JudgedRelation) -> Link | None:
    """The link that a verdict makes; a contradiction that cannot be one is tension."""
    meant = _RELATIONS[said]
    if meant is None:
        return None
    relation, turned = meant
    if relation == "contradicts" and not contradiction_stands(pair):
        relation = "tension"
    a, b = (pair.b, pair.a) if turned else (pair.a, pair.b)
    return Link(a, b, relation, "judge", round(pair.whole, 3))


def _assertions(db: Database) -> Iterable[Assertion]:
    for row in db.dicts(sql("claim_assertions")):
        row["asserters"] = frozenset(row["asserters"] or ())
        row["asserter_names"] = tuple(row["asserter_names"] or ())
        yield Assertion(**row)


def _people(db: Database) -> list[str]:
    return [str(row[0]) for row in db.query(sql("claim_people")).rows]


_Said = dict[tuple[str, str], tuple[str, JudgedRelation]]
"""Two claims -> the hash of their sentences and the verdict on these."""


def _verdicts(db: Database) -> _Said:
    """The verdicts that stand; the later one outweighs the earlier."""
    found: _Said = {}
    for (value,) in db.query(sql("claim_verdicts")).rows:
        told = json.loads(value)
        if told.get("relation") in get_args(JudgedRelation):
            found[told["claim_a"], told["claim_b"]] = told["sentences"], told["relation"]
    return found


def _said(pair: Pair, verdicts: _Said) -> JudgedRelation | None:
    """The verdict on a pair, if its sentences are still those that were judged."""
    sentences, relation = verdicts.get((pair.a.claim_id, pair.b.claim_id), ("", None))
    return relation if relation and sentences == sentences_of(pair) else None
