"""`summitry run`: articles into the database."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.commands.estimate import foretell
from pipeline.commands.options import (
    BaseUrl,
    Db,
    JsonLines,
    MaxOutputTokens,
    MaxTokens,
    MaxUsd,
    Mode,
    ModelName,
    Paths,
    Prices,
    Prompt,
    Published,
    Strategy,
    cost_by,
    without_credentials,
)
from pipeline.commands.progress import finish, run_to_its_end
from pipeline.commands.sources import number_of, raw_sources_in

if TYPE_CHECKING:
    from pipeline.running.run import RunSettings

BY_RULES = (
    "reading by the built-in rules: English, nobody is called; a model reads other languages too, "
    "finds more claims and judges how they stand to each other: --model openai/gpt-5-mini, "
    "SUMMITRY_MODEL, or `model` in summitry.toml"
)


def run(
    paths: Paths,
    *,
    model: ModelName = None,
    base_url: BaseUrl = None,
    db: Db = None,
    mode: Mode = None,
    prompt: Prompt = None,
    strategy: Strategy = None,
    published: Published = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Most calls in flight [default: 16].")
    ] = None,
    max_output_tokens: MaxOutputTokens = None,
    max_usd: MaxUsd = None,
    max_tokens: MaxTokens = None,
    prices: Prices = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also what has its records; asks only what is missing.")
    ] = False,
    judge: Annotated[
        bool | None,
        typer.Option(
            "--judge/--no-judge",
            help="Ask how claims stand to each other [default: --judge; --no-judge for local/…].",
        ),
    ] = None,
    second_reading: Annotated[
        bool,
        typer.Option(
            "--second-reading/--no-second-reading",
            help="Flag where the built-in rules read otherwise than the model.",
        ),
    ] = True,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout", metavar="SECONDS", help="For one call [default: 180; 3600 for local/…]."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell calls, tokens, cost and time; ask nobody.")
    ] = False,
    engine: Annotated[
        Literal["local", "ray"],
        typer.Option("--engine", help="ray: extract on many processes or machines."),
    ] = "local",
    address: Annotated[
        str | None,
        typer.Option(
            "--address",
            metavar="ADDRESS",
            help="Of a Ray cluster [default: one of this machine's own].",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, help="On Ray; they share --jobs [default: 1 a CPU]."),
    ] = None,
    shards: Annotated[
        str | None,
        typer.Option(
            "--shards",
            help="A folder or bucket that every machine sees [default: beside the database].",
        ),
    ] = None,
    keep_shards: Annotated[
        bool, typer.Option("--keep-shards", help="Leave the Parquet of what was extracted there.")
    ] = False,
    json: JsonLines = False,
) -> None:
    """Read articles, extract their records, land them in DuckDB.

    Where no model is named, the built-in rules read: English, on this machine, at no cost.
    Running the same again adds nothing and calls nobody; after a kill, a crash or a full
    disk it goes on, and pays for no answer twice. Exit code 0: all well; 1: some articles
    failed, or a ceiling was reached; 2: nothing could be done; 130: interrupted.
    """
    from pipeline.distributing.engine import Ray, on_ray
    from pipeline.errors import ConfigurationError, UsageError
    from pipeline.extracting.local import is_local, named
    from pipeline.extracting.model import JOBS, ModelSettings
    from pipeline.extracting.prompt import is_choice, prompt_for
    from pipeline.extracting.prompt import prompt as load_prompt
    from pipeline.running.run import RunSettings
    from pipeline.settings import NO_MODEL, RULES, load_settings
    from pipeline.storing.faults import refuse_place

    given = load_settings(model=model, base_url=base_url, db=db, mode=mode, jobs=jobs)
    refuse_place(given.db)
    if given.model is None and given.base_url is not None:
        raise ConfigurationError(NO_MODEL)
    name = given.model or RULES
    if name == RULES and strategy is not None:
        raise ConfigurationError(f"--strategy {strategy} asks a model: name one with --model")
    prompt = prompt_for(strategy, prompt, small=is_local(name))
    load_prompt(prompt)
    settings = RunSettings(
        model=named(name),
        db=given.db,
        prompt=prompt,
        jobs=1 if is_local(name) else given.jobs or JOBS,
        judge=not is_local(name) if judge is None else judge,
        # Choices hold both readings already.
        second_reading=second_reading and name != RULES and not is_choice(prompt),
        again=again,
        max_usd=max_usd,
        max_tokens=max_tokens,
        cost=cost_by(prices),
        others={
            "base_url": without_credentials(given.base_url),
            "mode": given.mode,
            "max_output_tokens": max_output_tokens,
            "paths": paths,
        },
    )
    ray = None
    if engine == "ray":
        if is_local(name):
            raise UsageError(f"{named(name)} runs in this process: leave out --engine ray")
        ray = Ray(address, workers, shards, keep_shards)
    elif address or workers or shards or keep_shards:
        raise UsageError("--address, --workers, --shards and --keep-shards go with --engine ray")
    if name == RULES:
        if ray is not None:
            raise UsageError("--engine ray asks a model: name one with --model")
        _run_by_rules(paths, settings, published, dry_run=dry_run, json=json)
        return
    asked = ModelSettings(
        name,
        given.base_url,
        given.mode,
        max_output_tokens,
        timeout=timeout,
        jobs=settings.jobs,
    )
    if dry_run:
        foretell(raw_sources_in(paths, settings.db, published), asked, settings, json=json)
        return
    summary = run_to_its_end(
        raw_sources_in(paths, settings.db, published),
        asked,
        settings,
        json=json,
        elsewhere=None
        if ray is None
        else on_ray(
            ray, asked, prompt, settings.db, str(settings.others["base_url"] or settings.model)
        ),
        total=number_of(paths),
    )
    finish(summary, settings, json=json)


def _run_by_rules(
    paths: list[str], settings: "RunSettings", published: str | None, *, dry_run: bool, json: bool
) -> None:
    from pipeline.extracting.byrules import by_rules

    sources = raw_sources_in(paths, settings.db, published)
    typer.echo(BY_RULES, err=True)
    if dry_run:
        typer.echo("the built-in rules call nobody and cost nothing: nothing to foretell")
        return
    summary = run_to_its_end(
        sources, None, settings, json=json, extracts=by_rules, total=number_of(paths)
    )
    finish(summary, settings, json=json)
