"""The year of the news in an article that states neither it nor its date of publication."""

import re
from datetime import date
from itertools import pairwise

from pipeline.resolving.dates.calendar import CARDINAL, ORDINAL, month_number, number, one_day
from pipeline.resolving.dates.case import Case
from pipeline.resolving.dates.find import find_dates
from pipeline.resolving.dates.folding import fold, lowered
from pipeline.resolving.dates.readings import read_mention
from pipeline.resolving.dates.tense import is_aside, is_tweet_date, sentence_at, speaks_of_future
from pipeline.resolving.dates.values import DateMention, YearEvidence

_THING = (
    r"(?P<thing>war|conflict|crisis|uprising|insurgency|revolt|rebellion|fighting|occupation"
    r"|blockade|siege)"
)
_WORDS = r"(?P<words>(?:[\w'-]+ ){0,3}?)"
_COUNT = rf"(?P<n>[0-9]{{1,2}}|{CARDINAL})"
_LASTED = (
    re.compile(rf"\b{_COUNT}[- ]years?(?:[- ](?:old|long))?,? {_WORDS}{_THING}\b", re.IGNORECASE),
    re.compile(rf"\b{_COUNT} years of {_WORDS}{_THING}\b", re.IGNORECASE),
)
_ITS_NTH_YEAR = rf" its (?P<n>{ORDINAL}|[0-9]{{1,2}}(?:st|nd|rd|th)) year\b"
IN_ITS_NTH = re.compile(
    rf"\b{_WORDS}{_THING}\b[^.\n]{{0,40}}?\b(?:in|into|enter(?:s|ed|ing)){_ITS_NTH_YEAR}",
    re.IGNORECASE,
)
MAY_BE_IN_ITS_NTH = re.compile(_ITS_NTH_YEAR)
"""In lower case what the one before needs, which tries every word of a text."""
_BEGAN = re.compile(
    rf"\b{_WORDS}{_THING}\b(?:,? (?:that|which|has))?[^.;\n]{{0,40}}?\b(?:began|broke out|started"
    r"|erupted|beginning|breaking out)\b[^.;\n]{0,80}?\b(?:in|since) (?:[a-z]+ )?"
    r"(?P<year>(?:19|20)[0-9]{2})\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"\b(?:ended|ending|end of|until|(?:19|20)[0-9]{2} ?-)", re.IGNORECASE)

# What stands before the noun phrase: "Syria since the" of "Syria since the conflict".
_PRECEDING = re.compile(r".*\b(?:since|after|when|as|of|in|and|the|a)\b", re.IGNORECASE)

# A text of remembrance tells the date of an old event twice.
_REMEMBERS = re.compile(
    r"\b(?:anniversary|commemorat\w+|remembrance|memorial|heroes|(?:each|every) year|centur\w+)\b",
    re.IGNORECASE,
)


def infer_year(text: str) -> YearEvidence | None:
    """The year of the news in a text without a publication date, or None: never a guess.

    Three rules, all from the text alone:
    a date told twice, once with its year: "On November 22 …" and "22 November 2017" -> 2017;
    the date of an embedded tweet within a week of a day told without its year;
    a duration with its beginning: "the seven-year war", "since the conflict broke out … in 2011"
    -> 2018.
    A later year in which something happened refutes the inference; so do two durations, two
    beginnings, or two years of dates told twice. No date counts in a text of remembrance.
    """
    told = (m for m in find_dates(text) if m.kind == "month_day" or m.part("year"))
    mentions = [m for m in told if not _is_future(text, m)]
    stated = [m for m in mentions if m.part("year")]
    days = (m for m in mentions if not m.part("rel") and not m.part("year"))
    news = sorted({_month_and_day(m) for m in days})
    found = _by_dates(text, stated, news) if news and not _REMEMBERS.search(text) else None
    found = found or _by_duration(text, news)
    happened = [int(m.part("year")) for m in stated]
    return None if found is None or max(happened, default=0) > found.year else found


def _month_and_day(mention: DateMention) -> tuple[int, int]:
    return month_number(mention.part("month")), int(mention.part("day"))


def _is_future(text: str, mention: DateMention) -> bool:
    sentence = sentence_at(text, mention.start, mention.end)
    return is_aside(text, mention.start) or speaks_of_future(mention.text, sentence)


def _by_dates(
    text: str, stated: list[DateMention], news: list[tuple[int, int]]
) -> YearEvidence | None:
    """Full dates that the text also tells without a year, or that sign a tweet of those days."""
    vouched = set()
    for mention in stated:
        interval = read_mention(mention, Case()).interval
        day = interval.start if interval.precision == "day" else None
        reach = 7 if is_tweet_date(text, mention.start) else 0
        if day and any(abs((near - day).days) <= reach for near in _around(day, news)):
            vouched.add(day)
    if len({day.year for day in vouched}) != 1:
        return None
    newest = max(vouched)
    # Days of the same story, told without their year soon after.
    newest = max([newest, *(d for d in _around(newest, news) if 0 < (d - newest).days <= 60)])
    return YearEvidence(max(vouched).year, newest, tuple(str(day) for day in sorted(vouched)))


def _around(day: date, news: list[tuple[int, int]]) -> list[date]:
    """The days told without a year, in the years around `day`."""
    built = [one_day(day.year + step, *told) for told in news for step in (-1, 0, 1)]
    return [days[0] for days in built if days]


def _by_duration(text: str, news: list[tuple[int, int]]) -> YearEvidence | None:
    folded = fold(text)
    lasted = [(m, number(m["n"])) for rule in _LASTED for m in rule.finditer(folded)]
    if MAY_BE_IN_ITS_NTH.search(lowered(folded)):
        lasted += [(m, number(m["n"]) - 1) for m in IN_ITS_NTH.finditer(folded)]
    if len({years for _, years in lasted}) != 1:
        return None
    began = [(m, int(m["year"])) for m in _BEGAN.finditer(folded)]
    if len({year for _, year in began}) != 1:
        return None
    (duration, years), (beginning, first) = lasted[0], began[0]
    over = any(_OVER.search(sentence_at(folded, *m.span())) for m, _ in (*lasted, *began))
    if over or not _same_thing(duration["words"], beginning["words"]):
        return None
    words = (duration.group().strip(), beginning.group().strip())
    return YearEvidence(first + years, _newest(news, first + years), words)


def _same_thing(one: str, other: str) -> bool:
    """Whether no two names stand against each other.

    "Syrian" and "Syria's", "Syrian" and none agree; "Syrian" and "Yemeni" do not.
    """
    left, right = (
        {word[:4].lower() for word in _PRECEDING.sub("", words).split() if word[0].isupper()}
        for words in (one, other)
    )
    return not left or not right or bool(left & right)


def _newest(news: list[tuple[int, int]], year: int) -> date | None:
    """The newest of the days told without a year: the one before the longest silence of the year.

    `[(12, 28), (1, 3)], 2019 -> 2019-01-03`
    """
    days = sorted(found[0] for month, day in news if (found := one_day(year, month, day)))
    if not days:
        return None
    silences = [(b - a).days for a, b in pairwise(days)]
    silences.append((days[0] - days[-1]).days + 365)
    return days[silences.index(max(silences))]
