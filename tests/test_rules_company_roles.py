"""`company_roles`: whom a role without a name means."""

import pytest

from tests.rules import cast_in, said


def test_an_unnamed_official_is_nobody_named_before() -> None:
    found = cast_in("President Mara Venn left. A senior official stayed. An official slept.")
    roles = [actor.role for actor in found.actors if actor.kind == "role_holder"]
    assert roles == ["senior official", "official"]


def test_unnamed_ministers_are_not_named_from_memory() -> None:
    found = cast_in("The Russian and Iranian foreign ministers met in 2017.")
    assert [actor.name for actor in found.actors] == [None, None]


def test_the_office_of_a_label_is_no_one_whom_he_means() -> None:
    talk = (
        "THE PRESIDENT:  I saw Mr. Brand today. He says he will win it.\n\nQ    Yes, sir?\n\n"
        "THE PRESIDENT:  I was there."
    )
    inner = [one for one in said(talk) if one.via]
    assert [one.who for one in inner] == [["Brand"]]


def test_an_age_may_tell_who_speaks() -> None:
    found = said("Amna Idris slept on the floor. “They only talk,” the 41-year-old teacher said.")
    assert [one.who for one in found] == [["Amna Idris"]]


@pytest.mark.parametrize("head", ["envoy", "diplomat"])
def test_a_wider_word_means_the_one_whom_it_fits(head: str) -> None:
    text = "Mara Venn saw French Ambassador Denis Piron, after which the {} said it was over."
    assert [one.who for one in said(text.format(head))] == [["Denis Piron"]]


def test_an_envoy_is_not_the_mediators_and_a_father_not_his_sons() -> None:
    text = "The junta assured foreign mediators of it. The envoy said they would come at once."
    assert [one.who for one in said(text)][-1] == ["envoy"]
    text = (
        "The writer's sons, in an open letter, have described their father as dying. "
        "“Prime Minister,” they wrote, “bring him home to us.”"
    )
    assert not any("writer" in one.who or "father" in one.who for one in said(text))
