"""`appositions`: what hangs on a phrase: an age, another office of the same person."""

from tests.rules import cast_in


def test_an_apposition_gives_role_and_affiliation() -> None:
    found = cast_in("Leo Santos, spokesman for the Kallistani army, spoke to us. Santos smiled.")
    assert found.actors[0].name == "Leo Santos"
    assert found.actors[0].role == "spokesman for the Kallistani army"


def test_a_role_before_the_name_is_the_same_actor() -> None:
    found = cast_in("Venn's spokesman, Leo Santos, declined. Santos had flown in.")
    assert [a.role for a in found.actors if a.name == "Leo Santos"] == ["Venn's spokesman"]
