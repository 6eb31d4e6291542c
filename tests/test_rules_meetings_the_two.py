"""`meetings/the_two`: "the two" without a noun (`paired`)."""

import pytest

from tests.rules import told_undated

MET_IN_LIMA = "Kenyan President Asha Mwangi met Peruvian President Jo Hale in Lima on Monday. "


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
    assert told_undated(MET_IN_LIMA + then) == ["held Lima: Hale, Mwangi", expected]


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
    assert told_undated(text) == []
