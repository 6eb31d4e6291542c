"""A turn: what one source says in whole paragraphs, told by the form of a text."""

import re
from dataclasses import dataclass

from pipeline.rules.mentions import Cast, Mention
from pipeline.rules.text import Layout
from schemas.draft import ActorDraft
from schemas.vocabulary import Medium

_JOINED = 2
"""Quotations in one span from which it would join what stands apart."""
ENDED = re.compile(
    r"\s*(?:#{2,3}|\*{3}|-+ ?(?:30|ENDS?) ?-+|ENDS?\b|Notes? (?:to|for) [Ee]ditors"
    r"|Media [Cc]ontact|Contacts?:|Background:?$|(?:Additional|More|Further) [Ii]nformation)"
)
"""What stands below a source's words where they end: `"###"`, `"Note to editors"`."""
TOLD_AGAIN = re.compile(
    r"[,?!.][\"”’'»] (?:[\w-]+ ){0,3}?"
    r"(?:says?|said|adds|added|writes|wrote|warns|warned|tells|told)\b"
)
"""What shows that a house tells itself what was said: `"“…,” the paper says"`."""


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
    authors: tuple[ActorDraft, ...] = ()
    """Who speaks by the title, as it names them; the text may name them too."""


def whole(layout: Layout, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """A stretch as one span; where it quotes twice in several, for no span may join two.

    It is cut between sentences, and within one that quotes twice before each further quotation.
    """
    if len(_quoted(layout, start, end)) < _JOINED:
        return ((start, end),)
    found: list[tuple[int, int]] = []
    for sentence in layout.sentences:
        if not start < sentence.end <= end:
            continue
        begin = max(start, sentence.start)
        for mark in _quoted(layout, begin, sentence.end)[1:]:
            if begin < mark < sentence.end:
                found.append((begin, mark))
                begin = mark
        found.append((begin, sentence.end))
    return tuple(found)


def _quoted(layout: Layout, start: int, end: int) -> list[int]:
    """Where the quotations begin that reach into a stretch."""
    return [mark.start for mark in layout.quotations if mark.start < end and start < mark.end]


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
