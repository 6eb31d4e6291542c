"""Query results as a table for eyes, CSV or JSON for machines."""

import csv
import json
import sys
from collections.abc import Iterable
from typing import Literal

from pipeline.errors import counted
from pipeline.storing.database import Result

Format = Literal["table", "csv", "json"]
PIPE_WIDTH = 10_000


def print_result(result: Result, output: Format) -> None:
    """Print all rows; a table wraps long cells, CSV and JSON give them whole."""
    if output == "json":
        rows = result.dicts()
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, default=str, indent=1) + "\n")
    elif output == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(result.columns)
        writer.writerows(result.rows)
    else:
        _print_table(result)


def print_results(results: Iterable[Result], output: Format) -> None:
    """Print the answer of each statement, an empty line between two."""
    for at, result in enumerate(results):
        if at:
            sys.stdout.write("\n")
        print_result(result, output)


def _print_table(result: Result) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False, pad_edge=False)
    for column in result.columns:
        table.add_column(column, overflow="fold")
    for row in result.rows:
        # As Text: article words are never read as rich's mark-up.
        table.add_row(*(Text("" if cell is None else _shown(cell)) for cell in row))
    # Into a file or a pipe no row is folded to the width of a terminal that is not there.
    console = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH)
    console.print(table)
    console.print(counted(len(result.rows), "row"), highlight=False)


def _shown(cell: object) -> str:
    """Control characters could drive a terminal: they are shown, not sent."""
    return "".join(c if c.isprintable() or c in "\n\t" else repr(c)[1:-1] for c in str(cell))
