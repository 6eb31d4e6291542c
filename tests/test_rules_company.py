"""`company`: the actors known so far, and whom a name means."""

from tests.rules import cast_in


def test_two_people_of_one_family_name_stay_two() -> None:
    found = cast_in(
        "Iranian President Hassan Rouhani spoke. Mohsen Rouhani, a lawmaker, disagreed. "
        "“We are neighbours,” Rouhani said."
    )
    named = [actor.name for actor in found.actors if actor.name and "Rouhani" in actor.name]
    assert named == ["Hassan Rouhani", "Mohsen Rouhani"]
    last = [m for m in found.mentions if m.text == "Rouhani"][-1]
    assert found.actors[last.actors[0]].name == "Hassan Rouhani"
