"""Claims by patterns: figures, control, events, commitments, in the article's own words.

A claim's sentence is a stretch of the text; only "he" or "we" at its head gives way to a name.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from pipeline.grounding.negation import HEDGES, NEGATORS, hedges
from pipeline.grounding.polarity import is_negated
from pipeline.rules.claims_clauses import Main, main_of, told_in
from pipeline.rules.claims_figures import FIGURED, Figure, figures
from pipeline.rules.claims_kinds import CHANCE, KIND_WORDS, kind_of
from pipeline.rules.claims_names import is_asking
from pipeline.rules.claims_parts import FEWEST, begun, clauses, untold
from pipeline.rules.claims_times import when
from pipeline.rules.claims_wording import Unit, finite, follows_to, worded
from pipeline.rules.mentions import Cast
from pipeline.rules.text import DATELINE, Layout
from pipeline.rules.triggers import Spotter
from pipeline.rules.wordings import act_within
from schemas.draft import ClaimDraft, StatementDraft
from schemas.vocabulary import Act, ClaimType

LONGEST = 60
"""Words of a sentence that is still one claim."""
MOST = 4
"""Figures of a clause that are claims of their own."""
_TOLD = frozenset({"assert", "commit", "threaten", "accuse"})
"""Acts whose content claims something; what is asked for or praised is none."""
_MIXED = frozenset({"request", "support"})
"""Acts of a whole sentence a clause of which may claim something all the same."""
_POSSIBLE = re.compile(
    r"\b(?:may|might|could|[Pp]ossibly|[Pp]erhaps|[Mm]aybe|hop(?:e|es|ed)(?! for\b))\b"
)
_FRONTED = re.compile(
    r"^(?:(?:As|If|When|While|In|On|At|After|Before|Since|By|From|During|For)\b[^,]*, )"
)
_INNER = re.compile(
    r",|\b(?:that|which|who|whose|because|so that|if|how|why|whether|when|where|about)\b"
)
"""Where what the sentence itself says ends: a hedge behind it is of a clause inside."""
_HEDGED = re.compile(rf"\b(?:{'|'.join(sorted(HEDGES))})\b", re.IGNORECASE)
_words = Spotter(*KIND_WORDS, FIGURED)
_FIGURE = 1 << len(KIND_WORDS)
_doubts = Spotter(
    "may|might|could|possibly|perhaps|maybe|hop(?:e|es|ed)",
    "|".join(sorted(HEDGES)),
    f"t|{'|'.join(sorted(NEGATORS))}",
)
"""Words one of which `_POSSIBLE`, `_HEDGED` and `is_negated` need."""
_NEGATOR = 4
_OF_ME = re.compile(r"I\b|I[’']")
"""How a speaker himself is or feels claims nothing about the world."""
_QUESTION = re.compile(r"\?[\"”’']?\s*$")


@dataclass(frozen=True, slots=True)
class Claims:
    """An article's claims as a draft has them."""

    narrator: tuple[ClaimDraft, ...] = ()
    of: tuple[tuple[ClaimDraft, ...], ...] = ()
    """For each statement, in the order given."""


def claims(layout: Layout, cast: Cast, statements: Sequence[StatementDraft]) -> Claims:
    """What the article and its statements claim, each in one sentence of its own words.

    `"At least 47 people have been killed." -> casualty, ">=47 people"`
    """
    spans = [
        [(span.start, span.end) for anchor in one.content for span in [layout.index.anchor(anchor)]]
        for one in statements
    ]
    refs = {actor.ref: at for at, actor in enumerate(cast.actors)}
    return Claims(
        narrator=tuple(_narrated(layout, cast, [span for row in spans for span in row])),
        of=tuple(
            tuple(_stated(layout, cast, one, refs, row))
            for one, row in zip(statements, spans, strict=True)
        ),
    )


class _Spans:
    """Spans of a text, asked whether one of them meets another span."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        rows = sorted(spans)
        self._starts = [start for start, _ in rows]
        self._ends = list(accumulate((end for _, end in rows), max))

    def meet(self, start: int, end: int) -> bool:
        """`[(3, 9)] meet 8, 12 -> True`; spans that only touch do not meet."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start


def _narrated(layout: Layout, cast: Cast, told: Sequence[tuple[int, int]]) -> Iterator[ClaimDraft]:
    """What no statement tells: the sentences of the body that hold a figure or an event."""
    taken = _Spans(told)
    quoted = _Spans((q.start, q.start + 1) for q in layout.quotations if q.end - q.start > 60)
    seen: set[tuple[str, str | None]] = set()
    for sentence in layout.sentences:
        if sentence.paragraph not in layout.body:
            continue
        if layout.quotation_at(sentence.start):
            continue
        start = _sentence(layout, sentence.end - 1)
        end = untold(layout.text, start, sentence.end, taken.meet)
        if end is None or quoted.meet(sentence.start, end):
            continue
        for claim in _claims(Unit(layout, cast, start, end, ()), act=None):
            if (claim.text, claim.quantity) not in seen:
                seen.add((claim.text, claim.quantity))
                yield claim


def _stated(
    layout: Layout,
    cast: Cast,
    statement: StatementDraft,
    refs: Mapping[str, int],
    spans: Sequence[tuple[int, int]],
) -> Iterator[ClaimDraft]:
    speakers = tuple(refs[item] for item in statement.who if item in refs)
    if is_asking(cast, speakers):
        return
    seen: set[tuple[str, str | None]] = set()
    for start, end in spans:
        parts = [*_parts(layout, start, end)]
        for first, last in parts:
            # A speech promises here and tells there: each of its sentences by its own words.
            alone = len(parts) == 1 or statement.act not in (*_MIXED, "assert", "commit")
            act = statement.act if alone else act_within(layout, [(first, last)])
            one = len(parts) == 1
            told = Unit(layout, cast, first, last, speakers)
            for claim in _claims(told, act=act, one=one):
                if (claim.text, claim.quantity) not in seen:
                    seen.add((claim.text, claim.quantity))
                    yield claim


def _parts(layout: Layout, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a content span, without the quotation marks at its ends."""
    for sentence in layout.sentences[max(0, layout.sentence_number(start)) :]:
        if sentence.start >= end:
            return
        first, last = max(start, sentence.start), min(end, sentence.end)
        while first < last and layout.text[first] in "\"“”«»„‟‘' ":
            first += 1
        first = begun(layout.text, first, last)
        if first < last:
            yield first, last


def _claims(told: Unit, *, act: Act | None, one: bool = False) -> Iterator[ClaimDraft]:
    """The claims of one sentence: one for each of its clauses that can stand alone.

    act: of the statement that tells it; None where the article does.
    one: whether it is all that the statement says, and so always a claim.
    """
    text = told.layout.text
    for first, last in clauses(text, told.start, told.end):
        if (
            act in (None, *_TOLD)
            or (act in _MIXED and _tells(told.layout, first, last))
            or (act == "support" and figures(text[first:last]))
        ):
            yield from _claim(replace(told, start=first, end=last), act=act, one=one)


def _tells(layout: Layout, start: int, end: int) -> bool:
    """Whether a clause of what was asked for or praised says how things are.

    `"they have taken great strides and | their victories should be kept"`
    """
    text = layout.text
    main = main_of(text[start:end])
    if not finite(text[start:end]) or (main and main.tense == "asked"):
        return False
    act = act_within(layout, [(start, end)])
    return act in _TOLD or (act == "support" and text.endswith("that ", 0, start))


def _claim(told: Unit, *, act: Act | None, one: bool) -> Iterator[ClaimDraft]:
    """The claims of one clause: of each of its figures, else of what it tells."""
    inner, commits = act is not None, act == "commit"
    layout, start, end = told.layout, told.start, told.end
    text = layout.text[start:end]
    if _QUESTION.search(text) or not FEWEST <= text.count(" ") + 1 <= LONGEST:
        return
    words = _words.within(layout.tokens, start, end)
    found = figures(text) if words & _FIGURE else ()
    at, agreed = told_in(text) if " that " in text else (0, False)
    main = main_of(text[at:])
    if main and main.tense == "asked":
        return
    promised = commits and follows_to(layout.text, start)
    kind = (
        "commitment"
        if promised
        else _kind(text[at:], words, main, one=one, commits=commits or agreed)
    )
    if kind is None and not found:
        return
    begin, unit = start, worded(told, commits=commits)
    if unit is None and inner and found:
        # "The firm reported | a loss of $3 million": who tells it stands in the sentence.
        begin = _sentence(layout, start)
        unit = worded(replace(told, start=begin, speakers=()), commits=False)
    anchor = layout.anchor(begin, end)
    if unit is None or anchor is None:
        return
    doubts = _doubts(unit)
    certainty = _certainty(unit, doubts)
    whole = main_of(text) if at else main
    dated = when(layout.text, start, end, whole)
    if doubts & _NEGATOR:
        found = found[:1]  # the place of a second one would tell of the negation twice
    for number, figure in enumerate(found[:MOST] or (None,)):
        # The same sentence for each figure: what tells the claims apart is the figure's place.
        place = (
            layout.anchor(start + figure.start, start + figure.end) if figure and number else None
        )
        if number and place is None:
            continue
        yield ClaimDraft(
            text=unit,
            claim_type=_type(kind, figure, main),
            certainty=certainty,
            quantity=figure.words if figure else None,
            time_text=dated,
            asserters=(),
            evidence=(anchor, place) if place else (anchor,),
        )


def _sentence(layout: Layout, at: int) -> int:
    """Where the sentence that holds an offset begins, behind dateline and links."""
    sentence = layout.sentences[max(0, layout.sentence_number(at))]
    dateline = DATELINE.match(layout.text, sentence.start, at)
    return begun(layout.text, dateline.end() if dateline else sentence.start, at)


def _kind(
    text: str, words: int, main: Main | None, *, one: bool, commits: bool
) -> ClaimType | None:
    """What kind of claim a clause makes; what somebody alone tells is always one, but of himself.

    A speech's sentences count as the article's do: half of them only praise or ask.
    """
    kind = kind_of(text, words, main, commits=commits)
    if kind is None and one:
        kind = "state" if main is None or main.tense in ("be", "present") else "event"
    return None if kind == "state" and _OF_ME.match(text) else kind


def _type(kind: ClaimType | None, figure: Figure | None, main: Main | None) -> ClaimType:
    if figure is not None:
        if figure.casualty:
            return "casualty"
        took = kind is not None and not (main and main.words.startswith("lasted"))
        if kind in (None, "state", "event") and not (figure.lasting and took):
            return "quantity"
    return kind or "event"


def _certainty(text: str, doubts: int) -> str:
    """How sure the sentence is, by its own words; `-` before it where it is negated."""
    certainty = "certain"
    if not doubts and not text.startswith("There "):
        return certainty
    possible, hedged, negated = doubts & 1, doubts & 2, doubts & _NEGATOR
    main = _INNER.split(_FRONTED.sub("", text), maxsplit=1)[0] if possible or hedged else ""
    if (possible and _POSSIBLE.search(main)) or CHANCE.match(text):
        certainty = "possible"
    elif hedged and _HEDGED.search(main) and hedges(main):
        certainty = "probable"
    return f"-{certainty}" if negated and is_negated(text) else certainty
