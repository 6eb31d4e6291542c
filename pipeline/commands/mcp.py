"""`summitry mcp`: the database for an assistant, over the Model Context Protocol."""

from typing import Annotated

import typer

from pipeline.commands.options import Db


def mcp(
    *,
    db: Db = None,
    http: Annotated[
        int | None,
        typer.Option(
            "--http", metavar="PORT", min=1, max=65535, help="On 127.0.0.1, not standard input."
        ),
    ] = None,
) -> None:
    """Serve the database to an assistant, read-only: questions, records and their evidence.

    An assistant starts it by itself (docs/assistants.md). Needs summitry[mcp].
    """
    from contextlib import suppress

    from pipeline.errors import ConfigurationError
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database
    from pipeline.storing.faults import Locked

    path = load_settings(db=db).db
    with suppress(Locked):  # a run is landing: each call waits for its turn
        Database.open(path, read_only=True, wait=0).close()
    try:
        from pipeline.assisting.server import serve
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            "summitry mcp needs the Model Context Protocol SDK: pip install 'summitry[mcp]'"
        ) from error
    serve(path, http)
