"""From the words of a date to days: the model copies the words, these rules read them.

Unknown stays unknown. What the words leave open comes back as an unknown date with a problem,
what they state against the calendar as the stated date with a problem.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import NamedTuple

from pipeline.resolving.dates.case import Case, Frame, doubt, unresolved
from pipeline.resolving.dates.find import find_dates, find_in_expression
from pipeline.resolving.dates.folding import fold
from pipeline.resolving.dates.publication import read_foreign_date
from pipeline.resolving.dates.readings import read_mention
from pipeline.resolving.dates.tense import speaks_of_future
from pipeline.resolving.dates.values import (
    DateContext,
    DateMention,
    DateProblem,
    ResolvedDate,
)
from schemas.records import UNKNOWN_DATE, DateInterval
from schemas.vocabulary import MeetingStatus

_ONE_DAY = timedelta(days=1)
_LONGEST = 200
"""Characters; what is longer is no date expression."""
EXPRESSIONS = 5_000
"""How many expressions keep their parts: articles repeat most of them."""
_YEAR = re.compile(r"\d\d\d\d")
"""What every day with a stated year has: most evidence needs no closer look."""
_PLANNED = frozenset({"scheduled", "proposed", "postponed"})
_JOINS = re.compile(
    r"\s*(?:(?P<span>-|/|to|through|until|till)|(?P<pair>and|or|&))\s*(?:on |in |the )*",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:(?P<since>since|starting|as of|(?P<bare_from>as from|from))|(?P<after>after)"
    r"|(?P<by>by|until|till|up to|no later than|not later than|before(?= the end of))"
    r"|(?P<before>before|prior to|ahead of))"
    r"(?: (?:the|on|in|at|late|early|about|around|very|end of|start of|beginning of))*\s*$",
    re.IGNORECASE,
)
# The time of day, which changes no date: "16:12", "5 p.m.", "1800 GMT", "+03:00".
_CLOCK = re.compile(
    r"[+-]?[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]+)?)?|[0-9]{1,2} ?[ap]\.?m\b"
    r"|[+-]?[0-9]{4} ?(?:gmt|utc|hours|hrs|local)\b",
    re.IGNORECASE,
)
# What gives a date beside it another meaning: "a week from Friday", "April 3, 4 and 6".
_TURNS = re.compile(
    r"\b(?:before|after|from|anniversary|eve|ago|following|prior|until|till|since|by|within|not|no"
    r"|every|each|half|quarter|week|month|year|day|decade|century|days|weeks|months|years|than"
    r"|resolution|chapter|article)\b|[0-9]",
    re.IGNORECASE,
)


def resolve(
    expression: str | None,
    context: DateContext,
    *,
    status: MeetingStatus = "held",
    met: bool = False,
    position: int | None = None,
    sentence: str | None = None,
    evidence: Sequence[str] = (),
    reference: DateInterval | None = None,
) -> ResolvedDate:
    """The days that a date expression of the article names.

    `"late on Saturday", published 2020-03-01 -> 2020-02-29 (day, weekday_from_publication)`
    `"in early March", published 2020-07-01 -> 2020-03-01..2020-03-10 (part_month, deictic)`
    `"On November 19", year known from the text alone -> 2017-11-19 (day, year_inferred)`

    status: of the meeting. Held lies not after publication; scheduled, proposed and postponed
        not before it; cancelled, and held where the sentence speaks of the future, on the
        nearer side.
    met: a meeting of that status is dated, rather than a claim, whose "would" is its own.
    position: offset of the expression in the article, for "the same day".
    sentence: the sentence it stands in; "will … on Monday" there makes it future.
    evidence: the texts of the record's other evidence. A full date among them with the same day
        and month states the year: "On November 22" is then `explicit`.
    reference: the day or event that "two days later" or "ahead of the summit" refers to.

    Never raises; an expression that no rule reads is unknown with the problem
    `unread_expression`.
    """
    words = " ".join(fold(expression or "").split())
    if not words:
        return ResolvedDate()
    if len(words) > _LONGEST:
        return unresolved("unread_expression", f"{len(words)} characters are no date expression")
    planned = status in _PLANNED
    # Of a plan the status tells the side, whatever the tense.
    ahead = not planned and speaks_of_future(words, sentence, met=met and status == "held")
    case = Case(
        frame=_frame(context, future=planned or ahead),
        context=context,
        position=position,
        reference=reference if reference and reference.precision != "unknown" else None,
        find_stated=partial(_stated_days, evidence),
    )
    try:
        found = _read(words, case, context.languages)
        if status == "cancelled" or (ahead and status == "held"):
            found = _nearer(words, found, case, context.languages, status)
    except (ValueError, OverflowError):
        return unresolved("impossible_date", f"'{words}' lies outside the calendar")
    return _checked(found, words, case, context.published, status)


def _nearer(
    words: str, found: ResolvedDate, case: Case, languages: tuple[str, ...], status: MeetingStatus
) -> ResolvedDate:
    """Of the day before and the day after publication the nearer one; of weekdays with a doubt.

    `"planned for Friday"` of talks that were called off is the Friday to come on a Wednesday and
    yesterday on a Saturday: the tense tells of the plan, not of the calling off.

    Of a held meeting the tense may be that of what else the sentence tells ("will build on
    their September 9 call"), and then the nearer day is the one behind. Its weekdays stay ahead:
    there both sides are near.
    """
    turned = case._replace(frame=case.frame._replace(future=not case.frame.future))
    other, today = _read(words, turned, languages), case.frame.today
    one, two = found.interval.start, other.interval.start
    if one is None or two is None or today is None or one == two:
        return found
    if status == "held" and found.interval.basis == "weekday_from_publication":
        return found
    if abs(two - today) < abs(one - today):
        found, one, two = other, two, one
    if found.interval.basis != "weekday_from_publication":
        return found
    message = f"'{words}' of a cancelled meeting is read as {one}; it may also be {two}"
    return found._replace(problems=(*found.problems, doubt("ambiguous_weekday", message, "info")))


def _frame(context: DateContext, *, future: bool) -> Frame:
    """Publication where it is known; else the newest day or the year inferred from the text."""
    published, hint = context.published, context.year_hint
    first, last = published.start or published.end, published.end or published.start
    if first and last:
        inferred = published.basis == "year_inferred"
        return Frame(
            earliest=first,
            latest=last,
            basis="year_inferred" if inferred else "deictic",
            is_publication=not inferred and published.precision == "day",
            future=future,
        )
    if hint is None:
        return Frame(future=future)
    return Frame(
        earliest=hint.newest or date(hint.year, 1, 1),
        latest=hint.newest or date(hint.year, 12, 31),
        basis="year_inferred",
        future=future,
    )


def _stated_days(evidence: Sequence[str]) -> tuple[date, ...]:
    written = [text for text in evidence if _YEAR.search(text)]
    mentions = [mention for text in written for mention in find_dates(text)]
    readings = [read_mention(m, Case()).interval for m in mentions if m.part("year")]
    return tuple(r.start for r in readings if r.start and r.precision == "day")


def _read(words: str, case: Case, languages: tuple[str, ...]) -> ResolvedDate:
    parts = _parts(words)
    if not parts.mentions:
        interval = read_foreign_date(words, languages)
        if interval != UNKNOWN_DATE:
            return ResolvedDate(interval)
        return unresolved("unread_expression", f"no rule reads '{words}'", "info")
    if parts.turned:
        return unresolved("unread_expression", f"no rule reads '{words}' as a whole", "info")
    return _bounded(_read_mentions(words, parts.mentions, case), parts.bound)


class _Parts(NamedTuple):
    """What an expression is made of, whatever its case."""

    mentions: tuple[DateMention, ...] = ()
    bound: re.Match[str] | None = None
    turned: bool = False
    """Whether other words of it give the dates another meaning."""


@lru_cache(maxsize=EXPRESSIONS)
def _parts(words: str) -> _Parts:
    mentions = find_in_expression(words)
    if not mentions:
        return _Parts()
    dates = tuple(mention for mention in mentions if mention.kind != "event")
    bound = _BOUND.search(words[: (dates or mentions)[0].start])
    turned = bool(_TURNS.search(_rest(words, mentions, bound)))
    mentions = dates or mentions[:1]
    two_ends = len(mentions) > 1 or mentions[0].part("join")
    if bound and bound["bare_from"] and two_ends:
        bound = None
    return _Parts(mentions, bound, turned)


def _rest(words: str, mentions: tuple[DateMention, ...], bound: re.Match[str] | None) -> str:
    """What no rule has taken: the expression without its dates, their bound and the hour."""
    taken = [(mention.start, mention.end) for mention in mentions]
    taken += [bound.span()] if bound else []
    for start, end in taken:
        words = f"{words[:start]}{'_' * (end - start)}{words[end:]}"
    return _CLOCK.sub("", words.replace("_", " "))


def _read_mentions(words: str, mentions: tuple[DateMention, ...], case: Case) -> ResolvedDate:
    if len(mentions) == 1:
        return read_mention(mentions[0], case)
    if len(mentions) == 2:
        join = _JOINS.fullmatch(words, mentions[0].end, mentions[1].start)
        if join:
            between = words[: mentions[0].start].lower().endswith("between ")
            touching = bool(join["pair"]) and not between
            return _read_stretch(words, mentions, case, touching=touching)
    return _read_same(words, mentions, case)


def _read_stretch(
    words: str, ends: tuple[DateMention, ...], case: Case, *, touching: bool
) -> ResolvedDate:
    """`"June 30 - July 1"`: a year or a side of publication given at one end holds for both."""
    first, last = ends
    if last.part("year") and not first.part("year"):
        end = read_mention(last, case)
        start = read_mention(
            first, _seen_from(end.interval.start, end.interval, case, future=False)
        )
    else:
        start = read_mention(first, case)
        end = read_mention(last, _seen_from(start.interval.end, start.interval, case, future=True))
    low, middle = start.interval.start, start.interval.end
    next_low, high = end.interval.start, end.interval.end
    problems = start.problems + end.problems
    if not (low and middle and next_low and high):
        return ResolvedDate(problems=problems)
    if low > high or (touching and next_low - middle > _ONE_DAY):
        message = f"'{words}' is no stretch of days: {low} and {high}"
        return ResolvedDate(problems=(*problems, doubt("several_dates", message)))
    basis = start.interval.basis
    return ResolvedDate(DateInterval(start=low, end=high, precision="range", basis=basis), problems)


def _seen_from(day: date | None, given: DateInterval, case: Case, *, future: bool) -> Case:
    if day is None:
        return case
    frame = Frame(
        earliest=day,
        latest=day,
        basis=given.basis,
        is_publication=case.frame.is_publication or given.precision == "day",
        future=future,
    )
    return case._replace(frame=frame)


def _read_same(words: str, mentions: tuple[DateMention, ...], case: Case) -> ResolvedDate:
    """Several expressions for one day: `"today, 3 April"`, `"on Friday (7 September)"`.

    The one with a day of the month counts and a weekday beside it only checks it; otherwise the
    narrowest, if it lies within all the others.
    """
    dated = [m for m in mentions if m.kind in {"month_day", "iso", "numeric"}]
    weekdays = [m for m in mentions if m.kind == "weekday" and not m.part("which")]
    if len(dated) == 1 and len(weekdays) == len(mentions) - 1:
        parts = {**dated[0].parts, "weekday": weekdays[0].part("weekday")}
        return read_mention(dated[0]._replace(text=words, parts=parts), case)
    readings = [read_mention(mention, case) for mention in mentions]
    spans = [(r.interval.start, r.interval.end, r) for r in readings]
    known = [(start, end, r) for start, end, r in spans if start and end]
    known.sort(key=lambda span: span[1] - span[0])
    if len(known) == len(mentions):
        start, end, narrowest = known[0]
        if all(low <= start and end <= high for low, high, _ in known):
            return narrowest
    return unresolved("several_dates", f"'{words}' names several dates")


def _bounded(found: ResolvedDate, bound: re.Match[str] | None) -> ResolvedDate:
    """`"since January 2017" -> 2017-01-01.. (after)`, `"by May 14, 2025" -> ..2025-05-14 (before)`.

    "before 3 April" ends on the 2nd, "after 3 April" starts on the 4th.
    """
    interval = found.interval
    if bound is None or interval.precision in {"unknown", "before", "after"}:
        return found
    start, end = interval.start, interval.end
    if bound["since"] or bound["after"]:
        edge = start if bound["since"] else end and end + _ONE_DAY
        open_end = DateInterval(start=edge, precision="after", basis=interval.basis)
        return found._replace(interval=open_end)
    # Only "from 3 to 5 May" keeps both ends, and that is no bound.
    edge = end if bound["by"] else start and start - _ONE_DAY
    return found._replace(interval=DateInterval(end=edge, precision="before", basis=interval.basis))


def _checked(
    found: ResolvedDate, words: str, case: Case, published: DateInterval, status: MeetingStatus
) -> ResolvedDate:
    """A held meeting does not begin after publication: what was computed so is given up.

    A date that the text itself states is kept: the doubt may lie with the status or the dateline.
    """
    start, last = found.interval.start, published.end
    if status != "held" or start is None or last is None or start <= last:
        return found
    message = f"'{words}' of a held meeting is {start}, after publication on {last}"
    problem = doubt("after_publication", message)
    keep = found.interval.basis == "explicit" or case.frame.future or _names_future(words)
    interval = found.interval if keep else UNKNOWN_DATE
    return ResolvedDate(interval, (*found.problems, problem))


def _names_future(words: str) -> bool:
    return bool(re.search(r"\b(?:tomorrow|next|coming|later this)\b", words, re.IGNORECASE))


def check_against_model(interval: DateInterval, date_llm: str | None) -> DateProblem | None:
    """Compare the date that the model worked out itself; ours counts, theirs is a cross-check.

    date_llm: `2018-04-04` or `2018-04-03/2018-04-04`. No problem where one of the two lies
    within the other: "in November" may be a day to the model.
    """
    if date_llm is None or not date_llm.strip():
        return None
    theirs = _iso_days(date_llm.strip())
    if theirs is None:
        message = f"'{date_llm[:60]}' is no YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD"
        return doubt("model_date_unreadable", message, "info")
    if interval.precision == "unknown":
        return doubt("model_date_only", f"only the model gives a date: {date_llm.strip()}", "info")
    ours = (interval.start or date.min, interval.end or date.max)
    if _within(ours, theirs) or _within(theirs, ours):
        return None
    stated = f"{interval.start or ''}..{interval.end or ''}"
    return doubt("model_date_differs", f"the model says {date_llm.strip()}, the rules {stated}")


def _iso_days(text: str) -> tuple[date, date] | None:
    start, _, end = text.partition("/")
    try:
        days = date.fromisoformat(start.strip()), date.fromisoformat((end or start).strip())
    except ValueError:
        return None
    return days if days[0] <= days[1] else None


def _within(inner: tuple[date, date], outer: tuple[date, date]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
