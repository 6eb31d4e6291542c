"""The SQLite file that answers are kept in: its making, its versions, its faults as ours.

Several processes may share it. Its statements stand in `pipeline/sql/answers`.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import DatabaseError
from pipeline.storing.sqlfiles import sql

STORE_VERSION = 3
BUSY_SECONDS = 30.0
"""How long one process waits for another that is writing."""


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """An open file; each method raises DatabaseError where it cannot be used."""

    connection: sqlite3.Connection
    path: str

    @classmethod
    def open(cls, path: str | Path) -> "AnswersFile":
        """Open `path`, made if new, brought up to this version if old."""
        with _told(str(path)):
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            with _told(str(path)):
                _prepare(connection, str(path))
        except BaseException:
            connection.close()
            raise
        return cls(connection, str(path))

    def close(self) -> None:
        self.connection.close()

    def run(self, name: str, parameters: Mapping[str, Any] | None = None) -> list[Any]:
        """The rows of a statement of `pipeline/sql/answers`."""
        with _told(self.path):
            return self.connection.execute(_sql(name), parameters or {}).fetchall()

    def count(self, name: str, parameters: Mapping[str, Any]) -> int:
        """How many rows a statement changed."""
        with _told(self.path):
            return self.connection.execute(_sql(name), parameters).rowcount

    def many(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """A statement for each of the rows."""
        with _told(self.path):
            self.connection.executemany(_sql(name), rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with _told(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            # A full disk has rolled it back already.
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise
        with _told(self.path):
            self.connection.execute("COMMIT")

    def flush(self) -> None:
        """Write the journal into the file: it holds what was deleted."""
        with _told(self.path):
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def scrub(self) -> None:
        """Write the file anew: pages that were split keep copies of what was deleted."""
        with _told(self.path):
            self.connection.execute("VACUUM")
        self.flush()


@cache
def _sql(name: str) -> str:
    return sql(f"answers/{name}")


def _prepare(connection: sqlite3.Connection, path: str) -> None:
    """Set it up, make the tables if it is new, refuse what is another program's or newer."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if (version == 0) != (tables == 0):
        raise DatabaseError(f"{path} is a SQLite file, but holds no answers of summitry")
    if version > STORE_VERSION:
        raise DatabaseError(
            f"{path} has version {version}, made by a newer summitry; "
            f"this one knows up to {STORE_VERSION}: upgrade summitry"
        )
    # A process that dies loses nothing so; a power cut may cost the answers of the last
    # moments, which are asked for again. FULL takes three times the time (decisions.md).
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")
    _to_wal(connection)
    if version < STORE_VERSION:
        _make(connection)


def _make(connection: sqlite3.Connection) -> None:
    """Make the tables, or bring those of an earlier version up to this one."""
    connection.execute("BEGIN IMMEDIATE")
    # Another process may have done it in the meantime.
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < STORE_VERSION:
        first = ("tables",) if not version else ("from_1",) * (version < 2) + ("from_2",)
        script = "".join(map(_sql, (*first, "batches", "takedowns")))
        statement = ""
        for line in script.splitlines(keepends=True):
            statement += line
            # Not by executescript, which commits first.
            if sqlite3.complete_statement(statement):
                connection.execute(statement)
                statement = ""
        connection.execute(f"PRAGMA user_version = {STORE_VERSION}")
    connection.execute("COMMIT")


def _to_wal(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log; the busy timeout does not cover two who do so at once."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.01)
        else:
            return


@contextmanager
def _told(path: str) -> Iterator[None]:
    """SQLite's faults as ours: what, which, what to do."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorname", "")
        if "FULL" in code or "IOERR" in code:
            advice = "make room and run the same again; nothing that is kept there is lost"
        elif "BUSY" in code or "LOCKED" in code:
            advice = "another process writes it; run the same again when it is done"
        elif "NOTADB" in code or "CORRUPT" in code:
            advice = "move it away; what it kept is then asked for again"
        else:
            advice = "is its folder there, and may you write it?"
        raise DatabaseError(f"answers in {path} cannot be used: {error}; {advice}") from error
