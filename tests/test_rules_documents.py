"""`documents`: which form a text has."""

from tests.rules import said


def test_a_joint_text_is_of_those_whom_its_title_names() -> None:
    text = (
        "The raid on Ostrava shook the bloc. Since March, Kallistan has cut its gas to Lornia "
        "and Ostrava.\n\nWe will end it together."
    )
    title = "Joint Statement by President Mara Venn and Chancellor Otto Brand on Gas"
    assert {tuple(one.who) for one in said(text, title)} == {("Mara Venn", "Otto Brand")}


def test_a_post_belongs_to_the_name_under_it() -> None:
    found = said(
        "Leaders met.\nNo time for empty words now. pic.twitter.com/CeiWjdT82j\n"
        "— Mara Venn (@mvenn) November 22, 2017"
    )
    assert [(one.who, one.words) for one in found] == [
        (["Mara Venn"], ["No time for empty words now."])
    ]


def test_a_joint_statement_is_said_by_its_parties() -> None:
    found = said(
        "Joint Statement of May 3\n"
        "President Mara Venn of Kallistan and President Otto Brand of Ostrava met in Port Elan.\n"
        "The Presidents stressed the need for calm. They will meet again in June."
    )
    assert {tuple(one.who) for one in found} == {("Mara Venn", "Otto Brand")}
    assert found[-1].words == ["They will meet again in June."]
