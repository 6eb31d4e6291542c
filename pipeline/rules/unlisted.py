"""Verbs of saying that no table lists, told by their place beside a quotation."""

from pipeline.rules.heard import Speech
from pipeline.rules.mentions import Mention

_STOPS = ",!?—–…."
_LEAST = 3
"""Words from which what opens a sentence in marks is speech whatever ends it."""


def unlisted(speech: Speech, at: int, first: int) -> bool:
    """Whether a word of no table says what the marks that open the sentence hold.

    `"“No,” quavered Hale."`, `"“No,” Hale quavered."`
    """
    tokens, classes = speech.tokens, speech.classes
    if classes[at + 2 : at + 3] == "z" and tokens.words[at + 1] in ",:":
        return tokens.low[at].endswith("ed") and _sentence(speech, at + 2)
    if classes[first] != "z" or not tokens.low[at].endswith("ed") or at + 1 >= len(classes):
        return False
    if classes[at - 1] == "z":
        found = speech.cast.at(tokens.starts[at + 1])
        if found is None or found.start != tokens.starts[at + 1]:
            return False
        return _somebody(found) and _spoken(speech, first, at)
    found = speech.cast.before(tokens.ends[at - 1])
    if found is None or found.end != tokens.ends[at - 1] or classes[at + 1] not in "xc":
        return False
    begin = tokens.first_at(found.start)
    beside = begin > first and classes[begin - 1] == "z"
    return beside and _somebody(found) and _spoken(speech, first, begin)


def _sentence(speech: Speech, at: int) -> bool:
    """Whether the quotation at a token is a sentence: `"Hale shared, “I am glad.”"`"""
    quotation = speech.quotation_at(speech.tokens.starts[at])
    if quotation is None:
        return False
    words = speech.layout.text[quotation.start + 1 : quotation.end].split()
    return len(words) > _LEAST and words[0][0].isupper()


def _somebody(found: Mention) -> bool:
    subject = found.kind != "pronoun" or found.text.lower() in ("he", "she", "they")
    return bool(found.actors) and subject and found.kind not in ("adjective", "seat")


def _spoken(speech: Speech, first: int, edge: int) -> bool:
    """Whether the sentence up to token `edge` is one quotation, and a sentence of speech."""
    quotation = speech.quotation_at(speech.tokens.starts[first])
    if quotation is None or speech.classes[first:edge].strip("z"):
        return False
    stopped = speech.layout.text[quotation.end - 2] in _STOPS
    return stopped and edge - first - 2 >= _LEAST - 1
