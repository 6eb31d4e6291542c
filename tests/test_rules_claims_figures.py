"""Figures of a clause: each count with comparator and unit, and what befell those counted.

The sentences are synthetic.
"""

import pytest

from pipeline.rules.claims_figures import figures


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The blast killed 12 and wounded 30.", ["=12 people killed", "=30 people wounded"]),
        (
            "The raid killed 12 soldiers and injured more than 30 others.",
            ["=12 soldiers killed", ">30 people injured"],
        ),
        ("six dead and 22 wounded", ["=6 people killed", "=22 people wounded"]),
        ("Nine were killed and 27 injured.", ["=9 people killed", "=27 people injured"]),
        (
            "killing 270 people, including 190 students",
            ["=270 people killed", "=190 students killed"],
        ),
        (
            "47 people have been killed since Friday, among them 19 civilians",
            ["=47 people killed", "=19 civilians killed"],
        ),
        ("treated 118 wounded, 37 of them children", ["=118 people wounded", "=37 children wounded"]),
        (
            "Five people, including two children, were killed.",
            ["=5 people killed", "=2 children killed"],
        ),
        ("took the lives of 14 students and three teachers",
         ["=14 students killed", "=3 teachers killed"]),
        ("Dozens more were wounded.", [">=24 people wounded"]),
        ("The storm claimed at least 40 lives.", [">=40 lives lost"]),
        ("The death toll has risen to 100.", ["=100 people killed"]),
        ("There were 14 deaths in Ardesh.", ["=14 deaths"]),
    ],
)  # fmt: skip
def test_each_count_of_victims_tells_what_befell_them(words: str, expected: list[str]) -> None:
    found = figures(words)
    assert [one.words for one in found] == expected
    assert all(one.casualty for one in found)


@pytest.mark.parametrize(
    "words",
    [
        "The vaccines saved more than 20 million lives.",
        "The truce prevented 3,000 deaths.",
        "a country with 12 wounded industries and 300 firms that lost money",
        "three sailors were hurt and two vessels damaged",
        "Crime victims use 7,000 local programs.",
        "the deal two-thirds of them voted for, with people’s lives at stake",
        "missing for 73 years",
        "The sanctions killed off 40 percent of the trade.",
    ],
)
def test_what_harmed_nobody_is_no_casualty(words: str) -> None:
    assert not figures(words)[-1].casualty


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
    ("words", "expected"),
    [
        ("will invest $20 billion over ten years", ["=20000000000 dollars"]),
        ("in the past 24 hours, 15 people died", ["=15 people killed"]),
        ("He served for 26 years.", ["=26 years"]),
        ("a 10-day visit to three ports", ["=3 ports"]),
    ],
)
def test_how_long_it_took_gives_way_to_what_is_counted(words: str, expected: list[str]) -> None:
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
