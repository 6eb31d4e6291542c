"""A run: every source to exactly one outcome, extraction side by side, landing one by one."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

from pipeline.database import Database, Locked
from pipeline.dated import dated_article
from pipeline.errors import (
    ModelError,
    Refused,
    SummitryError,
    Transport,
    Truncated,
    Usage,
)
from pipeline.events import rebuild_events
from pipeline.extract import Asks, ExtractionFailed, extract, is_empty
from pipeline.land import begin_run, finish_run, land, now
from pipeline.prompt import EXTRACT, prompts_sha256
from pipeline.resolve import resolve
from pipeline.unreadable import Unreadable
from schemas.records import Article, ArticleRecords
from schemas.tables import SCHEMA_VERSION, OutcomeRow, RunRow
from schemas.vocabulary import OutcomeKind

JOBS = 4
LOCKED_SECONDS = 600.0
"""How long finished articles wait at the end for a reader to let go of the database."""


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What shapes a run's records; kept with the run."""

    model: str
    db: Path
    prompt: str = EXTRACT
    jobs: int = JOBS
    others: Mapping[str, Any] = field(default_factory=dict)
    """Whatever else was set, for the record."""


@dataclass(frozen=True, slots=True)
class Done:
    """How one source ended."""

    source_path: str
    article_id: str | None
    outcome: OutcomeKind
    reason: str | None = None
    usage: Usage = Usage()
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

    One bad article never stops a run; a wrong key, an unknown model or an endpoint that
    never answered does (Stop). Setting `stop` lets what is in flight finish and land.
    """
    stopping = stop or asyncio.Event()
    summary = Summary()
    landing = _Landing(settings)
    try:
        async for done in _Extracting(model, settings, stopping).all(sources):
            summary.add(done)
            if not done.unchanged:
                landing.add(done)
            tell(done)
    finally:
        landing.finish()
    summary.run_id = landing.run_id
    summary.interrupted = stopping.is_set()
    return summary


class _Extracting:
    """Sources to their ends, a bounded number of articles in flight."""

    def __init__(self, model: Asks, settings: RunSettings, stopping: asyncio.Event) -> None:
        self._model = model
        self._settings = settings
        self._stopping = stopping
        self._done, self._sources = _known(settings)
        self._twins: dict[str, list[Article]] = {}
        """Articles in flight, with the other sources of the same text."""
        self._answered = False

    async def all(self, sources: Iterable[Article | Unreadable]) -> AsyncIterator[Done]:
        flying: set[asyncio.Task[Done]] = set()
        try:
            for source in sources:
                if self._stopping.is_set():
                    break
                ready = self._without_asking(source)
                if ready is not None:
                    yield ready
                elif isinstance(source, Article):
                    if source.article_id in self._twins:
                        self._twins[source.article_id].append(source)
                        continue
                    self._twins[source.article_id] = []
                    flying.add(asyncio.create_task(self._one(source)))
                    while len(flying) >= self._settings.jobs:
                        landed, flying = await asyncio.wait(
                            flying, return_when=asyncio.FIRST_COMPLETED
                        )
                        for task in landed:
                            for done in self._with_twins(task.result()):
                                yield done
            while flying:
                landed, flying = await asyncio.wait(flying, return_when=asyncio.FIRST_COMPLETED)
                for task in landed:
                    for done in self._with_twins(task.result()):
                        yield done
        finally:
            for task in flying:
                task.cancel()

    def _without_asking(self, source: Article | Unreadable) -> Done | None:
        """The end of a source that needs no call."""
        if isinstance(source, Unreadable):
            return Done(source.source_path, None, "unreadable", f"{source.code}: {source.reason}")
        if source.article_id not in self._done:
            return None
        if (source.article_id, source.source_path) in self._sources:
            return Done(source.source_path, source.article_id, "records", unchanged=True)
        return _same_text(source, self._done[source.article_id])

    def _with_twins(self, done: Done) -> Iterable[Done]:
        yield done
        for twin in self._twins.pop(done.article_id or "", []):
            if done.outcome in ("records", "empty"):
                yield _same_text(twin, done.outcome)
            else:
                yield Done(
                    twin.source_path, twin.article_id, done.outcome, done.reason, article=twin
                )

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
        self._begun = now()

    def add(self, done: Done) -> None:
        """Land it now, with all that waits; while a reader holds the database, it waits."""
        self._waiting.append(done)
        try:
            self._land()
        except Locked:
            return

    def finish(self) -> None:
        """Land what still waits; raises DatabaseError where a reader never lets go."""
        if self.run_id is None and not self._waiting:
            return
        with Database.open(self._settings.db, wait=LOCKED_SECONDS) as db:
            self._land_into(db)
            assert self.run_id is not None
            finish_run(db, self.run_id)
            rebuild_events(db)

    def _land(self) -> None:
        with Database.open(self._settings.db) as db:
            self._land_into(db)

    def _land_into(self, db: Database) -> None:
        if self.run_id is None:
            row = _run_row(self._settings, self._begun)
            begin_run(db, row)
            self.run_id = row.run_id
        while self._waiting:
            done = self._waiting[0]
            land(db, _outcome(self.run_id, done), done.article, done.records)
            del self._waiting[0]


def _known(settings: RunSettings) -> tuple[dict[str, OutcomeKind], set[tuple[str, str]]]:
    """Articles whose records this very way of reading made, and all known sources."""
    if not Path(settings.db).exists():
        return {}, set()
    with Database.open(settings.db, read_only=True, wait=LOCKED_SECONDS) as db:
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


def _same_text(article: Article, outcome: OutcomeKind) -> Done:
    return Done(
        article.source_path,
        article.article_id,
        outcome,
        "same text as another source",
        article=article,
    )


def _kind(cause: ModelError) -> OutcomeKind:
    if isinstance(cause, Refused):
        return "refused"
    if isinstance(cause, Truncated):
        return "truncated"
    return "transport" if isinstance(cause, Transport) else "invalid"
