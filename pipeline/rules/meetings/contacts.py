"""Meetings told beside the plain verbs: saw, paid a call on, told on the phone, "before meeting".

What these verbs mostly say is something else ("saw him as a rival", "joined the club"), so each
wants diplomats on both sides and words behind them that only a meeting has.
"""

import re
from collections.abc import Iterator

from pipeline.rules.meetings.clause import Clause, Deed
from pipeline.rules.meetings.encounters import second
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.wording import DOMESTIC, NOUN, RECURRENT, channel_of
from schemas.vocabulary import MeetingStatus

_SEE = re.compile(
    r"\b(?P<verb>saw|see|seen|call on|waiting for|awaiting"
    r"|(?:paid|pay|pays|paying) (?:an? |his |her )(?:[\w-]+ ){0,2}call (?:on|to)"
    r"|(?:came|come|met|meet) face[- ]to[- ]face with)\b"
    r"(?P<each> (?:each other|one another))?"
)
_SEEN_WHEN = re.compile(
    r"\s*(?:[.,;]|$|(?:in|at) (?:the )?[A-Z\d]|on (?:[A-Z\d]|the (?:sidelines|margins))|today"
    r"|yesterday|tomorrow"
    r"|tonight|separately|briefly|privately|again|late|early|earlier|later|last|next|this|for"
    r" (?:[\w-]+ ){0,3}"
    rf"{NOUN}|over (?:breakfast|lunch|dinner|tea|coffee)"
    r"|and (?:meet|hold|co-chair|see|visit)\b|before|after|ahead of|during)"
)
"""What follows whom somebody saw, where "saw ⟦1⟧ as a rival" tells of no meeting."""
_JOIN = re.compile(r"\b(?P<verb>joined|joins|join|joining)(?= (?:[\w’'-]+ ){0,3}⟦)")
_JOINED_FOR = re.compile(
    rf",? (?:for|at|in) (?:(?:an?|the|his|her|their) )?(?:[\w’'-]+ ){{0,4}}?(?P<noun>{NOUN})"
)
_TOLD = re.compile(
    r"\b(?P<verb>told|assured|warned|urged|informed|briefed|congratulated|thanked|reminded"
    r"|pressed|reassured)(?= (?:[\w’'-]+ ){0,3}⟦)"
)
_BY_PHONE = re.compile(
    r"[^;:⟦⟧]{0,60}?\b(?:on|over|by) (?:the )?(?:tele)?phone\b|[^;:⟦⟧]{0,60}?\bin an? (?:[\w-]+"
    r" ){0,2}"
    r"(?:(?:tele)?phone|video) (?:call|conversation)\b"
)
_MEETING = re.compile(
    r"(?P<lead>,|\b(?:before|after|and|then|while|by))(?: (?:also|later|then|first|separately))?"
    r" (?P<verb>meeting|seeing|phoning|telephoning|hosting|receiving)(?P<with> with)?"
    r"(?= (?:[\w’'-]+ ){0,3}⟦)"
)
_WILL = re.compile(r"\b(?:will|is to|are to|due to|plans? to|expected to|set to|scheduled to)\b")
_NOT = re.compile(
    r"\b(?:not|without|never|avoid\w*|instead of|refus\w+|could|may|might|if|would)\b"
)


_GOES_TO = re.compile(
    r"\b(?:came|went|crossed|flew|drove|travel+ed|stopped|returned|arrived"
    r"|landed)\b[^;⟦⟧]{0,60}? to (?P<verb>meet|see"
    r"|hold talks with|confer with)(?P<with> with)?(?= (?:[\w’'-]+ ){0,3}⟦)"
)


def contacts(clause: Clause) -> Iterator[Telling]:
    """Every contact that the sentence tells of in such words."""
    text = clause.text
    yield from _seen(clause)
    if " join" in text:
        yield from _joined(clause)
    if "phone" in text or " call" in text or "video" in text:
        yield from _told_by_phone(clause)
    yield from _meeting(clause)


def _seen(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ saw ⟦1⟧ in Bern`, `paid a courtesy call on ⟦1⟧`, `they will see each other in May`."""
    for deed in clause.deeds(_SEE):
        if deed.verb == "call on" and deed.status != "scheduled":
            continue  # "called on ⟦1⟧ to resign"
        calls = " call " in deed.verb or "face" in deed.verb
        if deed.verb in ("see", "call on") and not re.search(
            r"\b(?:will|to|['’]ll|did)\b", deed.aux
        ):
            continue
        if deed.verb.endswith("ing for") and not re.search(r"\b(?:is|are|was|were)\b", deed.aux):
            continue
        if deed.match["each"]:
            if len(clause.actors(deed.subject[0])) > 1 and deed.status in ("held", "scheduled"):
                yield from _together(clause, deed, "", deed.match.end(), status=deed.status)
            continue
        found = clause.object(deed.match.end())
        if found is None or deed.status not in ("held", "scheduled"):
            continue
        end = clause.behind(found.end())
        if not calls and not (
            _SEEN_WHEN.match(clause.text, end) and clause.are_diplomats(found["group"])
        ):
            continue
        waits = deed.verb.startswith("wait")
        status: MeetingStatus = "scheduled" if waits else deed.status
        yield from _together(clause, deed, found["group"], found.end(), status=status)


def _joined(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ joined ⟦1⟧ and ⟦2⟧ for a working dinner`."""
    for deed in clause.deeds(_JOIN):
        found = clause.object(deed.match.end())
        what = _JOINED_FOR.match(clause.text, clause.behind(found.end())) if found else None
        if found is None or what is None or DOMESTIC.search(what[0]) or RECURRENT.search(what[0]):
            continue
        kinds = {clause.cast.actors[one].kind for one in clause.actors(found["group"])}
        if deed.status in ("held", "scheduled") and kinds <= {"person", "role_holder"}:
            yield from _together(clause, deed, found["group"], what.end(), status=deed.status)


def _told_by_phone(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ told ⟦1⟧ on the phone`, `⟦0⟧ assured ⟦1⟧ in a phone call on Monday`."""
    for deed in clause.deeds(_TOLD):
        found = clause.object(deed.match.end())
        how = _BY_PHONE.match(clause.text, clause.behind(found.end())) if found else None
        if found and how and deed.status == "held" and clause.are_diplomats(found["group"]):
            yield from _together(clause, deed, found["group"], how.end(), status="held", how=how[0])


def _together(
    clause: Clause, deed: Deed, group: str, end: int, *, status: MeetingStatus, how: str = ""
) -> Iterator[Telling]:
    seats = clause.seats(deed.subject[0], group)
    if clause.is_company(seats):
        paid = deed.verb.startswith("pa")  # a courtesy call is no call
        told = how or ("" if paid else clause.text[deed.at : end + 30])
        channel = channel_of(told) or "in_person"
        extent = (clause.head(deed.subject), end)
        noun = "call" if channel == "phone" else "meeting"
        one = clause.tell(extent, deed.at, status, noun, seats, channel=channel)
        yield one
        if group:
            yield from second(clause, deed, one, end)


def _meeting(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ toured the region, meeting ⟦1⟧ on Tuesday`: the sentence's subject met them."""
    for match in (*_MEETING.finditer(clause.text), *_GOES_TO.finditer(clause.text)):
        if not clause.is_open(*match.span("verb")):
            continue
        found, leader = clause.object(match.end()), clause.leading(match.start())
        if found is None or leader is None:
            continue
        before = clause.text[leader.end() : match.start()]
        if _NOT.search(before[-60:]):
            continue
        seats = clause.seats(leader[0], found["group"])
        if not clause.is_company(seats):
            continue
        verb = match["verb"]
        status: MeetingStatus = "scheduled" if _WILL.search(before) else "held"
        yield clause.tell(
            (match.start("verb"), found.end()),
            match.start("verb"),
            status,
            "call" if "phoning" in verb else "meeting",
            seats,
            channel="phone" if "phoning" in verb else "in_person",
        )
