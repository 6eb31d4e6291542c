"""`meetings/matters`: discussed something with somebody."""

import pytest

from tests.rules import summits, told_of_leaders

MONDAY, TUESDAY, FRIDAY = "2026-05-11", "2026-05-12", "2026-05-15"


def test_who_discusses_a_thing_again_meets_again() -> None:
    found = told_of_leaders("{K} discussed prisoners with {N} on Monday and again on Tuesday.")
    assert [one[2] for one in found] == [MONDAY, TUESDAY]
    assert told_of_leaders("{K} discussed the book on {N} with students on Monday.") == []
    assert told_of_leaders("{K} wants to discuss trade with {N}.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian President Ana Quispe reviewed the plan with Chinese Premier Ren Jun on Monday.",
        "Peruvian President Ana Quispe hopped over to Geneva on Monday for lunch with Chinese"
        " Premier Ren Jun.",
        "Peruvian President Ana Quispe went to Geneva on Monday for talks with Chinese Premier Ren"
        " Jun.",
    ],
)
def test_what_was_on_monday_was_the_last_one(text: str) -> None:
    ((one, _),) = summits(text)
    assert (one.status, str(one.date.start)) == ("held", "2026-05-11")
