"""Readers of words that point to another date: "the same day", "before the summit"."""

from datetime import date, timedelta

from pipeline.resolving.dates.calendar import first_weekday, latest_weekday
from pipeline.resolving.dates.case import Case, calendar_unit, resolved, stepped, unresolved
from pipeline.resolving.dates.values import DateMention, ResolvedDate
from schemas.records import DateInterval
from schemas.vocabulary import DateBasis, DatePrecision

_ONE_DAY = timedelta(days=1)


def _story_day(case: Case, unit: str = "day") -> date | None:
    """The day to which "the same day" refers: the caller's, or the nearest one named before.

    "that year" also refers to "in January 2021", as nothing finer is asked. Without a position in
    the text there is an answer only if all days of the story are one and the same.
    """
    if case.reference is not None:
        return case.reference.start if _lies_in_one(case.reference, unit) else None
    days = [
        (anchor.end, anchor.interval.start)
        for anchor in case.context.anchors
        if anchor.narrative and _lies_in_one(anchor.interval, unit)
    ]
    if case.position is not None:
        return next((day for end, day in reversed(days) if end <= case.position), None)
    return days[0][1] if len({day for _, day in days}) == 1 else None


def _lies_in_one(interval: DateInterval, unit: str) -> bool:
    """Whether the interval is a day, or no more than one of the named months or years."""
    start, end = interval.start, interval.end
    if start is None or end is None:
        return False
    same_year = start.year == end.year
    same_month = same_year and start.month == end.month
    return start == end or {"month": same_month, "year": same_year}.get(unit, False)


def _no_anchor(mention: DateMention) -> ResolvedDate:
    return unresolved("no_anchor", f"'{mention.text}' refers to a day that no words before it name")


def read_anaphor(mention: DateMention, case: Case) -> ResolvedDate:
    """`"the following day"`, `"that week"`, `"the previous month"`, `"earlier in the week"`."""
    unit, which, edge = mention.part("unit"), mention.part("which"), mention.part("edge")
    day = _story_day(case, unit)
    if day is None:
        return _no_anchor(mention)
    steps = {"following": 1, "next": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}
    step = steps.get(which, 0)
    if unit not in {"week", "month", "year"}:
        # "the previous night" and "the following morning" are days like any other.
        target = day + timedelta(days=step)
        return resolved((target, target), "day", "anaphoric")
    days, precision = calendar_unit(day, unit, step)
    if step == 0 and edge in {"earlier", "later"}:
        days, precision = ((days[0], day) if edge == "earlier" else (day, days[1])), "range"
    return resolved(days, precision, "anaphoric")


def read_story_weekday(mention: DateMention, case: Case, weekday: int) -> ResolvedDate:
    day = _story_day(case)
    if day is None:
        return _no_anchor(mention)
    which = mention.part("which")
    if "following" in which:
        target = first_weekday(weekday, day + _ONE_DAY)
    elif "previous" in which or "preceding" in which:
        target = latest_weekday(weekday, day - _ONE_DAY)
    elif day.weekday() == weekday:
        target = day
    else:
        return _no_anchor(mention)
    return resolved((target, target), "day", "anaphoric")


def read_offset(mention: DateMention, case: Case) -> ResolvedDate:
    """`"two days later"` from the story; `"two days before the summit"` from the reference."""
    event, side = mention.part("event"), mention.part("side")
    named = not event or case.reference is not None
    day = _story_day(case, mention.part("unit")) if named else None
    if day is None:
        return _no_anchor(mention)
    sign = 1 if side.startswith(("later", "after")) else -1
    return stepped(mention, day, sign, "relative_event" if event else "anaphoric")


def read_event(mention: DateMention, case: Case) -> ResolvedDate:
    """`"ahead of the summit"` with its date as reference: `before` fills only the end."""
    if case.reference is None:
        return unresolved(
            "no_anchor", f"'{mention.text}' refers to an event whose date was not given", "info"
        )
    side = mention.part("side")
    if side == "on the eve of" and case.reference.start:
        eve = case.reference.start - _ONE_DAY
        return resolved((eve, eve), "day", "relative_event")
    if side in {"after", "following"}:
        return ResolvedDate(bounded(case.reference, "after"))
    if side in {"ahead of", "before", "prior to", "in the run-up to"}:
        return ResolvedDate(bounded(case.reference, "before"))
    return ResolvedDate(case.reference.model_copy(update={"basis": "relative_event"}))


def bounded(
    reference: DateInterval, side: DatePrecision, basis: DateBasis = "relative_event"
) -> DateInterval:
    """The time `before` or `after` an event: only an end, or only a start, its own day included.

    `2017-11-22..2017-11-22, "before" -> ..2017-11-22 (before)`; unknown where the event has no
    such end. For meetings without a date text of their own pass `basis="none"`.
    """
    if side == "before" and reference.start:
        return DateInterval(end=reference.start, precision="before", basis=basis)
    if side == "after" and reference.end:
        return DateInterval(start=reference.end, precision="after", basis=basis)
    return DateInterval()
