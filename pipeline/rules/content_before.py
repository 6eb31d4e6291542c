"""What a cue attributes of the words before it: `"“…,” Venn said"`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.grounding.quotations import Quotation
from pipeline.rules.clause_openings import object_at
from pipeline.rules.clauses import A_WORD, FINITE, is_clause, nothing_follows, tidy, without_opening
from pipeline.rules.content import FEW_WORDS, Around, Content, addressed, resumed
from pipeline.rules.cue import Cue
from pipeline.rules.heard import Speech
from pipeline.rules.verbs import verbs

_THAT = re.compile(r"that\s+")


def content_before(speech: Speech, cue: Cue, around: Around) -> Content | None:
    """What stands before a cue: `"“…,” Venn said"`, `"…, according to Venn"`. None if nothing."""
    first, begin = around.first, cue.first
    if cue.continues or begin <= first:
        return None
    if cue.verb is not None and not cue.verb.frames & {"q", "t", "as"}:
        return None
    if speech.classes[begin - 1] == "z":
        return _quoted_before(speech, cue, around)
    if explained := _EXPLAINED.search(speech.classes, first, begin):
        return _quoted_before(speech, replace(cue, first=explained.start() + 1), around)
    if speech.tokens.words[begin - 1] in _PAUSES:
        if begin - 2 >= first and speech.classes[begin - 2] == "z":
            outside = _quoted_before(speech, cue, around)  # "»," as in French or British style
            if outside is not None and _speech_alone(speech, outside, around):
                return outside
        return _reported_before(speech, cue, around)
    if cue.verb is None:
        # "… according to Venn" without a comma.
        return Content(((speech.tokens.starts[first], speech.tokens.ends[begin - 1]),))
    return None


_EXPLAINED = re.compile(r"zD?[nD]oD[lMASC]{0,2}[lG]c$")
"""`"“…,” one of the riders, Ana Ruiz, said"`: who a name is among, between marks and name."""
_PAUSES = (",", "—", "–", "-")


def _speech_alone(speech: Speech, content: Content, around: Around) -> bool:
    """Whether content opens the sentence with marks, no word before them."""
    start, _ = content.spans[0]
    between = speech.layout.text[speech.tokens.starts[around.first] : start]
    return speech.quotation_at(start) is not None and not A_WORD.search(between)


def _quoted_before(speech: Speech, cue: Cue, around: Around) -> Content | None:
    """The quotations that end where the cue begins, and what of theirs follows it."""
    tokens, before = speech.tokens, around.before
    edge, start = tokens.starts[cue.first], tokens.starts[around.first]
    held = [m for m in around.marks if start <= m.start and m.end <= edge]
    if not held:
        return None
    lower = tokens.ends[before.last - 1] if before else start
    own = [m for m in held if m.start >= lower] or held[-1:]
    addressees = addressed(speech, cue, around.last)
    if _only_between(speech, own, edge):
        spans = [(m.start, m.end) for m in own]
    else:
        spans = [_mixed_before(speech, own[-1], lower)]
        inner = _speaks_in_marks(speech, own[-1])
        if inner and cue.verb is None:
            return Content(tuple(spans), addressees, inner)
    return Content((*spans, *resumed(speech, cue.last, around.marks)), addressees)


def _reported_before(speech: Speech, cue: Cue, around: Around) -> Content | None:
    """A clause without marks before the cue: `"The talks failed, Venn said on Friday."`"""
    tokens, first, last = speech.tokens, around.first, around.last
    edge = _edge(speech, cue, last)
    told = cue.verb is not None and "o" in cue.verb.frames
    told = told and (edge > cue.last or _tells(speech, cue.last, last))
    if cue.verb and "t" not in cue.verb.frames and not told:
        return None
    if not nothing_follows(speech, cue, last):
        return None
    start, end = tokens.starts[first], tokens.ends[cue.first - 2]
    start = without_opening(speech, start, end)
    left = tokens.between(start, end)
    breaks = _interrupts(speech, edge, left, last)
    if not breaks and (len(left) <= FEW_WORDS or not is_clause(speech, left)):
        return None
    if speech.classes[edge : edge + 1] == "c" and tokens.low[cue.first - 2] in _RELATIVE:
        return None  # "an uncle who, he says, “could hear a bad heel”"
    spans = [(start, end)]
    if breaks or (edge < last - 4 and tokens.words[edge] == "," and _goes_on(speech, edge + 1)):
        spans.append(tidy(speech, tokens.starts[edge + 1], tokens.ends[last - 1]))
    return Content(tuple(spans), addressed(speech, cue, last))


def _edge(speech: Speech, cue: Cue, last: int) -> int:
    """The comma behind whom somebody told, and when: `"…, he told the daily Lorn Post, …"`."""
    classes, low = speech.classes, speech.tokens.low
    for at in range(cue.last, min(cue.last + _TOLD, last)):
        if classes[at] == "c":
            plain = low[at - 1] not in ("saying", "adding") and "that" not in low[cue.last : at]
            return at if plain else cue.last
        joins = classes[at] == "a" and classes[at + 1] not in "CSE"  # "the Globe and Mail"
        if classes[at] in "zxhw" or joins or low[at] in FINITE:
            break
        if classes[at] == "v" and not _A_NOUN.search(classes, at - 1, last):
            break
    return cue.last


def _interrupts(speech: Speech, edge: int, left: range, last: int) -> bool:
    """Whether a cue parts the first words of a clause from the rest: `"The list, he said, was"`."""
    at = edge + 1
    if not 0 < len(left) <= _FIRST_WORDS or at + 1 >= last or speech.classes[edge] != "c":
        return False
    if set(speech.classes[left.start : left.stop]) & set("zvcw"):
        return False
    word, kind = speech.tokens.low[at], speech.classes[at]
    opener = speech.tokens.low[left.start]
    if word in FINITE or (kind == "z" and speech.tokens.low[left.stop - 1] in FINITE):
        return opener not in _REFERRING or len(left) > 1
    whole = any(
        speech.tokens.low[to] in FINITE for to in range(at, min(at + _FIRST_WORDS * 2, last))
    )
    return speech.classes[left.start] == "f" and whole and kind in "DASCERGBQPTpnh"


_FIRST_WORDS = 8
"""Words of a clause up to which a cue may stand behind its subject or its first adjunct."""
_REFERRING = frozenset("that this it which what who".split())


def _tells(speech: Speech, at: int, last: int) -> bool:
    """Whether somebody or some gathering is told, and nothing more: `"told the summit."`"""
    rest = _A_NOUN.sub("l", speech.classes[at:last].rstrip("x"))
    plain = 0 < len(rest) <= _TOLD and not set(rest) & set("vzwx")
    return plain or object_at(speech, at, last) is not None


_A_NOUN = re.compile(r"(?<=[DMlAp])v(?=[lBE]|$)")
"""A verb's form that is a noun there: "told a press conference"."""
_TOLD = 8
"""Words of whom somebody told, and where and when."""
_RELATIVE = frozenset(
    "who which that and but when where whose because since although though while if".split()
)


def _goes_on(speech: Speech, at: int) -> bool:
    """Whether a clause that the cue interrupts goes on: not `", a nurse at the clinic"`."""
    word = speech.tokens.low[at]
    return word in _GOING_ON or word in FINITE or (speech.classes[at] in "lv" and word[-2:] == "ed")


_GOING_ON = frozenset(
    "and but or which because so although though not with to that if after before until".split()
)


def _speaks_in_marks(speech: Speech, mark: Quotation) -> tuple[int, ...]:
    """`"Both leaders “stressed the need …,” according to a readout"`: the verb is quoted too."""
    at = speech.tokens.first_at(mark.start)
    found = speech.cast.before(mark.start)
    if found is None or at + 1 >= len(speech.classes) or found.quoted:
        return ()
    near = not A_WORD.search(speech.layout.text[found.tail : mark.start])
    return found.actors if near and speech.tokens.low[at + 1] in verbs() else ()


def _only_between(speech: Speech, own: Sequence[Quotation], edge: int) -> bool:
    """Nothing but marks between the quotations and the cue, and a clause's start before them."""
    text = speech.layout.text
    for one, other in pairwise(own):
        if A_WORD.search(text[one.end : other.start]):
            return False
    if re.search(r"\w", text[own[-1].end : edge]):
        return False
    sentence = _clause_start(speech, own[0].start)
    return not re.search(r"\w", text[sentence : own[0].start])


def _clause_start(speech: Speech, offset: int) -> int:
    """Where the sentence begins in which a quotation opens."""
    return speech.layout.sentence_at(offset).start


def _mixed_before(speech: Speech, mark: Quotation, lower: int) -> tuple[int, int]:
    start = max(lower, speech.layout.sentence_at(mark.start).start)
    text = speech.layout.text
    while start < mark.start and not text[start].isalnum() and text[start] not in "\"“‘'«":
        start += 1
    if (that := _THAT.match(text, start, mark.start)) is not None:
        start = that.end()
    return (without_opening(speech, start, mark.end), mark.end)
