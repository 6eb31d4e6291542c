"""Every table as a sheet of one Excel workbook.

Excel holds 32,767 characters in a cell and 1,048,576 rows in a sheet. What is longer goes
on, whole, in the sheet `long_texts`; what are more rows go on in a sheet `<table> (2)`. Both
are told. Texts are text cells with Excel's own quote mark, which it never computes.
"""

import math
from collections.abc import Iterator
from dataclasses import astuple, dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipeline.exporting.targets import written_file
from pipeline.storing.database import Database
from pipeline.storing.dictionary import Entry, columns_of, entries
from pipeline.storing.exchange import ordered
from schemas.tables import TABLES

LONG_TEXTS = "long_texts"
_MARK = "… [whole in sheet long_texts]"
_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; earlier days stay text."""
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - xlsxwriter wants no zone
"""The same for every workbook, so that the same rows give the same bytes."""
_EXACT = 10**15
"""Excel keeps 15 digits; a longer whole number stays text."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one sheet can hold."""

    characters: int = 32_767
    """In a cell, in UTF-16 units, as Excel counts."""
    rows: int = 1_048_576
    """In a sheet, the head included."""


EXCEL = Limits()


def write_excel(db: Database, out: str | Path, limits: Limits = EXCEL) -> tuple[int, list[str]]:
    """Write the workbook; returns the rows and what has to be told of them.

    Rows go to disk one by one. Raises UsageError where `out` cannot be written.
    """
    import xlsxwriter

    rows = 0
    with written_file(out) as stream:
        # A row leaves memory when the next one begins, so rows are written from the top.
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(stream, options) as workbook:
            workbook.set_properties({"created": _MADE, "comments": "Made by summitry export"})
            book = _Book(workbook, limits)
            book.sheet("data_dictionary", [each.name for each in fields(Entry)]).rows(
                astuple(entry) for entry in entries()
            )
            for model in TABLES:
                book.key = [list(columns_of(model)).index(name) for name in model.key]
                sheet = book.sheet(model.table, list(columns_of(model)))
                rows += sheet.rows(
                    tuple(row.values()) for row in db.each(ordered(model, model.table))
                )
            book.close()
    return rows, book.notes


class _Book:
    """The workbook as it grows: its sheets, the texts too long for a cell, what is to be told."""

    def __init__(self, workbook: Any, limits: Limits) -> None:
        self.workbook = workbook
        self.limits = limits
        self.key: list[int] = []
        """Where in a row its key stands."""
        self.notes: list[str] = []
        self.bold = workbook.add_format({"bold": True})
        self.quoted = workbook.add_format({"quote_prefix": True})
        self.day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self.time = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._long = 0
        self._long_sheet: _Sheet | None = None

    def sheet(self, name: str, columns: list[str]) -> "_Sheet":
        return _Sheet(self, name, columns)

    def keep(self, table: str, key: str, column: str, text: str) -> str:
        """What the cell shows of a text too long for it; the whole of it goes to a sheet."""
        if self._long_sheet is None:
            self._long_sheet = self.sheet(LONG_TEXTS, ["table", "key", "column", "part", "text"])
        self._long += 1
        parts = enumerate(_pieces(text, self.limits.characters), 1)
        self._long_sheet.rows((table, key, column, number, part) for number, part in parts)
        return next(_pieces(text, self.limits.characters - len(_MARK))) + _MARK

    def close(self) -> None:
        if self._long:
            self.notes.append(
                f"{self._long:,} texts are longer than the {self.limits.characters:,} characters "
                f"of a cell; they stand whole, in parts, in sheet {LONG_TEXTS}"
            )


@dataclass
class _Sheet:
    """A table on one sheet or, where it has too many rows, on several."""

    book: _Book
    name: str
    columns: list[str]
    _number: int = 0
    _row: int = 0
    _sheet: Any = field(default=None)

    def __post_init__(self) -> None:
        self._begin()

    def rows(self, rows: Iterator[tuple[Any, ...]]) -> int:
        """Write them below what is there; returns how many."""
        count = 0
        for row in rows:
            if self._row == self.book.limits.rows:
                self._begin()
            for column, value in enumerate(row):
                self._write(column, value, row)
            self._row += 1
            count += 1
        return count

    def _begin(self) -> None:
        self._number += 1
        name = self.name if self._number == 1 else f"{self.name} ({self._number})"
        if self._number > 1:
            limit = f"{self.book.limits.rows:,} rows of a sheet"
            self.book.notes.append(f"{self.name} has more than the {limit}; it goes on in {name}")
        self._sheet = self.book.workbook.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for column, title in enumerate(self.columns):
            self._sheet.write_string(0, column, title, self.book.bold)
        self._row = 1

    def _write(self, column: int, value: Any, row: tuple[Any, ...]) -> None:
        book, at = self.book, (self._row, column)
        if value is None or value == "":
            return
        if isinstance(value, bool):
            self._sheet.write_boolean(*at, value)
        elif isinstance(value, int | float) and math.isfinite(value) and abs(value) < _EXACT:
            self._sheet.write_number(*at, value)
        elif isinstance(value, date) and (day := _day_of(value)) >= _FIRST_DAY and day.year < 9999:
            style = book.time if isinstance(value, datetime) else book.day
            self._sheet.write_datetime(*at, value, style)
        else:
            text = str(value)
            if _units(text) > book.limits.characters:
                key = "/".join(str(row[place]) for place in book.key)
                text = book.keep(self.name, key, self.columns[column], text)
            self._sheet.write_string(*at, text, book.quoted)


def _day_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _pieces(text: str, size: int) -> Iterator[str]:
    """The text in pieces of at most `size` UTF-16 units, no character split."""
    begin = units = 0
    for at, character in enumerate(text):
        more = 2 if ord(character) > 0xFFFF else 1
        if units + more > size:
            yield text[begin:at]
            begin, units = at, 0
        units += more
    yield text[begin:]
