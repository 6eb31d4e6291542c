"""`meetings/bodies`: bodies of states in session."""

import pytest

from tests.rules import told_in_lines, told_undated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tuesday's summit of the six-nation Gulf Cooperation Council began with an embrace.",
            "held 2026-05-12 -: Council",
        ),
        (
            "The process was revived at a summit of the Southern African Development Community's"
            " security troika in Maputo on May 5.",
            "held 2026-05-05 Maputo: Community",
        ),
        (
            "The Shanghai Cooperation Organisation's annual summit opened in Samarkand on Tuesday.",
            "held 2026-05-12 Samarkand: Organisation",
        ),
        (
            "It began with a message from Osaka, where the G20 was winding up.",
            "held - Osaka: G20",
        ),
        (
            "A retreat of ASEAN tourism ministers in Brunei has been postponed because of floods.",
            "postponed - Brunei: ASEAN",
        ),
        (
            "Poland and Hungary clashed at an OSCE ministerial in Lodz on Tuesday.",
            "held 2026-05-12 Lodz: OSCE",
        ),
        (
            "President Mara Venn left last week's G7 summit in Quebec early.",
            "held - Quebec: G7 Venn",
        ),
        (
            "The Arab League told reporters of preparations for the Arab summit, due to convene at"
            " the Dead Sea on May 29.",
            "scheduled 2026-05-29 Dead Sea: League",
        ),
    ],
)
def test_a_body_is_who_meets_where_its_name_tells_the_meeting(text: str, expected: str) -> None:
    assert told_in_lines(text) == [expected]


def test_the_gathering_is_that_of_the_body_told_before() -> None:
    text = (
        "Sudan said it was freezing its dealings with IGAD, accusing it of inviting a rebel to a"
        " summit in Uganda. The gathering opened in Entebbe on Monday with empty chairs."
    )
    assert told_in_lines(text) == ["held 2026-05-11 Entebbe: IGAD"]


def test_a_regular_session_with_its_day_is_one() -> None:
    assert told_undated(
        "The Ministerial Council of the Gulf Cooperation Council held its 114th regular session in"
        " Riyadh on Saturday."
    ) == ["held Riyadh: Council"]
