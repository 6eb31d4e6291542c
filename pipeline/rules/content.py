"""What a cue attributes: the stretches of the sentence before or behind it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.grounding.cues import cues as quoting
from pipeline.grounding.quotations import Quotation
from pipeline.rules.beside import coordinated
from pipeline.rules.clauses import (
    A_WORD,
    ANONYMOUS,
    CUT,
    FINITE,
    clause_at,
    cut_at_cue,
    infinitive,
    is_clause,
    mark_at,
    nothing_follows,
    object_at,
    past_adjunct,
    tidy,
    without_opening,
)
from pipeline.rules.cues import Cue
from pipeline.rules.heard import Speech
from pipeline.rules.mentions import Mention
from pipeline.rules.verbs import Verb, verbs

_THAT = re.compile(r"that\s+")
_DANGLING = re.compile(r"\b(?:to|of|for|with|at|the|a|an)$")
"""How words end that were cut before what they are about."""
FEW_WORDS = 2
LABEL_WORDS = 3
"""Quoted words from which what something is called is a statement, not a name for it."""


@dataclass(frozen=True, slots=True)
class Content:
    """Stretches of content with whom the cue's own words name beside the source."""

    spans: tuple[tuple[int, int], ...]
    addressees: tuple[int, ...] = ()
    speakers: tuple[int, ...] = ()
    """Who is quoted, where the cue's subject only passes it on: "TV quoted X as saying"."""


@dataclass(frozen=True, slots=True)
class Around:
    """The sentence of a cue: tokens `first` to `last`, its neighbour cues and quotations."""

    first: int
    last: int
    before: Cue | None
    after: Cue | None
    marks: Sequence[Quotation]


def content_before(speech: Speech, cue: Cue, around: Around) -> Content | None:
    """What stands before a cue: `"“…,” Venn said"`, `"…, according to Venn"`. None if nothing."""
    first, begin = around.first, cue.first
    if cue.continues or begin <= first:
        return None
    if cue.verb is not None and not cue.verb.frames & {"q", "t", "as"}:
        return None
    if speech.classes[begin - 1] == "z":
        return _quoted_before(speech, cue, around)
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


_PAUSES = (",", "—", "–", "-")


def _speech_alone(speech: Speech, content: Content, around: Around) -> bool:
    """Whether content opens the sentence with marks, no word before them."""
    start, _ = content.spans[0]
    between = speech.layout.text[speech.tokens.starts[around.first] : start]
    return speech.quotation_at(start) is not None and not A_WORD.search(between)


def apart(speech: Speech, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """A stretch, cut where a cue's word parts two of its quotations, for no span may join them.

    `the list had “three names left” and, he added, “no favourites”` -> both ends without it
    """
    text = speech.layout.text
    start, end = span
    inside = [q for q in speech.quotations if start <= q.start and q.end <= end]
    for one, other in pairwise(inside):
        if quoting().search(text, one.end, other.start):
            yield start, one.end
            start = other.start
    yield start, end


def _quoted_before(speech: Speech, cue: Cue, around: Around) -> Content | None:
    """The quotations that end where the cue begins, and what of theirs follows it."""
    tokens, before = speech.tokens, around.before
    edge, start = tokens.starts[cue.first], tokens.starts[around.first]
    held = [m for m in around.marks if start <= m.start and m.end <= edge]
    if not held:
        return None
    lower = tokens.ends[before.last - 1] if before else start
    own = [m for m in held if m.start >= lower] or held[-1:]
    addressees = _told(speech, cue, around.last)
    if _only_between(speech, own, edge):
        spans = [(m.start, m.end) for m in own]
    else:
        spans = [_mixed_before(speech, own[-1], lower)]
        inner = _speaks_in_marks(speech, own[-1])
        if inner and cue.verb is None:
            return Content(tuple(spans), addressees, inner)
    return Content((*spans, *_resumed(speech, cue.last, around.marks)), addressees)


def _reported_before(speech: Speech, cue: Cue, around: Around) -> Content | None:
    """A clause without marks before the cue: `"The talks failed, Venn said on Friday."`"""
    tokens, first, last = speech.tokens, around.first, around.last
    told = cue.verb is not None and "o" in cue.verb.frames and _tells(speech, cue.last, last)
    if cue.verb and "t" not in cue.verb.frames and not told:
        return None
    if not nothing_follows(speech, cue, last):
        return None
    start, end = tokens.starts[first], tokens.ends[cue.first - 2]
    start = without_opening(speech, start, end)
    left = tokens.between(start, end)
    if len(left) <= FEW_WORDS or not is_clause(speech, left):
        return None
    if speech.classes[cue.last : cue.last + 1] == "c" and tokens.low[cue.first - 2] in _RELATIVE:
        return None  # "an uncle who, he says, “could hear a bad heel”"
    spans = [(start, end)]
    if cue.last < last - 4 and tokens.words[cue.last] == "," and _goes_on(speech, cue.last + 1):
        spans.append(tidy(speech, tokens.starts[cue.last + 1], tokens.ends[last - 1]))
    return Content(tuple(spans), _told(speech, cue, last))


def _tells(speech: Speech, at: int, last: int) -> bool:
    """Whether somebody or some gathering is told, and nothing more: `"told the summit."`"""
    rest = speech.classes[at:last].rstrip("x")
    plain = 0 < len(rest) <= _TOLD and not set(rest) & set("vzwx")
    return plain or object_at(speech, at, last) is not None


_TOLD = 8
"""Words of whom somebody told, and where and when."""
_RELATIVE = frozenset("who which that what and but".split())


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


def _resumed(speech: Speech, behind: int, marks: Sequence[Quotation]) -> list[tuple[int, int]]:
    """`"“A,” he said, “B.”"`: the quotation goes on right behind the cue."""
    edge = speech.tokens.ends[behind - 1]
    found = []
    for mark in marks:
        if mark.start < edge:
            continue
        between = speech.layout.text[edge : mark.start]
        if len(re.findall(r"\w+", between)) <= 14 and not re.search(r"\bthat\b|[.;]\s", between):
            verbs_between = speech.classes[behind : speech.tokens.first_at(mark.start)]
            if "v" in verbs_between:
                break
            found.append((mark.start, mark.end))
            edge = mark.end
        else:
            break
    return found


def _told(speech: Speech, cue: Cue, last: int) -> tuple[int, ...]:
    if cue.verb is None or "o" not in cue.verb.frames or cue.last >= last:
        return ()
    found = speech.cast.at(speech.tokens.starts[cue.last])
    if found is None or found.start != speech.tokens.starts[cue.last] or _reporters(found):
        return ()
    return coordinated(speech, found, last)[0]


def _reporters(mention: Mention) -> bool:
    return mention.text.lower().split()[-1] in ("reporters", "journalists", "me", "us", "you")


def content_after(speech: Speech, cue: Cue, around: Around) -> Content | None:
    """What stands behind a cue: `"Venn said the talks were useful"`. None if nothing."""
    if cue.verb is None:
        return _after_according(speech, cue, around)
    if cue.side == "after":
        resumed = _resumed(speech, cue.last, around.marks)
        return Content(tuple(resumed)) if resumed else None
    return _after_as(speech, cue, around) or _after_verb(speech, cue, around, cue.verb)


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
    for at in range(cue.at + 1, min(cue.at + _AS_REACH, around.last - 1)):
        if classes[at] == "c":
            return _stretch(speech, cue, at + 1, around)
        if classes[at] in "zxv" or tokens.low[at] in FINITE or tokens.low[at] == "that":
            return None
    return None


_AS_REACH = 12
"""Words from a verb to the comma that ends a clause with "as"."""


def _after_object(
    speech: Speech, cue: Cue, around: Around, found: tuple[Mention, int]
) -> Content | None:
    """`"told Venn that …"`, `"urged Venn to …"`: behind, or from, whom the words are for."""
    verb, at, last = cue.verb, cue.at + 1, around.last
    mention, behind = found
    assert verb is not None
    told, joined = coordinated(speech, mention, last)
    behind = max(behind, joined)
    addressees = () if _reporters(mention) else told
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
            start = to + 2 + (tokens.low[to + 1] not in ("saying", "telling"))
            if tokens.low[start - 1] == "telling" and (who := object_at(speech, start, last)):
                start = who[1]
            behind = _past_saying(speech, start, last)
            content = _stretch(speech, cue, behind, replace(around, after=None))
            if content is None or (not found and to > at):
                return None
            return Content(content.spans, (), found[0].actors if found else ())
    return None


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
    if start >= last:
        return None
    begin, end = tokens.starts[start], tokens.ends[last - 1]
    end = cut_at_cue(speech, cue, around.after, start, end)
    if (cut := CUT.search(text, begin, end)) and not speech.quotation_at(cut.start() + 1):
        end = cut.start() + (text[cut.start()] != ",")
    verb = cue.verb
    if verb is not None and "b" in verb.frames and start == cue.at + 1:
        if around.after is not None and not around.after.continues:
            end = min(end, max(begin, tokens.starts[around.after.first]))
        spans = tuple(_labels(speech, verb, around.marks, begin, end))
        return Content(spans, addressees) if spans else None
    mark = mark_at(speech, start, around.marks)
    if mark is not None and (spans := tuple(_marked(text, mark, around.marks, begin, end))):
        return Content(spans, addressees)
    span = tidy(speech, mark.start if mark else begin, end)
    count = len(text[span[0] : span[1]].split())
    quoted = any(span[0] <= one.start < span[1] for one in around.marks)
    gerund = "n" in verb.frames and tokens.low[start].endswith("ing") if verb else False
    if span[0] >= span[1] or (count <= FEW_WORDS - gerund and not quoted):
        return None
    if not quoted and _DANGLING.search(text, span[0], span[1]):
        return None
    return Content((span,), addressees)


def _labels(
    speech: Speech, verb: Verb, marks: Sequence[Quotation], begin: int, end: int
) -> Iterator[tuple[int, int]]:
    """What something is called, in marks: `"called it “a shouting match”"`."""
    text = speech.layout.text
    for mark in marks:
        if begin <= mark.start < end:
            count = len(text[mark.start : mark.end].split())
            if verb.lemma != "describe" and count < LABEL_WORDS:
                between = text[begin : mark.start].split()
                judged = between and between[-1] not in ("the", "a", "an", "or", "and")
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
