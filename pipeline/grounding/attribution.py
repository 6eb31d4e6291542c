"""The words that attribute a statement: its cue and its source as written.

The model points at the content alone; cue and source stand beside it in the
sentence, so code reads them there (prompt-notes.md, Where the output goes).
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.grounding.quotations import DOUBLE
from pipeline.grounding.sentences import sentences
from schemas.records import Span

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
    whole = not any(re.search(r"\w", text[start:end]) for start, end in gaps)
    if whole and any(mark in span.text for span in content for mark in DOUBLE):
        # “… .” Putin said. / Putin had this to say: “… .”
        gaps = list(_neighbours(text, inside, content, paragraphs))
    cue = _nearest(_cues(), text, gaps, [(s.start, s.end) for s in content])
    near = [cue] if cue else [(s.start, s.end) for s in content]
    source = None
    for pattern in (_named(names), _ROLE, _PRONOUN):
        source = pattern and _nearest(pattern, text, gaps, near)
        if source:
            break
    if whole and not (cue and source):
        cue = source = None
    return Attribution(text[slice(*source)] if source else None, text[slice(*cue)] if cue else None)


def _sentences_of(
    text: str, content: Sequence[Span], paragraphs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    return [
        sentence
        for start, end in paragraphs
        if any(span.start < end and start < span.end for span in content)
        for sentence in sentences(text, start, end)
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
    for start, end in paragraphs:
        row = sentences(text, start, end)
        for at, sentence in enumerate(row):
            if sentence in inside:
                around = [row[at + 1]] if at + 1 < len(row) else []
                around += [row[at - 1]] if at else []
                for neighbour in around:
                    if neighbour not in inside:
                        yield from _outside(neighbour, content)


def _nearest(
    pattern: re.Pattern[str],
    text: str,
    gaps: Sequence[tuple[int, int]],
    targets: Sequence[tuple[int, int]],
) -> tuple[int, int] | None:
    found = [match.span() for start, end in gaps for match in pattern.finditer(text, start, end)]
    if not found:
        return None
    return min(found, key=lambda span: min(max(t[0] - span[1], span[0] - t[1]) for t in targets))


def _named(names: Sequence[str]) -> re.Pattern[str] | None:
    forms = sorted({name for name in names if name}, key=len, reverse=True)
    if not forms:
        return None
    return re.compile(r"\b(?:" + "|".join(re.escape(form) for form in forms) + r")(?!\w)")


@cache
def _cues() -> re.Pattern[str]:
    with files("pipeline").joinpath("reference/cues.csv").open(encoding="utf-8") as rows:
        forms = sorted((row["form"] for row in csv.DictReader(rows)), key=len, reverse=True)
    return re.compile(
        r"\b(?:" + "|".join(map(re.escape, forms)) + r")(?:\s(?:that|to|for))?\b", re.IGNORECASE
    )
