"""The class of a word, one letter, told by the word alone or by its place in a sentence.

Letters: `C` capitalised word, `S` state, seat or body, `A` state's adjective, `Q` capitalised
head of a role ("President"), `E` capitalised body noun ("Ministry"), `P` capitalised modifier
("Foreign"), `T` rank ("Mr."); `R` `B` `G` `M` the same in lower case, `G` a plural of people;
`K` name particle, `D` determiner, `n` number word, `p` possessive, `o` of, `f` for, at, in …,
`a` and, `c` comma, `h` he, she, they, `w` who, which, `v` verb of saying, `l` another word,
`d` calendar or digits, `x` a mark.
"""

import re

from pipeline.lookup.names import plain
from pipeline.lookup.registry import load
from pipeline.rules.kept import Kept
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
    PARTICLES,
    PERSON,
    PERSON_IN_CAPITALS,
    PORTFOLIO,
    PRONOUNS,
    RANK,
    UPPER,
)

_PREFIXED = re.compile(rf"(?:al|el|ad|as|ash|an|at|ar|ul|bin|d|l)[-‑'’][{UPPER}]")
_SHORTENED = re.compile(
    r"(?:i|we|you|he|she|it|they|that|there|here|what|who|let|don|didn|can|isn)[’'][a-z]{1,2}"
)
"""Contractions, which are no name for a capital: "We’ve"."""
_PREPOSITIONS = frozenset("for at in to from with on about against by near into over".split())
_HYPHENED = re.compile(
    r"[-‑](?:backed|led|allied|based|born|held|sponsored|occupied|controlled|brokered|made|era|"
    r"style|hosted|mediated|linked|supported|funded|run|owned)$"
)


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
