"""`subjects`: the source before the verb."""

from tests.rules import said


def test_things_in_the_plural_say_nothing() -> None:
    assert said("The papers said nothing, the numbers added up, and the letters said little.") == []


def test_several_speak_together() -> None:
    found = said("Mara Venn and Otto Brand said they would meet. The two said it was late.")
    assert found[0].who == ["Mara Venn", "Otto Brand"]
