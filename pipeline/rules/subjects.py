"""Who stands beside a verb of saying: its subject, however far apart the two are."""

import re

from pipeline.rules.auxiliaries import past_auxiliaries
from pipeline.rules.beside import ending
from pipeline.rules.heard import Speech
from pipeline.rules.mentions import Mention
from pipeline.rules.subjects_apart import SOME, nearest, opening
from pipeline.rules.words import DOCUMENTS

Subject = tuple[tuple[Mention, ...], int, bool]
"""Mentions that are a verb's subject, their first token, and whether it is a paper."""
_JOINING = frozenset(
    "when where while as but because after before since although though if unless then so still "
    "earlier later also however meanwhile whether than not how why even once until".split()
)
"""Words between a comma and a subject that tell nothing of who he is."""
_DESCRIBED = re.compile(r"[zc]D?[CSAEPBMlp]{0,5}[lMp]$")
_MODIFIERS = 6
"""Words of what somebody is before a name, right behind a quotation or a comma."""


def subject_of(speech: Speech, at: int, first: int) -> Subject | None:
    """The subject of the verb at a token, or None: `"Venn on Friday said"`, `"the letter said"`."""
    tokens, classes = speech.tokens, speech.classes
    back = past_auxiliaries(speech, at - 1, first)
    if back < first:
        return None
    relative = back + 1 + (tokens.low[back + 1] == ",")
    related = relative < at and tokens.low[relative] in ("who", "which")
    if related and (owner := ending(speech, back, first)):
        return _antecedent(speech, owner, relative, first)
    found = nearest(speech, back, first)
    if found is None:
        return paper(speech, back, first)
    for _ in range(4):
        begin = tokens.first_at(found.start)
        outer = classes[begin - 1] if begin > first else "x"
        inside = outer in "fo" or (outer == "a" and _governed(speech, begin, first))
        if begin - 2 > first and outer in "lv" and tokens.low[begin - 1].endswith("ing"):
            inside = ending(speech, begin - 2, first) is not None  # "the union representing them"
        if not inside or begin - 2 < first:
            break
        head = ending(speech, begin - 2, first) or opening(speech, begin, first)
        if head is None:
            return _some_of(speech, begin, first, found) or paper(speech, back, first)
        found = head
    begin = tokens.first_at(found.start)
    if begin < first:
        return (found,), back - (back > first and classes[back - 1] == "D"), False  # "one said"
    if begin > first and classes[begin - 1] == "p" and not _owned(found):
        return None
    return _some_of(speech, begin, first, found) or _row(speech, found, first)


def _antecedent(speech: Speech, owner: Mention, relative: int, first: int) -> Subject | None:
    """`"by an aide who had said"`, `"by Lornia and Ardesh, which say"`"""
    if speech.tokens.low[relative] == "who" and not any(
        speech.cast.actors[one].kind in ("person", "role_holder", "collective")
        for one in owner.actors
    ):
        return None  # "in the Oval Office, who said"
    at = relative + 1
    while speech.tokens.low[at : at + 1] in (["further"], ["also"], ["in"], ["turn"]):
        at += 1
    if speech.tokens.low[relative] == "which" and speech.tokens.low[at] in _SHOWN:
        return None  # "a pact, which promises growth": it says nothing
    people = owner.kind == "collective" and owner.text.casefold().split()[-1].endswith("s")
    if speech.tokens.low[relative] == "which" and people and _persons_only(speech, owner):
        return None  # "higher prices for consumers, which underscores": not they
    row = _row(speech, owner, first)
    return (row[0] if row else (owner,), relative, False)


_SHOWN = frozenset(
    "promises promise underscores underscore highlights highlight threatens threaten reflects "
    "demonstrates stresses emphasizes reaffirms signals suggests indicates means".split()
)
"""What "which" does that stands for a thing or for all that was told before it."""


def _persons_only(speech: Speech, owner: Mention) -> bool:
    return all(
        speech.cast.actors[one].kind in ("person", "role_holder", "collective")
        for one in owner.actors
    )


def _owned(found: Mention) -> bool:
    """Whether a possessive may stand before: `"the ferry's owner"`, `"Labour's Jo Hale"`."""
    return found.kind in ("role", "collective") or (found.kind == "name" and " " in found.text)


def _row(speech: Speech, found: Mention, first: int) -> Subject | None:
    """The mention with those that "and" joins to it."""
    classes, mentions = speech.classes, [found]
    begin = speech.tokens.first_at(found.start)
    while begin - 2 >= first and classes[begin - 1] in "ac":
        step = 2 if classes[begin - 2 : begin] == "ca" else 1
        other = ending(speech, begin - step - 1, first)
        joined = "a" in classes[begin - step : begin] or len(mentions) > 1
        if other is None or not joined or not other.actors:
            break
        if step > 1 and len(mentions) == 1 and _closed_off(speech, other, first):
            break
        if classes[begin - step : begin] == "c" and _has_ended(speech, other, first):
            break
        mentions.insert(0, other)
        begin = speech.tokens.first_at(other.start)
    if not any(mention.actors for mention in mentions):
        return None
    return tuple(mentions), _past_what_he_is(speech, begin, first), False


def _closed_off(speech: Speech, other: Mention, first: int) -> bool:
    """Whether a comma and "and" behind somebody open a clause: `"aid for Ostrava, and Venn said"`.

    Where he is one of a row, another comma or the sentence's start is before him.
    """
    at = speech.tokens.first_at(other.start)
    return at > first and speech.classes[at - 1] in "folv"


def _has_ended(speech: Speech, other: Mention, first: int) -> bool:
    """Whether somebody before a comma ends a row: `"behind Venn and Brand, Hale and Ruiz said"`."""
    at = speech.tokens.first_at(other.start)
    return at > first and speech.classes[at - 1] == "a"


def _past_what_he_is(speech: Speech, begin: int, first: int) -> int:
    """The token where a source begins with what he is: `"“…,” Ford Bay elder Jo Hale said"`.

    Only up to marks or a comma; or `begin` itself: `"…, the bloc's envoy said"`.
    """
    described = _DESCRIBED.search(speech.classes, max(first, begin - _MODIFIERS - 1), begin)
    if described is None or described.start() + 1 == first:
        return begin
    marked = speech.classes[described.start()] == "z"
    owned = speech.classes[begin - 1] == "p"
    words = speech.tokens.low[described.start() + 1 : begin]
    plain = not described[0][1:].strip("lM") and not _JOINING.intersection(words)
    return described.start() + 1 if marked or owned or plain else begin


def _governed(speech: Speech, begin: int, first: int) -> bool:
    """Whether the coordination that ends here stands behind a preposition: `"for A and B"`."""
    found = ending(speech, begin - 2, first)
    at = speech.tokens.first_at(found.start) if found else begin - 2
    return at > first and speech.classes[at - 1] in "fo"


def _some_of(speech: Speech, begin: int, first: int, found: Mention) -> Subject | None:
    """`"one of the officials"`: the many stand for the one."""
    low = speech.tokens.low
    if begin - 2 >= first and low[begin - 1] == "of" and low[begin - 2] in SOME and found.actors:
        return (found,), begin - 2, False
    return None


def paper(
    speech: Speech, back: int, first: int, papers: frozenset[str] = DOCUMENTS
) -> Subject | None:
    """`"the statement said"`, `"a statement from the ministry said"`: who issued it."""
    for at in range(back, max(first - 1, back - 8), -1):
        if speech.tokens.low[at] in papers and speech.classes[at] != "z":
            begin = at
            while begin > first and speech.classes[begin - 1] in "DlMASCBEpnRGQ":
                begin -= 1
            if (
                begin > first
                and speech.classes[begin - 1] == "v"
                and "a" in (speech.classes[at + 1 : back + 1])
            ):
                return None  # "They welcomed the Geneva Statement of 17 April and stressed …"
            inner = [
                m
                for m in speech.cast.within(speech.tokens.starts[begin], speech.tokens.ends[back])
                if m.actors
            ]
            return tuple(inner[:1]), begin, True
        if speech.classes[at] in "vxz":
            return None
    return None
