"""Visits told by the traveller: who goes to another state, and whom he goes to see."""

import re
from collections.abc import Iterator, Sequence

from pipeline.lookup.places import resolve_place
from pipeline.rules.meetings.at_home import is_private
from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.deeds import deeds
from pipeline.rules.meetings.diplomats import is_diplomatic
from pipeline.rules.meetings.grammar import LIST_OR_ONE
from pipeline.rules.meetings.sides import country_of
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.where import visited
from pipeline.rules.meetings.wording import VISIT
from schemas.vocabulary import MeetingStatus

_GOAL = re.compile(
    r"(?P<mid>[^;:⟦⟧]{0,60}?)\b(?:for (?:[\w’'-]+ ){0,5}(?:talks|meetings?|consultations"
    r"|negotiations"
    r"|a summit) with|to (?:meet|see|hold (?:[\w-]+ )?talks)(?: separately| privately)?(?: with)?"
    r"|where (?:⟦\d+⟧|he|she|they) (?:will |is to |would |later |(?:is|are) (?:due|expected"
    r"|scheduled|set)"
    r" to )?(?:meet|see|met|hold talks|held talks)"
    r"(?: separately| privately)?(?: with)?)"
)
"""Whom a traveller goes to see."""
_TO_PLACE = re.compile(r" to (?=(?:the )?[\w ]{0,30}?[A-Z])")
_SENT = re.compile(
    r"\b(?:envoy|representative|secretary[- ]general|coordinator|U\.?N\.?|EU|NATO)\b", re.IGNORECASE
)
_VISITS = re.compile(r"visit|pa(?:id|ys?|ying)|led|lead|travel+ed|arrived|flew")
_STAYS = ("be", "due", "expected")
"""What tells of a visit only where it says whom the visitor goes to see: "will be in Bern to"."""
_AHEAD = re.compile(r"\bwhere (?:⟦\d+⟧|he|she|they) (?:will|is|are)\b")
_GOING = ("visiting", "travelling", "traveling", "flying", "returning", "paying", "leading")
_BARE = ("travel", "visit", "fly", "arrive", "pay", "return", "lead")
_CROWD = 3
"""Travellers above which a sentence tells of a custom rather than of one visit."""


def travelled(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ visited Bern`, `⟦0⟧ will travel to Bern for talks with ⟦1⟧`: to another state only."""
    for deed in deeds(clause, VISIT):
        verb = deed.verb.split()[0]
        going = bool(re.search(r"\b(?:is|are|was|were|been?)\b", deed.aux))
        if (verb in _GOING and not going) or (verb in _BARE and not deed.aux):
            continue
        here = clause.masked.here(deed.match.start("place"))
        place = visited(clause.layout.text, here, clause.sentence.end, clause.cast)
        actors = clause.who.actors(deed.subject[0])
        if (
            place is None
            or deed.status not in ("held", "scheduled")
            or not _is_abroad(clause, actors, place)
        ):
            continue
        end = _masked_end(clause, place[1])
        goal = _GOAL.match(clause.text, end)
        found = clause.object(goal.end()) if goal else None
        if found is None and (verb in _STAYS or not (clause.dates or _VISITS.match(deed.verb))):
            continue
        seats = clause.who.seats(deed.subject[0], found["group"] if found else "", "guest", "host")
        if found and not clause.who.is_company(seats):
            if clause.who.are_private(found["group"]):
                continue
            seats = clause.who.seats(deed.subject[0], "", "guest")  # "talks with the authorities"
        if len(actors) > _CROWD:
            continue
        soon = (verb in _GOING and re.search(r"\b(?:is|are)\b", deed.aux)) or (
            verb in _STAYS[1:] or (goal and _AHEAD.search(goal[0]))
        )
        yield clause.tell(
            (clause.head(deed.subject), found.end() if found else end),
            deed.at,
            "scheduled" if soon else deed.status,
            "visit",
            seats,
            channel="in_person",
            place=place,
        )


def _masked_end(clause: Clause, offset: int) -> int:
    """The offset in the masked text where an offset of the article lies, or just behind it."""
    ends = (at for at in range(len(clause.text) + 1) if clause.masked.here(at) >= offset)
    return next(ends, len(clause.text))


def journey(clause: Clause, noun: re.Match[str], own: str, status: MeetingStatus) -> Telling | None:
    """A visit told by its noun, "his trip to Angola", if it goes to another state.

    One that its host calls off may leave the place out: `⟦0⟧ scrapped a visit by ⟦1⟧`.
    """
    visitor = clause.object(noun.end() - 1) if noun["prep"] in ("of", "by") else None
    last = visitor.end() if visitor else noun.end("noun")
    to = _TO_PLACE.match(clause.text, last)
    if status == "held" and not clause.dates:
        return None
    if to is None:
        fated = status in ("cancelled", "postponed")
        return _unmade(clause, noun, visitor, status) if fated and visitor else None
    here = clause.masked.here(to.end())
    place = visited(clause.layout.text, here, clause.sentence.end, clause.cast)
    by = _BY.match(clause.text, _masked_end(clause, place[1])) if place and not visitor else None
    if by and (visitor := clause.object(by.end())):
        last = visitor.end()  # "a trip to Bern by | ⟦0⟧"
    before = clause.text[: noun.start()]
    group, first = (own if "⟦" in own else "", noun.start())
    if visitor:
        group = visitor["group"]
    if not group and own in ("his", "her", "their", "a", "an"):
        owners = list(LIST_OR_ONE.finditer(before))
        group, first = (owners[-1][0], owners[-1].start()) if owners else ("", first)
    actors = clause.who.actors(group)
    if not actors or place is None or not _is_abroad(clause, actors, place):
        return None
    seats = clause.who.seats(group, "", "guest")
    extent = (first, last)
    return clause.tell(
        extent, noun.start("noun"), status, "visit", seats, channel="in_person", place=place
    )


_BY = re.compile(r" by(?= (?:the )?⟦)")
_CALLED_OFF = re.compile(
    r" (?:(?:has|have|had|also|abruptly|suddenly) )*(?:cancel+ed|called off|scrapped|postponed"
    r"|put off|delayed|suspended) (?:[\w’'-]+ ){0,3}$"
)


def _unmade(
    clause: Clause, noun: re.Match[str], visitor: re.Match[str], status: MeetingStatus
) -> Telling | None:
    """A diplomat's visit that was not made, with the host where it is he who called it off."""
    actors = clause.who.actors(visitor["group"])
    countries = {country_of(clause.cast, one) for one in actors}
    kinds = {clause.cast.actors[one].kind for one in actors}
    if not kinds <= {"person", "role_holder"} or None in countries:
        return None
    if not clause.who.are_diplomats(visitor["group"]):
        return None
    host = clause.leading(noun.start())
    if host and not _CALLED_OFF.fullmatch(clause.text, host.end(), noun.start("noun")):
        host = None
    if host and {clause.cast.actors[one].kind for one in clause.who.actors(host[0])} != {"state"}:
        host = None  # who it was does not host
    seats = clause.who.seats(visitor["group"], host[0] if host else "", "guest", "host")
    if host and not clause.who.is_company(seats):
        return None
    extent = (host.start() if host else noun.start(), visitor.end())
    return clause.tell(extent, noun.start("noun"), status, "visit", seats, channel="in_person")


def _is_abroad(clause: Clause, actors: Sequence[int], place: tuple[int, int]) -> bool:
    """Whether a state's leader or diplomat goes to another state: no tour of his own."""
    where = resolve_place(clause.layout.text[place[0] : place[1]])
    if not actors or where is None or not where.country_iso3:
        return False
    for one in actors:
        actor, country = clause.cast.actors[one], country_of(clause.cast, one)
        if actor.kind not in ("person", "role_holder") or is_private(actor):
            return False
        if not is_diplomatic(actor, country) or country == where.country_iso3:
            return False
        if country is None and not (actor.affiliation or _SENT.search(actor.role or "")):
            return False
    return True
