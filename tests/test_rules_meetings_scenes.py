"""`meetings/scenes`: a handshake, side by side, a lunch."""

import pytest

from tests.rules import told_of_leaders

MONDAY, TUESDAY, FRIDAY = "2026-05-11", "2026-05-12", "2026-05-15"


LEADERS = "Mwangi Solheim"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{K}, flanked by {N}, announced the deal on Monday.", None),
        ("The deal was announced on Monday by {K}, flanked by {N}.", None),
        ("Standing beside {N} in Nairobi on Monday, {K} promised aid.", "Nairobi"),
        ("{K} raised her arms alongside {N} in Oslo on Monday.", "Oslo"),
        ("{K} told a joint news conference with {N} in Oslo on Monday that trade grew.", "Oslo"),
        ("{K} and {N} told a joint news conference in Oslo on Monday that trade grew.", "Oslo"),
        ("{K} posed for photographs with {N} in Oslo on Monday.", "Oslo"),
        ("The handshake between {K} and {N} in Geneva on Monday was brief.", "Geneva"),
        ("The three hours that {K} and {N} spent in Bern on Monday changed little.", "Bern"),
        ("{K} spent two hours with {N} in Bern on Monday.", "Bern"),
        ("{K} and {N} spent four hours together in Bern on Monday.", "Bern"),
        ("{K} closeted herself with {N} for an hour on Monday.", None),
        ("{K} had given {N} lunch in Nairobi on Monday.", "Nairobi"),
        ("{K} gave a dinner for {N} on Monday.", None),
        ("{K} shared a meal with {N} in Bern on Monday.", "Bern"),
        ("{K} sat across from {N} in Bern on Monday.", "Bern"),
        ("{K} walked in the garden with {N} on Monday.", None),
        ("{K} gave {N} a tour of the palace on Monday.", None),
        ("{K} and {N} put their differences aside over dinner in Oslo on Monday.", "Oslo"),
        ("{K} was joined in Oslo on Monday by {N}.", "Oslo"),
        ("{K} paid {N} a visit on Monday.", None),
        ("{K} signed a trade agreement with {N} in Oslo on Monday.", "Oslo"),
    ],
)
def test_a_scene_with_a_day_is_a_meeting(text: str, place: str | None) -> None:
    assert told_of_leaders(text) == [("held", "in_person", MONDAY, place, LEADERS)]


@pytest.mark.parametrize(
    "text",
    [
        "{K}, flanked by bodyguards, left on Monday.",
        "{K}, flanked by her foreign minister, Amos Okello, spoke on Monday.",
        "Kenyan troops fought alongside Norwegian troops on Monday.",
        "{K} named {N} alongside {C} as a model on Monday.",
        "A portrait of {K} hung beside {N}'s on Monday.",
        "{K} spent two hours with her family in Bern on Monday.",
        "{K} gave {N} credit for the deal on Monday.",
        "{K} gave {N} an ultimatum in Oslo on Monday.",
        "{K} paid {N} a compliment on Monday.",
        "{K} shared a joke about {N} on Monday.",
        "{K} stood by {N} on Monday.",
        "{K} embraced {N}'s plan on Monday.",
        "Norwegian voters embraced {K} on Monday.",
        "The handshake between {K} and {N} never came.",
        "The handshake between the Kenyan captain and the Norwegian coach on Monday was brief.",
        "Photographs of {K} and {N} were shown together on Monday.",
        "{K} brought {N}'s words together with her own on Monday.",
    ],
)
def test_what_only_looks_like_a_scene_is_none(text: str) -> None:
    assert told_of_leaders(text) == []


def test_a_mediator_goes_between_those_he_does_not_bring_together() -> None:
    found = told_of_leaders("{C} shuttled between {K} and {N} on Monday.")
    assert [one[4] for one in found] == ["Fuentes Mwangi Solheim"]
    brought = told_of_leaders("{C} will bring {K} and {N} together in Lima on Friday.")
    assert [(one[0], one[3]) for one in brought] == [("scheduled", "Lima")]
    assert told_of_leaders("{C} shuttled between Nairobi and Oslo on Monday.") == []
