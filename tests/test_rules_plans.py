"""Meetings whose day or fate hangs on the form: plans in the present, diaries, offers, answers.

Every passage is invented; each claims what a reader of Wednesday 13 May 2026 would record.
"""

from dataclasses import dataclass

import pytest

from pipeline.reading.text import make_article
from pipeline.resolving.dates import DateContext, resolve
from pipeline.rules.draft import draft_by_rules
from schemas.records import DateInterval
from tests.rules import PUBLISHED, last_words, summits


@dataclass(frozen=True)
class Met:
    status: str
    day: str | None
    place: str | None
    who: frozenset[str]


def met(who: str, status: str, day: str | None = None, place: str | None = None) -> Met:
    return Met(status, day, place, frozenset(who.split()))


def read(text: str) -> list[Met]:
    """The meetings of a text in its order, days of more than one left out."""
    return [
        Met(
            one.status,
            str(one.date.start) if one.date.start and one.date.start == one.date.end else None,
            one.place_text,
            frozenset(last_words(names)),
        )
        for one, names in summits(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Polish Foreign Minister Jan Wilk meets his Dutch counterpart Piet Bos on Friday.",
            met("Wilk Bos", "scheduled", "2026-05-15"),
        ),
        (
            "Polish Foreign Minister Jan Wilk meets his Dutch counterpart Piet Bos in Warsaw on"
            " Monday, May 4, 2026.",
            met("Wilk Bos", "held", "2026-05-04", "Warsaw"),
        ),
        (
            "India's foreign minister Rohan Deshpande arrives in Nepal on Friday for a visit.",
            met("Deshpande", "scheduled", "2026-05-15", "Nepal"),
        ),
    ],
)
def test_the_present_tense_with_a_day_to_come_is_a_plan(text: str, expected: Met) -> None:
    assert read(text) == [expected]


def test_a_diarys_day_heads_its_entries() -> None:
    diary = (
        "FRIDAY, MAY 15\nBRUSSELS - Moldovan President Ana Ursu meets Irish President Sean Daly.\n"
        "MONDAY, MAY 18\n- Paris: French President Luc Brun hosts Greek President Eleni Doukas"
    )
    assert read(diary) == [
        met("Ursu Daly", "scheduled", "2026-05-15", "BRUSSELS"),
        met("Brun Doukas", "scheduled", "2026-05-18", "Paris"),
    ]


def test_a_day_that_stands_alone_dates_no_other_sentences() -> None:
    text = "May 8, 2026\nMoldovan President Ana Ursu met Irish President Sean Daly."
    assert [one.day for one in read(text)] == [None]


def test_a_datelines_day_is_the_reports() -> None:
    (found,) = read(
        "GENEVA, May 12 - Talks between Armenia and Turkey broke down in Geneva on Monday."
    )
    assert (found.day, found.place) == ("2026-05-11", "Geneva")


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
    assert [one.status for one in read(text)] == [status]


@pytest.mark.parametrize(
    "answer",
    [
        "There was no such meeting.",
        "They did not meet.",
        "That is not true.",
        "He did not. He was at home.",
    ],
)
def test_an_answer_that_denies_makes_the_question_a_denied_meeting(answer: str) -> None:
    question = "QUESTION: Did French President Luc Brun meet the Iranian foreign minister in Oman?"
    assert {one.status for one in read(f"{question}\n\nMR. DALTON: {answer}")} == {"denied"}


def test_a_claim_of_a_meeting_is_no_offer_of_one() -> None:
    both = "French President Luc Brun and Greek President Eleni Doukas"
    told = f"Envoys suggested on Tuesday that {both} met in Bern on Monday."
    assert [one.status for one in read(told)] == ["held"]
    told = f"Ghana proposed a truce on Tuesday, and {both} met in Bern on Monday."
    assert [one.status for one in read(told)] == ["held"]


def test_what_is_met_for_every_week_is_no_plan() -> None:
    both = "French President Luc Brun and Greek President Eleni Doukas"
    assert read(f"{both} meet every Thursday.") == []


def test_a_question_tells_of_no_meeting() -> None:
    question = "QUESTION: Did French President Luc Brun meet the Iranian foreign minister in Oman?"
    assert read(f"{question}\n\nMR. DALTON: I have nothing to announce.") == []
    told = (
        "Asked about a report that French President Luc Brun had met the Iranian foreign minister"
    )
    assert read(f"{told} in Oman, she said she had no information.") == []


def test_a_second_object_has_a_day_of_its_own() -> None:
    text = (
        "Tajik President Emin Sharif saw the emir of Qatar on Monday and, a day later, Pakistani"
        " Prime Minister Bilal Khan, his office said."
    )
    assert read(text) == [
        met("Sharif Qatar", "held", "2026-05-11"),
        met("Sharif Khan", "held", "2026-05-12"),
    ]


def test_whom_somebody_met_then_is_met_apart() -> None:
    text = (
        "On Tuesday Tajik President Emin Sharif met with the World Bank, then with Pakistani Prime"
        " Minister Bilal Khan, where he spoke of water."
    )
    assert read(text) == [met("Sharif Khan", "held", "2026-05-12")]


def test_an_opposite_number_is_a_counterpart() -> None:
    text = "Austria's foreign minister Lukas Brenner rang his Serbian opposite number, Mila Radan, on Monday."
    assert read(text) == [met("Brenner Radan", "held", "2026-05-11")]


def test_the_meeting_says_who_was_at_the_conference() -> None:
    text = (
        "Donors pledged 2 billion euros for Sudan at a conference in Berlin on Tuesday. The meeting,"
        " co-hosted by Germany and France, brought together 41 ministers."
    )
    (found,) = read(text)
    assert (found.day, found.place) == ("2026-05-12", "Berlin")
    assert found.who >= {"Germany", "France"}


def test_the_two_neighbours_are_those_who_met() -> None:
    text = (
        "Somalia called off a meeting with Ethiopia on Friday. Ministers of the two neighbours last"
        " met in Ankara on May 4."
    )
    assert read(text)[-1] == met("Somalia Ethiopia", "held", "2026-05-04", "Ankara")


def test_officials_of_counted_states_are_no_states() -> None:
    text = "Kenya, Uganda and Ghana agreed. Military chiefs from the three countries met in Accra on Monday."
    assert {one.who for one in read(text)} == {frozenset({"Kenya", "Uganda", "Ghana"})}
    article = make_article(text, "text", published_text=PUBLISHED)
    roles = {actor.role for actor in draft_by_rules(article).actors}
    assert {"military chief of Kenya", "military chief of Uganda"} <= roles


def test_delegations_of_counted_states_are_those_states() -> None:
    text = "Kenya, Uganda and Ghana agreed. Delegations from the three countries met in Accra on Monday."
    article = make_article(text, "text", published_text=PUBLISHED)
    assert not [actor for actor in draft_by_rules(article).actors if actor.role]


@pytest.mark.parametrize(
    "text",
    [
        "France meet Germany in Munich on Saturday. Coach Luis Ferrer left striker Ivan Petrov out.",
        "Australia met India in Perth on Sunday in the second Test, with captain Pat Hale out.",
        "Finland's Aki Salo met Spain's Jan Mora in the final in Madrid on Sunday.",
    ],
)
def test_a_game_is_no_meeting(text: str) -> None:
    assert read(text) == []


def test_states_that_met_stay_beside_a_single_word_of_sport() -> None:
    text = "Ghana and Togo met in Accra on Monday. The captain of a trawler was freed."
    assert [one.who for one in read(text)] == [frozenset({"Ghana", "Togo"})]


@pytest.mark.parametrize(
    ("sentence", "met_told", "expected"),
    [
        ("They discussed upcoming votes in a call on Tuesday.", True, "2026-05-12"),
        ("They discussed what would follow in a call on Tuesday.", True, "2026-05-12"),
        ("They will meet on Tuesday.", True, "2026-05-19"),
        ("Prices would rise on Tuesday.", False, "2026-05-19"),
    ],
)
def test_what_a_held_meeting_was_about_does_not_put_it_ahead(
    sentence: str, met_told: bool, expected: str
) -> None:
    day = DateInterval.model_validate(
        {"start": PUBLISHED, "end": PUBLISHED, "precision": "day", "basis": "explicit"}
    )
    found = resolve("on Tuesday", DateContext(published=day), sentence=sentence, met=met_told)
    assert str(found.interval.start) == expected
