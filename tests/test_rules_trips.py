"""Trips put off or called off and invitations taken: who was to come, and to whom.

Every passage is invented; each claims what a reader of Wednesday 13 May 2026 would record.
"""

import pytest

from tests.rules import last_words, summits


def read(text: str) -> list[str]:
    """The meetings of a text: `"cancelled Tehran: Hale guest"`, who by last words."""
    return [
        f"{one.status} {one.place_text or '-'}: "
        + ", ".join(
            sorted(
                f"{name} {participant.role}"
                for name, participant in zip(last_words(names), one.participants, strict=True)
            )
        )
        for one, names in summits(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Turkey has called off a planned visit by Kenyan Prime Minister Jo Hale.",
            "cancelled -: Hale guest, Turkey host",
        ),
        (
            "Iran has cancelled a visit to Tehran by Kenyan Foreign Minister Jo Hale.",
            "cancelled Tehran: Hale guest",
        ),
        (
            "A trip to Baghdad by Kenyan President Jo Hale was delayed until next month.",
            "postponed Baghdad: Hale guest",
        ),
        (
            "A planned visit to Ankara by Kenyan President Jo Hale has been called off.",
            "cancelled Ankara: Hale guest",
        ),
        ("A visit by Kenyan President Jo Hale has been postponed.", "postponed -: Hale guest"),
        (
            "The company has called off a planned visit by Kenyan President Jo Hale.",
            "cancelled -: Hale guest",
        ),
        (
            "A trip by the Tajik prime minister to Tashkent has been pushed back.",
            "postponed Tashkent: minister guest",
        ),
        (
            "Turkish President Ece Kaya has invited Kenyan President Jo Hale to Ankara.",
            "proposed Ankara: Hale guest, Kaya host",
        ),
        (
            "Kenyan President Jo Hale has accepted an invitation from Turkish President Ece Kaya to"
            " visit Ankara in June.",
            "scheduled Ankara: Hale guest, Kaya host",
        ),
        (
            "Kenyan President Jo Hale accepted Turkish President Ece Kaya's invitation to visit"
            " Ankara.",
            "scheduled Ankara: Hale guest, Kaya host",
        ),
    ],
)
def test_who_was_to_come_is_read(text: str, expected: str) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "A planned visit by tourists was called off.",
        "A visit by England coach Jo Hale was called off.",
        "Kenya has cancelled a concert by singer Jo Hale.",
        "Turkish President Ece Kaya has invited US Senator Jo Hale to Congress.",
        "Kenyan President Jo Hale has not accepted an invitation from Turkish President Ece Kaya to"
        " visit Ankara.",
        "Kenyan President Jo Hale accepted an invitation from the BBC to appear in London.",
    ],
)
def test_nobody_of_another_state_was_to_come(text: str) -> None:
    assert read(text) == []
