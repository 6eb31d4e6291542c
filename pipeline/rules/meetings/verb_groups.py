"""Verb groups: the words before a main verb, and what they make of it: held, planned, denied."""

import re

from pipeline.rules.meetings.wording import CONDITION, DAY, DENIAL
from pipeline.rules.verbs import any_form
from schemas.vocabulary import MeetingStatus

_AUXILIARY = frozenset(
    """
    will would shall may might could can should must to not never n't has have had having is are
    was were be been being am also again then later already just now reportedly recently briefly
    separately jointly previously personally formally officially virtually currently finally
    secretly quietly privately both each due set scheduled expected planning planned plans plan
    slated going likely agreed agree hopes hoped hope hoping wants wanted want ready willing
    offered offers offer proposed proposes propose refused refuses declined intends intended
    intend poised preparing prepared quite about able supposed did do does didn't don't doesn't
    won't wouldn't hasn't haven't hadn't isn't wasn't aren't weren't invited yet only even first
    all soon instead still ever apparently allegedly possibly probably unable meant determined
    open seeking tried trying failed arranged promised pledged decided looking forward looks
    look keen eager ’ve 've ’ll 'll ’d 'd ’re 're ’m 'm
    earlier today tomorrow next therefore actually indeed face-to-face there here last
    """.split()
)
"""Words of a verb group before its main verb; what they make of it is `status_of`."""
_NEGATED = re.compile(
    r"\b(?:not|never|n't|\w+n't|no|nor|neither)\b|\b(?:refused?s?|declined?s?|unable|failed)\b"
)
_AHEAD = re.compile(
    r"['’]ll\b|\b(?:will|shall|going|likely|due|set|scheduled|expected|plann?\w*|slated|poised"
    r"|arranged"
    r"|preparing"
    r"|prepared"
    r"|agreed?|intend\w*|pledged|promised|decided|determined|look\w* forward|to|supposed|meant)\b"
)
_OFFERED = re.compile(
    r"\b(?:offer(?:s|ed)?|propos\w+|suggest\w*|ready|willing|hop(?:es?|ed|ing)|want(?:s|ed)?|open"
    r"|seeking"
    r"|keen|eager|invited|tried|trying)\b"
)
_ASKED = re.compile(r"\b[Aa]sked (?:about|to confirm)\b")
"""What follows is a question's: "asked about a report that they had met"."""
_ANSWERED = re.compile(rf"\b(?:{any_form('answers')})\b")
_PERHAPS = re.compile(r"\b(?:may|might|could|can|should|must|possibly|probably|able)\b")
_INSERTED = re.compile(
    r"(?<= )(?:(?:late|early|earlier|later) )?(?:(?:on |this |next )?(?:late |early )?"
    + DAY
    + r"|(?:on )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})"
    r"|(?:this|last|next) (?:week|weekend|month|year|morning|afternoon|evening|summer|autumn"
    r"|winter|spring)|at the weekend)$"
)
"""A day between an auxiliary and its verb: "will | on Monday | host"."""
_AUXILIARY_BEFORE = re.compile(r"\b(?:will|would|shall|is|are|was|were|has|have|had|to|not) $")


def auxiliaries(text: str, verb: int) -> tuple[int, str]:
    """Where the verb group that ends in the verb at `verb` begins, and its words before it.

    `"they had been due to meet" -> 5, "had been due to"`
    """
    start = verb
    while True:
        head = text[:start].rstrip()
        cut = max(head.rfind(" "), head.rfind("⟧")) + 1
        word = head[cut:].lower().strip(",")
        if not word or (word not in _AUXILIARY and not (word.endswith("ly") and len(word) > 4)):
            day = _INSERTED.search(head, max(0, start - 40)) if word else None
            if day is None or not _AUXILIARY_BEFORE.search(text[: day.start()][-8:]):
                return start, text[start:verb].strip()
            cut = day.start()
        start = cut


def status_of(aux: str, before: str, *, reported: bool) -> MeetingStatus | None:
    """What a verb group says of the meeting; None where it only thinks of one.

    before: the sentence up to the subject. reported: "would" is a future seen from the past.

    `"will" -> scheduled`, `"did not" -> denied`, `"could" -> None`
    """
    asked = _ASKED.search(before)
    if (
        (asked and not _ANSWERED.search(before, asked.end()))
        or CONDITION.search(before)
        or CONDITION.search(aux.replace("were to", ""))
    ):
        return None
    denied = bool(DENIAL.search(before))
    if _NEGATED.search(aux):
        if denied or re.search(r"\b(?:fail|unable|likely|may|might|want)", aux):
            return None
        return "denied"
    if denied:
        return "denied"
    if _OFFERED.search(aux):
        return "proposed" if re.search(r"\b(?:to|for|of)\b", aux) else None
    if _PERHAPS.search(aux) and "expected" not in aux:
        return None
    if re.search(r"\bwould\b", aux):
        return "scheduled" if reported else None
    if _AHEAD.search(aux):
        return "scheduled"
    return "held"
