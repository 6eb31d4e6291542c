"""`summitry schema export | check`: the schemas as files, and the proof that they hold."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import counted

schema_app = typer.Typer(
    help="JSON Schemas of records, and the proof that tables and provider schemas equal them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@schema_app.command()
def export(
    to: Annotated[Path, typer.Option("--to", help="Folder of the JSON Schemas.")] = Path(
        "schemas/json"
    ),
) -> None:
    """Write the JSON Schemas of provider drafts and of every line of the exchange form."""
    from pipeline.errors import UsageError
    from pipeline.storing import schema_check

    try:
        files = schema_check.export(to)
    except OSError as error:
        raise UsageError(f"cannot write {to}: {error.strerror or error}") from error
    typer.echo(f"{counted(len(files), 'schema')} in {to}")


@schema_app.command()
def check(
    db: Annotated[
        Path | None, typer.Option("--db", help="Also compare this database with the models.")
    ] = None,
) -> None:
    """Prove that schema files, DuckDB tables and provider schemas agree with the models."""
    from pipeline.storing import schema_check
    from pipeline.storing.exchange import printable

    problems = schema_check.check()
    if db is not None:
        problems += schema_check.check_database(db)
    for problem in problems:
        typer.echo(printable(str(problem)))
    where = f"files, tables, provider schemas{'' if db is None else f', {db}'}"
    typer.echo(
        f"schema check: {where}: {counted(len(problems), 'problem') if problems else 'no problems'}"
    )
    if problems:
        raise typer.Exit(1)
