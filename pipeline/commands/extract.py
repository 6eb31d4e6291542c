"""`summitry run`, `demo`, `requests`, `record`: articles into the database."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pipeline.reading.unreadable import Unreadable
    from pipeline.run import Done, RunSettings, Summary
    from schemas.records import Article

RECORDED_MODEL = "openai/fresh-reader"
"""An honest name: the recorded answers are a language model reader's, not a hosted model's."""
RECORDED_URL = "http://127.0.0.1:8765/v1"
RECORDED_NOTE = (
    "recorded answers, no key, no network (who gave them: cassettes/README.md); "
    "they show the pipeline, not a model"
)

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
        for source in read(paths, published=published, stdin=sys.stdin.buffer)
        if Path(source.source_path).resolve() not in own
    )
    summary = _run(sources, asked, settings, json=json)
    _finish(summary, settings, json=json)


def demo(
    *,
    db: Annotated[Path, typer.Option("--db", help="The database.")] = Path("demo.duckdb"),
    json: Json = False,
) -> None:
    """The main job on five real articles with recorded answers: no key, no network."""
    from pipeline.extracting.cassettes import replayed
    from pipeline.extracting.model import ModelSettings
    from pipeline.reading.read import read
    from pipeline.resources import resource
    from pipeline.run import RunSettings

    if not json:
        typer.echo(f"summitry demo: five real articles; {RECORDED_NOTE}.")
    settings = RunSettings(model=RECORDED_MODEL, db=db, jobs=1, others={"recorded": True})
    asked = ModelSettings(RECORDED_MODEL, RECORDED_URL)
    sources = read(_seeds(resource("seeds")))
    with replayed(resource("cassettes", "seeds")):
        summary = _run(sources, asked, settings, json=json)
    _finish(summary, settings, json=json, then=_try_next(db))


def requests(
    paths: Paths,
    *,
    model: ModelName = None,
    prompt: Prompt = "extract/v1",
    published: Published = None,
) -> None:
    """Print the exact chat requests, one JSON line each, and call nobody.

    Follow-ups depend on the answers and are not among them.
    """
    from pipeline.extracting.requests import request_lines
    from pipeline.reading.read import read
    from pipeline.reading.unreadable import Unreadable
    from pipeline.settings import load_settings

    given = load_settings(model=model)
    failed = False
    for source in read(paths, published=published, stdin=sys.stdin.buffer):
        if isinstance(source, Unreadable):
            failed = True
            typer.echo(f"{source.source_path}: {source.reason}", err=True)
            continue
        for line in request_lines([source], given.model or RECORDED_MODEL, prompt):
            typer.echo(line)
    if failed:
        raise typer.Exit(1)


def record(
    *,
    model: ModelName = None,
    base_url: BaseUrl = None,
    to: Annotated[
        Path, typer.Option("--to", help="Folder of the cassettes, one an article.")
    ] = Path("cassettes/seeds"),
    articles: Annotated[Path, typer.Option("--articles", help="Folder of the articles.")] = Path(
        "seeds"
    ),
) -> None:
    """Record the answers for the seeds anew, from the model that is configured (may cost money)."""
    import tempfile

    from pipeline.errors import ConfigurationError
    from pipeline.extracting.cassettes import recorded
    from pipeline.extracting.model import ModelSettings
    from pipeline.reading.read import read
    from pipeline.run import RunSettings
    from pipeline.settings import NO_MODEL, load_settings

    given = load_settings(model=model, base_url=base_url)
    if given.model is None:
        raise ConfigurationError(NO_MODEL)
    asked = ModelSettings(given.model, given.base_url, given.mode)
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        settings = RunSettings(given.model, Path(scratch, "record.duckdb"), jobs=1, judge=False)
        for path in _seeds(articles):
            with recorded(to / f"{Path(path).stem}.yaml"):
                failed += _run(read([path]), asked, settings, json=False).failed
        with recorded(to / "judge.yaml"):
            _judge(asked, settings)
    if failed:
        raise typer.Exit(1)


def _judge(asked: Any, settings: "RunSettings") -> None:
    """Ask about the pairs of claims that all articles together leave open."""
    import asyncio

    from pipeline.extracting.model import Model
    from pipeline.relating.claimlinks import candidates
    from pipeline.relating.judge import judge
    from pipeline.storing.database import Database

    with Database.open(settings.db, read_only=True) as db:
        pairs = candidates(db)

    async def main() -> None:
        async with Model.connect(asked) as model:
            found = await judge(pairs, model)
        typer.echo(f"  {len(found.verdicts)} of {len(pairs)} pairs of claims judged")

    asyncio.run(main())


def _seeds(folder: Path) -> list[str]:
    return [str(path) for path in sorted(folder.glob("[0-9]*.txt"))]


def _run(
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


def _finish(
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


def _try_next(db: Path) -> tuple[str, ...]:
    return (
        "try next:",
        f"  summitry query --db {db} claims_with_numbers",
        f"  summitry show --db {db} 003",
        f'  summitry query --db {db} "SELECT speakers, said_on, text FROM quotes"',  # noqa: S608 - printed, not run
    )


def _without_credentials(url: str | None) -> str | None:
    """A base URL as it may be kept: `https://user:key@host/v1 -> https://host/v1`."""
    from urllib.parse import urlsplit, urlunsplit

    if url is None:
        return None
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))
