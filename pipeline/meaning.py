"""Does what was found still mean what the article says?

Finding words exactly is not enough: a quotation can be cut where its sense turns, two
can be joined into one, and a claim's own sentence can lose a "not". These checks give
doubts: `reject` is asked again, `flag` lands beside the record for a person.
"""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from pipeline.locate import TextIndex
from pipeline.mentions import SameName, Support, names_in, same_name
from pipeline.negation import Scope, hedges, negations, open_negation
from pipeline.numerals import Number, numbers
from pipeline.quotations import Quotation
from pipeline.wording import related, words_of
from pipeline.written_dates import borne_out, interval, written_dates
from schemas.records import DateInterval, Span
from schemas.vocabulary import Certainty, Polarity

_WORD = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[.!?…;:][\"“”'’»)\]]*\s*$")
_ENDS_HERE = re.compile(r"[.!?…;][\"”’')\]]*(?:\s|$)|[\"“”’»)\]\s]*$")
_CLOSED = re.compile(r"[.,!?…;:—–\"“”»)\]]\s*$")
_NEXT_WORD = re.compile(r"\s+((?:[^\W_]+[’'-]?)+)")
_GOES_ON_ELSEWHERE = frozenset(
    "but while whereas although though as after when because since until unless according amid "
    "despite during following http https pic".split()
)
"""Words after which something new begins, so that content may end before them."""
_INTRODUCES = frozenset(
    "that to of on for against with over about whether if as in by how what why when where from "
    "into at and but or than is was were are be been".split()
)
"""Words that may stand before indirect content."""
_OPENS = frozenset("to that for as whether how what why if".split())
"""Words with which indirect content may begin after any word."""
_SHORT_TERM = 4
"""Words below which a quotation is a term or a scare quote, not speech (design.md, Coverage)."""
SUPPORTED = 0.4
"""Share of a claim's content words that its evidence must hold, by family of words.

Measured on the gold of the seeds: see tests/test_meaning.py.
"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a record may not mean what the article says; the message is for the model."""

    code: str
    severity: Literal["reject", "flag"]
    message: str


# -- content: spans against the quotations they lie in ---------------------------------------


def check_content(
    index: TextIndex,
    spans: Sequence[Span],
    quotations: Sequence[Quotation],
    *,
    evidence: bool = False,
) -> tuple[Doubt, ...]:
    """Doubts about the content spans of one statement, or the evidence of another record.

    `“a long quote,” he said. “another”` as one span: spliced. `“We will not` out of
    `“We will not attack them.”`: cut short. `agree` out of `did not agree`: after a
    negation. Evidence may begin and end inside a quotation, so there only splices and
    negations count.
    """
    found: dict[Doubt, None] = {}
    for span in spans:
        found.update(dict.fromkeys(_spliced(index.text, span, quotations, evidence=evidence)))
        if not evidence:
            found.update(dict.fromkeys(_cut(index, span, spans, quotations)))
        found.update(dict.fromkeys(_governed_from_outside(index.text, span)))
    return tuple(found)


def _spliced(
    text: str, span: Span, quotations: Sequence[Quotation], *, evidence: bool
) -> Iterator[Doubt]:
    inside = [q for q in quotations if q.start < span.end and span.start < q.end]
    for one, other in zip(inside, inside[1:], strict=False):
        between = text[one.end : other.start]
        long = len(text[one.start : one.end].split()) >= _SHORT_TERM
        if evidence and (span.start <= one.start or other.end <= span.end):
            continue  # a whole paragraph may tell of a meeting
        if long and "\n" not in between and _cue().search(between):
            yield Doubt(
                "spliced",
                "reject",
                f"'{_head(between)}' stands between two quotations: point at each of them with "
                "its own AT and leave out what stands between",
            )


def _cut(
    index: TextIndex, span: Span, spans: Sequence[Span], quotations: Sequence[Quotation]
) -> Iterator[Doubt]:
    text = index.text
    ended = next((q for q in quotations if q.start < span.end < q.end), None)
    begun = next((q for q in quotations if q.start < span.start < q.end), None)
    if ended:
        goes_on = min(
            [s.start for s in spans if span.end <= s.start < ended.end], default=ended.end
        )
        rest = text[span.end : goes_on]
        if _WORD.search(rest):
            at_end = _SENTENCE_END.search(text, span.start, span.end) or _ENDS_HERE.match(rest)
            yield _part("cut_short", f"goes on to '…{_tail(text[: ended.end])}'", at_end)
    elif not any(q.end == span.end for q in quotations):
        yield from _cut_outside(index, span)
    if begun:
        before = text[
            max(
                [s.end for s in spans if begun.start < s.end <= span.start], default=begun.start
            ) : span.start
        ]
        if _WORD.search(before):
            at_start = _SENTENCE_END.search(before)
            yield _part(
                "cut_start", f"begins with '{_head(text[begun.start : begun.end])}…'", at_start
            )
    else:
        yield from _begun_outside(text, span)


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
    following = _NEXT_WORD.match(text, span.end)
    if not following or "\n" in following[0] or _CLOSED.search(text, span.start, span.end):
        return
    after = text[following.start(1) : following.start(1) + 60]
    clause = re.split(r"[,.;:!?“\"\n]", after)[0]
    opens_new = following[1].casefold() in _GOES_ON_ELSEWHERE or _cue().match(clause)
    joined = re.match(r"(?:and|or|nor|yet)\s+(?:[\w’'.-]+\s+){0,4}?", clause)
    if opens_new or (joined and _cue().match(clause, joined.end())):
        return
    yield Doubt(
        "cut_short",
        "flag",
        f"the clause goes on with '{_head(after)}…': was it left out on purpose?",
    )


def _begun_outside(text: str, span: Span) -> Iterator[Doubt]:
    before = re.search(r"([\w’'-]+)[ \u00a0]+$", text[max(0, span.start - 40) : span.start])
    first = re.match(r"\W*(\w+)", span.text)
    if not before or not first or span.text[0] in "\"“”‘'«„#":
        return
    word = before[1].casefold()
    if word in _INTRODUCES or first[1].casefold() in _OPENS or _cue().fullmatch(before[1]):
        return
    yield Doubt(
        "cut_start", "flag", f"'{before[1]}' stands before it: does the content begin here?"
    )


def _governed_from_outside(text: str, span: Span) -> Iterator[Doubt]:
    begin = max(text.rfind("\n", 0, span.start) + 1, span.start - 200)
    found = open_negation(text[begin : span.start])
    if found:
        word, kind = found
        yield Doubt(
            f"after_{kind}",
            "flag",
            f"'{word}' stands before '{_head(span.text)}': it belongs to it",
        )


@cache
def _cue() -> re.Pattern[str]:
    with files("pipeline").joinpath("reference/cues.csv").open(encoding="utf-8") as rows:
        forms = [row["form"] for row in csv.DictReader(rows)]
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


# -- claims: a sentence of the model's own against the words it rests on ----------------------


def check_claim(
    claim_text: str,
    evidence: Sequence[str],
    *,
    names: Collection[str] = (),
    speakers: Collection[str] = (),
    dates: Collection[date | DateInterval | str] | None = None,
    context: str = "",
    certainty: Certainty = "certain",
    polarity: Polarity | None = None,
    same_name: SameName = same_name,
) -> tuple[Doubt, ...]:
    """What of a claim's sentence its evidence does not bear out, and what it lost of it.

    `names` are the article's actors, `speakers` those who vouch and their countries (for
    "we"), `dates` what the claim's time or its meeting resolved to (None: not resolved
    yet, then written-out dates are only flagged), `context` the article's text from a
    paragraph or two before to the evidence, where "he" and "the talks" find their names.

    `"33 soldiers died", ["at least 33 soldiers have died"] -> comparator (flag)`
    """
    passage = " […] ".join(evidence)
    known = None if dates is None else [interval(one) for one in dates]
    support = Support(passage, names, speakers, context, same_name)
    return tuple(
        dict.fromkeys(
            (
                *_numbers(claim_text, support),
                *_dates(claim_text, passage, known),
                *_names(claim_text, support),
                *_negations(claim_text, passage),
                *_hedges(claim_text, passage, certainty),
                *_polarity(claim_text, polarity),
                *_words(claim_text, support),
            )
        )
    )


def _numbers(claim: str, support: Support) -> Iterator[Doubt]:
    dated = [(one.start, one.end) for one in written_dates(claim)]
    there = numbers(support.evidence)
    for number in numbers(claim):
        if any(start <= number.start < end for start, end in dated):
            continue
        same = [other for other in there if number.agrees(other)]
        if not same:
            if not (
                number.soft or number.text[0].isalpha() and _is_listed(number, support.evidence)
            ):
                yield Doubt(
                    "number_not_in_evidence",
                    "reject",
                    f"'{number.text}' stands nowhere in the passage"
                    + (f", where there is '{there[0].text}'" if there else ""),
                )
        elif all(other.bound != number.bound for other in same) and not number.soft:
            limits = {number.bound, same[0].bound}
            opposite = limits == {"at_least", "at_most"}
            yield Doubt(
                "comparator",
                "reject" if opposite else "flag",
                f"the passage limits '{same[0].text}' otherwise: "
                f"'{_tail(support.evidence[: same[0].end], 30)}'",
            )


def _is_listed(number: Number, passage: str) -> bool:
    """Whether the passage names as many: "three countries" of "Iran, Russia and Turkey"."""
    return any(
        len(names_in(row[0])) in number.values
        for row in re.finditer(r"(?:[^,.;]+,)+[^,.;]*\band\b[^,.;]*|[^,.;]*\band\b[^,.;]*", passage)
    )


def _dates(claim: str, passage: str, known: list[DateInterval] | None) -> Iterator[Doubt]:
    there = written_dates(passage)
    for one in written_dates(claim):
        if not borne_out(one, there, known or ()):
            yield Doubt(
                "date_not_in_evidence",
                "flag" if known is None else "reject",
                f"'{one.text}' is neither in the passage nor what its words resolve to",
            )


def _names(claim: str, support: Support) -> Iterator[Doubt]:
    claimed = names_in(claim)
    dropped = support.dropped(claimed)
    for name in claimed:
        if name.first and not _is_name(name.words[0].stem, name.key, support):
            continue
        if support.bears(name):
            continue
        if not support.knows(name):
            yield Doubt(
                "name_not_in_evidence",
                "reject" if not name.first or support.is_actor(name) else "flag",
                f"'{name.text}' is neither in the passage nor named before it",
            )
        elif dropped and not support.has_pronoun:
            yield Doubt(
                "name_swapped",
                "reject",
                f"the passage has '{dropped[0].text}' where the sentence has '{name.text}'",
            )
        elif support.first_person_only and support.speakers and not support.of_speakers(name):
            yield Doubt(
                "name_of_speaker",
                "flag",
                f"'we' or 'I' in the passage is the speaker, not '{name.text}'",
            )
    yield from _repeated(claimed, dropped, support)


def _repeated(
    claimed: Sequence[object], dropped: Sequence[object], support: Support
) -> Iterator[Doubt]:
    return iter(())


def _is_name(stem: str, key: str, support: Support) -> bool:
    """Whether the capitalised word that opens a sentence is a name after all."""
    if any(key == word.folded for word in support.capitalised):
        return True
    return not any(related(stem, other) for other in support.stems)


def _negations(claim: str, passage: str) -> Iterator[Doubt]:
    here, there = negations(claim), negations(passage)
    for scope in here:
        if any(_overlap(scope, other) for other in there):
            continue
        yield Doubt(
            "negation_added",
            "flag" if there else "reject",
            f"'{scope.word}' negates what the passage does not negate",
        )
    stems = [word.stem for word in words_of(claim) if word.is_content]
    for scope in there:
        if any(_overlap(scope, other) for other in here):
            continue
        yield from _lost(scope, stems, passage)


def _lost(scope: Scope, stems: list[str], passage: str) -> Iterator[Doubt]:
    """A negation of the passage that the claim does not have though it says what it governs."""
    if not scope.governed:
        return
    shared = [g for g in scope.governed if any(related(g, stem) for stem in stems)]
    head_kept = any(related(scope.governed[0], stem) for stem in stems)
    if scope.embeds and not head_kept:
        return
    most = len(shared) * 2 >= len(scope.governed)
    if head_kept or (most and shared):
        sure = most and (head_kept or scope.kind == "denial")
        yield Doubt(
            "negation_dropped",
            "reject" if sure else "flag",
            f"the passage says '{scope.word}' of this: '{_head(passage[scope.start :])}'",
        )


def _overlap(one: Scope, other: Scope) -> bool:
    """Whether two negations govern the same: one's first words are among the other's."""
    if not one.governed or not other.governed:
        return one.word.casefold() == other.word.casefold()
    return any(related(a, b) for a in one.governed[:3] for b in other.governed[:3])


def _hedges(claim: str, passage: str, certainty: Certainty) -> Iterator[Doubt]:
    if certainty != "certain" or hedges(claim):
        return
    stems = [word.stem for word in words_of(claim) if word.is_content]
    for scope in hedges(passage):
        if scope.head and any(related(scope.head, stem) for stem in stems):
            yield Doubt(
                "hedge_dropped",
                "flag",
                f"the passage says '{scope.word}' of this: keep it, or lower the certainty",
            )


def _polarity(claim: str, polarity: Polarity | None) -> Iterator[Doubt]:
    if polarity is None:
        return
    negated = any(
        scope.kind == "negation"
        and not re.search(r"\b(?:that|which|who|if|whether)\b", claim[: scope.start])
        for scope in negations(claim)
    )
    if negated != (polarity == "-"):
        said = "is" if negated else "is not"
        yield Doubt("polarity", "flag", f"the sentence {said} negated, its polarity says otherwise")


def _words(claim: str, support: Support) -> Iterator[Doubt]:
    named = {word.start for name in names_in(claim) for word in name.words}
    stems = [w.stem for w in words_of(claim) if w.is_content and w.start not in named]
    if not stems:
        return
    found = sum(any(related(stem, other) for other in support.stems) for stem in stems)
    if found < SUPPORTED * len(stems):
        missing = [stem for stem in stems if not any(related(stem, o) for o in support.stems)]
        yield Doubt(
            "words_not_in_evidence",
            "reject" if found == 0 else "flag",
            f"little of the sentence stands in the passage: {', '.join(missing[:6])}",
        )


def _head(words: str, length: int = 40) -> str:
    words = " ".join(words.split())
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0]


def _tail(words: str, length: int = 40) -> str:
    words = " ".join(words[-length - 20 :].split())
    return words if len(words) <= length else words[-length:].split(" ", 1)[-1]


def _unused(_: Iterable[object]) -> None: ...
