"""What a day, a topic or a name belongs to where a sentence tells of more than one thing."""

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


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        (
            "Mr. Sullivan previewed the May 18 meeting that he and Secretary of State Blinken will"
            " hold with Chinese officials.",
            "scheduled",
            "2026-05-18",
        ),
        (
            "On May 20, President Biden will participate in his first bilateral meeting with Prime"
            " Minister Trudeau of Canada.",
            "scheduled",
            "2026-05-20",
        ),
        (
            "Following their May 9 phone call, President Biden and President Xi Jinping will"
            " discuss ways to manage competition.",
            "held",
            "2026-05-09",
        ),
        (
            "Following Secretary Austin’s call with Ukrainian Defense Minister Reznikov on May 8 in"
            " which he previewed upcoming aid, the two armies agreed.",
            "held",
            "2026-05-08",
        ),
        (
            "President Biden met Prime Minister Trudeau of Canada on May 8 and will travel to Peru"
            " next week.",
            "held",
            "2026-05-08",
        ),
    ],
)
def test_a_meeting_whose_day_lies_ahead_was_not_held(text: str, status: str, day: str) -> None:
    assert (status, day) in [(one.status, one.day) for one in meetings(text)]


@pytest.mark.parametrize(
    "text",
    [
        "President Biden spoke today with President Lasso of Ecuador to discuss their vision ahead"
        " of the Summit of the Americas.",
        "President Biden met on Monday with President Lula of Brazil following his address to a"
        " joint meeting of Congress.",
        "President Biden met today with President Lula of Brazil on the margins of the Annual"
        " Ministerial Meeting in Bonn.",
    ],
)
def test_another_meetings_day_is_not_its_own(text: str) -> None:
    dated = [one for one in meetings(text) if one.day]
    assert len(dated) == 1
    assert "Biden" in dated[0].who


def test_a_summit_by_name_has_its_own_guests() -> None:
    text = (
        "Jake Sullivan met on Tuesday with NATO Secretary General Jens Stoltenberg. They discussed"
        " work ahead of the 75th Anniversary Summit in Washington next month."
    )
    met, summit = meetings(text)
    assert met.who == {"Sullivan", "Stoltenberg"}
    assert not summit.who


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
