"""Options that many commands share."""

from pathlib import Path
from typing import Annotated

import typer

Db = Annotated[
    Path | None,
    typer.Option("--db", metavar="FILE", help="The database [default: summits.duckdb]."),
]
Json = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
By = Annotated[
    str | None,
    typer.Option("--as", "--by", metavar="NAME", help="Who decides [default: your user name]."),
]
