"""The words that attribute: `reference/cues.csv` as one pattern."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def cues(followed: str = "") -> re.Pattern[str]:
    r"""Every cue as a whole word, the longest first; `followed` is a pattern for what may follow.

    `"he said that" -> said`, with `followed=r"(?:\sthat)?"` -> `said that`
    """
    with files("pipeline").joinpath("reference/cues.csv").open(encoding="utf-8") as rows:
        forms = [row["form"].casefold() for row in csv.DictReader(rows)]
    return re.compile(rf"\b(?:{branching(forms)}){followed}\b", re.IGNORECASE)


def branching(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, that looks at each letter once.

    `["say", "said", "saying"] -> sa(?:id|y(?:ing)?)`: hundreds of alternatives side by side
    would each be tried at every word of a text.
    """
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return _pattern(tree)


def _pattern(tree: dict[str, Any]) -> str:
    ends = "" in tree
    rests = [re.escape(letter) + _pattern(rest) for letter, rest in tree.items() if letter]
    if not rests:
        return ""
    if len(rests) == 1 and not ends:
        return rests[0]
    return f"(?:{'|'.join(rests)}){'?' if ends else ''}"
