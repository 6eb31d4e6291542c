"""What the words around a date make of it: still to come, an aside, part of which sentence."""

import re

from pipeline.grounding.cues import branching
from pipeline.resolving.dates.folding import fold

_FUTURE = frozenset(
    "will|shall|going to|'ll|scheduled|slated|due|planned|plan|plans|planning|upcoming|expected"
    "|set to|set for|is to|are to|was to|were to|agreed to|hope to|hopes to|hoped to|want to"
    "|wants to|wanted to|intend to|intends to|invited to|would|ahead of|look forward"
    "|looks forward|to be held".split("|")
)
_PAST = frozenset(
    "said|says|told|tells|announced|added|reported|wrote|tweeted|posted|stated|noted|met|meets"
    "|held|hosted|spoke|spoken|talked|discussed|visited|signed|called|arrived|attended|took place"
    "|gathered|agreed|began|started|ended|concluded|opened|traveled|travelled|warned|had|has|have"
    "|was|were|did|came|went".split("|")
)
_CUE = re.compile(rf"\b(?:{branching(_FUTURE | _PAST)})\b", re.IGNORECASE)
_OF_OTHERS = frozenset("upcoming|planned|plan|plans|scheduled|expected|would|ahead of".split("|"))
"""What beside a held meeting is to come is something else: "discussed upcoming elections"."""
_NEXT = re.compile(r"\b(?:next|coming|tomorrow|later this)\b", re.IGNORECASE)
# A set of characters at the head, not a choice: so it is searched for three times as fast.
SENTENCE_END = re.compile(r"[.!?\n](?:(?<!\n)[\"”’»)]*\s+(?=[\"“‘«(]?[A-Z0-9])|(?<=\n))")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|Gov|Sgt|St|Prof|No|vs|Jan|Feb|Mar|Apr|Jun"
    r"|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun))\.$"
)

# "since 2015", "by May 14" date something, but the story does not go on from them.
_ASIDE = re.compile(
    r"\b(?:since|until|till|by)(?: (?:the|late|early|mid|about))?\s*$", re.IGNORECASE
)
# The signature of an embedded tweet has its (@handle) before the date.
_HANDLE = re.compile(r"\(@\w{1,30}\)\s*$")


def is_aside(text: str, start: int) -> bool:
    """Whether the date that begins at `start` bounds something: "since 2015", "by May 14"."""
    return bool(_ASIDE.search(text, max(0, start - 30), start))


def is_tweet_date(text: str, start: int) -> bool:
    """Whether the date that begins at `start` signs a tweet: "(@JZarif) November 22, 2017"."""
    return bool(_HANDLE.search(text, max(0, start - 60), start))


def speaks_of_future(expression: str, sentence: str | None, *, met: bool = False) -> bool:
    """Whether the words before the expression, or else after it, speak of what is to come.

    met: the expression dates a meeting told as held, so that only a verb's "will" or "is to"
    counts: `"on Tuesday", "They discussed upcoming votes in a call on Tuesday." -> False`.

    `"on Monday", "He will meet Putin on Monday, he said on Friday." -> True`
    `"on Friday", the same sentence -> False`: the nearest verb before it is "said".
    `"On Friday", "On Friday he said he will go to Sochi." -> False`: "said" is the first after it.
    """
    if _NEXT.search(expression):
        return True
    if not sentence:
        return False
    folded = " ".join(fold(sentence[:2000]).split())
    place = folded.casefold().find(expression.casefold())
    if place < 0:
        return False
    before = _cues(folded, 0, place, met=met)
    if before:
        return before[-1] in _FUTURE
    after = _cues(folded, place + len(expression), len(folded), met=met)
    return bool(after) and after[0] in _FUTURE


def _cues(text: str, start: int, end: int, *, met: bool) -> list[str]:
    found = (cue.lower() for cue in _CUE.findall(text, start, end))
    return [cue for cue in found if not (met and cue in _OF_OTHERS)]


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence of a text that holds `text[start:end]`, by its stops; at most its line."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    low, high = max(line_start, start - 1000), min(line_end, end + 1000)
    for stop in SENTENCE_END.finditer(text, low, high):
        if _ABBREVIATED.search(text, max(low, stop.start() - 8), stop.start() + 1):
            continue
        if stop.end() <= start:
            low = stop.end()
        elif stop.start() >= end:
            high = stop.start() + 1
            break
    return text[low:high]
