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
from pipeline.mentions import Name, SameName, Support, names_in, same_name
from pipeline.negation import Scope, hedges, negations, open_negation
from pipeline.numerals import Number, numbers
from pipeline.quotations import Quotation
from pipeline.wording import Word, related, words_of
from pipeline.written_dates import borne_out, interval, written_dates
from schemas.records import Article, DateInterval, Span
from schemas.vocabulary import Certainty, Polarity

_WORD = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[.!?…;:][\"“”'’»)\]]*\s*$")
_ENDS_HERE = re.compile(r"[.!?…;][\"”’')\]]*(?:\s|$)|[\"“”’»)\]\s]*$")
_CLOSED = re.compile(r"[.,!?…;:—–\"“”»)\]]\s*$")
_COMMA = re.compile(r",\s*$")
_NEXT_WORD = re.compile(r",?\s+[\"“‘']?((?:[^\W_]+[’'-]?)+)")
_GOES_ON_ELSEWHERE = frozenset(
    "but while whereas although though as after when because since until unless according amid "
    "despite during following which who whom http https pic".split()
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
"""Words below which a quotation is a term or a scare quote, not speech (design.md, Coverage)."""
LEAD, BEFORE = 500, 3
RUN, FOREIGN = 4, 2
"""Content words in a row that its evidence lacks, and that its whole paragraph lacks, from which
on a claim is doubted."""
_LIST = re.compile(
    r"(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*"
    r"(?:, (?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*)*,? and (?:the )?[A-Z]"
)
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
    comma = _COMMA.search(text, span.start, span.end) or text.startswith(",", span.end)
    if not comma and _CLOSED.search(text, span.start, span.end):
        return
    following = _NEXT_WORD.match(text, span.end)
    if not following or "\n" in following[0]:
        return
    after = text[following.start(1) : following.start(1) + 80]
    clause = re.split(r"[,.;:!?“\"\n]", after)[0]
    last = re.search(r"(\w+)\W*$", span.text)
    if not (last and last[1].casefold() in _LEADS_ON):
        if following[1].casefold() in _GOES_ON_ELSEWHERE or _cue().match(clause):
            return
        joined = re.match(r"(?:and|or|nor|yet)\s+(?:[\w’'.-]+\s+){0,4}?", clause)
        if (joined and _cue().match(clause, joined.end())) or (comma and _cue().search(clause)):
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


def surroundings(article: Article, spans: Sequence[Span]) -> str:
    """Where the words of `spans` find their names: title, lead, the paragraphs before, their own.

    The lead is the opening of the text, `LEAD` characters; before means `BEFORE` paragraphs.
    """
    taken = [article.title or "", article.text[:LEAD]]
    for at, (start, end) in enumerate(article.paragraphs):
        if any(span.start < end and start < span.end for span in spans):
            taken.append(article.text[article.paragraphs[max(0, at - BEFORE)][0] : end])
    return "\n".join(taken)


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
    claim_text = " ".join(claim_text.split())
    passage = " ".join(" […] ".join(evidence).split())
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
                number.soft or (number.text[0].isalpha() and _is_listed(number, support.evidence))
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
    if number.kind != "count" or not number.text.isalpha():
        return False
    return any(
        len(re.split(r",(?: and)?\s|\sand\s", row[0])) in number.values
        for row in _LIST.finditer(passage)
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
    claimed = tuple(name for name in claimed if not name.first or _is_name(name, support))
    dropped = support.dropped(claimed)
    resolved = support.resolves_pronoun(claim)
    named = {word.start for name in claimed for word in name.words}
    stems = {w.stem for w in words_of(claim) if w.is_content and w.start not in named}
    exchanged = dict(support.exchanged(claim, claimed))
    for name in support.beyond(claimed):
        borne = support.bears(name)
        if not borne and not support.knows(name):
            yield Doubt(
                "name_not_in_evidence",
                "reject" if not name.first or support.is_actor(name) else "flag",
                f"'{name.text}' is neither in the passage nor named before it",
            )
        elif name in exchanged or (dropped and not resolved):
            other = exchanged.get(name) or dropped[0]
            yield Doubt(
                "name_swapped",
                "reject",
                f"the passage has '{other.text}' where the sentence has '{name.text}'",
            )
        elif support.speaks_for_itself and support.is_actor(name) and not support.of_speakers(name):
            yield Doubt(
                "name_of_speaker",
                "flag",
                f"'we' or 'I' in the passage is the speaker, not '{name.text}'",
            )
        elif not support.goes_with(name, claimed, stems):
            yield Doubt(
                "name_from_elsewhere",
                "flag",
                f"'{name.text}' is not in the passage: name only what its words stand for",
            )


def _is_name(name: Name, support: Support) -> bool:
    """Whether the capitalised word that opens a sentence is a name after all."""
    if any(name.key == word.folded for word in support.capitalised):
        return True
    return not any(related(name.words[0].stem, other) for other in support.stems)


def _negations(claim: str, passage: str) -> Iterator[Doubt]:
    there = list(negations(passage))
    left = list(there)
    for scope in negations(claim):
        same = next((other for other in left if _overlap(scope, other)), None)
        if same:
            left.remove(same)
        else:
            yield Doubt(
                "negation_added",
                "flag" if there else "reject",
                f"'{scope.word}' negates what the passage does not negate",
            )
    stems = [word.stem for word in words_of(claim) if word.is_content]
    for scope in left:
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
    dated = [(one.start, one.end) for one in written_dates(claim)]
    row = [
        w
        for w in words_of(claim)
        if w.is_content and w.start not in named and not any(s <= w.start < e for s, e in dated)
    ]
    missing = [w for w in row if not any(related(w.stem, other) for other in support.stems)]
    paragraph = {word.stem for word in words_of(support.context.rsplit("\n", 1)[-1])}
    foreign = [w for w in missing if not any(related(w.stem, other) for other in paragraph)]
    if row and (
        len(missing) > (1 - SUPPORTED) * len(row)
        or _longest(row, missing) >= RUN
        or (support.context and _longest(row, foreign) >= FOREIGN)
    ):
        yield Doubt(
            "words_not_in_evidence",
            "reject" if len(missing) == len(row) else "flag",
            f"not in the passage: {', '.join(word.text for word in missing[:6])}",
        )


def _longest(row: Sequence[Word], marked: Collection[Word]) -> int:
    """How many words of `row` in a row are `marked`."""
    longest = run = 0
    for word in row:
        run = run + 1 if word in marked else 0
        longest = max(longest, run)
    return longest


def _head(words: str, length: int = 40) -> str:
    words = " ".join(words.split())
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0]


def _tail(words: str, length: int = 40) -> str:
    words = " ".join(words[-length - 20 :].split())
    return words if len(words) <= length else words[-length:].split(" ", 1)[-1]
