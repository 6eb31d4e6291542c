"""`summitry requests` and `summitry answers`: what would be asked, and answers from elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from pipeline.commands.options import (
    BaseUrl,
    Db,
    JsonLines,
    MaxOutputTokens,
    Mode,
    ModelName,
    Paths,
    Prompt,
    Published,
    Strategy,
)
from pipeline.commands.sources import sources_in
from pipeline.errors import counted

if TYPE_CHECKING:
    from pipeline.extracting.requests import Imported
    from schemas.records import Article

answers_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="The answers that are kept."
)


def requests(
    paths: Paths,
    *,
    model: ModelName = None,
    base_url: BaseUrl = None,
    db: Db = None,
    mode: Mode = None,
    prompt: Prompt = None,
    strategy: Strategy = None,
    published: Published = None,
    max_output_tokens: MaxOutputTokens = None,
) -> None:
    """Print the requests that `run` would send now, one JSON line each, and call nobody.

    The lines are those of a batch file, for OpenAI or `vllm run-batch`. What is answered
    already is not among them. Read the answers in with `summitry answers import`, and
    print again: follow-ups show once what comes before them is answered.
    """
    from pipeline.errors import ConfigurationError
    from pipeline.extracting.cassettes import RECORDED_MODEL
    from pipeline.extracting.model import Model, ModelSettings
    from pipeline.extracting.prompt import prompt_for
    from pipeline.extracting.requests import missing_requests, request_line
    from pipeline.reading.unreadable import Unreadable
    from pipeline.settings import load_settings
    from pipeline.storing.answers import Answers

    given = load_settings(model=model, base_url=base_url, db=db, mode=mode)
    name = given.model or RECORDED_MODEL
    if given.base_url is None and not name.startswith("openai/"):
        raise ConfigurationError(
            f"{name} takes no such requests: they are for openai/… or, with --base-url, for an "
            "OpenAI-compatible endpoint"
        )
    wire = Model.silent(ModelSettings(name, given.base_url, given.mode, max_output_tokens))
    prompt = prompt_for(strategy, prompt)
    unreadable = []

    def articles() -> "Iterator[Article]":
        for source in sources_in(paths, given.db, published):
            if isinstance(source, Unreadable):
                unreadable.append(source)
                typer.echo(f"{source.source_path}: {source.reason}", err=True)
            else:
                yield source

    with Answers.beside(given.db, must_exist=True) as answers:
        for _, missing in missing_requests(articles(), wire, answers, prompt):
            typer.echo(request_line(missing))
    if unreadable:
        raise typer.Exit(1)


@answers_app.command("import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Output files of a batch; - is stdin.")
    ],
    *,
    db: Db = None,
    json: JsonLines = False,
) -> None:
    """Read a batch's answers in, so that `run` lands them without a call.

    Exit code 1: some lines hold no answer; their requests stay open.
    """
    from pipeline.errors import UsageError
    from pipeline.extracting.requests import Imported, import_answers
    from pipeline.settings import load_settings
    from pipeline.storing.answers import Answers

    failed = False
    with ExitStack() as stack:
        # All of them before the store, which is made if there is none.
        opened = [(file, stack.enter_context(_opened(file))) for file in files]
        answers = stack.enter_context(Answers.beside(load_settings(db=db).db))
        for file, lines in opened:
            found = Imported()
            try:
                import_answers(lines, answers, found)
            except (OSError, UnicodeDecodeError, UsageError) as error:
                if found.kept or found.known:
                    _tell(file, found, json=json)
                fault = str(error) if isinstance(error, UsageError) else f"cannot be read: {error}"
                raise UsageError(f"{file}: {fault}") from error
            _tell(file, found, json=json)
            failed = failed or bool(found.failed)
    if failed:
        raise typer.Exit(1)


def _tell(file: Path, found: "Imported", *, json: bool) -> None:
    import dataclasses
    import json as json_module

    if json:
        told = {"event": "imported", "file": str(file), **dataclasses.asdict(found)}
        typer.echo(json_module.dumps(told, ensure_ascii=False))
        return
    for fault in found.failed:
        typer.echo(f"{file}: {fault}", err=True)
    typer.echo(f"{file}: {counted(found.kept, 'answer')} kept, {found.known} known already")


def _opened(file: Path) -> AbstractContextManager[TextIO]:
    from pipeline.errors import UsageError

    if str(file) == "-":
        return nullcontext(sys.stdin)
    try:
        return file.open(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}") from error
