"""Noun phrases that may mean an actor, read off token classes without regard to context."""

import re
from collections.abc import Iterable, Iterator

from pipeline.rules.office_phrases import title_end
from pipeline.rules.phrase import COUNTS, Phrase
from pipeline.rules.phrase_named import named, side_by_side, titled
from pipeline.rules.phrase_unnamed import unnamed
from pipeline.rules.tokens import Tokens

_SPAN = re.compile(
    r"(?:D+n?(?:l{1,2}(?=[MARGB]))?|n)?"
    r"(?:A(?:(?:ca?|a)A)+(?=[MRGBQ])|(?<=D)C(?:(?:ca?|a)C)+(?=M?G))?"
    r"(?:(?<=D)[CP]+a(?=[CP]+E))?"
    r"(?:(?<![QRGE][of])(?:[AS]|C?Q)?P{1,3}(?:cP{1,3})*c?a(?=P*Q))?"
    r"(?=[Mp]*[ASCPQETRGB])(?:[ASCPQETMRGBp]|(?<=[CSAQ])K{1,2}(?=[CSA]))+"
    r"(?:(?<=[SEp][CP])a(?=[CP]+E)[CP]+E)?"
)
_HEAD = re.compile(r"[RG](?=[CK]+$|C[CKSP]+$)|[RGB]$|[QT](?=[ASCPEQK]*$)")
_ROLES = re.compile(r"[RGBQTE]")
_BETWEEN = frozenset("between among amongst amid".split())
"""Prepositions behind which a new phrase begins: "a meeting | between Lornian officials"."""


def phrases(tokens: Tokens, stretches: Iterable[range]) -> Iterator[Phrase]:
    """The noun phrases of stretches of tokens, in order; none runs over a stretch's end."""
    for stretch in stretches:
        past, owner = stretch.start, -1
        for match in _SPAN.finditer(tokens.classes, stretch.start, stretch.stop):
            # "the Republic of | Korea President Yoon": what follows a state's name is its own
            first = past if match.start() < past == owner < match.end() else match.start()
            for phrase in _parsed(tokens, first, match.end()):
                if phrase.first >= past and phrase.tail <= stretch.stop:
                    past = phrase.last
                    owner = past if phrase.kind == "state" else -1
                    yield phrase


def _parsed(tokens: Tokens, first: int, last: int) -> Iterator[Phrase]:
    """The phrases of one stretch of classes, parted where two names stand in it."""
    classes = tokens.classes
    while last > first and classes[last - 1] in "pMDnl":
        last -= 1
    first += first < last and classes[first] == "p"
    begin, determiner, number = _determined(tokens, first, last)
    letters = classes[begin:last]
    if not letters:
        return
    if "l" in letters and (letters[-1] not in "RGB" or tokens.low[begin + 1] in _BETWEEN):
        # "the talks Putin": the adjective's head is missing, so the name stands alone.
        at = begin + letters.rindex("l") + 1
        yield from _parsed(tokens, at, last)
        return
    head = _HEAD.search(letters)
    inner = letters.find("p")
    if inner >= 0 and not _ROLES.search(letters, inner):
        # "Putin's Russia": two names.
        yield from _parsed(tokens, first, begin + inner)
        yield from _parsed(tokens, begin + inner + 1, last)
        return
    if head is None or (letters[-1] == "E" and head[0] not in "RG"):
        if cut := side_by_side(tokens, begin, last):
            yield from _parsed(tokens, first, cut)
            yield from _parsed(tokens, cut, last)
        elif found := named(tokens, (first, begin, last), determiner):
            yield found
        return
    at = begin + title_end(letters)
    if at < last:
        yield titled(tokens, (first, begin, at, last), determiner)
    elif found := unnamed(tokens, (first, begin, last), determiner, number):
        yield found


def _determined(tokens: Tokens, first: int, last: int) -> tuple[int, str, int]:
    """Past a phrase's determiners, the first of them and how many: `"the two | leaders"`."""
    begin, determiner, number = first, "", 0
    while begin < last and tokens.classes[begin] in "Dn":
        word = tokens.low[begin]
        number = number or COUNTS.get(word, 0)
        if tokens.classes[begin] == "D":
            determiner = determiner or word
        begin += 1
    return begin, determiner, number
