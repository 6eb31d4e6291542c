"""`meetings/apart`: several whom one verb met, together or one by one."""

import pytest

from tests.rules import (
    dated,
    dated_meetings,
    read_document,
    read_meetings,
    told_of_leaders,
)

VENN, HALE = "President Mara Venn of Kallistan", "President Jon Hale of Ostrava"


def test_each_whom_a_caller_spoke_with_is_a_call() -> None:
    text = (
        f"{VENN} spoke by phone with {HALE}, with the Emir of Qatar, Tamim Aziz, and with Prime"
        " Minister Eva Brandt of Lornia."
    )
    assert [names - {"Mara Venn"} for _, names in read_document(text)] == [
        {"Jon Hale"},
        {"Tamim Aziz"},
        {"Eva Brandt"},
    ]


def test_separate_talks_and_several_calls_are_apart() -> None:
    talks = read_meetings(
        "Kallistan's President Mara Venn held separate talks with Ostrava's President Jon Hale and"
        " Lornia's President Eva Brandt on Monday."
    )
    assert [talks.who(0), talks.who(1)] == [
        {"Mara Venn", "Jon Hale"},
        {"Mara Venn", "Eva Brandt"},
    ]
    calls = read_meetings(
        "Kallistan's President Mara Venn also called Ostrava's President Jon Hale and Lornia's"
        " President Eva Brandt to brief them."
    )
    assert [one.channel for one in calls.summits] == ["phone", "phone"]


def test_a_second_object_has_a_day_of_its_own() -> None:
    text = (
        "Tajik President Emin Sharif saw the emir of Qatar on Monday and, a day later, Pakistani"
        " Prime Minister Bilal Khan, his office said."
    )
    assert dated_meetings(text) == [
        dated("Sharif Qatar", "held", "2026-05-11"),
        dated("Sharif Khan", "held", "2026-05-12"),
    ]


LEADERS = "Mwangi Solheim"


@pytest.mark.parametrize(
    "text",
    [
        "{K} met {N} and {C} separately on Monday.",
        "{N} and {C} were in Bern on Monday. On Monday {K} met each of the two leaders separately.",
    ],
)
def test_who_is_met_apart_is_met_in_a_record_of_his_own(text: str) -> None:
    assert sorted(one[4] for one in told_of_leaders(text)) == ["Fuentes Mwangi", LEADERS]
