"""`summitry run --dry-run`: what the run would take, told instead of done."""

import dataclasses
import json as json_module
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from pipeline.reading.raw import Source
    from pipeline.running.estimating import Estimate
    from pipeline.running.run import RunSettings


def foretell(
    sources: "Iterable[Source]",
    asked: Any,
    settings: "RunSettings",
    *,
    json: bool,
    batch: bool = False,
) -> None:
    """Print what a run over these sources would take; nobody is called, no key is needed.

    `asked` are the model's settings. A `batch` has its own price, and takes up to a day.
    """
    from pipeline.extracting.model import Model
    from pipeline.running.estimating import estimate

    found = estimate(
        sources,
        Model.silent(asked),
        settings.db,
        model=settings.model,
        prompt=settings.prompt,
        jobs=settings.jobs,
        cost=(lambda model, usage: settings.cost(model, usage.by_batch()))
        if batch
        else settings.cost,
    )
    if batch:
        found = dataclasses.replace(found, seconds=None)
    if json:
        told = {
            "event": "estimate",
            "model": settings.model,
            **dataclasses.asdict(found),
            "within_ceiling": round(_share(found, settings), 3),
        }
        typer.echo(json_module.dumps(told, ensure_ascii=False))
        return
    for line in _lines(found, settings):
        typer.echo(line)


def _lines(found: "Estimate", settings: "RunSettings") -> Iterable[str]:
    yield (
        f"articles    {found.articles:,} to ask about, {found.kept:,} whose answers are kept, "
        f"{found.unchanged:,} unchanged, {found.unreadable:,} unreadable"
    )
    at_a_time = "by a batch" if found.seconds is None else f"{settings.jobs} at a time"
    yield f"calls       about {found.calls:,}, {at_a_time}"
    yield f"tokens      about {found.input_tokens:,} in, {found.output_tokens:,} out"
    if found.cost_usd is None:
        yield f"cost        unknown (no price for {settings.model}; give one with --prices)"
    else:
        yield f"cost        about ${found.cost_usd:,.4f}"
    if (share := _share(found, settings)) < 1:
        yield (
            f"ceiling     stops it after about {int(share * found.articles):,} of "
            f"{found.articles:,} articles"
        )
    time = "by tomorrow" if found.seconds is None else f"about {_duration(found.seconds)}"
    yield f"time        {time}"
    yield f"rests on    {found.basis}"
    yield "a dry run: nobody was asked, nothing was written"


def _share(found: "Estimate", settings: "RunSettings") -> float:
    """Of the articles to ask about, how many the ceilings allow: 0 to 1."""
    tokens, share = found.input_tokens + found.output_tokens, 1.0
    if settings.max_tokens is not None and tokens:
        share = min(share, settings.max_tokens / tokens)
    if settings.max_usd is not None and found.cost_usd:
        share = min(share, settings.max_usd / found.cost_usd)
    return share


def _duration(seconds: float) -> str:
    """`5400 -> 1 h 30 min`"""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours:,} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
