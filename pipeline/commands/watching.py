"""What a run shows while it goes on: a live line at a terminal, plain lines, or JSON events.

A terminal is where the standard error is one: the live line is drawn there, and the
standard output holds the closing words alone. Otherwise there is a line for each source.
"""

import asyncio
import json
import sys
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol

import typer

from pipeline.errors import counted

if TYPE_CHECKING:
    from pipeline.running.ending import Done
    from pipeline.running.run import Summary

EVENT_SECONDS = 5.0
FRAME_SECONDS = 0.25
WINDOW = 60.0
"""The rate is that of so many last seconds."""


class State:
    """How far a run is, from what it counts itself."""

    def __init__(self, summary: "Summary", model: Any, total: int | None) -> None:
        self._summary = summary
        self._pace = getattr(model, "pace", None)
        self._total = total
        self._seen: deque[tuple[float, int]] = deque([(time.monotonic(), 0)])

    def now(self) -> dict[str, Any]:
        """The figures of this moment; `rate` in articles a second, `left` in seconds."""
        summary = self._summary
        ended = sum(summary.outcomes.values())
        at = time.monotonic()
        self._seen.append((at, ended))
        while self._seen[0][0] < at - WINDOW:
            self._seen.popleft()
        since, before = self._seen[0]
        rate = (ended - before) / (at - since) if at > since else 0.0
        done = ended + summary.unchanged
        left = (self._total - done) / rate if self._total is not None and rate else None
        return {
            "done": done,
            "total": self._total,
            "unchanged": summary.unchanged,
            "outcomes": dict(summary.outcomes),
            "rate": round(rate, 2),
            "in_flight": self._pace.in_flight if self._pace else None,
            "limit": self._pace.limit if self._pace else None,
            "calls": summary.usage.attempts,
            "input_tokens": summary.usage.input_tokens,
            "output_tokens": summary.usage.output_tokens,
            "cost_usd": summary.cost_usd,
            "left": None if left is None else round(left),
        }


class Watch(Protocol):
    """Hears what a run has to say."""

    every: float
    """Seconds between two calls of `show`."""

    def tell(self, done: "Done") -> None:
        """A source has ended and landed."""

    def notice(self, words: str) -> None:
        """Something that a person should know."""

    def show(self) -> None:
        """How far it is now."""


@asynccontextmanager
async def watching(
    summary: "Summary", model: Any, *, json: bool, total: int | None
) -> AsyncIterator[Watch]:
    """Show how a run goes until the end of the `with`; `total` sources, where that is known."""
    state = State(summary, model, total)
    if json:
        async with _shown(Events(state)) as watch:
            yield watch
    elif sys.stderr.isatty():
        with _live() as live:
            async with _shown(Line(state, live)) as watch:
                yield watch
    else:
        yield Lines()


@asynccontextmanager
async def _shown(watch: Watch) -> AsyncIterator[Watch]:
    async def tick() -> None:
        while True:
            await asyncio.sleep(watch.every)
            watch.show()

    ticking = asyncio.create_task(tick())
    try:
        yield watch
    finally:
        ticking.cancel()
        with suppress(asyncio.CancelledError):
            await ticking


class Lines:
    """A line for each source, for logs and pipes."""

    every = EVENT_SECONDS

    def tell(self, done: "Done") -> None:
        if not done.unchanged:
            typer.echo(f"  {line_of(done)}", err=done.failed)

    def notice(self, words: str) -> None:
        typer.echo(words, err=True)

    def show(self) -> None:
        """Nothing: the lines tell it."""


class Events:
    """A JSON object for each source, and how far the run is now and then."""

    every = EVENT_SECONDS

    def __init__(self, state: State) -> None:
        self._state = state

    def tell(self, done: "Done") -> None:
        counts = {
            name: len(getattr(done.records, name)) if done.records else 0
            for name in ("summits", "statements", "claims", "rejects")
        }
        line = {
            "event": "article",
            "source_path": done.source_path,
            "article_id": done.article_id,
            "outcome": "unchanged" if done.unchanged else done.outcome,
            "reason": done.reason,
            **counts,
            "input_tokens": done.usage.input_tokens,
            "output_tokens": done.usage.output_tokens,
            "cost_usd": done.cost_usd,
        }
        typer.echo(json.dumps(line, ensure_ascii=False))

    def notice(self, words: str) -> None:
        typer.echo(json.dumps({"event": "notice", "message": words}, ensure_ascii=False))

    def show(self) -> None:
        typer.echo(json.dumps({"event": "progress", **self._state.now()}))


class Line:
    """One line that is drawn anew; what failed and what should be known stays above it."""

    every = FRAME_SECONDS

    def __init__(self, state: State, live: Any) -> None:
        self._state = state
        self._live = live

    def tell(self, done: "Done") -> None:
        if done.failed and not done.unchanged:
            self.notice(line_of(done))

    def notice(self, words: str) -> None:
        # Not as markup: an article may be called "[red]".
        self._live.console.print(words, markup=False, highlight=False, soft_wrap=True)

    def show(self) -> None:
        from rich.text import Text

        self._live.update(Text(words_of(self._state.now()), no_wrap=True), refresh=True)


def _live() -> Any:
    from rich.console import Console
    from rich.live import Live

    return Live(console=Console(stderr=True), auto_refresh=False, transient=True)


def words_of(now: dict[str, Any]) -> str:
    """`1,204/5,000 articles · 3.1/s · 16/16 in flight · 2.4 M tokens · $0.61 · 20 min left`"""
    of = "" if now["total"] is None else f"/{now['total']:,}"
    parts = [f"{now['done']:,}{of} articles", f"{now['rate']:.1f}/s"]
    if now["limit"] is not None:
        parts.append(f"{now['in_flight']}/{now['limit']} in flight")
    tokens = now["input_tokens"] + now["output_tokens"]
    parts.append(f"{tokens / 1e6:.1f} M tokens" if tokens >= 1e6 else f"{tokens:,} tokens")
    if now["cost_usd"] is not None:
        parts.append(f"${now['cost_usd']:,.2f}")
    if now["left"] is not None:
        parts.append(f"{_span(now['left'])} left")
    parts += [
        f"{count:,} {outcome}"
        for outcome, count in sorted(now["outcomes"].items())
        if outcome != "records"
    ]
    return " · ".join(parts)


def _span(seconds: float) -> str:
    """`42 -> "42 s"`, `600 -> "10 min"`, `9000 -> "2 h 30 min"`"""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def line_of(done: "Done") -> str:
    """A source and what came of it."""
    where = done.source_path
    if done.records is None:
        return f"{where}: {done.outcome}: {done.reason}"
    found = done.records
    covered = sum(span.verdict != "open" for span in found.quote_spans)
    parts = [
        counted(len(found.summits), "meeting"),
        counted(len(found.statements), "statement"),
        counted(len(found.claims), "claim"),
        f"quotations {covered}/{len(found.quote_spans)}",
    ]
    if found.rejects:
        parts.append(f"{len(found.rejects)} rejected")
    return f"{where}: {', '.join(parts)}"
