"""`bystanders`: speakers whom no table lists."""

import pytest

from tests.rules import said

BEFORE = "President Mara Venn of Lornia met Foreign Minister Otto Hale. "


@pytest.mark.parametrize(
    ("sentence", "who", "words"),
    [
        ("“It is late,” said one of the farmers.", "farmers", ["“It is late,”"]),
        ("“It is late,” said one of the riders, Ana Ruiz.", "Ana Ruiz", ["“It is late,”"]),
        ("“It is late,” one of the riders, Ana Ruiz, said.", "Ana Ruiz", ["“It is late,”"]),
        ("The raid was condemned by Venn as “barbaric”.", "Mara Venn", ["“barbaric”"]),
        ("The talks were described by Venn as “frank”.", "Mara Venn", ["“frank”"]),
        ("Venn referred to it as “a trap”.", "Mara Venn", ["“a trap”"]),
    ],
)
def test_one_of_many_and_an_agent_speak(sentence: str, who: str, words: list[str]) -> None:
    assert [(one.who, one.words) for one in said(BEFORE + sentence)] == [([who], words)]
