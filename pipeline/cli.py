"""The `summitry` command: one verb a command, errors in one line, and an exit code.

0 all well; 1 done, but some articles failed or a check found faults; 2 nothing could be
done; 130 interrupted, resumable.
"""

import os
import sys
import threading
from importlib.metadata import version as installed
from typing import Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from pipeline.commands.answers import answers_app, requests
from pipeline.commands.ask import query, runs, show, sql, tables
from pipeline.commands.batch import batch_app
from pipeline.commands.diff import diff
from pipeline.commands.evaluate import evaluate
from pipeline.commands.events import events_app
from pipeline.commands.export import export
from pipeline.commands.mcp import mcp
from pipeline.commands.rebuild import rebuild
from pipeline.commands.recorded import demo, record
from pipeline.commands.rejects import forget, rejects, replay
from pipeline.commands.report import report
from pipeline.commands.review import gold_app, review
from pipeline.commands.run import run
from pipeline.commands.schema import schema_app
from pipeline.commands.validate import validate
from pipeline.errors import OUT_OF_MEMORY, SummitryError

INTERRUPTED = 130
app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it
    if wanted:
        typer.echo(f"summitry {installed('summitry')}")
        raise typer.Exit


@app.callback()
def _common(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", is_eager=True, callback=_version),
    ] = False,
) -> None:
    """Turn news articles on diplomatic meetings into a DuckDB database that can be trusted."""


asking = (query, sql, tables, show, runs)
giving = (export, report, review, mcp)
mending = (rejects, replay, forget)
for command in (run, demo, *asking, diff, validate, *giving, rebuild, *mending, requests, record):
    app.command()(command)
app.command("eval")(evaluate)
app.add_typer(schema_app, name="schema")
app.add_typer(answers_app, name="answers")
app.add_typer(batch_app, name="batch")
app.add_typer(events_app, name="events")
app.add_typer(gold_app, name="gold")


def _leave_interrupted() -> NoReturn:
    """At once: under a thread that still waits in Ray, Python and its libraries end noisily."""
    if threading.active_count() > 1:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(INTERRUPTED)
    sys.exit(INTERRUPTED)


def main() -> None:
    """Run the command; what it cannot do is told in one line, with exit code 2."""
    try:
        code = app(prog_name="summitry", standalone_mode=False)
        if code == INTERRUPTED:  # typer makes it of Ctrl-C
            _leave_interrupted()
        sys.exit(code)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # a bare `summitry events`: its help
            typer.echo(error.format_message(), err=True)
            sys.exit(2)
        # One line, as for all that cannot be done; typer itself would draw a box.
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "summitry"
        message = " ".join(error.format_message().split()).rstrip(".")
        typer.echo(f"{command}: {message}; see {command} --help", err=True)
        sys.exit(2)
    except SummitryError as error:
        typer.echo(f"summitry: {error}", err=True)
        sys.exit(2)
    except MemoryError:
        typer.echo(f"summitry: {OUT_OF_MEMORY}", err=True)
        sys.exit(2)
    except (typer.Abort, KeyboardInterrupt):
        _leave_interrupted()
    except BrokenPipeError:
        # The reader of a pipe (`| head`) has enough.
        sys.stderr.close()
        sys.exit(0)
