"""`meetings/tellings`: the readers, with the words that each needs.

Also: `meetings/telling`.
"""

import pytest

from tests.rules import dated_meetings


@pytest.mark.parametrize(
    "answer",
    [
        "There was no such meeting.",
        "They did not meet.",
        "That is not true.",
        "He did not. He was at home.",
    ],
)
def test_an_answer_that_denies_makes_the_question_a_denied_meeting(answer: str) -> None:
    question = "QUESTION: Did French President Luc Brun meet the Iranian foreign minister in Oman?"
    assert {one.status for one in dated_meetings(f"{question}\n\nMR. DALTON: {answer}")} == {
        "denied"
    }


def test_a_question_tells_of_no_meeting() -> None:
    question = "QUESTION: Did French President Luc Brun meet the Iranian foreign minister in Oman?"
    assert dated_meetings(f"{question}\n\nMR. DALTON: I have nothing to announce.") == []
    told = (
        "Asked about a report that French President Luc Brun had met the Iranian foreign minister"
    )
    assert dated_meetings(f"{told} in Oman, she said she had no information.") == []
