"""Where quotation marks open and close in a text.

Marks that count: “ ” " « » „ ‟ and, in British style, single marks that open
after a space and close before one; apostrophes never do. A quotation over
several paragraphs has one span in each.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

DOUBLE = '“”"«»„‟＂「」『』'
SINGLE = "‘’'‚‛‹›"
_OPENS_ONLY = "“„«‟「『"
_STRAIGHT = '"＂'
_CLOSES = {
    "“": '”"＂',
    "”": '”"',
    '"': '"”',
    "＂": '＂"”',
    "„": '“”"',
    "‟": '”"',
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
}
"""Closing marks by opening mark; reporters and converters mix straight and curly."""
_MARKS = re.compile(f"[{DOUBLE}]")
_SINGLE_OPEN = re.compile(r"['‘‚‹](?:(?<=[\s(\[—–:/].)|(?<=^.))(?=\w)", re.MULTILINE)
_SINGLE_CLOSE = re.compile(r"(?<=[^\s(\[])['’›](?=$|[\s.,;:!?)\]—–])", re.MULTILINE)
_WORD = re.compile(r"\w+")
_LETTERS = "[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]"
_UNSPACED = re.compile(_LETTERS)
"""Thai, Japanese, Chinese: scripts that put no space between words."""
_TOUCHED = re.compile(rf"(?<={_LETTERS})(?=\d)|(?<=\d)(?={_LETTERS})")
_INSERTION = re.compile(r"[,.!?…]*\s*[—–]\s[^—–«»„“”\n]{1,80}\s?[—–]\s*")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch from mark to mark, both included: `text[start:end]`."""

    start: int
    end: int
    closed: bool = True
    """False where the paragraph ended first."""


def within(quotations: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """Those that share a character with `text[start:end]`, of `quotations` in text order."""
    first = bisect_right(quotations, start, key=_end)
    return quotations[first : bisect_left(quotations, end, lo=first, key=_start)]


_start, _end = attrgetter("start"), attrgetter("end")


def words(text: str) -> list[str]:
    r"""All words, `\w+`: `'"neutralized" 2,212' -> ['neutralized', '2', '212']`."""
    return _WORD.findall(text)


def spoken_words(text: str) -> int:
    """How many words; where no space parts them, one for two characters.

    `"«не должна» 15" -> 3`, `"我们不同意" -> 3`
    """
    apart, letters = _UNSPACED.subn(" ", text)
    return len(words(apart)) + (letters + 1) // 2


def is_letter_alone(letter: str) -> bool:
    """Whether it is of a script in which a word may begin or end at any letter."""
    return _UNSPACED.match(letter) is not None


def digits_apart(text: str) -> str:
    """The text with numbers as words of their own: `12人死亡 -> 12 人死亡`."""
    return _TOUCHED.sub(" ", text)


def is_insertion(text: str, start: int, end: int) -> bool:
    """Whether a stretch is the author's, set off by dashes inside a quotation.

    `«Мы согласны[, — сказал он, — ]и рады»`: so Russian and its neighbours print a cue.
    """
    return _INSERTION.fullmatch(text, start, end) is not None


@lru_cache(maxsize=64)
def quotations(text: str, paragraphs: tuple[tuple[int, int], ...]) -> tuple[Quotation, ...]:
    """All outermost quotations in text order; offsets refer to `text`.

    `'He said "no" to it.' -> (8, 12)`. Kept for a while: grounding and resolving both ask.
    """
    found: list[Quotation] = []
    is_british = _SINGLE_OPEN.search(text)
    for start, end in paragraphs:
        double = list(_double(text, start, end)) if _MARKS.search(text, start, end) else []
        single = list(_single(text, start, end, double)) if is_british else []
        found += [q for q in double if not any(s.start < q.start and q.end < s.end for s in single)]
        found += single
    return tuple(sorted(found, key=lambda quotation: quotation.start))


def _double(text: str, start: int, end: int) -> Iterator[Quotation]:
    opened: list[tuple[int, str]] = []
    for match in _MARKS.finditer(text, start, end):
        at, mark = match.start(), match[0]
        within = bool(opened) and mark in _STRAIGHT and opened[-1][1] not in _STRAIGHT
        if within and _opens(text, at, start, end):
            opened.append((at, mark))  # “he told me "no"”
        elif opened and mark in _CLOSES.get(opened[-1][1], ""):
            began, _ = opened.pop()
            if not opened:
                yield Quotation(began, at + 1)
        elif mark in _OPENS_ONLY or (not opened and _opens(text, at, start, end)):
            opened.append((at, mark))
    if opened and words(text[opened[0][0] : end]):
        yield Quotation(opened[0][0], end, closed=False)


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Whether a mark can open here: something follows at once, and no word touches it before.

    A mark right after a digit is inches or minutes, after a letter a closing one.
    """
    follows = at + 1 < end and not text[at + 1].isspace()
    touched = at > start and (text[at - 1].isalnum() or text[at - 1] in ".,!?…")
    return follows and not (touched and text[at] not in _OPENS_ONLY)


def _single(text: str, start: int, end: int, double: list[Quotation]) -> Iterator[Quotation]:
    """British style, outside double marks."""
    position = start
    while opening := _SINGLE_OPEN.search(text, position, end):
        inside = next((q for q in double if q.start <= opening.start() < q.end), None)
        if inside:
            position = inside.end
            continue
        closing = _SINGLE_CLOSE.search(text, opening.end(), end)
        if closing is None:
            return
        # A plural's apostrophe ("the leaders' talks'") closes nothing if a later
        # mark still can and no other quotation opens in between.
        later = _SINGLE_CLOSE.search(text, closing.end(), end)
        reopened = _SINGLE_OPEN.search(text, closing.end(), end)
        if (
            later
            and text[closing.start() - 1] == "s"
            and text[closing.end() : closing.end() + 1] == " "
            and (reopened is None or later.start() < reopened.start())
        ):
            closing = later
        if not any(opening.start() < q.start < closing.start() < q.end for q in double):
            yield Quotation(opening.start(), closing.end())
        position = closing.end()
