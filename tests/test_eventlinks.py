"""What events have to do with each other: plans come true, visits move, meetings have parts."""

import random
import time
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.relating.calendars import Calendar
from pipeline.relating.eventlinks import NEXT_DATE, links
from pipeline.relating.merging import merge
from pipeline.relating.tellings import Mention

MAY_10 = date(2018, 5, 10)
ANKARA: dict[str, Any] = {"place_id": "ankara", "place_kind": "city", "country_iso3": "TUR"}
SOCHI: dict[str, Any] = {"place_id": "sochi", "place_kind": "city", "country_iso3": "RUS"}
TURKEY: dict[str, Any] = {"place_id": "turkey", "place_kind": "country", "country_iso3": "TUR"}
IN_MAY: dict[str, Any] = {
    "date_start": date(2018, 5, 1),
    "date_end": date(2018, 5, 31),
    "date_precision": "month",
}
UNDATED: dict[str, Any] = {"date_start": None, "date_end": None, "date_precision": "unknown"}
numbers = count()


def mention(name: str, *parties: str, day: date | None = MAY_10, **changes: Any) -> Mention:
    """A leaders' meeting in person of Russia and Turkey, told by an article of its own."""
    fields: dict[str, Any] = {
        "summit_id": name,
        "article_id": f"article {next(numbers)}",
        "status": "held",
        "channel": "in_person",
        "level": "leaders",
        "parties": frozenset(parties or ("RUS", "TUR")),
        "date_start": day,
        "date_end": day,
        "date_precision": "day",
    }
    return Mention(**{**fields, **changes})


def linked(*mentions: Mention) -> set[tuple[str, str, str]]:
    """Links, each event named by its most exact telling."""
    events = merge(mentions)
    name = {event.event_id: event.first.summit_id for event in events}
    return {(name[a], relation, name[b]) for a, b, relation, _ in links(events)}


def later(days: int) -> date:
    return MAY_10 + timedelta(days=days)


# -- realised_as ----------------------------------------------------------------------------


def test_a_plan_comes_true_with_the_same_people_alone() -> None:
    guest = ("TUR", "Recep Tayyip Erdogan")
    plan = mention("plan", status="scheduled", people=(guest,))
    met = mention("met", people=(guest, ("RUS", "Vladimir Putin")))
    other = mention("other", people=(("TUR", "Binali Yildirim"),))
    assert linked(plan, met, other) == {("plan", "realised_as", "met")}
    assert linked(plan, other) == set()


@pytest.mark.parametrize(
    "plan",
    [
        {},
        IN_MAY,
        {"date_end": later(2), "date_precision": "range"},
        {"channel": "unspecified"},
        ANKARA,
        TURKEY,
    ],
)
def test_plan_is_realised_by_the_held_meeting_that_it_fits(plan: dict[str, Any]) -> None:
    announced = mention("plan", **{"status": "scheduled", **plan})
    assert linked(announced, mention("held", **ANKARA)) == {("plan", "realised_as", "held")}


@pytest.mark.parametrize(
    "plan",
    [
        {"status": "proposed"},
        {"level": "foreign_ministers"},
        {"channel": "phone"},
        {"parties": frozenset(("RUS", "IRN"))},
        {"parties": frozenset()},
        {"date_start": later(1), "date_end": later(1)},
        UNDATED,
        SOCHI,
    ],
)
def test_plan_is_not_realised_by_a_meeting_that_differs(plan: dict[str, Any]) -> None:
    announced = mention("plan", **{"status": "scheduled", **plan})
    assert linked(announced, mention("held", **ANKARA)) == set()


def test_plan_that_fits_two_held_meetings_is_linked_to_neither() -> None:
    announced = mention("plan", status="scheduled", **IN_MAY)
    assert linked(announced, mention("one"), mention("two", day=later(3))) == set()


def test_place_of_any_telling_keeps_plan_and_meeting_apart() -> None:
    announced = mention("plan", status="scheduled", **SOCHI)
    # The most exact telling of the held meeting knows the channel, another one the place.
    held = mention("held"), mention("vague", channel="unspecified", **ANKARA)
    assert linked(announced, *held) == set()


# -- rescheduled_as -------------------------------------------------------------------------


def test_postponed_meeting_is_linked_to_the_nearest_later_plan() -> None:
    old = mention("old", status="postponed")
    plans = [mention(f"in {n}", status="scheduled", day=later(n)) for n in (-5, 40, 20)]
    assert linked(old, *plans) == {("old", "rescheduled_as", "in 20")}


def test_postponed_meeting_is_linked_to_its_plan_rather_than_to_what_was_held() -> None:
    old = mention("old", status="postponed")
    plan = mention("plan", status="scheduled", day=later(20))
    held = mention("held", day=later(20))
    assert ("old", "rescheduled_as", "plan") in linked(old, plan, held)
    assert linked(old, held) == {("old", "rescheduled_as", "held")}


@pytest.mark.parametrize(
    "new",
    [
        {"day": later(-1)},
        {"day": later(NEXT_DATE.days + 1)},
        {"level": "officials", "day": later(20)},
        {"day": later(20), **SOCHI},
        UNDATED,
    ],
)
def test_postponed_meeting_is_not_linked_to_another_one(new: dict[str, Any]) -> None:
    old = mention("old", status="postponed", **ANKARA)
    assert linked(old, mention("new", **{"status": "scheduled", **new})) == set()


def test_postponed_meeting_without_a_date_moved_after_it_was_told() -> None:
    old = mention("old", status="postponed", told_on=MAY_10, **UNDATED)
    plans = [mention(f"in {n}", status="scheduled", day=later(n)) for n in (-20, 8)]
    assert linked(old, *plans) == {("old", "rescheduled_as", "in 8")}


def test_postponed_meeting_of_unknown_time_is_linked_only_to_the_one_plan_there_is() -> None:
    old = mention("old", status="postponed", **UNDATED)
    plans = [mention(f"in {n}", status="scheduled", day=later(n)) for n in (8, 20)]
    assert linked(old, plans[0]) == {("old", "rescheduled_as", "in 8")}
    assert linked(old, *plans) == set()


# -- part_of --------------------------------------------------------------------------------

SUMMIT = ("RUS", "TUR", "IRN")


def test_meeting_of_some_at_the_summits_place_and_day_is_part_of_it() -> None:
    summit, pair = mention("summit", *SUMMIT, **ANKARA), mention("pair", **ANKARA)
    assert linked(summit, pair) == {("pair", "part_of", "summit")}


@pytest.mark.parametrize(
    "other",
    [
        {"day": later(1), **ANKARA},
        SOCHI,
        {},
        {"parties": frozenset(SUMMIT), "level": "officials", **ANKARA},
        {"parties": frozenset(("RUS", "SYR")), **ANKARA},
        {"parties": frozenset(), **ANKARA},
        {"status": "scheduled", **ANKARA},
    ],
)
def test_meeting_elsewhere_or_of_others_is_no_part(other: dict[str, Any]) -> None:
    assert linked(mention("summit", *SUMMIT, **ANKARA), mention("pair", **other)) == set()


# -- order and cost -------------------------------------------------------------------------


def test_order_of_events_changes_no_link() -> None:
    rng = random.Random(7)
    mentions = [
        mention(
            f"m{n}",
            *rng.sample(SUMMIT, rng.choice((2, 3))),
            day=later(rng.randrange(30)),
            status=rng.choice(("held", "scheduled", "postponed")),
            **rng.choice((ANKARA, SOCHI, {})),
        )
        for n in range(200)
    ]
    events = list(merge(mentions))
    found = set(links(events))
    assert {relation for _, _, relation, _ in found} == {
        "realised_as",
        "rescheduled_as",
        "part_of",
    }
    for _ in range(3):
        rng.shuffle(events)
        assert set(links(events)) == found


days = st.integers(0, 40)


@given(st.lists(st.tuples(days, days)), st.tuples(days, days))
@settings(deadline=None)
def test_calendar_finds_exactly_what_overlaps(
    spans: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    calendar: Calendar[int] = Calendar()
    ordered = [sorted(span) for span in spans]
    for at, (start, end) in enumerate(ordered):
        calendar.add((later(start), later(end)), at)
    start, end = sorted(asked)
    overlapping = [at for at, span in enumerate(ordered) if span[0] <= end and span[1] >= start]
    assert sorted(calendar.overlapping((later(start), later(end)))) == overlapping


MANY = 10_000
SECONDS = 20.0
"""What takes one or two seconds; compared in pairs it is fifty million pairs, minutes."""


def test_one_event_told_by_many_articles_is_not_compared_in_pairs() -> None:
    mentions = [mention(f"m{n}", channel=("in_person", "unspecified")[n % 2]) for n in range(MANY)]
    began = time.monotonic()
    (event,) = merge(mentions)
    assert len(event.members) == MANY
    assert time.monotonic() - began < SECONDS


def test_many_meetings_of_the_same_two_are_not_compared_in_pairs() -> None:
    statuses = ("held", "scheduled", "postponed", "held")
    mentions = [
        mention(f"m{n}", status=statuses[n % 4], day=MAY_10 + timedelta(days=n))
        for n in range(2 * MANY)
    ]
    began = time.monotonic()
    events = merge(mentions)
    assert len(events) == 2 * MANY
    assert len(list(links(events))) == MANY // 2
    assert time.monotonic() - began < SECONDS


def test_many_meetings_at_one_place_and_day_are_not_compared_in_pairs() -> None:
    mentions = [mention(f"m{n}", "USA", f"state {n}", **ANKARA) for n in range(MANY)]
    mentions.append(mention("assembly", "USA", "state 1", "state 2", **ANKARA))
    began = time.monotonic()
    assert {a for a, _, _ in linked(*mentions)} == {"m1", "m2"}
    assert time.monotonic() - began < SECONDS
