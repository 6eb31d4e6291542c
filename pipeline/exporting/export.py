"""From a database to one of the forms that other programs read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline.errors import UsageError
from pipeline.exporting.annotations import write_annotations
from pipeline.exporting.excel import write_excel
from pipeline.exporting.linked import write_jsonld
from pipeline.exporting.tables import write_csv, write_jsonl, write_parquet
from pipeline.exporting.targets import STDOUT
from pipeline.storing.database import Database

Format = Literal["parquet", "csv", "jsonl", "xlsx", "jsonld", "annotations"]
SUFFIXES: dict[str, Format] = {
    ".annotations.jsonld": "annotations",
    ".jsonld": "jsonld",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xlsx": "xlsx",
}
"""The end of a file's name, `.gz` after it or not; the first that fits counts."""
_WRITERS: dict[Format, Callable[[Database, str], Any]] = {
    "parquet": write_parquet,
    "csv": write_csv,
    "jsonl": write_jsonl,
    "xlsx": write_excel,
    "jsonld": write_jsonld,
    "annotations": write_annotations,
}
THINGS: dict[Format, str] = {"jsonld": "nodes", "annotations": "annotations"}
"""What is counted, where it is not rows."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    count: int
    things: str
    notes: tuple[str, ...] = ()
    """What one must know of it, such as a text too long for a cell."""


def export(db: Database, to: str, form: Format | None = None) -> Exported:
    """Write the database to the file or folder `to`; the form is told by its name or by `form`.

    Raises UsageError where the name tells none, or where `to` cannot or must not be written.
    """
    chosen = form or format_of(to)
    if to == STDOUT and chosen in ("parquet", "csv", "xlsx"):
        raise UsageError(f"{chosen} does not go to standard output; name a file or folder")
    if chosen == "xlsx" and to.endswith(".gz"):
        raise UsageError(f"{to}: a workbook is packed already; name it .xlsx")
    written = _WRITERS[chosen](db, to)
    count, notes = written if isinstance(written, tuple) else (written, [])
    return Exported(count, THINGS.get(chosen, "rows"), tuple(notes))


def format_of(to: str) -> Format:
    """`a.jsonl.gz -> jsonl`, `evidence.annotations.jsonld -> annotations`, `out -> parquet`"""
    if to == STDOUT:
        return "jsonl"
    name = Path(to).name.removesuffix(".gz").casefold()
    for suffix, form in SUFFIXES.items():
        if name.endswith(suffix):
            return form
    if Path(to).is_dir() or not Path(to).suffix:
        return "parquet"
    raise UsageError(
        f"the name {to} tells no format; name a folder or a file that ends in "
        f"{', '.join(SUFFIXES)}, or use --format: {', '.join(get_args(Format))}"
    )
