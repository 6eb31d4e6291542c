"""CPU milliseconds of each stage from an answer to its rows, over the recorded answers.

    python bench/stages.py [--rounds 7] [--profile ground]

Each article of the seeds and the devset that has a recorded answer goes through every stage as
if it were met for the first time: what is kept of texts is forgotten before each, what is kept
of words and names stays, as in a long run. Time is the process's, not the clock's, and for each
article and stage the least of all rounds, for the machine may be busy. "land" holds "rows", with
`COMMIT` articles a transaction, which are copies with ids of their own.
"""

import argparse
import cProfile
import gc
import pstats
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.parts.outcomes import read_once
from pipeline.grounding.ground import ground
from pipeline.reading.read import read
from pipeline.reading.text import make_article
from pipeline.resolving.dated import dated_article
from pipeline.resolving.resolve import resolve
from pipeline.reviewing.keep import laid_over
from pipeline.storing.database import Database
from pipeline.storing.land import End, land, now
from pipeline.storing.rows import record_rows, shared_rows
from schemas.draft import ArticleDraft
from schemas.records import Article, ArticleRecords
from schemas.tables import SCHEMA_VERSION, RunRow

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (("seeds", "seeds"), ("devset", "tests/devset"))
ANSWER = 4_500
"""Bytes of an answer, to which the figures are scaled as well: answers differ in length."""
COMMIT = 100
STAGES = ("read", "parse", "ground", "resolve", "rows")


@dataclass(frozen=True, slots=True)
class Case:
    """An article as it was found, and the answer that was recorded for it."""

    article: Article
    answer: str


def recorded(folder: str, texts: str) -> list[Case]:
    cases = []
    for article in read([str(ROOT / texts)]):
        assert isinstance(article, Article)
        number = Path(article.source_path).name[:3]
        path = ROOT / "cassettes" / "answers" / folder / f"{number}.1.json"
        if path.exists():
            cases.append(Case(article, path.read_text(encoding="utf-8")))
    return cases


def text_caches() -> list[Any]:
    """Every cache of a few hundred texts; those of single words and names are larger."""
    return [
        found
        for found in gc.get_objects()
        if isinstance(found, _lru_cache_wrapper)
        and found.__module__.startswith("pipeline.")
        and 16 <= (found.cache_parameters()["maxsize"] or 0) <= 4096
    ]


def staged(case: Case, spent: Callable[[str, Callable[[], Any]], Any]) -> ArticleRecords:
    """One case through every stage, each called through `spent`."""
    known = case.article
    spent(
        "read",
        lambda: dated_article(
            make_article(known.text, known.source_path, published_text=known.published_text)
        ),
    )
    # Not the one just made: without its title and outlet, who is named there alone is refused.
    article = dated_article(known)
    draft = spent("parse", lambda: ArticleDraft.model_validate_json(case.answer))
    grounding = spent("ground", lambda: ground(article, draft))
    records = spent("resolve", lambda: resolve(grounding.records))
    spent("rows", lambda: [*shared_rows(records), *record_rows(records, "bench")])
    return records


def measured(cases: list[Case], rounds: int) -> dict[str, float]:
    """Milliseconds an article by stage: of each case and stage the least of all rounds."""
    least: dict[tuple[int, str], float] = {}
    caches = text_caches()
    for _ in range(rounds + 1):  # the first warms up
        for number, case in enumerate(cases):
            for cache in caches:
                cache.cache_clear()

            def spent(stage: str, work: Callable[[], Any], number: int = number) -> Any:
                begun = time.process_time()
                done = work()
                took = time.process_time() - begun
                least[number, stage] = min(took, least.get((number, stage), took))
                return done

            staged(case, spent)
    return {
        stage: 1000 * sum(least[number, stage] for number in range(len(cases))) / len(cases)
        for stage in STAGES
    }


def landed(cases: list[Case], rounds: int) -> tuple[float, float]:
    """Milliseconds an article, and rows, of `land` with `COMMIT` articles a transaction."""
    records = [staged(case, lambda _, work: work()) for case in cases]
    best, count = float("inf"), 0
    with tempfile.TemporaryDirectory() as folder, Database.open(Path(folder) / "s.duckdb") as db:
        for number in range(rounds):
            run_id = f"bench{number}"
            ends = [
                _end(renamed(records[at % len(records)], f"{number}-{at}"), run_id)
                for at in range(COMMIT)
            ]
            begun = time.process_time()
            land(db, ends, begins=_run(run_id), laid_over=laid_over)
            best = min(best, time.process_time() - begun)
            count = sum(
                1
                for end in ends
                if end.records
                for _ in (*shared_rows(end.records), *record_rows(end.records, run_id))
            )
    return 1000 * best / COMMIT, (count + 3 * COMMIT) / best


def renamed(records: ArticleRecords, mark: str) -> ArticleRecords:
    """The same records as those of another article: every id of its own changes."""

    def new(given: str | None) -> str | None:
        return sha256(f"{mark}{given}".encode()).hexdigest()[:16] if given else given

    article = records.article.model_copy(
        update={"article_id": new(records.article.article_id), "source_path": mark}
    )
    changed: dict[str, Any] = {"article": article}
    for name, field in (
        ("actors", "mention_id"),
        ("summits", "summit_id"),
        ("statements", "statement_id"),
        ("claims", "claim_id"),
        ("claims", "statement_id"),
        ("quote_spans", "statement_id"),
        ("flags", "record_id"),
    ):
        changed[name] = tuple(
            one.model_copy(update={field: new(getattr(one, field))})
            for one in changed.get(name, getattr(records, name))
        )
    return records.model_copy(update=changed)


def _end(records: ArticleRecords, run_id: str) -> End:
    outcome = read_once(
        records.article, run_id, attempts=1, input_tokens=3000, output_tokens=1300, latency_ms=1,
        raw="{}" * (ANSWER // 2),
    )  # fmt: skip
    return End(outcome, records.article, records)


def _run(run_id: str) -> RunRow:
    return RunRow(
        run_id=run_id,
        started_at=now(),
        finished_at=None,
        model="openai/fast",
        prompt="extract/v2",
        prompt_sha256="0" * 64,
        schema_version=SCHEMA_VERSION,
        settings="{}",
        code_version="0",
    )


def profiled(cases: list[Case], stage: str) -> None:
    """Where one stage spends its time, all cases, by functions' own time."""
    profile = cProfile.Profile()
    caches = text_caches()

    def spent(name: str, work: Callable[[], Any]) -> Any:
        return profile.runcall(work) if name == stage else work()

    for case in cases:
        staged(case, lambda _, work: work())
    for _ in range(3):
        for case in cases:
            for cache in caches:
                cache.cache_clear()
            staged(case, spent)
    pstats.Stats(profile).sort_stats("tottime").print_stats(40)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--profile", choices=STAGES, help="show where this stage spends its time")
    asked = parser.parse_args()
    sets = [(folder, recorded(folder, texts)) for folder, texts in FOLDERS]
    if asked.profile:
        profiled([case for _, cases in sets for case in cases], asked.profile)
        return
    print(f"| | KB of answer | {' | '.join(STAGES)} | land | all, scaled to 4.5 KB | rows/s |")
    print("|" + "---|" * (len(STAGES) + 5))
    for folder, cases in sets:
        size = sum(len(case.answer.encode()) for case in cases) / len(cases)
        took = measured(cases, asked.rounds)
        land_ms, rows = landed(cases, asked.rounds)
        whole = (sum(took.values()) - took["rows"] + land_ms) * ANSWER / size
        cells = [f"{took[stage]:.2f}" for stage in STAGES]
        print(
            f"| {folder} | {size / 1000:.1f} | {' | '.join(cells)} | {land_ms:.2f} "
            f"| {whole:.2f} | {rows:,.0f} |"
        )


if __name__ == "__main__":
    main()
