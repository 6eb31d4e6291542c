"""Readers of dates with a place in the calendar: days, months and years.

A year that is left out comes from the expression's case.
"""

from collections.abc import Callable
from datetime import date, timedelta

from pipeline.resolving.dates.calendar import (
    WEEKDAY_NAMES,
    Days,
    in_nearest_year,
    month_number,
    month_part,
    number,
    one_day,
    weekday_number,
    whole_month,
    whole_year,
    year_part,
)
from pipeline.resolving.dates.case import (
    Case,
    Frame,
    doubt,
    no_publication,
    no_such_day,
    resolved,
    unresolved,
)
from pipeline.resolving.dates.values import DateMention, DateProblem, ResolvedDate
from schemas.vocabulary import DatePrecision

_ONE_DAY = timedelta(days=1)


def read_iso(mention: DateMention, _case: Case) -> ResolvedDate:
    year, month, day = (int(mention.part(name)) for name in ("year", "month", "day"))
    return _stated_day(mention, one_day(year, month, day))


def read_numeric(mention: DateMention, case: Case) -> ResolvedDate:
    """`22.11.2017`, `07/09/2018`: with dots the day is first, else as `day_first` says.

    A day above 12 or the weekday beside it settles the order; nothing else is guessed.
    """
    year, first, second = (int(mention.part(name)) for name in ("year", "first", "second"))
    order = True if mention.part("sep") == "." else case.context.day_first
    readings = [(True, one_day(year, second, first)), (False, one_day(year, first, second))]
    possible = {days: is_day_first for is_day_first, days in readings if days}
    if len(possible) > 1 and mention.part("weekday"):
        weekday = weekday_number(mention.part("weekday"))
        possible = {d: o for d, o in possible.items() if d[0].weekday() == weekday} or possible
    if len(possible) > 1 and order is not None:
        possible = {d: o for d, o in possible.items() if o == order}
    if len(possible) > 1:
        both = " or ".join(sorted(str(days[0]) for days in possible))
        return unresolved(
            "ambiguous_day_month",
            f"'{mention.text}' is {both}: the order of day and month is not known",
        )
    return _stated_day(mention, next(iter(possible), None))


def _stated_day(mention: DateMention, days: Days | None) -> ResolvedDate:
    if days is None:
        return no_such_day(mention)
    return resolved(days, "day", "explicit", *_weekday_conflict(mention, days[0]))


def _weekday_conflict(mention: DateMention, day: date) -> tuple[DateProblem, ...]:
    name = mention.part("weekday")
    if not name or weekday_number(name) == day.weekday():
        return ()
    return (
        doubt(
            "weekday_conflict",
            f"'{mention.text}' names {WEEKDAY_NAMES[weekday_number(name)]}, but {day} is a "
            f"{WEEKDAY_NAMES[day.weekday()]}; the date is kept",
        ),
    )


def read_month_day(mention: DateMention, case: Case) -> ResolvedDate:
    month, day = month_number(mention.part("month")), int(mention.part("day"))
    found = _in_year(mention, case, lambda year: one_day(year, month, day), "day")
    start = found.interval.start
    if start is None:
        return found
    return ResolvedDate(found.interval, found.problems + _weekday_conflict(mention, start))


def read_month_days(mention: DateMention, case: Case) -> ResolvedDate:
    month = month_number(mention.part("month"))
    first, last = int(mention.part("day")), int(mention.part("day2"))
    if _is_pair(mention) and last != first + 1:
        return unresolved(
            "several_dates", f"'{mention.text}' names two dates, not a stretch of days"
        )

    def build(year: int) -> Days | None:
        start, end = one_day(year, month, first), one_day(year, month, last)
        return (start[0], end[1]) if start and end and start[0] <= end[1] else None

    return _in_year(mention, case, build, "range")


def _is_pair(mention: DateMention) -> bool:
    """Whether "and" joins two dates, as it does without "between"."""
    return mention.part("join") in {"and", "&"} and not mention.part("between")


def read_month_part(mention: DateMention, case: Case) -> ResolvedDate:
    month, part = month_number(mention.part("month")), mention.part("part")
    return _in_year(mention, case, lambda year: month_part(year, month, part), "part_month")


def read_month(mention: DateMention, case: Case) -> ResolvedDate:
    month = month_number(mention.part("month"))
    return _in_year(mention, case, lambda year: whole_month(year, month), "month")


def read_bare_month(mention: DateMention, case: Case) -> ResolvedDate:
    """`"in November"`, `"last July"` (never the month of publication), `"this March"`."""
    which, today = mention.part("which"), case.frame.today
    if not which:
        return read_month(mention, case)
    if today is None:
        return no_publication(mention)
    month = month_number(mention.part("month"))
    if which == "this":
        return resolved(whole_month(today.year, month), "month", "deictic")
    this_month = whole_month(today.year, today.month)
    future = which in {"next", "coming", "this coming"}
    edge = this_month[1] + _ONE_DAY if future else this_month[0] - _ONE_DAY
    days = in_nearest_year(lambda year: whole_month(year, month), edge, future=future)
    return resolved(days, "month", "deictic") if days else no_publication(mention)


def _in_year(
    mention: DateMention,
    case: Case,
    build: Callable[[int], Days | None],
    precision: DatePrecision,
) -> ResolvedDate:
    """Put days without a year into the year that the words, the evidence or the frame give."""
    if mention.part("year"):
        days = build(int(mention.part("year")))
        return resolved(days, precision, "explicit") if days else no_such_day(mention)
    today = case.frame.today
    if mention.part("rel"):
        if today is None:
            return no_publication(mention)
        days = build(today.year + {"last": -1, "this": 0, "next": 1}[mention.part("rel")])
        return resolved(days, precision, "deictic") if days else no_such_day(mention)
    stated = {day.year for day in case.find_stated() if build(day.year) == (day, day)}
    if len(stated) == 1 and (days := build(stated.pop())):
        return resolved(days, precision, "explicit")
    return _in_frame(mention, case.frame, build, precision)


def _in_frame(
    mention: DateMention,
    frame: Frame,
    build: Callable[[int], Days | None],
    precision: DatePrecision,
) -> ResolvedDate:
    if frame.earliest is None or frame.latest is None:
        return no_publication(mention)
    named = _by_weekday(mention, frame, build)
    if named:
        return resolved(named, precision, frame.basis)
    days = in_nearest_year(build, frame.earliest, future=frame.future)
    if days is None:
        return no_such_day(mention)
    one_day = frame.earliest == frame.latest
    if not one_day and days != in_nearest_year(build, frame.latest, future=frame.future):
        return unresolved(
            "ambiguous_year",
            f"'{mention.text}' may lie in several years: publication is only known to lie between "
            f"{frame.earliest} and {frame.latest}",
        )
    return resolved(days, precision, frame.basis, *_distant(mention, frame, build, days))


def _by_weekday(
    mention: DateMention, frame: Frame, build: Callable[[int], Days | None]
) -> Days | None:
    """The one date around publication, on either side, that falls on the weekday beside it.

    `"Thursday, August 15", 2024-08-08 -> 2024-08-15`, whatever the tense: in 2023 it is a Tuesday.
    """
    name = mention.part("weekday")
    if not name:
        return None
    near = {
        in_nearest_year(build, day, future=future)
        for day in (frame.earliest, frame.latest)
        for future in (False, True)
        if day
    }
    fitting = [days for days in near if days and days[0].weekday() == weekday_number(name)]
    return fitting[0] if len(fitting) == 1 else None


def _distant(
    mention: DateMention, frame: Frame, build: Callable[[int], Days | None], days: Days
) -> tuple[DateProblem, ...]:
    """Doubt a year that puts the date far off while it is near the other way round."""
    day = frame.earliest
    if day is None or _apart(days, day) < 270:
        return ()
    other = in_nearest_year(build, day, future=not frame.future)
    if other is None or _apart(other, day) > 95:
        return ()
    message = f"'{mention.text}' is read as {days[0]}, although {other[0]} is nearer to {day}"
    return (doubt("distant_year", message),)


def _apart(days: Days, day: date) -> int:
    """Days from a day to the nearer end of a stretch."""
    return min(abs((end - day).days) for end in days)


def read_year(mention: DateMention, _case: Case) -> ResolvedDate:
    return resolved(whole_year(int(mention.part("year"))), "year", "explicit")


def read_years(mention: DateMention, _case: Case) -> ResolvedDate:
    first, last = int(mention.part("year")), int(mention.part("year2"))
    if last < first or (_is_pair(mention) and last != first + 1):
        return unresolved("several_dates", f"'{mention.text}' names two years, not a stretch")
    return resolved((whole_year(first)[0], whole_year(last)[1]), "range", "explicit")


def read_decade(mention: DateMention, _case: Case) -> ResolvedDate:
    year = int(mention.part("year"))
    if year % 100 == 0:
        # "the 2000s" is the decade to some and the century to others.
        return unresolved("unread_expression", f"'{mention.text}' is a decade or a century", "info")
    return resolved((whole_year(year)[0], whole_year(year + 9)[1]), "range", "explicit")


def read_year_part(mention: DateMention, _case: Case) -> ResolvedDate:
    months = 6 if mention.part("unit") in {"half", "h"} else 3
    count = 12 // months
    nth = count if mention.part("nth") == "last" else number(mention.part("nth"))
    if nth > count:
        return no_such_day(mention)
    return resolved(year_part(int(mention.part("year")), nth, months), "range", "explicit")
