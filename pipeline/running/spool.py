"""A queue whose longer part waits on disk, so that waiting costs no memory."""

import pickle
import tempfile
import zlib
from collections import deque
from collections.abc import Iterable
from os import SEEK_END
from pathlib import Path
from typing import IO, Generic, TypeVar

from pipeline.errors import DatabaseError

T = TypeVar("T")


class Spool(Generic[T]):
    """First in, first out; beyond `most` what comes in waits in a nameless file in `folder`.

    The file is gone with the process: what it holds must be found elsewhere after a crash.
    """

    def __init__(self, folder: Path, most: int) -> None:
        self._folder = folder
        self._most = most
        self._first: deque[T] = deque()
        self._file: IO[bytes] | None = None
        self._places: deque[tuple[int, int]] = deque()
        """(offset, length) in the file, in order."""

    def __len__(self) -> int:
        return len(self._first) + len(self._places)

    def put(self, item: T) -> None:
        """Raises DatabaseError where the disk is full; what waits already can still be taken."""
        if not self._places and len(self._first) < self._most:
            self._first.append(item)
            return
        packed = zlib.compress(pickle.dumps(item), 1)
        try:
            self._places.append((self._written(packed), len(packed)))
        except OSError as error:
            raise DatabaseError(
                f"finished articles cannot wait in {self._folder.resolve()}: {error.strerror}; "
                "make room and run the same again"
            ) from error

    def _written(self, packed: bytes) -> int:
        """Where it was written."""
        if self._file is None:
            # Unbuffered: what has no room must be told of here, not when another is read.
            self._file = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115 - open as long as it holds anything
        begin = self._file.seek(0, SEEK_END)
        left = memoryview(packed)
        while left:
            left = left[self._file.write(left) :]
        return begin

    def take(self, most: int) -> list[T]:
        """The first `most` items, or what there is."""
        taken = [self._first.popleft() for _ in range(min(most, len(self._first)))]
        while self._places and len(taken) < most:
            taken.append(self._unpacked(self._places.popleft()))
        if self._file is not None and not self._places:
            self._file.close()
            self._file = None
        return taken

    def put_back(self, items: Iterable[T]) -> None:
        """Put what was taken before all else again."""
        self._first.extendleft(reversed(list(items)))

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _unpacked(self, place: tuple[int, int]) -> T:
        assert self._file is not None
        self._file.seek(place[0])
        item: T = pickle.loads(zlib.decompress(self._file.read(place[1])))  # noqa: S301 - written by this very process to a file without a name
        return item
