"""Whose verb it is where nothing beside it tells: the subject of the clause or sentence."""

import re

from pipeline.rules.bystanders import MANY
from pipeline.rules.heard import Speech
from pipeline.rules.mentions import Mention

_PAUSE = re.compile("[cxz]")
_AHEAD = 2
"""Words such as "but" or "so far" before a sentence's subject."""


def clause_subject(speech: Speech, first: int, at: int) -> Mention | None:
    """The nearest mention before a verb that opens a clause, else the sentence's first."""
    start = speech.tokens.starts
    for mention in reversed(speech.cast.within(start[first], start[at])):
        begin = speech.tokens.first_at(mention.start)
        opens = (
            begin == first
            or speech.classes[begin - 1] in "cxz"
            or (
                speech.tokens.low[begin - 1]
                in ("while", "but", "as", "when", "because", "although")
            )
            or speech.classes[begin - 2 : begin] == "ca"
        )
        behind = speech.classes[speech.tokens.first_at(mention.tail) :][:1]
        if opens and mention.actors and mention.kind != "adjective" and behind in ("l", "v"):
            return mention
    return first_subject(speech, first, at)


def first_subject(speech: Speech, first: int, at: int) -> Mention | None:
    """The first mention of the sentence that no preposition governs."""
    for mention in speech.cast.within(speech.tokens.starts[first], speech.tokens.starts[at]):
        begin = speech.tokens.first_at(mention.start)
        governed = begin > first and speech.classes[begin - 1] in "fop"
        if mention.actors and not governed and mention.kind != "adjective" and not mention.quoted:
            return mention if _opens(speech, first, begin) else None
    return None


def _opens(speech: Speech, first: int, begin: int) -> bool:
    """Whether nothing before a mention may be the subject instead: `"Thousands of …"`."""
    ahead = _PAUSE.split(speech.classes[first:begin])[-1]
    counted = bool(ahead) and speech.tokens.low[begin - len(ahead)] in MANY
    return counted or len(ahead) <= _AHEAD
