"""Numbers on disk: of a million claims only what is looked at is in memory.

The files have no name and are gone with the process.
"""

import tempfile
import weakref
from collections.abc import Iterator
from typing import Any, NamedTuple

SHELVES = 32
"""Of one kind, at most: each is a file."""


class OnDisk:
    """Arrays, put away one after another and read again by their number."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the next line
        weakref.finalize(self, self._file.close)
        self._places: list[_Place] = []
        self._end = 0

    def __len__(self) -> int:
        return len(self._places)

    def put(self, array: Any) -> None:
        self._file.seek(self._end)
        self._file.write(array.tobytes())
        self._places.append(_Place(self._end, array.dtype, array.shape))
        self._end += array.nbytes

    def __getitem__(self, number: int) -> Any:
        import numpy as np

        begin, dtype, shape = self._places[number]
        found = np.empty(shape, dtype)
        self._file.seek(begin)
        self._file.readinto(found.reshape(-1).view(np.uint8).data)
        return found

    def __iter__(self) -> Iterator[Any]:
        for number in range(len(self)):
            yield self[number]

    def clear(self) -> None:
        self._file.truncate(0)
        self._places, self._end = [], 0


class _Place(NamedTuple):
    begin: int
    dtype: Any
    shape: tuple[int, ...]


class RowsOnDisk:
    """Rows of numbers, as many in each as there are, put away in stretches."""

    def __init__(self) -> None:
        self._lengths, self._entries = OnDisk(), OnDisk()

    def put(self, lengths: Any, entries: Any) -> None:
        self._lengths.put(lengths)
        self._entries.put(entries)

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        """(how many numbers each row has, all of them) of each stretch."""
        return zip(self._lengths, self._entries, strict=True)

    def of(self, stretch: int, rows: Any) -> tuple[Any, Any]:
        """The same of some rows of a stretch."""
        import numpy as np

        lengths = self._lengths[stretch]
        begins = (np.cumsum(lengths) - lengths)[rows]
        wanted = lengths[rows]
        before = np.cumsum(wanted) - wanted
        at = np.repeat(begins - before, wanted) + np.arange(wanted.sum())
        return wanted, self._entries[stretch][at]


class Shelves:
    """Rows of numbers, put away by what their first column lies between."""

    def __init__(self, row: list[tuple[str, str]], borders: Any) -> None:
        """`row`: its columns with their types. `borders`: the least number of each shelf."""
        import numpy as np

        self._row = np.dtype(row)
        self._names = [name for name, _ in row]
        self._borders = borders
        self._shelves = [OnDisk() for _ in borders]
        self.sizes = [0] * len(self._shelves)

    def __len__(self) -> int:
        return len(self._shelves)

    def add(self, *columns: Any) -> None:
        """Rows, as columns of one length."""
        import numpy as np

        rows = np.empty(len(columns[0]), dtype=self._row)
        for name, column in zip(self._names, columns, strict=True):
            rows[name] = column
        shelf = np.searchsorted(self._borders, columns[0], side="right") - 1
        order = np.argsort(shelf.astype(np.int16), kind="stable")  # of few bits: by counting
        ends = np.cumsum(np.bincount(shelf, minlength=len(self)))
        for number in np.unique(shelf).tolist():
            begin = ends[number - 1] if number else 0
            self.put(number, rows[order[begin : ends[number]]])

    def put(self, number: int, rows: Any) -> None:
        """Rows that belong on one shelf."""
        self._shelves[number].put(rows)
        self.sizes[number] += len(rows)

    def __getitem__(self, number: int) -> Any:
        """The rows of one shelf, in the order in which they came."""
        import numpy as np

        return np.concatenate([np.empty(0, dtype=self._row), *self._shelves[number]])

    def replace(self, number: int, rows: Any) -> None:
        """Those rows for all of one shelf."""
        self._shelves[number].clear()
        self.sizes[number] = 0
        self.put(number, rows)


def borders(size: int, width: int) -> Any:
    """The least number of each shelf, where `size` numbers are put away by `width`, or by more,
    so that there are not too many files.
    """
    import numpy as np

    return np.arange(0, max(1, size), max(width, -(-size // SHELVES)))
