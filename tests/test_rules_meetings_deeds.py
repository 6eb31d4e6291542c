"""`meetings/deeds`: verbs that tell of a meeting: whose, and held or not."""

import pytest

from tests.rules import dated, dated_meetings, told_of_leaders


def test_what_is_met_for_every_week_is_no_plan() -> None:
    both = "French President Luc Brun and Greek President Eleni Doukas"
    assert dated_meetings(f"{both} meet every Thursday.") == []


def test_whom_somebody_met_then_is_met_apart() -> None:
    text = (
        "On Tuesday Tajik President Emin Sharif met with the World Bank, then with Pakistani Prime"
        " Minister Bilal Khan, where he spoke of water."
    )
    assert dated_meetings(text) == [dated("Sharif Khan", "held", "2026-05-12")]


@pytest.mark.parametrize(
    "text",
    [
        "France meet Germany in Munich on Saturday. Coach Luis Ferrer left striker Ivan Petrov out.",
        "Australia met India in Perth on Sunday in the second Test, with captain Pat Hale out.",
        "Finland's Aki Salo met Spain's Jan Mora in the final in Madrid on Sunday.",
    ],
)
def test_a_game_is_no_meeting(text: str) -> None:
    assert dated_meetings(text) == []


def test_states_that_met_stay_beside_a_single_word_of_sport() -> None:
    text = "Ghana and Togo met in Accra on Monday. The captain of a trawler was freed."
    assert [one.who for one in dated_meetings(text)] == [frozenset({"Ghana", "Togo"})]


MONDAY, TUESDAY, FRIDAY = "2026-05-11", "2026-05-12", "2026-05-15"


LEADERS = "Mwangi Solheim"


def test_who_is_quoted_tells_of_his_own_meetings_alone() -> None:
    own = told_of_leaders('"I met {N} in Oslo on Monday," {K} said.')
    assert own == [("held", "in_person", MONDAY, "Oslo", LEADERS)]
    assert told_of_leaders('"{C} met {N} in Oslo on Monday," {K} said.') == []
    assert told_of_leaders('"I could meet {N} in Oslo on Friday," {K} said.') == []
