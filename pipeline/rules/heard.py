"""What finding cues and sources looks at: an article's words, cast and quotations."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.grounding.quotations import Quotation
from pipeline.rules.mentions import Cast
from pipeline.rules.text import Layout
from pipeline.rules.tokens import Tokens


@dataclass(frozen=True)
class Speech:
    """What cue finding looks at: one article's layout, tokens and cast, and what is quoted."""

    layout: Layout
    tokens: Tokens
    cast: Cast
    quotations: tuple[Quotation, ...]
    """Those that count: the outermost ones, or, inside one of them, those within it."""

    @cached_property
    def classes(self) -> str:
        """Token classes with `z` for every token inside quotation marks, the marks included."""
        classes = self.tokens.classes
        for quotation in self.quotations:
            own = self.tokens.between(quotation.start, quotation.end)
            classes = f"{classes[: own.start]}{'z' * len(own)}{classes[own.stop :]}"
        return classes

    @cached_property
    def _starts(self) -> list[int]:
        return [quotation.start for quotation in self.quotations]

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation that holds the character at `offset`, its marks included."""
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and offset < self.quotations[at].end:
            return self.quotations[at]
        return None

    def marks(self, start: int, end: int) -> Sequence[Quotation]:
        """The quotations that open in `text[start:end]`."""
        return self.quotations[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def heard(layout: Layout, tokens: Tokens, cast: Cast) -> Speech:
    """An article's speech, its outermost quotations set apart."""
    return Speech(layout, tokens, cast, layout.quotations)
