"""`claims_times`: when it was."""

import pytest

from pipeline.rules.claims_clauses import main_of
from pipeline.rules.claims_times import when


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("On Monday, the army left Ardesh.", "Monday"),
        ("Today, the minister signed the treaty.", "Today"),
        ("The leaders on Monday signed the treaty.", "Monday"),
        ("The army left Ardesh in early March 2024.", "early March 2024"),
        ("Ostrava has had troops there since 2015.", "since 2015"),
        ("The ministry will send the tents by July 24.", "by July 24"),
        ("The envoy held talks with Orlov on April 4 ahead of the summit.", "April 4"),
        ("They discussed the summit of the bloc in Ardesh next month.", None),
        ("Following the call on April 24, the minister left.", None),
        ("The envoy presented the events of October 7 to the council.", None),
        ("The group reviewed last week's milestones.", None),
        ("The order declared on August 1, 2007, remains in force.", None),
        ("The minister looked forward to the presidency in 2024.", None),
        ("The bloc welcomed the pact that was signed on Friday.", None),
    ],
)
def test_a_date_is_the_main_verbs(sentence: str, date: str | None) -> None:
    assert when(sentence, 0, len(sentence), main_of(sentence)) == date
