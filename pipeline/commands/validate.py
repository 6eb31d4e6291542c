"""`summitry validate FILE…`: whether exchanged records can be trusted."""

from typing import Annotated

import typer


def validate(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="JSON lines (.gz too), - for stdin, a folder of Parquet files, or a database.",
        ),
    ],
    *,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON object a finding, the summary as the last.")
    ] = False,
) -> None:
    """Check schema, keys, references and grounding; no network, no key.

    Exit code 0: no error; 1: errors; 2: none of the files could be read.
    """
    from pipeline.storing.validate import Summary
    from pipeline.storing.validate import validate as findings_of

    for item in findings_of(files):
        typer.echo(item.model_dump_json() if json else str(item))
        if isinstance(item, Summary) and item.errors:
            raise typer.Exit(2 if item.unread == item.files else 1)
