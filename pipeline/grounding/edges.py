"""Where words and numbers of a text end: copied words are found between such edges alone."""

import re
import unicodedata

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that put no space between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` begins and ends at the edges of words and numbers."""
    return not (is_joined(text, start) or is_joined(text, end))


def is_joined(text: str, at: int) -> bool:
    """Whether a word or number goes on from before `at` to after it: `can|'t`, `2|,212`."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if after == " ":
        return False
    if before == " ":
        return unicodedata.combining(after) > 0
    if before.isalnum() and after.isalnum():
        return not (_UNSPACED.match(before) or _UNSPACED.match(after))
    if after in "'’":  # can|'t, but not Syria|'s
        return before in "nN" and text[at + 1 : at + 2] in ("t", "T")
    if after in ".,:/":  # 2|,212 and 3|.5
        return before.isdigit() and text[at + 1 : at + 2].isdigit()
    if before in ".,:/":
        return after.isdigit() and text[at - 2 : at - 1].isdigit()
    if before in "-−+" and after.isdigit():  # a sign
        return at == 1 or text[at - 2].isspace() or text[at - 2] == "("
    return unicodedata.combining(after) > 0
