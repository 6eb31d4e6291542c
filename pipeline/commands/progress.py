"""A run at the terminal: what is going on, Ctrl-C, the closing words, the exit code."""

import json as json_module
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

from pipeline.errors import counted

if TYPE_CHECKING:
    from pipeline.extracting.bymodel import Extracts
    from pipeline.reading.raw import Source
    from pipeline.running.run import Elsewhere, RunSettings, Summary


def run_to_its_end(
    sources: "Iterable[Source]",
    asked: Any,
    settings: "RunSettings",
    *,
    json: bool,
    extracts: "Extracts | None" = None,
    elsewhere: "Elsewhere | None" = None,
    total: int | None = None,
) -> "Summary":
    """Run to the end, or to Ctrl-C: once finishes what is in flight, twice stops at once.

    `asked` are the model's settings, None where no model is asked and `extracts` makes the
    records; `elsewhere` is where it is asked, if not here. `total` is the number of
    sources, where it is known. What ends the run before its end is raised after the closing
    words on what had landed by then.
    """
    import asyncio
    import signal
    from contextlib import AsyncExitStack

    from pipeline.commands.watching import watching
    from pipeline.errors import SummitryError
    from pipeline.extracting.model import Model
    from pipeline.running.run import Summary
    from pipeline.running.run import run as run_articles

    summary = Summary()

    async def main() -> "Summary":
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()

        def interrupted() -> None:
            if stop.is_set():
                raise KeyboardInterrupt
            stop.set()
            watch.notice("finishing what is in flight; Ctrl-C again stops at once")

        loop.add_signal_handler(signal.SIGINT, interrupted)
        try:
            async with AsyncExitStack() as stack:
                model = None
                if asked is not None:
                    model = await stack.enter_async_context(Model.connect(asked))
                watch = await stack.enter_async_context(
                    # Elsewhere the pace is each worker's own.
                    watching(summary, None if elsewhere else model, json=json, total=total)
                )
                return await run_articles(
                    sources,
                    model,
                    settings,
                    extracts=extracts,
                    elsewhere=elsewhere,
                    tell=watch.tell,
                    notice=watch.notice,
                    stop=stop,
                    summary=summary,
                )
        finally:
            loop.remove_signal_handler(signal.SIGINT)

    try:
        return asyncio.run(main())
    except KeyboardInterrupt:
        summary.interrupted = True
        closing(summary, settings, json=json)
        raise
    except SummitryError as error:
        if json:
            typer.echo(json_module.dumps({"event": "error", "message": str(error)}))
        if json or summary.outcomes or summary.unchanged:
            closing(summary, settings, json=json)
        raise


def finish(
    summary: "Summary", settings: "RunSettings", *, json: bool, then: tuple[str, ...] = ()
) -> None:
    """The closing words and the exit code."""
    if summary.failed and not summary.interrupted:
        why = f"`summitry rejects --db {settings.db}` says why"
        then = (f"failed      {summary.failed}: {why}; the same command tries again", *then)
    closing(summary, settings, json=json, then=then)
    if code := exit_code(summary):
        raise typer.Exit(code)


def exit_code(summary: "Summary") -> int:
    """0 all well; 1 some failed, or a ceiling was reached; 2 nothing was done; 130 interrupted."""
    if summary.interrupted:
        return 130
    if summary.ceiling:
        return 1
    return 0 if not summary.failed else 1 if summary.ended_well else 2


def closing(
    summary: "Summary", settings: "RunSettings", *, json: bool, then: tuple[str, ...] = ()
) -> None:
    """The closing words, `then` below them."""
    import dataclasses

    if json:
        told = {"event": "summary", "db": str(settings.db), **dataclasses.asdict(summary)}
        typer.echo(json_module.dumps(told, ensure_ascii=False))
        return
    for line in (*_closing(summary, settings), *then):
        typer.echo(line)


def _closing(summary: "Summary", settings: "RunSettings") -> list[str]:
    articles = sum(summary.outcomes.values())
    outcomes = ", ".join(f"{count} {kind}" for kind, count in sorted(summary.outcomes.items()))
    lines = [f"articles    {articles} ({outcomes})" if articles else "articles    nothing new"]
    if summary.unchanged:
        lines.append(f"unchanged   {summary.unchanged}: their records are there, nobody was asked")
    if articles:
        records = ", ".join(counted(n, name[:-1]) for name, n in summary.records.items())
        lines.append(f"records     {records}")
        if summary.quotes:
            share = 100 * summary.quotes_covered / summary.quotes
            lines.append(
                f"quotations  {summary.quotes_covered} of {summary.quotes} of four words or more "
                f"accounted for ({share:.0f} %)"
            )
        lines.append(f"rejects     {summary.rejects}")
        usage = summary.usage
        cost = "" if summary.cost_usd is None else f", ${summary.cost_usd:,.4f}"
        lines.append(
            f"calls       {usage.attempts}, {counted(usage.input_tokens, 'token')} in, "
            f"{usage.output_tokens:,} out{cost}"
        )
    lines.append(f"database    {settings.db}")
    if summary.ceiling:
        lines.append(
            f"stopped: {summary.ceiling}; the same command goes on and may spend as much again"
        )
    if summary.interrupted:
        lines.append("interrupted: run the same again to go on")
    return lines
