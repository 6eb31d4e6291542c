"""A turn: what one source says in whole paragraphs, told by the form of a text."""

from dataclasses import dataclass

from pipeline.rules.mentions import Cast, Mention
from pipeline.rules.text import Layout
from schemas.vocabulary import Medium

_JOINED = 2
"""Quotations in one span from which it would join what stands apart."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one source says in whole paragraphs or sentences: spans and who, by name."""

    content: tuple[tuple[int, int], ...]
    name: str
    """The label or the name under a post; empty where `speakers` are given."""
    medium: Medium
    speakers: tuple[int, ...] = ()
    via: str = ""
    paragraphs: tuple[int, ...] = ()


def whole(layout: Layout, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """A stretch as one span; by sentences where it quotes twice, for no span may join two.

    A sentence that itself quotes twice is left out.
    """
    if _quotes(layout, start, end) < _JOINED:
        return ((start, end),)
    return tuple(
        (max(start, sentence.start), sentence.end)
        for sentence in layout.sentences
        if start < sentence.end <= end
        and _quotes(layout, max(start, sentence.start), sentence.end) < _JOINED
    )


def _quotes(layout: Layout, start: int, end: int) -> int:
    return sum(start < mark.end and mark.start < end for mark in layout.quotations)


def mention_of(cast: Cast, name: str) -> Mention | None:
    """The cast's mention that a label names, by its last word: `"FOREIGN MINISTER VENN"`."""
    last = name.rsplit(maxsplit=1)[-1].casefold().strip("().")
    for mention in cast.mentions:
        for actor in mention.actors:
            draft = cast.actors[actor]
            words = (draft.name or "").casefold().split()
            if draft.kind == "person" and words and words[-1] == last:
                return mention
    return None
