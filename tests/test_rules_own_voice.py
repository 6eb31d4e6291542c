"""`own_voice`: texts that are one source's own words: statements, messages, letters.

Also: `turn`.
"""

import pytest

from tests.rules import said

OWN = "I welcome the vote on the bridge. We will stand with the people of Ostrava.\n\nIt matters."


PLAIN = "Lornia condemns the attack on the harbour. The raid must be answered by the whole bloc."


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Statement from Prime Minister Mara Venn on the Bridge", OWN),
        ("Statement from Prime Minister Mara Venn on the Attack", PLAIN),
        ("Statement by Prime Minister Mara Venn on the Bridge", f"“{PLAIN}”"),
        ("Prime Minister Mara Venn’s Message on Harbour Day", OWN),
        ("Remarks by Prime Minister Mara Venn at a Dinner", OWN),
        ("Remarks by Prime Minister Mara Venn at a Dinner", f"THE PRIME MINISTER:  {OWN}"),
        ("Remarks by Prime Minister Mara Venn on Her Meeting with Mr. Brand", f"Ostrava\n\n{OWN}"),
        ("Harbour Day", f"{OWN}\n\nNOW, THEREFORE, I, MARA VENN, President of Lornia, do proclaim it."),
        ("A letter", f"Dear Mr. Speaker: (Dear Mr. President:)\n\n{OWN}\n\nSincerely,\n\nMARA VENN"),
    ],
)  # fmt: skip
def test_a_whole_text_is_its_author_s(title: str, text: str) -> None:
    (one,) = said(text, title)
    assert [name.casefold() for name in one.who] == ["mara venn"]
    assert not one.words[0].startswith("THE PRIME")
    assert len(one.words) >= text.count("\n\n", 0, text.find("\n\nSincerely")) - 1


@pytest.mark.parametrize(
    ("title", "text"),
    [
        # Somebody tells of the author.
        ("Statement by President Mara Venn", "Mara Venn said on Monday that we must wait."),
        ("Remarks by President Venn", "President Venn met the crew. We were there, she said."),
        # A spokesman's statement on others' meeting is a readout.
        (
            "Statement by Spokesperson Zofia Maj on Minister Otto Brand’s Call with Jo Hale",
            "Otto Brand spoke with Jo Hale today. Brand condemned the attack on our harbour.",
        ),
        # No first person: a report.
        ("Remarks by President Mara Venn at a School", "The school opened in May and has two halls."),
        ("A letter", "Dear readers,\n\nThe harbour is open again.\n\nThe Editors"),
    ],
)  # fmt: skip
def test_a_text_that_tells_of_its_author_is_not_his(title: str, text: str) -> None:
    assert all(len(one.words[0]) < len(text.rsplit("\n\n", 1)[-1]) for one in said(text, title))


def test_a_sentence_that_quotes_twice_is_in_the_turn_whole() -> None:
    text = (
        "THE PRESIDENT:  I asked her, “Is it far to Bern?” and she said, “Not at all, sir.”\n\n"
        "Q    And then?\n\nTHE PRESIDENT:  We went."
    )
    words = " ".join(said(text, "Remarks by President Mara Venn")[0].words)
    assert "“Is it far to Bern?”" in words
    assert "“Not at all, sir.”" in words


def test_a_note_below_a_quoted_text_is_not_its_author_s() -> None:
    text = "“We are stronger when all of us vote.”\n\nA fact sheet is available at the ministry."
    (one,) = said(text, "Vice President Jo Hale Statement on the Vote")
    assert (one.who, one.words) == (["Jo Hale"], ["“We are stronger when all of us vote.”"])
