"""A run and its database, which is open only while something is read or lands."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import DatabaseError, Usage
from pipeline.extracting.extract import Asks
from pipeline.extracting.prompt import prompts_sha256
from pipeline.relating.claimpairs import Pair
from pipeline.relating.judge import judge
from pipeline.relating.relate import keep_judgement, relate
from pipeline.storing.database import Database, Locked
from pipeline.storing.land import begin_run, finish_run, land
from schemas.records import Article, ArticleRecords
from schemas.tables import SCHEMA_VERSION, OutcomeRow, RunRow
from schemas.vocabulary import OutcomeKind

BEGIN_SECONDS = 10.0
"""How long a run waits at its start for others to let go of the database."""
LOCKED_SECONDS = 600.0
"""How long finished articles wait at the end for a reader to let go of the database."""


@dataclass(frozen=True, slots=True)
class Done:
    """How one source ended."""

    source_path: str
    article_id: str | None
    outcome: OutcomeKind
    reason: str | None = None
    usage: Usage = Usage()  # noqa: RUF009 - frozen
    raw: str | None = None
    article: Article | None = None
    """None where there is no text."""
    records: ArticleRecords | None = None
    """None where extraction failed, or another source of the same text had it done."""
    unchanged: bool = False
    """It has its records already, made in the same way; nobody was asked, nothing lands."""


def known_articles(
    db: Path, model: str, prompt: str
) -> tuple[dict[str, OutcomeKind], set[tuple[str, str]]]:
    """Articles whose records this very way of reading made, and all known sources.

    The database is made, or opened for writing: what is wrong with it must show before
    anything is spent.
    """
    with Database.open(db, wait=BEGIN_SECONDS) as opened:
        done = opened.run(
            "done",
            {
                "model": model,
                "prompt_sha256": prompts_sha256(prompt),
                "schema_version": SCHEMA_VERSION,
            },
        )
        sources = opened.run("sources")
    return dict(done.rows), {(row[0], row[1]) for row in sources.rows}


class Landing:
    """What is finished, on its way into the database, which is open only while it lands.

    `begin` makes the run's row; it is called once there is something to land.
    """

    def __init__(self, db: Path, begin: Callable[[], RunRow]) -> None:
        self._db = db
        self._begin = begin
        self._run: RunRow | None = None
        self._waiting: list[Done] = []
        self.undecided: tuple[Pair, ...] = ()
        """Pairs of claims that wording decides, once the run is closed."""

    @property
    def run_id(self) -> str | None:
        """None as long as nothing has landed."""
        return self._run.run_id if self._run is not None else None

    def add(self, done: Done) -> list[Done]:
        """Land it now, with all that waits; while a reader holds the database, all wait.

        Returns what landed, as it landed.
        """
        self._waiting.append(done)
        try:
            with Database.open(self._db) as db:
                return self._land(db)
        except Locked:
            return []

    async def finish(self, patience: float) -> list[Done]:
        """Land what still waits and close the run; returns what landed.

        Raises Locked where a reader does not let go within `patience` seconds.
        """
        if self._run is None and not self._waiting:
            self._mend_what_was_killed()
            return []
        until = time.monotonic() + patience
        while True:
            try:
                with Database.open(self._db) as db:
                    landed = self._land(db)
                    assert self._run is not None
                    finish_run(db, self._run.run_id)
                    self.undecided = relate(db)
                    return landed
            except Locked:
                if time.monotonic() >= until:
                    raise
            # Not in Database.open: a Ctrl-C must be heard in between.
            await asyncio.sleep(0.2)

    def _mend_what_was_killed(self) -> None:
        """Relate what an earlier run landed and was killed before it could."""
        with Database.open(self._db, wait=BEGIN_SECONDS) as db:
            unfinished = db.run("unfinished_runs").rows
            for (run_id,) in unfinished:
                finish_run(db, str(run_id))
            if unfinished:
                relate(db)

    async def judge(self, model: Asks) -> Usage:
        """Ask the model about the pairs of claims that wording decides, and keep its verdicts."""
        if self._run is None or not self.undecided:
            return Usage()
        found = await judge(self.undecided, model)
        with Database.open(self._db, wait=LOCKED_SECONDS) as db:
            keep_judgement(db, found, self._run.model, self._run.run_id)
        return found.usage

    def _land(self, db: Database) -> list[Done]:
        if self._run is None:
            run = self._begin()
            begin_run(db, run)
            self._run = run
        landed = []
        while self._waiting:
            landed.append(self._land_one(db, self._run.run_id, self._waiting[0]))
            del self._waiting[0]
        return landed

    def _land_one(self, db: Database, run_id: str, done: Done) -> Done:
        """Land one end; rows that the database refuses are a fault of ours and cost one article."""
        try:
            land(db, _outcome(run_id, done), done.article, done.records)
        except DatabaseError as error:
            done = replace(
                done, outcome="invalid", reason=f"its rows did not land: {error}", records=None
            )
            land(db, _outcome(run_id, done), done.article, None)
        return done


def _outcome(run_id: str, done: Done) -> OutcomeRow:
    return OutcomeRow(
        run_id=run_id,
        source_path=done.source_path,
        article_id=done.article_id,
        outcome=done.outcome,
        reason=done.reason,
        attempts=done.usage.attempts,
        input_tokens=done.usage.input_tokens,
        output_tokens=done.usage.output_tokens,
        cost_usd=None,
        latency_ms=done.usage.latency_ms,
        raw=done.raw,
    )
