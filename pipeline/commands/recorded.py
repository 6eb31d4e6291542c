"""`summitry demo`, `record`: recorded answers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.commands.options import BaseUrl, JsonLines, ModelName
from pipeline.commands.progress import finish, run_to_its_end
from pipeline.errors import counted
from pipeline.extracting.cassettes import RECORDED_MODEL, RECORDED_URL

if TYPE_CHECKING:
    from pipeline.running.run import RunSettings

RECORDED_NOTE = (
    "recorded answers, no key, no network (who gave them: cassettes/README.md); "
    "they show the pipeline, not a model"
)


def demo(
    *,
    db: Annotated[
        Path, typer.Option("--db", metavar="FILE", help="The database, for the demo alone.")
    ] = Path("demo.duckdb"),
    json: JsonLines = False,
) -> None:
    """The main job on five real articles with recorded answers: no key, no network."""
    from pipeline.extracting.cassettes import replayed
    from pipeline.extracting.model import ModelSettings
    from pipeline.reading.read import read
    from pipeline.resources import resource
    from pipeline.running.run import RunSettings

    _refuse_others(db)
    if not json:
        typer.echo(f"summitry demo: five real articles; {RECORDED_NOTE}.")
    settings = RunSettings(model=RECORDED_MODEL, db=db, jobs=1, others={"recorded": True})
    asked = ModelSettings(RECORDED_MODEL, RECORDED_URL)
    sources = read(_seeds(resource("seeds")))
    with replayed(resource("cassettes", "seeds")):
        summary = run_to_its_end(sources, asked, settings, json=json)
    finish(summary, settings, json=json, then=_try_next(db))


def _refuse_others(db: Path) -> None:
    """Five articles of ours have no place among somebody's own."""
    from pipeline.errors import UsageError
    from pipeline.storing.database import Database
    from pipeline.storing.faults import refuse_place
    from pipeline.storing.sqlfiles import sql

    refuse_place(db)
    if not db.exists():
        return
    with Database.open(db, read_only=True) as database:
        models = [row["model"] for row in database.dicts(sql("runs"))]
    if others := [model for model in models if model != RECORDED_MODEL]:
        raise UsageError(
            f"{db} holds what {others[-1]} read, and the demo would add its five articles: give "
            "it a database of its own with --db"
        )


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
    from pipeline.running.run import RunSettings
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
                failed += run_to_its_end(read([path]), asked, settings, json=False).failed
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
        typer.echo(f"  {len(found.verdicts)} of {counted(len(pairs), 'pair')} of claims judged")

    asyncio.run(main())


def _seeds(folder: Path) -> list[str]:
    return [str(path) for path in sorted(folder.glob("[0-9]*.txt"))]


def _try_next(db: Path) -> tuple[str, ...]:
    return (
        "try next:",
        f"  summitry query --db {db} claims_with_numbers",
        f"  summitry show --db {db} 003",
        f'  summitry query --db {db} "SELECT speakers, said_on, text FROM quotes"',  # noqa: S608 - printed, not run
    )
