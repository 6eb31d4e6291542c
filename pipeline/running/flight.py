"""Sources on their way to their ends, a bounded number of articles in flight."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable
from typing import Any

from pipeline.reading.unreadable import Unreadable
from pipeline.running.ceilings import Spending
from pipeline.running.ending import Done, same_text
from pipeline.running.landing import Known
from schemas.records import Article
from schemas.vocabulary import OutcomeKind

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

    async def ends(self, sources: Iterable[Article | Unreadable]) -> AsyncGenerator[Done]:
        """Each source's end, in the order in which they end; raises Stop and DatabaseError."""
        flying: set[asyncio.Task[Done]] = set()
        try:
            for source in sources:
                if self._stopping.is_set() or self._spending.ceiling:
                    break
                if (ready := self._without_asking(source)) is not None:
                    yield ready
                    # Else a long row of them would hold up all that is in flight.
                    await asyncio.sleep(0)
                elif isinstance(source, Article) and self._is_first(source):
                    flying.add(asyncio.create_task(self._to_end(source)))
                while len(flying) >= self._width():
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
        path = source.source_path
        article_id = source.article_id if isinstance(source, Article) else None
        if path in self._ended and self._ended[path][0] == article_id:
            article = source if isinstance(source, Article) else None
            return Done(path, *self._ended[path], article=article, unchanged=True)
        if isinstance(source, Unreadable):
            return Done(path, None, "unreadable", f"{source.code}: {source.reason}")
        if source.article_id not in self._ends:
            return None
        if (source.article_id, path) in self._sources:
            return Done(path, source.article_id, "records", article=source, unchanged=True)
        return same_text(source, *self._ends[source.article_id])

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
                yield same_text(twin, done.outcome, done.reason)
