"""`cues`: every cue of a sentence.

Also: `cue`, `no_cue`.
"""

import pytest

from tests.rules import VENN_MET_HOLM, is_told, said


def test_both_of_a_row_say_what_which_reports() -> None:
    found = said("It was brushed aside by Lornia and Ardesh, which say the North must show it.")
    assert [one.who for one in found] == [["Lornia", "Ardesh"]]


def test_who_acts_behind_and_calls_somebody_something_too() -> None:
    found = said(
        "Talks between the three governments have stalled, and Donald Hale left the room early, "
        "then called his host, Poland’s Jan Brand, “very dishonest and weak”."
    )
    assert [one.who for one in found] == [["Donald Hale"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Venn called on Jo Hale the next day and also met Holm.",
        "Venn, who landed on Monday, called on Chancellor Jo Hale earlier in the day.",
        "Venn expressed herself in those terms on her return from Ostrava.",
        "The ministers informed each other of the situation in their countries.",
        "Holm asked not to be named, insisting on anonymity because of his post.",
        "The weather was how the farmers in the north liked it.",
    ],
)
def test_no_words_where_nobody_says_any(sentence: str) -> None:
    assert said(VENN_MET_HOLM + sentence) == []


@pytest.mark.parametrize(
    ("sentence", "who", "words"),
    [
        (
            "They welcomed the Bern Statement of 17 April and stressed that peace was near.",
            "Bern Statement",
            "peace",
        ),
        ("Hale flew in on Friday, when Holm agreed to wait longer.", "Otto Holm", "Hale flew"),
        (
            "When the round had ended, a long one, Holm had promised to wait.",
            "Otto Holm",
            "the round",
        ),
    ],
)
def test_words_are_not_given_to_who_stands_near(sentence: str, who: str, words: str) -> None:
    assert not is_told(sentence, who, words)
