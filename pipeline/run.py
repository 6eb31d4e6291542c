"""A run: every source to exactly one outcome, extraction side by side, landing one by one."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

from pipeline.errors import (
    ModelError,
    Refused,
    SummitryError,
    Transport,
    Truncated,
    Usage,
)
from pipeline.extracting.extract import Asks, ExtractionFailed, extract, is_empty
from pipeline.extracting.prompt import EXTRACT, prompts_sha256
from pipeline.landing import LOCKED_SECONDS, Done, Landing, known_articles
from pipeline.reading.unreadable import Unreadable
from pipeline.resolving.dated import dated_article
from pipeline.resolving.resolve import resolve
from pipeline.storing.land import now
from schemas.records import Article
from schemas.tables import SCHEMA_VERSION, RunRow
from schemas.vocabulary import OutcomeKind

JOBS = 4


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
    landing = Landing(settings.db, partial(_run_row, settings, now()))

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
        known, self._sources = known_articles(settings.db, settings.model, settings.prompt)
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
            if cause.unreachable:
                where = self._settings.others.get("base_url") or self._settings.model
                raise Stop(f"{cause}; is the endpoint running? ({where}, see --base-url)")
            raise Stop(str(cause)) from cause
        self._answered = self._answered or not isinstance(cause, Transport)


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
