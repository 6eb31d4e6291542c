"""Calendar dates as a sentence writes them, and whether known dates bear them out.

Not a resolver: "on Wednesday" becomes a day in `pipeline.resolving.dates`. Here a day that
a claim writes out is compared with the words of its evidence and with that result.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from schemas.records import DateInterval

MONTHS = {
    form: number
    for number, forms in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for form in forms.split()
}
WEEKDAYS = {
    form: number
    for number, forms in enumerate(
        ("monday mon", "tuesday tue", "wednesday wed", "thursday thu", "friday fri",
         "saturday sat", "sunday sun")
    )
    for form in forms.split()
}  # fmt: skip
MONTH_NAMES = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
MONTHS_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
"""As patterns. "May" is a name alone: a short form of itself would be the verb."""
_MONTH = rf"(?P<{{0}}>{MONTH_NAMES}\b|{MONTHS_SHORT}\b\.?)"
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_PART = r"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate|[Ee]nd of)[\s-]+)?"
_WRITTEN = re.compile(
    rf"(?<!\w){_PART}(?:{_DAY.format('d1')}\s+(?:of\s+)?{_MONTH.format('m1')}"
    rf"(?:,?\s+{_YEAR.format('y1')})?"
    rf"|{_MONTH.format('m2')}\s+{_DAY.format('d2')}(?!\d)(?:,?\s+{_YEAR.format('y2')})?"
    rf"|{_MONTH.format('m3')}(?:,?\s+{_YEAR.format('y3')})?"
    rf"|{_YEAR.format('y4')}-(?P<m4>\d\d)(?:-(?P<d4>\d\d))?)(?!\w)"
)
_MONTH_OR_YEAR = re.compile("Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|19|20")
_MAY_HAVE = re.compile(f"{_MONTH_OR_YEAR.pattern}|Mon|Tue|Wed|Thu|Fri|Sat|Sun")
"""What every written date has: most sentences have none and need no closer look."""
_YEAR_ALONE = re.compile(r"(?<![\w.,/$€£-])(?:19|20)\d\d(?![\w%]|[.,:/-]\d)")
_WEEKDAY = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?"
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written; None for what the words leave open.

    `"late August 2020" -> year 2020, month 8, part "late"`, `"Wednesday" -> weekday 2`
    """

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str | None = None

    def conflicts(self, other: "WrittenDate") -> bool:
        """Whether the two cannot be the same date."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return any(one is not None and two is not None and one != two for one, two in pairs)


def may_date(text: str) -> bool:
    """Whether a text may hold dates."""
    return _MAY_HAVE.search(text) is not None


@lru_cache(maxsize=1024)
def written_dates(text: str) -> tuple[WrittenDate, ...]:
    """All calendar dates, months, years and weekdays of a text, in text order."""
    if not may_date(text):
        return ()
    found = _in_months_or_years(text) if _MONTH_OR_YEAR.search(text) else []
    for match in _WEEKDAY.finditer(text):
        weekday = WEEKDAYS[match[0].rstrip(".").lower()]
        found.append(WrittenDate(match.start(), match.end(), match[0], weekday=weekday))
    return tuple(sorted(found, key=lambda one: one.start))


def _in_months_or_years(text: str) -> list[WrittenDate]:
    found: list[WrittenDate] = []
    for match in _WRITTEN.finditer(text):
        year = next((match[f"y{i}"] for i in (1, 2, 3, 4) if match[f"y{i}"]), None)
        month = next(match[f"m{i}"] for i in (1, 2, 3, 4) if match[f"m{i}"])
        day = next((match[f"d{i}"] for i in (1, 2, 4) if match[f"d{i}"]), None)
        if (
            month == "May"
            and not (day or year or match["part"])
            and not _in_front(text, match.start())
        ):
            continue  # "May I"
        found.append(
            WrittenDate(
                match.start(),
                match.end(),
                match[0],
                int(year) if year else None,
                int(month) if month.isdigit() else MONTHS[month.rstrip(".").lower()],
                int(day) if day else None,
                part=_part(match["part"]),
            )
        )
    taken = [(one.start, one.end) for one in found]
    found += [
        WrittenDate(match.start(), match.end(), match[0], year=int(match[0]))
        for match in _YEAR_ALONE.finditer(text)
        if not any(start <= match.start() < end for start, end in taken)
    ]
    return found


def borne_out(
    one: WrittenDate, evidence: Collection[WrittenDate], known: Collection[DateInterval]
) -> bool:
    """Whether the evidence's words, filled up from one known date, give all of `one`.

    `1 July 2020` of a claim, `on Wednesday` in the evidence, 2020-07-01 known -> True
    """
    if one.weekday is not None:
        return _weekday_borne_out(one.weekday, evidence, known)
    same_kind = [
        other for other in evidence
        if other.weekday is None and not one.conflicts(other) and _shares(one, other)
        and not (one.part and other.part and one.part != other.part)
    ]  # fmt: skip
    for other in same_kind:
        # "early March" of the passage and 2020-03 give "early March 2020".
        rest = replace(one, part=None) if one.part == other.part else one
        whole = replace(other, part=None)
        if _covers(one, other) or any(_fits(rest, i) and _fits(whole, i) for i in known):
            return True
    if same_kind and not known:
        return False
    return any(_fits(one, one_known) for one_known in known)


def interval(known: date | DateInterval | str) -> DateInterval:
    """A date in any of the forms in which callers have it.

    `"2016-12-29/2017-11-22"`, `"2017-11"`, `"2017"`, a day, an interval
    """
    if isinstance(known, DateInterval):
        return known
    if isinstance(known, date):
        return DateInterval(start=known, end=known, precision="day")
    first, _, last = known.partition("/")
    ends = [_end(part, last=at == 1) for at, part in enumerate((first, last or first))]
    precision = "range" if last else ("year", "month", "day")[known.count("-")]
    return DateInterval.model_validate({"start": ends[0], "end": ends[1], "precision": precision})


def _end(words: str, *, last: bool) -> date:
    parts = [int(part) for part in words.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    if len(parts) > 2:
        return date(year, month, parts[2])
    if not last:
        return date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _weekday_borne_out(
    weekday: int, evidence: Collection[WrittenDate], known: Collection[DateInterval]
) -> bool:
    written = [other.weekday for other in evidence if other.weekday is not None]
    if written:
        return weekday in written
    return any(
        day is not None and day.weekday() == weekday for i in known for day in (i.start, i.end)
    )


def _shares(one: WrittenDate, other: WrittenDate) -> bool:
    """Whether both name a year, a month or a day in common."""
    return any(
        a is not None and a == b
        for a, b in ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    )


def _covers(one: WrittenDate, other: WrittenDate) -> bool:
    return all(
        a is None or a == b
        for a, b in (
            (one.year, other.year), (one.month, other.month), (one.day, other.day),
            (one.part, other.part),
        )
    )  # fmt: skip


def _fits(one: WrittenDate, known: DateInterval) -> bool:
    """Whether an end of the interval is that date, or all of it lies in that month or year."""
    ends = [day for day in (known.start, known.end) if day]
    if one.day is None and known.precision not in ("range", "before", "after"):
        return bool(ends) and all(_names(one, day) for day in ends)
    return any(_names(one, day) for day in ends)


def _names(one: WrittenDate, day: date) -> bool:
    return (
        one.year in (None, day.year)
        and one.month in (None, day.month)
        and one.day in (None, day.day)
        and (one.part is None or one.part == _third(day))
    )


def _third(day: date) -> str:
    """Days 1–10, 11–20, 21–end, as `resolving.dates.calendar.month_part` has them."""
    return "early" if day.day <= 10 else "mid" if day.day <= 20 else "late"


def _part(words: str | None) -> str | None:
    return {"end of": "late"}.get(words.lower(), words.lower()) if words else None


def _in_front(text: str, at: int) -> bool:
    before = r"\b(?:in|of|since|by|until|last|next|this|from|to|and)\s$"
    return bool(re.search(before, text[:at], re.IGNORECASE))
