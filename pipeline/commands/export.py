"""`summitry export`: the database in the exchange form, for others and for `validate`."""

from pathlib import Path
from typing import Annotated

import typer


def export(
    to: Annotated[
        str,
        typer.Argument(help="A file of JSON lines (.jsonl, .gz too), - , or a folder for Parquet."),
    ],
    *,
    db: Annotated[
        Path | None, typer.Option("--db", help="The database.", show_default="summits.duckdb")
    ] = None,
) -> None:
    """Write every table: JSON lines to a file, or one Parquet file a table to a folder."""
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database
    from pipeline.storing.exchange import write_jsonl, write_parquet

    with Database.open(load_settings(db=db).db, read_only=True) as database:
        as_lines = to == "-" or to.endswith((".jsonl", ".ndjson", ".gz"))
        rows = write_jsonl(database, to) if as_lines else write_parquet(database, Path(to))
    if to != "-":
        typer.echo(f"{rows:,} rows in {to}")
