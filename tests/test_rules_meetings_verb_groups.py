"""`meetings/verb_groups`: held, planned, denied: by the words before the verb.

Also: `meetings/wording`.
"""

import pytest

from tests.rules import Dated, dated, dated_meetings, read_meetings, told_of_leaders


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        ("will meet", "scheduled"),
        ("is to meet", "scheduled"),
        ("is due to meet", "scheduled"),
        ("plans to meet", "scheduled"),
        ("has agreed to meet", "scheduled"),
        ("offered to meet", "proposed"),
        ("is ready to meet", "proposed"),
        ("hopes to meet", "proposed"),
        ("did not meet", "denied"),
        ("has never met", "denied"),
        ("had been due to meet", "cancelled"),
        ("met", "held"),
        ("has met", "held"),
    ],
)
def test_the_verb_group_tells_the_status(verb: str, status: str) -> None:
    found = read_meetings(
        f"Kallistan's President Mara Venn {verb} Ostrava's President Jon Hale in Geneva."
    )
    assert [one.status for one in found.summits] == [status]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Polish Foreign Minister Jan Wilk meets his Dutch counterpart Piet Bos on Friday.",
            dated("Wilk Bos", "scheduled", "2026-05-15"),
        ),
        (
            "Polish Foreign Minister Jan Wilk meets his Dutch counterpart Piet Bos in Warsaw on"
            " Monday, May 4, 2026.",
            dated("Wilk Bos", "held", "2026-05-04", "Warsaw"),
        ),
        (
            "India's foreign minister Rohan Deshpande arrives in Nepal on Friday for a visit.",
            dated("Deshpande", "scheduled", "2026-05-15", "Nepal"),
        ),
    ],
)
def test_the_present_tense_with_a_day_to_come_is_a_plan(text: str, expected: Dated) -> None:
    assert dated_meetings(text) == [expected]


MONDAY, TUESDAY, FRIDAY = "2026-05-11", "2026-05-12", "2026-05-15"


LEADERS = "Mwangi Solheim"


@pytest.mark.parametrize(
    "text",
    [
        "{K} will on Friday host {N}.",
        "{K} will this Friday meet {N}.",
        "{K} is on Friday to meet {N}.",
        "{K} is expected to see {N} on Friday.",
        "{K} will discuss trade with {N} on Friday.",
    ],
)
def test_a_day_may_part_an_auxiliary_from_its_verb(text: str) -> None:
    found = told_of_leaders(text)
    assert [(one[0], one[2], one[4]) for one in found] == [("scheduled", FRIDAY, LEADERS)]
