"""Meetings told by who was there: present at, the guest of, ministers of a body in one town."""

import re
from collections.abc import Iterator

from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.deeds import deeds
from pipeline.rules.meetings.masked import GROUP
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.wording import DOMESTIC, NOUN
from schemas.vocabulary import MeetingStatus

ATTENDANCE_WORD = (
    r"attending|attendance|present|taking|participating|gathered|seated|guests?|discuss(?:ed)?"
    r"|debated|agreed|reviewed|approved|endorsed|adopted|imposed|froze|backed|condemned|decided"
)
_PRESENT = re.compile(
    r"(?:^|[\"“] ?|— |\) )(?:Also )?(?:[Aa]ttending|[Pp]resent (?:at|for|in)|[Tt]aking part in"
    r"|[Pp]articipating in|[Gg]athered (?:at|for|in)|[Ss]eated at|[Ii]n attendance at) (?:an?|the)"
    rf" (?:(?:[\w’'-]+|⟦\d+⟧(?:['’]s?)?) ){{0,5}}?(?P<noun>{NOUN}|ceremony|signing|table|forum)"
    r"(?: (?:in|at|on|near|outside) [^,;:⟦⟧]{2,50}?)? (?P<verb>were|was|will be)"
    rf" (?:the |both )?(?P<group>{GROUP})"
)
_GUEST = re.compile(
    r"\b(?P<verb>(?:was|were|arrived|stayed|came|flew|travel+ed|dined|visited)\b[^,;:⟦⟧]{0,50}?"
    r" as (?:the |an? |his |her )?(?:[\w-]+ )?guests?) of(?: the)?(?= ⟦)"
)
_DECIDED = re.compile(
    r"\b(?P<verb>discussed|debated|agreed|reviewed|approved|endorsed|adopted|imposed|froze|backed"
    r"|condemned|decided)\b"
)
_OF_A_BODY = re.compile(
    r"(?:the )?(?:EU|European(?: Union)?|[Ee]uro ?zone|Euro zone|NATO|G-?(?:7|8|20)|Group of \w+"
    r"|Arab(?: League)?|ASEAN|Gulf|GCC|African(?: Union)?|AU|ECOWAS|West African|BRICS|SADC|IGAD"
    r"|Commonwealth|Western Balkans?|Nordic|Baltic|Visegrad|Central Asian|Caribbean|CARICOM|APEC"
    r"|Pacific|Latin American|OSCE|OIC|SCO|CIS|Quad)\b (?:[\w-]+ ){0,3}?(?:ministers|leaders"
    r"|presidents|ambassadors|envoys|chiefs|heads of \w+)"
)
"""Those whom several states send to their body: "Eurozone finance ministers"."""
_WHAT = re.compile(r"(?:[^,;:⟦⟧]|⟦\d+⟧){0,80}?(?= (?:in|at) (?:the )?[A-Z])")
_REACH = 24
"""Characters before those ministers in which the words for their body may begin."""


def attendance(clause: Clause) -> Iterator[Telling]:
    """Every meeting that the sentence tells by who was there."""
    yield from _present(clause)
    yield from _guests(clause)
    yield from _sat(clause)


def _present(clause: Clause) -> Iterator[Telling]:
    """`Attending the signing ceremony in Bern were ⟦0⟧ and ⟦1⟧`."""
    match = _PRESENT.search(clause.text)
    if match is None or not clause.is_open(*match.span("verb")) or DOMESTIC.search(match[0]):
        return
    seats = clause.who.seats(match["group"])
    if clause.who.is_company(seats) and len(seats) > 1:
        status: MeetingStatus = "scheduled" if match["verb"] == "will be" else "held"
        at, noun = match.start("noun"), match["noun"]
        yield clause.tell(match.span(), at, status, noun, seats, channel="in_person")


def _guests(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ was in Bern last month as the guest of ⟦1⟧`."""
    for deed in deeds(clause, _GUEST):
        found = clause.object(deed.match.end())
        if found is None or deed.status != "held" or not clause.who.are_diplomats(found["group"]):
            continue
        seats = clause.who.seats(deed.subject[0], found["group"], "guest", "host")
        if clause.who.is_company(seats):
            extent = (clause.head(deed.subject), found.end())
            yield clause.tell(extent, deed.at, "held", "visit", seats, channel="in_person")


def _sat(clause: Clause) -> Iterator[Telling]:
    """`Eurozone finance ministers discussed the plans in Bern on Monday`: with day and place."""
    for deed in deeds(clause, _DECIDED):
        here = clause.masked.here(deed.subject.start())
        words = clause.layout.text[max(clause.sentence.start, here - _REACH) :]
        named = _OF_A_BODY.search(words[: _REACH + 60])
        seats = clause.who.seats(deed.subject[0])
        if not (named and deed.status == "held" and len(seats) == 1):
            continue
        if clause.who.is_company(seats) and clause.who.is_many(deed.subject[0]):
            what = _WHAT.match(clause.text, deed.match.end())
            extent = (clause.head(deed.subject), (what or deed.match).end())
            told = clause.tell(extent, deed.at, "held", "meeting", seats, channel="in_person")
            if told.date and told.place:
                yield told
