"""Reaching the database for as long as it is needed, and no longer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pipeline.storing.database import SPARED, SPARED_TO_WRITE, Database, Engine

WAIT_SECONDS = 10.0
"""How long a step waits for a reader to let go of the database."""


class Reached(NamedTuple):
    """A database's path, and what it is opened by again and again."""

    path: Path
    engine: Engine


Where = Database | Path | Reached
"""A database that is open already, or one that is opened for each reading and writing, so
that others get in between.
"""


def often(where: Where) -> Where:
    """The same place, for one who opens it many times."""
    return Reached(where, Engine()) if isinstance(where, Path) else where


@contextmanager
def opened(where: Where, *, read_only: bool = False) -> Iterator[Database]:
    """The database, open at least inside; raises Locked where a path is held by another."""
    if isinstance(where, Database):
        yield where
        return
    path, engine = where if isinstance(where, Reached) else (where, None)
    with Database.open(
        path, read_only=read_only, must_exist=True, wait=WAIT_SECONDS, engine=engine
    ) as db:
        db.spare_memory(SPARED if read_only else SPARED_TO_WRITE)
        yield db
