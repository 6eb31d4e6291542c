"""The words of a text, each with one letter for its class, so that patterns run over classes.

Letters: `C` capitalised word, `S` state, seat or body, `A` state's adjective, `Q` capitalised
head of a role ("President"), `E` capitalised body noun ("Ministry"), `P` capitalised modifier
("Foreign"), `T` rank ("Mr."); `R` `B` `G` `M` the same in lower case, `G` a plural of people;
`K` name particle, `D` determiner, `n` number word, `p` possessive, `o` of, `f` for, at, in …,
`a` and, `c` comma, `h` he, she, they, `w` who, which, `v` verb of saying, `l` another word,
`d` calendar or digits, `x` a mark.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import accumulate
from operator import or_

from pipeline.grounding.quotations import Quotation
from pipeline.lookup.names import plain
from pipeline.lookup.registry import load
from pipeline.rules.kept import Kept
from pipeline.rules.multiword import join_words
from pipeline.rules.verbs import verbs
from pipeline.rules.words import (
    BODY,
    BODY_IN_CAPITALS,
    CALENDAR,
    DETERMINERS,
    GIVEN,
    GROUP,
    MODIFIER,
    NUMBERS,
    OPENERS,
    OUTLETS,
    PARTICLES,
    PERSON,
    PERSON_IN_CAPITALS,
    PORTFOLIO,
    PRONOUNS,
    RANK,
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
_PREFIXED = re.compile(rf"(?:al|el|ad|as|ash|an|at|ar|ul|bin|d|l)[-‑'’][{UPPER}]")
_SHORTENED = re.compile(
    r"(?:i|we|you|he|she|it|they|that|there|here|what|who|let|don|didn|can|isn)[’'][a-z]{1,2}"
)
"""Contractions, which are no name for a capital: "We’ve"."""
_JOINED = re.compile(rf"[-‑][{UPPER}]")
_PREPOSITIONS = frozenset("for at in to from with on about against by near into over".split())
_HYPHENED = re.compile(
    r"[-‑](?:backed|led|allied|based|born|held|sponsored|occupied|controlled|brokered|made|era|"
    r"style|hosted|mediated|linked|supported|funded|run|owned)$"
)


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


def _inside_class(word: str) -> str:
    """The class of a word inside a sentence."""
    low = word.lower()
    if not word[0].isalnum():
        if low in ("'s", "’s", "'", "’"):
            return "p"
        return "c" if word == "," else "a" if word == "&" else "x"
    if low.endswith("-year-old"):
        return "M"
    if word[0].isdigit() or (word[1:2] == "-" and word[-1] == "."):
        return "d"  # "Whitcomb, R-Kan., said"
    if word[0].isupper():
        return _capital_class(word, low)
    return _small_class(word, low)


inside_class = Kept(_inside_class).__getitem__


def _capital_class(word: str, low: str) -> str:
    if low in CALENDAR:
        return "d"
    if low in RANK or word in ("M.", "H.E."):
        return "T"
    if low in DETERMINERS and word != "US":
        return "D"
    if low in PRONOUNS and (word == "I" or not word.isupper()):
        return "h"
    if _HYPHENED.search(word) or _SHORTENED.fullmatch(low):
        return "l"
    return _known_class(word) or _noun_class(low, "QQEP") or ("P" if low in PORTFOLIO else "C")


def _known_class(word: str) -> str:
    """`S` or `A` for what the registry knows, else nothing."""
    registry = load()
    if key := registry.state(word):
        names = {plain(name) for name in registry.states[key].names}
        return "S" if plain(word) in names else "A"
    return "S" if registry.organisation(word) or registry.metonym(word) else ""


def _noun_class(low: str, letters: str) -> str:
    """One of four letters: head of a role, plural of people, body, modifier; or nothing."""
    head, plural, body, modifier = tuple(letters)
    last = low.rsplit(" ", 1)[-1]
    if " " in low:
        if low.startswith("head"):
            return plural if low.startswith("heads") else head
        if last in BODY and last != "state":
            return body
        return plural if last == "ministers" else head
    if low in PERSON or ("-" in low and _is_office(low)):
        return head
    if low in GROUP:
        return plural
    if low in GIVEN and letters == "QQEP":
        return "C"
    if low in BODY:
        return body
    return modifier if low in MODIFIER else ""


def _is_office(low: str) -> bool:
    """`"ex-minister"`, `"Under-Secretary-General"`, `"premier-designate"`"""
    first, _, rest = low.partition("-")
    if rest in ("designate", "elect"):
        return first in PERSON
    return first in _BEFORE_OFFICE and (rest in PERSON or rest.replace("-", " ") in PERSON)


_BEFORE_OFFICE = frozenset("ex under vice deputy co sub".split())


def _small_class(word: str, low: str) -> str:
    for letter, words in _CLOSED:
        if low in words:
            return letter
    if _PREFIXED.match(word):
        return "C"
    if low[:3] in ("al ", "el "):
        return "S" if load().organisation(word) else "C"
    if low in _PLAIN:
        return "l"
    noun = _noun_class(low, "RGBM")
    if noun and noun != "M" and low not in BODY_IN_CAPITALS:
        return noun
    for letter, words in _OPEN:
        if low in words:
            return letter
    return "d" if low in CALENDAR and low not in ("may", "march", "second") else "l"


_CLOSED = (
    ("o", frozenset(("of",))),
    ("a", frozenset(("and", "or"))),
    ("h", PRONOUNS),
    ("w", frozenset("who which whose whom that".split())),
    ("D", DETERMINERS),
    ("n", NUMBERS),
)
"""Words of grammar in lower case, by the letter of their class."""
_PLAIN = RANK | PERSON_IN_CAPITALS
_OPEN = (
    ("v", frozenset(verbs()) - {"state", "states"}),
    ("K", PARTICLES),
    ("f", _PREPOSITIONS),
    ("M", MODIFIER),
)


def _opening_class(word: str) -> str:
    """The class of a capitalised word that opens a sentence; `?`: its capital tells nothing."""
    low = word.lower()
    as_small = _small_class(low, low)
    if low in CALENDAR and word not in ("May", "March"):
        return "d"
    inside = inside_class(word)
    if inside in "SATD" or low in GIVEN:
        return inside
    if as_small in "RGBMDhnowafv":
        return as_small
    if low in OPENERS or (low.endswith("ly") and len(low) > 4):
        return "l"
    return "?" if inside == "C" and not word.isupper() else inside


opening_class = Kept(_opening_class).__getitem__


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
