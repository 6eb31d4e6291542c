"""`claims_units`: of what."""

import pytest

from pipeline.rules.claims_figures import figures


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
