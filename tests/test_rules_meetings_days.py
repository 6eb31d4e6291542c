"""`meetings/days`: the day that another sentence gives."""

from tests.rules import dated, dated_meetings, meetings

MET_BEFORE = (
    "Kenyan President Ada Mwangi met Chilean President Carolina Fuentes in Lima on Monday. "
)


def test_what_was_also_said_on_the_sidelines_was_that_day() -> None:
    found = meetings(
        MET_BEFORE + "She also met Norway's foreign minister, Eva Holm, on the sidelines."
    )
    assert [one.day for one in found] == ["2026-05-11", "2026-05-11"]
    apart = meetings(MET_BEFORE + "She had met Norway's foreign minister, Eva Holm, in her youth.")
    assert apart[-1].day is None


def test_a_diarys_day_heads_its_entries() -> None:
    diary = (
        "FRIDAY, MAY 15\nBRUSSELS - Moldovan President Ana Ursu meets Irish President Sean Daly.\n"
        "MONDAY, MAY 18\n- Paris: French President Luc Brun hosts Greek President Eleni Doukas"
    )
    assert dated_meetings(diary) == [
        dated("Ursu Daly", "scheduled", "2026-05-15", "BRUSSELS"),
        dated("Brun Doukas", "scheduled", "2026-05-18", "Paris"),
    ]


def test_a_day_that_stands_alone_dates_no_other_sentences() -> None:
    text = "May 8, 2026\nMoldovan President Ana Ursu met Irish President Sean Daly."
    assert [one.day for one in dated_meetings(text)] == [None]


def test_a_datelines_day_is_the_reports() -> None:
    (found,) = dated_meetings(
        "GENEVA, May 12 - Talks between Armenia and Turkey broke down in Geneva on Monday."
    )
    assert (found.day, found.place) == ("2026-05-11", "Geneva")
