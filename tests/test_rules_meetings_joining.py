"""`meetings/joining`: to which meeting each telling goes.

Also: `meetings/meeting`.
"""

import pytest

from tests.rules import read_meetings, told_in_lines

CANADA = (
    "Canada and Poland are to build reactors together. Canadian Foreign Minister Claire Boyd met"
    " Polish Foreign Minister Jan Wilk in Ottawa on Tuesday. "
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A first round of talks between officials is to take place in Gdansk on June 14.",
            "scheduled 2026-06-14 Gdansk: Canada Poland",
        ),
        (
            "Consultations on consular affairs will be held in Warsaw on 3 June.",
            "scheduled 2026-06-03 Warsaw: Canada Poland",
        ),
        (
            "The consultations on visas foreseen for 20 May have been deferred.",
            "postponed 2026-05-20 -: Canada Poland",
        ),
    ],
)
def test_officials_of_nobody_are_those_of_the_two_who_met(text: str, expected: str) -> None:
    first = "held 2026-05-12 Ottawa: Boyd Wilk"
    assert told_in_lines(CANADA + text) == [first, expected]


def test_planned_talks_without_names_need_a_day_and_diplomacy() -> None:
    planned = read_meetings("U.N.-backed peace talks are slated for June 4.").summits
    assert [(one.status, one.participants) for one in planned] == [("scheduled", ())]
    assert not read_meetings("Pay talks at the mill are slated for June 4.").summits
