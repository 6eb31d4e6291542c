"""`meetings/occasion_parties`: who takes part in what such a noun names."""

import pytest

from tests.rules import read_document, told_in_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The deal was struck at a meeting in Doha on Sunday at which Qatar and Egypt presented"
            " new proposals.",
            "held 2026-05-10 Doha: Egypt Qatar",
        ),
        (
            "The plan was drawn up during a conference in Berlin on 4 May, when Germany, France and"
            " Italy promised to respect the embargo.",
            "held 2026-05-04 Berlin: France Germany Italy",
        ),
        (
            "Tripoli hailed the quartet meeting on Libya, which brought the Arab League, the"
            " African Union and the European Union together in Cairo on Saturday.",
            "held 2026-05-09 Cairo: League Union Union",
        ),
        (
            "Rao took part in the talks that President Mara Venn held in Kyiv on Sunday with U.S."
            " Secretary of State Jo Hale.",
            "held 2026-05-10 Kyiv: Hale Venn",
        ),
        (
            "Russian Foreign Minister Ivan Orlov and Turkish Foreign Minister Emre Kaya agreed on"
            " the corridor after 18 hours of talks in Ankara on Monday.",
            "held 2026-05-11 Ankara: Kaya Orlov",
        ),
        (
            "Talks between Russian Foreign Minister Ivan Orlov and Turkey's Emre Kaya took place"
            " in Ankara on Monday.",
            "held 2026-05-11 Ankara: Kaya Orlov",
        ),
        (
            "Secretary-General Ban Rowe, who returned last week from Nairobi, is convening a high-level"
            " meeting on Sudan on 21 May.",
            "scheduled 2026-05-21 -: Rowe",
        ),
        (
            "French President Luc Morel will host a conference on Lebanon in Paris on Thursday.",
            "scheduled 2026-05-14 Paris: Morel",
        ),
        (
            "The foreign ministers of Egypt and Ethiopia left a meeting in Kinshasa on Tuesday.",
            "held 2026-05-12 Kinshasa: Egypt Ethiopia",
        ),
        (
            "At a meeting in Beijing on Monday, Chinese President Xu Lin told U.S. Secretary of"
            " State Jo Hale that both should be partners.",
            "held 2026-05-11 Beijing: Hale Lin",
        ),
        (
            "Chinese President Xu Lin told U.S. Secretary of State Jo Hale at a meeting in Beijing"
            " on Monday that both should be partners.",
            "held 2026-05-11 Beijing: Hale Lin",
        ),
        (
            "Monday's talks in Jeddah, the first between Canada and Poland since February, lasted"
            " eight hours.",
            "held 2026-05-11 Jeddah: Canada Poland",
        ),
        (
            "The foreign ministers' meeting in Luxembourg on Monday ended without agreement.",
            "held 2026-05-11 Luxembourg: ministers",
        ),
        (
            "Canada and Poland agreed at the talks in Lahore on Monday to reopen the border.",
            "held 2026-05-11 Lahore: Canada Poland",
        ),
        (
            "During their meeting in Moscow, Syrian President Adib Halabi thanked Russian President"
            " Ivan Orlov for his help.",
            "held - Moscow: Halabi Orlov",
        ),
        (
            "Following Saturday's sit-down between Iranian Foreign Minister Ali Karimi and US envoy"
            " Dan Hale in Muscat, oil fell.",
            "held 2026-05-09 Muscat: Hale Karimi",
        ),
        (
            "The gathering, the first of its kind, brought the presidents of Kazakhstan and"
            " Uzbekistan to Astana on Friday.",
            "held 2026-05-08 Astana: Kazakhstan Uzbekistan",
        ),
        (
            "Armenia and Azerbaijan pulled out of a peace summit in Granada due on Thursday.",
            "cancelled 2026-05-14 Granada: Armenia Azerbaijan",
        ),
        (
            "Albanian President Edi Hoxha will skip Thursday's meeting with Serbian President Ana"
            " Kos in Granada.",
            "cancelled 2026-05-14 Granada: Hoxha Kos",
        ),
        (
            "Russia and the United States are at odds. A US-Russia summit in Helsinki on July 16"
            " was announced on Tuesday.",
            "scheduled 2026-07-16 Helsinki: Russia States",
        ),
    ],
)
def test_who_meets_stands_in_a_clause_of_the_noun(text: str, expected: str) -> None:
    assert told_in_lines(text) == [expected]


def test_who_walked_out_of_a_summit_was_at_it() -> None:
    text = (
        "Talks would resume in June, according to Turkish President Emre Kaya, who walked out of"
        " his last summit with Greek President Nikos Rallis, in Hanoi in February."
    )
    assert "held - Hanoi: Kaya Rallis" in told_in_lines(text)


def test_states_joined_by_a_hyphen_before_talks_are_the_parties() -> None:
    ((meeting, names),) = read_document("U.S.-China trade talks were held in Geneva on Monday.")
    assert names == {"U.S.", "China"}
    assert meeting.place_text == "Geneva"
