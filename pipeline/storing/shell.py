"""A prompt on a database: completion, history, named queries, errors in one line.

The database is open only while a statement runs, so that a run can land in between.
"""

import os
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from pipeline.errors import SummitryError, not_found
from pipeline.storing.database import Database, Result
from pipeline.storing.query import answers, named_queries
from pipeline.storing.sqlfiles import sql
from pipeline.storing.tabular import print_result

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

SHOWN = 200
"""Rows that are fetched and printed; that there are more is told."""
HELP = """\
SQL ends with ; and may run over lines. A named query runs by its name.
.tables          tables and views, and what one row of each is
.tables NAME     the columns of one
.queries         the named queries
.help            this
.quit            leave, as Ctrl-D does; Ctrl-C drops what is typed"""


@dataclass(frozen=True, slots=True)
class Shell:
    """What is typed, to answers on the standard output."""

    path: Path
    write: bool = False

    def answer(self, text: str) -> bool:
        """Answer a dot command, a named query or SQL; False = leave."""
        text = text.strip()
        if text in (".quit", ".exit"):
            return False
        if text == ".help":
            print_line(HELP)
        elif text == ".queries":
            for named in named_queries().values():
                print_line(str(named))
        elif text.startswith(".tables"):
            print_result(tables(self._read, text.removeprefix(".tables").strip()), "table")
        elif text.startswith("."):
            raise SummitryError(not_found("command", text, ".help"))
        elif text:
            with self._opened() as db:
                words = (
                    text.removesuffix(";") if text.removesuffix(";") in named_queries() else text
                )
                for result in answers(db, words, {}, at_most=SHOWN + 1):
                    if result.columns:
                        _print_some(result)
        return True

    def is_whole(self, text: str) -> bool:
        """Whether Enter ends it: `SELECT 1` waits for its ; or for an empty line."""
        words = text.strip()
        return (
            not words
            or words.startswith(".")
            or words in named_queries()
            or sqlite3.complete_statement(words)
            or text.endswith("\n")
        )

    def vocabulary(self) -> "Vocabulary":
        """What can be typed."""
        rows = self._read("dictionary").dicts()
        columns: dict[str, dict[str, str]] = {}
        for row in rows:
            columns.setdefault(row["table"], {})[row["column"]] = row["meaning"] or ""
        return Vocabulary(
            tables={row["table"]: row["table_meaning"] or "" for row in rows},
            columns=columns,
            keywords=tuple(word for (word,) in self._read("keywords").rows),
        )

    def _read(self, name: str) -> Result:
        with self._opened() as db:
            return db.query(sql(name))

    def _opened(self) -> Database:
        db = Database.open(self.path, read_only=not self.write, must_exist=True)
        if not self.write:
            db.seal()
        return db


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a prompt completes, with what they mean."""

    tables: dict[str, str]
    columns: dict[str, dict[str, str]]
    """Table -> column -> meaning."""
    keywords: tuple[str, ...]

    def completions(self, before: str) -> Iterator[tuple[str, str, int]]:
        """(word, meaning, how much of it is typed) of all that can go on after `before`.

        `SELECT sp -> speakers`, `quotes.te -> text`, `.ta -> .tables`
        """
        if re.fullmatch(r"\s*\.\w*", before):
            typed = before.strip()
            words = {line.split()[0]: "" for line in HELP.splitlines() if line.startswith(".")}
        elif member := re.search(r"(\w+)\.(\w*)$", before):
            typed = member[2]
            words = self.columns.get(member[1].casefold(), {})
        else:
            found = re.search(r"\w+$", before)
            typed = found[0] if found else ""
            every = {
                name: text for columns in self.columns.values() for name, text in columns.items()
            }
            named = {} if before.strip() != typed else {
                name: query.sentence for name, query in named_queries().items()
            }  # fmt: skip
            words = named | self.tables | every | {word.upper(): "" for word in self.keywords}
        if typed or before.endswith("."):
            for word, meaning in words.items():
                if word.casefold().startswith(typed.casefold()):
                    yield word, meaning, len(typed)


def tables(read: Any, name: str = "") -> Result:
    """Tables and views with what one row of each is or, of the one named, its columns."""
    rows = read("dictionary").dicts()
    if not name:
        found = {row["table"]: (row["table"], row["kind"], row["table_meaning"]) for row in rows}
        return Result(("table", "kind", "meaning"), tuple(found.values()))
    wanted = ("column", "type", "required", "meaning")
    columns = [tuple(row[key] for key in wanted) for row in rows if row["table"] == name]
    if not columns:
        raise SummitryError(not_found("table or view", name, "summitry tables"))
    return Result(wanted, tuple(columns))


def interactive(shell: Shell, session: "PromptSession[str] | None" = None) -> None:
    """Ask and answer until Ctrl-D; what goes wrong is one line."""
    session = session or _session(shell)
    print_line(f"{shell.path}{'' if shell.write else ', read only'}; .help tells more")
    while True:
        try:
            if not shell.answer(session.prompt("summitry> ")):
                return
        except EOFError:
            return
        except KeyboardInterrupt:
            continue
        except SummitryError as error:
            print_line(f"summitry: {error}", sys.stderr)


def scripted(shell: Shell, lines: Iterable[str]) -> None:
    """Answer what stands in a file or pipe; the first fault ends it (SummitryError)."""
    typed = ""
    for line in lines:
        typed += line
        if shell.is_whole(typed.rstrip("\n")):
            if not shell.answer(typed):
                return
            typed = ""
    shell.answer(typed)


def print_line(text: str, to: TextIO | None = None) -> None:
    (to or sys.stdout).write(f"{text}\n")


def _print_some(result: Result) -> None:
    print_result(Result(result.columns, result.rows[:SHOWN]), "table")
    if len(result.rows) > SHOWN:
        print_line("and more; `summitry query --format csv` gives all")


def _session(shell: Shell) -> "PromptSession[str]":
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer, Completion
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.history import FileHistory, InMemoryHistory
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.lexers import PygmentsLexer
    from pygments.lexers.sql import SqlLexer

    vocabulary = shell.vocabulary()

    class Words(Completer):
        def get_completions(self, document: Any, _: Any) -> Iterator[Completion]:
            for word, meaning, typed in vocabulary.completions(document.text_before_cursor):
                yield Completion(word, start_position=-typed, display_meta=meaning[:60])

    keys = KeyBindings()
    whole = Condition(lambda: shell.is_whole(session.default_buffer.text))

    @keys.add("enter", filter=whole)
    def _(event: Any) -> None:
        event.current_buffer.validate_and_handle()

    path = _history()
    session: PromptSession[str] = PromptSession(
        completer=Words(),
        history=FileHistory(str(path)) if path else InMemoryHistory(),
        key_bindings=keys,
        lexer=PygmentsLexer(SqlLexer),
        multiline=True,
        prompt_continuation="      ... ",
    )
    return session


def _history() -> Path | None:
    """Where what was typed is kept (XDG base directories); None where that cannot be written."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    path = Path(home) / "summitry" / "sql_history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return None
    return path
