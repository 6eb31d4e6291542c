"""`meetings/factions`: armed and opposition groups."""

import pytest

from tests.rules import told_of_leaders

LEADERS = "Mwangi Solheim"


@pytest.mark.parametrize(
    ("text", "status", "names"),
    [
        ("{K} met leaders of the rebel group Ansar Hama on Monday.", "held", "Hama Mwangi"),
        (
            "A delegation of the armed group Ansar Hama was in Nairobi on Monday but was not"
            " received by {K}.",
            "denied",
            "Hama Mwangi",
        ),
        ("{K} spoke on Monday. {N} waited. The pair had met in Bern in January.", "held", LEADERS),
    ],
)
def test_groups_and_pairs_are_somebody(text: str, status: str, names: str) -> None:
    assert [(one[0], one[4]) for one in told_of_leaders(text)] == [(status, names)]
