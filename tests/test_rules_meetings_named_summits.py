"""`meetings/named_summits`: summits by name."""

import pytest

from tests.rules import meetings, read_document, told_in_lines


def test_a_summit_by_name_has_its_own_guests() -> None:
    text = (
        "Jake Sullivan met on Tuesday with NATO Secretary General Jens Stoltenberg. They discussed"
        " work ahead of the 75th Anniversary Summit in Washington next month."
    )
    met, summit = meetings(text)
    assert met.who == {"Sullivan", "Stoltenberg"}
    assert not summit.who


def test_a_summit_of_somebody_some_time_is_no_proposal() -> None:
    text = "Kenya and Uganda had offered a summit of regional leaders in Kampala instead."
    assert told_in_lines(text) == []


@pytest.mark.parametrize(
    ("sentence", "status", "place"),
    [
        ("President Mara Venn spoke at the NATO Summit in Madrid last June.", "held", "Madrid"),
        ("She looks forward to the G20 Summit in Rome next month.", "scheduled", "Rome"),
        ("Leaders agreed on it at the Vilnius Summit.", "held", "Vilnius"),
        ("At the Tribal Nations Summit in Washington he spoke of schools.", None, None),
        ("No future NATO summit is planned.", None, None),
    ],
)
def test_a_summit_by_name_is_a_meeting_of_its_own(
    sentence: str, status: str | None, place: str | None
) -> None:
    found = read_document(sentence)
    assert [(one.status, one.place_text) for one, _ in found] == (
        [(status, place)] if status else []
    )
