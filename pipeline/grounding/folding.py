"""Folded copies of a text, in which copied words are looked for, and the way back from them.

White space, quotation marks, dashes and dots; then words alone, without case, accents and
the letters that keyboards write differently.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.grounding.quotations import DOUBLE, SINGLE

_TOKEN = re.compile(
    r"(?:(?<!\w)[-−+])?\d+(?:[.,:/]\d+)*|[%‰$€£¥₹₺₽]"
    r"|(?:[^\W\d_][\u0300-\u036f]*)+(?:['’][^\W\d_]+)*"
)
BETWEEN = "\x1f"
DOTS = re.compile(r"\.{3}|…")
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
SPACES = re.compile(rf"[\s{ZERO_WIDTH}]+")
_ODD_SPACES = re.compile(
    rf" (?=[\s{ZERO_WIDTH}])[\s{ZERO_WIDTH}]+|[^\S ][\s{ZERO_WIDTH}]*"
    rf"|[{ZERO_WIDTH}][\s{ZERO_WIDTH}]*"
)
"""The stretches of white space that are not one plain space already."""
_DASHES = "-‐‑‒–—―−"
_QUOTES = DOUBLE + SINGLE + "`´′″"
TYPOGRAPHY = re.compile(rf"\.{{3}}|…|[{re.escape(_DASHES)}]+|[{re.escape(_QUOTES)}]")
"""What the rung `marks` folds: dots, dashes ("--" is one), quotation marks."""
_MARKS = str.maketrans(dict.fromkeys(_QUOTES, '"') | dict.fromkeys(_DASHES, "-"))
_LETTERS = str.maketrans(
    "\u064a\u0649\u0643\u06c1\u06d5", "\u06cc\u06cc\u06a9\u0647\u0647", "\u0640"
)
"""One letter by the keyboards of Arabic, Persian and Urdu: yeh, kaf, heh; tatweel is none."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded copy of a text, and for each of its characters the stretch it stands for.

    Within a piece one character stands for one, but for the first, which may stand for several:
    `"a  b" -> text "a b", at [0, 1], starts [0, 1], ends [1, 3]`.
    """

    text: str
    at: list[int]
    """Where in `text` each piece begins."""
    starts: list[int]
    """Where in the source the stretch of a piece's first character begins."""
    ends: list[int]
    """Where that stretch ends."""
    source: "Folded | None" = None
    """What was folded, if that was a folded copy itself."""

    def start(self, at: int) -> int:
        """Where the stretch of a character begins in the article."""
        piece = bisect_right(self.at, at) - 1
        within = at - self.at[piece]
        start = self.ends[piece] + within - 1 if within else self.starts[piece]
        return self.source.start(start) if self.source else start

    def end(self, at: int) -> int:
        """Where the stretch of a character ends in the article."""
        piece = bisect_right(self.at, at) - 1
        end = self.ends[piece] + at - self.at[piece]
        return self.source.end(end - 1) if self.source else end


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and numbers of a text, folded, each between two `BETWEEN`."""

    text: str
    at: Sequence[int]
    """Where each begins in `text`."""
    starts: Sequence[int]
    ends: Sequence[int]


def trimmed(words: str) -> str:
    return words.strip().strip(ZERO_WIDTH).strip()


def fold_spaces(text: str) -> Folded:
    return _folded(text, _ODD_SPACES, lambda stretch: " " if stretch.strip(ZERO_WIDTH) else "")


def fold_marks(spaced: Folded) -> Folded:
    return _folded(spaced.text, TYPOGRAPHY, plain_mark, spaced)


def plain_mark(stretch: str) -> str:
    return "…" if DOTS.fullmatch(stretch) else stretch[0].translate(_MARKS)


def _folded(
    text: str, pattern: re.Pattern[str], replace: Callable[[str], str], source: Folded | None = None
) -> Folded:
    """`text` with each stretch that `pattern` finds replaced by one character or none."""
    parts: list[str] = []
    at, starts, ends = [0], [0], [1]
    done = length = 0
    for match in pattern.finditer(text):
        first, last = match.span()
        parts.append(text[done:first])
        length += first - done
        done = last
        character = replace(match[0])
        parts.append(character)
        if last - first != len(character):
            if at[-1] == length:  # a piece that begins here has no character yet
                del at[-1], starts[-1], ends[-1]
            at.append(length)
            starts.append(first if character else last)
            ends.append(last if character else last + 1)
        length += len(character)
    parts.append(text[done:])
    return Folded("".join(parts), at, starts, ends, source)


def tokens_of(text: str) -> Tokens:
    folded: list[str] = []
    at: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    position = len(BETWEEN)
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        token = _plain(text[start:end])
        folded.append(token)
        at.append(position)
        starts.append(start)
        ends.append(end)
        position += len(token) + len(BETWEEN)
    return Tokens(BETWEEN.join(["", *folded, ""]) if folded else BETWEEN, at, starts, ends)


def folded_letters(text: str) -> str:
    """Case, accents and keyboards folded: `Erdoğan -> erdogan`, Arabic `ي` -> Persian `ی`."""
    text = unicodedata.normalize("NFKD", text.replace("−", "-").replace("’", "'"))
    if not text.isascii():
        text = text.translate(_LETTERS)
        accents = "".join(filter(unicodedata.combining, set(text)))
        text = text.translate(str.maketrans("", "", accents))
    return text.casefold()


_plain = lru_cache(maxsize=20_000)(folded_letters)
