"""When what a clause tells was: the words that its main verb has beside it."""

import re

from pipeline.rules.claims_clauses import Main
from pipeline.rules.meetings.when import dates_in

_NO_DAY = frozenset({"event", "years", "decade", "anaphor"})
_FRONTED = re.compile(
    r"^(?:(?:(?:On|In|At|As of|Since|By|Until|Over|During|From)"
    r"(?: the (?:morning|evening|night|afternoon|eve|week|month|start|end|beginning) of)?"
    r"|Late|Early|Earlier|Later|Late on|Early on|Early in|Late in|Just|Beginning|Starting|Also"
    r"|Effective),? )?(?:the )?$"
)
"""What may stand before a date that opens its clause."""
_SINCE = re.compile(r"\b(?P<bound>since|until|by|before|after|through)\s$", re.IGNORECASE)
_OF_NOUN = re.compile(
    r"\b(?:of|for the|for|than|between|to|with|and|upcoming|ahead of|in advance of|prior to"
    r"|following|including|regarding|beyond|compared (?:to|with)) (?:the |[Ll]ate |early |mid-)?$"
)
_OTHERS = re.compile(
    r"\b(?:that|which|who|whose|where|when|while|because|after|before|since|ahead of|in advance of"
    r"|following|including|held|issued|announced|scheduled|slated|upcoming|class of|to be|killed"
    r"|wounded|created|enacted|published|due|planned|hosting|hosted by|anniversary|presidency"
    r"|election|to meet|to host|to hold|to visit|to reopen|as of)\b|[a-z] (?:Summit|Meeting"
    r"|Conference|Forum|Session|Olympics|Games|Dialogue)\b"
)
"""Words behind which a date is of a deed or a noun inside the clause."""
_COMMUNICATES = re.compile(
    r"(?:(?:has|have|had|will|would|also) (?:also )?)?(?:discuss\w*|review\w*|preview\w*|updat\w+"
    r"|welcom\w+|look(?:s|ed|ing)? forward|note[ds]?|share[ds]?|exchang\w+|brief(?:ed|s)?|thank\w*"
    r"|emphasi\w+|highlight\w*|underscor\w*|reaffirm\w*|reiterat\w*|express\w*|recall\w*|congratulat\w*"
    r"|acknowledg\w*|outlin\w*|explor\w*|agree\w*|plans?|plan(?:ned)? to|intends?|aims?|expects?"
    r"|seeks?|hopes?|continu\w+|set a|sets)\b"
)
"""Verbs behind which a date is mostly of what is talked about."""
_SPOKEN_DAY = re.compile(
    r"(?:\w+day|today|yesterday|last night|this (?:morning|afternoon|evening))$", re.IGNORECASE
)
_LONGEST_GAP = 130


def when(text: str, start: int, end: int, main: Main | None) -> str | None:
    """The words that date the clause `text[start:end]`; None where a date is of something else.

    main: its main verb, in offsets of the clause. `"On Monday, the army left" -> "Monday"`;
    `"They discussed the summit in May"` has none.
    """
    for day in dates_in(text, (start, end)):
        if day.kind in _NO_DAY:
            continue
        if day.kind == "in_future" and (main is None or main.tense != "ahead"):
            continue  # "lost 40 posts in three years"
        words = text[start + day.start : start + day.end]
        if text.startswith(("'s", "’s"), start + day.end):
            continue
        before = text[start : start + day.start]
        bound = _SINCE.search(before)
        if bound:
            before = before[: bound.start()]
        if not _is_the_clauses(before, words, main):
            continue
        if bound is None:
            return words
        if bound["bound"].lower() in ("since", "by", "until"):
            return text[start + bound.start() : start + day.end]
    return None


def _is_the_clauses(before: str, words: str, main: Main | None) -> bool:
    """Whether a date stands at the clause's head, at its verb, or behind it in its own words."""
    if _FRONTED.match(before):
        return True
    if main is None or _OF_NOUN.search(before[-24:]):
        return False
    if len(before) <= main.start:
        return main.start - len(before) - len(words) <= 1
    between = before[main.start :]
    if len(between) > _LONGEST_GAP or _OTHERS.search(between.partition(" ")[2]):
        return False
    if _COMMUNICATES.match(between):
        return bool(_SPOKEN_DAY.search(words))
    return True
