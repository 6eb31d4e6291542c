"""`wordings`: act and medium of a statement."""

import pytest

from tests.rules import records

VENN = "President Mara Venn of Kallistan flew home. "


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Venn condemned the attack on Ardesh.", "accuse"),
        ("Venn praised the police of Ardesh.", "support"),
        ("Venn denied that troops had crossed.", "reject"),
        ("Venn threatened to close the straits.", "threaten"),
        ("Venn pledged to pay for the bridge.", "commit"),
        ("Venn said all sides must leave the city.", "request"),
        ("Venn said the bridge was closed.", "assert"),
    ],
)
def test_the_verb_or_the_words_give_the_act(sentence: str, act: str) -> None:
    assert [one.act for one in records(VENN + sentence).statements] == [act]


@pytest.mark.parametrize(
    ("sentence", "medium"),
    [
        ("“We are ready now,” Venn told reporters.", "press_conference"),
        ("“We are ready now,” Venn wrote on X.", "social_post"),
        ("“We are ready now,” Venn said in an interview.", "interview"),
        ("“We are ready now,” Venn said in a statement.", "release"),
        ("“We are ready now,” Venn said.", "unspecified"),
        ("“I phoned the press conference,” Venn said.", "unspecified"),
    ],
)
def test_the_words_outside_the_marks_give_the_medium(sentence: str, medium: str) -> None:
    assert [one.medium for one in records(VENN + sentence).statements] == [medium]
