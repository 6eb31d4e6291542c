"""`finite_verbs`: which verbs of a clause are its own."""

import pytest

from pipeline.reading.text import make_article
from pipeline.rules.claims_clauses import main_of
from pipeline.rules.claims_parts import clauses
from pipeline.rules.claims_wording import finite
from pipeline.rules.draft import draft_by_rules
from pipeline.rules.finite_verbs import FINITE_VERBS, PASTS, PRESENTS
from tests.rules import LEAD, claims_in, records


def test_a_clause_in_commas_does_not_hide_the_main_verb() -> None:
    sentence = "Ostrava, which has no coast, will contribute 12 ships over three years."
    assert claims_in(LEAD + sentence)[-1].value == 12


@pytest.mark.parametrize(("head", "stands"), [("Alfred", True), ("Graduated", False)])
def test_given_name_that_ends_as_a_participle_heads_a_sentence(head: str, stands: bool) -> None:
    text = f"{head} and his men killed 12 people in Bern on Monday."
    told = draft_by_rules(make_article(text, "text")).claims
    assert [one.text for one in told] == ([text] if stands else [])


@pytest.mark.parametrize("verb", sorted(PASTS | PRESENTS))
def test_a_verb_is_finite_to_every_reader(verb: str) -> None:
    text = f"Rebel troops {verb} the river"
    main = main_of(text)
    assert main is not None
    assert (main.words, main.tense) == (
        f"{verb} the river",
        "past" if verb in PASTS else "present",
    )
    joint = f"The army has withdrawn from Ardesh and three ministers {verb} the river"
    assert [joint[start:end] for start, end in clauses(joint, 0, len(joint))] == [
        "The army has withdrawn from Ardesh",
        f"three ministers {verb} the river",
    ]


@pytest.mark.parametrize("verb", sorted(FINITE_VERBS))
def test_a_finite_verb_makes_a_clause_of_a_noun(verb: str) -> None:
    assert finite(f"Rebel troops {verb} the river")


@pytest.mark.parametrize(
    "text",
    [
        "The rebels shut the border crossing on Monday.",
        "The war cost Ostrava three allies.",
        "Fighting spread to the north.",
        "The party split over the deal.",
        "Ostrava set a deadline for the talks.",
        "Ostrava cut the road to the coast.",
        "The troops lit fires along the border.",
        "The storm hit coastal towns.",
    ],
)
def test_a_past_like_its_infinitive_tells_an_event(text: str) -> None:
    assert [(one.claim_type, one.text) for one in records(text).claims] == [("event", text)]


@pytest.mark.parametrize(
    "text",
    [
        "The rising cost of food and fuel in the north.",
        "The rapid spread of the disease in the north.",
        "A plan to set up a fund for the north.",
        "Efforts to shut the border crossing.",
        "Set a deadline for the talks with Ostrava.",
    ],
)
def test_a_noun_or_an_infinitive_makes_no_clause(text: str) -> None:
    assert main_of(text) is None
    assert records(text).claims == ()
