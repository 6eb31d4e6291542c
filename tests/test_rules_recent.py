"""`recent`: who was named lately, for pronouns."""

import pytest

from tests.rules import meant, said


def test_a_state_is_no_he() -> None:
    text = "Mara Venn's envoy Paul Kern flew to Syria. Syria waited. He landed on Monday."
    assert meant(text, "He") == ["Paul Kern"]


def test_they_go_on_as_those_of_the_sentence_before() -> None:
    text = (
        "Mara Venn met with Otto Brand. The two ministers condemned the raid on Ostrava. They "
        "shared their fears with the people of Ostrava. They stressed the need for peace. They "
        "said the talks of the crews of Ardesh had helped. They urged the crews to go on."
    )
    assert {one.who[0] + one.who[-1] for one in said(text)} == {"Mara VennOtto Brand"}


def test_they_in_a_clause_go_on_as_they_of_the_next_sentence() -> None:
    text = (
        "Mara Venn spoke with Otto Brand. Having met in May, they reflected on the ties between "
        "our people. They noted the need for peace in Ostrava."
    )
    assert [one.who for one in said(text)][-1] == ["Mara Venn", "Otto Brand"]


@pytest.mark.parametrize(
    ("text", "who", "words"),
    [
        (
            "Army spokesman Jon Reed said it was false. But a church leader, who asked not to be "
            "named, told the BBC he had seen it. “They called us out by name,” he said.",
            "church leader",
            "called us out",
        ),
        (
            "“We stay,” Jon Reed, the group's spokesman, wrote. The offer had been made by Vice "
            "President Karl Bahar in an interview, in which he said the port was “free and safe”.",
            "Karl Bahar",
            "free and safe",
        ),
        (
            "Lornian Prime Minister Nik Pasha and Ardeshi President Ilya Aliv have met in Bern for "
            "talks that both sides described as “positive and useful”.",
            "Nik Pasha, Ilya Aliv",
            "positive",
        ),
        (
            "Foreign Minister Ahmet Dav and his Greek counterpart Dim Drout met in Bern. The two "
            "ministers announced that a new round would be held soon.",
            "Ahmet Dav, Dim Drout",
            "a new round",
        ),
        (
            "“We wait,” reads a statement issued by Foreign Minister Otto Holm and his Greek "
            "opposite number Karl Reed.",
            "Otto Holm, Karl Reed",
            "We wait",
        ),
        (
            "Judge Karl Reed closed until Thursday, when, he said, the court would hear “the last "
            "of them”.",
            "Karl Reed",
            "the court would hear",
        ),
    ],
)
def test_he_and_both_mean_whom_the_sentence_tells_of(text: str, who: str, words: str) -> None:
    assert any(who == ", ".join(one.who) and words in " ".join(one.words) for one in said(text))
