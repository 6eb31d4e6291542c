"""`phrase_unnamed`: those without: a role, a group, a body.

Also: `modifiers`, `names_with_of`, `office_phrases`.
"""

import pytest

from pipeline.reading.text import make_article
from pipeline.rules.draft import draft_by_rules
from tests.rules import PUBLISHED, who_met


@pytest.mark.parametrize(
    ("counterpart", "name"),
    [
        ("Ada Mwangi, Chief Diplomatic Advisor to the President of Kenya", "Mwangi"),
        ("Ada Mwangi, Foreign Affairs and Defense Advisor to the Prime Minister", "Mwangi"),
        ("Dr. Ada Mwangi, Foreign and Security Advisor to the Kenyan President", "Mwangi"),
        ("Coordinating Minister for Maritime Affairs and Investment Jomo Otieno", "Otieno"),
        (
            "Coordinating Minister for Maritime Affairs and Investment Jomo Otieno of Kenya",
            "Otieno",
        ),
        ("Deputy Prime Minister for Restoration of Kenya Jomo Otieno", "Otieno"),
        ("the Secretary of the Kenyan Security Council Jomo Otieno", "Otieno"),
        ("President of Kenya Jomo Otieno", "Otieno"),
        ("the Prime Minister of the Republic of Kenya Jomo Otieno", "Otieno"),
        ("Kenya’s Ambassador to the African Union Jomo Otieno", "Otieno"),
        ("Kenyan Assistant to the President for Security Affairs Jomo Otieno", "Otieno"),
        ("National Security Advisor to the Vice President Jomo Otieno of Kenya", "Otieno"),
        ("Kenyan Deputy Assistant and Senior Advisor for Energy Jomo Otieno", "Otieno"),
        ("Kenyan Minister of Defense Jomo “Jojo” Otieno", "Otieno"),
        ("National Security Advisor (NSA) Jomo Otieno of Kenya", "Otieno"),
        ("the African Union (AU) Secretary-General (SG) Dr. Jomo Otieno", "Otieno"),
        ("Kenyan Prime Minister-Designate Jomo Otieno", "Otieno"),
        ("Prime Minister Jomo Otieno of Trinidad and Tobago", "Otieno"),
        ("Prime Minister Jomo Otieno of Antigua & Barbuda", "Otieno"),
        ("Foreign Minister of Kenya, Jomo Otieno, and Foreign Minister of Togo, Awa Ba,", "Otieno"),
    ],
)
def test_office_of_many_words_has_its_holder(counterpart: str, name: str) -> None:
    found = who_met(f"Turkish President Ece Kaya met with {counterpart} in Ankara on Monday.")
    assert len(found) == 1
    assert {"Kaya", name} <= found[0]
    assert len(found[0]) == 2 + ("Ba" in found[0])


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Turkish President Ece Kaya met with Minister for Trade and Industry Jomo Otieno of"
            " Kenya in Ankara on Monday.",
            "Minister for Trade and Industry",
        ),
        (
            "Turkish President Ece Kaya met with Jomo Otieno, Strategic and Economic Advisor to the"
            " President of Kenya, in Ankara on Monday.",
            "Strategic and Economic Advisor to the President of Kenya",
        ),
    ],
)
def test_office_is_told_whole(text: str, roles: str) -> None:
    article = make_article(text, "text", published_text=PUBLISHED)
    assert roles in [actor.role for actor in draft_by_rules(article).actors]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Two people, each with his office.
        (
            "The president of Kenya and Energy Minister Awa Ba of Togo met in Lagos on Monday.",
            {"Ba", "Kenya"},
        ),
        (
            "Jomo Otieno, Director of the Kenyan Security Council and Awa Ba, Foreign Minister of"
            " Togo, met in Lagos on Monday.",
            {"Ba", "Otieno"},
        ),
        (
            "Kenyan President Jomo Otieno and Minister of Defence of Togo Awa Ba met in Lagos on"
            " Monday.",
            {"Ba", "Otieno"},
        ),
        # The letters of a body behind it are nobody.
        (
            "Kenyan President Jomo Otieno met the head of the African Union (AU) in Lagos on"
            " Monday.",
            {"Otieno", "Union"},
        ),
    ],
)
def test_two_offices_are_two_people(text: str, expected: set[str]) -> None:
    found = who_met(text)
    assert len(found) == 1
    assert expected <= found[0]
    assert len(found[0]) == len(expected)
