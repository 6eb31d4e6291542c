"""What a cue attributes: stretches of its sentence, and whom its words name beside the source."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.grounding.cues import cues as quoting
from pipeline.grounding.quotations import Quotation
from pipeline.rules.beside import coordinated
from pipeline.rules.cue import Cue
from pipeline.rules.heard import Speech
from pipeline.rules.mentions import Mention

FEW_WORDS = 2


@dataclass(frozen=True, slots=True)
class Content:
    """Stretches of content with whom the cue's own words name beside the source."""

    spans: tuple[tuple[int, int], ...]
    addressees: tuple[int, ...] = ()
    speakers: tuple[int, ...] = ()
    """Who is quoted, where the cue's subject only passes it on: "TV quoted X as saying"."""


@dataclass(frozen=True, slots=True)
class Around:
    """The sentence of a cue: tokens `first` to `last`, its neighbour cues and quotations."""

    first: int
    last: int
    before: Cue | None
    after: Cue | None
    marks: Sequence[Quotation]


def resumed(speech: Speech, behind: int, marks: Sequence[Quotation]) -> list[tuple[int, int]]:
    """`"“A,” he said, “B.”"`: the quotation goes on right behind the cue."""
    edge = speech.tokens.ends[behind - 1]
    found = []
    for mark in marks:
        if mark.start < edge:
            continue
        between = speech.layout.text[edge : mark.start]
        if len(re.findall(r"\w+", between)) <= 14 and not re.search(r"\bthat\b|[.;]\s", between):
            verbs_between = speech.classes[behind : speech.tokens.first_at(mark.start)]
            if "v" in verbs_between:
                break
            found.append((mark.start, mark.end))
            edge = mark.end
        else:
            break
    return found


def addressed(speech: Speech, cue: Cue, last: int) -> tuple[int, ...]:
    """Whom the words right behind a cue name: `"Venn told Rao"`; nobody where it is the press."""
    if cue.verb is None or "o" not in cue.verb.frames or cue.last >= last:
        return ()
    found = speech.cast.at(speech.tokens.starts[cue.last])
    if found is None or found.start != speech.tokens.starts[cue.last] or is_press(found):
        return ()
    return coordinated(speech, found, last)[0]


def is_press(mention: Mention) -> bool:
    return mention.text.lower().split()[-1] in ("reporters", "journalists", "me", "us", "you")


def apart(speech: Speech, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """A stretch, cut where a cue's word parts two of its quotations, for no span may join them.

    `the list had “three names left” and, he added, “no favourites”` -> both ends without it
    """
    text = speech.layout.text
    start, end = span
    inside = [q for q in speech.quotations if start <= q.start and q.end <= end]
    for one, other in pairwise(inside):
        if quoting().search(text, one.end, other.start):
            yield start, one.end
            start = other.start
    yield start, end
