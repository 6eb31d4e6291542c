"""Claims by patterns: figures, control, events, commitments, in the article's own words.

A claim's sentence is a stretch of the text; only "he" or "we" at its head gives way to a name.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.grounding.negation import HEDGES, NEGATORS, hedges
from pipeline.grounding.polarity import is_negated
from pipeline.rules.claims_clauses import main_of, told_in
from pipeline.rules.claims_figures import FIGURED, Figure, figures
from pipeline.rules.claims_kinds import KIND_WORDS, kind_of
from pipeline.rules.claims_wording import Unit, finite, worded
from pipeline.rules.meetings.setting import dates_in
from pipeline.rules.mentions import Cast
from pipeline.rules.text import DATELINE, Layout
from pipeline.rules.triggers import spotter
from pipeline.rules.wordings import act_of
from schemas.draft import ClaimDraft, StatementDraft
from schemas.vocabulary import ClaimType

LONGEST = 60
"""Words of a sentence that is still one claim."""
FEWEST = 4
MOST = 4
"""Figures of a clause that are claims of their own."""
_TOLD = frozenset({"assert", "commit", "threaten", "accuse"})
"""Acts whose content claims something; what is asked for or praised is none."""
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
_JOINT = re.compile(
    r"(?:;|,? (?:while|but|and)|,) (?=(?:(?:at least|about|around|some|nearly|almost|more than"
    r"|over|up to|another|a further) )?[$€£]?(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten"
    r"|dozens|hundreds|thousands|tens|millions|scores)\b))"
    r"|(?:; |, (?:while|but) | while )(?=[A-Z]|the |its |their |he |she |they )"
)
_VERB_SOON = re.compile(
    r"^(?:\S+ ){1,5}?(?:(?:also|later|now|still|then) )?(?:has|have|had|is|are|was|were|will|would"
    r"|could|may|might|[a-z]{3,}ed|fled|died|fell|rose|backs|supports|holds|controls|lost|took"
    r"|said)\b"
)
_HEDGED = re.compile(rf"\b(?:{'|'.join(sorted(HEDGES))})\b", re.IGNORECASE)
_CALENDAR = re.compile(
    r"\b(?:January|February|March|April|May \d|\d May|in May|June|July|August|September|October"
    r"|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.|today|yesterday|tomorrow|(?:this|last"
    r"|next) (?:week|month|year)|(?:19|20)\d\d)\b"
)
_CALENDAR_WORDS = (
    r"january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|today|yesterday|tomorrow|week|month|year|(?:19|20)\d\d"
)
_words = spotter(*KIND_WORDS, FIGURED, _CALENDAR_WORDS)
_FIGURE, _DATE = 1 << len(KIND_WORDS), 2 << len(KIND_WORDS)
_doubts = spotter(
    "may|might|could|possibly|perhaps|maybe|hop(?:e|es|ed)",
    "|".join(sorted(HEDGES)),
    f"t|{'|'.join(sorted(NEGATORS))}",
)
"""Words one of which `_POSSIBLE`, `_HEDGED` and `is_negated` need."""
_BACK = re.compile(r"\b(?:since|until|before|after)\b[^,]*$")
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
        if taken.meet(sentence.start, sentence.end) or quoted.meet(sentence.start, sentence.end):
            continue
        if layout.quotation_at(sentence.start):
            continue
        dateline = DATELINE.match(layout.text, sentence.start, sentence.end)
        start = dateline.end() if dateline else sentence.start
        for claim in _claims(layout, cast, start, sentence.end, (), inner=False):
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
    told = statement.act in _TOLD
    if (
        not told
        and len(spans) == 1
        and layout.sentence_number(spans[0][1] - 1) == layout.sentence_number(spans[0][0])
    ):
        return
    speakers = tuple(refs[item] for item in statement.who if item in refs)
    seen: set[tuple[str, str | None]] = set()
    for start, end in spans:
        for first, last in _parts(layout, start, end):
            if not told and act_of(None, layout.text[first:last]) not in _TOLD:
                continue
            for claim in _claims(
                layout, cast, first, last, speakers, inner=True, commits=statement.act == "commit"
            ):
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
        if first < last:
            yield first, last


def _claims(
    layout: Layout,
    cast: Cast,
    start: int,
    end: int,
    speakers: tuple[int, ...],
    *,
    inner: bool,
    commits: bool = False,
) -> Iterator[ClaimDraft]:
    """The claims of one sentence: one for each of its clauses that can stand alone."""
    for first, last in _clauses(layout.text, start, end):
        yield from _claim(layout, cast, first, last, speakers, inner=inner, commits=commits)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`"33 soldiers died and thousands have fled" -> two`; inside quotation marks none."""
    words, at = text[start:end], 0
    for joint in _JOINT.finditer(words):
        left, right = words[at : joint.start()], words[joint.end() :]
        if (
            left.count('"') % 2
            or left.count("“") != left.count("”")
            or left.count("(") != left.count(")")
        ):
            continue
        if left.count(" ") >= FEWEST - 1 and finite(left) and _VERB_SOON.match(right):
            yield start + at, start + joint.start()
            at = joint.end()
    yield start + at, end


def _claim(
    layout: Layout,
    cast: Cast,
    start: int,
    end: int,
    speakers: tuple[int, ...],
    *,
    inner: bool,
    commits: bool,
) -> Iterator[ClaimDraft]:
    """The claim of one clause: of its first figure, else of what it tells."""
    text = layout.text[start:end]
    if _QUESTION.search(text) or not FEWEST <= text.count(" ") + 1 <= LONGEST:
        return
    words = _words(text)
    found = figures(text) if words & _FIGURE else ()
    at, agreed = told_in(text) if " that " in text else (0, False)
    main = main_of(text[at:])
    if main and main.tense == "asked":
        return
    kind = kind_of(text[at:], words, main, commits=commits or agreed)
    if kind is None and not found:
        if not inner:
            return
        kind = "state" if main is None or main.tense in ("be", "present") else "event"
    unit = worded(Unit(layout, cast, start, end, speakers), commits=commits)
    if unit is None:
        return
    anchor = layout.anchor(start, end)
    if anchor is None:
        return
    certainty = _certainty(unit)
    when = _when(layout.text, start, end) if words & _DATE else None
    for at, figure in enumerate(found[:MOST] or (None,)):
        # The same sentence for each figure: what tells the claims apart is the figure's place.
        place = layout.anchor(start + figure.start, start + figure.end) if figure and at else None
        if at and place is None:
            continue
        yield ClaimDraft(
            text=unit,
            claim_type=_type(kind, figure),
            certainty=certainty,
            quantity=figure.words if figure else None,
            time_text=when,
            asserters=(),
            evidence=(anchor, place) if place else (anchor,),
        )


def _when(text: str, start: int, end: int) -> str | None:
    """The words that date the clause: the first that its main verb has beside it."""
    if not _CALENDAR.search(text, start, end):
        return None
    found = dates_in(text, (start, end))
    day = next(
        (one for one in found if one.kind not in ("event", "years", "decade", "anaphor")), None
    )
    if day is None or _BACK.search(text, start, start + day.start):
        return None
    return text[start + day.start : start + day.end]


def _type(kind: ClaimType | None, figure: Figure | None) -> ClaimType:
    if figure is not None:
        if figure.casualty:
            return "casualty"
        if kind in (None, "state", "event") and not (figure.lasting and kind == "event"):
            return "quantity"
    return kind or "event"


def _certainty(text: str) -> str:
    """How sure the sentence is, by its own words; `-` before it where it is negated."""
    certainty = "certain"
    possible, hedged, negated = (_doubts(text) >> n & 1 for n in range(3))
    main = _INNER.split(_FRONTED.sub("", text), maxsplit=1)[0] if possible or hedged else ""
    if possible and _POSSIBLE.search(main):
        certainty = "possible"
    elif hedged and _HEDGED.search(main) and hedges(main):
        certainty = "probable"
    return f"-{certainty}" if negated and is_negated(text) else certainty
