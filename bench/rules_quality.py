"""How well the built-in extractor reads: `summitry eval` figures, and its speed.

    python bench/rules_quality.py [FOLDER GOLD]…    # the seeds and the devset by default

Drafts by rules, grounds, resolves and lands each folder in a database of its own that is
thrown away, then scores it. Speed is the draft alone in seconds of one core, registry loaded.
"""

import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from bench.parts.outcomes import read_once
from pipeline.evaluation.gold import read_gold
from pipeline.evaluation.score import Evaluation, evaluate
from pipeline.grounding.ground import ground
from pipeline.reading.read import read
from pipeline.relating.relate import relate
from pipeline.resolving.resolve import resolve
from pipeline.rules.draft import draft_by_rules
from pipeline.storing.database import Database
from pipeline.storing.land import End, begin_run, finish_run, land
from schemas.records import Article
from schemas.tables import SCHEMA_VERSION, RunRow

ROOT = Path(__file__).resolve().parent.parent
START = datetime(2026, 1, 1)  # noqa: DTZ001 - as the database keeps times: UTC, no zone
FOLDERS = ((ROOT / "seeds", ROOT / "tests/gold"), (ROOT / "tests/devset", ROOT / "tests/devset"))


def scored(articles: list[Article], gold: Path) -> Evaluation:
    """The evaluation of one folder's records."""
    with tempfile.TemporaryDirectory() as folder, Database.open(Path(folder) / "r.duckdb") as db:
        begin_run(
            db,
            RunRow(
                run_id="rules",
                started_at=START,
                finished_at=None,
                model="rules",
                prompt="-",
                prompt_sha256="0" * 64,
                schema_version=SCHEMA_VERSION,
                settings={},
                code_version="0",
            ),
        )
        ends = [
            End(read_once(article, "rules"), article, _records(article)) for article in articles
        ]
        land(db, ends)
        finish_run(db, "rules")
        relate(db)
        return evaluate(db, read_gold([gold]))


def _records(article: Article):  # type: ignore[no-untyped-def]  # a script
    return resolve(ground(article, draft_by_rules(article)).records)


def speed(articles: list[Article]) -> float:
    """Articles drafted a second, best of five rounds."""
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        for article in articles:
            draft_by_rules(article)
        best = min(best, time.process_time() - start)
    return len(articles) / best


def main() -> None:
    given = [Path(one) for one in sys.argv[1:]]
    for folder, gold in zip(given[::2], given[1::2], strict=True) if given else FOLDERS:
        articles = [one for one in read([str(folder)]) if isinstance(one, Article)]
        evaluation = scored(articles, gold)
        words = sum(len(article.text.split()) for article in articles)
        print(
            f"\n{folder.name}: {len(articles)} articles of {words // len(articles)} words, "
            f"{speed(articles):.0f} articles/s"
        )
        for figure in evaluation.figures:
            recall = "" if figure.recall is None else f"recall {figure.recall:.3f}"
            precision = "" if figure.precision is None else f"precision {figure.precision:.3f}"
            value = "–" if figure.value is None else f"{figure.value:.3f}"
            print(f"  {figure.metric:32} {value:>6}  n {figure.n:<4} {precision} {recall}")


if __name__ == "__main__":
    main()
