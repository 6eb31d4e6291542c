"""`summitry export`: the database for other programs."""

from typing import Annotated, Literal

import typer

from pipeline.commands.options import Db


def export(
    to: Annotated[
        str,
        typer.Argument(
            metavar="TO",
            help="A file that ends in .jsonl, .xlsx, .jsonld or .annotations.jsonld (.gz too, not "
            "for Excel), a folder, or - for standard output.",
        ),
    ],
    *,
    form: Annotated[
        Literal["parquet", "csv", "jsonl", "xlsx", "jsonld", "annotations"] | None,
        typer.Option(
            "--format",
            "-f",
            help="What to write, where TO's name does not say it; a folder is Parquet.",
        ),
    ] = None,
    db: Db = None,
) -> None:
    """Write all records as Parquet, CSV, JSON lines, Excel, JSON-LD or Web Annotations.

    It is there whole or not at all; a folder that holds anything else is left alone.
    """
    from pipeline.exporting.export import export as write
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database

    with Database.open(load_settings(db=db).db, read_only=True) as database:
        written = write(database, to, form)
    for note in written.notes:
        typer.echo(f"summitry: {note}", err=True)
    if to != "-":
        typer.echo(f"{written.count:,} {written.things} in {to}")
