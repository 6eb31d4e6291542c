"""The day of a meeting that an article remembers: "the first anniversary of the summit"."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from pipeline.resolving.dates.calendar import CARDINAL, ORDINAL, number
from pipeline.resolving.dates.folding import fold
from schemas.records import UNKNOWN_DATE, DateInterval

_AROUND = timedelta(days=3)
"""A statement on an anniversary appears within some days of it."""
_MEETING = (
    r"(?:summit|meeting|talks|conference|visit|trip|call|session|negotiations|gathering|congress"
    r"|forum|consultations|round)s?\b"
)
_ANNIVERSARY = re.compile(
    rf"(?:\b(?P<nth>{ORDINAL}|[0-9]{{1,3}}(?:st|nd|rd|th))[ -](?:year )?"
    rf"|\b(?P<n>{CARDINAL}|[0-9]{{1,3}})[ -]year )?\banniversary of"
    rf"(?P<of> (?:[\w'.,-]+ ){{0,8}}?{_MEETING}(?: (?:in|at|of|between|with) [^.;:\n]{{0,60}})?)",
    re.IGNORECASE,
)
_YEARS = re.compile(
    rf"\b(?:in|over) the (?:(?P<one>year)|(?P<n>{CARDINAL}|[0-9]{{1,3}}) years) since\b"
    rf"|\b(?:(?P<ago_one>a|one) year|(?P<ago>{CARDINAL}|[0-9]{{1,3}}) years) (?:ago|since|later)\b",
    re.IGNORECASE,
)


def remembered_on(
    published: DateInterval, names: Iterable[str | None], passages: Iterable[str | None]
) -> DateInterval:
    """The days around the anniversary of the meeting with one of `names`, so many years back.

    `2024-08-17, ["Camp David"], ["… on the Anniversary of the Summit at Camp David", "in the
    year since our summit"] -> 2023-08-14..2023-08-20 (range, deictic)`

    `names` are the meeting's title and place, `passages` the headline and the sentences that
    tell of it. Unknown where no anniversary of a meeting of that name is told, or not which one.
    """
    day = published.start if published.precision == "day" else None
    if day is None:
        return UNKNOWN_DATE
    words = [" ".join(fold(passage or "").split()) for passage in passages]
    wanted = [" ".join(fold(name).split()).casefold() for name in names if name]
    told = [
        found
        for passage in words
        for found in _ANNIVERSARY.finditer(passage)
        if any(name in found["of"].casefold() for name in wanted)
    ]
    if not told:
        return UNKNOWN_DATE
    years = {number(found["nth"] or found["n"]) for found in told if found["nth"] or found["n"]}
    if not years:
        since = [found for passage in words for found in _YEARS.finditer(passage)]
        years = {number(found["n"] or found["ago"] or "one") for found in since}
    if len(years) != 1:
        return UNKNOWN_DATE
    then = _years_before(day, years.pop())
    if then is None:
        return UNKNOWN_DATE
    return DateInterval(
        start=then - _AROUND, end=then + _AROUND, precision="range", basis="deictic"
    )


def _years_before(day: date, years: int) -> date | None:
    if not 0 < years < day.year:
        return None
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
