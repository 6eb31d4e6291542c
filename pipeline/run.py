"""A run: every source to exactly one outcome, extraction side by side, landing one by one."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

from pipeline.errors import (
    DatabaseError,
    ModelError,
    Refused,
    SummitryError,
    Transport,
    Truncated,
    Usage,
)
from pipeline.extracting.extract import Asks, ExtractionFailed, extract, is_empty
from pipeline.extracting.prompt import EXTRACT, prompts_sha256
from pipeline.reading.unreadable import Unreadable
from pipeline.relating.claimpairs import Pair
from pipeline.relating.judge import judge
from pipeline.relating.relate import keep_judgement, relate
from pipeline.resolving.dated import dated_article
from pipeline.resolving.resolve import resolve
from pipeline.storing.database import Database, Locked
from pipeline.storing.land import begin_run, finish_run, land, now
from schemas.records import Article, ArticleRecords
from schemas.tables import SCHEMA_VERSION, OutcomeRow, RunRow
from schemas.vocabulary import OutcomeKind

JOBS = 4
BEGIN_SECONDS = 10.0
"""How long a run waits at its start for others to let go of the database."""
LOCKED_SECONDS = 600.0
"""How long finished articles wait at the end for a reader to let go of the database."""


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What shapes a run's records; kept with the run."""

    model: str
    db: Path
    prompt: str = EXTRACT
    jobs: int = JOBS
    judge: bool = True
    """Ask the model how claims stand to each other where rules cannot tell."""
    others: Mapping[str, Any] = field(default_factory=dict)
    """Whatever else was set, for the record."""


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


@dataclass
class Summary:
    """What a run came to."""

    run_id: str | None = None
    outcomes: dict[str, int] = field(default_factory=dict)
    records: dict[str, int] = field(
        default_factory=lambda: {"summits": 0, "statements": 0, "claims": 0}
    )
    rejects: int = 0
    quotes: int = 0
    quotes_covered: int = 0
    unchanged: int = 0
    usage: Usage = field(default_factory=Usage)
    interrupted: bool = False

    def add(self, done: Done) -> None:
        if done.unchanged:
            self.unchanged += 1
            return
        self.outcomes[done.outcome] = self.outcomes.get(done.outcome, 0) + 1
        self.usage += done.usage
        if done.records is not None:
            for name in self.records:
                self.records[name] += len(getattr(done.records, name))
            self.rejects += len(done.records.rejects)
            self.quotes += len(done.records.quote_spans)
            self.quotes_covered += sum(s.verdict != "open" for s in done.records.quote_spans)

    @property
    def failed(self) -> int:
        return sum(n for kind, n in self.outcomes.items() if kind not in ("records", "empty"))

    @property
    def ended_well(self) -> int:
        return self.unchanged + sum(self.outcomes.values()) - self.failed


class Stop(SummitryError):
    """A fault that every other article would meet too."""


async def run(
    sources: Iterable[Article | Unreadable],
    model: Asks,
    settings: RunSettings,
    *,
    tell: Callable[[Done], None] = lambda _: None,
    stop: asyncio.Event | None = None,
) -> Summary:
    """Extract and land every source; see `Summary` for what came of it.

    `tell` hears of each source once its rows have landed.

    One bad article never stops a run; a wrong key, an unknown model or an endpoint that
    never answered does (Stop). Setting `stop` lets what is in flight finish and land.
    """
    stopping = stop or asyncio.Event()
    summary = Summary()
    landing = _Landing(settings)

    def count(landed: Iterable[Done]) -> None:
        for done in landed:
            summary.add(done)
            tell(done)

    patience = LOCKED_SECONDS
    try:
        async with aclosing(_Extracting(model, settings, stopping).all(sources)) as ends:
            async for done in ends:
                count([done] if done.unchanged else landing.add(done))
    except asyncio.CancelledError:
        patience = 0
        raise
    finally:
        count(await landing.finish(patience))
    if settings.judge and not stopping.is_set():
        summary.usage += await landing.judge(model)
    summary.run_id = landing.run_id
    summary.interrupted = stopping.is_set()
    return summary


class _Extracting:
    """Sources to their ends, a bounded number of articles in flight."""

    def __init__(self, model: Asks, settings: RunSettings, stopping: asyncio.Event) -> None:
        self._model = model
        self._settings = settings
        self._stopping = stopping
        known, self._sources = _known(settings)
        self._ends: dict[str, tuple[OutcomeKind, str | None]] = {
            article_id: (outcome, None) for article_id, outcome in known.items()
        }
        """How an article ended, in this run or before; why, if it failed."""
        self._twins: dict[str, dict[str, Article]] = {}
        """What is in flight: by article id each source of that text."""
        self._answered = False

    async def all(self, sources: Iterable[Article | Unreadable]) -> AsyncGenerator[Done]:
        flying: set[asyncio.Task[Done]] = set()
        try:
            for source in sources:
                if self._stopping.is_set():
                    break
                if (ready := self._without_asking(source)) is not None:
                    yield ready
                elif isinstance(source, Article) and self._is_first(source):
                    flying.add(asyncio.create_task(self._one(source)))
                while len(flying) >= self._settings.jobs:
                    for done in await self._next_ends(flying):
                        yield done
            while flying:
                for done in await self._next_ends(flying):
                    yield done
        finally:
            for task in flying:
                task.cancel()
            await asyncio.gather(*flying, return_exceptions=True)

    def _without_asking(self, source: Article | Unreadable) -> Done | None:
        """The end of a source that needs no call."""
        if isinstance(source, Unreadable):
            return Done(source.source_path, None, "unreadable", f"{source.code}: {source.reason}")
        if source.article_id not in self._ends:
            return None
        if (source.article_id, source.source_path) in self._sources:
            return Done(source.source_path, source.article_id, "records", unchanged=True)
        return _same_text(source, *self._ends[source.article_id])

    def _is_first(self, article: Article) -> bool:
        """Whether its text is not in flight already; a twin waits for the one that is."""
        twins = self._twins.setdefault(article.article_id, {})
        twins.setdefault(article.source_path, article)
        return len(twins) == 1

    async def _next_ends(self, flying: set[asyncio.Task[Done]]) -> list[Done]:
        """The ends of what finishes next, which leaves `flying`; raises what such a task raised."""
        finished, _ = await asyncio.wait(flying, return_when=asyncio.FIRST_COMPLETED)
        ended = {task for task in finished if task.exception() is None} or finished
        ends = [end for task in ended for end in self._with_twins(task.result())]
        flying -= ended
        return ends

    def _with_twins(self, done: Done) -> Iterable[Done]:
        yield done
        assert done.article_id is not None
        self._ends[done.article_id] = done.outcome, done.reason
        for twin in self._twins.pop(done.article_id).values():
            self._sources.add((twin.article_id, twin.source_path))
            if twin.source_path != done.source_path:
                yield _same_text(twin, done.outcome, done.reason)

    async def _one(self, article: Article) -> Done:
        article = dated_article(article)
        try:
            found = await extract(article, self._model, extract_prompt=self._settings.prompt)
            self._answered = True
            records = resolve(found.records)
            kind: OutcomeKind = "empty" if is_empty(records) else "records"
            return Done(
                article.source_path,
                article.article_id,
                kind,
                usage=found.usage,
                raw="\n".join(found.raw),
                article=records.article,
                records=records,
            )
        except ExtractionFailed as failure:
            self._stop_if_hopeless(failure.cause)
            return Done(
                article.source_path,
                article.article_id,
                _kind(failure.cause),
                str(failure),
                usage=failure.usage,
                raw="\n".join(failure.raw) or None,
                article=article,
            )
        except Exception as error:  # noqa: BLE001 - a fault of ours must cost one article, not a night
            return Done(
                article.source_path,
                article.article_id,
                "invalid",
                f"summitry itself failed on this article: {type(error).__name__}: {error}",
                article=article,
            )

    def _stop_if_hopeless(self, cause: ModelError) -> None:
        if isinstance(cause, Transport) and (
            cause.fatal or (cause.unreachable and not self._answered)
        ):
            raise Stop(str(cause)) from cause
        self._answered = self._answered or not isinstance(cause, Transport)


class _Landing:
    """What is finished, on its way into the database, which is open only while it lands."""

    def __init__(self, settings: RunSettings) -> None:
        self._settings = settings
        self._waiting: list[Done] = []
        self.run_id: str | None = None
        self.undecided: tuple[Pair, ...] = ()
        """Pairs of claims that wording decides, once the run is closed."""
        self._begun = now()

    def add(self, done: Done) -> list[Done]:
        """Land it now, with all that waits; while a reader holds the database, all wait.

        Returns what landed, as it landed.
        """
        self._waiting.append(done)
        try:
            with Database.open(self._settings.db) as db:
                return self._land(db)
        except Locked:
            return []

    async def finish(self, patience: float) -> list[Done]:
        """Land what still waits and close the run; returns what landed.

        Raises Locked where a reader does not let go within `patience` seconds.
        """
        if self.run_id is None and not self._waiting:
            self._mend_what_was_killed()
            return []
        until = time.monotonic() + patience
        while True:
            try:
                with Database.open(self._settings.db) as db:
                    landed = self._land(db)
                    assert self.run_id is not None
                    finish_run(db, self.run_id)
                    self.undecided = relate(db)
                    return landed
            except Locked:
                if time.monotonic() >= until:
                    raise
            # Not in Database.open: a Ctrl-C must be heard in between.
            await asyncio.sleep(0.2)

    def _mend_what_was_killed(self) -> None:
        """Relate what an earlier run landed and was killed before it could."""
        with Database.open(self._settings.db, wait=BEGIN_SECONDS) as db:
            unfinished = db.run("unfinished_runs").rows
            for (run_id,) in unfinished:
                finish_run(db, str(run_id))
            if unfinished:
                relate(db)

    async def judge(self, model: Asks) -> Usage:
        """Ask the model about the pairs of claims that wording decides, and keep its verdicts."""
        if self.run_id is None or not self.undecided:
            return Usage()
        found = await judge(self.undecided, model)
        with Database.open(self._settings.db, wait=LOCKED_SECONDS) as db:
            keep_judgement(db, found, self._settings.model, self.run_id)
        return found.usage

    def _land(self, db: Database) -> list[Done]:
        if self.run_id is None:
            row = _run_row(self._settings, self._begun)
            begin_run(db, row)
            self.run_id = row.run_id
        landed = []
        while self._waiting:
            landed.append(self._land_one(db, self.run_id, self._waiting[0]))
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


def _known(settings: RunSettings) -> tuple[dict[str, OutcomeKind], set[tuple[str, str]]]:
    """Articles whose records this very way of reading made, and all known sources.

    The database is made, or opened for writing: what is wrong with it must show before
    anything is spent.
    """
    with Database.open(settings.db, wait=BEGIN_SECONDS) as db:
        done = db.run(
            "done",
            {
                "model": settings.model,
                "prompt_sha256": prompts_sha256(settings.prompt),
                "schema_version": SCHEMA_VERSION,
            },
        )
        sources = db.run("sources")
    return dict(done.rows), {(row[0], row[1]) for row in sources.rows}


def _run_row(settings: RunSettings, begun: Any) -> RunRow:
    return RunRow(
        run_id=f"{begun:%Y%m%dT%H%M%S}-{uuid4().hex[:6]}",
        started_at=begun,
        finished_at=None,
        model=settings.model,
        prompt=settings.prompt,
        prompt_sha256=prompts_sha256(settings.prompt),
        schema_version=SCHEMA_VERSION,
        settings=json.dumps({"jobs": settings.jobs, **settings.others}, default=str),
        code_version=version("summitry"),
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
        cost_usd=None,
        latency_ms=done.usage.latency_ms,
        raw=done.raw,
    )


def _same_text(article: Article, outcome: OutcomeKind, reason: str | None = None) -> Done:
    """The end of another source of a text: nobody was asked again."""
    failed = outcome not in ("records", "empty")
    return Done(
        article.source_path,
        article.article_id,
        outcome,
        reason if failed else "same text as another source",
        article=article,
    )


def _kind(cause: ModelError) -> OutcomeKind:
    if isinstance(cause, Refused):
        return "refused"
    if isinstance(cause, Truncated):
        return "truncated"
    return "transport" if isinstance(cause, Transport) else "invalid"
