"""A noun phrase that may mean an actor, as it stands in the tokens of a text."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "name", "role", "group", "body", "state", "seat", "known", "adjective"]
"""`name`: of nobody known, perhaps a person; `known`: a body of the registry; `seat`: "Kremlin"."""
INDEFINITE = frozenset("a an one another some several many other few".split())
"""Determiners of somebody new."""
COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
"""Words that tell how many."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in tokens: `words[first:last]`.

    `"Kallistan's foreign minister Jane Doe"`: kind person, name "Jane Doe", title
    "Kallistan's foreign minister", head "foreign minister", owner "Kallistan".
    """

    first: int
    last: int
    kind: Kind
    determiner: str = ""
    number: int = 0
    """How many: "the two leaders" 2, "both" 2; 0 where not said."""
    name: tuple[int, int] | None = None
    """Tokens of the name."""
    title: tuple[int, int] | None = None
    head: str = ""
    """Lower-case head of the role or group: "president", "foreign minister", "leaders"."""
    owners: tuple[str, ...] = ()
    """Whose: "Kallistan", "Turkish"; several for "the presidents of Iran and Russia"."""
    tail: int = 0
    """Past an affiliation behind the name: "Hassan Rohani of Iran"."""
