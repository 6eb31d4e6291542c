"""`summitry run`: articles into the database."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.progress import finish, run_to_its_end

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help="Files, folders, globs, or - for standard input: text, Markdown, HTML, JSON lines, "
        "each also as .gz.",
        show_default=False,
    ),
]
Db = Annotated[Path | None, typer.Option("--db", help="The database [default: summits.duckdb].")]
ModelName = Annotated[
    str | None, typer.Option("--model", help="provider/model, such as openai/gpt-5-mini.")
]
BaseUrl = Annotated[
    str | None, typer.Option("--base-url", help="An OpenAI-compatible endpoint, such as vLLM's.")
]
Mode = Annotated[
    str | None,
    typer.Option("--mode", help="instructor's mode, such as tools or json [default: json_schema]."),
]
Published = Annotated[
    str | None,
    typer.Option("--published", help="Publication date of the articles that state none."),
]
Prompt = Annotated[str, typer.Option("--prompt", help="The extraction prompt.")]
Json = Annotated[bool, typer.Option("--json", help="JSON lines for machines.")]


def run(
    paths: Paths,
    *,
    model: ModelName = None,
    base_url: BaseUrl = None,
    db: Db = None,
    mode: Mode = None,
    prompt: Prompt = "extract/v1",
    published: Published = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Articles in flight [default: 4].")
    ] = None,
    max_output_tokens: Annotated[
        int | None, typer.Option("--max-output-tokens", min=1, help="Ceiling of one answer.")
    ] = None,
    judge: Annotated[
        bool, typer.Option("--judge/--no-judge", help="Ask how claims stand to each other.")
    ] = True,
    timeout: Annotated[float, typer.Option("--timeout", help="Seconds for one call.")] = 180.0,
    json: Json = False,
) -> None:
    """Read articles, extract their records with a model, land them in DuckDB.

    Running the same again adds nothing and calls nobody. Exit code 0: all well; 1: some
    articles failed; 2: nothing could be done; 130: interrupted, run it again to go on.
    """
    from pipeline.errors import ConfigurationError
    from pipeline.extracting.model import ModelSettings
    from pipeline.extracting.prompt import prompt as load_prompt
    from pipeline.reading.read import read
    from pipeline.resolving.dated import dated_by_default
    from pipeline.run import JOBS, RunSettings
    from pipeline.settings import NO_MODEL, load_settings

    given = load_settings(model=model, base_url=base_url, db=db, mode=mode, jobs=jobs)
    if given.model is None:
        raise ConfigurationError(NO_MODEL)
    load_prompt(prompt)
    settings = RunSettings(
        model=given.model,
        db=given.db,
        prompt=prompt,
        jobs=given.jobs or JOBS,
        judge=judge,
        others={
            "base_url": _without_credentials(given.base_url),
            "mode": given.mode,
            "max_output_tokens": max_output_tokens,
        },
    )
    asked = ModelSettings(
        given.model, given.base_url, given.mode, max_output_tokens, timeout=timeout
    )
    # The database may lie in the folder that is read; it is no source.
    own = {settings.db.resolve(), settings.db.with_name(f"{settings.db.name}.wal").resolve()}
    sources = (
        source
        for source in dated_by_default(read(paths, stdin=sys.stdin.buffer), published)
        if Path(source.source_path).resolve() not in own
    )
    summary = run_to_its_end(sources, asked, settings, json=json)
    finish(summary, settings, json=json)


def _without_credentials(url: str | None) -> str | None:
    """A base URL as it may be kept: `https://user:key@host/v1 -> https://host/v1`."""
    from urllib.parse import urlsplit, urlunsplit

    if url is None:
        return None
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))
