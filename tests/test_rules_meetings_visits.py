"""`meetings/visits`: who goes to another state.

Also: `meetings/invitations`.
"""

import pytest

from tests.rules import read_meetings, told_with_roles


def test_a_leaders_tour_of_his_own_country_is_no_meeting() -> None:
    assert not read_meetings("French President Luc Morel visited Lyon on Monday.").summits
    assert read_meetings("French President Luc Morel visited Warsaw on Monday.").summits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Turkey has called off a planned visit by Kenyan Prime Minister Jo Hale.",
            "cancelled -: Hale guest, Turkey host",
        ),
        (
            "Iran has cancelled a visit to Tehran by Kenyan Foreign Minister Jo Hale.",
            "cancelled Tehran: Hale guest",
        ),
        (
            "A trip to Baghdad by Kenyan President Jo Hale was delayed until next month.",
            "postponed Baghdad: Hale guest",
        ),
        (
            "A planned visit to Ankara by Kenyan President Jo Hale has been called off.",
            "cancelled Ankara: Hale guest",
        ),
        ("A visit by Kenyan President Jo Hale has been postponed.", "postponed -: Hale guest"),
        (
            "The company has called off a planned visit by Kenyan President Jo Hale.",
            "cancelled -: Hale guest",
        ),
        (
            "A trip by the Tajik prime minister to Tashkent has been pushed back.",
            "postponed Tashkent: minister guest",
        ),
        (
            "Turkish President Ece Kaya has invited Kenyan President Jo Hale to Ankara.",
            "proposed Ankara: Hale guest, Kaya host",
        ),
        (
            "Kenyan President Jo Hale has accepted an invitation from Turkish President Ece Kaya to"
            " visit Ankara in June.",
            "scheduled Ankara: Hale guest, Kaya host",
        ),
        (
            "Kenyan President Jo Hale accepted Turkish President Ece Kaya's invitation to visit"
            " Ankara.",
            "scheduled Ankara: Hale guest, Kaya host",
        ),
    ],
)
def test_who_was_to_come_is_read(text: str, expected: str) -> None:
    assert told_with_roles(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "A planned visit by tourists was called off.",
        "A visit by England coach Jo Hale was called off.",
        "Kenya has cancelled a concert by singer Jo Hale.",
        "Turkish President Ece Kaya has invited US Senator Jo Hale to Congress.",
        "Kenyan President Jo Hale has not accepted an invitation from Turkish President Ece Kaya to"
        " visit Ankara.",
        "Kenyan President Jo Hale accepted an invitation from the BBC to appear in London.",
    ],
)
def test_nobody_of_another_state_was_to_come(text: str) -> None:
    assert told_with_roles(text) == []
