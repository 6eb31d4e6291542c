"""What is finished, on its way into the database, which is open only while a batch lands."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from pipeline.errors import DatabaseError, Usage
from pipeline.extracting.recall import Recall
from pipeline.relating.claimpairs import Pair
from pipeline.relating.judge import judge
from pipeline.relating.relate import JUDGE_SOURCE, keep_judgement, relate
from pipeline.reviewing.keep import laid_over
from pipeline.running.ending import Done
from pipeline.running.spool import Spool
from pipeline.settings import RULES
from pipeline.storing.answers import Answers
from pipeline.storing.database import Database, Engine
from pipeline.storing.faults import Locked, Unwritable
from pipeline.storing.land import End, finish_run, forget_orphans, land, read_before
from schemas.tables import OutcomeRow, RunRow
from schemas.vocabulary import OutcomeKind

T = TypeVar("T")
BEGIN_SECONDS = 10.0
"""How long a run waits at its start for others to let go of the database."""
LOCKED_SECONDS = 600.0
"""How long finished articles wait at the end for a reader to let go of the database."""
BATCH = 200
"""Articles that land together at most: each takes 170 KB until then."""
BATCH_SECONDS = 1.0
"""How long the first of them waits for the others where articles come slowly."""
A_SECOND = 20
"""Where the last batch had more, the next waits a second for each so many: a commit costs as
much as 100 articles in it, and memory holds a batch."""
LONGEST = 5.0
"""And no longer than this."""
SHARE = 4
"""The database is left alone for this many times as long as the last batch held it."""
IN_MEMORY = 200
"""Finished articles that wait in memory; the others wait in a file."""
LOCKED_AGAIN = 0.2
"""Seconds until a database that a reader holds is tried again."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows before the run."""

    run: RunRow
    begun: bool
    """The run has its row already: it was killed, and goes on."""
    done: dict[str, OutcomeKind]
    """Articles whose records this very way of reading made."""
    sources: set[tuple[str, str]]
    """(article_id, source_path) of all that was ever read."""
    read: dict[str, tuple[str, date | None]]
    """Digest -> article_id and day of publication: what needs not be read to be known."""
    ended: dict[str, tuple[str | None, OutcomeKind, str | None]]
    """Source -> article_id, outcome, reason: how it ended in the run that goes on."""
    published: dict[str, date]
    """Article -> its publication date, where one is known."""
    by_models: dict[str, str]
    """Of `done`, in a run of the rules, what a model read before: article -> model."""
    told: dict[str, tuple[str | None, OutcomeKind, str | None]]
    """Source -> its end, where nobody was asked: the same again is nothing new."""
    spent: Usage
    """By the run that goes on, as far as it had landed."""


def known(db: Path, run: RunRow, notice: Callable[[str], None]) -> Known:
    """What is there already; `run` becomes the killed run of the same words, if there is one.

    The database is made, or opened for writing: what is wrong with it must show before
    anything is spent. Where only a reader holds it, the run begins all the same.
    """
    try:
        opened = Database.open(db, wait=BEGIN_SECONDS)
    except Locked as locked:
        try:
            opened = Database.open(db, read_only=True, wait=0)
        except DatabaseError:
            raise locked from None
        notice("a reader holds the database: articles land when it lets go")
    with opened:
        words = run.model_dump(mode="json")
        killed = opened.run("unfinished", words).rows
        if killed:
            run = run.model_copy(update={"run_id": killed[0][0], "started_at": killed[0][1]})
        done = opened.run("done", words).rows
        # A model's reading is the better one: rules do not take its place unasked.
        read = opened.run("read_by_models", words).rows if run.model == RULES else []
        sources = opened.run("sources").rows
        ended = opened.run("ended", {"run_id": run.run_id}).rows
        told = opened.run("told", words).rows
        spent = Usage(*opened.run("spent", {"run_id": run.run_id}).rows[0])
        published = dict(opened.run("published").rows)
        known_bytes = read_before(opened)
    return Known(
        run,
        bool(killed),
        {**dict(done), **{article_id: outcome for article_id, outcome, _ in read}},
        {(row[0], row[1]) for row in sources},
        known_bytes,
        {source: (article_id, outcome, why) for source, article_id, outcome, why in ended},
        published,
        {article_id: model for article_id, _, model in read},
        {source: (article_id, outcome, why) for source, article_id, outcome, why in told},
        spent,
    )


def settle(db: Path, answers: Answers) -> None:
    """Bill what had landed when a process died before it could note that."""
    if claimed := answers.claimed():
        keys, run_ids, article_ids = map(list, zip(*claimed, strict=True))
        words = {"keys": keys, "run_ids": run_ids, "article_ids": article_ids}
        with Database.open(db, read_only=True) as opened:
            landed = opened.run("landed", words).rows
        answers.bill(row[0] for row in landed)


class Landing:
    """Finished sources wait here and land in batches, while others are still extracted.

    While a reader holds the database all of them wait, and extraction goes on: what they
    rest on is kept in `answers`.
    """

    def __init__(
        self,
        db: Path,
        known: Known,
        answers: Answers,
        tell: Callable[[Done], None],
        notice: Callable[[str], None],
    ) -> None:
        self._db = db
        self._engine = Engine(many_commits=True)
        # asyncio's own threads are six, and each keeps some 12 MB of what it once took.
        self._thread = ThreadPoolExecutor(1, "landing")
        self._run = known.run
        self._answers = answers
        self._tell = tell
        self._notice = notice
        self._waiting: Spool[Done] = Spool(db.parent, IN_MEMORY)
        self._some = asyncio.Event()
        self._enough = asyncio.Event()
        self._landing: asyncio.Task[list[Done]] | None = None
        self._blocked = False
        self._begun = known.begun
        self._related = False
        self._judged = JUDGE_SOURCE in known.ended
        self._undecided: tuple[Pair, ...] = ()
        """Pairs of claims that wording decides, once all articles are related."""

    @property
    def run_id(self) -> str | None:
        """None as long as nothing has landed."""
        return self._run.run_id if self._begun else None

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def add(self, done: Done) -> None:
        self._waiting.put(done)
        self._some.set()
        if len(self._waiting) >= BATCH:
            self._enough.set()

    async def keep_landing(self) -> None:
        """Land batch after batch, until cancelled; raises what makes landing impossible."""
        while True:
            await self._some.wait()
            begun = time.monotonic()
            try:
                landed = await self._land_batch()
            except Locked:
                self._say_blocked()
                await asyncio.sleep(LOCKED_AGAIN)
                continue
            if len(self._waiting) < BATCH:
                took = time.monotonic() - begun
                rest = max(BATCH_SECONDS, min(landed / A_SECOND, LONGEST), SHARE * took)
                # Not wait_for: Python 3.11's forgets a cancellation that comes as it ends.
                with suppress(TimeoutError):
                    async with asyncio.timeout(rest):
                        await self._enough.wait()

    async def finish(self, patience: float) -> None:
        """Land what still waits, and relate all articles.

        Raises Locked where a reader does not let go within `patience` seconds; the same
        command then lands what waits without a call.
        """
        if self._begun or self.waiting or self._landing is not None:
            until = time.monotonic() + patience
            while self.waiting or self._landing is not None:
                await self._patiently(self._land_batch, until)
            await self._patiently(partial(self._in_thread, self._relate), until)
        else:
            await self._in_thread(self._mend_what_was_killed)
        self._waiting.close()

    async def judge(
        self,
        model: Recall,
        cost_of: Callable[[Usage], float | None],
        enough: Callable[[], bool] = lambda: False,
    ) -> Usage:
        """Ask the model about the pairs of claims that wording decides, and keep its verdicts.

        No call begins once it is `enough`.
        """
        if not self._undecided or self._judged or enough():
            return Usage()
        found = await judge(self._undecided, model, enough=enough)
        self._answers.claim(model.keys, self._run.run_id)
        cost_usd = cost_of(found.usage)
        run = self._run
        keep = partial(keep_judgement, self._db, found, run.model, run.run_id, cost_usd=cost_usd)
        await self._patiently(partial(self._in_thread, keep), time.monotonic() + LOCKED_SECONDS)
        self._answers.bill(model.keys)
        return found.usage

    def close(self) -> None:
        """Note the run's end: from here on the same command begins another.

        One that could not land everything, or not be noted, goes on with the same command.
        """
        self._thread.shutdown()
        if self._begun and self._related:
            with suppress(Locked), Database.open(self._db, wait=BEGIN_SECONDS) as db:
                finish_run(db, self._run.run_id)

    async def _land_batch(self) -> int:
        """Land the first batch of what waits; how many that were.

        A cancelled caller leaves a landing that goes on: the next one waits for it first.
        """
        if self._landing is None:
            self._landing = asyncio.create_task(self._landed_batch())
        landing = self._landing
        await asyncio.wait([landing])
        self._landing = None
        landed = landing.result()
        for done in landed:
            self._tell(done)
        return len(landed)

    async def _landed_batch(self) -> list[Done]:
        batch = self._waiting.take(BATCH)
        if len(self._waiting) < BATCH:
            self._enough.clear()
        if not self._waiting:
            self._some.clear()
        keys = [key for done in batch for key in done.keys]
        try:
            self._answers.claim(keys, self._run.run_id)
            landed = await self._in_thread(partial(self._commit, batch))
        except BaseException:
            self._waiting.put_back(batch)
            self._some.set()
            raise
        self._answers.bill(keys)
        if self._blocked and len(self._waiting) < BATCH:
            self._blocked = False
            self._notice("the database is free again: what waited has landed")
        return landed

    def _commit(self, batch: Sequence[Done]) -> list[Done]:
        """Land a batch, in a thread; where rows are refused, one by one: a fault of ours
        costs one article.
        """
        if not batch:
            return []
        with Database.open(self._db, engine=self._engine) as db:
            try:
                return self._commit_all(db, batch)
            except Unwritable:
                raise
            except DatabaseError:
                return [self._commit_one(db, done) for done in batch]

    def _commit_all(self, db: Database, batch: Sequence[Done]) -> list[Done]:
        ends = [End(_outcome(self._run.run_id, d), d.article, d.records) for d in batch]
        land(db, ends, begins=None if self._begun else self._run, laid_over=laid_over)
        self._begun = True
        return list(batch)

    def _commit_one(self, db: Database, done: Done) -> Done:
        try:
            self._commit_all(db, [done])
        except Unwritable:
            raise
        except DatabaseError as error:
            reason = f"its rows did not land: {error}"
            done = replace(done, outcome="invalid", reason=reason, records=None)
            self._commit_all(db, [done])
        return done

    async def _in_thread(self, step: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, step)

    async def _patiently(self, step: Callable[[], Awaitable[object]], until: float) -> None:
        """Do it once no reader holds the database any more."""
        while True:
            try:
                await step()
            except Locked:
                if time.monotonic() >= until:
                    raise
            else:
                return
            self._say_blocked()
            # Not in Database.open: a Ctrl-C must be heard in between.
            await asyncio.sleep(LOCKED_AGAIN)

    def _relate(self) -> None:
        with Database.open(self._db) as db:
            forget_orphans(db)
        self._undecided = relate(self._db)
        self._related = True

    def _mend_what_was_killed(self) -> None:
        """Relate what an earlier run landed and was killed before it could."""
        with Database.open(self._db, wait=BEGIN_SECONDS) as db:
            unfinished = db.run("unfinished_runs").rows
            if unfinished:
                forget_orphans(db)
        if unfinished:
            relate(self._db)
            with Database.open(self._db, wait=BEGIN_SECONDS) as db:
                for (run_id,) in unfinished:
                    finish_run(db, str(run_id))

    def _say_blocked(self) -> None:
        if not self._blocked:
            self._blocked = True
            self._notice(
                f"a reader holds {self._db}: extraction goes on, {self.waiting} finished "
                "articles and those to come land when it lets go"
            )


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
        cost_usd=done.cost_usd,
        latency_ms=done.usage.latency_ms,
        raw=done.raw,
    )
