"""Stretches of an article as the check sees them: found by their words, compared by characters."""

import re
from collections.abc import Iterable, Sequence

from pipeline.grounding.quotations import Quotation, words

Span = tuple[int, int]
"""Offsets into the stored text, half-open."""

_SPACE = re.compile(r"\s+")
_EDGE = " \t\n\xa0“”\"«»„‟‘’'.,;:!?…"
"""What `trimmed` leaves off: whether a mark belongs to a quotation is a matter of taste."""


def locate(text: str, wanted: str, near: int = 0) -> Span | None:
    """Where the words stand in the text, the place nearest to `near` if there are several.

    White space may differ, since reading joins wrapped lines; nothing else may.
    `"a  b", "a b" -> (0, 4)`
    """
    pattern = r"\s+".join(re.escape(part) for part in _SPACE.split(wanted.strip()))
    found = [match.span() for match in re.finditer(pattern, text)]
    return min(found, key=lambda span: abs(span[0] - near), default=None)


def size(spans: Iterable[Span]) -> int:
    return len(_characters(spans))


def shared(one: Iterable[Span], other: Iterable[Span]) -> int:
    """Characters that lie in both."""
    return len(_characters(one) & _characters(other))


def dice(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Twice the shared characters by all characters, 0 to 1: `[(0, 4)], [(2, 6)] -> 0.5`."""
    total = size(one) + size(other)
    return 2 * shared(one, other) / total if total else 0.0


def overlap(one: Sequence[Span], other: Sequence[Span]) -> float:
    """The shared characters by those of the shorter side: `[(0, 8)], [(2, 6)] -> 1.0`."""
    smaller = min(size(one), size(other))
    return shared(one, other) / smaller if smaller else 0.0


def trimmed(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans without spaces, quotation marks and closing punctuation at their ends."""
    found = []
    for start, end in sorted(spans):
        while start < end and text[start] in _EDGE:
            start += 1
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        found.append((start, end))
    return found


def quoted_share(text: str, spans: Sequence[Span], marks: Sequence[Quotation]) -> float:
    """Share of the spans' words that stand between quotation marks, 0 to 1."""
    total = sum(len(words(text[start:end])) for start, end in spans)
    quoted = sum(
        len(words(text[max(start, mark.start) : min(end, mark.end)]))
        for start, end in spans
        for mark in marks
        if mark.start < end and start < mark.end
    )
    return quoted / total if total else 0.0


def _characters(spans: Iterable[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}
