"""Whose words short quotations and reported clauses are: every sentence here is invented."""

import pytest

from tests.test_rules_speech import said

WHO = "President Mara Venn of Lornia met Otto Brand. "


@pytest.mark.parametrize(
    ("sentence", "who", "words"),
    [
        ("Venn called it a “small but useful” step.", "Mara Venn", "“small but useful”"),
        ("Venn called the report a “damning indictment”.", "Mara Venn", "“damning indictment”"),
        ("Venn dismissed as “idle” reports of a deal.", "Mara Venn", "“idle”"),
        ("Venn rejected as “absurd” the claims of Brand.", "Mara Venn", "“absurd”"),
        ("It failed for what Venn termed “technical reasons”.", "Mara Venn", "“technical reasons”"),
        ("It ended in what Brand called “a farce”.", "Otto Brand", "“a farce”"),
        ("Venn vowed Friday never to “trade the blood of men.”", "Mara Venn", "never to “trade"),
        ("Venn promised not to “look away” again.", "Mara Venn", "not to “look away” again"),
        ("Venn pledged on Monday to rebuild the bridge.", "Mara Venn", "rebuild the bridge"),
        (
            "Venn said Monday’s talks were “an insult” to all.",
            "Mara Venn",
            "Monday’s talks were “an insult” to all",
        ),
        ("Venn denied any rift.", "Mara Venn", "any rift"),
        (
            "A former nurse described being ordered to lie.",
            "former nurse",
            "being ordered to lie",
        ),
        (
            "Venn smiled; Brand, asked whether he trusted her, said it was “not about trust”.",
            "Otto Brand",
            "it was “not about trust”",
        ),
        (
            "His team left, its head, Vice President Jan Holm, declaring himself “appalled”.",
            "Jan Holm",
            "himself “appalled”",
        ),
        ("“Whatever you need,” Brand is heard saying on a tape.", "Otto Brand", "“Whatever you"),
        ("Lornia’s TV quoted the latter as saying unity “is all.”", "Otto Brand", "unity “is"),
        (
            "The ministry said, citing a report by police, that the road was open.",
            "ministry",
            "the road was open",
        ),
        (
            "A number of officials, he said later. A number of officials said it was over.",
            "officials",
            "it was over",
        ),
        (
            "Members of Lornia’s Peace Council, who pressed for the release of Jan Holm, called it "
            "“too little, too late”.",
            "Members of Lornia’s Peace Council",
            "“too little, too late”",
        ),
        (
            "Under-Secretary-General for Peacekeeping Jean-Marie Rous said the men were late.",
            "Jean-Marie Rous",
            "the men were late",
        ),
    ],
)
def test_whose_words_a_clause_reports(sentence: str, who: str, words: str) -> None:
    found = [(one.who, one.words[-1]) for one in said(WHO + sentence)]
    assert any(one[0] == [who] and one[1].startswith(words) for one in found), found


def test_both_of_a_row_say_what_which_reports() -> None:
    found = said("It was brushed aside by Lornia and Ardesh, which say the North must show it.")
    assert [one.who for one in found] == [["Lornia", "Ardesh"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "They met in what they called the “Blue House”.",
        "They have stopped calling it a “road map”.",
        "Venn spoke on the alleged plans of Ardesh to leave the treaty.",
        "Venn, asked whether she trusted Brand, smiled.",
    ],
)
def test_names_and_things_that_are_claimed_are_no_speech(sentence: str) -> None:
    assert said(WHO + sentence) == []


def test_a_full_name_has_its_call_name_inside() -> None:
    found = said("Brazil’s Luiz Inácio Lula da Silva spoke. “We won,” Lula told radio.")
    assert [one.who for one in found] == [["Luiz Inácio Lula da Silva"]]
