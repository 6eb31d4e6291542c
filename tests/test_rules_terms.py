"""`terms`: marks that hold a name or a term are told from speech: every text here is invented."""

import pytest

from pipeline.extracting.byrules import read_by_rules
from pipeline.reading.text import make_article


def verdicts(text: str) -> list[str]:
    return [one.verdict for one in read_by_rules(make_article(text, "text")).quote_spans]


@pytest.mark.parametrize(
    "text",
    [
        "H.R. 4, the “Harbour and Pay Security Act of 2026,” which sets the pay of pilots.",
        "On Monday she signed S. 619, the “Women’s Harbour Pay Act of 2026.”",
        "The ministry published a report, “Strategies for Safe Harbours in the North.”",
        "They took part in a “Communities in Action: Building a Better Ostrava” event.",
        "The tour is part of the ministry's “Fight for Our Harbours” programme for schools.",
        "Lornia keeps a “small yard, high fence” approach to its exports.",
        "The crew opposed the “one ship, one port, one crew” rule of 1999.",
        "It was he who coined the term “a free and open sea.”",
        "She took a new motto – “don't let the fire go out.”",
        "The ship passed under the battle cry “no tax without a vote of ours”.",
        "In 2015 he was voted “the best young pilot” in a survey of mayors.",
        "A rule titled “endangered fish of the northern lakes” was dropped.",
    ],
)
def test_a_name_or_a_term_is_no_speech(text: str) -> None:
    assert verdicts(text) == ["not_speech"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        # Speech, told by a cue.
        ("“The Harbour Act Is Dead and Buried,” Jo Hale said.", "speech"),
        ("Jo Hale said the bloc had “a small yard, high fence” approach.", "speech"),
        ("Jo Hale called the rule “a shameful attack on crews”.", "speech"),
        # Words of somebody whom nothing names: nobody can tell.
        ("“We will not leave this harbour to them.”", "open"),
        ("The crew was there to make the town the “crypto capital of the planet.”", "open"),
        ("He kept on hearing that “it is all in your head” again.", "open"),
        ("The list of “very bad things to do” there was long.", "open"),
        ("The crew sang of “ships that pass in the night” when it left.", "open"),
        # A headline in capitals.
        ("“No Deal for the Harbour,” Rebels Tell Ostrava\n\nThe harbour is open.", "open"),
    ],
)
def test_other_words_in_marks_are_not_taken_for_names(text: str, verdict: str) -> None:
    assert verdicts(text) == [verdict]
