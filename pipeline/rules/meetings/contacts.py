"""Meetings told beside the plain verbs: saw, paid a call on, told on the phone, "before meeting".

What these verbs mostly say is something else ("saw him as a rival", "joined the club"), so each
wants diplomats on both sides and words behind them that only a meeting has.
"""

import re
from collections.abc import Iterator

from pipeline.rules.meetings.apart import second
from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.deeds import Deed, deeds
from pipeline.rules.meetings.levels import hinted_level, told_role
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.wording import DOMESTIC, NOUN, RECURRENT, channel_of
from pipeline.rules.verbs import any_form
from schemas.vocabulary import MeetingStatus

_SEE = re.compile(
    r"\b(?P<verb>saw|see|seen|call on|waiting for|awaiting|visit(?:ed|s)?|called on"
    r"|(?:dropped|called|looked) in on|stopped by to see"
    r"|(?:paid|pay|pays|paying|made) (?:an? |his |her )(?:[\w-]+ ){0,2}(?:call|visit) (?:on|to)"
    r"|(?:came|come|met|meet) face[- ]to[- ]face with)\b"
    r"(?P<each> (?:each other|one another))?"
)
_TO_DO = re.compile(
    r"[^.;,]{0,80}? (?:to|for an?|not) [a-z]|[^.;]{0,120}?, (?:not )?to [a-z]|[^.;,]{0,60}? for "
)
_SEEN_WHEN = re.compile(
    r"\s*(?:[.,;]|$|(?:in|at) (?:the )?[A-Z\d]|at (?:his|her|their|the|an?) |on (?:[A-Z\d]"
    r"|the (?:sidelines|margins))|today"
    r"|yesterday|tomorrow|the (?:following|next|same|previous) (?:day|morning|afternoon"
    r"|evening|week)"
    r"|a (?:day|week|few (?:days|hours)) (?:later|earlier|before)|shortly|soon|here|there|upon|amid"
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
_CALL_FOR = re.compile(r" (?:for|to)\b")
"""Behind it stands what is called for: "joined ⟦1⟧ in his call | for calm"."""
_TOLD = re.compile(rf"\b(?P<verb>{any_form('addresses')}|briefed)(?= (?:[\w’'-]+ ){{0,3}}⟦)")
_BY_PHONE = re.compile(
    r"[^;:⟦⟧]{0,60}?\b(?:on|over|by) (?:the )?(?:tele)?phone\b|[^;:⟦⟧]{0,60}?\bin an? (?:[\w-]+"
    r" ){0,2}"
    r"(?:(?:tele)?phone|video) (?:call|conversation)\b"
)


def contacts(clause: Clause) -> Iterator[Telling]:
    """Every contact that the sentence tells of in such words."""
    text = clause.text
    yield from _seen(clause)
    if " join" in text:
        yield from _joined(clause)
    if "phone" in text or " call" in text or "video" in text:
        yield from _told_by_phone(clause)


def _seen(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ saw ⟦1⟧ in Bern`, `paid a courtesy call on ⟦1⟧`, `they will see each other in May`."""
    for deed in deeds(clause, _SEE):
        if deed.status not in ("held", "scheduled", "denied") or not _tells(clause, deed):
            continue
        if deed.match["each"]:
            if len(clause.who.actors(deed.subject[0])) > 1:
                yield from _together(clause, deed, "", deed.match.end(), status=deed.status)
            continue
        found = clause.object(deed.match.end())
        if found is not None and _is_seen(clause, deed, found):
            waits = deed.verb.startswith("wait")
            status: MeetingStatus = "scheduled" if waits else deed.status
            yield from _together(clause, deed, found["group"], found.end(), status=status)


def _tells(clause: Clause, deed: Deed) -> bool:
    """Whether such a verb tells of a meeting at all: "will see", "is waiting for"."""
    if deed.verb in ("call on", "called on"):
        appeal = _TO_DO.match(clause.text, deed.match.end())
        if appeal or (deed.verb == "call on" and deed.status != "scheduled"):
            return False  # "called on ⟦1⟧ to resign"
    if deed.verb in ("see", "call on"):
        return bool(re.search(r"\b(?:will|to|['’]ll|did)\b", deed.aux))
    return not deed.verb.endswith("ing for") or bool(
        re.search(r"\b(?:is|are|was|were)\b", deed.aux)
    )


def _is_seen(clause: Clause, deed: Deed, found: re.Match[str]) -> bool:
    """Whether those behind the verb are whom somebody met, by what follows them."""
    actors = [clause.cast.actors[one] for one in clause.who.actors(found["group"])]
    if ("visit" in deed.verb or deed.verb == "called on") and not all(
        one.kind in ("person", "role_holder")
        or (one.kind == "collective" and hinted_level(told_role(one)) not in (None, "non_state"))
        for one in actors
    ):
        return False
    if " call " in deed.verb or "face" in deed.verb:
        return True
    end = clause.behind(found.end())
    return bool(_SEEN_WHEN.match(clause.text, end)) and clause.who.are_diplomats(found["group"])


def _joined(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ joined ⟦1⟧ and ⟦2⟧ for a working dinner`."""
    for deed in deeds(clause, _JOIN):
        found = clause.object(deed.match.end())
        what = _JOINED_FOR.match(clause.text, clause.behind(found.end())) if found else None
        if found is None or what is None or DOMESTIC.search(what[0]) or RECURRENT.search(what[0]):
            continue
        if what["noun"].startswith("call") and _CALL_FOR.match(clause.text, what.end()):
            continue
        kinds = {clause.cast.actors[one].kind for one in clause.who.actors(found["group"])}
        if deed.status in ("held", "scheduled") and kinds <= {"person", "role_holder"}:
            yield from _together(clause, deed, found["group"], what.end(), status=deed.status)


def _told_by_phone(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ told ⟦1⟧ on the phone`, `⟦0⟧ assured ⟦1⟧ in a phone call on Monday`."""
    for deed in deeds(clause, _TOLD):
        found = clause.object(deed.match.end())
        how = _BY_PHONE.match(clause.text, clause.behind(found.end())) if found else None
        if found and how and deed.status == "held" and clause.who.are_diplomats(found["group"]):
            yield from _together(clause, deed, found["group"], how.end(), status="held", how=how[0])


def _together(
    clause: Clause, deed: Deed, group: str, end: int, *, status: MeetingStatus, how: str = ""
) -> Iterator[Telling]:
    seats = clause.who.seats(deed.subject[0], group)
    if clause.who.is_company(seats):
        comes = deed.verb.startswith(("pa", "call"))  # a courtesy call is no call
        told = how or ("" if comes else clause.text[deed.at : end + 30])
        channel = channel_of(told) or "in_person"
        extent = (clause.head(deed.subject), end)
        noun = "call" if channel == "phone" else "meeting"
        one = clause.tell(extent, deed.at, status, noun, seats, channel=channel)
        yield one
        if group:
            yield from second(clause, deed, one, end)
