"""Content spans against the quotations and clauses they lie in.

A span can be cut, spliced from two, or governed by a word outside it.

The rules behind `pipeline.grounding.meaning.check_content`; their `quotations` are those
that share a character with the span.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.grounding.cues import cues
from pipeline.grounding.doubts import Doubt, head, tail
from pipeline.grounding.locate import TextIndex
from pipeline.grounding.negation import open_negation
from pipeline.grounding.quotations import DOUBLE, SINGLE, Quotation, is_insertion
from pipeline.grounding.sentences import sentences
from schemas.records import Span

_WORD = re.compile(r"\w")
_WORDS = re.compile(r"\w+")
_FIRST_PERSON = frozenset(("i", "we"))
_INNER = frozenset(DOUBLE + SINGLE)
"""Marks that may set apart what somebody quotes; an apostrophe stands between letters."""
REPORTING = 5
"""Words from a cue to what it reports: "told us on Monday that"."""
_SENTENCE_END = re.compile(r"[.!?…;:][\"“”'’»)\]]*\s*$")
_ENDS_HERE = re.compile(r"[.!?…;][\"”’')\]]*(?:\s|$)|[\"“”’»)\]\s]*$")
_CLOSES = frozenset('.,!?…;:—–"“”»)]')
_ABBREVIATION = re.compile(r"\b(?:(?:[A-Z]\.)+|Mr\.|Mrs\.|Dr\.|Gen\.|Feb\.|Nov\.|Sept?\.)$")
_BEFORE = re.compile(r"(?<![\w’'-])([\w’'-]++)[ \u00a0]+$")
_LAST_WORD = re.compile(r"(?<!\w)(\w++)\W*$")
_JOINED = re.compile(r"(?:and|or|nor|yet)\s+(?:[\w’'.-]+\s+){0,4}?")
_CLAUSE_END = re.compile(r"[,.;:!?“\"\n]")
_REST = re.compile(r"[^.;:!?,\n]*(?=[.!?]|\n|\Z)")
_ADDS = frozenset(
    "and or nor yet so but while whereas as after before when amid despite during following which"
    " who whom whose where because although though if unless except until since not only".split()
)
"""Words with which the rest of a sentence adds to what is said, or takes from it."""
FRAME = 14
"""Words that attribute a sentence at most; what is longer says something of its own."""
_FIRST_WORD = re.compile(r"\W*(\w+)")
_NEXT_WORD = re.compile(r",?\s+[\"“‘']?((?:[^\W_]+[’'-]?)+)")
_GOES_ON_ELSEWHERE = frozenset(
    "but while whereas as after when according amid despite during following http https pic".split()
)
"""Words after which something new begins, so that content may end before them."""
_INTRODUCES = frozenset(
    "that to of on for against with over about whether if as in by how what why when where from "
    "into at and but or than is was were are be been".split()
)
"""Words that may stand before indirect content."""
_LEADS_ON = frozenset(
    "the a an to of in on at by for from with into and or that its their his her our my this these "
    "those be been being is are was were has have had will would should could can may might must "
    "not no as than between against under over some any each every such".split()
)
"""Words that end no clause: content that ends with one is cut."""
_OPENS = frozenset("to that for as whether how what why if".split())
"""Words with which indirect content may begin after any word."""
_SHORT_TERM = 4
"""Words below which a quotation is a term or a scare quote, not speech."""


def spliced(
    text: str, span: Span, quotations: Sequence[Quotation], *, evidence: bool
) -> Iterator[Doubt]:
    for one, other in pairwise(quotations):
        between = text[one.end : other.start]
        long = len(text[one.start : one.end].split()) >= _SHORT_TERM
        if evidence and (span.start <= one.start or other.end <= span.end):
            continue  # a whole paragraph may tell of a meeting
        if long and "\n" not in between and cues().search(between):
            yield Doubt(
                "spliced",
                "reject",
                f"'{head(between)}' stands between two quotations: point at each of them with "
                "its own AT and leave out what stands between",
            )


def two_sentences(text: str, span: Span, quotations: Sequence[Quotation]) -> Iterator[Doubt]:
    """A later sentence of the span has a cue of its own, outside quotation marks."""
    for start, end in sentences(text, span.start, span.end)[1:]:
        for cue in cues().finditer(text, start, end):
            if not any(q.start <= cue.start() < q.end for q in quotations):
                yield Doubt(
                    "two_sentences",
                    "flag",
                    f"'{cue[0]}' in '{head(text[start:end])}…' begins another statement: give it "
                    "a record of its own",
                )
                return


def cut(
    index: TextIndex, span: Span, spans: Sequence[Span], quotations: Sequence[Quotation]
) -> Iterator[Doubt]:
    text = index.text
    ended, begun = _holding(quotations, span.end), _holding(quotations, span.start)
    if begun and begun == ended and _is_within(text, span):
        return
    if ended:
        goes_on = min(
            [s.start for s in spans if span.end <= s.start < ended.end], default=ended.end
        )
        rest = text[span.end : goes_on]
        if _WORD.search(rest) and not _is_authors(text, ended, span.end, goes_on):
            at_end = _SENTENCE_END.search(text, span.start, span.end) or _ENDS_HERE.match(rest)
            yield _part("cut_short", f"goes on to '…{tail(text[: ended.end])}'", at_end)
    elif index.is_english and not any(mark.end == span.end for mark in quotations):
        yield from _cut_outside(index, span)
    if begun:
        left_at = max(
            [s.end for s in spans if begun.start < s.end <= span.start], default=begun.start
        )
        before = text[left_at : span.start]
        if _WORD.search(before) and not _is_authors(text, begun, left_at, span.start):
            at_start = _SENTENCE_END.search(before) or _is_reported(before)
            yield _part(
                "cut_start", f"begins with '{head(text[begun.start : begun.end])}…'", at_start
            )
    elif index.is_english:
        yield from _begun_outside(text, span)


def _holding(quotations: Sequence[Quotation], at: int) -> Quotation | None:
    """The first that begins before a place and ends after it."""
    for mark in quotations:
        if mark.start < at < mark.end:
            return mark
    return None


def _is_within(text: str, span: Span) -> bool:
    """Whether a span in a quotation is all that is quoted within it: `“He said, ‘[Go,]’ …”`."""
    opens = text[span.start] in _INNER or text[span.start - 1] in _INNER
    closes = text[span.end - 1] in _INNER or text[span.end] in _INNER
    return opens and closes


def _is_reported(before: str) -> bool:
    """Whether words of a quotation end in what somebody else is quoted by: `She told me that`.

    Not `“stressed the …`, whose source stands before the marks, nor `We told them that`.
    """
    last = " ".join(before.split()[-REPORTING:])
    sources = (_WORDS.findall(last[: cue.start()].casefold()) for cue in cues().finditer(last))
    return any(source and _FIRST_PERSON.isdisjoint(source) for source in sources)


def _is_authors(text: str, quotation: Quotation, start: int, end: int) -> bool:
    """Whether what is left out between two spans is a cue, as Russian sets it: by dashes."""
    return text[quotation.start] in "«„" and is_insertion(text, start, end)


def _part(code: str, where: str, at_sentence: object) -> Doubt:
    if at_sentence:
        return Doubt(
            "quotation_in_part", "flag", f"the quotation {where}: only part of it is taken"
        )
    return Doubt(
        code,
        "reject",
        f"the quotation {where}: point at the whole of it, or at whole sentences",
    )


def _cut_outside(index: TextIndex, span: Span) -> Iterator[Doubt]:
    text = index.text
    last_mark = span.text.rstrip()[-1:]
    if last_mark in (",", ";", ":"):
        follows = _NEXT_WORD.match(text, span.end)
        if follows and "\n" not in follows[0] and not _is_frame(text, span.end):
            yield Doubt(
                "cut_short",
                "flag",
                f"it ends with '{span.text[-1]}' and the sentence goes on with "
                f"'{head(text[follows.start(1) : follows.start(1) + 80])}…': take the whole of it, "
                "or end before the mark",
            )
            return
    following = _NEXT_WORD.match(text, span.end)
    if not following or "\n" in following[0]:
        return
    comma = last_mark == "," or text.startswith(",", span.end)
    abbreviated = last_mark == "." and _ABBREVIATION.search(text, span.start, span.end)
    if not comma and not abbreviated and last_mark in _CLOSES:
        return
    after = text[following.start(1) : following.start(1) + 80]
    clause = _CLAUSE_END.split(after, maxsplit=1)[0]
    last = _LAST_WORD.search(span.text)
    if not (last and last[1].casefold() in _LEADS_ON):
        if following[1].casefold() in _GOES_ON_ELSEWHERE or cues().match(clause):
            return
        joined = _JOINED.match(clause)
        if joined and cues().match(clause, joined.end()):
            return
        if comma and cues().search(clause):
            return
    yield Doubt(
        "cut_short",
        "flag",
        f"the clause goes on with '{head(after)}…': was it left out on purpose?",
    )


def _is_frame(text: str, at: int) -> bool:
    """Whether the rest of a sentence only attributes it: `, Erdogan said on Friday.`"""
    rest = _REST.match(text, at)
    words = rest[0].split() if rest else []
    if rest is None or len(words) > FRAME or (words and words[0].casefold() in _ADDS):
        return False
    cue = cues().search(rest[0])
    return cue is not None and len(rest[0][cue.end() :].split()) <= FRAME // 2


def _begun_outside(text: str, span: Span) -> Iterator[Doubt]:
    if span.text[:1] in "\"“”‘'«„#":
        return
    last = text[max(0, span.start - 40) : span.start]
    before = _BEFORE.search(last, last.rfind(" ", 0, len(last.rstrip(" \u00a0"))) + 1)
    first = before and _FIRST_WORD.match(span.text)
    if not before or not first:
        return
    word = before[1].casefold()
    if word in _INTRODUCES or first[1].casefold() in _OPENS or cues().fullmatch(before[1]):
        return
    yield Doubt(
        "cut_start", "flag", f"'{before[1]}' stands before it: does the content begin here?"
    )


def governed(text: str, span: Span) -> str:
    """The span with the negation before it that it stands under.

    `the presidents had met` out of `Moscow denied that the presidents had met` -> `denied that
    the presidents had met`: who denied it vouches for none of it.
    """
    begin = max(text.rfind("\n", 0, span.start) + 1, span.start - 200)
    found = open_negation(text[begin : span.start])
    if not found or found[1] == "hedge":
        return span.text
    return text[text.rindex(found[0], begin, span.start) : span.end]


def governed_from_outside(text: str, span: Span) -> Iterator[Doubt]:
    begin = max(text.rfind("\n", 0, span.start) + 1, span.start - 200)
    found = open_negation(text[begin : span.start])
    if found:
        word, kind = found
        yield Doubt(
            f"after_{kind}",
            "flag",
            f"'{word}' stands before '{head(span.text)}': it belongs to it",
        )
