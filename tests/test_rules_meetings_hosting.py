"""`meetings/hosting`: hosted, received, invited.

Also: `meetings/chairing`.
"""

import pytest

from tests.rules import (
    dated_meetings,
    last_words,
    meetings,
    read_meetings,
    summits,
    told_of_leaders,
)


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("hosted Turkish President Ece Kaya on Monday for a virtual bilateral meeting.", "video"),
        ("hosted Turkish President Ece Kaya by video conference on Monday.", "video"),
        ("hosted Turkish President Ece Kaya virtually on Monday.", "video"),
        ("hosted Turkish President Ece Kaya on Monday for talks on virtual money.", "in_person"),
        ("hosted Turkish President Ece Kaya in Nairobi on Monday.", "in_person"),
    ],
)
def test_guest_on_a_screen_comes_by_video(text: str, channel: str) -> None:
    assert [one.channel for one in meetings(f"Kenyan President Jomo Otieno {text}")] == [channel]


def test_invitation_to_a_dated_meeting_is_a_plan() -> None:
    text = (
        "President Jomo Otieno of Kenya has invited President Ece Kaya of Turkey to Nairobi"
        " for a meeting on Tuesday, June 16."
    )
    assert [(one.status, set(last_words(names))) for one, names in summits(text)] == [
        ("scheduled", {"Otieno", "Kaya"})
    ]


def test_host_guest_and_caller_have_their_roles() -> None:
    hosted = read_meetings(
        "Kallistan's President Mara Venn hosted Ostrava's President Jon Hale on Monday."
    )
    assert (hosted.role("Venn"), hosted.role("Hale")) == ("host", "guest")
    called = read_meetings(
        "Kallistan's President Mara Venn phoned Ostrava's President Jon Hale on Monday."
    )
    assert (called.role("Venn"), called.role("Hale")) == ("caller", "participant")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Colombian President Ana Ruiz proposed on Tuesday that she and Peruvian President Eva"
            " Mora meet at the border next month.",
            "proposed",
        ),
        (
            "Swedish King Olav has invited Moroccan King Hassan to visit Stockholm in June.",
            "proposed",
        ),
        (
            "Swedish King Olav has invited Moroccan King Hassan to visit Stockholm in June. Hassan"
            " accepted the invitation, a palace source said.",
            "scheduled",
        ),
        (
            "Swedish King Olav has invited Moroccan King Hassan to a summit in Stockholm in June.",
            "scheduled",
        ),
    ],
)
def test_an_offer_is_no_plan_until_it_is_taken(text: str, status: str) -> None:
    assert [one.status for one in dated_meetings(text)] == [status]


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("{K} will virtually meet with {N} on Friday.", "video"),
        ("On Monday {K} virtually hosted {N}.", "video"),
        ("Days after a virtual tour of the port {K} met {N} on Monday.", "in_person"),
    ],
)
def test_a_meeting_told_as_virtual_was_no_journey(text: str, channel: str) -> None:
    (one,) = told_of_leaders(text)
    assert one[1] == channel
