"""`meetings/contacts`: saw, called on, told on the phone."""

import pytest

from tests.rules import meetings, told_of_leaders, ways_met


@pytest.mark.parametrize(
    "text",
    [
        "I join President Macron in his call for calm, Chancellor Scholz said on Monday.",
        "President Biden welcomed Germany's decision on Monday to meet its NATO commitments.",
        "On Monday, President Biden and Vice President Harris convened the Task Force on Housing.",
        "The White House and the Elysee convened health experts on Monday.",
        "President Biden said on Monday that he looked forward to signing the protocols and"
        " welcoming Sweden and Finland into the alliance.",
        "Tomorrow, we will start the G20 Summit, President Widodo told President Biden.",
        "They spoke of the readiness of the United States and NATO to continue engaging in dialogue"
        " with Russia.",
        "President Biden praised Switzerland on Monday for a neutral ground for diplomacy and"
        " negotiations.",
        "Prime Minister Sunak and Chancellor Scholz urged all after receiving the Johnson & Johnson"
        " vaccine on Monday.",
    ],
)
def test_other_senses_of_these_verbs_tell_of_no_meeting(text: str) -> None:
    assert meetings(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "President Biden and President Xi convened a virtual meeting on Monday.",
        "President Biden and President Xi convened in Geneva on Monday.",
        "The United States and Canada held their first Indo-Pacific Dialogue on Monday.",
        "President Biden joined President Xi for a call on Monday.",
        "President Biden met NATO Secretary General Stoltenberg on Monday.",
        "President Macron flew to Berlin, hosting Chancellor Scholz at the embassy on Monday.",
    ],
)
def test_the_same_verbs_of_people_still_do(text: str) -> None:
    (found,) = meetings(text)
    assert found.day == "2026-05-11"


@pytest.mark.parametrize(
    "text",
    [
        "{K} spoke on Monday after seeing pictures of {N}.",
        "After seeing {N}'s speech on Monday, {K} wept.",
        "Seeing {N} weep on Monday, {K} stopped.",
        "{K} called on {N} on Monday to release the crew.",
        "{K} visited a school named for {N} in Oslo on Monday.",
        "{K} saw {N} win on Monday.",
        "{K} met her defence minister, Amos Okello, in Nairobi on Monday.",
        "{K} would like to see {N} in Oslo.",
        "{K} has not met {N} since January.",
        "Without meeting their conditions, {N} said, {K} could not join.",
        "A singer visited {N} in Oslo on Monday.",
    ],
)
def test_what_only_sounds_like_seeing_somebody_is_none(text: str) -> None:
    assert told_of_leaders(text) == []


QUISPE_AND_JUN = frozenset(("Quispe", "Jun"))


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian President Ana Quispe, who arrived here on Monday and called on Chinese Premier"
        " Ren Jun, spoke of trade.",
        "Peruvian President Ana Quispe, who arrived on Monday, called on Chinese Premier Ren Jun"
        " the following day.",
        "Peruvian President Ana Quispe, who was in Geneva on Monday to consult Chinese Premier Ren"
        " Jun, spoke of trade.",
    ],
)
def test_what_a_relative_clause_tells_is_of_whom_it_tells_about(text: str) -> None:
    assert [one[2] for one in ways_met(text)] == [QUISPE_AND_JUN]
