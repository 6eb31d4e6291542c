"""`claims_clauses`: what a clause says itself."""

import pytest

from pipeline.rules.claims_clauses import main_of
from pipeline.rules.claims_kinds import KIND_WORDS, kind_of
from pipeline.rules.triggers import Spotter

_words = Spotter(*KIND_WORDS)


def kind(text: str) -> str | None:
    return kind_of(text, _words(text), main_of(text), commits=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air strikes hit the port.", "event"),
        ("The countries have pooled their efforts and signed the pact.", "event"),
        ("Russia has been deploying its forces there.", "event"),
        ("The envoy who met the rebels in Ardesh left the country.", "event"),
        ("Turkey has backed the rebels.", "state"),
        ("The situation remains tense.", "state"),
        ("Idlib is the last town that was bombed.", "state"),
        ("The truce is guaranteed by Ostrava and was signed in May.", "state"),
    ],
)
def test_what_was_done_differs_from_how_things_are(text: str, expected: str) -> None:
    assert kind(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Congress should act on the plan.",
        "The sides must respect the truce declared in May.",
        "The United States needs to keep its word.",
    ],
)
def test_what_is_asked_for_is_seen(text: str) -> None:
    main = main_of(text)
    assert main is not None
    assert main.tense == "asked"
