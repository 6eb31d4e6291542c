"""`meetings/when`: the day that a sentence gives."""

import pytest

from tests.rules import day_of, meetings, read_meetings, summits


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


TWO = "Kallistan's President Mara Venn met Ostrava's President Jon Hale"


def test_the_date_is_the_meetings_not_that_of_the_report() -> None:
    told = f"{TWO} on Tuesday, her office said on Wednesday."
    assert read_meetings(told).summits[0].date_text == "on Tuesday"
    assert read_meetings(f"{TWO}, her office said on Wednesday.").summits[0].date_text is None


def test_what_follows_the_commas_of_a_preposed_meeting_does_not_date_it() -> None:
    found = read_meetings(
        "Following talks between Kallistan's President Mara Venn and Ostrava's President Jon Hale,"
        " their envoys opened an office in Geneva on 4 May."
    )
    assert [(one.date_text, one.place_text) for one in found.summits] == [(None, None)]
