"""`people`: names of one person, in full and in part."""

from tests.rules import said


def test_a_full_name_has_its_call_name_inside() -> None:
    found = said("Brazil’s Luiz Inácio Lula da Silva spoke. “We won,” Lula told radio.")
    assert [one.who for one in found] == [["Luiz Inácio Lula da Silva"]]
