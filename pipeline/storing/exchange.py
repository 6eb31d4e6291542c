"""The exchange form, read: JSON lines, a folder of Parquet files, or a database.

    {"kind": "header", "schema_version": "1"}
    {"kind": "article", "article_id": "8d0e52…", …, "text": "…"}
    {"kind": "actor", "actor_id": "…", "name": "…", "actor_kind": "person", …}

`pipeline.exporting.tables` writes it. Dates are ISO 8601. Times are UTC: with a "Z" in JSON lines,
plain timestamps in Parquet, where each table is a file with the columns of the database
and the schema version stands in the file's metadata.

Reading never raises for what a file holds: a fault of form is a `Finding` among the lines.
Whether a row is right is the affair of `pipeline.storing.validate`.
"""

import gzip
import io
import json
import math
import sys
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import DatabaseError, UsageError
from pipeline.storing.database import Database
from pipeline.storing.dictionary import literal
from pipeline.storing.faults import Locked
from schemas.tables import SCHEMA_VERSION, TABLES, Row
from schemas.vocabulary import Severity

HEADER = {"kind": "header", "schema_version": SCHEMA_VERSION}

DICTIONARY = "data_dictionary.csv"
"""What tables and columns mean; lies in every folder that is exported."""

UNREADABLE = frozenset(
    {
        "missing_file",
        "empty_file",
        "not_text",
        "not_exchange",
        "not_database",
        "locked",
        "broken_file",
        "schema_version",
    }
)
"""Codes of findings after which the rest of a file is not read."""

_BATCH = 10_000
_BY_KIND = {model.singular: model for model in TABLES}


class Finding(BaseModel):
    """One fault: where it is, what is wrong, and what is there instead."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)
    kind: Literal["finding"] = "finding"
    file: str
    line: int | None = None
    """From 1; null in a database or a Parquet file, where table and key name the row."""
    table: str | None = None
    key: str | None = None
    """The row's key, its parts joined by "/"."""
    field: str | None = None
    code: str
    severity: Severity = "error"
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        if self.line is None and self.table is not None:
            place += f":{self.table}" + (f" {self.key}" if self.key else "")
        field = f"{self.field}: " if self.field else ""
        return printable(f"{place}: {field}{self.message} [{self.code}]")


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was read, under the table's own column names, not yet checked."""

    file: str
    number: int | None
    """From 1 in JSON lines; None in a database or a Parquet file."""
    model: type[Row]
    columns: Mapping[str, Any]

    def row(self) -> Row:
        """The row; raises ValidationError. Nothing is converted: "5" is no number."""
        if self.number is None:
            return self.model.model_validate(self.columns, strict=True)
        # Strict over JSON text takes "2018-09-07" for a date; over values it would not.
        return self.model.model_validate_json(json.dumps(self.columns), strict=True)

    def finding(self, field: str | None, code: str, message: str) -> Finding:
        """A fault of this row; `field` is a column of the table."""
        return Finding(
            file=self.file,
            line=self.number,
            table=self.model.table,
            key="/".join(str(self.columns.get(column)) for column in self.model.key),
            field=field if self.number is None or not field else line_name(self.model, field),
            code=code,
            message=message,
        )


def load(path: str | Path, db: Database) -> int:
    """Insert an exchange file, a Parquet folder or a database into `db`, all or nothing.

    Returns the number of rows. Raises UsageError with the first fault of the source, and
    DatabaseError where a key is in `db` already. References and grounding are not looked
    at: `pipeline.storing.validate` does that.
    """
    rows = 0
    sound = _sound_rows(str(path))
    with db.transaction():
        while batch := list(islice(sound, _BATCH)):
            db.insert(batch)
            rows += len(batch)
    return rows


def read_exchange(path: str) -> Iterator[Line | Finding]:
    """The rows of JSON lines, gzipped or not, `-`, a folder of Parquet files, or a database.

    What it is shows in its first bytes, not in its name. Further headers are welcome, so
    that files may be joined with `cat`. A finding with one of the codes UNREADABLE is the
    last of its file.
    """
    try:
        if path != "-" and Path(path).is_dir():
            yield from _read_folder(Path(path))
            return
        with _opened_to_read(path) as stream:
            head = stream.peek(16)
            if path != "-" and head[8:12] == b"DUCK":
                with Database.open(path, read_only=True) as db:
                    for model in TABLES:
                        yield from _read_table(db, model, f'"{model.table}"', path)
            elif path.endswith((".duckdb", ".db")):
                message = "is named as a database, but is no DuckDB database"
                yield Finding(file=path, code="not_database", message=message)
            else:
                packed = head[:2] == b"\x1f\x8b"
                unpacked = gzip.GzipFile(fileobj=stream) if packed else stream
                yield from _read_jsonl(unpacked, path)
    except FileNotFoundError:
        yield Finding(file=path, code="missing_file", message="there is no such file")
    except Locked as error:
        holder = str(error).removeprefix(f"{path} ").partition("; ")[0]
        message = f"{holder}; wait until it is done, then ask again"
        yield Finding(file=path, code="locked", message=message)
    except (OSError, EOFError, zlib.error, DatabaseError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Finding(file=path, code="broken_file", message=f"cannot be read: {reason}")


@contextmanager
def scratch_database() -> Iterator[Database]:
    """A new, empty summitry database that is gone at the end."""
    with (
        TemporaryDirectory(prefix="summitry-") as folder,
        Database.open(Path(folder) / "scratch.duckdb") as db,
    ):
        yield db


def line_name(model: type[Row], column: str) -> str:
    """A column's name in JSON lines: `kind` of actors is `actor_kind` there."""
    return f"{model.singular}_kind" if column == "kind" else column


def shown(value: object) -> str:
    """A value for a message, cut to 60 characters, its control characters escaped."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:58]}…{text[-1]}"


def printable(text: str) -> str:
    """Text for a terminal: control, bidi and other invisible characters are escaped."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text
    )


def is_json(model: type[Row], column: str) -> bool:
    """Whether a column holds any JSON value."""
    return model.model_fields[column].annotation is Any


def ordered(model: type[Row], relation: str) -> str:
    """The query for a table's rows in the order of their key."""
    columns = ", ".join(f'"{name}"' for name in model.model_fields)
    key = ", ".join(f'"{name}"' for name in model.key)
    # Names come from the row models, never from a file.
    return f"SELECT {columns} FROM {relation} ORDER BY {key}"  # noqa: S608


@contextmanager
def _opened_to_read(path: str) -> Iterator[io.BufferedReader]:
    if path != "-":
        with Path(path).open("rb") as stream:
            yield stream
        return
    stdin = io.BufferedReader(cast(Any, sys.stdin.buffer))
    try:
        yield stdin
    finally:
        stdin.detach()  # else its end would close ours


def _read_jsonl(stream: io.BufferedReader | gzip.GzipFile, file: str) -> Iterator[Line | Finding]:
    if b"\0" in stream.peek(4096):
        yield Finding(file=file, code="not_text", message="holds NUL bytes: no text in UTF-8")
        return
    headed = False
    for number, raw in enumerate(stream, 1):
        if not raw.strip():
            continue
        columns = _parsed(raw, file, number)
        is_header = not isinstance(columns, Finding) and columns.get("kind") == "header"
        if (is_header or not headed) and (fault := _header_fault(columns, file, number)):
            yield fault
            if fault.code in UNREADABLE:
                return
        headed = True
        if isinstance(columns, Finding):
            yield columns
        elif not is_header:
            yield _as_line(columns, file, number)
    if not headed:
        yield Finding(file=file, code="empty_file", message="holds nothing, not even a header")


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):  # NaN, Infinity and 1e400 are no JSON that others can read
        raise ValueError(f"{number} is no finite number")
    return value


_DECODER = json.JSONDecoder(parse_constant=_finite, parse_float=_finite)


def _parsed(raw: bytes, file: str, number: int) -> dict[str, Any] | Finding:
    """The JSON object of a line, or why it is none."""
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
    except UnicodeDecodeError as error:
        message = f"is no UTF-8: its byte {error.start + 1} is 0x{raw[error.start]:02x}"
    else:
        try:
            value = _DECODER.decode(text)
        except json.JSONDecodeError as error:  # it would count lines inside this line
            message = (
                f"is no JSON: {error.msg.removesuffix(' at')} at column {error.colno}, at "
                f"{shown(text[max(0, error.pos - 20) :])}"
            )
        except (ValueError, RecursionError) as error:
            message = f"is no JSON: {error}; there is {shown(text)}"
        else:
            if isinstance(value, dict):
                return value
            message = f"is no JSON object; there is {shown(value)}"
    return Finding(file=file, line=number, code="broken_line", message=message)


def _header_fault(columns: dict[str, Any] | Finding, file: str, number: int) -> Finding | None:
    wanted = f"the first line of the exchange form is {json.dumps(HEADER)}"
    if isinstance(columns, Finding):
        message = f"{columns.message}; {wanted}"
        return columns.model_copy(update={"code": "not_exchange", "message": message})
    if columns.get("kind") != "header":
        kind = shown(columns.get("kind"))
        message = f"is a line of kind {kind}; {wanted}"
        return Finding(file=file, line=number, code="missing_header", message=message)
    return _version_fault(columns.get("schema_version"), file, number)


def _version_fault(version: object, file: str, number: int | None) -> Finding | None:
    if version == SCHEMA_VERSION:
        return None
    message = f"is {shown(version)}; this summitry reads '{SCHEMA_VERSION}', so the rest is unread"
    return Finding(
        file=file, line=number, field="schema_version", code="schema_version", message=message
    )


def _as_line(columns: dict[str, Any], file: str, number: int) -> Line | Finding:
    kind = columns.pop("kind", None)
    model = _BY_KIND.get(kind) if isinstance(kind, str) else None
    if model is None:
        message = f"is {shown(kind)}; there are: {', '.join(_BY_KIND)}"
        return Finding(file=file, line=number, field="kind", code="unknown_kind", message=message)
    own = line_name(model, "kind")
    if "kind" in model.model_fields and own in columns:
        columns = {"kind" if name == own else name: value for name, value in columns.items()}
    return Line(file, number, model, columns)


def _read_folder(folder: Path) -> Iterator[Line | Finding]:
    tables = [folder / f"{model.table}.parquet" for model in TABLES]
    found = sorted(folder.iterdir())
    for path in found:
        if path not in tables and path.name != DICTIONARY:
            message = "is no table's Parquet file and was not read"
            yield Finding(file=str(path), code="ignored", severity="warning", message=message)
    if not set(tables) & set(found):
        message = "holds no <table>.parquet; name files of JSON lines one by one"
        yield Finding(file=str(folder), code="empty_file", message=message)
        return
    with scratch_database() as db:
        for path, model in zip(tables, TABLES, strict=True):
            if path in found:
                yield from _read_parquet(db, path, model)


def _read_parquet(db: Database, path: Path, model: type[Row]) -> Iterator[Line | Finding]:
    try:
        entries = db.query("SELECT key, value FROM parquet_kv_metadata(?)", [str(path)]).rows
        version = dict(entries).get(b"schema_version", b"").decode(errors="replace") or None
        fault = _version_fault(version, str(path), None)
        yield from [fault] if fault else _read_table(db, model, literal(str(path)), str(path))
    except DatabaseError as error:
        message = f"cannot be read: {error}"
        yield Finding(file=str(path), code="broken_file", message=message)


def _read_table(
    db: Database, model: type[Row], relation: str, file: str
) -> Iterator[Line | Finding]:
    found = [row[0] for row in db.query(f"DESCRIBE FROM {relation}").rows]
    differing = set(found) ^ model.model_fields.keys()
    for name in sorted(differing):
        verb = "has a column that is none" if name in found else "lacks a column"
        message = f"{verb} of {model.table}, so the table is unread"
        yield Finding(file=file, table=model.table, field=name, code="columns", message=message)
    for values in () if differing else db.dicts(ordered(model, relation)):
        line = Line(file, None, model, values)
        for name in (name for name in values if is_json(model, name)):
            try:
                values[name] = json.loads(values[name])
            except (TypeError, ValueError):  # a Parquet file of others; DuckDB keeps none
                yield line.finding(name, "type", f"is no JSON text, but {shown(values[name])}")
                break
        else:
            yield line


def _sound_rows(path: str) -> Iterator[Row]:
    for item in read_exchange(path):
        if isinstance(item, Line):
            try:
                yield storable(item.row())
            except ValidationError as error:
                fault = error.errors(include_url=False)[0]
                field = str(fault["loc"][0]) if fault["loc"] else None
                found = item.finding(field, fault["type"], fault["msg"])
                raise UsageError(str(found)) from error
        elif item.severity == "error":
            raise UsageError(str(item))


def storable(row: Row) -> Row:
    """The row as DuckDB takes it: times in UTC without zone, JSON columns as text."""
    changed: dict[str, Any] = {}
    for name, value in row:
        if isinstance(value, datetime) and value.tzinfo is not None:
            # DuckDB would shift it to the zone of this machine.
            changed[name] = value.astimezone(UTC).replace(tzinfo=None)
        elif is_json(type(row), name):
            # DuckDB would make one type of all values and change them: ["a", 1] -> ["a", "1"].
            changed[name] = json.dumps(value)
    return row.model_copy(update=changed)
