"""Things by their days, to find those that overlap."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


class Calendar(Generic[T]):
    """Things by their days, to find those that overlap without looking at the others.

    They are kept by length (up to 1, 2, 4, 8 … days), each length in order of the first
    day: of one length, all that overlap begin in one stretch of time.
    """

    def __init__(self) -> None:
        self._by_length: dict[int, tuple[list[int], list[tuple[int, T]]]] = {}

    def add(self, days: tuple[date, date], thing: T) -> None:
        start, end = days[0].toordinal(), days[1].toordinal()
        length = (end - start).bit_length()
        starts, things = self._by_length.setdefault(length, ([], []))
        at = bisect_right(starts, start)
        starts.insert(at, start)
        things.insert(at, (end, thing))

    def overlapping(self, days: tuple[date, date]) -> Iterator[T]:
        start, end = days[0].toordinal(), days[1].toordinal()
        for length, (starts, things) in self._by_length.items():
            earliest = bisect_left(starts, start - (1 << length) + 1)
            for at in range(earliest, bisect_right(starts, end)):
                last, thing = things[at]
                if last >= start:
                    yield thing
