"""`reproduced`: statements given whole behind an announcement."""

import pytest

from tests.rules import said


@pytest.mark.parametrize(
    ("announced", "marked"),
    [
        ("The following is a statement from First Lady Jo Hale on the bridge.", True),
        ("Below is the full statement by Minister Jo Hale on the bridge:", True),
        (
            "Seven ships are home. The following is a joint message from Jo Hale to the crews.",
            False,
        ),
        ("Minister Jo Hale issued the following statement:", False),
    ],
)
def test_an_announced_text_is_of_whom_the_announcement_names(announced: str, marked: bool) -> None:
    opened, closed = ("“", "”") if marked else ("", "")
    text = f"{announced}\n\n{opened}The crews have our thanks.\n\n{opened}We will build it.{closed}"
    assert [(one.who, len(one.words)) for one in said(text)] == [(["Jo Hale"], 2)]


def test_a_house_that_tells_again_ends_a_reproduced_answer() -> None:
    text = (
        "Ostrava, May 4 -- A spokesman for the Foreign Ministry of Lornia gave the following "
        "answer to a question on Friday:\n\nThe drill is a rehearsal for war.\n\n"
        "The Lumen Post called it a sham the same day. “No one is taken in,” the paper says."
    )
    answer = said(text)[0]
    assert "The drill is a rehearsal for war." in answer.words
    assert not any("taken in" in words for words in answer.words)


@pytest.mark.parametrize(
    "announced",
    [
        "A spokesman for the Foreign Ministry gave the following answer to a question on Monday:",
        "The Foreign Ministry spokesman issued the following statement:",
        "Foreign Ministry spokesman Otto Brand on Monday made the following remarks:",
        "The spokesman released today the following press statement on the talks:",
    ],
)
def test_what_is_announced_is_given_whole(announced: str) -> None:
    found = said(
        f"{announced}\nThe talks of Ardesh were a farce.\nNobody can expect us to come again.\nENDS"
    )
    assert [one.words for one in found] == [
        ["The talks of Ardesh were a farce.", "Nobody can expect us to come again."]
    ]
    assert len(found[0].who) == 1
