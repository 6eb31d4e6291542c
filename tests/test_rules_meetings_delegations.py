"""`meetings/delegations`: those who lead a delegation."""

import pytest

from tests.rules import told_of_leaders

MONDAY, TUESDAY, FRIDAY = "2026-05-11", "2026-05-12", "2026-05-15"


LEADERS = "Mwangi Solheim"


@pytest.mark.parametrize(
    "text",
    [
        "{N} received a delegation headed by {K} on Monday.",
        "{N} on Monday received a Kenyan delegation led by President Ada Mwangi.",
        "A delegation led by {K} met {N} on Monday.",
        "{N} held talks on Monday with a delegation from Kenya headed by Ada Mwangi.",
    ],
)
def test_who_leads_a_delegation_sits_for_it(text: str) -> None:
    found = told_of_leaders(text)
    assert [(one[0], one[2], one[4]) for one in found] == [("held", MONDAY, LEADERS)]


def test_a_delegation_of_others_is_none() -> None:
    assert told_of_leaders("A delegation of teachers led by Jane Doe met {K} on Monday.") == []
    assert (
        told_of_leaders("A delegation led by Jane Doe, a teacher, met Mayor John Roe on Monday.")
        == []
    )
