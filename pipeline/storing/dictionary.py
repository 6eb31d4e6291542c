"""What every table, view and column means, in the database itself and beside its exports.

Tables: the row models' docstrings. Views: the comment above each in `sql/views.sql`; their
columns: `sql/view_columns.sql`, or the comment that all tables give to a column of that name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args, get_origin

from pipeline.identity import digest
from schemas.tables import TABLES, Row

_TYPES: dict[Any, str] = {
    str: "VARCHAR",
    int: "BIGINT",
    float: "DOUBLE",
    date: "DATE",
    datetime: "TIMESTAMP",
}
_VIEW = re.compile(r"((?:^-- .*\n)+)CREATE VIEW (\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its table should have it."""

    type: str
    """As DuckDB names it: VARCHAR, BIGINT, DOUBLE, DATE, TIMESTAMP, JSON."""
    nullable: bool
    words: tuple[str, ...] = ()
    """The closed list of its values; () = any."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the data dictionary; one without a column is the table's own."""

    table: str
    column: str
    type: str
    meaning: str
    required: bool = True
    """Never null."""
    key: bool = False
    """Part of the key."""
    refers: str = ""
    """The table whose key it is; empty = none."""
    words: str = ""
    """The closed list of its values, joined by " | "; empty = any."""


@cache
def columns_of(model: type[Row]) -> Mapping[str, Column]:
    """The columns as the row model states them, in its order.

    `ClaimRow -> {…, "comparator": Column("VARCHAR", True, ("=", ">", …)), …}`
    """
    columns = {}
    for name, field in model.model_fields.items():
        nullable = type(None) in get_args(field.annotation)
        kind = get_args(field.annotation)[0] if nullable else field.annotation
        if get_origin(kind) is Literal:
            columns[name] = Column("VARCHAR", nullable, get_args(kind))
        else:
            columns[name] = Column("JSON" if kind is Any else _TYPES[kind], nullable)
    return columns


def entries() -> Iterator[Entry]:
    """The data dictionary of the tables: each table, then its columns."""
    for model in TABLES:
        yield Entry(model.table, "", "table", _line(model.__doc__))
        for name, column in columns_of(model).items():
            yield Entry(
                table=model.table,
                column=name,
                type=column.type,
                meaning=_line(model.model_fields[name].description),
                required=not column.nullable,
                key=name in model.key,
                refers=model.refers.get(name, ""),
                words=" | ".join(column.words),
            )


def table_comments(model: type[Row]) -> str:
    """`COMMENT ON` statements for one table and its columns."""
    statements = [f"COMMENT ON TABLE {model.table} IS {literal(_line(model.__doc__))};"]
    statements += [
        f'COMMENT ON COLUMN {model.table}."{name}" IS {literal(_line(field.description))};'
        for name, field in model.model_fields.items()
        if field.description
    ]
    return "\n".join(statements)


@cache
def view_statements() -> str:
    """What makes the views anew, with their comments and those of the columns they compute."""
    # What the review page asks is a view too: one order and one set of reasons.
    views = _sql("views").replace("{review/queue}", _sql("review/queue").rstrip().rstrip(";"))
    comments = (
        f"COMMENT ON VIEW {name} IS {literal(_line(text.replace('-- ', '')))};"
        for text, name in _VIEW.findall(views)
    )
    made = views.replace("CREATE VIEW", "CREATE OR REPLACE VIEW")
    return "\n".join([made, *comments, _sql("view_columns")])


@cache
def comment_statements() -> str:
    """The comments on all tables of the exchange form."""
    return "\n".join(table_comments(model) for model in TABLES)


@cache
def views_comment() -> str:
    """The comment on the view `schema_version`, another one whenever views or comments change."""
    made = digest(view_statements(), comment_statements())
    return f"One row is the version of tables and exchange form. Views {made}."


def literal(text: str) -> str:
    """Text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _sql(name: str) -> str:
    return files("pipeline").joinpath(f"sql/{name}.sql").read_text(encoding="utf-8")
