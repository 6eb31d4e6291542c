"""`meetings/masked`: the same with a number for each actor."""

import pytest

from tests.rules import told_in_full, who_met


def test_officials_of_a_body_sit_for_it() -> None:
    text = "Kenyan President Jomo Otieno met officials from the European Union in Lagos on Monday."
    assert who_met(text) == [frozenset({"Otieno", "Union"})]


@pytest.mark.parametrize(
    "wording",
    [
        "{P} met in Geneva on Tuesday.",
        "Talks between {p} began in Geneva on Tuesday.",
        "A meeting between {p} took place in Geneva on Tuesday.",
        "A new round of talks among {p} ended in Geneva on Tuesday.",
        "The text was agreed at a meeting of {p} in Geneva on Tuesday.",
    ],
)
@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("delegations from Kenya and Somalia", "Kenya, Somalia"),
        ("senior diplomats from Japan, China and South Korea", "China, Japan, South Korea"),
        ("Kenyan and Somali officials", "Kenyan official, Somali official"),
        (
            "the ministers of foreign affairs of the Republic of Rwanda and of Uganda",
            "Republic of Rwanda, Uganda",
        ),
        ("diplomats from six world powers", "diplomats from six world powers"),
        ("ministers from more than 50 countries", "ministers from more than 50 countries"),
        ("the leaders of nine Balkan states", "leaders of nine Balkan states"),
        ("finance ministers of the Group of 20", "finance ministers of the Group of 20"),
        (
            "leaders of the Economic Community of West African States",
            "leaders of the Economic Community of West African States",
        ),
    ],
)
def test_those_whom_states_send_have_met(wording: str, who: str, expected: str) -> None:
    text = wording.format(p=who, P=who[0].upper() + who[1:])
    (found,) = told_in_full(text)
    assert found.casefold() == f"held 2026-05-12 Geneva: {expected}".casefold()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "North Korean leader Kim Jong Un met US President Dan Hale in Hanoi on Monday.",
            "held 2026-05-11 Hanoi: Dan Hale, Kim Jong Un",
        ),
        (
            "Greek PM Mavros met the Turkish president in Athens on Tuesday.",
            "held 2026-05-12 Athens: Mavros, Turkish president",
        ),
        (
            "The Economic Community of West African States (ECOWAS) held an emergency summit in"
            " Abuja on Saturday.",
            "held 2026-05-09 Abuja: Economic Community of West African States",
        ),
        (
            "The African Union's Peace and Security Council met in Addis Ababa on Monday.",
            "held 2026-05-11 Addis Ababa: African Union's Peace and Security Council",
        ),
    ],
)
def test_a_long_name_is_one(text: str, expected: str) -> None:
    assert told_in_full(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Students from more than 50 countries met in Geneva on Tuesday.",
        "Fans from Kenya and Somalia gathered in Geneva on Tuesday.",
        "Refugees from six African states met their lawyers in Geneva on Tuesday.",
        "The bus left Geneva at 8 PM on Tuesday.",
    ],
)
def test_those_whom_no_state_sends_have_not(text: str) -> None:
    assert told_in_full(text) == []


def test_names_behind_those_whom_states_sent_are_theirs() -> None:
    assert told_in_full(
        "The ministers of foreign affairs of Mali and of Togo, Awa Ba and Jo Mensah, met in Luanda"
        " on Monday."
    ) == ["held 2026-05-11 Luanda: Mali, Togo"]
    assert told_in_full(
        "Delegations from Mali and Togo met in Luanda on Monday, Jo Mensah said."
    ) == ["held 2026-05-11 Luanda: Mali, Togo"]
