"""The numbers of a text, in digits and in English words, with what limits them.

Other languages are read by their digits alone. A number is compared by value, never
by its spelling: `2,212`, `2 212` and `two thousand two hundred and twelve` are one.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple, cast

Bound = Literal["at_least", "at_most", "about"]

SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
ABBREVIATED = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 10**9, "tn": 10**12}
"""Written against the digits: `$4bn`."""
VAGUE = {
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "millions": 2_000_000,
    "billions": 2_000_000_000,
    "trillions": 2_000_000_000_000,
    "tens": 20,
}
"""Plurals without a figure; they match themselves alone."""
ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        start=1,
    )
}
SHARES = {"half": Fraction(1, 2), "halves": Fraction(1, 2), "quarters": Fraction(1, 4)} | {
    f"{word}{s}": Fraction(1, value)
    for word, value in ORDINALS.items()
    if value > 2
    for s in ("", "s")
}
MULTIPLES = {"twice": 2, "thrice": 3, "both": 2, "pair": 2, "couple": 2, "duo": 2, "trio": 3}
MULTIPLES |= {"bilateral": 2, "trilateral": 3, "tripartite": 3, "quadrilateral": 4, "once": 1}
MULTIPLES |= {"double": 2, "doubled": 2, "doubling": 2, "triple": 3, "tripled": 3, "single": 1}
SOFT = frozenset("both pair couple duo trio bilateral trilateral tripartite quadrilateral".split())
SOFT |= frozenset("once single one first".split())
"""Number words so common in other senses that a sentence need not account for them."""

_OPENS = frozenset(
    [*SMALL, *TENS, *SCALES, *VAGUE, *ORDINALS, *MULTIPLES, "dozen", "half", "halves"]
)
"""The words that can begin a number."""
_CURRENCIES = "$€£¥₹₺₽"
_GROUP = ".,\u00a0\u202f\u2009 '’"
_DIGITS = re.compile(
    rf"(?<![\w])(?P<sign>(?<![^\s(])[-−])?(?P<cur>[{_CURRENCIES}])?"
    rf"(?P<whole>\d{{1,3}}(?:(?P<group>[{_GROUP}])\d{{3}}(?:(?P=group)\d{{3}})*)(?!\d)|\d+)"
    rf"(?P<rest>[.,]\d+)?(?P<tail>(?:st|nd|rd|th|s|[kKmM]|[mMbBtT]n)\b)?(?![^\W\d_])"
)
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[a-z]+", re.IGNORECASE)
_LOWER = re.compile(r"[a-z]+")
_PERCENT = re.compile(r"[\s-]?(?:%|per\s?cent(?:age points?)?\b|pct\b)", re.IGNORECASE)
_SCALE_AFTER = re.compile(rf"[\s-]({'|'.join(SCALES)})\b(?!s)", re.IGNORECASE)

BOUNDS: tuple[tuple[Bound, str], ...] = (
    (
        "at_least",
        r"at least|no fewer than|no less than|not less than|not fewer than|a minimum of"
        r"|(?<!no )(?<!not )more than"
        r"|greater than|upwards? of|in excess of|exceed(?:s|ed|ing)?|over|above|topp(?:ed|ing)",
    ),
    (
        "at_most",
        r"at most|up to|as many as|as much as|no more than|not more than|a maximum of"
        r"|(?<!no )(?<!not )less than"
        r"|(?<!no )(?<!not )fewer than|under|below|within",
    ),
    (
        "about",
        r"about|around|approximately|roughly|some|nearly|almost|close to|circa|an estimated"
        r"|estimated|more or less|or so",
    ),
)
"""Words before a number that limit it, by what they make of it (general knowledge of English)."""
_BEFORE = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{bound}>{words})' for bound, words in BOUNDS)})"
    rf"\s+(?:the\s|a\s|an\s)?[{_CURRENCIES}]?$",
    re.IGNORECASE,
)
_LIMITS = tuple(
    "least most than of over above under below within about around approximately roughly some"
    " nearly almost circa estimated exceed exceeds exceeded exceeding topped topping to as less so"
    " the a an".split()
)
"""What stands last in all that `_BEFORE` finds, in plain letters: the pattern itself is dear."""
_OR_MORE = re.compile(r"\s(?:[\w-]+\s){0,2}or more\b", re.IGNORECASE)


class Number(NamedTuple):
    """A number of a text: where, as written, and the values it can have.

    `values` holds two where a point or comma can group or divide: `2.212`.
    """

    text: str
    start: int
    end: int
    kind: Literal["count", "ordinal", "share", "vague"]
    values: frozenset[Fraction]
    bound: Bound | None
    soft: bool = False

    def agrees(self, other: "Number") -> bool:
        """Whether the two can be the same number.

        `22nd` agrees with `22` (a day); `second` does not agree with `two`.
        """
        digits = self.text[:1].isdigit() or other.text[:1].isdigit()
        kinds = {self.kind, other.kind}
        same = len(kinds) == 1 or (kinds == {"count", "ordinal"} and digits)
        return same and bool(self.values & other.values)


def may_count(text: str) -> bool:
    """Whether a text may hold numbers: it has a digit or a word that can begin one."""
    return bool(_DIGIT.search(text)) or not _OPENS.isdisjoint(_LOWER.findall(text.lower()))


@lru_cache(maxsize=1024)
def numbers(text: str) -> tuple[Number, ...]:
    """All numbers in text order.

    `"At least 33 of two thousand" -> 33 (at_least), 2000`
    `"hundreds of thousands" -> vague`, `"half" -> share 1/2`, `"M5" -> nothing`
    """
    found = [*_in_digits(text), *_in_words(text)]
    return tuple(sorted(found, key=lambda number: number.start))


def _in_digits(text: str) -> Iterator[Number]:
    first = _DIGIT.search(text)
    if not first:
        return
    for match in _DIGITS.finditer(text, max(0, first.start() - len("-$"))):
        whole, group, rest = match["whole"], match["group"], match["rest"] or ""
        digits = "".join([c for c in whole if c.isdigit()])
        # Fraction takes a text apart by a pattern of its own, at ten times the price.
        values = {Fraction(digits + _fraction(rest)) if rest else _whole(int(digits))}
        if group and group in ".," and whole.count(group) == 1 and not rest:
            values.add(Fraction(whole.replace(",", ".")))
        if match["sign"]:
            values = {-value for value in values}
        tail = (match["tail"] or "").lower()
        end, kind = match.end(), "count"
        if tail in ABBREVIATED:
            values = {value * ABBREVIATED[tail] for value in values}
        elif tail and tail != "s":
            kind = "ordinal"
        while scale := _SCALE_AFTER.match(text, end):
            values = {value * SCALES[scale[1].lower()] for value in values}
            end = scale.end()
        yield _number(text, match.start(), end, kind, values)


_whole = lru_cache(maxsize=5_000)(Fraction)


def _fraction(rest: str) -> str:
    return "." + "".join(c for c in rest[1:] if c.isdigit()) if rest else ""


def _in_words(text: str) -> Iterator[Number]:
    if _OPENS.isdisjoint(_LOWER.findall(text.lower())):
        return
    row = list(_WORDS.finditer(text))
    at = 0
    while at < len(row):
        used = _spelled(text, row, at) if row[at][0].lower() in _OPENS else None
        if used is None:
            at += 1
            continue
        length, kind, value = used
        first, last = row[at], row[at + length - 1]
        soft = length == 1 and first[0].lower() in SOFT
        yield _number(text, first.start(), last.end(), kind, {value}, soft=soft)
        at += length


def _spelled(text: str, row: list[re.Match[str]], at: int) -> tuple[int, str, Fraction] | None:
    """How many words from `at` make one number, its kind and its value."""
    before = text[row[at].start() - 1 : row[at].start()]
    if before in ("'", "’") or before.isdigit():
        return None
    word = row[at][0].lower()
    if word in VAGUE:
        return _vague(text, row, at)
    length, value = _cardinal(text, row, at)
    if length:
        return _with_share(row, at, length, Fraction(value), text)
    if word in ORDINALS:
        return 1, "ordinal", Fraction(ORDINALS[word])
    if word in ("half", "halves"):
        return 1, "share", SHARES[word]
    return (1, "count", Fraction(MULTIPLES[word])) if word in MULTIPLES else None


def _cardinal(text: str, row: list[re.Match[str]], at: int) -> tuple[int, int]:
    """Words and value of `three hundred and forty thousand`; no words where none begins."""
    length, total, current = 0, 0, 0
    while at + length < len(row) and (length == 0 or _close(text, row, at + length)):
        word = row[at + length][0].lower()
        if word in SMALL or word in TENS:
            if length and (current % 10 or (word in TENS and current % 100)):
                break
            current += SMALL.get(word, TENS.get(word, 0))
        elif word in SCALES and (length or _article(row, at)):
            current = max(current, 1) * SCALES[word]
            if SCALES[word] > 100:
                total, current = total + current, 0
        elif word == "dozen":
            current = max(current, 1) * 12
        elif not (word == "and" and _continues(text, row, at + length, total + current)):
            break
        length += 1
    return length, total + current


def _with_share(
    row: list[re.Match[str]], at: int, length: int, value: Fraction, text: str
) -> tuple[int, str, Fraction]:
    """`two-thirds`, `twenty-third` and plain counts."""
    after = at + length
    if after < len(row) and _close(text, row, after):
        word = row[after][0].lower()
        if word in SHARES and word not in ("half", "halves") and value < 10:
            return length + 1, "share", value * SHARES[word]
        if word in ORDINALS and value >= 20 and value % 10 == 0:
            return length + 1, "ordinal", value + ORDINALS[word]
    return length, "count", value


def _vague(text: str, row: list[re.Match[str]], at: int) -> tuple[int, str, Fraction]:
    """`thousands`, `tens of thousands`, `hundreds of thousands`."""
    value, length = Fraction(VAGUE[row[at][0].lower()]), 1
    while at + length + 1 < len(row) and row[at + length][0].lower() == "of":
        scale = row[at + length + 1][0].lower().removesuffix("s")
        if scale not in SCALES or not _close(text, row, at + length):
            break
        value *= SCALES[scale]
        length += 2
    return length, "vague", value


def _close(text: str, row: list[re.Match[str]], at: int) -> bool:
    between = text[row[at - 1].end() : row[at].start()]
    return between in ("-", "‑", "–") or (between.isspace() and "\n\n" not in between)


def _article(row: list[re.Match[str]], at: int) -> bool:
    return at > 0 and row[at - 1][0].lower() in ("a", "an", "per", "several", "few", "the")


def _continues(text: str, row: list[re.Match[str]], at: int, value: int) -> bool:
    """Whether an "and" stands inside a number: "three hundred and forty"."""
    if value < 100 or at + 1 >= len(row) or not _close(text, row, at + 1):
        return False
    word = row[at + 1][0].lower()
    return (word in SMALL or word in TENS) and value % 100 == 0


def _number(
    text: str, start: int, end: int, kind: str, values: set[Fraction], *, soft: bool = False
) -> Number:
    percent = _PERCENT.match(text, end)
    if percent:
        kind, end = "share", percent.end()
        values = {value / 100 for value in values}
    return Number(
        text[start:end],
        start,
        end,
        kind,  # type: ignore[arg-type]
        frozenset(values),
        _bound(text, start, end),
        soft and percent is None,
    )


def _bound(text: str, start: int, end: int) -> Bound | None:
    before = text[max(0, start - 32) : start]
    may_limit = before.rstrip(_CURRENCIES).rstrip().lower().endswith(_LIMITS)
    if (may_limit or not before.isascii()) and (found := _BEFORE.search(before)):
        return cast(Bound, found.lastgroup)
    return "at_least" if _OR_MORE.match(text, end) else None
