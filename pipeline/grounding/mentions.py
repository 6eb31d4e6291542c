"""The proper names of a sentence.

Names are told by their capitals, so only in scripts that have them; titles, months and
the first word of a sentence are left aside unless they are known names.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.grounding.numerals import MULTIPLES, ORDINALS, SCALES, SMALL, TENS, VAGUE
from pipeline.grounding.wording import FUNCTION_WORDS, Word, words_of
from pipeline.grounding.written_dates import MONTHS, WEEKDAYS
from pipeline.lookup.names import TITLES
from pipeline.lookup.registry import name_keys

_PARTICLES = frozenset("al el as bin bint ibn von van der de del della da dos du".split())
_NO_NAMES = (
    FUNCTION_WORDS
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(SMALL)
    | frozenset(TENS)
    | frozenset(SCALES)
    | frozenset(VAGUE)
    | frozenset(ORDINALS)
    | frozenset(MULTIPLES)
    | frozenset("early late mid today yesterday tomorrow half according".split())
) - {"us"}
TITLE_WORDS = TITLES | frozenset(
    "presidents leaders leader ministers minister spokesman spokeswoman spokesperson heads head "
    "state government secretary-general party mr chiefs kings premiers".split()
)
_SENTENCE_START = re.compile(r"(?:^|[.!?…:]|\n)[\s\"“”'‘’(\[]*$")


class Name(NamedTuple):
    """A run of capitalised words: `"Recep Tayyip Erdogan"`, `"SDF"`."""

    words: tuple[Word, ...]
    first: bool
    """It is one word that opens a sentence: a name or not, its capital does not tell."""
    text: str
    folded: frozenset[str]
    """Its words, folded."""
    letters: str
    """Of an abbreviation its letters: `U.N. -> UN`; else empty."""
    initials: str
    """Of several words their first letters; else empty."""

    @property
    def key(self) -> str:
        """The folded last word: what names repeat."""
        return self.words[-1].folded

    def may_be(self, other: "Name") -> bool:
        """Whether both can be forms of one name: by their keys, or `SDF` by its initials."""
        return not name_keys(self.text).isdisjoint(name_keys(other.text)) or self.abbreviates(other)

    def abbreviates(self, other: "Name") -> bool:
        """Whether one is the other's initials: `SDF` and Syrian Democratic Forces."""
        return bool(
            (self.letters and self.letters == other.initials)
            or (other.letters and other.letters == self.initials)
        )


@lru_cache(maxsize=1024)
def names_in(text: str) -> tuple[Name, ...]:
    """The names of a text in order.

    `"President Bashar al-Assad met U.N.-backed Syrians." -> Bashar Assad, U.N., Syrians`
    """
    return tuple(_names_in(text))


def _names_in(text: str) -> Iterator[Name]:
    run: list[Word] = []
    row = words_of(text)
    for at, word in enumerate(row):
        if not run:
            if word.is_capital:
                run.append(word)
            continue
        if not _joins(text, run[-1], word):
            yield from _name(text, run)
            run = [word] if word.is_capital else []
        elif word.is_capital or (
            word.folded in _PARTICLES and at + 1 < len(row) and row[at + 1].is_capital
        ):
            run.append(word)
        else:
            yield from _name(text, run)
            run = []
    if run:
        yield from _name(text, run)


def _joins(text: str, before: Word, word: Word) -> bool:
    between = text[before.end : word.start]
    particle = word.folded in _PARTICLES or before.folded in _PARTICLES
    return between == " " or (particle and between in ("-", "‑", "\u00a0")) or between == "\u00a0"


def _name(text: str, run: Sequence[Word]) -> Iterator[Name]:
    opens = bool(run) and bool(
        _SENTENCE_START.search(text[max(0, run[0].start - 6) : run[0].start])
    )
    words = list(run)
    while words and (_common(words[0]) or words[0].folded in _PARTICLES):
        del words[0]
    while words and (_common(words[-1]) or words[-1].folded in _PARTICLES):
        del words[-1]
    kept = tuple(word for word in words if not _common(word))
    if kept:
        alone = opens and len(words) == 1 and words[0] is run[0] and not words[0].text.isupper()
        text = " ".join([word.text for word in kept])
        letters = text.replace(".", "") if len(kept) == 1 and text.isupper() else ""
        yield Name(
            kept,
            alone,
            text,
            frozenset([word.folded for word in kept]),
            letters if len(letters) > 1 else "",
            "".join([word.text[0] for word in kept]).upper() if len(kept) > 1 else "",
        )


def _common(word: Word) -> bool:
    if word.folded == "us":
        return not word.text.replace(".", "").isupper()
    return word.folded in _NO_NAMES or word.folded in TITLE_WORDS or len(word.folded) == 1
