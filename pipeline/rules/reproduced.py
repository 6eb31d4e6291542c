"""Statements that a text gives whole behind an announcement, without marks."""

import re
from collections.abc import Iterator

from pipeline.rules.mentions import Cast
from pipeline.rules.text import Layout
from pipeline.rules.turn import ENDED, TOLD_AGAIN, Turn, whole

_ANNOUNCED = re.compile(
    r"\b(?:issued|released|made|gave|delivered|published|read(?: out)?|sent|posted)\s"
    r"(?:today |yesterday |on \w+ )?the following\s(?:[\w-]+\s){0,3}?"
    r"(?:statements?|answers?|remarks|reply|message|declaration|comments?|communiqu[eé]|response)\b"
)
_FOLLOWS = re.compile(
    r"\b(?:[Tt]he following is|[Bb]elow is|[Hh]ere is|[Ff]ollowing is|[Ff]ind below) (?:an?|the)"
    r" (?:[\w-]+ ){0,3}?(?:statement|message|letter|text|declaration|remarks|communiqu[eé])"
    r"(?: \w+){0,2}? (?:from|by|of) "
)
"""What announces a text without a colon: `"The following is a statement from Venn on …"`."""
_CREDITED = re.compile(r"\s*[—–-] \S")
_MARKS = "\"“”‘«»„'"


def reproduced(layout: Layout, cast: Cast) -> Iterator[Turn]:
    """What stands behind `"A spokesman gave the following answer to a question: …"`.

    Up to the end of the text or its last mark. Words in marks say themselves where they end:
    only those behind `"The following is a statement from Hale."` are read here.
    """
    paragraphs = layout.article.paragraphs
    for number, (start, end) in enumerate(paragraphs[:-1], start=1):
        marked = layout.text[paragraphs[number][0]] in _MARKS
        begin = max(start, layout.sentence_at(end - 1).start)
        speakers: tuple[int, ...] = ()
        if found := _FOLLOWS.search(layout.text, begin, end):
            speakers = _issuer(cast, found.end() - 1, end)
        elif not marked and layout.text[end - 1] == ":":
            announced = _ANNOUNCED.search(layout.text, begin, end)
            speakers = _issuer(cast, begin, announced.start()) if announced else ()
        if not speakers:
            continue
        numbers = list(_behind(layout, number, marked=marked))
        content = [span for one in numbers for span in whole(layout, *paragraphs[one - 1])]
        if content:
            yield Turn(tuple(content), "", "release", speakers, paragraphs=tuple(numbers))
        return


def _behind(layout: Layout, number: int, *, marked: bool) -> Iterator[int]:
    """Numbers of the paragraphs behind an announcement up to where its text ends.

    marked: whether they are in marks, and end with the last that opens with one.
    """
    for behind, (first, last) in enumerate(layout.article.paragraphs[number:], start=number + 1):
        end = any(sign.match(layout.text, first, last) for sign in (ENDED, _CREDITED))
        if end or TOLD_AGAIN.search(layout.text, first, last):
            return
        if marked and layout.text[first] not in _MARKS:
            return
        if behind in layout.body:
            yield behind


def _issuer(cast: Cast, start: int, end: int) -> tuple[int, ...]:
    """The first that somebody or some body is named as, before the verb."""
    for mention in cast.within(start, end):
        if not mention.actors or mention.quoted or mention.kind in ("seat", "adjective"):
            continue
        if cast.actors[mention.actors[0]].kind not in ("media", "state"):
            return mention.actors
    return ()
