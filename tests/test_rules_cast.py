"""`cast`: goes through the phrases and pronouns of a text and says whom each means.

Also: `company_bodies`, `mentions`, `phrase`, `phrase_named`, `phrases`.
"""

import pytest

from tests.rules import cast_in, meant


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
    assert meant(text, words) == expected


def test_a_capital_is_a_seat_and_its_state_one_actor() -> None:
    found = cast_in("Turkey agreed. Ankara said it would wait.")
    seat = next(m for m in found.mentions if m.text == "Ankara")
    assert seat.kind == "seat"
    assert [actor.name for actor in found.actors] == ["Turkey"]


def test_mentions_stand_in_order_and_apart() -> None:
    found = cast_in("Putin's spokesman, Dmitry Peskov, met Ms. Jo Hale of the Hale Institute (HI).")
    ends = [mention.end for mention in found.mentions]
    starts = [mention.start for mention in found.mentions]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
