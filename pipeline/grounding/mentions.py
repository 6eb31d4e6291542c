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
_LEFT_OUT = _NO_NAMES | TITLE_WORDS
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
    row = words_of(text)
    done = 0
    for at in [at for at, word in enumerate(row) if word.is_capital]:
        if at < done:
            continue
        done = at + 1
        while done < len(row) and _goes_on(row, done) and _joins(text, row[done - 1], row[done]):
            done += 1
        if name := _name(text, row[at:done]):
            yield name


def _goes_on(row: Sequence[Word], at: int) -> bool:
    """Whether a name can go on with that word: a capital, or a particle before one."""
    return row[at].is_capital or (
        row[at].folded in _PARTICLES and at + 1 < len(row) and row[at + 1].is_capital
    )


def _joins(text: str, before: Word, word: Word) -> bool:
    between = text[before.end : word.start]
    if between in (" ", "\u00a0"):
        return True
    return between in ("-", "‑") and (word.folded in _PARTICLES or before.folded in _PARTICLES)


def _name(text: str, run: Sequence[Word]) -> Name | None:
    """The name that a run of words is, without what is none at its ends and within."""
    kept = [word for word in run if not _common(word)]
    while kept and kept[0].folded in _PARTICLES:
        del kept[0]
    while kept and kept[-1].folded in _PARTICLES:
        del kept[-1]
    if not kept:
        return None
    folded = frozenset([word.folded for word in kept])
    if len(kept) > 1:
        words = " ".join([word.text for word in kept])
        initials = "".join([word.text[0] for word in kept]).upper()
        return Name(
            tuple(kept), first=False, text=words, folded=folded, letters="", initials=initials
        )
    words = kept[0].text
    letters = words.replace(".", "") if words.isupper() else ""
    alone = not letters and kept[0] is run[0] and _opens(text, kept[0])
    return Name(tuple(kept), alone, words, folded, letters if len(letters) > 1 else "", "")


def _opens(text: str, word: Word) -> bool:
    """Whether a sentence begins with the word."""
    return bool(_SENTENCE_START.search(text[max(0, word.start - 6) : word.start]))


def _common(word: Word) -> bool:
    if word.folded == "us":
        return not word.text.replace(".", "").isupper()
    return word.folded in _LEFT_OUT or len(word.folded) == 1
