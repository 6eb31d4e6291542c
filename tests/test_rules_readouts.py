"""What readouts attribute: who speaks on, where content ends, and what is a deed. All invented."""

import pytest

from tests.rules import said


def told(text: str) -> list[tuple[str, str]]:
    """Who, joined by a plus, and the words of each statement."""
    return [("+".join(one.who), " | ".join(one.words)) for one in said(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # What the source did next is none of his words.
        (
            "The leaders reaffirmed the strong ties of the two states and discussed trade.",
            [("leaders", "the strong ties of the two states")],
        ),
        (
            "The ministers welcomed the new harbour in Ostrava, and they reviewed the budget.",
            [("ministers", "the new harbour in Ostrava")],
        ),
        (
            "Mara Venn stressed that the bloc is the base of peace, and they discussed trade.",
            [("Mara Venn", "the bloc is the base of peace")],
        ),
        # In a clause it may be.
        (
            "Mara Venn said that the two sides had met and discussed the border.",
            [("Mara Venn", "the two sides had met and discussed the border")],
        ),
        # A clause of another subject behind a comma is his alone.
        (
            "Mara Venn praised Mr. Brand’s work to build support for Ostrava, and Otto Brand "
            "emphasized the need for aid.",
            [
                ("Mara Venn", "Mr. Brand’s work to build support for Ostrava"),
                ("Otto Brand", "the need for aid"),
            ],
        ),
        # Both who met speak on.
        (
            "Prime Minister Mara Venn of New Lornia and Vice President Jo Hale met in Bern and "
            "jointly reaffirmed the old ties of the two states.",
            [("Mara Venn+Jo Hale", "the old ties of the two states")],
        ),
        # Whoever was called is not who called.
        (
            "President Mara Venn spoke with Jo Hale, Otto Brand and Ana Ruiz to express her grief "
            "for the lives lost.",
            [("Mara Venn", "her grief for the lives lost")],
        ),
        (
            "President Mara Venn spoke today with President Otto Brand of Ostrava to emphasize "
            "our strong pledge of peace.",
            [("Mara Venn", "our strong pledge of peace")],
        ),
        # "As" before a deal tells of it; the main clause is nobody's.
        (
            "As the ministry announced its first pact with Hale Ships, Inc. for two ferries, the "
            "harbour will grow.",
            [("ministry", "its first pact with Hale Ships, Inc. for two ferries")],
        ),
        (
            "As Mara Venn noted in May, the talks will go on until winter.",
            [("Mara Venn", "the talks will go on until winter")],
        ),
        (
            "As Mara Venn told lawmakers, the talks, which began in May, had failed.",
            [("Mara Venn", "the talks, which began in May, had failed")],
        ),
        ("As Lornia continues to widen its port, we will work with all crews of the bloc.", []),
        # Deeds, and things that show something.
        ("Mara Venn maintained contact with the crew, who were on the ship.", []),
        ("They observed veterans of both states as they exchanged letters.", []),
        ("I was glad that he answered the call to serve when it was late.", []),
        ("He served the port by inviting crews of Ostrava to the house every year.", []),
        ("Her work includes arguing cases before the Supreme Court of Lornia.", []),
        ("Prices rose for Lornian consumers, which further underscores the need for ships.", []),
        # A row ends at its "and"; a comma behind it begins another.
        (
            "Following the meeting between Mara Venn and Otto Brand, Jo Hale and Ana Ruiz "
            "reaffirmed the old ties of both states.",
            [("Jo Hale+Ana Ruiz", "the old ties of both states")],
        ),
        # A verb of another tense goes on with what is told.
        (
            "Jo Hale emphasized that Mara Venn stands with Ostrava and believes its vote must hold.",
            [("Jo Hale", "Mara Venn stands with Ostrava and believes its vote must hold")],
        ),
        # A word that elsewhere is a cue ends nothing.
        (
            "Jo Hale underscored our pledge to restore security and rule of law in Ostrava.",
            [("Jo Hale", "our pledge to restore security and rule of law in Ostrava")],
        ),
        (
            "In 1949, President Jo Hale said, quote, “We hope to build a shield against war.”",
            [("Jo Hale", "“We hope to build a shield against war.”")],
        ),
        ("They joined the Partnership for Better Ports, which promises great gains for crews.", []),
        ("Jo Hale was an aide to Mara Venn, and the Senate confirmed her in 2013.", []),
        ("Jo Hale frequently speaks, writes and testifies about the use of ships.", []),
        ("The ministry will intensify and sustain State and local use of plans that work.", []),
        ("On its face the bill threatens all the gains the bloc has made in two years.", []),
        # Who comes is received; what he did is praised.
        ("Mara Venn welcomed Chancellor Otto Brand of Ostrava to the palace to go on.", []),
        (
            "Mara Venn welcomed Chancellor Otto Brand’s pledge to the crews of Ostrava.",
            [("Mara Venn", "Chancellor Otto Brand’s pledge to the crews of Ostrava")],
        ),
        (
            "The bureau met 30 crews in response to Vice President Jo Hale urging states to use "
            "the funds for ships.",
            [("Jo Hale", "states to use the funds for ships")],
        ),
        # What a council does stands behind "by".
        (
            "They pressed for the plan of May, described by Mara Venn as wise and endorsed "
            "unanimously by the council of crews.",
            [],
        ),
        # The same verbs where somebody speaks.
        ("Mara Venn maintained he was innocent.", [("Mara Venn", "he was innocent")]),
        ("Mara Venn observed that the talks were over.", [("Mara Venn", "the talks were over")]),
        ("Mara Venn observed the talks were over.", [("Mara Venn", "the talks were over")]),
        (
            "Lornia threatens to close the harbour if the talks fail.",
            [("Lornia", "close the harbour if the talks fail")],
        ),
    ],
)  # fmt: skip
def test_words_end_where_deeds_begin(text: str, found: list[tuple[str, str]]) -> None:
    assert told(text) == found


def test_they_go_on_as_those_of_the_sentence_before() -> None:
    text = (
        "Mara Venn met with Otto Brand. The two ministers condemned the raid on Ostrava. They "
        "shared their fears with the people of Ostrava. They stressed the need for peace. They "
        "said the talks of the crews of Ardesh had helped. They urged the crews to go on."
    )
    assert {one.who[0] + one.who[-1] for one in said(text)} == {"Mara VennOtto Brand"}


@pytest.mark.parametrize("aid", ["assistance", "aid", "support"])
def test_a_kind_of_aid_is_nobody_that_is_told(aid: str) -> None:
    (_, ordered) = said(
        "President Mara Venn declared that a disaster exists in Ostrava and ordered Federal "
        f"{aid} to supplement local efforts there."
    )
    assert ordered.to == []


def test_a_law_s_number_and_a_sea_are_nobody() -> None:
    cited = (
        "Pursuant to the Act (50 U.S.C. 1622(d)), the President sends the Congress a notice stating that "
        "the emergency is to go on."
    )
    assert [one.who for one in said(cited)] == [["President"]]
    seas = (
        "Jo Hale spoke with Otto Brand and Ana Ruiz about the South China Sea and East China Sea. "
        "They expressed concern about the raid on the port."
    )
    assert [one.who for one in said(seas)] == [["Jo Hale", "Otto Brand", "Ana Ruiz"]]


def test_they_in_a_clause_go_on_as_they_of_the_next_sentence() -> None:
    text = (
        "Mara Venn spoke with Otto Brand. Having met in May, they reflected on the ties between "
        "our people. They noted the need for peace in Ostrava."
    )
    assert [one.who for one in said(text)][-1] == ["Mara Venn", "Otto Brand"]


def test_an_hour_and_a_salutation_are_nobody() -> None:
    talk = (
        "7:48 P.M. CDT\n\nTHE PRESIDENT:  One of the crew came to see me.  He said, “Just stay.”\n\n"
        "Q    And then?\n\nTHE PRESIDENT:  I stayed."
    )
    assert not [one for one in said(talk) if "P.M." in one.who[0]]
    letter = (
        "Dear Madam President:\n\nIn May the President sent the Congress a notice stating that the "
        "emergency is to go on.\n\nSincerely,\n\nMARA VENN"
    )
    assert not [one for one in said(letter) if "Dear" in one.who[0]]


def test_the_office_of_a_label_is_no_one_whom_he_means() -> None:
    talk = (
        "THE PRESIDENT:  I saw Mr. Brand today. He says he will win it.\n\nQ    Yes, sir?\n\n"
        "THE PRESIDENT:  I was there."
    )
    inner = [one for one in said(talk) if one.via]
    assert [one.who for one in inner] == [["Brand"]]
