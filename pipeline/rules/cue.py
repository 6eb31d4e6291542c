"""A cue: what attributes content, and who stands beside it as the source."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.rules.mentions import Mention
from pipeline.rules.verbs import Verb

Side = Literal["before", "after"]
"""Where the source stands: before its verb ("Putin said") or after it ("said Putin")."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One attribution: `words[first:last]` is the cue, `source` the tokens of who speaks."""

    at: int
    """Token of the verb, or of "according"."""
    first: int
    """First token of cue and source together."""
    last: int
    """Past the last token of cue and source together."""
    verb: Verb | None
    """None for "according to" and its like."""
    speakers: tuple[int, ...]
    side: Side
    mentions: tuple[Mention, ...] = ()
    via: tuple[int, ...] = ()
    continues: bool = False
    """A participle or second verb of the same subject: ", noting that …", "and called for"."""
    document: bool = False
    """The source is a paper: "the statement said"."""


def actors_of(mentions: Sequence[Mention]) -> tuple[int, ...]:
    """Their actors, each once."""
    return tuple(dict.fromkeys(one for mention in mentions for one in mention.actors))
