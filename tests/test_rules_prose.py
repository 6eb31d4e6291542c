"""`prose`: where capitals tell names."""

from tests.rules import said


def test_a_law_s_number_and_a_sea_are_nobody() -> None:
    cited = (
        "Pursuant to the Act (50 U.S.C. 1622(d)), the President sends the Congress a notice stating that "
        "the emergency is to go on."
    )
    assert [one.who for one in said(cited)] == [["President"]]
    seas = (
        "Jo Hale spoke with Otto Brand and Ana Ruiz about the South China Sea and East China Sea. "
        "They expressed concern about the raid on the port."
    )
    assert [one.who for one in said(seas)] == [["Jo Hale", "Otto Brand", "Ana Ruiz"]]


def test_an_hour_and_a_salutation_are_nobody() -> None:
    talk = (
        "7:48 P.M. CDT\n\nTHE PRESIDENT:  One of the crew came to see me.  He said, “Just stay.”\n\n"
        "Q    And then?\n\nTHE PRESIDENT:  I stayed."
    )
    assert not [one for one in said(talk) if "P.M." in one.who[0]]
    letter = (
        "Dear Madam President:\n\nIn May the President sent the Congress a notice stating that the "
        "emergency is to go on.\n\nSincerely,\n\nMARA VENN"
    )
    assert not [one for one in said(letter) if "Dear" in one.who[0]]
