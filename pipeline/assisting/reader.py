"""A database opened for one question at a time: sealed, and with limits of time and memory."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import DatabaseError
from pipeline.storing.database import LANDING_SECONDS, Database
from pipeline.storing.faults import Locked, Overtime

SECONDS = 10.0
"""How long one call may run."""
MEMORY = "512MB"
PROCESS_BYTES = 2 * 1024**3
"""Of memory, for the server as a whole."""


class Reader:
    """The way to one database; between two calls the file is free, so that a run can land."""

    def __init__(
        self, path: Path, *, seconds: float = SECONDS, wait: float = LANDING_SECONDS
    ) -> None:
        self.path = path
        self._seconds = seconds
        self._wait = wait
        # Two connections of one process share their settings, and sealing locks those.
        self._one_at_a_time = threading.Lock()

    @contextmanager
    def opened(self) -> Iterator[Database]:
        """The database for one call; raises DatabaseError with what to do about it."""
        with self._one_at_a_time:
            try:
                with Database.open(self.path, read_only=True, wait=self._wait) as db:
                    db.query(f"SET memory_limit = '{MEMORY}'")
                    db.query("SET temp_directory = ''")  # nothing is written, not even aside
                    db.seal()
                    with db.within(self._seconds):
                        yield db
            except Locked as error:
                raise DatabaseError(
                    "the database is just being written; call again in a few seconds"
                ) from error
            except Overtime as error:
                raise DatabaseError(
                    f"{error}; ask for less: add conditions, avoid joins without a key"
                ) from error
