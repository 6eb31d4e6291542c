"""Finding copied words in an article: the ladder, and anchors on top of it.

    exact → space (white space, NBSP folded) → marks (quote marks, dashes, dots folded)
    → typographic (case, accents, keyboards' letters, punctuation; flagged)

There is no fuzzy score: a rung compares whole words, so a changed number, name or
"not" is never a match. Words match whole words only: "war" is not found in "warning".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from pipeline.grounding.edges import is_joined, is_whole
from pipeline.grounding.folding import (
    BETWEEN,
    DOTS,
    SPACES,
    TYPOGRAPHY,
    ZERO_WIDTH,
    Folded,
    Tokens,
    fold_marks,
    fold_spaces,
    folded_letters,
    plain_mark,
    tokens_of,
    trimmed,
)
from schemas.records import Article, Span
from schemas.vocabulary import MatchKind

SEPARATOR = "…"
_ANCHOR = re.compile(r"\s*\[?(\d{1,6})\]?\s*(?:#(\d{1,6}))?\s*(?::(.*))?", re.DOTALL)
Place = tuple[int, int, MatchKind]
"""Where words stand, first and past the last character, and on which rung they were found."""


class NotFound(ValueError):
    """Words that cannot be pinned to one place; the message tells the model how to mend."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class TextIndex:
    """One article's text with its folded copies, each made once and when first needed."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text

    @property
    def is_english(self) -> bool:
        """Whether words of English may tell what is negated, hedged or cut."""
        return (self.article.language or "en").startswith("en")

    @cached_property
    def spaced(self) -> Folded:
        return fold_spaces(self.text)

    @cached_property
    def marked(self) -> Folded:
        return fold_marks(self.spaced)

    @cached_property
    def tokens(self) -> Tokens:
        return tokens_of(self.text)

    @cached_property
    def _letters(self) -> str:
        return folded_letters(self.text)

    def paragraph(self, number: int) -> tuple[int, int]:
        """Offsets of paragraph `number`, counted from 1; raises NotFound."""
        if not 1 <= number <= len(self.article.paragraphs):
            raise NotFound(
                "no_paragraph",
                f"there is no paragraph {number}; they go from 1 to {len(self.article.paragraphs)}",
            )
        return self.article.paragraphs[number - 1]

    def find(self, words: str, start: int, end: int) -> list[Span]:
        """All places of `words` within `text[start:end]`, on the first rung that has any."""
        return [self._span(place) for place in self.places(words, start, end)]

    def first(self, words: str) -> Span | None:
        """The first of the places in the whole article that `find` would give."""
        place = self._first(words)
        return self._span(place) if place else None

    def wording(self, words: str) -> str | None:
        """How the article writes words where they first stand in it."""
        place = self._first(words)
        return self.text[place[0] : place[1]] if place else None

    def _first(self, words: str) -> Place | None:
        bare, end = trimmed(words), len(self.text)
        if exact := self._exact(bare, 0, end, most=1):
            return exact[0]
        folded = chain.from_iterable(self._folded_rungs(bare, 0, end))
        return next(chain(folded, self._typographic(words, 0, end)), None)

    def places(self, words: str, start: int, end: int) -> list[Place]:
        """The same as bare offsets with the rung: `(8, 12, "exact")`."""
        bare = trimmed(words)
        return (
            self._exact(bare, start, end)
            or self._folded_places(bare, start, end)
            or list(self._typographic(words, start, end))
        )

    def _as_printed(self, words: str, start: int, end: int) -> list[Place]:
        """The rungs on which every mark counts, if only by its kind."""
        bare = trimmed(words)
        return self._exact(bare, start, end) or self._folded_places(bare, start, end)

    def _folded_places(self, bare: str, start: int, end: int) -> list[Place]:
        return next(filter(None, map(list, self._folded_rungs(bare, start, end))), [])

    def _folded_rungs(self, words: str, start: int, end: int) -> Iterator[Iterator[Place]]:
        words = SPACES.sub(lambda m: " " if m[0].strip(ZERO_WIDTH) else "", words)
        yield self._folded(self.spaced, words, start, end, "space")
        words = TYPOGRAPHY.sub(lambda m: plain_mark(m[0]), words)
        yield self._folded(self.marked, words, start, end, "marks")

    def anchor(self, anchor: str) -> Span:
        """The span an anchor points at; raises NotFound where that is not exactly one.

        `'12:We should…countries,”'`, `'12:very useful'`, `'12'`, `'12#2:talks'`
        """
        parsed = _ANCHOR.fullmatch(anchor)
        if parsed is None:
            raise NotFound(
                "anchor_form",
                f"'{anchor}' is no anchor: write '12:first words{SEPARATOR}last words', "
                "'12:short span' or '12'",
            )
        given, occurrence, words = parsed.groups()
        number, words = int(given), (words or "").strip()
        start, end = self.paragraph(number)
        if not words:
            return self._span((start, end, "exact"))
        splits = _splits(words) if "…" in words or "..." in words else []
        if not splits:
            whole = self.places(words, start, end)
        # With dots between two ends the words are one stretch only where it has those dots.
        elif self.text.find("…", start, end) >= 0 or self.text.find("...", start, end) >= 0:
            whole = self._as_printed(words, start, end)
        else:
            whole = []
        if whole:
            return self._span(_only(whole, words, number, occurrence))
        if not splits:
            raise _missing(words, number)
        problem: NotFound | None = None
        for first, last in splits:
            try:
                return self._stretch(first, last, number, occurrence)
            except NotFound as error:
                problem = problem or error
        assert problem is not None
        raise problem

    def quotation(self, words: str) -> Span:
        """The first place in the article of words copied whole; raises NotFound.

        For imports, edits by hand and other extractors, which copy instead of pointing.
        """
        found = self.first(words)
        if found is None:
            raise NotFound("not_in_text", f"'{_short(words)}' does not stand in the article")
        return found

    def _stretch(self, first: str, last: str, number: int, occurrence: str | None) -> Span:
        start, end = self.paragraph(number)
        begins = self.places(first, start, end)
        if not begins:
            raise _missing(first, number)
        begin, until, rung = _only(begins, first, number, occurrence)
        ends = [place for place in self.places(last, begin, end) if place[1] >= until]
        if not ends:
            raise NotFound(
                "not_in_paragraph",
                f"'{_short(last)}' does not stand after '{_short(first)}' in paragraph {number}",
            )
        _, finish, other = _only(ends, last, number, None)
        return self._span((begin, finish, _looser(rung, other)))

    def _span(self, place: Place) -> Span:
        start, end, match = place
        span: Span = _validated(
            {"start": start, "end": end, "text": self.text[start:end], "match": match}
        )
        return span

    def _exact(self, words: str, start: int, end: int, most: int | None = None) -> list[Place]:
        text = self.text
        found: list[Place] = []
        at = text.find(words, start, end) if words else -1
        while at >= 0:
            after = at + len(words)
            if not (is_joined(text, at) or is_joined(text, after)):
                found.append((at, after, "exact"))
                if len(found) == most:
                    break
            at = text.find(words, at + 1, end)
        return found

    def _folded(
        self, folded: Folded, words: str, start: int, end: int, rung: MatchKind
    ) -> Iterator[Place]:
        words = words.strip()
        shrunk = len(self.text) - len(folded.text)  # so far before `start` the stretch may lie
        at = folded.text.find(words, max(0, start - shrunk), end) if words else -1
        while at >= 0:
            first, last = folded.start(at), folded.end(at + len(words) - 1)
            if start <= first and last <= end and is_whole(self.text, first, last):
                yield first, last, rung
            at = folded.text.find(words, at + 1, end)

    def _typographic(self, words: str, start: int, end: int) -> Iterator[Place]:
        wanted = tokens_of(words.strip()).text
        # Most words that no rung before has are nowhere: a look that spares reading all tokens.
        if wanted == BETWEEN or not all(map(self._letters.__contains__, wanted.split(BETWEEN))):
            return
        here = self.tokens
        at = here.text.find(wanted)
        while at >= 0:
            one = bisect_left(here.at, at + 1)
            other = bisect_left(here.at, at + len(wanted)) - 1
            first, last = here.starts[one], here.ends[other]
            if start <= first and last <= end:
                first, last = self._with_marks(words.strip(), first, last, start, end)
                yield first, last, "typographic"
            at = here.text.find(wanted, at + 1)

    def _with_marks(
        self, words: str, first: int, last: int, start: int, end: int
    ) -> tuple[int, int]:
        """Take in the quotation marks and stops at the ends where the copy has such."""
        if not words[0].isalnum():
            while first > start and not (
                self.text[first - 1].isalnum() or self.text[first - 1].isspace()
            ):
                first -= 1
        if not words[-1].isalnum():
            while last < end and not (self.text[last].isalnum() or self.text[last].isspace()):
                last += 1
        return first, last


_validated = Span.__pydantic_validator__.validate_python
"""What `Span(…)` does, at half its price: an article has dozens."""


def _splits(words: str) -> list[tuple[str, str]]:
    """Each way to read `words` as first…last; the article's own dots may stand in either."""
    return [
        (first, last)
        for dots in DOTS.finditer(words)
        if (first := words[: dots.start()].strip()) and (last := words[dots.end() :].strip())
    ]


def _only(found: list[Place], words: str, number: int, occurrence: str | None) -> Place:
    if occurrence is None and len(found) == 1:
        return found[0]
    if occurrence is not None:
        wanted = int(occurrence)
        if not 1 <= wanted <= len(found):
            raise NotFound(
                "occurrence",
                f"'{_short(words)}' stands {len(found)} times in paragraph {number}, "
                f"so there is no #{wanted}",
            )
        return found[wanted - 1]
    raise NotFound(
        "ambiguous",
        f"'{_short(words)}' stands {len(found)} times in paragraph {number}: copy more "
        f"words, or say which with '{number}#2:…'",
    )


def _missing(words: str, number: int) -> NotFound:
    return NotFound(
        "not_in_paragraph",
        f"'{_short(words)}' does not stand in paragraph {number}: copy its words exactly, "
        "or give the right number",
    )


_RUNGS: tuple[MatchKind, ...] = ("exact", "space", "marks", "typographic")


def _looser(first: MatchKind, second: MatchKind) -> MatchKind:
    return first if first == second else max(first, second, key=_RUNGS.index)


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:40]}…{words[-15:]}"
