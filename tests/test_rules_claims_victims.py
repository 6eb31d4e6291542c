"""`claims_victims`: killed, wounded, missing."""

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
