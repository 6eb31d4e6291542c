"""States whose names or adjectives are several words, as one token: "South Sudanese"."""

from functools import cache

from pipeline.lookup.registry import load
from pipeline.rules.words import PERSON

_UN = "United Nations"
"""The one body that is read as a state: before an office or alone, "Nations" heads no body."""


def join_names(words: list[str], starts: list[int], ends: list[int]) -> None:
    """Join the tokens of each, in place: else South Sudan's president is Sudan's.

    `"Papua", "New", "Guinea" -> "Papua New Guinea"`
    """
    names = _names()
    found = [
        (at, at + len(rest) + 1)
        for at, word in enumerate(words)
        if word in names
        for rest in names[word]
        if words[at + 1 : at + 1 + len(rest)] == rest
        and ends[at + len(rest)] - starts[at] == len(word) + sum(len(one) + 1 for one in rest)
        and not (rest == ["Nations"] and _goes_on("".join(words[at + 2 : at + 3])))
    ]
    for first, last in reversed(_longest(found)):
        words[first:last] = [" ".join(words[first:last])]
        del starts[first + 1 : last], ends[first : last - 1]


def _goes_on(word: str) -> bool:
    """Whether a longer body's name goes on with that word: "the United Nations | Security"."""
    return word[:1].isupper() and word.lower() not in PERSON


def _longest(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of those that overlap the first; each first word's come the longest first."""
    kept: list[tuple[int, int]] = []
    for first, last in found:
        if not kept or first >= kept[-1][1]:
            kept.append((first, last))
    return kept


@cache
def _names() -> dict[str, list[list[str]]]:
    """By first word the other words of each name, the longest first."""
    states = load().states.values()
    names = {_UN, *(name for one in states for name in (*one.names, *one.adjectives))}
    rests: dict[str, list[list[str]]] = {}
    for form in sorted(names | {name.upper() for name in names}):
        first, *rest = form.split()
        if rest and first.lower() != "the" and all(map(_is_capital, (first, *rest))):
            rests.setdefault(first, []).append(rest)
    return {first: sorted(those, key=len, reverse=True) for first, those in rests.items()}


def _is_capital(word: str) -> bool:
    return word.isalpha() and word[0].isupper()
