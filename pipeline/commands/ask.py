"""`summitry query`, `sql`, `tables`, `show`, `runs`: what the database answers."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.commands.options import Db, Json


def query(
    words: Annotated[
        str | None,
        typer.Argument(metavar="SQL|NAME", help="A statement, a named query, or - for stdin."),
    ] = None,
    *,
    db: Db = None,
    parameters: Annotated[
        list[str] | None,
        typer.Option(
            "--param", "-p", metavar="NAME=VALUE", help="A value for $NAME, such as actor=Putin."
        ),
    ] = None,
    output: Annotated[
        Literal["table", "csv", "json"],
        typer.Option("--format", "-f", help="How to print; csv and json give long cells whole."),
    ] = "table",
    json: Json = False,
    listing: Annotated[
        bool, typer.Option("--list", help="The named queries, what they answer, their parameters.")
    ] = False,
    timeout: Annotated[
        float,
        typer.Option("--timeout", metavar="SECONDS", min=0, help="Stop after so long; 0 = never."),
    ] = 60,
) -> None:
    """Run SQL, or a named query of the project: reads this database, writes nothing anywhere.

    summitry query "SELECT speakers, said_on, text FROM quotes WHERE said_on >= '2018-01-01'"
    summitry query contacts_of_actor -p actor=Putin --format csv > contacts.csv
    """
    from contextlib import nullcontext

    from pipeline.errors import DatabaseError
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database
    from pipeline.storing.faults import Overtime
    from pipeline.storing.limits import limit_memory
    from pipeline.storing.query import answers
    from pipeline.storing.tabular import print_results

    if listing or words is None:
        _list(json=json)
        return
    given = _parameters(parameters or ())
    text = sys.stdin.read() if words == "-" else words
    _say_defaults(text.strip(), given)
    form = "json" if json else output
    limit_memory()
    with Database.open(load_settings(db=db).db, read_only=True) as database:
        database.seal()
        try:
            with database.within(timeout) if timeout else nullcontext():
                found = answers(database, text, given, many=form == "table")
                print_results(found, form)
        except Overtime as error:
            advice = "ask for less, or give it longer with --timeout (0 = for ever)"
            raise DatabaseError(f"{error}; {advice}") from error


def _say_defaults(name: str, given: Mapping[str, str]) -> None:
    """Tell which examples stand in for values that were not given: they narrow the answer."""
    from pipeline.storing.query import named_queries

    named = named_queries().get(name)
    left = {} if named is None else {k: v for k, v in named.parameters.items() if k not in given}
    if left:
        words = ", ".join(f"{key}={value}" for key, value in left.items())
        typer.echo(f"{name} with its example values {words}; give others with --param", err=True)


def sql(
    *,
    db: Db = None,
    write: Annotated[bool, typer.Option("--write", help="Let statements change it.")] = False,
    shell: Annotated[
        Literal["auto", "harlequin", "duckdb", "plain"],
        typer.Option(
            "--shell", help="auto: harlequin or duckdb, if one is installed, else plain (built in)."
        ),
    ] = "auto",
) -> None:
    """Open an interactive SQL shell on the database, read-only unless told otherwise.

    Without a terminal it answers what it reads from standard input.
    """
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database
    from pipeline.storing.shell import Shell, interactive, scripted

    path = load_settings(db=db).db
    Database.open(path, read_only=True).close()
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if (command := _other_shell(shell, path, write=write, terminal=terminal)) is not None:
        import subprocess

        raise typer.Exit(subprocess.run(command, check=False).returncode)  # noqa: S603 - of PATH
    if terminal:
        interactive(Shell(path, write))
    else:
        scripted(Shell(path, write), sys.stdin)


def tables(
    name: Annotated[
        str | None, typer.Argument(metavar="TABLE", help="A table or view, to see its columns.")
    ] = None,
    *,
    db: Db = None,
    json: Json = False,
) -> None:
    """Tables and views with what one row of each is; the columns of one with what they mean."""
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database
    from pipeline.storing.shell import tables as dictionary
    from pipeline.storing.sqlfiles import sql as sql_file
    from pipeline.storing.tabular import print_result

    with Database.open(load_settings(db=db).db, read_only=True) as database:
        found = dictionary(lambda file: database.query(sql_file(file)), name or "")
    print_result(found, "json" if json else "table")


def show(
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE",
            help="An article_id or its beginning, or part of its source or title.",
        ),
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
    """What was run: model, prompt, outcomes, tokens, cost."""
    from pipeline.settings import load_settings
    from pipeline.storing.database import Database
    from pipeline.storing.sqlfiles import sql as sql_file
    from pipeline.storing.tabular import print_result

    with Database.open(load_settings(db=db).db, read_only=True) as database:
        print_result(database.query(sql_file("runs")), "json" if json else "table")


def _list(*, json: bool) -> None:
    import json as json_module

    from pipeline.storing.query import named_queries

    named = named_queries().values()
    if json:
        told = [
            {
                "name": one.name,
                "question": one.sentence,
                "parameters": [
                    {"name": name, "example": value, "meaning": one.meanings[name]}
                    for name, value in one.parameters.items()
                ],
            }
            for one in named
        ]
        typer.echo(json_module.dumps(told, ensure_ascii=False, indent=1))
        return
    for one in named:
        typer.echo(str(one))


def _parameters(given: Sequence[str]) -> dict[str, str]:
    from pipeline.errors import UsageError

    pairs = [one.partition("=") for one in given]
    for name, equals, _ in pairs:
        if not (name.isidentifier() and equals):
            raise UsageError(f"--param {name} is no NAME=VALUE, such as actor=Putin")
    return {name: value for name, _, value in pairs}


def _other_shell(wanted: str, path: Path, *, write: bool, terminal: bool) -> list[str] | None:
    """The command of another program's shell; None = our own."""
    import shutil

    from pipeline.errors import ConfigurationError

    read_only = {"harlequin": "--read-only", "duckdb": "-readonly"}
    if wanted == "plain" or (wanted == "auto" and not terminal):
        return None
    for program in read_only if wanted == "auto" else (wanted,):
        if (found := shutil.which(program)) is not None:
            return [found, *([] if write else [read_only[program]]), str(path)]
    if wanted == "auto":
        return None
    raise ConfigurationError(f"{wanted} is not installed; leave --shell out for one that is")
