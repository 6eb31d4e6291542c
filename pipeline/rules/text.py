"""An article laid out for rules: paragraphs, sentences, quotations, and anchors on them."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pipeline.grounding.locate import TextIndex
from pipeline.grounding.quotations import Quotation, quotations
from pipeline.grounding.sentences import sentences
from pipeline.rules.tokens import Tokens, tokens_of
from pipeline.rules.words import UPPER
from schemas.draft import Anchor
from schemas.records import Article

_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_FINISHED = re.compile(r"[.!?…:][\"”’'»)\]\s*]*$")
_ITEM = re.compile(r"(?:[-–—•*·▪]\s+|(?:He|She|They)\s)(?:\S+\s+){2}\S")
"""A point of a list, or what goes on about somebody, of a few words or more."""
DATELINE = re.compile(
    rf"[{UPPER}][\w.’'-]*(?:[ ,/]+[{UPPER}\d][\w.’'-]*){{0,7}}[.,]?"
    r"(?: ?[(/][^()/]{2,30}[)/])? ?(?:--|[–—-]) (?=\S)"
)
"""`"KINGSPORT, Lornia, June 30 (Wire) - "` at the head of a paragraph."""
HEADLINE_WORDS = 30
"""Words up to which a paragraph without a final stop is a headline, caption or button."""


class Sentence(NamedTuple):
    start: int
    end: int
    paragraph: int
    """Counted from 1, as anchors do."""


@dataclass(frozen=True)
class Layout:
    """One article's text with what can be told of its form; offsets refer to `text`."""

    article: Article

    @cached_property
    def text(self) -> str:
        """The article's, each space of another width as a plain one."""
        return _SPACES.sub(" ", self.article.text)

    @cached_property
    def index(self) -> TextIndex:
        return TextIndex(self.article)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(
            Sentence(first, last, number)
            for number, (start, end) in enumerate(self.article.paragraphs, start=1)
            for first, last in sentences(self.text, start, end)
        )

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """Outermost quotations, marks included, one span a paragraph."""
        return quotations(self.text, self.article.paragraphs)

    @cached_property
    def tokens(self) -> Tokens:
        """The text's words with their classes."""
        starts = [sentence.start for sentence in self.sentences]
        return tokens_of(self.text, starts, self.quotations, self.datelines.values())

    @cached_property
    def datelines(self) -> dict[int, int]:
        """By start of a paragraph: where its text begins behind a place in capitals."""
        return {
            start: dateline.end()
            for start, end in self.article.paragraphs
            if self.text[start : start + 3].isupper()
            and (dateline := DATELINE.match(self.text, start, end))
        }

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.article.paragraphs]

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [quotation.start for quotation in self.quotations]

    @cached_property
    def body(self) -> frozenset[int]:
        """Numbers of the paragraphs that are prose, not headline, caption or button.

        Prose ends in a stop or a colon, is a point of a list, or longer than `HEADLINE_WORDS`.
        """
        return frozenset(
            number
            for number, (start, end) in enumerate(self.article.paragraphs, start=1)
            if _FINISHED.search(self.text, max(start, end - 8), end)
            or _ITEM.match(self.text, start, end)
            or self.text.count(" ", start, end) >= HEADLINE_WORDS
        )

    def of_line(self, words: str) -> "Layout":
        """Some words of the article, as its title, laid out as if they were all of it."""
        line = {"text": words, "paragraphs": ((0, len(words)),), "title": None}
        return Layout(self.article.model_copy(update=line))

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence at an offset, or the last one before it."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, offset) - 1)]

    def sentence_number(self, offset: int) -> int:
        """Index into `sentences`; -1 before the first one."""
        return bisect_right(self._sentence_starts, offset) - 1

    def paragraph_at(self, offset: int) -> int:
        """Number of the paragraph at an offset, counted from 1."""
        return max(1, bisect_right(self._paragraph_starts, offset))

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation that holds the character at `offset`, its marks included."""
        at = bisect_right(self._quotation_starts, offset) - 1
        if at >= 0 and offset < self.quotations[at].end:
            return self.quotations[at]
        return None

    def anchor(self, start: int, end: int) -> Anchor | None:
        """What grounds back to exactly `text[start:end]`, white space at its ends left out.

        `"12:the talks were useful"`, `"12#2:talks"`, `"12"` for the whole paragraph. None
        where the span is empty, crosses paragraphs, or cuts a word or number.
        """
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        number = self.paragraph_at(start)
        if start >= end or not self.article.paragraphs:
            return None
        first, last = self.article.paragraphs[number - 1]
        if (start, end) == (first, last):
            return str(number)
        if start < first or end > last:
            return None
        words = self.article.text[start:end]
        places = self.index.places(words, first, last)
        if (start, end, "exact") not in places:
            return None
        if len(places) == 1:
            return f"{number}:{words}"
        return f"{number}#{places.index((start, end, 'exact')) + 1}:{words}"
