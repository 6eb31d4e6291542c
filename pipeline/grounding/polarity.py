"""Whether a sentence is negated: by its main verb, not by a clause or phrase inside it."""

import re

from pipeline.grounding.negation import negations

_FRONT = re.compile(
    r"(?:If|When|As|While|Whereas|Although|Though|Once|Because|After|Before|Until|Unless|Since"
    r"|Despite|Without)\b[^,]*, "
)
_INSIDE = re.compile(
    r"\b(?:that|which|who|whom|whose|if|whether|how|why|because|when|while|where|until|unless|as"
    r"|so|like|than|ensur(?:e|es|ed|ing)|despite|after|before|since|though|although)\b"
    r"|, (?:and|but|yet|nor|or|not|never|no)\b|;|\s[–—-]\s?|—|:\s"
)
"""What opens a clause or phrase of its own: a negation behind it is not the sentence's."""
_PHRASE = re.compile(r"\b(?:of|with|by|in|on|for|to|from|at|and|or) no\b|\bno-", re.IGNORECASE)
"""A negation of a phrase alone: `"with no recession"`, `"the no-notice fires"`."""
_HELD = re.compile(r"(?:^|[,.]\s*)(?:According to|By|With|As of|After|In the \w+ of)\b[^,]*, ")


def is_negated(sentence: str) -> bool:
    """Whether a sentence says that something is not so.

    `"The army has not left." -> True`; `"He left without a word.", "She said that it is not so."
    -> False`; `"Health care is a right, not a privilege." -> False`
    """
    return any(
        scope.kind == "negation"
        and scope.word.lower() != "without"
        and not (scope.start and scope.word[:1].isupper())  # "No Tax on Tips"
        and not _inside(sentence, scope.start, scope.word)
        for scope in negations(sentence)
    )


def _inside(sentence: str, start: int, word: str) -> bool:
    front = _FRONT.match(sentence)
    begin = front.end() if front else 0
    if start < begin:
        return True
    held = _HELD.match(sentence, begin)
    begin = held.end() if held else begin
    end = start + len(word)
    return bool(_INSIDE.search(sentence, begin, end) or _PHRASE.search(sentence, begin, end + 1))
