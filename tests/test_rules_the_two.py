"""Whom "the two" means that stands alone, and the sessions of bodies that have a day of their own.

Every passage is invented; each claims what a reader of Wednesday 13 May 2026 would record.
"""

import pytest

from tests.rules import last_words, summits

MET = "Kenyan President Asha Mwangi met Peruvian President Jo Hale in Lima on Monday. "


def read(text: str) -> list[str]:
    """The meetings of a text: `"scheduled Nairobi: Hale, Mwangi"`, who by last words."""
    return [
        f"{one.status} {one.place_text or '-'}: {', '.join(sorted(last_words(names)))}"
        for one, names in summits(text)
    ]


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("The two are to meet again in Nairobi in June.", "scheduled Nairobi: Hale, Mwangi"),
        ("The two will meet again in Nairobi next month.", "scheduled Nairobi: Hale, Mwangi"),
        ("The two last met in Davos in January.", "held Davos: Hale, Mwangi"),
        ("The two spoke by telephone on Friday.", "held -: Hale, Mwangi"),
        ("The pair had met in Davos in January.", "held Davos: Hale, Mwangi"),
    ],
)
def test_the_two_are_those_told_of_before(then: str, expected: str) -> None:
    assert read(MET + then) == ["held Lima: Hale, Mwangi", expected]


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President Asha Mwangi met singer Jo Hale in Lima on Monday. The two are to meet"
        " again in Nairobi in June.",
        "Kenyan President Asha Mwangi, Peruvian President Jo Hale and French President Ana Roy"
        " spoke. The two met in Paris on Monday.",
        "The zoo has two lions. The two met in Lima on Monday.",
        "The ministers hold a regular meeting in Riyadh.",
    ],
)
def test_the_two_are_nobody_where_more_or_fewer_were_told_of(text: str) -> None:
    assert read(text) == []


def test_a_regular_session_with_its_day_is_one() -> None:
    assert read(
        "The Ministerial Council of the Gulf Cooperation Council held its 114th regular session in"
        " Riyadh on Saturday."
    ) == ["held Riyadh: Council"]
