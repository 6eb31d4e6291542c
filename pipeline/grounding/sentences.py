"""Where the sentences of a paragraph begin and end, quotation marks kept together."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter

from schemas.records import Span

_END = re.compile(r"[.!?…]+[\"”’')\]»]*(?=\s)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|No|vs|etc|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|approx|Inc|Ltd|Corp|Co)"
    r"|\b[A-Za-z](?:\.[A-Za-z])*)\.$"
)
_STARTS = re.compile(r"\s+[\"“‘'(\[«„]*[^\W\d_a-zß-öø-ÿ]|\s+[\"“‘'(\[«„]*\d|\s+[“«„\"]")


@lru_cache(maxsize=1024)
def sentences(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The sentences of `text[start:end]` as offsets, without the white space between.

    `'He left. “No.” U.S. troops stayed.' -> 'He left.', '“No.”', 'U.S. troops stayed.'`
    """
    found: list[tuple[int, int]] = []
    begin = start
    for stop in _END.finditer(text, start, end):
        if _ABBREVIATION.search(text, max(begin, stop.start() - 12), stop.end()):
            continue
        follows = _STARTS.match(text, stop.end())
        if follows and stop.end() < end:
            found.append((begin, stop.end()))
            begin = stop.end()
            while begin < end and text[begin].isspace():
                begin += 1
    if begin < end:
        found.append((begin, end))
    return tuple(found)


_end = itemgetter(1)


def touched(paragraphs: Sequence[tuple[int, int]], spans: Iterable[Span]) -> list[int]:
    """Which paragraphs hold some of the spans, in order, counted from 0."""
    found: set[int] = set()
    for span in spans:
        at = bisect_right(paragraphs, span.start, key=_end)
        while at < len(paragraphs) and paragraphs[at][0] < span.end:
            found.add(at)
            at += 1
    return sorted(found)
