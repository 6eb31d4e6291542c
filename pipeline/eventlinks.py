"""Relations between events: a plan and its realisation, a postponed visit and its new date."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.merging import Event, Mention
from schemas.vocabulary import EventRelation

Link = tuple[str, str, EventRelation, str]
"""(event_a, event_b, relation, rule)"""
PLANS = ("scheduled", "proposed")


def links(events: Sequence[Event]) -> Iterator[Link]:
    """Every relation that the rules see, from the earlier to the later event.

    realised_as: a scheduled meeting and a held one of the same parties, with days that
    overlap and places that can be one. rescheduled_as: a postponed meeting and the
    nearest plan or meeting of the same parties and level on a later day. part_of: a
    meeting of some of a larger one's parties at its place on its days.
    """
    by_parties: dict[frozenset[str], list[Event]] = defaultdict(list)
    for event in events:
        if event.mentions[0].parties:
            by_parties[event.mentions[0].parties].append(event)
    for same in by_parties.values():
        yield from _realised(same)
        yield from _rescheduled(same)
    yield from _parts(events)


def _realised(events: Sequence[Event]) -> Iterator[Link]:
    for plan in _with_status(events, ("scheduled",)):
        held = [
            event
            for event in _with_status(events, ("held",))
            if _overlap(plan.mentions[0], event.mentions[0])
            and _places_fit(plan.mentions[0], event.mentions[0])
        ]
        if len(held) == 1:
            yield plan.event_id, held[0].event_id, "realised_as", "same_parties_days_overlap"


def _rescheduled(events: Sequence[Event]) -> Iterator[Link]:
    for old in _with_status(events, ("postponed",)):
        first = old.mentions[0]
        later = sorted(
            (
                event
                for event in _with_status(events, ("scheduled", "held"))
                if event.mentions[0].level == first.level
                and _after(first, event.mentions[0])
                and _places_fit(first, event.mentions[0])
            ),
            key=lambda event: (
                event.mentions[0].status != "scheduled",
                str(event.mentions[0].date_start),
            ),
        )
        if later:
            yield old.event_id, later[0].event_id, "rescheduled_as", "same_parties_next_date"


def _parts(events: Sequence[Event]) -> Iterator[Link]:
    """Looked for among meetings that begin on the same day at the same place."""
    by_day: dict[object, list[Event]] = defaultdict(list)
    for event in events:
        first = event.mentions[0]
        if first.status == "held" and first.date_precision == "day" and first.place_id:
            by_day[first.date_start, first.place_id].append(event)
    for together in by_day.values():
        for small in together:
            for large in together:
                if (
                    small.mentions[0].parties < large.mentions[0].parties
                    and small.mentions[0].parties
                ):
                    yield small.event_id, large.event_id, "part_of", "some_parties_same_day_place"


def _with_status(events: Iterable[Event], statuses: tuple[str, ...]) -> list[Event]:
    return [event for event in events if event.mentions[0].status in statuses]


def _overlap(a: Mention, b: Mention) -> bool:
    if None in (a.date_start, a.date_end, b.date_start, b.date_end):
        return False
    return a.date_start <= b.date_end and b.date_start <= a.date_end  # type: ignore[operator]


def _after(old: Mention, new: Mention) -> bool:
    """Whether the new date is not known to lie before the old one."""
    if new.date_start is None or old.date_end is None:
        return True
    return new.date_start > old.date_end


def _places_fit(a: Mention, b: Mention) -> bool:
    if a.place_id is None or b.place_id is None or a.place_id == b.place_id:
        return True
    return a.country_iso3 is not None and a.country_iso3 == b.country_iso3
