"""Mentions by their place: which ends at a token, which "and" joins to another."""

import re

from pipeline.rules.heard import Speech
from pipeline.rules.mentions import Mention


def latest(speech: Speech, offset: int, *, persons: bool) -> Mention | None:
    found = speech.cast.before(offset)
    for _ in range(30):
        if found is None:
            return None
        opens = found.start == speech.layout.sentence_at(found.start).start
        behind = speech.tokens.first_at(found.tail)
        opens = opens or speech.classes[behind - 1 : behind + 1] in ("Cl", "cl", "Cv", "cv")
        apart = speech.classes[behind : behind + 2] == "cl"  # "His rival, Jo Hale, was glad"
        opens = opens or (apart and speech.classes[speech.tokens.first_at(found.start) - 1] == "c")
        if (
            found.actors
            and not found.quoted
            and found.kind != "adjective"
            and (opens or not persons)
        ):
            kind = speech.cast.actors[found.actors[0]].kind
            if (kind == "person") if persons else (found.kind == "collective"):
                return found
        found = speech.cast.before(found.start)
    return None


def ending(speech: Speech, back: int, first: int) -> Mention | None:
    """The mention that ends with token `back`, what hangs on it included."""
    if back < first:
        return None
    end = speech.tokens.ends[back]
    found = speech.cast.before(end)
    steps = 0
    while found is not None and steps < 6:
        if found.start < speech.tokens.starts[first]:
            return None
        if found.kind != "adjective" and (
            end in (found.end, found.tail)
            or (
                found.tail < end
                and speech.layout.text[found.tail : end].strip(" ,") == ""
                and found.tail > found.end
            )
        ):
            # A name inside an apposition ends there too: the one it hangs on speaks.
            outer = _hanging(speech, found, end)
            return outer or found
        found = speech.cast.before(found.start)
        steps += 1
    return None


def _hanging(speech: Speech, inner: Mention, end: int) -> Mention | None:
    found = speech.cast.before(inner.start)
    for _ in range(5):
        if found is None:
            return None
        if found.tail >= inner.end and found.tail >= end - 1:
            return found
        found = speech.cast.before(found.start)
    return None


def _equal(speech: Speech, at: int, last: int) -> Mention | None:
    """`"and his Algerian opposite number Jo Hale"`: the name behind what he is beside another."""
    if speech.tokens.low[at] not in _WHOSE:
        return None
    found = speech.cast.after(speech.tokens.ends[at])
    if found is not None and found.kind == "adjective":
        found = speech.cast.after(found.end)
    if found is None or found.kind != "name":
        return None
    begin = speech.tokens.first_at(found.start)
    plain = begin < min(last, at + 5) and not speech.classes[at:begin].strip("DAlMS")
    return found if plain else None


_WHOSE = frozenset("his her their its".split())


def is_some(speech: Speech, at: int) -> bool:
    """`"said one"`"""
    return speech.tokens.low[at] in ("one", "another", "others", "some")


def coordinated(speech: Speech, found: Mention, last: int) -> tuple[tuple[int, ...], int]:
    """The actors from a mention on as far as "and" joins them; past their last token."""
    actors = list(found.actors)
    end = _past_state(speech, found, last)
    while end + 1 < last and speech.classes[end] == "a":
        other = _equal(speech, end + 1, last) or speech.cast.at(speech.tokens.starts[end + 1])
        explained = found.tail > found.end and other is not None and other.kind == "role"
        if (
            other is None
            or other.start < speech.tokens.starts[end + 1]
            or other.kind == "adjective"
            or explained  # "Jo Hale, a nurse and mother of four"
        ):
            break
        actors += [one for one in other.actors if one not in actors]
        end = speech.tokens.first_at(other.tail)
    return tuple(actors), end


_OF_STATE = re.compile(r"oD?[CSEPA]{1,5}(?=aD?[QCTRP])")


def _past_state(speech: Speech, found: Mention, last: int) -> int:
    """Past somebody and whose he is, before another: `"Jo Hale of New Lornia | and Venn"`."""
    end = speech.tokens.first_at(found.tail)
    named = found.kind == "name" and len(found.actors) == 1
    person = named and speech.cast.actors[found.actors[0]].kind == "person"
    of = _OF_STATE.match(speech.classes, end, last) if person else None
    return of.end() if of is not None else end
