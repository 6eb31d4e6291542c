"""`clauses`: what makes a clause, and where it ends."""

import pytest

from tests.rules import is_told, told_words


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
    assert told_words(text) == found


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("a charge Venn brushed aside as “summer polemics”.", "summer polemics"),
        ("an accusation Venn called “absurd and insulting”.", "absurd and insulting"),
        ("a claim Venn dismissed as “nonsense from start to end”.", "nonsense"),
        ("a remark Venn described as “sad and wrong”.", "sad and wrong"),
        ("a suggestion Venn laughed off as “idle talk of the town”.", "idle talk"),
        ("an allegation Venn rejected as “a lie”.", "a lie"),
    ],
)
@pytest.mark.parametrize(
    "charge", ["Jo Hale said the deal was “a gift to thieves”, ", "Jo Hale spoke of “a gift”, "]
)
def test_who_judges_a_charge_speaks_and_not_who_brings_it(
    charge: str, sentence: str, verdict: str
) -> None:
    assert is_told(charge + sentence, "Mara Venn", verdict)
    assert not is_told(charge + sentence, "Jo Hale", verdict)
