"""Where names end that hold an "of" themselves: "Republic of Korea", "the Group of 20"."""

import re

from pipeline.lookup.registry import load
from pipeline.rules.tokens import Tokens

_OF_STATE = re.compile(r"oD?[SC]+")
_LONGEST = 9
"""Tokens at most of a body's name."""


def state_until(tokens: Tokens, begin: int, at: int) -> int | None:
    """Where a state's name of two parts ends: `"Republic | of Korea" -> past "Korea"`."""
    more = _OF_STATE.match(tokens.classes, at)
    if more is None or tokens.low[at] != "of":
        return None
    return more.end() if load().state(" ".join(tokens.words[begin : more.end()])) else None


def past_article(tokens: Tokens, last: int) -> int:
    """Past the preposition at `last` and its article."""
    return last + 1 + (tokens.classes[last + 1 : last + 2] == "D")


def organisation_until(tokens: Tokens, last: int) -> int | None:
    """Where a body's name ends that holds an "of" itself: "leaders of | the Group of 20"."""
    if tokens.classes[last : last + 1] != "o":
        return None
    begin = past_article(tokens, last)
    return organisation_from(tokens, begin, begin + 1)


def organisation_from(tokens: Tokens, begin: int, last: int) -> int | None:
    """Where a known body's name ends that has an "of" at or behind the token `last`."""
    if "o" not in tokens.classes[last : begin + _LONGEST]:
        return None
    for end in range(min(begin + _LONGEST, len(tokens.words)), last + 1, -1):
        if tokens.words[end - 1][0].isalnum() and load().organisation(
            " ".join(tokens.words[begin:end])
        ):
            return end
    return None
