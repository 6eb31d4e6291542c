"""The date of publication, and full dates in other languages (dateparser's only home)."""

import re
from functools import lru_cache
from itertools import islice

from pipeline.resolving.dates.calendar import Days, one_day
from pipeline.resolving.dates.case import Case, unresolved
from pipeline.resolving.dates.find import find_in_expression
from pipeline.resolving.dates.folding import fold
from pipeline.resolving.dates.readings import read_mention
from pipeline.resolving.dates.values import DateContext, ResolvedDate
from schemas.records import UNKNOWN_DATE, DateInterval

_LONGEST = 80
"""Characters of a line that holds little more than a date."""
_TOP_LINES = 15
"""Lines with words at the head of an article among which a dateline is looked for."""
_COMPACT = re.compile(r"\s*((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])\s*")
# What may stand beside the date on a line of its own: a label, the time, the reading time.
_BESIDE = re.compile(
    r"\b(?:published|posted|updated|last|modified|date|released?|issued|on|at|time|local|gmt|utc|cet"
    r"|cest|bst|est|edt|et|pst|pdt|msk|am|pm|a\.m|p\.m|h|hrs|min|mins|minutes?|read|by)\b|[^\w]|[0-9]",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
# An agency's line: ANKARA, April 4, 2018 (Reuters) - or Sochi, 22 November 2017 -
_AGENCY = r"[^\W\d_][^\n0-9.!?]{1,40}[,(]"
_AGENCY_HEAD = re.compile(_AGENCY)
_AGENCY_LINE = re.compile(rf"{_AGENCY}\s*$")
_AFTER_AGENCY_DATE = re.compile(r"\s*\)?\s*(?:\([^()\n]{2,30}\)|/[^/\n]{2,30}/)?\s*(?:-{1,2}|:)\s")
_YEAR = re.compile(r"\d\d\d\d")
"""What every full date has: most lines of a head need no closer look."""
_FULL_DAY = frozenset({"iso", "numeric", "month_day"})
_FOREIGN = re.compile(r"(?=[^\n]*[^\W\d_])(?=.*(?<![0-9])[0-9]{4}(?![0-9])).{6,60}")


@lru_cache(maxsize=64)
def publication_date(
    published_text: str | None,
    text: str = "",
    *,
    day_first: bool | None = None,
    languages: tuple[str, ...] = ("en",),
) -> ResolvedDate:
    """The day of publication, from the words of its metadata or the head of the article.

    `"March 1, 2020 - 16:12" -> 2020-03-01 (day, explicit)`; ISO, RFC 5322 and full dates in any
    of `languages` as well. The day is the one written: no change of time zone.
    Without `published_text` the first lines of `text` are searched for a line that is only a
    date or for an agency's "ANKARA, April 4, 2018 (Reuters) -". Full dates only: no year, no date.
    Kept for a while: an article without a date is asked for it at each of its stages.
    """
    case = Case(context=DateContext(day_first=day_first))
    if published_text and published_text.strip():
        return _full_date(published_text, case, languages)
    lines = ((line, _dateline(line, case, languages)) for line in _head(text))
    found = [(line, date) for line, date in lines if date is not None]
    first = [date for line, date in found if not _CHANGED.search(line)]
    return next(iter(first or [date for _, date in found]), ResolvedDate())


def _head(text: str) -> list[str]:
    lines = (line for line in text[:20_000].split("\n") if line.strip())
    return list(islice(lines, _TOP_LINES))


def _full_date(words: str, case: Case, languages: tuple[str, ...]) -> ResolvedDate:
    words = " ".join(fold(words[:200]).split())
    compact = _COMPACT.fullmatch(words)
    if compact:
        days = one_day(*(int(part) for part in compact.groups()))
        if days:
            return ResolvedDate(_explicit(days))
    for mention in find_in_expression(words):
        if mention.kind in _FULL_DAY and mention.part("year"):
            return read_mention(mention, case)
    interval = read_foreign_date(words, languages)
    if interval != UNKNOWN_DATE:
        return ResolvedDate(interval)
    return unresolved("unread_expression", f"'{words[:60]}' is no full date")


def _dateline(line: str, case: Case, languages: tuple[str, ...]) -> ResolvedDate | None:
    if not _YEAR.search(line, 0, 200):
        return None
    words = " ".join(fold(line[:200]).split())
    is_short = len(line.strip()) <= _LONGEST
    # A sentence that merely holds a date need not be read for it.
    mentions = find_in_expression(words) if is_short or _AGENCY_HEAD.match(words) else ()
    for mention in mentions:
        if mention.kind not in _FULL_DAY or not mention.part("year"):
            continue
        before, after = words[: mention.start], words[mention.end :]
        alone = is_short and not _BESIDE.sub("", before + after)
        agency = _AGENCY_LINE.fullmatch(before) and _AFTER_AGENCY_DATE.match(after)
        if alone or agency:
            return read_mention(mention, case)
    interval = read_foreign_date(words, languages)
    return None if interval == UNKNOWN_DATE else ResolvedDate(interval)


def _explicit(days: Days) -> DateInterval:
    return DateInterval(start=days[0], end=days[1], precision="day", basis="explicit")


def read_foreign_date(words: str, languages: tuple[str, ...]) -> DateInterval:
    """A full date in one of the languages: `"22 ноября 2017 г.", ("ru",) -> 2017-11-22`.

    dateparser reads it with nothing left to its own judgement: languages given, day, month and
    year all required, no relative dates. Numeric dates are not for it: their order is a guess.
    """
    # "de-AT" is "de" to dateparser as well; English has its own rules.
    codes = (language.lower().replace("_", "-").split("-")[0] for language in languages)
    others = [code for code in codes if code != "en"]
    if not others or not _FOREIGN.fullmatch(words):
        return UNKNOWN_DATE
    # Slow to import, and only texts in other languages need it.
    import dateparser

    try:
        found = dateparser.parse(
            words,
            languages=others,
            settings={
                "STRICT_PARSING": True,
                "REQUIRE_PARTS": ["day", "month", "year"],
                "PARSERS": ["absolute-time"],
                "DATE_ORDER": "DMY",
                "TIMEZONE": "UTC",
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
    except (ValueError, OverflowError, KeyError, TypeError, RecursionError):
        # An unknown language code, or one of its own errors on odd input.
        return UNKNOWN_DATE
    if found is None or str(found.year) not in words:
        return UNKNOWN_DATE
    return _explicit((found.date(), found.date()))
