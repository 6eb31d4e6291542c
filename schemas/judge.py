"""What a model answers when it is asked how claims stand to each other.

The same strict subset and the same leniency as the draft: an item that cannot be read
is left out, and its pair stays undecided.
"""

from typing import Annotated, Literal

from pydantic import Field

from schemas.draft import Lenient, Malformed, Wire

JudgedRelation = Literal[
    "none",
    "same",
    "A supports B",
    "B supports A",
    "A qualifies B",
    "B qualifies A",
    "A updates B",
    "B updates A",
    "tension",
    "contradicts",
]


class PairDraft(Wire):
    """How the two sentences of one numbered pair stand to each other."""

    number: int = Field(alias="i")
    """The pair's number."""
    relation: JudgedRelation = Field(alias="r")


class JudgeDraft(Wire):
    """One item for every pair, in their order."""

    pairs: tuple[Annotated[PairDraft | Malformed, Lenient(PairDraft)], ...] = Field(alias="P")
