"""`phrasal`: cues of several words: "made clear that"."""

import pytest

from tests.rules import said

BEFORE = "President Mara Venn of Lornia met Foreign Minister Otto Hale. "


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Venn made clear that the deal was off.", "the deal was off"),
        ("Venn has made it clear that she would go.", "she would go"),
        ("Venn let it be known that a deputy would come.", "a deputy would come"),
        ("Venn wanted to know why Hale had sent a deputy.", "why Hale had sent a deputy"),
        ("“It is late now,” she went on.", "“It is late now,”"),
        ("Venn went on: “It is late now.”", "“It is late now.”"),
        ("“That is a lie now,” Venn shot back.", "“That is a lie now,”"),
    ],
)
def test_several_words_may_be_a_cue(sentence: str, words: str) -> None:
    assert [(one.who, one.words) for one in said(BEFORE + sentence)] == [(["Mara Venn"], [words])]


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks went on, and the war went on for years.",
        "It was not clear that Venn knew.",
        "Venn did not make clear that she would come.",
        "Venn wanted to know more.",
        "Venn declined to say whether Hale had agreed to the operation.",
        "Lornia has recalled its ambassador after it was left out.",
    ],
)
def test_words_of_such_cues_alone_are_none(sentence: str) -> None:
    assert said(BEFORE + sentence) == []
