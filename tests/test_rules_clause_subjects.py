"""`clause_subjects`: the source elsewhere in the sentence.

Also: `beside`.
"""

from tests.rules import said


def test_both_issue_what_they_condemn() -> None:
    found = said("Poland and Hungary issued a joint paper condemning “acts of piracy”.")
    assert [one.who for one in found] == [["Poland", "Hungary"]]
