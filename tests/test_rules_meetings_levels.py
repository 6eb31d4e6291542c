"""`meetings/levels`: leaders, ministers, officials, soldiers."""

from tests.rules import read_meetings


def test_ministers_and_leaders_together_are_a_mixed_level() -> None:
    ministers = read_meetings(
        "Foreign Minister Mara Venn of Kallistan met Foreign Minister Jon Hale of Ostrava."
    )
    assert ministers.summits[0].level == "foreign_ministers"
    mixed = read_meetings(
        "Foreign Minister Mara Venn of Kallistan met President Jon Hale of Ostrava."
    )
    assert mixed.summits[0].level == "mixed"
