"""The words that attribute a statement: its cue and its source as written.

The model points at the content alone; cue and source stand beside it in the sentence, so
code reads them there.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.grounding.cues import cues
from pipeline.grounding.quotations import DOUBLE, is_letter_alone
from pipeline.grounding.sentences import sentences, touched
from schemas.records import Span

_LINKED = r"(?:\s(?:that|to|for))?"
"""What belongs to a cue where it follows it: `said that`."""
_LETTER = re.compile(r"\w")
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
    inside = _sentences_of(text, content, paragraphs)
    gaps = [gap for sentence in inside for gap in _outside(sentence, content)]
    whole = not any(_LETTER.search(text, start, end) for start, end in gaps)
    if whole and any(mark in span.text for span in content for mark in DOUBLE):
        # “… .” Putin said. / Putin had this to say: “… .”
        gaps = list(_neighbours(text, inside, content, paragraphs))
    said = [(span.start, span.end) for span in content]
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


def _sentences_of(
    text: str, content: Sequence[Span], paragraphs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    return [
        sentence
        for at in touched(paragraphs, content)
        for sentence in sentences(text, *paragraphs[at])
        if any(span.start < sentence[1] and sentence[0] < span.end for span in content)
    ]


def _outside(sentence: tuple[int, int], content: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence that no content covers."""
    at = sentence[0]
    for span in sorted(content, key=lambda span: span.start):
        if span.end <= at or span.start >= sentence[1]:
            continue
        if span.start > at:
            yield at, span.start
        at = span.end
    if at < sentence[1]:
        yield at, sentence[1]


def _neighbours(
    text: str,
    inside: Sequence[tuple[int, int]],
    content: Sequence[Span],
    paragraphs: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    for paragraph in touched(paragraphs, content):
        row = sentences(text, *paragraphs[paragraph])
        for at, sentence in enumerate(row):
            if sentence in inside:
                around = [row[at + 1]] if at + 1 < len(row) else []
                around += [row[at - 1]] if at else []
                for neighbour in around:
                    if neighbour not in inside:
                        yield from _outside(neighbour, content)


def _places(
    pattern: re.Pattern[str], text: str, gaps: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    for start, end in gaps:
        for match in pattern.finditer(text, start, end):
            yield match.span()


def _nearest(
    places: Iterable[tuple[int, int]], targets: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The place that is nearest to a target; of two as near the first."""
    nearest, least = None, math.inf
    for place in places:
        for start, end in targets:
            away = max(start - place[1], place[0] - end)
            if away < least:
                nearest, least = place, away
    return nearest


def _named(
    names: Sequence[str], text: str, gaps: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Where the gaps name one of `names` as whole words; of two at one place the longer."""
    forms = {name for name in names if name}
    for start, end in gaps:
        found = [place for form in forms for place in _occurrences(form, text, start, end)]
        found.sort(key=lambda place: (place[0], -place[1]))
        last = start
        for place in found:
            if place[0] >= last:
                yield place
                last = place[1]


def _occurrences(form: str, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
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
