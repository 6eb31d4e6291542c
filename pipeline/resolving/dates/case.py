"""The case of one expression: all that its reading may look at, and the shapes of an answer."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from pipeline.resolving.dates.calendar import Days, number, shifted_month, whole_week, whole_year
from pipeline.resolving.dates.values import (
    DateContext,
    DateMention,
    DateProblem,
    DateProblemCode,
    ResolvedDate,
)
from schemas.records import DateInterval
from schemas.vocabulary import DateBasis, DatePrecision, Severity


class Frame(NamedTuple):
    """The day from which a weekday or a date without a year is looked for, and which way."""

    earliest: date | None = None
    latest: date | None = None
    """The same day as `earliest` where it is known; else the ends of a month or year."""
    basis: DateBasis = "none"
    """The basis of a date whose year comes from here."""
    is_publication: bool = False
    """Whether this is the day of publication, from which "Friday" and "today" are read."""
    future: bool = False

    @property
    def today(self) -> date | None:
        """The day of publication where it is known."""
        return self.earliest if self.is_publication and self.earliest == self.latest else None


class Case(NamedTuple):
    """All that the reading of one expression may look at."""

    frame: Frame = Frame()
    context: DateContext = DateContext()
    position: int | None = None
    reference: DateInterval | None = None
    find_stated: Callable[[], tuple[date, ...]] = tuple
    """Reads the full dates in the record's own evidence, which state the year of "November 22"."""


def doubt(code: DateProblemCode, message: str, severity: Severity = "warning") -> DateProblem:
    """A problem whose usual severity is `warning`."""
    return DateProblem(code, severity, message)


def unresolved(code: DateProblemCode, message: str, severity: Severity = "warning") -> ResolvedDate:
    """An unknown date with the reason."""
    return ResolvedDate(problems=(doubt(code, message, severity),))


def resolved(
    days: Days, precision: DatePrecision, basis: DateBasis, *problems: DateProblem
) -> ResolvedDate:
    """A known stretch of days."""
    interval = DateInterval(start=days[0], end=days[1], precision=precision, basis=basis)
    return ResolvedDate(interval, problems)


def no_such_day(mention: DateMention) -> ResolvedDate:
    return unresolved("impossible_date", f"the calendar has no day '{mention.text}'")


def no_publication(mention: DateMention) -> ResolvedDate:
    return unresolved(
        "no_publication_date", f"'{mention.text}' needs a publication date, and none is known"
    )


def calendar_unit(day: date, unit: str, steps: int) -> tuple[Days, DatePrecision]:
    if unit == "week":
        return whole_week(day + timedelta(days=7 * steps)), "range"
    if unit == "month":
        return shifted_month(day, steps), "month"
    return whole_year(day.year + steps), "year"


def stepped(mention: DateMention, day: date, sign: int, basis: DateBasis) -> ResolvedDate:
    """So many days, weeks, months or years from a day, as exact as the unit is.

    "three weeks ago" is seldom the very day: the seven days around it; "two months ago" that month.
    """
    count, unit = number(mention.part("n")), mention.part("unit")
    if unit == "day":
        target = day + timedelta(days=sign * count)
        return resolved((target, target), "day", basis)
    if unit == "week":
        target = day + timedelta(days=7 * sign * count)
        return resolved((target - timedelta(days=3), target + timedelta(days=3)), "range", basis)
    if unit == "month":
        return resolved(shifted_month(day, sign * count), "month", basis)
    return resolved(whole_year(day.year + sign * count), "year", basis)
