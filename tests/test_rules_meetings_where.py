"""`meetings/where`: the place."""

import pytest

from tests.rules import read_meetings, told_of_leaders


@pytest.mark.parametrize(
    ("words", "channel", "place"),
    [
        ("met President Jon Hale of Ostrava in Geneva", "in_person", "Geneva"),
        ("met President Jon Hale of Ostrava in the lakeside town of Port Elan", "in_person",
         "Port Elan"),
        ("held a video call with President Jon Hale of Ostrava", "video", None),
        ("spoke by phone with President Jon Hale of Ostrava", "phone", None),
        ("spoke with President Jon Hale of Ostrava", "unspecified", None),
        ("met President Jon Hale of Ostrava to discuss the war in Syria", "in_person", None),
        ("met President Jon Hale of Ostrava for the Astana process", "in_person", None),
    ],
)  # fmt: skip
def test_channel_and_place_are_read_from_the_clause(
    words: str, channel: str, place: str | None
) -> None:
    summit = read_meetings(f"President Mara Venn of Kallistan {words} on Tuesday.").summits[0]
    assert (summit.channel, summit.place_text) == (channel, place)


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("the People’s Republic of China", "People’s Republic of China"),
        ("Washington D.C.", "Washington D.C."),
        ("Italy's Rome", "Rome"),
    ],
)
def test_an_owner_is_no_part_of_a_place_but_of_a_states_name(where: str, place: str) -> None:
    (one,) = told_of_leaders(f"{{K}} met {{N}} in {where} on Tuesday.")
    assert one[3] == place


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("at the Kasri palace", "the Kasri palace"),
        ("at her Verdun residence", "Verdun residence"),
        ("outside Geneva", "Geneva"),
        ("here", "OSLO"),
    ],
)
def test_places_are_residences_outskirts_and_the_dateline(where: str, place: str) -> None:
    found = told_of_leaders(
        f"OSLO, May 13 (Xinhua) -- {{K}} held talks {where} on Monday with {{N}}."
    )
    assert [one[3] for one in found] == [place]
