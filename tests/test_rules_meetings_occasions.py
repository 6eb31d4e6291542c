"""`meetings/occasions`: "after talks with", "a summit of"."""

import pytest

from tests.rules import told_in_lines


@pytest.mark.parametrize(
    "text",
    [
        "Talks between Canada, Mexico and Brazil over the trade pact have stalled, and President"
        " Venn left on Monday.",
        "A summit between Iran and Oman would be premature, a spokesman said on Monday.",
        "The G7 price cap on Russian oil took effect on Monday.",
        "G20 countries account for most emissions, a report issued in Osaka said.",
        "The Arab League's decisions of Monday were rejected by Qatar.",
        "Shell hosted a conference on safety in Milan on Monday.",
        "Canada and Poland are likely to meet resistance in Geneva.",
        "Canada and Poland left the trade talks' fate to the courts on Monday.",
        "The talks that France and Germany had feared began in Brussels on Monday.",
        "The envoy left a meeting in Bern on Monday at which Iran and Oman were not represented.",
        "Aid workers held a meeting in Goma on Monday, when Rwanda and Congo were at war.",
        "India and China have agreed to start direct flights by the end of May.",
    ],
)
def test_a_matter_or_a_body_alone_is_no_meeting(text: str) -> None:
    assert told_in_lines(text) == []
