"""Sentences as somebody speaks them: marks and who utters what they hold kept together."""

import re
from collections.abc import Iterator

from pipeline.rules.text import Layout, Sentence
from pipeline.rules.tokens import Tokens

_TELLER = re.compile(r"[TQRECPASMKDBGp]{1,8}v(?=[xcfd])")


def _is_told(layout: Layout, tokens: Tokens, sentence: Sentence) -> bool:
    """Whether behind a question or cry in marks stands who utters it: `"“Why?” Hale asked."`"""
    if layout.text[sentence.end - 2] not in "?!":
        return False
    _, end = layout.article.paragraphs[sentence.paragraph - 1]
    rest = tokens.between(sentence.end, end)
    return _TELLER.match(tokens.classes, rest.start, rest.stop) is not None


def utterances(layout: Layout, tokens: Tokens) -> Iterator[tuple[int, int, int]]:
    """Sentences as start, end, paragraph; one whose end lies inside marks goes on after it."""
    begun: tuple[int, int] | None = None
    for sentence in layout.sentences:
        start = begun[0] if begun and begun[1] == sentence.paragraph else sentence.start
        start = layout.datelines.get(start, start)
        inside = layout.quotation_at(sentence.end - 1)
        if inside is not None and (
            (inside.end > sentence.end and inside.start < sentence.end)
            or (inside.end == sentence.end and _is_told(layout, tokens, sentence))
        ):
            begun = (start, sentence.paragraph)
            continue
        begun = None
        yield start, sentence.end, sentence.paragraph
