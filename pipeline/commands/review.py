"""`summitry review`: the page on which a person looks, corrects and adds; `summitry gold`."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import By, Db
from pipeline.errors import counted

gold_app = typer.Typer(
    help="What people decided, as gold records.", no_args_is_help=True, rich_markup_mode=None
)


def review(
    *,
    db: Db = None,
    by: By = None,
    port: Annotated[
        int,
        typer.Option(
            "--port", metavar="PORT", min=0, max=65535, help="On 127.0.0.1; 0 = any free one."
        ),
    ] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page.")] = True,
    json: Annotated[bool, typer.Option("--json", help="The address as JSON.")] = False,
) -> None:
    """Review records on a local web page: accept, correct, reject, add; Ctrl-C ends it.

    Decisions are kept in the database and laid over every later reading of the article.
    """
    import json as json_module
    import webbrowser

    from pipeline.errors import UsageError
    from pipeline.reviewing.server import ReviewServer
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database

    path = load_settings(db=db).db
    Database.open(path, read_only=True).close()
    try:
        server = ReviewServer(path, by or getpass.getuser(), port)
    except OSError as error:
        raise UsageError(f"port {port} cannot be used: {error.strerror}; name another") from error
    with server:
        told = {"url": server.url, "db": str(path), "decided_by": server.decided_by}
        typer.echo(
            json_module.dumps(told)
            if json
            else f"review of {path} by {server.decided_by}: {server.url}\nCtrl-C ends it."
        )
        if browser:
            webbrowser.open(server.url)
        try:
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            server.link()
            typer.echo("ended; every decision is kept", err=True)


@gold_app.command("export")
def export_gold(
    out: Annotated[Path, typer.Argument(metavar="FOLDER", help="Made if there is none.")],
    *,
    db: Db = None,
) -> None:
    """Write accepted, corrected and added records as gold that `summitry eval` reads."""
    from pipeline.reviewing.gold import write_gold
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database

    with Database.open(load_settings(db=db).db, read_only=True) as database:
        written = write_gold(database, out)
    typer.echo(
        f"{counted(written.records, 'record')} of {counted(written.articles, 'article')} in {out}, "
        f"{written.complete:,} of them reviewed whole; "
        f"{counted(written.events, 'decision')} on events in aliases.json"
    )
    if written.events_left:
        typer.echo(
            f"left out: {counted(written.events_left, 'decision')} on events whose meetings are "
            "not all accepted; accept them in `summitry review`, then export again",
            err=True,
        )
