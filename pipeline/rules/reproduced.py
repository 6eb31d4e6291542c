"""Statements that a text gives whole behind an announcement, without marks."""

import re
from collections.abc import Iterator

from pipeline.rules.mentions import Cast
from pipeline.rules.text import Layout
from pipeline.rules.turn import Turn, whole

_ANNOUNCED = re.compile(
    r"\b(?:issued|released|made|gave|delivered|published|read(?: out)?|sent|posted)\s"
    r"(?:today |yesterday |on \w+ )?the following\s(?:[\w-]+\s){0,3}?"
    r"(?:statements?|answers?|remarks|reply|message|declaration|comments?|communiqu[eé]|response)\b"
)
_ENDED = re.compile(
    r"\s*(?:###?|-+ ?(?:30|ENDS?) ?-+|ENDS?\b|Notes? (?:to|for) editors|Media contact|Contacts?:|"
    r"[—–-] \S)",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"[,?!.][\"”’'»] (?:the [\w-]+ |[A-Z][\w-]+ |s?he |it |they )?"
    r"(?:says?|said|adds|added|writes|wrote|warns|warned|tells|told)\b"
)
"""What shows that a house tells again itself: `"“…,” the paper says"`."""
_MARKS = "\"“”‘«»„'"


def reproduced(layout: Layout, cast: Cast) -> Iterator[Turn]:
    """What stands behind `"A spokesman gave the following answer to a question: …"`.

    Up to the end of the text or its last mark; nothing where the words that follow are in
    marks, for then they say themselves where they end.
    """
    paragraphs = layout.article.paragraphs
    for number, (start, end) in enumerate(paragraphs[:-1], start=1):
        if layout.text[end - 1] != ":" or layout.text[paragraphs[number][0]] in _MARKS:
            continue
        sentence = layout.sentence_at(end - 1)
        announced = _ANNOUNCED.search(layout.text, sentence.start, end)
        if announced is None:
            continue
        speakers = _issuer(cast, max(start, sentence.start), announced.start())
        content: list[tuple[int, int]] = []
        numbers: list[int] = []
        for behind in range(number + 1, len(paragraphs) + 1):
            first, last = paragraphs[behind - 1]
            if _ENDED.match(layout.text, first, last) or _PROSE.search(layout.text, first, last):
                break
            if behind in layout.body:
                content += whole(layout, first, last)
                numbers.append(behind)
        if speakers and content:
            yield Turn(tuple(content), "", "release", speakers, paragraphs=tuple(numbers))
        return


def _issuer(cast: Cast, start: int, end: int) -> tuple[int, ...]:
    """The first that somebody or some body is named as, before the verb."""
    for mention in cast.within(start, end):
        if not mention.actors or mention.quoted or mention.kind in ("seat", "adjective"):
            continue
        if cast.actors[mention.actors[0]].kind not in ("media", "state"):
            return mention.actors
    return ()
