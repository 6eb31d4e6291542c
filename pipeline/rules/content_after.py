"""What a cue attributes of the words behind it: `"Venn said the talks were useful"`."""

import re
from dataclasses import replace

from pipeline.rules.beside import coordinated
from pipeline.rules.clause_openings import (
    ANONYMOUS,
    clause_at,
    infinitive,
    mark_at,
    object_at,
    past_adjunct,
)
from pipeline.rules.clauses import FINITE, tidy
from pipeline.rules.content import Around, Content, is_press, resumed
from pipeline.rules.content_reach import stretch
from pipeline.rules.cue import Cue
from pipeline.rules.heard import Speech
from pipeline.rules.mentions import Mention
from pipeline.rules.verbs import Verb


def content_after(speech: Speech, cue: Cue, around: Around) -> Content | None:
    """What stands behind a cue: `"Venn said the talks were useful"`. None if nothing."""
    if cue.verb is None:
        return _after_according(speech, cue, around)
    if cue.side == "after":
        further = resumed(speech, cue.last, around.marks)
        return Content(tuple(further)) if further else None
    set_apart = _after_as(speech, cue, around) or _after_opener(speech, cue, around)
    return set_apart or _after_verb(speech, cue, around, cue.verb)


def _after_opener(speech: Speech, cue: Cue, around: Around) -> Content | None:
    """`"… until Friday, when, she said, the court would sit"`: the clause goes on behind her."""
    low, classes = speech.tokens.low, speech.classes
    parted = classes[cue.first - 1 : cue.first] == "c" and classes[cue.last : cue.last + 1] == "c"
    opened = parted and cue.first - 2 > around.first and low[cue.first - 2] in _OPENERS
    if not opened or cue.continues or cue.last + 3 >= around.last:
        return None
    whole = any(low[at] in FINITE for at in range(cue.last, around.last))
    return stretch(speech, cue, cue.last + 1, around) if whole else None


_OPENERS = frozenset("when where because since although though while whereas but and".split())


def _after_verb(speech: Speech, cue: Cue, around: Around, verb: Verb) -> Content | None:
    at = cue.at + 1
    if "as" in verb.frames:
        said = _as_saying(speech, cue, around)
        mark = mark_at(speech, at, around.marks) if "q" in verb.frames else None
        return said or (stretch(speech, cue, at, around) if mark else None)
    if at < around.last and ANONYMOUS.match(speech.layout.text, speech.tokens.starts[at]):
        return None
    if verb.frames & {"o", "i"} and at < around.last:
        found = object_at(speech, at, around.last)
        if found is not None:
            return _after_object(speech, cue, around, found)
        if "i" in verb.frames and infinitive(speech, at, around.last, 16):
            return stretch(speech, cue, at, around)
        if verb.frames <= {"i", "q"} and not mark_at(speech, at, around.marks):
            return None
    if "o" in verb.frames and "t" not in verb.frames:
        start = past_adjunct(speech, at, around.last)  # "told a dinner in Rome that …"
    else:
        start = clause_at(speech, at, around.last, verb)
    return None if start is None else stretch(speech, cue, start, around)


def _after_as(speech: Speech, cue: Cue, around: Around) -> Content | None:
    """`"As Venn told lawmakers on Monday, the talks failed."`"""
    tokens, classes = speech.tokens, speech.classes
    opens = cue.first == around.first + 1 or classes[cue.first - 2 : cue.first - 1] in ("c", "x")
    if not opens or tokens.low[cue.first - 1] != "as" or cue.continues:
        return None
    told = cue.verb is not None and "o" in cue.verb.frames
    behind = cue.at + 1
    plain = classes[behind] in "cfdw" and tokens.low[behind] != "to"
    plain = plain or tokens.low[behind] in _WHEN
    if not told and not plain and not tokens.low[behind].endswith("ly"):
        return None  # "As Venn announced a new deal, prices fell"
    for at in range(behind, min(cue.at + _AS_REACH, around.last - 1)):
        if classes[at] == "c":
            return stretch(speech, cue, at + 1, around)
        finite = tokens.low[at] in FINITE and classes[at] != "d"
        if classes[at] in "zxv" or finite or tokens.low[at] == "that":
            return None
    return None


_WHEN = frozenset("last this earlier recently yesterday then once before again there here".split())
_AS_REACH = 12
"""Words from a verb to the comma that ends a clause with "as"."""


def _after_object(
    speech: Speech, cue: Cue, around: Around, found: tuple[Mention, int]
) -> Content | None:
    """`"told Venn that …"`, `"urged Venn to …"`: behind, or from, whom the words are for."""
    verb, at, last = cue.verb, cue.at + 1, around.last
    mention, behind = found
    assert verb is not None
    if behind < last and speech.classes[behind] in "lvM" and mention.kind != "pronoun":
        told, joined = mention.actors[:0], behind  # "ordered Federal assistance": no body
    else:
        told, joined = coordinated(speech, mention, last)
    behind = max(behind, joined)
    addressees = () if is_press(mention) else told
    if "i" in verb.frames and infinitive(speech, behind, last):
        return stretch(speech, cue, at, around, addressees)
    if "o" in verb.frames:
        if behind >= last or speech.classes[behind] in "ao" or speech.tokens.words[behind] == "(":
            return None
        at = behind
    elif not verb.frames & {"n", "t"}:
        return None
    elif behind < last and (
        mark_at(speech, behind, around.marks) or speech.tokens.low[behind] in _ASKED
    ):
        at = behind  # "asked him why", "asked a diplomat: “…”"
    start = clause_at(speech, at, last, verb)
    return None if start is None else stretch(speech, cue, start, around, addressees)


_ASKED = frozenset("why how what when where whether if who".split())


def _as_saying(speech: Speech, cue: Cue, around: Around) -> Content | None:
    """`"TV quoted Venn as saying …"`, `"Venn was quoted as saying …"`"""
    tokens, at, last = speech.tokens, cue.at + 1, around.last
    for to in range(at - 1, min(at + 12, last - 1)):
        told = tokens.low[to + 1] in ("saying", "telling") or (
            tokens.low[to + 2 : to + 3] in (["saying"], ["telling"])
        )
        if tokens.low[to] == "as" and told:
            found = (
                [
                    m
                    for m in speech.cast.within(tokens.starts[at], tokens.starts[to])
                    if m.kind != "adjective" and m.actors
                ]
                if to > at
                else []
            )
            if not found and tokens.low[to - 1] == "latter":
                found = _latter(speech, tokens.starts[cue.first])
            start = to + 2 + (tokens.low[to + 1] not in ("saying", "telling"))
            if tokens.low[start - 1] == "telling" and (who := object_at(speech, start, last)):
                start = who[1]
            behind = _past_saying(speech, start, last)
            content = stretch(speech, cue, behind, replace(around, after=None))
            if content is None or (not found and to > at):
                return None
            return Content(content.spans, (), found[0].actors if found else ())
    return None


def _latter(speech: Speech, offset: int) -> list[Mention]:
    """Whom "the latter" means: the last person named outside marks before."""
    found = speech.cast.before(offset)
    for _ in range(_LATELY):
        if found is None:
            break
        plain = found.actor is not None and not found.quoted
        if plain and speech.cast.actors[found.actors[0]].kind in ("person", "role_holder"):
            return [found]
        found = speech.cast.before(found.start)
    return []


_LATELY = 6
"""Mentions back in which "the latter" finds somebody."""


def _past_saying(speech: Speech, start: int, last: int) -> int:
    for to in range(start, min(start + 12, last)):
        if speech.tokens.low[to] == "that":
            return to + 1
        if speech.classes[to] == "z" or speech.classes[to] in "vh":
            break
    if speech.tokens.low[start : start + 1] == ["by"]:
        found = speech.cast.at(speech.tokens.starts[min(start + 1, last - 1)])
        if found:
            return speech.tokens.first_at(found.tail)
    return start


def _after_according(speech: Speech, cue: Cue, around: Around) -> Content | None:
    """`"According to Venn, the talks failed."`"""
    at, last = cue.last, around.last
    if cue.document and (issued := _ISSUED_FOR.match(speech.classes, at, last)):
        at = issued.end()  # "a survey by Hale & Co. for the broadcaster NDF,"
    if cue.first > around.first + 1 or at >= last or speech.classes[at] != "c":
        return None
    start, end = speech.tokens.starts[at + 1], speech.tokens.ends[last - 1]
    return Content((tidy(speech, start, end),))


_ISSUED_FOR = re.compile(r"f[DlMACSEPQBRGp]{1,6}(?=c)")
