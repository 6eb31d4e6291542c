"""An article's letters in the plain form in which date expressions are looked for.

Character to character, so that offsets stay.
"""

import re
import unicodedata


class _Fold(dict[int, str]):
    """NBSP to space, dashes to "-", digits to 0-9."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isspace() and char != "\n":
            char = " "
        elif char.isdecimal():
            char = str(unicodedata.decimal(char))
        elif unicodedata.category(char) == "Pd" or char == "\u2212":
            char = "-"
        self[code] = char
        return char


_FOLD = _Fold({0x2019: "'", 0x2018: "'"})
_MAY_FOLD = re.compile(r"[^ -~\n]")
"""Every character but those that stay as they are."""
_LETTERS = {"\u017f": "s", "\u212a": "k", "\u0130": "i", "\u0131": "i"}
"""The four letters that re.IGNORECASE takes for s, k and i although lower() does not.

They are not folded in the text: Turkish months need theirs.
"""
_LETTER = re.compile(f"[{''.join(_LETTERS)}]")


def fold(text: str) -> str:
    """The text with every space, dash, apostrophe and digit in its plain form; same length."""
    return _MAY_FOLD.sub(lambda found: _FOLD[ord(found[0])], text)


def lowered(folded: str) -> str:
    """The text in lower case; same length."""
    return _LETTER.sub(lambda found: _LETTERS[found[0]], folded).lower()
