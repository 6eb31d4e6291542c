"""Named queries, and any SQL, over a database that is only read.

A named query is a `.sql` file of the package: its first comment says what it answers, and a
line `-- $place = Sochi: a place's name` for each parameter its default and its meaning.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.errors import DatabaseError, UsageError, not_found
from pipeline.storing.database import Database, Result, statements_of

_PARAMETER = re.compile(r"^-- \$(\w+) = (.*?): (.*)$", re.MULTILINE)
_NAME = re.compile(r"\w+")
_KINDS = {
    "timestamp": "a time such as 2018-09-07 12:00:00",
    "date": "a date such as 2018-09-07",
    "int|double|float|decimal|numeric": "a number such as 3",
    "bool": "true or false",
}
"""What DuckDB calls a type, and what a person writes for it."""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question that comes with the project."""

    name: str
    sentence: str
    """What it answers."""
    parameters: dict[str, str]
    """Name -> default, an example of the five seeds."""
    meanings: dict[str, str]
    """Name -> what it is."""
    sql: str

    def __str__(self) -> str:
        example = ", ".join(f"{name}={value}" for name, value in self.parameters.items())
        return f"{self.name:28} {self.sentence}" + (f" example: {example}" * bool(example))


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """Every named query by its name."""
    folder = files("pipeline").joinpath("sql/queries")
    found = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name, _, suffix = entry.name.partition(".")
        if suffix != "sql":
            continue
        text = entry.read_text(encoding="utf-8")
        parameters = _PARAMETER.findall(text)
        found[name] = NamedQuery(
            name=name,
            sentence=text.partition("\n")[0].removeprefix("--").strip(),
            parameters={parameter: value for parameter, value, _ in parameters},
            meanings={parameter: meaning for parameter, _, meaning in parameters},
            sql=text,
        )
    return found


def query(db: str | Path | Database, words: str, **parameters: Any) -> list[dict[str, Any]]:
    """The rows that one SQL statement, or a named query, gives; each a dict by column.

    `db` is a file, which is only read, or an open database. Raises UsageError for a name or
    parameter that is none, DatabaseError for wrong SQL.
    """
    opened = nullcontext(db) if isinstance(db, Database) else Database.open(db, read_only=True)
    with opened as database:
        (result,) = answers(database, words, parameters, many=False)
    return result.dicts()


def answers(
    db: Database,
    words: str,
    parameters: Mapping[str, Any],
    *,
    at_most: int = -1,
    many: bool = True,
) -> Iterator[Result]:
    """The answer of each statement of `words`, or of the named query that `words` names.

    `at_most`: rows of each; -1 = all. Unless there may be `many`, raises UsageError where
    there are several statements, before the first is run.
    """
    defaults, text = _read(words)
    known = defaults | dict(parameters)
    statements = statements_of(text)
    if not statements:
        raise UsageError("no SQL was given; `summitry query --list` shows the named queries")
    if len(statements) > 1 and not many:
        raise UsageError(f"{len(statements)} statements were given; give one")
    wanted = {name for statement in statements for name in statement.named_parameters}
    for name in known:
        if name not in wanted:
            raise UsageError(not_found("parameter", name, sorted(wanted)))
    if missing := sorted(wanted - known.keys()):
        raise UsageError(f"parameter {missing[0]} has no value; give it: --param {missing[0]}=…")
    for statement in statements:
        given = {name: known[name] for name in statement.named_parameters}
        try:
            yield db.query(statement, given, at_most=at_most)
        except DatabaseError as error:
            if (unfit := _unfit(error, given)) is not None:
                raise unfit from error
            raise


def _unfit(error: DatabaseError, given: Mapping[str, Any]) -> UsageError | None:
    """Which parameter's value the error is about and what it takes; None where about none."""
    told = str(error)
    if not told.startswith("Conversion Error"):
        return None
    for name, value in given.items():
        if isinstance(value, str) and (f'"{value}"' in told or f"'{value}'" in told):
            kinds = (kind for kind in _KINDS if re.search(kind, told, re.IGNORECASE))
            takes = next((_KINDS[kind] for kind in kinds), "a value of another type")
            return UsageError(f"parameter {name} is '{value}', but takes {takes}")
    return None


def _read(words: str) -> tuple[dict[str, str], str]:
    """(defaults of its parameters, the SQL); one word that names nothing raises UsageError."""
    words = words.strip()
    if not _NAME.fullmatch(words):
        return {}, words
    named = named_queries()
    if words not in named:
        raise UsageError(not_found("query", words, named))
    return named[words].parameters, named[words].sql
