"""Readers of words that point from the day of publication: "on Friday", "last month", "today"."""

from datetime import date, timedelta

from pipeline.resolving.dates.anaphora import read_story_weekday
from pipeline.resolving.dates.calendar import (
    first_weekday,
    latest_weekday,
    month_part,
    weekday_number,
    whole_week,
)
from pipeline.resolving.dates.case import (
    Case,
    calendar_unit,
    doubt,
    no_publication,
    resolved,
    stepped,
    unresolved,
)
from pipeline.resolving.dates.values import DateMention, DateProblem, ResolvedDate

_ONE_DAY = timedelta(days=1)


def read_weekday(mention: DateMention, case: Case) -> ResolvedDate:
    """The latest such weekday not after publication, publication day included.

    `"late on Saturday", 2020-03-01 -> 2020-02-29 (day)`; where the future is spoken of, the first
    such day not before publication. "that Friday", "the following Monday" go by the story.
    """
    weekday, which = weekday_number(mention.part("weekday")), mention.part("which")
    today = case.frame.today
    if any(word in which for word in ("that", "same", "previous", "preceding", "following")):
        return read_story_weekday(mention, case, weekday)
    if today is None:
        return no_publication(mention)
    if mention.part("week"):
        weeks = {"last": -1, "this": 0, "next": 1}[mention.part("week")]
        day = whole_week(today)[0] + timedelta(days=7 * weeks + weekday)
        return _from_publication(day)
    if which in {"next", "coming", "this coming"}:
        day = first_weekday(weekday, today + _ONE_DAY)
        same_week = whole_week(day) == whole_week(today)
        other = day + timedelta(days=7)
        return _from_publication(day, *(_two_weekdays(mention, day, other) if same_week else ()))
    if which == "last":
        return _last_weekday(mention, case, weekday, today)
    if which in {"past", "this past"}:
        return _from_publication(latest_weekday(weekday, today - _ONE_DAY))
    look = first_weekday if case.frame.future else latest_weekday
    return _from_publication(look(weekday, today))


def _from_publication(day: date, *problems: DateProblem) -> ResolvedDate:
    return resolved((day, day), "day", "weekday_from_publication", *problems)


def _last_weekday(mention: DateMention, case: Case, weekday: int, today: date) -> ResolvedDate:
    """`"last Thursday"`: that day of the week before, where this week has had one already.

    A writer who means this week's says "on Thursday". On a Friday both days are possible: one
    that the article also names by its date is taken, else the week before, with a doubt.
    """
    nearest = latest_weekday(weekday, today - _ONE_DAY)
    if today.weekday() == 6 or whole_week(nearest) != whole_week(today):
        return _from_publication(nearest)
    before = nearest - timedelta(days=7)
    dated = (
        a.interval for a in case.context.anchors if a.interval.basis != "weekday_from_publication"
    )
    named = {interval.start for interval in dated}
    named &= {nearest, before}
    if len(named) == 1:
        return _from_publication(nearest if nearest in named else before)
    return _from_publication(before, *_two_weekdays(mention, before, nearest))


def _two_weekdays(mention: DateMention, taken: date, other: date) -> tuple[DateProblem, ...]:
    message = f"'{mention.text}' is read as {taken}; it may also be {other}"
    return (doubt("ambiguous_weekday", message),)


def read_deictic_day(mention: DateMention, case: Case) -> ResolvedDate:
    today = case.frame.today
    if today is None:
        return no_publication(mention)
    word = mention.part("word").removeprefix("the ")
    days = {
        "day before yesterday": -2,
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "day after tomorrow": 2,
    }.get(word, 0)
    day = today + timedelta(days=days)
    return resolved((day, day), "day", "deictic")


def read_deictic_span(mention: DateMention, case: Case) -> ResolvedDate:
    """`"last month"`, `"this week"`, `"earlier this year"`, `"over the weekend"`."""
    today, unit = case.frame.today, mention.part("unit")
    if today is None:
        return no_publication(mention)
    if unit == "weekend":
        return _weekend(mention, case, today)
    steps = {"last": -1, "next": 1}.get(mention.part("which"), 0)
    days, precision = calendar_unit(today, unit, steps)
    edge = mention.part("edge")
    if steps == 0 and edge in {"earlier", "later"}:
        days = (days[0], today) if edge == "earlier" else (today, days[1])
        precision = "range"
    return resolved(days, precision, "deictic", *_month_boundary(mention, today))


def _month_boundary(mention: DateMention, today: date) -> tuple[DateProblem, ...]:
    """On the first of a month "this month" may have been written about the one before."""
    if mention.part("unit") != "month" or today.day != 1:
        return ()
    message = f"'{mention.text}' is read from {today}, the first day of a month"
    return (doubt("deictic_month_boundary", message, "info"),)


def _weekend(mention: DateMention, case: Case, today: date) -> ResolvedDate:
    which = mention.part("which")
    if which == "next":
        saturday = whole_week(today)[1] + timedelta(days=6)
    elif which == "last":
        saturday = latest_weekday(6, today - _ONE_DAY) - _ONE_DAY
    elif case.frame.future:
        saturday = first_weekday(6, today) - _ONE_DAY
    else:
        saturday = latest_weekday(5, today)
    return resolved((saturday, saturday + _ONE_DAY), "range", "deictic")


def read_edge_of(mention: DateMention, case: Case) -> ResolvedDate:
    """`"the end of the month" -> days 21-end`; of a week or year the whole is given."""
    today, unit = case.frame.today, mention.part("unit")
    if today is None:
        return no_publication(mention)
    steps = {"last": -1, "next": 1}.get(mention.part("which"), 0)
    days, precision = calendar_unit(today, unit, steps)
    if unit == "month":
        part = month_part(days[0].year, days[0].month, mention.part("edge"))
        return resolved(part, "part_month", "deictic", *_month_boundary(mention, today))
    return resolved(days, precision, "deictic")


def read_ago(mention: DateMention, case: Case) -> ResolvedDate:
    if case.frame.today is None:
        return no_publication(mention)
    return stepped(mention, case.frame.today, -1, "deictic")


def read_in_future(mention: DateMention, case: Case) -> ResolvedDate:
    if not case.frame.future:
        return unresolved("unread_expression", f"'{mention.text}' may be how long it took", "info")
    if case.frame.today is None:
        return no_publication(mention)
    return stepped(mention, case.frame.today, 1, "deictic")
