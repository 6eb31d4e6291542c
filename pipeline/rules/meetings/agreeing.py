"""Whether the words of two tellings can be of one meeting: their days, places and channels."""

import re
from collections.abc import Sequence

from pipeline.grounding.written_dates import written_dates
from pipeline.lookup.places import compatible, resolve_place
from pipeline.rules.meetings.telling import Telling
from schemas.vocabulary import Channel

_PRE = re.compile(r"^(?:(?:late|early|on|in|at|over|from|the)\s+)+", re.IGNORECASE)


def is_gathering(tellings: Sequence[Telling], told: Telling, *, fewer_in_one: bool) -> bool:
    """Whether the telling with fewer names speaks of a gathering, of which it names only some."""
    nouns = {t.noun for t in tellings} if fewer_in_one else {told.noun}
    return bool(nouns & {"summit", "conference", "congress", "forum"})


def channels_fit(one: Channel | None, other: Channel | None) -> bool:
    return one is None or other is None or one == other


def places_fit(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other:
        return True
    first, second = resolve_place(one), resolve_place(other)
    return bool(first and second) and compatible(first, second)


def weekdays_fit(one: str, other: str, days: tuple[int, int] | None) -> bool:
    """Whether a weekday of one fits the day of the other: `"on Wednesday", "July 1, 2020"`."""
    named = {
        day
        for words in (one, other)
        for w in written_dates(words)
        if (day := w.weekday) is not None
    }
    return (
        len(named) == 1 and days is not None and days[0] == days[1] and (days[0] - 1) % 7 in named
    )


def days_agree(one: str, other: str) -> bool:
    """Whether both write the same day and month out: `"On November 22", "22 November 2017"`."""
    return any(
        a.day is not None and (a.day, a.month) == (b.day, b.month) and not a.conflicts(b)
        for a in written_dates(one)
        for b in written_dates(other)
    )


def core_of(title: str) -> str:
    """`"NATO Summit" -> "nato"`: what tells a summit by name from another."""
    words = title.lower().replace("-", "").replace("leaders’", "").replace("leaders'", "")
    return " ".join(w for w in words.split() if w not in ("summit", "conference", "the"))


def as_plain(words: str) -> str:
    return _PRE.sub("", " ".join(words.split())).lower()
