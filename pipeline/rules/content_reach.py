"""How far the words behind a cue are its content, and what of them is in marks."""

import re
from collections.abc import Iterator, Sequence

from pipeline.grounding.quotations import Quotation
from pipeline.rules.clause_openings import (
    ANONYMOUS,
    mark_at,
    tells_doing,
)
from pipeline.rules.clauses import A_WORD, CUT, FINITE, cut_at_cue, tidy
from pipeline.rules.content import FEW_WORDS, Around, Content
from pipeline.rules.cue import Cue
from pipeline.rules.cue_forms import NOUN
from pipeline.rules.heard import Speech

_DANGLING = re.compile(r"\b(?:to|of|for|with|at|the|a|an)$")
"""How words end that were cut before what they are about."""
_LABEL_WORDS = 3
"""Quoted words from which what something is called is a statement, not a name for it."""


def stretch(
    speech: Speech, cue: Cue, start: int, around: Around, addressees: tuple[int, ...] = ()
) -> Content | None:
    """From token `start` to where the clause ends."""
    tokens, text, last = speech.tokens, speech.layout.text, around.last
    while start < last and (speech.classes[start] == "c" or tokens.words[start] in ":—–"):
        start += 1
    if start >= last or ANONYMOUS.match(text, tokens.starts[start]):
        return None
    if speech.classes[start] == "a" or (
        cue.verb and cue.verb.lemma == "confirm" and tokens.low[start] in _WHOM
    ):
        return None  # "speaks, writes and testifies", "the Senate confirmed her in 2013"
    begin, end = tokens.starts[start], _end_of(speech, cue, start, around)
    if _is_label(speech, cue, start):
        if around.after is not None and not around.after.continues:
            end = min(end, max(begin, tokens.starts[around.after.first]))
        spans = tuple(_labels(speech, cue, around.marks, begin, end))
        return Content(spans, addressees) if spans else None
    mark = mark_at(speech, start, around.marks)
    if mark is not None and tokens.low[start - 1] == "as" and start > cue.at + 1:
        return Content(((mark.start, mark.end),), addressees)
    if mark is not None and (spans := tuple(_marked(text, mark, around.marks, begin, end))):
        return Content(spans, addressees)
    span = tidy(speech, mark.start if mark else begin, end)
    count = len(text[span[0] : span[1]].split())
    quoted = any(span[0] <= one.start < span[1] for one in around.marks)
    nominal = cue.verb is not None and "n" in cue.verb.frames
    whole = nominal and (tokens.low[start].endswith("ing") or tokens.low[start] == "any")
    if span[0] >= span[1] or (count <= FEW_WORDS - whole and not quoted):
        return None
    if not quoted and _DANGLING.search(text, span[0], span[1]):
        return None
    return Content((span,), addressees)


def _end_of(speech: Speech, cue: Cue, start: int, around: Around) -> int:
    """Where words end that begin at token `start`: at the next cue, adjunct, deed or clause."""
    tokens, text = speech.tokens, speech.layout.text
    begin, end = tokens.starts[start], tokens.ends[around.last - 1]
    end = min(_noun_ahead(speech, around), cut_at_cue(speech, cue, around.after, start, end))
    if (cut := CUT.search(text, begin, end)) and not speech.quotation_at(cut.start() + 1):
        end = cut.start() + (text[cut.start()] != ",")
    end = _before_next_deed(speech, start, begin, end)
    opened = cue.first == around.first + 1 and tokens.low[around.first] == "as"
    if opened and not around.marks and "c" not in speech.classes[cue.at : start]:
        end = min(end, _before_main_clause(speech, start, around.last))
    return end


def _before_main_clause(speech: Speech, start: int, last: int) -> int:
    """Where a clause with "as" ends: `"As Venn announced a deal | , prices fell."`"""
    low = speech.tokens.low
    commas = [at for at in range(start, last) if speech.classes[at] == "c"]
    own = [at for at in commas if low[at + 1 : at + 2] not in _COMPANY]
    return speech.tokens.ends[own[-1] - 1] if own else speech.tokens.ends[last - 1]


_WHOM = frozenset("him her them".split())
_COMPANY = tuple([one] for one in "inc inc. ltd ltd. llc co co. corp jr jr. sr".split())


def _before_next_deed(speech: Speech, start: int, begin: int, end: int) -> int:
    """Where content ends before what its source did next: `"stressed the ties | and met the crew"`.

    Behind a clause only a subject of its own, `", and they met"`, shows that.
    """
    for found in _DEED.finditer(speech.layout.text, begin, end):
        if speech.quotation_at(found.start()) is not None:
            continue
        at = speech.tokens.first_at(found.start())
        nominal = not any(speech.tokens.low[to] in FINITE for to in range(start, at))
        if found["who"] or (nominal and speech.tokens.low[start] not in _CLAUSAL):
            return found.start()
    return end


_DEED = re.compile(
    r",? and (?P<who>(?:they|he|she|both|the (?:two |three )?(?:leaders|ministers|sides|presidents"
    r"|officials|advis[eo]rs))\b(?: both)? )?(?:also |then |further |jointly )*"
    r"(?:discussed|reviewed|exchanged|explored|met|consulted|toured|planned|considered|examined"
    r"|spoke|talked|looked forward)\b"
)
_CLAUSAL = frozenset("how what why who when where whether if that he she they it".split())


def _noun_ahead(speech: Speech, around: Around) -> int:
    """Where a noun that has a source of its own ends: `"denied an allegation | by Lornia that …"`.

    The end of the sentence where there is none.
    """
    after = around.after
    if after is not None and after.verb == NOUN and after.continues:
        return speech.tokens.ends[after.at]
    return speech.tokens.ends[around.last - 1]


def _is_label(speech: Speech, cue: Cue, start: int) -> bool:
    verb = cue.verb
    called = verb is not None and "b" in verb.frames and start == cue.at + 1
    return called and verb is not None and not tells_doing(speech, start, verb)


def _labels(
    speech: Speech, cue: Cue, marks: Sequence[Quotation], begin: int, end: int
) -> Iterator[tuple[int, int]]:
    """What something is called, in marks: `"called it “a shouting match”"`."""
    text = speech.layout.text
    describes = cue.verb is not None and cue.verb.lemma == "describe"
    refers = cue.verb is not None and cue.verb.lemma == "refer"
    for mark in marks:
        if refers and text[begin : mark.start].split()[-1:] != ["as"]:
            continue  # "referred to the “coalition of the willing”"
        if begin <= mark.start < end:
            count = len(text[mark.start : mark.end].split())
            if not describes and count < _LABEL_WORDS:
                between = text[begin : mark.start].split()
                judged = between and between[-1] not in ("the", "or", "and")
                own = len(between) > 1 and speech.tokens.low[cue.at].endswith("ed")
                judged = judged and (between[-1] not in ("a", "an") or own)
                what = speech.tokens.low[cue.first - 1 : cue.first] == ["what"]
                judged = judged or (what and mark.start == begin)  # "what Venn called “a farce”"
                past = text[:begin].rstrip().endswith(("ed", "ing"))
                if not (judged and past and text[mark.start + 1].islower()):
                    return  # a name for it: "calls it “Lorn's Folly”", "the so-called “junta”"
            yield mark.start, mark.end


def _marked(
    text: str, mark: Quotation, marks: Sequence[Quotation], begin: int, end: int
) -> Iterator[tuple[int, int]]:
    """Content that is quotation alone; nothing where more words belong to it."""
    alone = not A_WORD.search(text[mark.end : end])
    closed = any(stop in ".,!?" for stop in text[mark.end - 2 : mark.end])
    if not alone and not (closed and mark.start <= begin):
        return
    yield mark.start, mark.end
    for other in marks:
        if other.start >= mark.end and other.end <= end and not alone:
            if A_WORD.search(text[mark.end : other.start]):
                return
            yield other.start, other.end
