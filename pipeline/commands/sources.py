"""What a command reads: the paths it is given, without the database's own files."""

import os
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.reading.raw import Raw
    from pipeline.reading.unreadable import Unreadable
    from schemas.records import Article


def sources_in(
    paths: list[str], db: Path, published: str | None = None
) -> "Iterator[Article | Unreadable]":
    """What is read from the paths; the database and what lies beside it, not.

    Raises UsageError at once where no path leads to a file that could be read.
    """
    from pipeline.reading.raw import Raw

    found = raw_sources_in(paths, db, published)
    return (source.read() if isinstance(source, Raw) else source for source in found)


def raw_sources_in(
    paths: list[str], db: Path, published: str | None = None
) -> "Iterator[Raw | Unreadable]":
    """The same, not read yet: for those who may know it already."""
    from pipeline.reading.read import raw_sources
    from pipeline.resolving.dated import dated_by_default

    _refuse_without_files(paths)
    found = raw_sources(paths, stdin=sys.stdin.buffer, leave_out=_lies_beside(db))
    return dated_by_default(found, published)


def _lies_beside(db: Path) -> Callable[[str], bool]:
    """Whether a path leads to the database, or to what a run keeps beside it."""
    from pipeline.distributing.engine import shards_path
    from pipeline.storing.answers import answers_path

    answers = answers_path(db)
    files = [
        db,
        db.with_name(f"{db.name}.wal"),
        answers,
        *(answers.with_name(f"{answers.name}{end}") for end in ("-wal", "-shm", ".lock")),
    ]
    own = {str(file.resolve()) for file in files}
    shards = f"{shards_path(db).resolve()}{os.sep}"
    # To resolve each of 100,000 files would take as long as to read them.
    resolved = lru_cache(maxsize=1000)(os.path.realpath)

    def lies_beside(path: str) -> bool:
        folder, name = os.path.split(path)
        place = f"{resolved(folder)}{os.sep}{name}"
        if os.path.islink(place):  # noqa: PTH114 - as above
            place = os.path.realpath(place)
        return place in own or place.startswith(shards)

    return lies_beside


def _refuse_without_files(paths: list[str]) -> None:
    """Before anything is made or said: a mistyped path must not leave an empty database."""
    from pipeline.errors import UsageError
    from pipeline.reading.files import Found, find

    missing = []
    for found in find(paths):
        if isinstance(found, Found):
            return
        missing.append(f"{found.source_path} {found.reason}")
    if missing:
        more = f"; and {len(missing) - 3:,} more" if len(missing) > 3 else ""
        raise UsageError(f"nothing to read: {'; '.join(missing[:3])}{more}")


def number_of(paths: list[str]) -> int | None:
    """How many sources the paths hold; None where only reading tells: JSON lines, stdin."""
    from pipeline.reading.files import Found, find

    number = 0
    for found in find(path for path in paths if path != "-"):
        if isinstance(found, Found) and found.kind in ("jsonl", "unknown"):
            return None
        number += 1
    return None if "-" in paths else number
