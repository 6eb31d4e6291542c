"""`summitry report`: the database as one HTML file."""

import os
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import Db
from pipeline.errors import counted


def report(
    *,
    db: Db = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")
    ] = Path("report.html"),
    json: Annotated[bool, typer.Option("--json", help="JSON instead of a sentence.")] = False,
) -> None:
    """Write the whole database as one HTML file to browse, search and send on."""
    import json as json_module

    from pipeline.report.page import render
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database

    with Database.open(load_settings(db=db).db, read_only=True) as database:
        page, counts = render(database)
    size = _write(output, page)
    if json:
        told = {"path": str(output), "bytes": size, "counts": counts}
        typer.echo(json_module.dumps(told, ensure_ascii=False))
    else:
        typer.echo(
            f"{output}: {counted(counts['articles'], 'article')}, {size / 1e6:,.1f} MB; open it"
        )


def _write(path: Path, page: str) -> int:
    """Whole or not at all: a reader never meets half a page. Returns the bytes."""
    from pipeline.errors import UsageError
    from pipeline.exporting.targets import refuse_what_is_no_export

    refuse_what_is_no_export(path, path)
    content = page.encode()
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error
    return len(content)
