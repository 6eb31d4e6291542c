"""Relations between events: a plan and its realisation, a postponed visit and its new date."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from pipeline.identity import DIGITS
from pipeline.relating.calendars import Calendar
from pipeline.relating.compatibility import same_people
from pipeline.relating.shelves import SHELVES, Shelves
from pipeline.relating.tellings import Event, Mention
from schemas.vocabulary import EventRelation

Link = tuple[str, str, EventRelation, str]
"""(event_a, event_b, relation, rule)"""
NEXT_DATE = timedelta(days=366)
"""What is later than this is another visit, not the postponed one."""


AT_ONCE = 5_000
"""Held meetings, about, that are put away together."""


class Held(NamedTuple):
    """A meeting that took place, as far as its parts are concerned."""

    event_id: str
    day: date | None
    place_id: str
    parties: frozenset[str]


_HELD = [
    ("share", "i4"),
    ("day", "i4"),
    ("place", "i4"),
    ("parties", "i4"),
    ("event", f"S{DIGITS}"),
]


class HeldMeetings:
    """Many of them, on disk: by shares of all days and places, 32 bytes each."""

    def __init__(self) -> None:
        import numpy as np

        self._held = Shelves(_HELD, np.arange(SHELVES))
        self._places: dict[str, int] = {}
        self._parties: dict[frozenset[str], int] = {}
        """Numbers of places and of parties."""
        self._waiting: list[tuple[int, int, int, bytes]] = []

    def add(self, held: Iterable[Held]) -> None:
        places, parties = self._places, self._parties
        self._waiting += (
            (
                one.day.toordinal() if one.day else 0,
                places.setdefault(one.place_id, len(places)),
                parties.setdefault(one.parties, len(parties)),
                one.event_id.encode(),
            )
            for one in held
        )
        if len(self._waiting) >= AT_ONCE:
            self._put_away()

    def _put_away(self) -> None:
        import numpy as np

        if self._waiting:
            days, places, *told = (np.array(some) for some in zip(*self._waiting, strict=True))
            self._held.add((days + places) % SHELVES, days, places, *told)
        self._waiting = []

    def together(self) -> Iterator[list[Held]]:
        """Those that begin on the same day at the same place."""
        import numpy as np

        self._put_away()
        names, groups = list(self._places), list(self._parties)
        for share in range(SHELVES):
            rows = self._held[share]
            rows = rows[np.lexsort((rows["place"], rows["day"]))]
            for (day, place), same in groupby(rows.tolist(), key=itemgetter(1, 2)):
                known = date.fromordinal(day) if day else None
                yield [
                    Held(event.decode(), known, names[place], groups[parties])
                    for _, _, _, parties, event in same
                ]


def links(events: Sequence[Event]) -> Iterator[Link]:
    """Every relation that the rules see, from the earlier to the later event.

    realised_as: a scheduled meeting and the only held one of the same parties and level
    with days that overlap and channels, places and people that can be one. rescheduled_as: a
    postponed meeting and the nearest plan, or else meeting, of the same parties and level
    within a year after it. part_of: a meeting of some of a larger one's parties at its
    place on its first day.

    The cost of n events is about n log n.
    """
    yield from links_of_parties(events)
    yield from parts(held_meetings(events))


def links_of_parties(events: Sequence[Event]) -> Iterator[Link]:
    """Of the relations those that hold between meetings of the same parties and level."""
    alike: dict[tuple[frozenset[str], str], list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda one: one.event_id):
        if event.first.parties:
            alike[event.first.parties, event.first.level].append(event)
    for same in alike.values():
        yield from _realised(same)
        yield from _rescheduled(same)


def _realised(events: Sequence[Event]) -> Iterator[Link]:
    held: Calendar[Event] = Calendar()
    for event in _with_status(events, "held"):
        if event.first.days:
            held.add(event.first.days, event)
    for plan in _with_status(events, "scheduled"):
        if plan.first.days:
            near = held.overlapping(plan.first.days)
            fitting = list(islice((one for one in near if _can_be_one(plan, one)), 2))
            if len(fitting) == 1:
                rule = "same_parties_days_overlap"
                yield plan.event_id, fitting[0].event_id, "realised_as", rule


def _rescheduled(events: Sequence[Event]) -> Iterator[Link]:
    postponed = _with_status(events, "postponed")
    if not postponed:
        return
    plans = _in_order(_with_status(events, "scheduled"))
    held = _in_order(_with_status(events, "held"))
    for old in postponed:
        after = _not_before(old)
        if after is None:
            only = list(islice((one for one in plans if _fit(old, one)), 2))
            new = only[0] if len(only) == 1 else None
        else:
            new = _next(old, after, plans) or _next(old, after, held)
        if new is not None:
            yield old.event_id, new.event_id, "rescheduled_as", "same_parties_next_date"


def _not_before(postponed: Event) -> date | None:
    """The day after which its new date lies: its old one, else when it was first told."""
    told = (one.told_on for one in postponed.mentions if one.told_on)
    return postponed.first.date_end or min(told, default=None)


def _next(old: Event, after: date, candidates: Sequence[Event]) -> Event | None:
    """The first candidate that begins within a year after the day and can be at its place."""
    for at in range(bisect_right(candidates, after, key=_start), len(candidates)):
        event = candidates[at]
        if _start(event) - after > NEXT_DATE:
            return None
        if _fit(old, event):
            return event
    return None


def held_meetings(events: Iterable[Event]) -> Iterator[Held]:
    """Those that can be part of another or have parts."""
    for event in events:
        first = event.first
        if first.status == "held" and first.date_precision == "day" and event.placed.place_id:
            yield Held(event.event_id, first.date_start, event.placed.place_id, first.parties)


def parts(held: Iterable[Held]) -> Iterator[Link]:
    """Looked for among meetings that begin on the same day at the same place."""
    by_day: dict[object, list[Held]] = defaultdict(list)
    for meeting in held:
        by_day[meeting.day, meeting.place_id].append(meeting)
    for together in by_day.values():
        by_party: dict[str, list[Held]] = defaultdict(list)
        for meeting in together:
            for party in meeting.parties:
                by_party[party].append(meeting)
        for small in together:
            # All that hold its parties are among those of its rarest party.
            with_party = [by_party[party] for party in sorted(small.parties)]
            for large in min(with_party, key=len, default=()):
                if small.parties < large.parties:
                    yield small.event_id, large.event_id, "part_of", "some_parties_same_day_place"


def _with_status(events: Sequence[Event], status: str) -> list[Event]:
    return [event for event in events if event.first.status == status]


def _in_order(events: Sequence[Event]) -> list[Event]:
    """The dated ones by their first day."""
    return sorted((event for event in events if event.first.date_start), key=_start)


def _start(event: Event) -> date:
    assert event.first.date_start is not None
    return event.first.date_start


def _can_be_one(plan: Event, held: Event) -> bool:
    channels = {plan.channel, held.channel} - {"unspecified"}
    return len(channels) < 2 and _fit(plan, held)


def _fit(one: Event, other: Event) -> bool:
    """Whether places and people of both can be the same."""
    a, b = one.placed, other.placed
    if not all(same_people(told, later) for told in _by_people(one) for later in _by_people(other)):
        return False
    if a.place_id is None or b.place_id is None or a.place_id == b.place_id:
        return True
    return a.country_iso3 is not None and a.country_iso3 == b.country_iso3


def _by_people(event: Event) -> Iterable[Mention]:
    """One telling of each set of people that tellings of it name."""
    return {mention.people: mention for mention in event.mentions}.values()
