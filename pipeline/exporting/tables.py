"""Every table as JSON lines, or as a folder of Parquet or CSV files, in one order.

Tables stand in the order of `TABLES`, rows in that of their key, so that two exports of one
database are equal to the byte. `pipeline.storing.exchange` reads JSON lines and Parquet back.
"""

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import astuple, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipeline.errors import DatabaseError
from pipeline.exporting.targets import STDOUT, written_file, written_folder
from pipeline.storing.database import Database
from pipeline.storing.dictionary import Entry, columns_of, entries, literal
from pipeline.storing.exchange import DICTIONARY, HEADER, is_json, line_name, ordered
from schemas.tables import SCHEMA_VERSION, TABLES, Row

DEFUSED = "'"
"""Stands before a text that a spreadsheet would compute, and before one that begins with it."""
_FORMULA = "^['=+\\-@\\t\\r\\n＝＋－＠]"
"""How a cell begins that some spreadsheet computes (OWASP, CSV injection), and our mark."""
_CSV_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


def write_jsonl(db: Database, out: str | Path) -> int:
    """Write all tables as JSON lines to a file, gzipped if its name ends in `.gz`, or to `-`.

    The data dictionary goes beside it. Returns the number of rows. Raises UsageError where
    `out` cannot be written.
    """
    rows = 0
    with written_file(out) as stream:
        stream.write(_encoded(HEADER))
        for model in TABLES:
            for columns in db.each(ordered(model, model.table)):
                stream.write(_encoded(_line(model, columns)))
                rows += 1
    if str(out) != STDOUT:
        write_dictionary(beside(Path(out)))
    return rows


def write_parquet(db: Database, folder: str | Path) -> int:
    """Write `<table>.parquet` for each table, empty ones included; returns the rows."""
    rows = 0
    with written_folder(folder, _names("parquet")) as new:
        for model in TABLES:
            rows += _copy(
                db,
                ordered(model, model.table),
                new / f"{model.table}.parquet",
                "FORMAT parquet, COMPRESSION zstd, "
                f"KV_METADATA {{schema_version: '{SCHEMA_VERSION}'}}",
            )
        write_dictionary(new / DICTIONARY)
    return rows


def write_csv(db: Database, folder: str | Path) -> int:
    """Write `<table>.csv` for each table in UTF-8 (RFC 4180); returns the rows.

    A text that a spreadsheet would compute has DEFUSED before it, and so has one that begins
    with DEFUSED: taking one off gives the text back. Texts are quoted, null is not: an empty
    cell without quotes.
    """
    rows = 0
    with written_folder(folder, _names("csv")) as new:
        for model in TABLES:
            texts = {
                name: column
                for name, column in columns_of(model).items()
                if column.type in ("VARCHAR", "JSON")
            }
            cells = ", ".join(
                # A word of a closed list, such as '+', is no formula and stays as it is.
                _defused_in_sql(name) if name in texts and not texts[name].words else f'"{name}"'
                for name in model.model_fields
            )
            quoted = ", ".join(f'"{name}"' for name in texts)
            rows += _copy(
                db,
                # Names come from the row models.
                f"SELECT {cells} FROM ({ordered(model, model.table)})",  # noqa: S608
                new / f"{model.table}.csv",
                f"FORMAT csv, HEADER, FORCE_QUOTE ({quoted}), TIMESTAMPFORMAT '{_CSV_TIME}'",
            )
        write_dictionary(new / DICTIONARY)
    return rows


def write_dictionary(path: Path) -> None:
    """What each table and column means, as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(Entry))
    writer.writerows([defused(str(cell)) for cell in astuple(entry)] for entry in entries())
    with written_file(path) as stream:
        stream.write(text.getvalue().encode())


def defused(text: str) -> str:
    """A text that no spreadsheet computes: `"=1+1" -> "'=1+1"`, `"'tis" -> "''tis"`."""
    return f"{DEFUSED}{text}" if re.match(_FORMULA, text) else text


def beside(path: Path) -> Path:
    """The data dictionary of an export that is one file.

    `records.jsonl.gz -> records.data_dictionary.csv`
    """
    return path.with_name(f"{path.name.partition('.')[0]}.{DICTIONARY}")


def _names(suffix: str) -> set[str]:
    return {f"{model.table}.{suffix}" for model in TABLES} | {DICTIONARY}


def _copy(db: Database, select: str, to: Path, options: str) -> int:
    copied = db.query(f"COPY ({select}) TO {literal(str(to))} ({options})")
    return int(copied.rows[0][0])


def _defused_in_sql(name: str) -> str:
    text = f'"{name}"::VARCHAR'
    return (
        f"CASE WHEN regexp_matches({text}, {literal(_FORMULA)}) "
        f'THEN {literal(DEFUSED)} || {text} ELSE {text} END AS "{name}"'
    )


def _line(model: type[Row], columns: Mapping[str, Any]) -> dict[str, Any]:
    line: dict[str, Any] = {"kind": model.singular}
    for name, value in columns.items():
        if isinstance(value, datetime):
            value = f"{value.isoformat()}Z"
        elif isinstance(value, date):
            value = value.isoformat()
        elif is_json(model, name):
            value = json.loads(value)
        line[line_name(model, name)] = value
    return line


def _encoded(line: Mapping[str, Any]) -> bytes:
    try:
        return (json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n").encode()
    except ValueError as error:
        raise DatabaseError(f"a row of kind {line['kind']} is no JSON: {error}") from error
