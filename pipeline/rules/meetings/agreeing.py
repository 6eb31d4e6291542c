"""Whether a telling can be of a meeting told before: by status, parties, day, place, channel."""

import re
from collections.abc import Sequence

from pipeline.grounding.written_dates import written_dates
from pipeline.lookup.places import compatible, resolve_place
from pipeline.resolving.dates import DateContext, resolve
from pipeline.rules.meetings.levels import level_of
from pipeline.rules.meetings.meeting import Meeting
from pipeline.rules.meetings.sides import side
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.mentions import Cast
from schemas.vocabulary import Channel, MeetingStatus

_PRE = re.compile(r"^(?:(?:late|early|on|in|at|over|from|the)\s+)+", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:later|earlier|same|that|following|previous|next day|ahead|before|after)\b", re.IGNORECASE
)
_GENERIC = re.compile(
    r"(?:the |all |both |two |three |four )*(?:leaders|presidents|(?:foreign |prime "
    r"|defen[cs]e )?ministers|sides|parties|delegations?"
    r"|officials|envoys|negotiators|mediators|(?:top |chief |senior )?diplomats"
    r"|heads of state(?: and government)?"
    r"|countries|powers|men)(?: (?:of|from) the (?:two|three) (?:countries|neighbou?rs|states|sides"
    r"|nations))?",
    re.IGNORECASE,
)
ROW_WITHIN = 4
"""Sentences from a meeting within which "a second round" is one more of it."""


class Agreeing:
    """Whether tellings can be of a meeting; dates are compared as days where their words differ."""

    def __init__(self, cast: Cast, context: DateContext) -> None:
        self.cast = cast
        self.context = context
        self._known: dict[tuple[str, MeetingStatus], tuple[int, int] | None] = {}

    def is_generic(self, told: Telling) -> bool:
        """Whether it names who met only as "the leaders", whoever they are."""
        actors = [self.cast.actors[one] for one in told.actors]
        return (
            len(actors) == 1
            and actors[0].kind == "collective"
            and bool(_GENERIC.fullmatch(actors[0].name or actors[0].role or ""))
        )

    def is_same(self, one: Meeting, told: Telling) -> bool:
        return (
            self._status_fits(one, told)
            and channels_fit(one.channel, told.channel)
            and self.parties_fit(one, told)
            and self.dates_fit(one, told)
            and places_fit(one.place, told.place)
            and not (
                told.again
                and not self.dated_alike(one, told)
                and told.sentence != one.tellings[-1].sentence
            )
        )

    def may_be(self, one: Meeting, told: Telling) -> bool:
        levels = {level_of(self.cast, group) for group in (told.actors, tuple(one.seats)) if group}
        if len(levels - {"mixed"}) > 1:
            return False  # "the foreign ministers" are not the presidents told before
        if not (self._status_fits(one, told) and channels_fit(one.channel, told.channel)):
            return False
        if told.again or not self.dates_fit(one, told) or not places_fit(one.place, told.place):
            return False
        if one.channel in ("phone", "video") and told.channel is None and told.noun == "summit":
            return one.channel == "video"
        if one.channel == "phone" and told.noun not in (
            "talks",
            "call",
            "conversation",
            "phone call",
        ):
            return False
        many = len(one.seats) >= 3 and level_of(self.cast, tuple(one.seats)) == "leaders"
        nouns = {t.noun for t in one.tellings}
        if told.noun == "summit":
            return many or "summit" in nouns
        return True

    def _status_fits(self, one: Meeting, told: Telling) -> bool:
        states = {one.status, told.status}
        if len(states) == 1:
            return True
        if "denied" in states:
            return False
        if states <= {"scheduled", "cancelled", "postponed"}:
            return True
        if states in ({"proposed", "scheduled"}, {"proposed", "cancelled"}):
            return self.dated_alike(one, told) or not told.seats
        return states == {"held", "scheduled"} and self._is_its_plan(one, told)

    def _is_its_plan(self, one: Meeting, told: Telling) -> bool:
        """Whether a plan is of the meeting told as held; "will meet again in May" is another."""
        if not told.seats or self.is_generic(told):
            return not told.again
        plans = [t for t in (*one.tellings, told) if t.status == "scheduled"]
        dates = {as_plain(words) for words in (one.date, told.date) if words}
        new_date = told.status == "scheduled" and told.date and not one.date
        return not any(plan.again for plan in plans) and len(dates) <= 1 and not new_date

    def parties_fit(self, one: Meeting, told: Telling) -> bool:
        mine, theirs = set(one.seats), set(told.actors)
        if not mine:
            return False
        if one.status == told.status == "denied" and mine & theirs:
            return any(abs(t.sentence - told.sentence) <= ROW_WITHIN for t in one.tellings)
        sides_one, sides_two = self.sides(mine), self.sides(theirs)
        small, large = sorted((sides_one, sides_two), key=len)
        if not small.keys() <= large.keys():
            return bool(mine & theirs) and self._is_visit(one, told)
        if len(small) < 2 and len(large) > 1 and not self._is_visit(one, told):
            return bool(mine & theirs) and len(large) == len(small)
        whole = is_gathering(one.tellings, told, fewer_in_one=small is sides_one)
        if len(large) > len(small) and not (whole or self._is_visit(one, told)):
            return False
        return all(self.one_party(small[side], large[side]) for side in small)

    def _is_visit(self, one: Meeting, told: Telling) -> bool:
        """A visit and whom the visitor met there are one: same sentence, or the next."""
        visit = any(t.noun == "visit" for t in one.tellings) or told.noun == "visit"
        near = any(abs(t.sentence - told.sentence) <= 1 for t in one.tellings)
        alone = len(one.seats) == 1 or len(told.seats) == 1
        return visit and near and alone and bool(set(one.seats) & set(told.actors))

    def one_party(self, some: set[int], others: set[int]) -> bool:
        """Whether one side's people agree: the same ones, or named on one side only."""
        if some & others:
            return True
        named = [
            {a for a in group if self.cast.actors[a].kind == "person"} for group in (some, others)
        ]
        if all(named):
            return False
        # "his Iranian counterpart" may be the president named elsewhere, not his minister.
        levels = [level_of(self.cast, sorted(group)) for group in (some, others)]
        return len(set(levels) - {"mixed"}) < 2

    def sides(self, actors: set[int]) -> dict[str, set[int]]:
        sides: dict[str, set[int]] = {}
        for actor in sorted(actors):
            sides.setdefault(side(self.cast, actor), set()).add(actor)
        return sides

    def dates_fit(self, one: Meeting, told: Telling) -> bool:
        if not one.date or not told.date or as_plain(one.date) == as_plain(told.date):
            return True
        if told.moved or (one.status != told.status and "postponed" in (one.status, told.status)):
            return True
        first, second = (
            self.days(words, status)
            for words, status in ((one.date, one.status), (told.date, told.status))
        )
        if first is None or second is None:
            if (not told.seats or self.is_generic(told)) and _RELATIVE.search(told.date):
                return True
            return days_agree(one.date, told.date) or weekdays_fit(
                one.date, told.date, first or second
            )
        low, high = max(first[0], second[0]), min(first[1], second[1])
        return low <= high

    def dated_alike(self, one: Meeting, told: Telling) -> bool:
        return bool(one.date and told.date and self.dates_fit(one, told))

    def days(self, words: str, status: MeetingStatus) -> tuple[int, int] | None:
        known = self._known
        if (words, status) not in known:
            known[words, status] = self._read(words, status)
        return known[words, status]

    def _read(self, words: str, status: MeetingStatus) -> tuple[int, int] | None:
        found = resolve(words, self.context, status=status).interval
        start, end = found.start or found.end, found.end or found.start
        return (start.toordinal(), end.toordinal()) if start and end else None


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
