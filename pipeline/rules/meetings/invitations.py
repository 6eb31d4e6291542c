"""Invitations taken: "accepted an invitation from ⟦1⟧ to visit Bern", "took up ⟦1⟧'s"."""

import re
from collections.abc import Iterator

from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.deeds import deeds
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.where import visited

ACCEPT_WORD = r"accept(?:s|ed)?|took"
_ACCEPTED = re.compile(
    r"\b(?P<verb>accepted|accepts|took up) (?:(?:an?|the|his|her|their) |(?P<whose>⟦\d+⟧)['’]s? )"
    r"(?:[\w-]+ ){0,3}?(?:invitation|invite)\b"
)
_FROM = re.compile(r"[^.;:⟦⟧]{0,60}?\b(?:from|by|of)(?: the| his| her)?(?= ⟦)")
_TO = re.compile(r"[^.;:]{0,90}?\b(?:visit(?:ing)?|(?:travel|come|fly|visit) to|to) (?=[A-Z])")
_REACH = 140
"""Characters behind "invitation" in which the place stands."""


def accepted(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ accepted ⟦1⟧'s invitation to visit Bern in May`: planned, with its place or day."""
    for deed in deeds(clause, _ACCEPTED):
        end = deed.match.end()
        source = None if deed.match["whose"] else _FROM.match(clause.text, end)
        host = clause.object(source.end()) if source else None
        group = deed.match["whose"] or (host["group"] if host else "")
        seats = clause.who.seats(deed.subject[0], group, "guest", "host")
        if deed.status != "held" or not group or not clause.who.is_company(seats):
            continue
        last = host.end() if host else end
        to = _TO.match(clause.text, last) or _TO.match(clause.text, end)
        here = clause.masked.here(to.end()) if to and to.end() - end < _REACH else None
        text, stop = clause.layout.text, clause.sentence.end
        place = visited(text, here, stop, clause.cast) if here is not None else None
        told = clause.tell(
            (clause.head(deed.subject), max(last, end)),
            deed.at,
            "scheduled",
            "visit",
            seats,
            channel="in_person",
            place=place,
            placed=False,
        )
        if told.date or told.place:
            yield told
