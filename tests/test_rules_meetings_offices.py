"""`meetings/offices`: office and state that stand beside a name (`attested`).

Also: `meetings/known_people`.
"""

from tests.rules import dated, dated_meetings


def test_an_opposite_number_is_a_counterpart() -> None:
    text = "Austria's foreign minister Lukas Brenner rang his Serbian opposite number, Mila Radan, on Monday."
    assert dated_meetings(text) == [dated("Brenner Radan", "held", "2026-05-11")]
