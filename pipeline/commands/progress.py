"""A run at the terminal: a line for each source, Ctrl-C, the closing words, the exit code."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from pipeline.landing import Done
    from pipeline.reading.unreadable import Unreadable
    from pipeline.run import RunSettings, Summary
    from schemas.records import Article


def run_to_its_end(
    sources: "Iterable[Article | Unreadable]", asked: Any, settings: "RunSettings", *, json: bool
) -> "Summary":
    """Run to the end, or to Ctrl-C: once finishes what is in flight, twice stops at once."""
    import asyncio
    import signal

    from pipeline.extracting.model import Model
    from pipeline.run import run as run_articles

    async def main() -> "Summary":
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()

        def interrupted() -> None:
            if stop.is_set():
                raise KeyboardInterrupt
            stop.set()
            typer.echo("finishing what is in flight; Ctrl-C again stops at once", err=True)

        loop.add_signal_handler(signal.SIGINT, interrupted)
        try:
            async with Model.connect(asked) as model:
                return await run_articles(
                    sources, model, settings, tell=_tell_json if json else _tell, stop=stop
                )
        finally:
            loop.remove_signal_handler(signal.SIGINT)

    return asyncio.run(main())


def _tell(done: "Done") -> None:
    """One line a source."""
    if done.unchanged:
        return
    where = done.source_path
    if done.records is None:
        typer.echo(f"  {where}: {done.outcome}: {done.reason}", err=done.outcome != "records")
        return
    found = done.records
    covered = sum(span.verdict != "open" for span in found.quote_spans)
    parts = [
        f"{len(found.summits)} meetings",
        f"{len(found.statements)} statements",
        f"{len(found.claims)} claims",
        f"quotations {covered}/{len(found.quote_spans)}",
    ]
    if found.rejects:
        parts.append(f"{len(found.rejects)} rejected")
    typer.echo(f"  {where}: {', '.join(parts)}")


def _tell_json(done: "Done") -> None:
    import json

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
    }
    typer.echo(json.dumps(line, ensure_ascii=False))


def finish(
    summary: "Summary", settings: "RunSettings", *, json: bool, then: tuple[str, ...] = ()
) -> None:
    """The closing words and the exit code."""
    import dataclasses
    import json as json_module

    if json:
        closing = {"event": "summary", "db": str(settings.db), **dataclasses.asdict(summary)}
        typer.echo(json_module.dumps(closing, ensure_ascii=False))
    else:
        for line in _closing(summary, settings):
            typer.echo(line)
        for line in then:
            typer.echo(line)
    if summary.interrupted:
        raise typer.Exit(130)
    if summary.failed:
        raise typer.Exit(1 if summary.ended_well else 2)


def _closing(summary: "Summary", settings: "RunSettings") -> list[str]:
    articles = sum(summary.outcomes.values())
    outcomes = ", ".join(f"{count} {kind}" for kind, count in sorted(summary.outcomes.items()))
    lines = [f"articles    {articles} ({outcomes})" if articles else "articles    nothing new"]
    if summary.unchanged:
        lines.append(f"unchanged   {summary.unchanged}: their records are there, nobody was asked")
    if articles:
        records = ", ".join(f"{n} {name}" for name, n in summary.records.items())
        lines.append(f"records     {records}")
        if summary.quotes:
            share = 100 * summary.quotes_covered / summary.quotes
            lines.append(
                f"quotations  {summary.quotes_covered} of {summary.quotes} of four words or more "
                f"accounted for ({share:.0f} %)"
            )
        lines.append(f"rejects     {summary.rejects}")
        usage = summary.usage
        lines.append(
            f"calls       {usage.attempts}, {usage.input_tokens:,} tokens in, "
            f"{usage.output_tokens:,} out"
        )
    lines.append(f"database    {settings.db}")
    if summary.interrupted:
        lines.append("interrupted: run the same again to go on")
    return lines
