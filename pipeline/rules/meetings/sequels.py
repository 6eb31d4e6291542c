"""Meetings told as one of a row: "a second round is set for 2 April", "their last meeting".

Who meets is not said again: it is whoever met, or was to meet, in the meeting told nearest.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.encounters import face_to_face
from pipeline.rules.meetings.fates import status_of_noun
from pipeline.rules.meetings.masked import GROUP
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.wording import CONDITION, DOMESTIC, RECURRENT, channel_of
from schemas.vocabulary import MeetingStatus

_ORDINAL = (
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|next|last"
    r"|latest|previous|further|final|follow-up|new|earlier|another|similar"
)
_NOUNS = (
    r"rounds? of (?:[\w-]+ )?(?:talks|negotiations|consultations|contacts|discussions)"
    r"|round|session|meeting|summit"
    r"|gathering|conversation|call|encounter|talks|dialogue"
)
_SEQUEL = re.compile(
    rf"(?P<own>\b(?:[Aa]n?|[Tt]he|[Tt]heir|[Ii]ts|[Oo]ur) )(?P<adj>(?:(?:very|planned|one)"
    rf" )?(?P<which>{_ORDINAL})"
    r"(?: (?!of\b|in\b|on\b|at\b|to\b)[\w-]+){0,3}? )"
    rf"(?P<noun>{_NOUNS})"
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
    r"(?: between [^,;⟦⟧]{3,30})?(?:, (?:(?:held|hosted) )?(?:(?:late|early|earlier|last|this)"
    r"|on|in|at) [^;⟦⟧]{2,50},)?[^;,]{0,30}?\b(?:was|were|took"
    r" place|ended|had|began"
    r"|broke|collapsed|lasted|produced|led|concluded)\b"
)
_ONE = re.compile(
    r"(?:^|[;,—] |\b(?:and|but|while|after) )(?P<own>(?:[Tt]he|[Aa]) )(?P<adj>(?P<which>second"
    r"|third|fourth|fifth|sixth|first|last|latest|previous|next|other))(?P<noun>(?: one)?)"
    r"(?=,? (?:(?:(?:was|is|were|has been|had been|will be) )?(?:originally |initially |then )?"
    r"(?:planned|scheduled|set|due|held|scrapped|cancel+ed|called off|postponed|put off)\b"
    r"|took place|is to (?:be held|take place)|will (?:take place|follow)|(?:followed|was|came)"
    r" (?:in|on|at|late|early|a|two|last)\b)|,? (?:in|at) [A-Z][\w’-]+,? (?:in|on|late|early|last"
    r"|a|two|three|next|the)\b)"
)
"""One of a row by its number alone: "a third, planned for May, was scrapped"."""
_SEVERAL = re.compile(
    r"\b(?:(?:[Tt]he|[Tt]heir) )?(?:[Tt]wo|[Tt]hree|[Bb]oth|[Ff]our) (?P<which>previous|earlier"
    r"|prior|past|first|last|further|more|other) (?P<adj>(?:[\w-]+ ){0,2}?)(?P<noun>rounds"
    r"|meetings|summits|sessions|encounters|gatherings|calls|conversations)\b"
)
"""`two previous rounds | in Bern, in July and August,`: one each day."""
_PROPER = re.compile(r" [A-Z]\w+ $")
_ROW = re.compile(
    r"\b(?:rounds?|meetings?|talks|summits?|sessions?|encounters?|calls?|conversations?|gatherings?"
    r"|met)\b"
)
_ROW_WITHIN = 2
"""Sentences back in which a word for a meeting stands that "the second" is one of."""
_NO_ROUND = re.compile(
    r" of (?!(?:[\w-]+ ){0,2}(?:talks|negotiations|consultations|contacts|discussions|dialogue"
    r"|diplomacy)\b)"
)
"""What makes a round no meeting: "the first round of the election"."""
_THERE = re.compile(r",? (?:in|at) [A-Z]")
_BEGAN = re.compile(r"\b(?:was|were|took place|(?:been|was|were) held)\b")
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
        if _PROPER.search(adjectives) and match["noun"] == "Summit":
            continue  # "the 75th Anniversary Summit" is one by name, and nobody's next
        status = _status(clause, match)
        if status is None:
            continue
        noun = (match["noun"] or match["noun2"]).lower()
        if noun == "round" and _NO_ROUND.match(clause.text, match.end()):
            continue
        yield _one_more(clause, match, status, noun)
    for match in _ONE.finditer(clause.text):
        at = match.span("which")
        status = _status(clause, match) if clause.is_open(*at) and _in_row(clause, at[0]) else None
        if status is not None:
            yield _one_more(clause, match, status, "meeting")
    for match in _SEVERAL.finditer(clause.text):
        yield from _each_day(clause, match)


def _one_more(clause: Clause, match: re.Match[str], status: MeetingStatus, noun: str) -> Telling:
    words = (match["adj"] or "") + noun
    comes = _COMES.match(clause.text, match.end())
    brought = _BROUGHT.match(clause.text, match.end())
    told = clause.tell(
        (match.start(), comes.end() if comes else match.end()),
        match.start("adj") if match["adj"] else match.start(),
        status,
        "round" if noun.startswith("round") else noun,
        clause.who.seats(brought["group"]) if brought else (),
        channel=channel_of(words + clause.text[match.end() :][:40]) or face_to_face(noun),
        hint=words,
    )
    own = match[0].lower().startswith("their")
    return replace(told, again=True, sequel=True, own=own, weak=not (told.date or told.place))


def _in_row(clause: Clause, at: int) -> bool:
    """Whether meetings are spoken of before `at`, in the sentence or shortly before it."""
    first = clause.layout.sentences[max(0, clause.number - _ROW_WITHIN)].start
    return bool(_ROW.search(clause.layout.text, first, clause.masked.here(at)))


def _each_day(clause: Clause, match: re.Match[str]) -> Iterator[Telling]:
    """One meeting for each day in a row of days: `in July and August`."""
    if not clause.is_open(*match.span()) or DOMESTIC.search(match["adj"]):
        return
    text, start = clause.layout.text, clause.sentence.start
    days = [one for one in clause.dates if start + one.start > clause.masked.here(match.end())]
    row = days[:1]
    for one in days[1:]:
        if not _AND.fullmatch(text, start + row[-1].end, start + one.start):
            break
        row.append(one)
    if len(row) < len(("one", "another")) or row[0].start - match.end() > _FAR:
        return
    ahead = match["which"] in ("further", "more") or _COMES.match(clause.text, match.end())
    told = _one_more(clause, match, "scheduled" if ahead else "held", match["noun"][:-1])
    for one in row:
        last = start + one.end
        yield replace(told, end=last, date=text[start + one.start : last], weak=False)


_BROUGHT = re.compile(
    rf"[^;⟦⟧]{{0,60}}?\b(?:brought|bringing|brings) (?:only )?(?P<group>{GROUP}) together\b"
)
"""Who came, where it was not those who met before: "brought only the ministers together"."""
_AND = re.compile(r",? (?:and )?(?:(?:on|in|late|early|then) )*(?:again )?(?:(?:on|in) )?|, ")
_FAR = 60
"""Characters behind "two previous rounds" within which their days begin."""


def _status(clause: Clause, match: re.Match[str]) -> MeetingStatus | None:
    text, follows = clause.text, clause.text[match.end() :]
    if CONDITION.search(text[max(0, match.start() - 60) : match.start()]):
        return None
    if re.match(r"[^;,]{0,60}\b(?:could|may|might|possible|unlikely|would depend)\b", follows):
        return None
    told = status_of_noun(
        match, text, named=True, at="noun" if match["noun"] is not None else "noun2"
    )
    if told != "held":
        return told
    if _COMES.match(follows):
        return "scheduled"
    past = (match["which"] or "").lower() in _PAST
    if past and _AFTER.search(text[: match.start()]):
        return "held"
    if _WAS.match(follows) or (_THERE.match(follows) and _BEGAN.search(text[: match.start()])):
        return "held"
    return None
