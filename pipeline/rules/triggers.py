"""Which of several patterns a text may match, told by its words alone: a set's test, not a search.

Most sentences of an article tell of no meeting and claim nothing; a pattern of forty branches
takes 20 µs to find that out, its words 3 µs for all patterns together.
"""

import re
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

Spotter: TypeAlias = Callable[..., int]
_WORD = re.compile(r"\w+")


def spotter(*patterns: str) -> Spotter:
    """A function from a text, or `text[start:end]`, to bits: bit n for a word of pattern n.

    `spotter("met|meets?", "talks?")("They met for talks.") -> 0b11`. A pattern stands for whole
    words of letters and digits, in any case: whoever searches for "co-host" lists "host".
    """
    compiled = [re.compile(pattern, re.IGNORECASE) for pattern in patterns]

    @lru_cache(maxsize=100_000)
    def of(word: str) -> int:
        return sum(1 << n for n, pattern in enumerate(compiled) if pattern.fullmatch(word))

    def spot(text: str, start: int = 0, end: int = sys.maxsize) -> int:
        bits = 0
        for word in set(_WORD.findall(text, start, end)):
            bits |= of(word)
        return bits

    return spot
