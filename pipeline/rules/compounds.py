"""Words that are one though marks or an "and" stand inside: states, titles, names.

`"Trinidad and Tobago"`, `"Benjamin “Benny” Gantz"`, `"Security Advisor (NSA) Jane Doe"`.
"""

import re
from bisect import bisect_left
from functools import cache

from pipeline.lookup.registry import load

_ASIDES = (
    re.compile(
        r" \((?:[A-Z][a-z]{0,2}){2,8}\)(?=[ \u00a0](?:[A-Z]|(?:foreign |finance |defen[cs]e )?"
        r"(?:ambassadors|ministers|leaders|officials|representatives|counterparts|envoys)\b))"
    ),
    re.compile(r" “[A-Z][a-z]{1,11}”(?=[ \u00a0][A-Z][a-z])"),
    re.compile(r' "[A-Z][a-z]{1,11}"(?=[ \u00a0][A-Z][a-z])'),
)
"""Between the parts of a title or name: an office's letters, or what somebody is called.

Each begins with fixed letters, without which a search is slow.
"""
_HONOUR = re.compile(
    r"H(?:is|er) (?:(?:Royal|Serene|Imperial) )?(?:Highness|Majesty|Excellency|Holiness|Eminence)"
    r",?[ \u00a0](?=[A-Z])"
)
"""How somebody is addressed before his office: "His Highness, | Crown Prince Jo"."""
_TWO = re.compile(r"[^,]+ (?:and|&) [^,]+")


def compounds(text: str, words: list[str], starts: list[int], ends: list[int]) -> None:
    """Join the tokens of each compound, in place; an aside goes to the word before it."""
    found = [(one.start(), one.end(), "") for aside in _ASIDES for one in aside.finditer(text)]
    seconds, states = _states()
    if any(second in text for second in seconds):
        found += [
            (one.start(), one.end(), one[0].replace("&", "and")) for one in states.finditer(text)
        ]
    if any(word in text for word in _ADDRESSES):
        _address(text, words, starts, ends)
    for start, end, state in sorted(found, reverse=True):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        first -= not state
        if first < 0 or not words[first][0].isupper() or ends[last - 1] != end:
            continue
        words[first:last] = [state or words[first]]
        starts[first:last] = [starts[first]]
        ends[first:last] = [end]


_ADDRESSES = ("Highness", "Majesty", "Excellency", "Holiness", "Eminence")


def _address(text: str, words: list[str], starts: list[int], ends: list[int]) -> None:
    for one in reversed(list(_HONOUR.finditer(text))):
        first, last = bisect_left(starts, one.start()), bisect_left(starts, one.end())
        if last < len(starts) and starts[first] == one.start():
            starts[last] = one.start()
            del words[first:last], starts[first:last], ends[first:last]


@cache
def _states() -> tuple[frozenset[str], re.Pattern[str]]:
    """The last words of the states whose names have an "and", and all these names."""
    names = {
        name.replace(" & ", " and ")
        for state in load().states.values()
        for name in state.names
        if _TWO.fullmatch(name)
    }
    longest = sorted(map(re.escape, names), key=lambda name: (-len(name), name))
    either = "|".join(longest).replace(r"\ and\ ", " (?:and|&) ")
    seconds = frozenset(name.rpartition(" ")[2] for name in names)
    return seconds - {"Islands", "Ireland", "Republic"}, re.compile(rf"\b(?:{either})\b")
