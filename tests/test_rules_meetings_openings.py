"""`meetings/openings`: how the transcript of a meeting opens."""

import pytest

from tests.rules import summits

TITLE = "Remarks by President Biden and President Duda of Poland Before Bilateral Meeting"


TURNS = "PRESIDENT DUDA: Thank you.\n\nPRESIDENT BIDEN: We have much to do on energy and trade."


@pytest.mark.parametrize(
    ("head", "place", "channel"),
    [
        ("Oval Office\n\n4:15 P.M. EDT", "Oval Office", "in_person"),
        ("Carbis Bay Hotel\n\nCornwall, United Kingdom\n\n3:23 P.M. BST", "Cornwall", "in_person"),
        ("InterContinental Paris\n\nParis, France\n\n12:50 P.M. CEST", "Paris", "in_person"),
        ("Presidential Palace\n\nWarsaw, Poland", "Warsaw", "in_person"),
        ("Via Teleconference\n\n9:05 A.M. EDT", None, "video"),
        ("4:19 P.M. GMT", None, "in_person"),
    ],
)
def test_a_transcripts_first_lines_place_its_meeting(
    head: str, place: str | None, channel: str
) -> None:
    text = f"{head}\n\nPRESIDENT BIDEN: Mr. President, welcome back to all of us.\n\n{TURNS}"
    ((found, who),) = summits(text, TITLE)
    assert (found.place_text, found.channel) == (place, channel)
    assert sorted(name.split()[-1].title() for name in who) == ["Biden", "Duda"]


@pytest.mark.parametrize(
    "greets",
    [
        "Well, Mr. President, welcome back to the White House.",
        "It’s good to see you again.",
        "Thank you, Mr. President, for taking the time to be with us.",
        "I’m delighted to have a good friend here with us today.",
        "I look forward to our discussions this morning.",
    ],
)
def test_the_sentence_that_greets_the_guest_is_the_evidence(greets: str) -> None:
    text = f"Oval Office\n\nPRESIDENT BIDEN: Okay. {greets}\n\n{TURNS}"
    ((found, _),) = summits(text, TITLE)
    assert [span.text for span in found.evidence] == [greets]


def test_without_a_greeting_a_sentence_of_some_length_is() -> None:
    text = "Oval Office\n\nPRESIDENT BIDEN: Okay. Energy comes first in all that we do.\n\n" + TURNS
    ((found, _),) = summits(text, TITLE)
    assert found.evidence[0].text == "Energy comes first in all that we do."
