"""The merge rule: what is one event, whatever the order, and what a person decides."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.relating.compatibility import compatible
from pipeline.relating.decisions import Decided
from pipeline.relating.merging import merge
from pipeline.relating.tellings import Event, Mention

RU_TR = frozenset({"state:RUS", "state:TUR"})


def mention(number: int, article: str | None = None, **changes: Any) -> Mention:
    """A leaders' meeting in Ankara on 4 April 2018, told by an article of its own."""
    fields: dict[str, Any] = {
        "summit_id": f"s{number}",
        "article_id": article or f"a{number}",
        "status": "held",
        "channel": "in_person",
        "level": "leaders",
        "parties": RU_TR,
        "date_start": date(2018, 4, 4),
        "date_end": date(2018, 4, 4),
        "date_precision": "day",
    }
    return Mention(**{**fields, **changes})


IN_APRIL = {
    "date_start": date(2018, 4, 1),
    "date_end": date(2018, 4, 30),
    "date_precision": "month",
}


def together(events: tuple[Event, ...]) -> set[frozenset[str]]:
    return {frozenset(one.summit_id for one in event.mentions) for event in events}


def test_the_same_meeting_in_two_articles_is_one_event() -> None:
    assert together(merge([mention(1), mention(2)])) == {frozenset({"s1", "s2"})}


def test_two_meetings_of_one_article_are_never_merged() -> None:
    assert len(merge([mention(1, "a"), mention(2, "a")])) == 2


def test_each_thing_that_must_be_equal_keeps_apart() -> None:
    for change in (
        {"status": "scheduled"},
        {"level": "foreign_ministers"},
        {"parties": frozenset({"state:RUS", "state:IRN"})},
        {"channel": "phone"},
        {"date_start": date(2018, 4, 3), "date_end": date(2018, 4, 3)},
    ):
        assert len(merge([mention(1), mention(2, **change)])) == 2, change


def test_an_unspecified_channel_joins() -> None:
    assert len(merge([mention(1), mention(2, channel="unspecified")])) == 1


def test_an_unspecified_channel_that_fits_a_call_and_a_meeting_stays_ambiguous() -> None:
    events = merge([mention(1), mention(2, channel="phone"), mention(3, channel="unspecified")])
    assert len(events) == 3
    rules = {m.mention.summit_id: m.rule for event in events for m in event.members}
    assert rules["s3"] == "ambiguous"


def test_nobody_named_joins_nothing() -> None:
    assert len(merge([mention(1, parties=frozenset()), mention(2, parties=frozenset())])) == 2


def test_a_month_joins_the_one_day_in_it() -> None:
    events = merge([mention(1), mention(2, **IN_APRIL)])
    assert len(events) == 1
    assert {m.rule for m in events[0].members} == {"only", "one_candidate"}


def test_a_month_with_two_days_in_it_is_ambiguous() -> None:
    other = {"date_start": date(2018, 4, 20), "date_end": date(2018, 4, 20)}
    assert len(merge([mention(1), mention(2, **other), mention(3, **IN_APRIL)])) == 3


def test_an_unbounded_date_joins_nothing() -> None:
    before = {"date_start": None, "date_end": date(2018, 4, 10), "date_precision": "before"}
    assert len(merge([mention(1), mention(2, **before)])) == 2


def test_a_city_joins_its_country_and_no_other_city() -> None:
    ankara = {"place_id": "p1", "place_kind": "city", "geoname_id": 1, "country_iso3": "TUR"}
    turkey = {"place_id": "p2", "place_kind": "country", "geoname_id": 2, "country_iso3": "TUR"}
    sochi = {"place_id": "p3", "place_kind": "city", "geoname_id": 3, "country_iso3": "RUS"}
    assert compatible(mention(1, **ankara), mention(2, **turkey)) is None
    assert compatible(mention(1, **ankara), mention(2)) is None
    assert "places differ" in (compatible(mention(1, **ankara), mention(2, **sochi)) or "")


PUTIN, ERDOGAN = ("state:RUS", "Vladimir Putin"), ("state:TUR", "Recep Tayyip Erdoğan")
YILDIRIM = ("state:TUR", "Binali Yıldırım")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ([PUTIN, ERDOGAN], [PUTIN, YILDIRIM], False),
        ([PUTIN, ERDOGAN], [PUTIN], True),
        ([PUTIN, ERDOGAN], [], True),
        ([PUTIN, ERDOGAN], [PUTIN, ERDOGAN, YILDIRIM], True),
        ([PUTIN, ERDOGAN], [("state:RUS", "PUTIN"), ("state:TUR", "R. T. Erdogan")], True),
        ([ERDOGAN], [("state:TUR", "Erdoghan")], True),
    ],
)
def test_other_people_of_the_same_two_states_make_another_meeting(
    one: list[tuple[str, str]], other: list[tuple[str, str]], same: bool
) -> None:
    told = [mention(1, people=tuple(one)), mention(2, people=tuple(other))]
    assert (len(merge(told)) == 1) is same


def test_of_a_large_meeting_one_side_in_common_is_enough() -> None:
    parties = RU_TR | {"state:DEU"}
    first = (PUTIN, ("state:DEU", "Angela Merkel"))
    second = (PUTIN, ("state:DEU", "Heiko Maas"))
    assert (
        len(merge([mention(n, parties=parties, people=p) for n, p in enumerate((first, second))]))
        == 1
    )
    others = (("state:RUS", "Sergei Lavrov"), ("state:DEU", "Heiko Maas"))
    assert (
        len(merge([mention(n, parties=parties, people=p) for n, p in enumerate((first, others))]))
        == 2
    )


def test_with_one_known_party_whom_nobody_places_counts() -> None:
    alone = frozenset({"state:USA"})
    guests = (("", "Xiomara Castro"), ("", "Nana Akufo-Addo"))
    assert len(merge([mention(n, parties=alone, people=(g,)) for n, g in enumerate(guests)])) == 2


def test_a_telling_without_names_fits_two_meetings_of_one_day_and_is_ambiguous() -> None:
    president = mention(1, people=(PUTIN, ERDOGAN))
    minister = mention(2, people=(PUTIN, YILDIRIM))
    for order in permutations([president, minister, mention(0)]):
        events = merge(order)
        assert together(events) == {frozenset({"s0"}), frozenset({"s1"}), frozenset({"s2"})}
    assert compatible(president, minister) == (
        "people differ: Recep Tayyip Erdoğan, Vladimir Putin / Binali Yıldırım, Vladimir Putin"
    )


def test_a_further_article_changes_no_event_id() -> None:
    (before,) = merge([mention(1)])
    (after,) = merge([mention(1), mention(2), mention(3, channel="unspecified")])
    assert before.event_id == after.event_id


def test_a_person_merges_and_splits() -> None:
    mentions = [mention(1), mention(2), mention(3, channel="phone")]
    assert together(merge(mentions)) == {frozenset({"s1", "s2"}), frozenset({"s3"})}
    merged = [Decided("event_merge", ("s1", "s3"), "ann")]
    assert together(merge(mentions, merged)) == {frozenset({"s1", "s2", "s3"})}
    split = [*merged, Decided("event_split", ("s2",), "bob")]
    events = merge(mentions, split)
    assert together(events) == {frozenset({"s1", "s3"}), frozenset({"s2"})}
    by = {m.mention.summit_id: m.decided_by for event in events for m in event.members}
    assert by["s2"] == "bob"


def test_the_later_word_outweighs_the_earlier() -> None:
    mentions = [mention(1), mention(2)]
    decided = [Decided("event_split", ("s2",), "ann"), Decided("event_merge", ("s1", "s2"), "bob")]
    assert together(merge(mentions, decided)) == {frozenset({"s1", "s2"})}
    assert len(merge(mentions, decided[::-1])) == 2


def test_a_decision_on_a_meeting_that_is_gone_does_nothing() -> None:
    assert len(merge([mention(1)], [Decided("event_merge", ("s1", "gone"), "ann")])) == 1
    assert len(merge([mention(1)], [Decided("event_split", ("gone",), "ann")])) == 1


def test_every_order_gives_the_same_events() -> None:
    mentions = [
        mention(1),
        mention(2, channel="unspecified"),
        mention(3, channel="phone"),
        mention(4, **IN_APRIL),
        mention(5, date_end=date(2018, 4, 5), date_precision="range"),
    ]
    assert len({merge(order) for order in permutations(mentions)}) == 1


days = st.dates(date(2018, 4, 1), date(2018, 4, 4))
some_mentions = st.lists(
    st.builds(
        lambda number, article, channel, people, day, precision: mention(
            number,
            f"a{article}",
            channel=channel,
            people=people,
            **(
                {"date_start": day, "date_end": day}
                if precision == "day"
                else {**IN_APRIL, "date_precision": precision}
            ),
        ),
        st.integers(0, 40),
        st.integers(0, 6),
        st.sampled_from(["in_person", "phone", "unspecified"]),
        st.sampled_from([(), (PUTIN,), (PUTIN, ERDOGAN), (PUTIN, YILDIRIM), (YILDIRIM,)]),
        days,
        st.sampled_from(["day", "day", "month"]),
    ),
    max_size=10,
    unique_by=lambda one: one.summit_id,
)


@given(some_mentions, st.randoms())
@settings(max_examples=150, deadline=None)
def test_the_order_of_arrival_never_matters(mentions: list[Mention], random: Any) -> None:
    shuffled = list(mentions)
    random.shuffle(shuffled)
    assert merge(mentions) == merge(shuffled)


@given(some_mentions)
@settings(max_examples=150, deadline=None)
def test_every_mention_is_in_one_event_and_all_of_an_event_fit(mentions: list[Mention]) -> None:
    events = merge(mentions)
    told = [one.summit_id for event in events for one in event.mentions]
    assert sorted(told) == sorted(one.summit_id for one in mentions)
    assert len({event.event_id for event in events}) == len(events)
    for event in events:
        for one in event.mentions:
            for other in event.mentions:
                assert one is other or compatible(one, other) is None
