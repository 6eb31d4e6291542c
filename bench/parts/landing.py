"""How many rows a second reach the database, 100 articles a commit."""

import tempfile
import time
from pathlib import Path

import duckdb

from bench.parts.articles import answer, texts
from bench.parts.outcomes import read_once
from pipeline.grounding.ground import ground
from pipeline.reading.text import make_article
from pipeline.resolving.dated import dated_article
from pipeline.resolving.resolve import resolve
from pipeline.storing.database import Database
from pipeline.storing.land import End, land, now
from schemas.draft import ArticleDraft
from schemas.tables import SCHEMA_VERSION, RunRow

COMMIT = 100
COMMITS = 3


def landed_rows_a_second() -> float:
    """Rows over the time that `land` takes for articles already resolved."""
    ends = _ends(COMMIT * COMMITS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "landing.duckdb"
        begins: RunRow | None = _run()
        took = 0.0
        for start in range(0, len(ends), COMMIT):
            with Database.open(path) as db:
                begun = time.perf_counter()
                land(db, ends[start : start + COMMIT], begins=begins)
                took += time.perf_counter() - begun
            begins = None
        with duckdb.connect(path, read_only=True) as db:
            rows = db.sql("SELECT sum(estimated_size) FROM duckdb_tables()").fetchall()[0][0]
    return float(rows) / took


def _run() -> RunRow:
    return RunRow(
        run_id="bench",
        started_at=now(),
        finished_at=None,
        model="openai/fast",
        prompt="extract/v2",
        prompt_sha256="0" * 64,
        schema_version=SCHEMA_VERSION,
        settings="{}",
        code_version="0",
    )


def _ends(count: int) -> list[End]:
    ends = []
    for number, (text, day) in enumerate(texts(count)):
        article = make_article(text, f"{number}.txt", published_text=str(day))
        draft = ArticleDraft.model_validate_json(answer(number))
        records = resolve(ground(dated_article(article), draft).records)
        outcome = read_once(
            article, "bench", attempts=1, input_tokens=3000, output_tokens=1300, latency_ms=1,
            raw=answer(number),
        )  # fmt: skip
        ends.append(End(outcome, records=records))
    return ends
