"""Meetings told by those who led them together: "the talks were co-chaired by ⟦0⟧ and ⟦1⟧"."""

import re
from collections.abc import Iterator

from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.wording import NOUN, channel_of
from schemas.vocabulary import MeetingStatus

CHAIR_WORD = r"(?:co)?(?:chaired|hosted|convened|led)|jointly"
_CHAIRED = re.compile(
    rf"\b(?P<noun>{NOUN})(?:[^;:⟦⟧]|⟦\d+⟧){{0,120}}?"
    r" (?P<aux>was|were|will be|is to be|are to be|is being|are being)"
    r" (?P<verb>(?:co-?|jointly )(?:chaired|hosted|convened|led)|chaired)"
    r"(?P<how> [^;:⟦⟧]{0,50}?)? by(?: the)?(?= ⟦)"
)
_TWO = 2


def chaired(clause: Clause) -> Iterator[Telling]:
    """`The fourth meeting of the committee was co-chaired in Bern by ⟦0⟧ and ⟦1⟧`."""
    for match in _CHAIRED.finditer(clause.text):
        found = clause.object(match.end())
        if found is None or not clause.is_open(*match.span("noun")):
            continue
        seats = clause.who.seats(found["group"])
        if len(seats) < _TWO or not clause.who.is_company(seats):
            continue
        status: MeetingStatus = "held" if match["aux"] in ("was", "were") else "scheduled"
        yield clause.tell(
            (match.start("noun"), found.end()),
            match.start("noun"),
            status,
            match["noun"],
            seats,
            channel=channel_of(match[0]) or "in_person",
        )
