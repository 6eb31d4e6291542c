"""`meetings/asides`: "after seeing", "flew to Bern to meet"."""

import pytest

from tests.rules import told_of_leaders

MONDAY, TUESDAY, FRIDAY = "2026-05-11", "2026-05-12", "2026-05-15"


LEADERS = "Mwangi Solheim"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("{K}, who left Baghdad on Monday after seeing {N}, urged calm.", MONDAY),
        ("{K} flew home on Monday after calling on {N}.", MONDAY),
        ("Before seeing {N} on Monday, {K} toured a school.", MONDAY),
        ("After meeting {N} on Monday, {K} said trade had grown.", MONDAY),
        ("Jon Roe said {K} left on Monday after holding talks with {N}.", MONDAY),
        ("{K} was in Oslo on Monday to see {N}.", MONDAY),
        ("{N}, whom {K} met on Monday, is ill.", MONDAY),
        ("{K} dropped in on {N} on Monday.", MONDAY),
        ("{K} visited {N} at her villa on Monday.", MONDAY),
        ("{K} met Monday with {N}.", MONDAY),
        ("{K} met behind closed doors with {N} on Monday.", MONDAY),
        ("{K} met for two hours on Monday with {N}.", MONDAY),
        ("{K} had earlier on Monday met {N}.", MONDAY),
        ("{K} last met {N} in January.", "2026-01-01/2026-01-31"),
    ],
)
def test_a_meeting_is_told_beside_the_main_verb(text: str, day: str) -> None:
    assert [(one[0], one[1], one[2], one[4]) for one in told_of_leaders(text)] == [
        ("held", "in_person", day, LEADERS)
    ]


def test_who_leaves_without_meeting_somebody_did_not_meet_him() -> None:
    assert [one[0] for one in told_of_leaders("{K} left Oslo on Monday without meeting {N}.")] == [
        "denied"
    ]


@pytest.mark.parametrize(
    ("text", "status", "day", "place"),
    [
        ("{K} will be in Oslo on Friday and hold in-depth talks with {N}.", "scheduled", FRIDAY, 0),
        ("{K}, appointed in September, met {N} on Monday.", "held", MONDAY, 0),
        ("{K} said on Monday after meeting {N} that trade grew.", "held", MONDAY, 0),
        (
            "{K}, who came back on Monday from Oslo, where she met {N}, is to open a fair on May"
            " 20.",
            "held",
            MONDAY,
            "Oslo",
        ),
        ("{K} left Oslo on Monday after seeing {N}.", "held", MONDAY, "Oslo"),
    ],
)
def test_day_and_status_are_those_of_the_clause(
    text: str, status: str, day: str, place: str | int
) -> None:
    found = [one for one in told_of_leaders(text) if one[4] == LEADERS]
    assert [(one[0], one[2]) for one in found] == [(status, day)]
    assert not place or found[0][3] == place


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        ("{K} is due in Oslo on Friday to confer with {N}.", "scheduled", FRIDAY),
        ("{K} broke off her holiday on Monday to meet {N}.", "held", MONDAY),
        ("{K} was met at the airport by {N} on Monday.", "held", MONDAY),
        ("{K} had a word with {N} in Oslo on Monday.", "held", MONDAY),
        ("{K} briefed {N} in Oslo on Monday.", "held", MONDAY),
    ],
)
def test_short_ways_to_tell_of_a_meeting(text: str, status: str, day: str) -> None:
    assert [(one[0], one[2], one[4]) for one in told_of_leaders(text)] == [(status, day, LEADERS)]


@pytest.mark.parametrize(
    "text",
    [
        "{K} was met by protesters in Oslo on Monday, {N} said.",
        "{K} briefed reporters on {N} in Oslo on Monday.",
        "{K} had harsh words for {N} in Oslo on Monday.",
        "{K}'s offer was met with silence by {N} on Monday.",
    ],
)
def test_what_only_sounds_like_a_short_way_is_none(text: str) -> None:
    assert told_of_leaders(text) == []
