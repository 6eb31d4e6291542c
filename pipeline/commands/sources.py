"""What a command reads: the paths it is given, without the database's own files."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.reading.unreadable import Unreadable
    from schemas.records import Article


def sources_in(
    paths: list[str], db: Path, published: str | None = None
) -> "Iterator[Article | Unreadable]":
    """What is read from the paths; the database and what lies beside it, not.

    Raises UsageError at once where no path leads to a file that could be read.
    """
    from pipeline.distributing.engine import shards_path
    from pipeline.reading.read import read
    from pipeline.resolving.dated import dated_by_default
    from pipeline.storing.answers import answers_path

    _refuse_without_files(paths)
    answers = answers_path(db)
    files = [
        db,
        db.with_name(f"{db.name}.wal"),
        answers,
        *(answers.with_name(f"{answers.name}{end}") for end in ("-wal", "-shm", ".lock")),
    ]
    own = {file.resolve() for file in files}
    shards = shards_path(db).resolve()
    return (
        source
        for source in dated_by_default(read(paths, stdin=sys.stdin.buffer), published)
        if (path := Path(source.source_path).resolve()) not in own
        and not path.is_relative_to(shards)
    )


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
