"""Every reader of claims knows the same finite verbs. The sentences are synthetic."""

import pytest

from pipeline.rules.claims_clauses import main_of
from pipeline.rules.claims_parts import clauses
from pipeline.rules.claims_wording import finite
from pipeline.rules.finite_verbs import FINITE_VERBS, PASTS, PRESENTS
from tests.rules import records


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
