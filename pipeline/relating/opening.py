"""Reaching the database for as long as it is needed, and no longer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.storing.database import SPARED, SPARED_TO_WRITE, Database

WAIT_SECONDS = 10.0
"""How long a step waits for a reader to let go of the database."""
Where = Database | Path
"""A database that is open already, or one that is opened for each reading and writing, so
that others get in between.
"""


@contextmanager
def opened(where: Where, *, read_only: bool = False) -> Iterator[Database]:
    """The database, open at least inside; raises Locked where a path is held by another."""
    if isinstance(where, Database):
        yield where
        return
    with Database.open(where, read_only=read_only, must_exist=True, wait=WAIT_SECONDS) as db:
        db.spare_memory(SPARED if read_only else SPARED_TO_WRITE)
        yield db
