"""What can be wrong with a database file, told for a person: what, which, what to do."""

import re
from pathlib import Path

import duckdb

from pipeline.errors import OUT_OF_MEMORY, DatabaseError


class Locked(DatabaseError):
    """Another process holds the file; waiting may help."""


class Overtime(DatabaseError):
    """What was asked ran longer than it may."""


class Unwritable(DatabaseError):
    """The disk is full, or the file cannot be written: every other row would meet the same."""


def refuse_place(path: Path) -> None:
    """Raise DatabaseError where there can be no database, before anything else is done."""
    if (fault := _wrong_place(path)) is not None:
        raise DatabaseError(fault)


def _wrong_place(path: Path) -> str | None:
    if not path.parent.is_dir():
        return f"there is no folder {path.parent} for {path}; make it first"
    if path.is_dir():
        return f"{path} is a folder, not a database; name a file with --db"
    return None


_HELD = ("Could not set lock", "different configuration", "file handle conflict")


def explained(error: duckdb.Error, path: str) -> DatabaseError:
    """The same fault for a person: what, which, what to do, in one line."""
    text = str(error)
    first = text.splitlines()[0] if text else type(error).__name__
    if any(words in text for words in _HELD):
        holder = re.search(r"PID (\d+)", text)
        who = f"process {holder[1]}" if holder else "another process"
        return Locked(
            f"{path} is locked by {who}; wait until it is done, or name another file with --db"
        )
    if "newer version" in text or "Serialization Error" in text:
        return DatabaseError(f"{path} was written by a newer DuckDB: upgrade the duckdb package")
    if "not a valid DuckDB" in text:
        return DatabaseError(f"{path} is no DuckDB database; name another file with --db")
    if (fault := _wrong_place(Path(path))) is not None:
        return DatabaseError(fault)
    if isinstance(error, duckdb.OutOfMemoryException):
        return DatabaseError(OUT_OF_MEMORY)
    if isinstance(error, duckdb.IOException | duckdb.FatalException):
        full = any(words in text for words in ("No space left", "File too large", "disk full"))
        advice = "; make room and run the same again" if full else ""
        return Unwritable(f"{path} cannot be used: {first}{advice}")
    hints = (line.strip() for line in text.splitlines()[1:])
    hint = next((line for line in hints if line.startswith(("Did you mean", "Candidate"))), None)
    return DatabaseError(f"{first} {hint}" if hint else first)
