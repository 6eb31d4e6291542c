"""`meetings/calls`: placed or took a call."""

import pytest

from tests.rules import read_meetings, told_of_leaders


@pytest.mark.parametrize(
    "sentence",
    [
        "Kallistan's President Mara Venn and the Ostravan leader, Jon Hale, spoke by phone.",
        "Kallistan's President Mara Venn has spoken with Ostrava's President Jon Hale by phone.",
        "In a phone call with Ostrava's President Jon Hale, Kallistan's President Mara Venn said"
        " that no names were given due to the war.",
    ],
)
def test_an_apposition_or_a_reason_hides_no_call(sentence: str) -> None:
    found = read_meetings(sentence)
    assert [(one.status, one.channel) for one in found.summits] == [("held", "phone")]
    assert len(found.who()) == 2


MONDAY, TUESDAY, FRIDAY = "2026-05-11", "2026-05-12", "2026-05-15"


LEADERS = "Mwangi Solheim"


@pytest.mark.parametrize(
    "text",
    [
        "{K} placed a call to {N} on Monday.",
        "{K} made a phone call to {N} on Monday.",
        "{K} took a call from {N} on Monday.",
        "{K} was telephoned by {N} on Monday.",
        "{K} got {N} on the phone on Monday.",
        "{K} reached {N} by telephone on Monday.",
        "{K} spoke to {N} over the hotline on Monday.",
        "{K} agreed with {N} by telephone on Monday that monitors would be sent.",
        "{K} was on the phone to {N} on Monday.",
        "{K} spoke late Monday by phone with {N}.",
    ],
)
def test_a_call_is_told_in_many_ways(text: str) -> None:
    assert told_of_leaders(text) == [("held", "phone", MONDAY, None, LEADERS)]


@pytest.mark.parametrize(
    "text",
    [
        "{K} placed a call for tenders on Monday.",
        "{K} made a call to action on Monday, {N} said.",
        "{K} was called a liar by {N} on Monday.",
        "{K} got {N} on side on Monday.",
        "{K} agreed with {N} on Monday that rain was likely.",
    ],
)
def test_what_only_sounds_like_a_call_is_none(text: str) -> None:
    assert told_of_leaders(text) == []
