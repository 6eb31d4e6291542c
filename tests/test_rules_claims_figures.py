"""`claims_figures`: what it counts."""

import pytest

from pipeline.rules.claims_figures import figures
from tests.rules import LEAD, claims_in


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("about 2,000 troops are there", "~2000 troops"),
        ("at least 33 soldiers died", ">=33 soldiers killed"),
        ("more than 340,000 people were killed", ">340000 people killed"),
        ("as many as 40 aid workers left", "<=40 aid workers"),
        ("fewer than 20 tanks remain", "<20 tanks"),
        ("five of them died", "=5 people killed"),
        ("the mayor put the toll at 31", "=31 people killed"),
        ("the final count could pass 100", "=100 people killed"),
        ("the board puts the figure at 17,000", "=17000"),
        ("a contribution of EUR 22 million", "=22000000 EUR"),
        ("hundreds of thousands of people fled", ">=200000 people"),
        ("68% of its members oppose it", "=68 percent"),
        ("more than half of the vote", ">50 percent"),
        ("a $2.3 billion deficit", "=2300000000 dollars"),
        ("€6bn was paid", "=6000000000 euros"),
        ("the three-hour meeting", "=3 hours"),
    ],
)
def test_a_figure_has_comparator_number_and_unit(words: str, quantity: str) -> None:
    assert [one.words for one in figures(words)] == [quantity]


@pytest.mark.parametrize(
    "words",
    [
        "on 4 May 2024",
        "at 4 p.m. local time",
        "Resolution 2254 calls for a ceasefire",
        "the three presidents met",
        "a seven-year war",
        "Ivana Petrik, 61, a signal operator",
        "a 13-year-old boy",
        "the second summit",
        "two days later",
        "a three-way meeting",
        "won 3-2 at home",
        "in 2015",
        "the G20 summit",
    ],
)
def test_dates_ages_ordinals_and_mere_parties_are_no_figures(words: str) -> None:
    assert not figures(words)


def test_second_figures_are_claims_whether_or_not_the_sentence_is_negated() -> None:
    one = "The blast in Ardesh killed 12 people and wounded 30."
    found = [claim for claim in claims_in(LEAD + one) if claim.text == one]
    assert [(claim.value, claim.unit) for claim in found] == [
        (12, "people killed"),
        (30, "people wounded"),
    ]
    assert len({claim.claim_id for claim in found}) == 2
    other = "The deal brought 140,000 jobs, many of which do not need a four year degree."
    assert claims_in(LEAD + other)[-1].value == 140_000


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("between 3,000 and 4,000 Rwandan troops", [">=3000 Rwandan troops", "<=4000 Rwandan troops"]),
        ("20 to 30 tanks crossed", [">=20 tanks", "<=30 tanks"]),
        ("between €185bn and €210bn of assets", [">=185000000000 euros", "<=210000000000 euros"]),
        ("exports rose from $40 billion to $51 billion", ["=51000000000 dollars"]),
        ("holds five of the nine towns", ["=5 towns"]),
        ("12 of the 20 hostages were released", ["=12 hostages"]),
        ("up to a fifth of the flow", ["<=20 percent"]),
        ("a quarter of the budget", ["=25 percent"]),
        ("spoke for more than an hour", [">1 hours"]),
        ("met for about half an hour", ["~30 minutes"]),
        ("has left the country only twice since 2011", ["=2 times"]),
        ("Some 190,000 have gone home.", ["~190000"]),
        ("$85 million for the port and 2,000 tents", ["=85000000 dollars", "=2000 tents"]),
        ("two students walked into the school", ["=2 students"]),
        ("nine state-owned enterprises previously listed", ["=9 state owned enterprises"]),
        ("over 40,000 projects across 4,500 towns", [">40000 projects", "=4500 towns"]),
        ("31.2 billion U.S. dollars, up 23.6 percent", ["=31200000000 U.S. dollars", "=23.6 percent"]),
    ],
)  # fmt: skip
def test_ranges_parts_and_second_figures_are_read(words: str, expected: list[str]) -> None:
    assert [one.words for one in figures(words)] == expected


@pytest.mark.parametrize(
    "words",
    [
        "twice as many as last year",
        "a 16-state initiative",
        "under 50 U.S.C. 1622(d)",
        "Executive Order 14046",
        "Section 203 of the act",
        "Title 42 ends",
        "USD1.6 was paid",
        "a Category 4 storm",
    ],
)
def test_names_citations_and_multiples_are_no_figures(words: str) -> None:
    assert not figures(words)


def test_a_figure_in_what_was_announced_is_a_claim_of_the_whole_sentence() -> None:
    content = "a contribution of EUR 22 million for the port"
    claim = claims_in(f"Mara Venn announced {content}.", content)[0]
    assert (claim.text, claim.value) == (f"Mara Venn announced {content}.", 22_000_000)
    assert claim.statement_id
