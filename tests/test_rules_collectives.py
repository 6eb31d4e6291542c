"""`collectives`: whom "the two leaders" or "rebels" mean."""

from tests.rules import read_document


def test_the_two_sides_are_the_two_states_of_the_text() -> None:
    text = "Relations of Iran and Sweden are poor. The two sides met in Geneva on Monday."
    ((_, names),) = read_document(text)
    assert names == {"Iran", "Sweden"}
