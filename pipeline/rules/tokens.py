"""The words of a text, each with one letter for its class, so that patterns run over classes.

The letters: `word_classes`. Which of its neighbours change a word's class is told here.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import accumulate
from operator import or_

from pipeline.grounding.quotations import Quotation
from pipeline.lookup.registry import load
from pipeline.rules.multiword import join_words
from pipeline.rules.verbs import verbs
from pipeline.rules.word_classes import inside_class, opening_class
from pipeline.rules.words import (
    BODY,
    OUTLETS,
    UPPER,
)

_TOKEN = re.compile(
    r"([\s*]*)("
    # Words with which no longer token below begins: the quick way for most.
    r"(?:[bgi-loqrt-z]|(?!(?:attorney|coast|chief|press|secretary|minister|director|first|prime"
    r"|heads?|foreign|defen[cs]e|national|security|news|state|central|al|el)\b)[acdefhmnps])"
    r"[a-z]*(?![\w'’‑-]|\.\w)|"
    r"(?:[^\W\d_]\.){2,}"
    rf"|[{UPPER}]\.(?= [{UPPER}])"
    rf"|St\.? [{UPPER}]\w+(?:-\w+)*|People[’']s(?= [{UPPER}])"
    r"|(?:H\.E|Rt|Jr|Sr|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|St|Adm|Brig|Maj|Rev|Hon|Amb)\."
    r"|[DRI]-[A-Z][a-z]+\."
    r"|(?=[AaSsMmDdCcPpHhFfNn])(?:[Aa]ttorney [Gg]eneral\b|[Cc]oast [Gg]uard\b|"
    r"[Cc]hief (?:[Ee]xecutive|[Ff]inancial|[Oo]perating|[Mm]edical|[Ss]cientific) [Oo]fficer\b|"
    r"[Pp]ress (?:service|office|secretary|cent(?:er|re)|department)\b|"
    r"(?:[Ss]ecretary|[Mm]inister) of (?:[Ss]tate|[Dd]efen[cs]e|[Ff]oreign [Aa]ffairs"
    r"|the [Tt]reasury|the [Ii]nterior)\b"
    r"|[Ss]ecretary[- ][Gg]eneral\b|[Dd]irector[- ][Gg]eneral\b|[Cc]hief of [Ss]taff\b"
    r"|[Ff]irst [Ll]ad(?:y|ies)\b|[Ff]irst [Gg]entlem[ae]n\b"
    r"|[Pp]rime [Mm]inisters?(?:[-‑](?:[Dd]esignate|[Ee]lect))?\b"
    r"|[Hh]eads? of (?:[Ss]tate(?: and [Gg]overnment)?|[Gg]overnment)\b"
    r"|(?:[Ff]oreign|[Dd]efen[cs]e) [Mm]inisters?\b"
    r"|(?:[Nn]ational )?[Ss]ecurity [Aa]dvis[eo]r\b"
    r"|(?:[Nn]ews|[Ss]tate) (?:[Aa]gency|outlet|channel|website|site|organi[sz]ation|TV|television"
    r"|media|radio|broadcaster|newspaper)\b|central bank\b)"
    rf"|\b[ae]l [{UPPER}]\w+(?:[-‑]\w+)*"
    r"|\d+(?:[.,:]\d+)*(?![\w-])"
    r"|(?:[^\W\d_][’'](?=[^\W\d_]))?\w+(?:[’'](?!s\b)[^\W\d_]+|[-‑][^\W_]+)*"
    r"|['’]s\b|(?<=s)['’](?=\s)"
    r"|[^\s*])"
)
"""What parts a token from the one before, and the token."""
_JOINED = re.compile(rf"[-‑][{UPPER}]")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text: offsets, words, lower-cased words and `classes`, one letter each."""

    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[str]
    low: Sequence[str]
    classes: str
    whole: Sequence[str]
    """`low` with what stands inside a name or title: `"adviser (nsa)"`."""
    _told: dict[Callable[[str], int], list[int]] = field(default_factory=dict, repr=False)

    def first_at(self, offset: int) -> int:
        """Index of the first token that begins at or after `offset`."""
        return bisect_left(self.starts, offset)

    def between(self, start: int, end: int) -> range:
        """The tokens that lie in `text[start:end]`."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def bits(self, bits_of: Callable[[str], int], start: int, end: int) -> int:
        """The bits that words of `text[start:end]` have together; each word is asked for once."""
        told = self._told.get(bits_of)
        if told is None:
            told = self._told[bits_of] = list(map(bits_of, self.whole))
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return reduce(or_, set(told[first:last]), 0)


def tokens_of(
    text: str, sentences: Iterable[int], quotations: Iterable[Quotation], headed: Iterable[int]
) -> Tokens:
    """The tokens of a text with their classes.

    sentences: where they begin. headed: where prose goes on behind a dateline.
    """
    parts = _TOKEN.split(text)  # always three to a token: nothing, what parts it, and itself
    words = parts[2::3]
    edges = list(accumulate(map(len, parts)))
    starts, ends = edges[1::3], edges[2::3]
    parted = len(words)
    join_words(text, words, starts, ends)
    inside = len(words) < parted
    classes = list(map(inside_class, words))
    opening = set()
    for start in sentences:
        at = bisect_left(starts, start)
        while at < len(words) and not words[at][0].isalnum():
            at += 1
        opening.add(at)
    for quotation in quotations:
        at = bisect_left(starts, quotation.start + 1)
        if at < len(starts) and starts[at] < quotation.end:  # no nickname inside a name
            opening.add(at)
    opening.update(bisect_left(starts, start) for start in headed)
    opening.update(at + 1 for at, word in enumerate(words) if word == ":")  # a label's end
    opening.discard(len(words))
    used = set(words)
    seen = {word for at, word in enumerate(words) if classes[at] == "C" and at not in opening}
    for at in opening:
        word = words[at]
        if word[0].isupper():
            kind = opening_class(word)
            if kind == "?":
                following = classes[at + 1] if at + 1 < len(words) else "x"
                after = classes[at + 1 : at + 3]
                named = (
                    word in seen
                    or following in "CKvp"
                    or (following == "A" and word in ("North", "South"))
                    or _JOINED.search(word)
                    or after == ["c", "w"]
                    or "".join(words[at + 1 : at + 2]) in ("Jun", "Jan")
                )
                # "Key talks began" is no Mr Key's where the text writes "key" small too.
                small = word.lower() in used
                kind = "C" if named or (not small and load().bearers(word)) else "l"
            classes[at] = "v" if kind == "C" and _says(words, classes, at) else kind
    if " v. " in text:
        _name_cases(words, classes)
    _settle(words, classes)
    low = list(map(str.lower, words))
    whole = low
    if inside:
        spans = zip(starts, ends, strict=True)
        whole = [text[start:end].lower() for start, end in spans]
    return Tokens(starts, ends, words, low, "".join(classes), whole)


_UNSETTLED = re.compile(
    r"(?<=[SEDMRp])[lM](?=l?v|c)|(?<=C)D|h(?=[lMRGBQEP])|(?<=C)T(?=[^C])|d(?=C)|(?<=[CT])d"
    r"|(?<=D)C(?=[vxcw])|(?<=[QTR])A(?=C)|P(?=fD?Q|aP?Q)"
)


_NATIVE = re.compile(r"[A-Z][a-z]{2,}(?:an|ese|ish|(?:sh|ch|s)(?:wo)?man)")
"""Whose home tells who he is: "Catalan", "Texan", "Cornishman"."""
_MONTH_NAMES = frozenset("Jan Jun May June April August Dec Mar".split())
"""Months that end people's names too, where no day or year stands behind them."""
_HAVING = frozenset("has have had also later now still".split())
"""Words between a subject and its verb of saying."""


def _says(words: Sequence[str], classes: Sequence[str], at: int) -> bool:
    """Whether a verb that is a given name too opens a sentence: `"Said one voter: “No.”"`."""
    if words[at].lower() not in verbs() or classes[at + 1 : at + 2] in (["v"], ["p"], ["c"]):
        return False
    past = next((to for to in range(at + 1, at + _SOURCE) if words[to : to + 1] == [":"]), 0)
    return bool(past) and "v" not in classes[at + 1 : past]


_SOURCE = 16
"""Words from a verb that opens a sentence up to the colon behind who speaks."""


def _name_throughout(words: Sequence[str], classes: list[str], at: int) -> None:
    """A family name that is an adjective too: `"Foreign Minister Lao Jian"`, then `"Lao said"`."""
    classes[at] = "C"
    for to, other in enumerate(words):
        bare = other == words[at] and classes[to - 1] not in "DCSA"
        if bare and classes[to + 1 : to + 2] in (["v"], ["p"]):
            classes[to] = "C"


def _name_cases(words: Sequence[str], classes: list[str]) -> None:
    """`"Roe v. Wade"` is a case at law, and its parties nobody in the text; changed in place."""
    for at, word in enumerate(words[1:-2], 1):
        if word == "v" and words[at + 1] == "." and classes[at - 1] == classes[at + 2] == "C":
            first, last = at - 1, at + 2
            while first >= 0 and classes[first] == "C":
                classes[first] = "l"
                first -= 1
            while last < len(words) and classes[last] == "C":
                classes[last] = "l"
                last += 1


def _settle(words: Sequence[str], classes: list[str]) -> None:
    """Classes that only the neighbours tell, changed in place."""
    for match in _UNSETTLED.finditer("".join(classes)):
        at = match.start()
        word = words[at]
        if classes[at] in "lM":
            classes[at] = "B" if _speaks_as_body(words, classes, at) else classes[at]
        elif classes[at] == "h":
            classes[at] = "D" if word in ("her", "Her") else "h"
        elif classes[at] == "P":
            assists = word == "Assistant" and words[at + 1] in ("to", "and")
            classes[at] = "Q" if assists else "P"  # "Assistant to the President"
        elif classes[at] == "A":
            _name_throughout(words, classes, at)
        elif classes[at] == "C":
            classes[at] = "A" if _is_native(words, classes, at) else "C"
        elif word in ("One", "Jan") or (classes[at] == "T" and word[-1] != "."):
            classes[at] = "C"  # "channel Lornia One", "Jan Kowalik", "Zofia Maj"
        elif word in _MONTH_NAMES and not words[min(at + 1, len(words) - 1)][0].isdigit():
            classes[at] = "C"  # "Zhai Jun", "Theresa May", and no "Lornia Jun 4"


def _speaks_as_body(words: Sequence[str], classes: Sequence[str], at: int) -> bool:
    """`"The Planalto palace says"`, `"Peru's electoral body said"`: a thing elsewhere speaks."""
    follows = words[at + 1] if at + 1 < len(words) else ""
    beside = classes[at + 1 : at + 2] == ["v"] or follows in _HAVING
    beside = beside or (follows == "," and words[at - 1] == "The")
    official = words[at] == "body" and classes[at - 1] == "M"
    return beside and (words[at].lower() in BODY or official)


def _is_native(words: Sequence[str], classes: Sequence[str], at: int) -> bool:
    """Whether a capital tells where the last speaker comes from: `"the Catalan said"`."""
    beside = classes[at + 1 : at + 2] == ["v"] or classes[at - 2] == "v"
    native = beside and words[at - 1] == "the" and words[at] not in OUTLETS
    return native and _NATIVE.fullmatch(words[at]) is not None
