"""Who is in a text: invented people of invented states, so that no registry helps."""

import pytest

from pipeline.reading.text import make_article
from pipeline.rules.cast import cast
from pipeline.rules.mentions import Cast
from pipeline.rules.text import Layout


def read(text: str) -> Cast:
    return cast(Layout(make_article(text, "test.txt")))


def who(text: str, words: str, place: int = 1) -> list[str | None]:
    """Names, or roles, of those whom the mention that reads `words` means."""
    found = read(text)
    mention = [m for m in found.mentions if m.text == words][place - 1]
    return [found.actors[one].name or found.actors[one].role for one in mention.actors]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Foreign Minister Mara Venn spoke. Venn left.", "Venn", ["Mara Venn"]),
        ("Mara Venn, the Kallistani president, spoke. She left.", "She", ["Mara Venn"]),
        (
            "Kallistan's foreign minister Mara Venn spoke. The Kallistani foreign minister left.",
            "The Kallistani foreign minister",
            ["Mara Venn"],
        ),
        ("Mara Venn of Kallistan spoke. The minister left.", "The minister", ["minister"]),
        (
            "President Mara Venn met Premier Otto Brand. The two leaders shook hands.",
            "The two leaders",
            ["Mara Venn", "Otto Brand"],
        ),
        (
            "President Mara Venn met Premier Otto Brand. They shook hands.",
            "They",
            ["Mara Venn", "Otto Brand"],
        ),
        (
            "The Kallistani and Ostravan foreign ministers met.",
            "The Kallistani and Ostravan foreign ministers",
            ["Kallistani foreign minister", "Ostravan foreign minister"],
        ),
        (
            "The Greek and Turkish foreign ministers met.",
            "The Greek and Turkish foreign ministers",
            ["Greek foreign minister", "Turkish foreign minister"],
        ),
        ("Queen Lena met Peter Hale. He bowed.", "He", ["Peter Hale"]),
        ("Queen Lena met Peter Hale. She smiled.", "She", ["Lena"]),
        ("Jordan said no. He left.", "He", []),
    ],
)
def test_a_phrase_means(text: str, words: str, expected: list[str]) -> None:
    assert who(text, words) == expected


def test_an_apposition_gives_role_and_affiliation() -> None:
    found = read("Leo Santos, spokesman for the Kallistani army, spoke to us. Santos smiled.")
    assert found.actors[0].name == "Leo Santos"
    assert found.actors[0].role == "spokesman for the Kallistani army"


def test_a_role_before_the_name_is_the_same_actor() -> None:
    found = read("Venn's spokesman, Leo Santos, declined. Santos had flown in.")
    assert [a.role for a in found.actors if a.name == "Leo Santos"] == ["Venn's spokesman"]


def test_two_people_of_one_family_name_stay_two() -> None:
    found = read(
        "Iranian President Hassan Rouhani spoke. Mohsen Rouhani, a lawmaker, disagreed. "
        "“We are neighbours,” Rouhani said."
    )
    named = [actor.name for actor in found.actors if actor.name and "Rouhani" in actor.name]
    assert named == ["Hassan Rouhani", "Mohsen Rouhani"]
    last = [m for m in found.mentions if m.text == "Rouhani"][-1]
    assert found.actors[last.actors[0]].name == "Hassan Rouhani"


def test_an_unnamed_official_is_nobody_named_before() -> None:
    found = read("President Mara Venn left. A senior official stayed. An official slept.")
    roles = [actor.role for actor in found.actors if actor.kind == "role_holder"]
    assert roles == ["senior official", "official"]


def test_unnamed_ministers_are_not_named_from_memory() -> None:
    found = read("The Russian and Iranian foreign ministers met in 2017.")
    assert [actor.name for actor in found.actors] == [None, None]


def test_a_capital_is_a_seat_and_its_state_one_actor() -> None:
    found = read("Turkey agreed. Ankara said it would wait.")
    seat = next(m for m in found.mentions if m.text == "Ankara")
    assert seat.kind == "seat"
    assert [actor.name for actor in found.actors] == ["Turkey"]


def test_a_word_that_the_text_writes_small_is_no_ministers_family_name() -> None:
    """John Key and Stuart Young are in the registry."""
    found = read("Key talks failed. Young people spoke. Mara Venn took a key step with the young.")
    assert {actor.name for actor in found.actors} == {"people", "Mara Venn"}


def test_the_parties_of_a_case_are_nobody_in_the_text() -> None:
    """A president of the registry is called Wade."""
    found = read("Before Jane Roe v. Wade was overturned, Mara Venn met Otto Brand.")
    assert {actor.name for actor in found.actors} == {"Mara Venn", "Otto Brand"}


def test_a_state_is_no_he() -> None:
    text = "Mara Venn's envoy Paul Kern flew to Syria. Syria waited. He landed on Monday."
    assert who(text, "He") == ["Paul Kern"]


def test_mentions_stand_in_order_and_apart() -> None:
    found = read("Putin's spokesman, Dmitry Peskov, met Ms. Jo Hale of the Hale Institute (HI).")
    ends = [mention.end for mention in found.mentions]
    starts = [mention.start for mention in found.mentions]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
