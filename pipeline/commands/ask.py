"""`summitry query`, `show`, `runs`: what the database answers."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

Db = Annotated[Path | None, typer.Option("--db", help="The database [default: summits.duckdb].")]
Json = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]


def query(
    words: Annotated[
        str | None,
        typer.Argument(metavar="SQL|NAME", help="A statement, a named query, or - for stdin."),
    ] = None,
    *,
    db: Db = None,
    output: Annotated[
        Literal["table", "csv", "json"], typer.Option("--format", "-f", help="How to print.")
    ] = "table",
    json: Json = False,
    listing: Annotated[bool, typer.Option("--list", help="The named queries.")] = False,
) -> None:
    """Run SQL, or a named query of the project: reads this database, writes nothing anywhere."""
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database
    from pipeline.storing.query import named_queries, sql_of
    from pipeline.storing.tabular import print_result

    if listing or words is None:
        for name, sentence in named_queries().items():
            typer.echo(f"{name:28} {sentence}")
        return
    statement = sql_of(sys.stdin.read() if words == "-" else words)
    with Database.open(load_settings(db=db).db, read_only=True) as database:
        database.seal()
        print_result(database.query(statement), "json" if json else output)


def show(
    article: Annotated[
        str, typer.Argument(help="An article_id or its beginning, or part of its source or title.")
    ],
    *,
    db: Db = None,
) -> None:
    """Print an article with its records marked, and the records below it."""
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database
    from pipeline.storing.show import show_article

    with Database.open(load_settings(db=db).db, read_only=True) as database:
        show_article(database, article)


def runs(*, db: Db = None, json: Json = False) -> None:
    """What was run: model, prompt, outcomes, tokens."""
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database, sql
    from pipeline.storing.tabular import print_result

    with Database.open(load_settings(db=db).db, read_only=True) as database:
        print_result(database.query(sql("runs")), "json" if json else "table")
