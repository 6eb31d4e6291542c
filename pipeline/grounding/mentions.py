"""The proper names of a sentence.

Names are told by their capitals, so only in scripts that have them; titles, months and
the first word of a sentence are left aside unless they are known names.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.grounding.numerals import MULTIPLES, ORDINALS, SCALES, SMALL, TENS, VAGUE
from pipeline.grounding.wording import FUNCTION_WORDS, Form, Word, words_of
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
_ENDS, _MARKS = ".!?…:", "\"“”'‘’(["
"""What ends a sentence, and what may stand between it and the next beside white space."""
_LEAD = 6
"""Characters before a word that are looked at."""


class Name(NamedTuple):
    """A run of capitalised words: `"Recep Tayyip Erdogan"`, `"SDF"`.

    Two are equal only as one mention in one place: sets hold many, and words are dear to hash.
    """

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

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    @property
    def key(self) -> str:
        """The folded last word: what names repeat."""
        return self.words[-1].folded

    def shares_word(self, other: "Name") -> bool:
        return not self.folded.isdisjoint(other.folded)

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
    return tuple(names_of(text, list(filter(may_name, words_of(text)))))


def may_name(word: Form | Word) -> bool:
    """Whether a word can be part of a name: only such words need be known of a text."""
    return word.is_capital or word.folded in _PARTICLES


def names_of(text: str, row: Sequence[Word]) -> Iterator[Name]:
    """The names of a text, of which `row` has the words that can be part of one."""
    run: list[Word] = []
    for at, word in enumerate(row):
        if run and not (
            word.number == run[-1].number + 1
            and (word.is_capital or _capital_follows(row, at))
            and _joins(text, run[-1], word)
        ):
            if name := _name(text, run):
                yield name
            run = []
        if run or word.is_capital:
            run.append(word)
    if run and (name := _name(text, run)):
        yield name


def _capital_follows(row: Sequence[Word], at: int) -> bool:
    following = row[at + 1] if at + 1 < len(row) else None
    return bool(following and following.is_capital and following.number == row[at].number + 1)


def _joins(text: str, before: Word, word: Word) -> bool:
    between = text[before.end : word.start]
    if between in (" ", "\u00a0"):
        return True
    return between in ("-", "‑") and (word.folded in _PARTICLES or before.folded in _PARTICLES)


def _name(text: str, run: list[Word]) -> Name | None:
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
    at = word.start - 1
    first = max(0, word.start - _LEAD)
    while at >= first and (text[at] in _MARKS or text[at].isspace()):
        if text[at] == "\n":
            return True
        at -= 1
    return at < first or text[at] in _ENDS


def _common(word: Word) -> bool:
    if word.folded == "us":
        return not word.text.replace(".", "").isupper()
    return word.folded in _LEFT_OUT or len(word.folded) == 1
