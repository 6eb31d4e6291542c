"""Dates as stretches of days: gold notations read, two stretches compared."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

OPEN = timedelta(days=365)
"""How far an open side (`before`, `after`) is taken to reach when overlap is measured."""

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Interval:
    """Days, both ends included; a side that is None is open, both None is unknown."""

    start: date | None = None
    end: date | None = None

    def __str__(self) -> str:
        if self == UNKNOWN:
            return "unknown"
        return f"{self.start or ''}" if self.start == self.end else f"{self.start}..{self.end}"


UNKNOWN = Interval()


def read_interval(words: str | None) -> Interval:
    """The days that gold's notation names.

    `"2018-04" -> 2018-04-01..2018-04-30`, `"2011/2018-04" -> 2011-01-01..2018-04-30`,
    `"2024-12 (first week)" -> 2024-12-01..2024-12-07`, `"../2018-04" -> up to 2018-04-30`,
    None -> unknown

    Other remarks in brackets are left aside.
    """
    ends = _DAY.findall(words or "")
    if not words or not ends:
        return UNKNOWN
    start, end = _days(*ends[0])[0], _days(*ends[-1])[1]
    if "first week" in words:
        return Interval(start, start + timedelta(days=6))
    return Interval(
        None if words.startswith("../") else start, None if words.endswith("/..") else end
    )


def iou(one: Interval, other: Interval) -> float:
    """Shared days by all days, 0 to 1; two unknowns agree, an open side reaches `OPEN`.

    `04-01..04-30, 04-04..04-04 -> 1/30`
    """
    if UNKNOWN in (one, other):
        return float(one == other)
    (a, b), (c, d) = _closed(one), _closed(other)
    both = (min(b, d) - max(a, c)).days + 1
    return max(both, 0) / ((max(b, d) - min(a, c)).days + 1)


def _closed(interval: Interval) -> tuple[date, date]:
    start, end = interval.start, interval.end
    if start is None:
        assert end is not None
        return end - OPEN, end
    return start, end or start + OPEN


def _days(year: str, month: str, day: str) -> tuple[date, date]:
    if day:
        only = date(int(year), int(month), int(day))
        return only, only
    if month:
        last = monthrange(int(year), int(month))[1]
        return date(int(year), int(month), 1), date(int(year), int(month), last)
    return date(int(year), 1, 1), date(int(year), 12, 31)
