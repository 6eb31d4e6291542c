"""States and bodies whose names are several words, as one token: "South Sudanese"."""

from functools import cache

from pipeline.lookup.registry import load


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
    ]
    for first, last in reversed(_longest(found)):
        words[first:last] = [" ".join(words[first:last])]
        del starts[first + 1 : last], ends[first : last - 1]


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
    names: dict[str, list[list[str]]] = {}
    registry = load()
    forms = [(*one.names, *one.adjectives) for one in registry.states.values()]
    forms += [
        (one.name, *one.aliases)
        for key, one in registry.organisations.items()
        if key.startswith("igo:")
    ]
    for every in forms:
        for name in every:
            for form in (name, name.upper()):
                first, *rest = form.split()
                if (
                    rest
                    and first.lower() != "the"
                    and all(word.isalpha() and word[0].isupper() for word in (first, *rest))
                ):
                    names.setdefault(first, []).append(rest)
    return {first: sorted(rests, key=len, reverse=True) for first, rests in names.items()}
