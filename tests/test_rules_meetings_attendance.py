"""`meetings/attendance`: was present, was the guest of."""

import pytest

from tests.rules import ways_met


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Attending the signing ceremony in Geneva on Monday were Peruvian President Ana Quispe"
            " and Chinese Premier Ren Jun.",
            "Quispe Jun",
        ),
        (
            "Also present at the talks in Geneva were Peruvian President Ana Quispe and Chinese"
            " Premier Ren Jun.",
            "Quispe Jun",
        ),
        (
            "Chinese Premier Ren Jun, who was in Lima last month as the guest of Peruvian President"
            " Ana Quispe, said no.",
            "Quispe Jun",
        ),
        ("EU foreign ministers discussed the plan in Luxembourg on Monday.", "ministers"),
        ("Eurozone finance ministers reviewed Italy's plans in Brussels on Monday.", "ministers"),
        ("Arab League foreign ministers agreed in Cairo on Monday to wait.", "ministers"),
        (
            "The news came a day after Ren Jun, the Chinese premier, met here with Peruvian"
            " President Ana Quispe.",
            "Quispe Jun",
        ),
    ],
)
def test_who_was_there_met(text: str, who: str) -> None:
    assert [one[2] for one in ways_met(text)] == [frozenset(who.split())]


@pytest.mark.parametrize(
    "text",
    [
        "EU foreign ministers backed the plan on Monday.",
        "Britain's ministers discussed the plan in London on Monday.",
        "Attending the match in Geneva were Peruvian President Ana Quispe and her son.",
        "Chinese Premier Ren Jun was in Lima as the guest of a mining company.",
    ],
)
def test_who_was_there_with_nobody_met_nobody(text: str) -> None:
    assert ways_met(text) == []
