"""Act and medium of a statement by the words around and in it."""

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_

from pipeline.rules.text import Layout
from pipeline.rules.triggers import Spotter
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
_media_words = Spotter(
    r"joint|communiqu\w*",
    "read|readout",
    "told|conference|briefing",
    r"tweet\w*|posted|x|twitter|facebook|telegram|truth|social|instagram|weibo",
    "interview",
    "phoned?|telephone",
    "statement|press",
    "televised|state|broadcast",
    "speech|address|addressing|told",
)
"""By medium, in the order of `_MEDIA`: words one of which its pattern needs."""
_STRONGER: tuple[tuple[Act, re.Pattern[str]], ...] = (
    (
        "commit",
        re.compile(
            r"\b(?:we(?:['’]ll| will| are ready| shall| are going to| intend to| propose| promise)"
            r"|I(?:['’]ll| will)|(?:will|would) (?:continue|discuss|consult|host|work|help|send)"
            r"|(?:is|are|was|were) (?:\w+ )?(?:ready|determined|committed|willing) to"
            r"|determin(?:ed|ation) to|(?:agreed|decided|committed|pledged|vowed) to"
            r"|agreed that .{0,60}would|decided that|commitment to|firm will to)\b"
        ),
    ),
    (
        "request",
        re.compile(
            r"\b(?:must|should|need to|needs to|have to|has to|ought to|the need (?:to|for)|let us"
            r"|necessary to|call(?:s|ed)? (?:on|for)|urg(?:e|es|ed)|demand(?:s|ed)?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "support",
        re.compile(
            r"\b(?:grat(?:eful|itude)|thank(?:s|ed)?|(?:very )?pleased|satisfaction|appreciat\w+"
            r"|welcom(?:e|es|ed)|breakthrough|prais\w+|congratulat\w+|very (?:useful|effective|"
            r"successful|productive)|effective)\b",
            re.IGNORECASE,
        ),
    ),
)
"""What words of the content make of a mere assertion, the strongest first."""
_HOPE = re.compile(r"\b(?:I|we) hope\b", re.IGNORECASE)
_act_words = Spotter(
    r"ll|will|would|shall|ready|going|intend|propose|promise|determin\w+|committed|commitment"
    r"|willing|agreed|decided|pledged|vowed",
    r"must|should|needs?|have|has|ought|let|necessary|call\w*|urg\w+|demand\w*",
    r"grat\w+|thank\w*|pleased|satisfaction|appreciat\w+|welcom\w+|breakthrough|prais\w+"
    r"|congratulat\w+|useful|effective|successful|productive",
    "hope",
)
"""Words one of which each pattern of `_STRONGER` needs, and then `_HOPE`."""


def medium_of(sentence: str, outside: str) -> Medium:
    """Where it was said, by the words outside the marks: `"told reporters" -> press_conference`."""
    words = outside if outside.strip() else sentence
    found = _media_words(words)
    return next(
        (
            medium
            for n, (medium, pattern) in enumerate(_MEDIA)
            if found >> n & 1 and pattern.search(words)
        ),
        "unspecified",
    )


def act_of(verb: Verb | None, content: str) -> Act:
    """What is done by saying it: the verb's act, or what the content asks or promises."""
    act: Act = verb.act if verb else "assert"
    if act != "assert":
        return act
    return _act_by_words(content, _act_words(content))


def act_within(layout: Layout, spans: Iterable[tuple[int, int]]) -> Act:
    """The same of stretches of an article, without a verb."""
    rows = tuple(spans)
    found = reduce(or_, (_act_words.within(layout.tokens, *span) for span in rows), 0)
    if not found:
        return "assert"
    return _act_by_words(" ".join(layout.text[start:end] for start, end in rows), found)


def _act_by_words(content: str, found: int) -> Act:
    if found >> len(_STRONGER) and _HOPE.search(content):
        return "assert"
    return next(
        (
            stronger
            for n, (stronger, words) in enumerate(_STRONGER)
            if found >> n & 1 and words.search(content)
        ),
        "assert",
    )
