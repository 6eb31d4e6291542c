"""Days, weeks and months as pure arithmetic, and the words that name them."""

from collections.abc import Callable
from datetime import date, timedelta

Days = tuple[date, date]
"""First and last day, both included."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
CARDINAL = "|".join(sorted(_CARDINALS[1:], key=len, reverse=True))
ORDINAL = "|".join(sorted(_ORDINALS[1:], key=len, reverse=True))


def month_number(word: str) -> int:
    """`"Sept." -> 9`"""
    return _MONTHS.index(word[:3].lower()) + 1


def weekday_number(word: str) -> int:
    """`"Thurs." -> 3`, Monday being 0."""
    return _WEEKDAYS.index(word[:3].lower())


def number(word: str) -> int:
    """`"two" -> 2`, `"seventh" -> 7`, `"a" -> 1`, `"12th" -> 12`"""
    word = word.lower()
    for words in (_CARDINALS, _ORDINALS):
        if word in words:
            return words.index(word)
    digits = "".join(char for char in word if char in "0123456789")
    return int(digits) if digits else 1


def one_day(year: int, month: int, day: int) -> Days | None:
    """The day as an interval, None where the calendar has no such day (31 February)."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found


def whole_month(year: int, month: int) -> Days:
    """`2020, 2 -> 2020-02-01..2020-02-29`"""
    first = date(year, month, 1)
    return first, next_month(first) - timedelta(days=1)


def next_month(first: date) -> date:
    """The first day of the month after the one that begins on `first`."""
    return (first + timedelta(days=32)).replace(day=1)


def shifted_month(day: date, months: int) -> Days:
    """The whole month that lies so many months from the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return whole_month(index // 12, index % 12 + 1)


def whole_year(year: int) -> Days:
    """`2018 -> 2018-01-01..2018-12-31`"""
    return date(year, 1, 1), date(year, 12, 31)


def whole_week(day: date) -> Days:
    """The week of `day`, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month_part(year: int, month: int, part: str) -> Days:
    """A named part of a month: early, mid and late are days 1-10, 11-20, 21-end.

    `2020, 8, "late" -> 2020-08-21..2020-08-31`; also "beginning of", "end of", "first week of"
    (days 1-7), "last week of" (the last seven days), "first half of" (days 1-15).
    """
    first, last = whole_month(year, month)
    words = part.lower().split()
    if "half" in words:
        bounds = (1, 15) if "first" in words else (16, last.day)
    elif "week" in words:
        nth = {"first": 0, "second": 1, "third": 2, "fourth": 3}.get(words[0])
        bounds = (last.day - 6, last.day) if nth is None else (7 * nth + 1, 7 * nth + 7)
    elif words[0] in {"early", "beginning", "start"}:
        bounds = (1, 10)
    elif words[0] in {"mid", "middle"}:
        bounds = (11, 20)
    else:
        bounds = (21, last.day)
    return first.replace(day=bounds[0]), first.replace(day=bounds[1])


def year_part(year: int, nth: int, months: int) -> Days:
    """The `nth` stretch of so many months of a year: `2018, 1, 3` is its first quarter."""
    start = date(year, (nth - 1) * months + 1, 1)
    return start, shifted_month(start, months - 1)[1]


def latest_weekday(weekday: int, day: date) -> date:
    """The latest such weekday not after `day`, that day included."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def first_weekday(weekday: int, day: date) -> date:
    """The first such weekday not before `day`, that day included."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def in_nearest_year(build: Callable[[int], Days | None], day: date, *, future: bool) -> Days | None:
    """The latest such stretch begun by `day`, or, if `future`, the first not over by then.

    "in November" against 2018-04-04 -> 2017-11-01..2017-11-30. Looks eight years far, because
    29 February may be that far off; None where no year has such a day.
    """
    for distance in range(9):
        year = day.year + distance if future else day.year - distance
        days = build(year)
        if days and (days[1] >= day if future else days[0] <= day):
            return days
    return None
