"""What a cue attributes of the words behind it: `"Venn said the talks were useful"`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.grounding.quotations import Quotation
from pipeline.rules.beside import coordinated
from pipeline.rules.clause_openings import (
    ANONYMOUS,
    clause_at,
    infinitive,
    mark_at,
    object_at,
    past_adjunct,
    tells_doing,
)
from pipeline.rules.clauses import A_WORD, CUT, FINITE, cut_at_cue, tidy
from pipeline.rules.content import FEW_WORDS, Around, Content, is_press, resumed
from pipeline.rules.cue import Cue
from pipeline.rules.cue_forms import NOUN
from pipeline.rules.heard import Speech
from pipeline.rules.mentions import Mention
from pipeline.rules.verbs import Verb

_DANGLING = re.compile(r"\b(?:to|of|for|with|at|the|a|an)$")
"""How words end that were cut before what they are about."""
LABEL_WORDS = 3
"""Quoted words from which what something is called is a statement, not a name for it."""


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
    return _stretch(speech, cue, cue.last + 1, around) if whole else None


_OPENERS = frozenset("when where because since although though while whereas but and".split())


def _after_verb(speech: Speech, cue: Cue, around: Around, verb: Verb) -> Content | None:
    at = cue.at + 1
    if "as" in verb.frames:
        said = _as_saying(speech, cue, around)
        mark = mark_at(speech, at, around.marks) if "q" in verb.frames else None
        return said or (_stretch(speech, cue, at, around) if mark else None)
    if at < around.last and ANONYMOUS.match(speech.layout.text, speech.tokens.starts[at]):
        return None
    if verb.frames & {"o", "i"} and at < around.last:
        found = object_at(speech, at, around.last)
        if found is not None:
            return _after_object(speech, cue, around, found)
        if "i" in verb.frames and infinitive(speech, at, around.last, 16):
            return _stretch(speech, cue, at, around)
        if verb.frames <= {"i", "q"} and not mark_at(speech, at, around.marks):
            return None
    if "o" in verb.frames and "t" not in verb.frames:
        start = past_adjunct(speech, at, around.last)  # "told a dinner in Rome that …"
    else:
        start = clause_at(speech, at, around.last, verb)
    return None if start is None else _stretch(speech, cue, start, around)


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
            return _stretch(speech, cue, at + 1, around)
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
        return _stretch(speech, cue, at, around, addressees)
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
    return None if start is None else _stretch(speech, cue, start, around, addressees)


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
            content = _stretch(speech, cue, behind, replace(around, after=None))
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


def _stretch(
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
            if not describes and count < LABEL_WORDS:
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
