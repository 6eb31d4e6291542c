"""`meetings/discussing`: discussed, on a day."""

import pytest

from tests.rules import meetings

PAIR = frozenset({"Biden", "Kuleba"})


@pytest.mark.parametrize(
    "later",
    [
        "They discussed the upcoming visit of the president to Washington on August 30.",
        "They discussed preparations for the July summit.",
        "The two also discussed the virtual meeting of the alliance on May 4.",
        "They exchanged views on the war.",
        "Following up on their May 4 conversation, the two leaders discussed grain.",
        "Following the vote on Monday, President Biden and Foreign Minister Kuleba discussed grain.",
    ],
)
def test_what_was_discussed_is_no_meeting_of_its_own(later: str) -> None:
    first = "President Biden met with Foreign Minister Kuleba of Ukraine on Tuesday."
    held = [one for one in meetings(f"{first} {later}") if one.who == PAIR]
    assert [one.day for one in held if one.status == "held" and one.channel != "phone"] in (
        ["2026-05-12"],
        ["2026-05-12", "2026-05-04"],  # the conversation of May 4 is one
    )


@pytest.mark.parametrize(
    ("text", "day", "channel"),
    [
        (
            "President Macron and Chancellor Scholz discussed trade in Berlin on Monday.",
            "2026-05-11",
            "unspecified",
        ),
        (
            "On Monday President Macron and Chancellor Scholz discussed trade.",
            "2026-05-11",
            "unspecified",
        ),
        (
            "President Macron and Chancellor Scholz on Monday discussed the war in Syria by phone.",
            "2026-05-11",
            "phone",
        ),
        (
            "President Macron and Chancellor Scholz discussed trade in a video call on Monday.",
            "2026-05-11",
            "video",
        ),
    ],
)
def test_a_day_or_line_makes_a_meeting_of_a_discussion(text: str, day: str, channel: str) -> None:
    (found,) = meetings(text)
    assert (found.day, found.channel) == (day, channel)
