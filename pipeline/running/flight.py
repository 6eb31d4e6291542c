"""Sources on their way to their ends, a bounded number of articles in flight."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable
from datetime import date
from typing import Any

from pipeline.reading.raw import Raw, Source, stated_day
from pipeline.reading.unreadable import Unreadable
from pipeline.running.ceilings import Spending
from pipeline.running.ending import Done, same_text
from pipeline.running.landing import Known
from schemas.records import Article
from schemas.vocabulary import OutcomeKind

A_TURN = 0.001
"""Seconds that sources without a call may take before what is in flight has its turn."""

ToEnd = Callable[[Article], Coroutine[Any, Any, Done]]
"""Takes an article to its end; raises Stop and DatabaseError."""


class Flight:
    """Draws sources as they are needed; nothing of an article stays but its id and sources.

    `to_end` takes each to its end, `width` says how many may be in flight.
    """

    def __init__(
        self,
        to_end: ToEnd,
        known: Known,
        spending: Spending,
        stopping: asyncio.Event,
        *,
        width: Callable[[], int],
    ) -> None:
        self._to_end = to_end
        self._spending = spending
        self._stopping = stopping
        self._width = width
        self._sources = known.sources
        self._read = known.read
        self._ended = known.ended
        self._ends: dict[str, tuple[OutcomeKind, str | None]] = {
            article_id: (outcome, None) for article_id, outcome in known.done.items()
        }
        """How an article ended, in this run or before; why, if it failed."""
        for article_id, outcome, reason in known.ended.values():
            if article_id is not None:
                self._ends.setdefault(article_id, (outcome, reason))
        self._twins: dict[str, dict[str, Article]] = {}
        """What is in flight: by article id each source of that text."""
        self._finished: list[asyncio.Task[Done]] = []
        """What has ended, or failed, and is not told yet."""
        self._some = asyncio.Event()
        self.ceiling: str | None = None
        """The ceiling that kept sources from being drawn, in words."""

    async def ends(self, sources: Iterable[Source]) -> AsyncGenerator[Done]:
        """Each source's end, in the order in which they end; raises Stop and DatabaseError."""
        flying: set[asyncio.Task[Done]] = set()
        turn = time.monotonic()
        try:
            for source in sources:
                self.ceiling = self._spending.full(len(flying))
                if self._stopping.is_set() or self.ceiling:
                    break
                found = self._end_or_article(source)
                if isinstance(found, Done):
                    yield found
                    turn = await _others_too(turn)
                elif self._is_first(found):
                    flying.add(task := asyncio.create_task(self._to_end(found)))
                    task.add_done_callback(self._note_end)
                while flying and self._is_full(len(flying)):
                    for done in await self._next_ends(flying):
                        yield done
            while flying:
                for done in await self._next_ends(flying):
                    yield done
        finally:
            for task in flying:
                task.cancel()
            await asyncio.gather(*flying, return_exceptions=True)

    def _is_full(self, flying: int) -> bool:
        return flying >= self._width() or self._spending.full(flying) is not None

    def _end_or_article(self, source: Source) -> Done | Article:
        """The end of a source that needs no call, else its article."""
        if isinstance(source, Raw):
            known = self._read.get(source.digest)
            if known and (ended := self._as_before(source.source_path, *known)):
                return ended
            source = source.read()
        path = source.source_path
        if isinstance(source, Unreadable):
            reason = f"{source.code}: {source.reason}"
            return self._as_before(path, None, None) or Done(path, None, "unreadable", reason)
        if ended := self._as_before(path, source.article_id, stated_day(source)):
            return ended
        if source.article_id in self._ends:
            return same_text(source, *self._ends[source.article_id])
        return source

    def _as_before(
        self, path: str, article_id: str | None, published_on: date | None
    ) -> Done | None:
        """The end of a source that has its end, in this run or before; nothing lands of it."""
        if path in self._ended and self._ended[path][0] == article_id:
            ended = self._ended[path]
        elif article_id in self._ends and (article_id, path) in self._sources:
            ended = article_id, "records", None
        else:
            return None
        return Done(path, *ended, unchanged=True, published_on=published_on)

    def _is_first(self, article: Article) -> bool:
        """Whether its text is not in flight already; a twin waits for the one that is."""
        twins = self._twins.setdefault(article.article_id, {})
        twins.setdefault(article.source_path, article)
        return len(twins) == 1

    async def _next_ends(self, flying: set[asyncio.Task[Done]]) -> list[Done]:
        """The ends of what finishes next, which leaves `flying`; raises what such a task raised."""
        # Not asyncio.wait, which goes through all that fly each time.
        await self._some.wait()
        ended = [task for task in self._finished if task.exception() is None] or self._finished
        for task in ended:
            self._spending.ended(task.result().usage, well=not task.result().failed)
        ends = [end for task in ended for end in self._with_twins(task.result())]
        self._finished = [task for task in self._finished if task not in ended]
        if not self._finished:
            self._some.clear()
        flying.difference_update(ended)
        return ends

    def _note_end(self, task: asyncio.Task[Done]) -> None:
        self._finished.append(task)
        self._some.set()

    def _with_twins(self, done: Done) -> Iterable[Done]:
        yield done
        assert done.article_id is not None
        self._ends[done.article_id] = done.outcome, done.reason
        for twin in self._twins.pop(done.article_id).values():
            self._sources.add((twin.article_id, twin.source_path))
            if twin.source_path != done.source_path:
                yield same_text(twin, done.outcome, done.reason)


async def _others_too(turn: float) -> float:
    """Give what is in flight its turn once this one is over; when the next one began."""
    if time.monotonic() < turn + A_TURN:
        return turn
    await asyncio.sleep(0)
    return time.monotonic()
