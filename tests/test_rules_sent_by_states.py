"""Meetings of those whom states or bodies send: "delegations from", "ministers of more than 50".

Every passage is invented; each claims what a reader of Wednesday 13 May 2026 would record.
"""

import pytest

from tests.rules import summits


def read(text: str) -> list[str]:
    """The meetings of a text: `"held 2026-05-12 Geneva: Kenya, Somalia"`."""
    return [
        f"{one.status} {(one.date.start == one.date.end and one.date.start) or '-'}"
        f" {one.place_text or '-'}: {', '.join(sorted(names))}"
        for one, names in summits(text)
    ]


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
    (found,) = read(text)
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
    assert read(text) == [expected]


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
    assert read(text) == []


def test_names_behind_those_whom_states_sent_are_theirs() -> None:
    assert read(
        "The ministers of foreign affairs of Mali and of Togo, Awa Ba and Jo Mensah, met in Luanda"
        " on Monday."
    ) == ["held 2026-05-11 Luanda: Mali, Togo"]
    assert read("Delegations from Mali and Togo met in Luanda on Monday, Jo Mensah said.") == [
        "held 2026-05-11 Luanda: Mali, Togo"
    ]


def test_a_round_of_contacts_is_one_more_of_those_who_met() -> None:
    found = read(
        "Kenyan President Asha Mwangi met Peruvian President Jo Hale in Lima on Monday. A 53rd"
        " round of exploratory contacts will be held in Istanbul on 20 June."
    )
    assert found[1] == "scheduled 2026-06-20 Istanbul: Asha Mwangi, Jo Hale"
