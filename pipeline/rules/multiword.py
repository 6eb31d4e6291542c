"""Words that are one though spaces, marks or an "and" part them: states, titles, names.

`"South Sudanese"`, `"Trinidad and Tobago"`, `"Benjamin “Benny” Gantz"`, `"His Highness, Crown"`.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable
from functools import cache

from pipeline.lookup.registry import load
from pipeline.rules.words import PERSON

_UN = "United Nations"
"""The one body that is read as a state: before an office or alone, "Nations" heads no body."""
_PART = re.compile(r"St\.? \S+|\S+")
"""A token of a state's name."""
_LETTERS = re.compile(r"(?:St\.? )?[^\W\d_]+")
_BETWEEN = frozenset(("and", "&"))
_SMALL = _BETWEEN | {"the", "of"}
_ASIDES = (
    re.compile(
        r" \((?:[A-Z][a-z]{0,2}){2,8}\)(?= (?:[A-Z]|(?:foreign |finance |defen[cs]e )?"
        r"(?:ambassadors|ministers|leaders|officials|representatives|counterparts|envoys)\b))"
    ),
    re.compile(r" “[A-Z][a-z]{1,11}”(?= [A-Z][a-z])"),
    re.compile(r' "[A-Z][a-z]{1,11}"(?= [A-Z][a-z])'),
)
"""Between the parts of a title or name: an office's letters, or what somebody is called.

Each begins with fixed letters, without which a search is slow.
"""
_ADDRESS = re.compile(
    r"(?:H(?:is|er) (?:(?:Royal|Serene|Imperial) )?"
    r"(?:Highness|Majesty|Excellency|Holiness|Eminence),? )+(?=[A-Z])"
)
"""How somebody is addressed before his office: "His Highness, | Crown Prince Jo"."""
_ADDRESSES = ("Highness", "Majesty", "Excellency", "Holiness", "Eminence")
_Span = tuple[int, int]


def join_words(text: str, words: list[str], starts: list[int], ends: list[int]) -> None:
    """Join the tokens of each, in place: else South Sudan's president is Sudan's.

    `"Papua", "New", "Guinea" -> "Papua New Guinea"`. An aside is one with the word before it and
    a form of address with the word behind it, and neither is told: `"Benjamin", "Gantz"`.
    """
    asides = [
        (first, last)
        for first, last in _matched(text, starts, _ASIDES)
        if first > 0 and words[first - 1][0].isupper()
    ]
    addressed = any(word in text for word in _ADDRESSES)
    addresses = _matched(text, starts, (_ADDRESS,)) if addressed else []
    untold = {at for first, last in (*asides, *addresses) for at in range(first, last)}
    found = [
        *_states(words, starts, ends, untold),
        *((first - 1, last) for first, last in asides),
        *((first, last + 1) for first, last in addresses),
    ]
    for first, last in reversed(_united(found)):
        told = (words[at] for at in range(first, last) if at not in untold)
        words[first:last] = [" ".join(told).replace("&", "and")]
        del starts[first + 1 : last], ends[first : last - 1]


def _matched(text: str, starts: list[int], patterns: Iterable[re.Pattern[str]]) -> list[_Span]:
    """The tokens of each stretch that a pattern finds."""
    return [
        (bisect_left(starts, one.start()), bisect_left(starts, one.end()))
        for pattern in patterns
        for one in pattern.finditer(text)
    ]


def _united(found: Iterable[_Span]) -> list[_Span]:
    """Those that overlap as one, in text order: "United Nations" and "Nations (UN)"."""
    united: list[_Span] = []
    for first, last in sorted(found):
        if united and first < united[-1][1]:
            united[-1] = (united[-1][0], max(last, united[-1][1]))
        else:
            united.append((first, last))
    return united


def _states(
    words: list[str], starts: list[int], ends: list[int], untold: Container[int]
) -> list[_Span]:
    """The tokens of each state's name; of those that overlap the first and longest."""
    names = _names()
    found: list[_Span] = []
    for at, word in enumerate(words):
        for rest in names.get(word, ()):
            last = at + 1 + len(rest)
            if (
                words[at + 1 : last] == rest
                and ends[last - 1] - starts[at] == len(word) + sum(len(one) + 1 for one in rest)
                and not (rest == ["Nations"] and _goes_on(words, last, untold))
                and (not found or at >= found[-1][1])
            ):
                found.append((at, last))
    return found


def _goes_on(words: list[str], at: int, untold: Container[int]) -> bool:
    """Whether a longer body's name goes on from there: "the United Nations | (UN) Security"."""
    word = next((words[to] for to in range(at, len(words)) if to not in untold), "")
    return word[:1].isupper() and word.lower() not in PERSON


@cache
def _names() -> dict[str, list[list[str]]]:
    """By first word the other words of each name, the longest first."""
    states = load().states.values()
    names = {_UN, *(name for one in states for name in (*one.names, *one.adjectives))}
    names |= {name.replace(" and ", " & ") for name in names}
    rests: dict[str, list[list[str]]] = {}
    for form in sorted(names | {name.upper() for name in names}):
        first, *rest = _PART.findall(form)
        if rest and first.lower() != "the" and _is_one({first, *rest}):
            rests.setdefault(first, []).append(rest)
    return {first: sorted(those, key=len, reverse=True) for first, those in rests.items()}


def _is_one(parts: set[str]) -> bool:
    """Whether nobody else joins these: all in capitals, but for what stands about an "and"."""
    capital = {part for part in parts if part[0].isupper() and _LETTERS.fullmatch(part)}
    small = parts - capital
    return not small or (small <= _SMALL and not small.isdisjoint(_BETWEEN))
