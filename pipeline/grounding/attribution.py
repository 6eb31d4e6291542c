"""The words that attribute a statement: its cue and its source as written.

The model points at the content alone; cue and source stand beside it in the sentence, so
code reads them there.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.grounding.cues import cues
from pipeline.grounding.quotations import DOUBLE, is_letter_alone
from pipeline.grounding.sentences import sentences, touched
from schemas.records import Span

_LINKED = r"(?:\s(?:that|to|for))?"
"""What belongs to a cue where it follows it: `said that`."""
Place = tuple[int, int]
"""Offsets of a stretch of the text."""
_LETTER = re.compile(r"\w")
_MARK = re.compile(f"[{DOUBLE}]")
_PRONOUN = re.compile(r"\b(?:he|she|they|it|we|I)\b", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Bb]oth|[Tt]he (?:two|three|four))\s(?:[\w’'.-]+\s){0,4}?"
    r"(?:presidents?|leaders?|ministers?|premiers?|chancellors?|kings?|officials?|spokes\w+|"
    r"ministr(?:y|ies)|statements?|communiqu[eé]|envoys?|ambassadors?|chiefs?|secretar(?:y|ies)|"
    r"sides|parties|countries|governments?|agency|office)\b"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    source: str | None
    """The source as written beside the content, article text."""
    cue: str | None
    """The attributing words, article text."""


def attribute(
    text: str,
    content: Sequence[Span],
    paragraphs: Sequence[tuple[int, int]],
    names: Sequence[str],
) -> Attribution:
    """Cue and source of `content`, looked for in its sentences and then their neighbours.

    `names` are the forms that name the speakers: `"“Yes,” Putin said." -> Putin, said`.
    """
    said = sorted([(span.start, span.end) for span in content])
    rows = [sentences(text, *paragraphs[at]) for at in touched(paragraphs, content)]
    inside = [sentence for row in rows for sentence in row if _holds_some(sentence, said)]
    gaps = [gap for sentence in inside for gap in _outside(sentence, said)]
    whole = not any(_LETTER.search(text, start, end) for start, end in gaps)
    if whole and any(_MARK.search(text, start, end) for start, end in said):
        # “… .” Putin said. / Putin had this to say: “… .”
        gaps = [gap for row in rows for gap in _neighbours(row, inside, said)]
    cue = _nearest(_places(cues(_LINKED), text, gaps), said)
    near = [cue] if cue else said
    source = (
        _nearest(_named(names, text, gaps), near)
        or _nearest(_places(_ROLE, text, gaps), near)
        or _nearest(_places(_PRONOUN, text, gaps), near)
    )
    if whole and not (cue and source):
        cue = source = None
    return Attribution(text[slice(*source)] if source else None, text[slice(*cue)] if cue else None)


def _holds_some(sentence: Place, said: Sequence[Place]) -> bool:
    first, last = sentence
    return any(start < last and first < end for start, end in said)


def _outside(sentence: Place, said: Sequence[Place]) -> list[Place]:
    """The stretches of a sentence that no content covers."""
    at, last = sentence
    found = []
    for start, end in said:
        if end <= at or start >= last:
            continue
        if start > at:
            found.append((at, start))
        at = end
    if at < last:
        found.append((at, last))
    return found


def _neighbours(
    row: Sequence[Place], inside: Sequence[Place], said: Sequence[Place]
) -> Iterator[Place]:
    for at, sentence in enumerate(row):
        if sentence in inside:
            for neighbour in (*row[at + 1 : at + 2], *row[max(0, at - 1) : at]):
                if neighbour not in inside:
                    yield from _outside(neighbour, said)


def _places(pattern: re.Pattern[str], text: str, gaps: Sequence[Place]) -> list[Place]:
    return [match.span() for gap in gaps for match in pattern.finditer(text, *gap)]


def _nearest(places: Sequence[Place], targets: Sequence[Place]) -> Place | None:
    """The place that is nearest to a target; of two as near the first."""
    nearest, least = None, math.inf
    for place in places:
        for start, end in targets:
            away = max(start - place[1], place[0] - end)
            if away < least:
                nearest, least = place, away
    return nearest


def _named(names: Sequence[str], text: str, gaps: Sequence[Place]) -> list[Place]:
    """Where the gaps name one of `names` as whole words; of two at one place the longer."""
    forms = {name for name in names if name}
    kept = []
    for start, end in gaps:
        found = [
            place
            for form in forms
            if text.find(form, start, end) >= 0
            for place in _occurrences(form, text, start, end)
        ]
        found.sort(key=lambda place: (place[0], -place[1]))
        last = start
        for place in found:
            if place[0] >= last:
                kept.append(place)
                last = place[1]
    return kept


def _occurrences(form: str, text: str, start: int, end: int) -> Iterator[Place]:
    at = text.find(form, start, end)
    while at >= 0:
        after = at + len(form)
        opens = at == 0 or not _joined(text[at - 1], form[0])
        if opens and not (after < end and _joined(form[-1], text[after])):
            yield at, after
        at = text.find(form, at + 1, end)


def _joined(left: str, right: str) -> bool:
    """Whether two letters may stand in one word and nothing shows that they do not."""
    return _is_word(left) and _is_word(right)


def _is_word(letter: str) -> bool:
    return (letter.isalnum() or letter == "_") and not is_letter_alone(letter)
