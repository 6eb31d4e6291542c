"""Act and medium of a statement by the words around and in it."""

import re

from pipeline.rules.verbs import Verb
from schemas.vocabulary import Act, Medium

_WORDS: tuple[tuple[Medium, str], ...] = (
    ("joint_statement", r"\bjoint (?:statement|communiqu|declaration)|\bcommuniqu[eé]\b"),
    ("readout", r"\bread-?out\b"),
    (
        "press_conference",
        r"\btold (?:reporters|journalists)\b|\b(?:news|press|media) (?:conference|briefing)\b|"
        r"\bbriefing\b",
    ),
    (
        "social_post",
        r"\btweet(?:ed|s)?\b|\bposted\b|\b(?:wrote|said|writing|message|post) on "
        r"(?:X|Twitter|Facebook|Telegram|Truth Social|social media|Instagram|Weibo)\b|"
        r"\bsocial media\b|\bon (?:X|Twitter|Telegram|Truth Social)\b",
    ),
    ("interview", r"\binterview\b"),
    ("phone", r"\b(?:phone|telephone|phoned)\b"),
    (
        "release",
        r"\bin a (?:written )?statement\b|\bpress release\b|\ba statement (?:from|by)\b",
    ),
    ("broadcast", r"\btelevised\b|\bstate (?:TV|television|media)\b|\bbroadcast\b"),
    (
        "speech",
        r"\bspeech\b|\bin an? address\b|\btold (?:parliament|lawmakers|the (?:assembly|council|"
        r"chamber|congress|conference|crowd|rally))\b|\baddressing\b",
    ),
)
_MEDIA = tuple((medium, re.compile(words, re.IGNORECASE)) for medium, words in _WORDS)
_ANY = re.compile(
    r"joint|communiqu|read-?out|told|conference|briefing|tweet|posted|wrote|said on|writing on|"
    r"message|post|social|on (?:X|Twitter|Telegram|Truth)|interview|phone|statement|release|"
    r"televised|state|broadcast|speech|address",
    re.IGNORECASE,
)
"""One of these stands in whatever a medium's pattern matches."""
_REQUEST = re.compile(
    r"\b(?:must|should|need to|needs to|have to|has to|ought to|the need (?:to|for)|let us|"
    r"is necessary to|necessary to|call on)\b",
    re.IGNORECASE,
)
_COMMIT = re.compile(
    r"\b(?:we(?:['’]ll| will| are ready| shall| are going to| intend to| propose| promise)|"
    r"I(?:['’]ll| will)|will continue|would continue|is ready to|are ready to|"
    r"(?:is|are|was|were) determined to|determined to|ready to host)\b"
)


def medium_of(sentence: str, outside: str) -> Medium:
    """Where it was said, by the words outside the marks: `"told reporters" -> press_conference`."""
    words = outside if outside.strip() else sentence
    if not _ANY.search(words):
        return "unspecified"
    return next((medium for medium, pattern in _MEDIA if pattern.search(words)), "unspecified")


def act_of(verb: Verb | None, content: str) -> Act:
    """What is done by saying it: the verb's act, or what the content asks or promises."""
    act: Act = verb.act if verb else "assert"
    if act != "assert":
        return act
    if _COMMIT.search(content):
        return "commit"
    return "request" if _REQUEST.search(content) else "assert"
