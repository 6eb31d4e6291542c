"""Meetings told as one of a row: "a second round is set for 2 April", "their last meeting".

Who meets is not said again: it is whoever met, or was to meet, in the meeting told nearest.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.encounters import face_to_face
from pipeline.rules.meetings.fates import status_of_noun
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.wording import CONDITION, DOMESTIC, RECURRENT, channel_of
from schemas.vocabulary import MeetingStatus

_ORDINAL = (
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|next|last"
    r"|latest|previous|further|final|follow-up|new|earlier|another"
)
_SEQUEL = re.compile(
    rf"(?P<own>\b(?:[Aa]n?|[Tt]he|[Tt]heir|[Ii]ts|[Oo]ur) )(?P<adj>(?:(?:very|planned|one)"
    rf" )?(?P<which>{_ORDINAL})"
    r"(?: (?!of\b|in\b|on\b|at\b|to\b)[\w-]+){0,3}? )"
    r"(?P<noun>rounds? of (?:[\w-]+ )?(?:talks|negotiations|consultations)|round|session|meeting"
    r"|summit"
    r"|gathering|conversation|call|encounter|talks|dialogue)"
    r"(?! (?:of [^;,⟦⟧]{0,40}? )?(?:between|with|among)(?: (?:the|his|her))* ⟦)\b"
    r"|(?P<its>\b[Tt]he )(?P<noun2>round|session|meeting|talks|consultations|negotiations|summit"
    r"|visit)(?=,? (?:(?:which|that)"
    r" (?:was|were|is|are|had been) (?:[a-z]+ )?)?(?:planned|foreseen|scheduled|set|due"
    r"|originally) )",
    re.IGNORECASE,
)
_COMES = re.compile(
    r"[^;]{0,70}?\b(?:is|are|will be|shall be) (?:now )?(?:due|set|scheduled|planned|slated|to"
    r"|on|in|for|held"
    r"|expected|pencill?ed|convened)\b|[^;]{0,60}?\b(?:will|shall|would) (?:now )?(?:take place"
    r"|be held|convene|begin|open"
    r"|follow|start)\b|[^;]{0,60}?\b(?:has|have) been (?:set|scheduled|fixed|agreed|called"
    r"|pencill?ed)\b|,? (?:to be held"
    r"|set for|scheduled|due|planned|foreseen|pencill?ed)\b"
)
_WAS = re.compile(
    r"(?: between [^,;⟦⟧]{3,30})?(?:, (?:on|in|at) [^;⟦⟧]{3,50},)?[^;,]{0,30}?\b(?:was|were|took"
    r" place|ended|had|began"
    r"|broke|collapsed|lasted|produced|led|concluded)\b"
)
_ITS = re.compile(r"its\b", re.IGNORECASE)
"""Of a body that the sentence before names, not of those who met."""
_AFTER = re.compile(r"\b(?:after|since|following|at|during|from)\s+$", re.IGNORECASE)
_PAST = ("last", "latest", "previous", "earlier", "first")


def sequels(clause: Clause) -> Iterator[Telling]:
    """`a second round is scheduled for April 2 in Bern`, `the last one was held in May`."""
    for match in _SEQUEL.finditer(clause.text):
        if not clause.is_open(*match.span()) or _ITS.match(match[0]):
            continue
        adjectives = match["adj"] or ""
        if DOMESTIC.search(adjectives) or RECURRENT.search(adjectives):
            continue
        status = _status(clause, match)
        if status is None:
            continue
        noun = (match["noun"] or match["noun2"]).lower()
        told = clause.tell(
            match.span(),
            match.end() - len(noun),
            status,
            noun.split()[0] if noun.startswith("round") else noun,
            (),
            channel=channel_of(adjectives + noun + clause.text[match.end() :][:40])
            or face_to_face(noun),
            hint=adjectives + noun,
        )
        own = match[0].lower().startswith("their")
        yield replace(told, again=True, sequel=True, own=own, weak=not (told.date or told.place))


def _status(clause: Clause, match: re.Match[str]) -> MeetingStatus | None:
    text, follows = clause.text, clause.text[match.end() :]
    if CONDITION.search(text[max(0, match.start() - 60) : match.start()]):
        return None
    if re.match(r"[^;,]{0,60}\b(?:could|may|might|possible|unlikely|would depend)\b", follows):
        return None
    told = status_of_noun(match, text, named=True, at="noun" if match["noun"] else "noun2")
    if told != "held":
        return told
    if _COMES.match(follows):
        return "scheduled"
    past = (match["which"] or "").lower() in _PAST
    if past and _AFTER.search(text[: match.start()]):
        return "held"
    return "held" if _WAS.match(follows) else None
