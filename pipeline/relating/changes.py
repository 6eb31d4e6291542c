"""What is to become of tables, told row by row, and only what differs is written.

So that a database in which little has changed is held only for a moment, and rows that
wait to be written take no memory: of those that are there a hash is kept, what is new
waits in a file.
"""

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from operator import itemgetter
from typing import IO, Any

from pipeline.relating.opening import Where, opened
from pipeline.storing.database import Database
from pipeline.storing.sqlfiles import sql
from schemas.tables import Row

AT_ONCE = 20_000
"""Rows of a table that wait in memory, and are written together."""
LOOKED_AT = 25_000
"""Rows that are there of which is seen together whether they were told."""


class Changes:
    """Tables as they are and as they are to be."""

    def __init__(self, where: Where, models: Iterable[type[Row]], at_once: int = AT_ONCE) -> None:
        self._tables = {model: _Table(where, model, at_once) for model in models}

    def add(self, model: type[Row], rows: Iterable[tuple[Any, ...]]) -> None:
        """Rows that are to be there, their values in the order of columns; each comes once."""
        self._tables[model].add(rows)

    def write(self, db: Database) -> None:
        """Take out the rows that were not told, put in those that are not there."""
        for table in self._tables.values():
            table.write(db)

    def close(self) -> None:
        for table in self._tables.values():
            table.close()


class _Table:
    def __init__(self, where: Where, model: type[Row], at_once: int) -> None:
        import numpy as np

        self._model = model
        self._at_once = at_once
        with opened(where, read_only=True) as db:
            self._there = np.sort(np.fromiter(map(hash, _stored(db, model)), np.int64))
        self._told = np.zeros(len(self._there), dtype=bool)
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        self._waiting: list[tuple[Any, ...]] = []

    def add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        rest = iter(rows)
        while some := list(islice(rest, self._at_once - len(self._waiting))):
            self._waiting += some
            if len(self._waiting) == self._at_once:
                self._sort_out()
                pickle.dump(self._waiting, self._file)
                self._waiting = []

    def _sort_out(self) -> None:
        """Of the rows that wait leave those that are not there."""
        import numpy as np

        if len(self._there):
            told = np.fromiter(map(hash, self._waiting), np.int64, len(self._waiting))
            at = np.searchsorted(self._there, told).clip(max=len(self._there) - 1)
            known = self._there[at] == told
            self._told[at[known]] = True
            self._waiting = [self._waiting[row] for row in np.flatnonzero(~known).tolist()]

    def write(self, db: Database) -> None:
        import numpy as np

        self._sort_out()
        if not self._told.all():
            gone = self._there[~self._told]
            there = _stored(db, self._model)
            while some := list(islice(there, LOOKED_AT)):
                left_out = np.isin(np.fromiter(map(hash, some), np.int64, len(some)), gone)
                columns = {
                    f"key_{number}": [some[row][at] for row in np.flatnonzero(left_out).tolist()]
                    for number, at in enumerate(_key_places(self._model))
                }
                if left_out.any():
                    db.run(f"leave_out/{self._model.table}", columns)
        self._file.seek(0)
        for rows in chain(_unpickled(self._file), [self._waiting]):
            db.append(self._model, rows)
        self._there, self._told = np.zeros(0, np.int64), np.zeros(0, bool)

    def close(self) -> None:
        self._file.close()


def _stored(db: Database, model: type[Row]) -> Iterator[tuple[Any, ...]]:
    values = itemgetter(*model.model_fields)
    for row in db.each(sql(f"all_of/{model.table}")):
        yield values(row)


def _key_places(model: type[Row]) -> list[int]:
    names = list(model.model_fields)
    return [names.index(name) for name in model.key]


def _unpickled(file: IO[bytes]) -> Iterator[list[tuple[Any, ...]]]:
    while True:
        try:
            rows: list[tuple[Any, ...]] = pickle.load(file)  # noqa: S301 - written by this very process to a file without a name
        except EOFError:
            return
        yield rows
