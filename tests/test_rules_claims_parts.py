"""`claims_parts`: which stretches can be claims."""

import pytest

from pipeline.rules.claims_parts import begun, clauses, untold


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        ("However, the army left Ardesh.", "the army left Ardesh."),
        ("But Venn and Orlov have taken steps.", "Venn and Orlov have taken steps."),
        ("Aid for Ardesh: Kallistan sent 40 tents.", "Kallistan sent 40 tents."),
        ("The army left Ardesh.", "The army left Ardesh."),
    ],
)
def test_links_and_labels_are_no_part_of_a_claim(sentence: str, rest: str) -> None:
    assert sentence[begun(sentence, 0, len(sentence)) :] == rest


@pytest.mark.parametrize(
    ("sentence", "told", "rest"),
    [
        (
            "Rebels seized Ardesh on Monday, disregarding warnings that it could worsen the war.",
            "it could worsen the war",
            "Rebels seized Ardesh on Monday",
        ),
        (
            "She phoned the envoy on Friday, announcing that Lornia is ready.",
            "Lornia is ready",
            "She phoned the envoy on Friday",
        ),
        ("The envoy said the talks had failed.", "the talks had failed", None),
        ("He said it was late, adding that the war was over.", "the war was over", None),
    ],
)
def test_what_no_statement_tells_is_left(sentence: str, told: str, rest: str | None) -> None:
    at = sentence.index(told)

    def taken(start: int, end: int) -> bool:
        return start < at + len(told) and end > at

    end = untold(sentence, 0, len(sentence), taken)
    assert (None if end is None else sentence[:end]) == rest


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("More than 340,000 people died and 14,000 have fled.", 2),
        ("They relived those 9 minutes and 29 seconds were replayed.", 1),
        ("Two-thirds of the people are poor, 60% are young.", 1),
        ("Kallistan hosts rebels, while Lornia backs the army.", 1),
        ("Kallistan has hosted rebels, while Lornia backs the army.", 2),
    ],
)
def test_clauses_that_stand_alone_are_parted(sentence: str, count: int) -> None:
    assert len([*clauses(sentence, 0, len(sentence))]) == count
