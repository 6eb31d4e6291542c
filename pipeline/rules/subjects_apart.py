"""The mention before a verb that something parts from it: an adjunct, a clause, dashes."""

import re

from pipeline.rules.beside import ending, latest
from pipeline.rules.heard import Speech
from pipeline.rules.mentions import Mention

SOME = frozenset(
    "one some two three several many most both another others none number group handful majority "
    "couple pair dozen dozens scores hundreds thousands minority".split()
)
"""What stands for some of many: "one of the officials", "others said"."""
_CLAUSE_OPENERS = frozenset("who whose which that whom".split())
_DASHES = frozenset("—–-")
_VERB = re.compile("(?<![DMAp])v")


def nearest(speech: Speech, back: int, first: int) -> Mention | None:
    """The mention that ends with token `back`, else the nearest one that may be the subject."""
    back = _past_dashes(speech, back, first)
    found = ending(speech, back, first)
    if found is not None and found.kind in ("collective", "pronoun"):
        found = _named_apart(speech, back, first) or found
    if found is None and speech.classes[back] in "cz":
        found = _before_parenthesis(speech, back, first)
        if found is not None and found.kind in ("collective", "pronoun"):
            found = _named_apart(speech, back, first) or found
    return (
        found
        or _before_adjunct(speech, back, first)
        or _named_apart(speech, back, first)
        or _pointed(speech, back, first)
        or _opening_before(speech, back, first)
    )


def _past_dashes(speech: Speech, back: int, first: int) -> int:
    """`"Brand — whom she had called “sir” — said"`: the token before what dashes set apart."""
    words = speech.tokens.words
    if words[back] not in _DASHES:
        return back
    at = back - 1
    while at > first and words[at] in _DASHES:
        at -= 1
    while at > first and words[at] not in _DASHES:
        at -= 1
    while at > first and words[at] in _DASHES:
        at -= 1
    return at if at > first or words[at] not in _DASHES else back


def _before_parenthesis(speech: Speech, comma: int, first: int) -> Mention | None:
    """`"Benali, who met commanders on Sunday, said"`: the name before the earlier comma."""
    for back in range(comma - 1, first, -1):
        if speech.classes[back] == "c":
            found = ending(speech, back - 1, first)
            if speech.classes[comma] == "z" and speech.tokens.low[back + 1] not in ("who", "which"):
                continue
            opener = speech.tokens.low[back + 1]
            opens = (
                opener in _CLAUSE_OPENERS
                or speech.classes[back + 1] in "fDdR"
                or opener.endswith(("ing", "ed"))
                or opener == "known"
            )
            if found is not None and opens and found.kind != "adjective":
                return found
    return None


def _before_adjunct(speech: Speech, back: int, first: int) -> Mention | None:
    """`"Putin on Friday said"`, `"officials in Kyiv said"`"""
    for step in range(8):
        at = back - step
        if at <= first:
            return None
        kind = speech.classes[at]
        if (kind == "o" or (kind == "l" and speech.classes[at + 1] == "f")) and (
            found := ending(speech, at - 1, first)
        ):
            return found  # "members of the team said", "an official close to the talks said"
        if kind in "lBG" and step == 0:
            member = ending(speech, at - 1, first)  # "a member of the government team"
            if member is not None and member.kind == "role" and " of " in member.text:
                return member
        if kind in "fd" and not (kind == "d" and speech.classes[at - 1] in "fd"):
            found = ending(speech, at - 1, first)
            if found is not None:
                return found
        if kind not in "fdDCSAElMop" and kind != "B":
            return None
    return None


def _named_apart(speech: Speech, back: int, first: int) -> Mention | None:
    """`"One of its authors, Jo Hale, said"`: the name between commas, whatever it explains."""
    if speech.classes[back] != "c":
        return None
    found = speech.cast.before(speech.tokens.ends[back])
    if found is None or found.kind not in ("name", "role") or not found.actors:
        return None
    begin = speech.tokens.first_at(found.start)
    while begin > first and speech.classes[begin - 1] in "lD":
        begin -= 1  # "one of them, the late Jo Hale, asked"
    if speech.tokens.low[speech.tokens.first_at(found.start) - 1] == "as":
        return None
    apart = begin > first + 1 and speech.classes[begin - 1] == "c"
    whole = speech.tokens.first_at(found.end) == back and found.actor is not None
    person = whole and speech.cast.actors[found.actors[0]].kind == "person"
    spoken = _VERB.search(speech.classes, first, begin)
    return found if apart and person and not spoken else None


def _pointed(speech: Speech, back: int, first: int) -> Mention | None:
    """`"one said"`, `"others said"`, `"the 52-year-old joked"`: whoever was named last."""
    low = speech.tokens.low
    word = low[back]
    if word.endswith("year-old"):
        return latest(speech, speech.tokens.starts[back], persons=True)
    if speech.classes[back] == "A" and back > first and low[back - 1] == "the":
        return latest(speech, speech.tokens.starts[back], persons=True)  # "the Italian said"
    if word in SOME and (back == first or speech.classes[back - 1] in "zxcv"):
        return latest(speech, speech.tokens.starts[back], persons=False)
    return None


def opening(speech: Speech, at: int, first: int) -> Mention | None:
    """The mention that opens the clause of token `at`: `"A spokesman for the region's X said"`."""
    begin = at - 1
    while begin >= first and speech.classes[begin] not in "zcx":
        begin -= 1
    for skipped in range(begin + 1, min(begin + 4, at)):
        found = speech.cast.at(speech.tokens.starts[skipped])
        if found is not None and found.start == speech.tokens.starts[skipped]:
            behind = speech.classes[speech.tokens.first_at(found.end) :][:1]
            named = found.kind not in ("adjective", "seat") and found.actors
            return found if named and behind in ("f", "o", "w", "l", "c") else None
        if speech.classes[skipped] != "l":
            return None
    return None


def _opening_before(speech: Speech, back: int, first: int) -> Mention | None:
    """`"An official who was briefed on the talks said"`: a clause stands between."""
    found = opening(speech, back + 1, first)
    if found is None and speech.classes[back] == "c":
        # "An official who took part, speaking on condition of anonymity, said"
        comma = back - 1
        while comma > first and speech.classes[comma] not in "czx":
            comma -= 1
        if comma > first and speech.classes[comma] == "c" and speech.classes[comma + 1] != "a":
            found = ending(speech, comma - 1, first) or opening(speech, comma, first)
    if found is None:
        return None
    behind = speech.tokens.first_at(found.end)
    if "w" not in speech.classes[behind : back + 1] and speech.classes[back] != "c":
        return None
    return found
