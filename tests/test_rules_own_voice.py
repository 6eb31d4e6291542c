"""Texts that are their author's own words, as a title or a signature says: all invented."""

import pytest

from pipeline.reading.text import make_article
from pipeline.rules.bylines import byline
from pipeline.rules.text import Layout
from tests.rules import said

OWN = "I welcome the vote on the bridge. We will stand with the people of Ostrava.\n\nIt matters."
PLAIN = "Lornia condemns the attack on the harbour. The raid must be answered by the whole bloc."


def speakers(title: str) -> list[str] | None:
    by = byline(Layout(make_article("Nothing.", "text", title=title)))
    return None if by is None else [one.name or one.role or "" for one in by.who]


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Statement from Prime Minister Mara Venn on the Bridge", ["Mara Venn"]),
        ("Statement by Foreign Minister Otto Brand Regarding Ostrava", ["Otto Brand"]),
        ("Statement of President Mara Venn Condemning the Attack", ["Mara Venn"]),
        ("Statement from Press Secretary Zofia Maj", ["Zofia Maj"]),
        ("Statement by the Prime Minister", ["Prime Minister"]),
        ("Joint Statement by President Mara Venn and Chancellor Otto Brand", ["Mara Venn", "Otto Brand"]),
        ("Remarks as Prepared for Delivery by First Lady Jo Hale at a School", ["Jo Hale"]),
        ("Remarks by President Venn and Prime Minister Brand of Ostrava Before a Meeting", ["Venn", "Brand"]),
        ("Excerpts from Remarks by Vice President Hale to the Forum", ["Hale"]),
        ("Prime Minister Mara Venn’s statement on Ostrava: 24 February 2026", ["Mara Venn"]),
        ("President Venn Statement on the Passing of Otto Brand", ["Venn"]),
        ("ICYMI: Message from President Mara Venn to the Lornian People", ["Mara Venn"]),
        ("Letter to the Speaker of the House from President Mara Venn", ["Mara Venn"]),
        ("Presidential Message on Harbour Day", ["President"]),
        ("G7 Leaders’ Statement on Ostrava", ["G7 Leaders"]),
    ],
)  # fmt: skip
def test_a_title_says_whose_words_a_text_is(title: str, who: list[str]) -> None:
    assert speakers(title) == who


@pytest.mark.parametrize(
    "title",
    [
        "Readout of President Venn’s Call with Prime Minister Brand of Ostrava",
        "Statement on the Attack by Rebels in Ostrava",
        "Letter to the Speaker of the House and the President of the Senate on Pay",
        "Message to the Congress on the Continuation of the National Emergency",
        "Venn and Brand meet in Bern",
        "Fact Sheet: Lornia Strengthens the Bridge",
    ],
)
def test_other_titles_name_no_author(title: str) -> None:
    assert not speakers(title)


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


def test_labels_that_name_an_office_are_whom_the_title_names() -> None:
    talk = (
        "THE PRESIDENT:  Good evening. I am glad to be here.\n\n(Applause.)\n\n"
        "Q    Will you go to Bern?\n\nTHE PRESIDENT:  (Inaudible.)\n\n"
        "THE PRESIDENT:  No. I’m staying at home."
    )
    found = said(talk, "Remarks by President Mara Venn After a Dinner")
    assert [(one.who, one.words) for one in found] == [
        (["Mara Venn"], ["Good evening. I am glad to be here."]),
        (["Q"], ["Will you go to Bern?"]),
        (["Mara Venn"], ["No. I’m staying at home."]),
    ]


@pytest.mark.parametrize(
    ("title", "label", "who"),
    [
        ("Remarks by First Lady Jo Hale at a School", "THE FIRST LADY", "Jo Hale"),
        ("Remarks by Vice President Jo Hale", "THE VICE PRESIDENT", "Jo Hale"),
        ("Remarks by Secretary-General Jo Hale", "THE SECRETARY-GENERAL", "Jo Hale"),
        ("Remarks by First Lady Jo Hale", "DR. HALE", "Jo Hale"),
        ("Remarks by Vice President Jo Hale", "THE PRESIDENT", "THE PRESIDENT"),
        ("Remarks by First Lady Jo Hale", "PRESIDENT HALE", "HALE"),
    ],
)
def test_a_label_is_nobody_of_another_office(title: str, label: str, who: str) -> None:
    talk = f"{label}:  Good evening.\n\nQ    Will you go?\n\n{label}:  No, not today."
    assert said(talk, title)[0].who == [who]


def test_a_joint_text_is_of_those_whom_its_title_names() -> None:
    text = (
        "The raid on Ostrava shook the bloc. Since March, Kallistan has cut its gas to Lornia "
        "and Ostrava.\n\nWe will end it together."
    )
    title = "Joint Statement by President Mara Venn and Chancellor Otto Brand on Gas"
    assert {tuple(one.who) for one in said(text, title)} == {("Mara Venn", "Otto Brand")}


def test_a_sentence_that_quotes_twice_is_in_the_turn_whole() -> None:
    text = (
        "THE PRESIDENT:  I asked her, “Is it far to Bern?” and she said, “Not at all, sir.”\n\n"
        "Q    And then?\n\nTHE PRESIDENT:  We went."
    )
    words = " ".join(said(text, "Remarks by President Mara Venn")[0].words)
    assert "“Is it far to Bern?”" in words
    assert "“Not at all, sir.”" in words


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


def test_a_note_below_a_quoted_text_is_not_its_author_s() -> None:
    text = "“We are stronger when all of us vote.”\n\nA fact sheet is available at the ministry."
    (one,) = said(text, "Vice President Jo Hale Statement on the Vote")
    assert (one.who, one.words) == (["Jo Hale"], ["“We are stronger when all of us vote.”"])
