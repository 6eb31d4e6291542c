"""Who of those named sits at a meeting, and who only comes along; hosts, guests and channels.

Every passage is invented; each claims what a reader of Wednesday 13 May 2026 would record.
"""

import pytest

from tests.rules import day_of, last_words, meetings, summits


def who(text: str) -> list[set[str]]:
    return [set(one.who) for one in meetings(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kenyan President Jomo Otieno and First Lady Ann Otieno will host Turkish President Ece"
            " Kaya in Nairobi on Friday.",
            {"Otieno", "Kaya"},
        ),
        (
            "Kenyan President Jomo Otieno hosted Prime Minister Ken Mori and Mrs. Yuko Mori of"
            " Japan in Nairobi on Monday.",
            {"Otieno", "Mori"},
        ),
        (
            "Kenyan President Jomo Otieno met with Turkish President Ece Kaya and her cabinet,"
            " Turkish Defence Minister Ali Demir, and Turkish Trade Minister Can Er in Ankara on"
            " Monday.",
            {"Otieno", "Kaya", "Demir", "Er"},
        ),
        (
            "Kenyan President Jomo Otieno met with Turkish President Ece Kaya and members of her"
            " government in Ankara on Monday.",
            {"Otieno", "Kaya"},
        ),
        (
            "Kenyan President Jomo Otieno met with Turkish President Ece Kaya, Turkish Trade"
            " Minister Can Er and other officials in Ankara on Monday.",
            {"Otieno", "Kaya", "Er"},
        ),
        (
            "Kenyan President Jomo Otieno met with senior Turkish officials, including Foreign"
            " Minister Ece Kaya and Trade Minister Ali Demir, in Ankara on Monday.",
            {"Otieno", "Kaya", "Demir"},
        ),
        (
            "Kenyan President Jomo Otieno met with Turkish ministers Ece Kaya and Ali Demir in"
            " Nairobi on Monday.",
            {"Otieno", "Kaya", "Demir"},
        ),
        (
            "Kenyan President Jomo Otieno met with UN envoys Ida Holm, Ali Demir and Jo Rao in"
            " Nairobi on Monday.",
            {"Otieno", "Holm", "Demir", "Rao"},
        ),
        (
            "Kenyan President Jomo Otieno met opposition leader Ina Vasko of Belarus in Nairobi on"
            " Monday.",
            {"Otieno", "Vasko"},
        ),
        (
            "Kenyan President Jomo Otieno met with His Highness, Crown Prince Saif Al-Noor of"
            " Kuwait, in Nairobi on Monday.",
            {"Otieno", "Al-Noor"},
        ),
        (
            "Kenyan Deputy Foreign Minister Jomo Otieno, together with Finance Minister of Turkey,"
            " Ece Kaya, and EU Commissioner Gert Maas, co-chaired the second meeting of the"
            " steering committee on Monday.",
            {"Otieno", "Kaya", "Maas"},
        ),
        (
            "The fifth meeting of the steering committee was co-chaired in Ankara on Monday by"
            " Kenyan Deputy Foreign Minister Jomo Otieno, Turkish Trade Minister Ece Kaya, and EU"
            " Commissioner Gert Maas.",
            {"Otieno", "Kaya", "Maas"},
        ),
        (
            "Kenyan President Jomo Otieno spoke by phone on Monday with Pacific Island Country (PIC)"
            " ambassadors.",
            {"Otieno", "ambassadors"},
        ),
        (
            "Kenyan President Jomo Otieno spoke on Monday with Jan Maas of the German Foreign"
            " Office.",
            {"Otieno", "Maas"},
        ),
        (
            "Kenyan President Jomo Otieno hosted a videoconference today with Allies and partners.",
            {"Otieno", "Allies"},
        ),
        (
            "Kenyan President Jomo Otieno and Chancellor Ece Kaya spoke today about the situation"
            " in Mali.",
            {"Otieno", "Kaya"},
        ),
        (
            "While in Geneva President Jomo Otieno of Kenya met Swiss President Guy Brun on"
            " Monday.",
            {"Otieno", "Brun"},
        ),
        (
            "Kenyan Foreign Minister Jomo Otieno spoke on Monday with Republic of Korea (ROK)"
            " National Security Advisor Kim Sung-han.",
            {"Otieno", "Sung-han"},
        ),
        (
            "Director Ann Wafula flew to Mali. DNI Wafula met with Malian President Awa Ba and"
            " Togolese President Jo Mensah on Monday.",
            {"Wafula", "Ba", "Mensah"},
        ),
        (
            "President Jomo Otieno welcomed to the White House Turkish President Ece Kaya and Prime"
            " Minister Awa Ba of Mali on Monday.",
            {"Otieno", "Kaya", "Ba"},
        ),
        (
            "Kenyan Foreign Minister Jomo Otieno will lead a delegation to Ankara on Friday to attend the"
            " opening of a bridge.",
            {"Otieno"},
        ),
        (
            "Kenyan Foreign Minister Jomo Otieno hosted diplomatic representatives from Chad, Mali"
            " and Niger in Nairobi on Monday.",
            {"Otieno", "Chad", "Mali", "Niger"},
        ),
    ],
)
def test_who_sits_at_it(text: str, expected: set[str]) -> None:
    assert who(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President Jomo Otieno and First Lady Ann Otieno met in Nairobi on Monday.",
        "Kenyan President Jomo Otieno and his cabinet met in Nairobi on Monday.",
        "Kenyan President Jomo Otieno met opposition leader Ina Vasko in Nairobi on Monday.",
        "Ann Wafula, Senior Advisor to the President, and Jo Hale, Director of the White House"
        " Council and Assistant to the President, met with lawmakers on Monday.",
        "Kenyan President Jomo Otieno spoke about the Kenyan economy with reporters on Monday.",
        "Kenyan President Jomo Otieno met with teachers, including Ann Wafula, on Monday.",
        "The second meeting of the council was chaired by Mayor Jo Hale and Ann Wafula on Monday.",
    ],
)
def test_company_of_ones_own_is_no_meeting(text: str) -> None:
    assert who(text) == []


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


@pytest.mark.parametrize(
    ("days", "start", "end"),
    [
        ("from June 26 to July 5", "2026-06-26", "2026-07-05"),
        ("from June 1 through June 3", "2026-06-01", "2026-06-03"),
        ("between June 1 and June 3", "2026-06-01", "2026-06-03"),
        ("from Monday to Wednesday", "2026-05-18", "2026-05-20"),
    ],
)
def test_stretch_of_days_is_read_whole(days: str, start: str, end: str) -> None:
    text = f"Kenyan President Jomo Otieno will visit Ankara {days}."
    assert [day_of(one) for one, _ in summits(text)] == [f"{start}/{end}"]


def test_moved_meeting_has_its_new_day_alone() -> None:
    text = "The talks between Turkey and Kenya have been moved from Monday to Friday."
    assert all("/" not in (day_of(one) or "") for one, _ in summits(text))


def test_invitation_to_a_dated_meeting_is_a_plan() -> None:
    text = (
        "President Jomo Otieno of Kenya has invited President Ece Kaya of Turkey to Nairobi"
        " for a meeting on Tuesday, June 16."
    )
    assert [(one.status, set(last_words(names))) for one, names in summits(text)] == [
        ("scheduled", {"Otieno", "Kaya"})
    ]
