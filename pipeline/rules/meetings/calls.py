"""Calls told otherwise than by "phoned": placed a call, took one, reached somebody by telephone."""

import re
from collections.abc import Iterator

from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.deeds import Deed, deeds
from pipeline.rules.meetings.telling import Telling
from schemas.vocabulary import Channel, ParticipantRole

CALL_WORD = r"calls?|(?:tele)?phone[ds]?|rung|line|hotline|video"
_CALL = (
    r"(?:an? |the |another |his |her |their )?(?:[\w-]+ ){0,3}?(?:(?:tele)?phone )?(?P<noun>calls?)"
    r"(?! (?:for|on)\b)"
)
_PLACED = re.compile(
    rf"\b(?P<verb>placed?|places|placing|made|makes?|put in|put through|initiated) {_CALL}"
    r"(?: (?:on|late|early|this|last) [^,;:⟦⟧]{2,30}?)? (?:to|with)(?: (?:both|the|his|her))*"
    r"(?= (?:[\w’'-]+ ){0,3}⟦)"
)
_TOOK = re.compile(
    rf"\b(?P<verb>took|takes?|taken|fielded|got|answered|accepted) {_CALL}"
    r"(?: (?:on|late|early|this|last) [^,;:⟦⟧]{2,30}?)? from(?: (?:both|the|his|her))*"
    r"(?= (?:[\w’'-]+ ){0,3}⟦)"
)
_CALLED_BY = re.compile(
    r"\b(?P<verb>(?:tele)?phoned|rung(?: up)?|called) by(?= (?:[\w’'-]+ ){0,3}⟦)"
)
_WAS = re.compile(r"\b(?:was|were|been|being)\b")
_REACHED = re.compile(r"\b(?P<verb>got|reached|had|contacted)(?= (?:[\w’'-]+ ){0,3}⟦)")
_VERB_WITH = re.compile(
    r"\b(?P<verb>(?!(?:called|phoned|telephoned)\b)[a-z]{3,}(?:ed|k|ke|ken))(?: [^,;:⟦⟧]{0,45}?)?"
    r" (?:with|to)(?= (?:[\w’'-]+ ){0,3}⟦)"
)
_LINE = (
    r"(?:by (?:tele)?phone|(?:on|over) the (?:tele)?phone|on the line|(?:by|over|via) (?:the "
    r"|an? )?"
    r"(?:[\w-]+ )?(?:hotline|video[- ]?link|video call)|in an? (?:[\w-]+ ){0,3}(?:call"
    r"|(?:tele)?phone conversation))\b"
)
_BY_LINE = re.compile(rf"(?:,? [^,;:⟦⟧]{{0,30}}?)?,? {_LINE}")
_LINE_WITHIN = re.compile(_LINE)


def calls(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ placed a call to ⟦1⟧`, `⟦0⟧ was telephoned by ⟦1⟧`, `⟦0⟧ reached ⟦1⟧ by telephone`."""
    for deed in deeds(clause, _PLACED):
        yield from _one(clause, deed, deed.match.end(), "caller", "participant")
    for deed in deeds(clause, _TOOK):
        yield from _one(clause, deed, deed.match.end(), "participant", "caller")
    for deed in deeds(clause, _CALLED_BY):
        if _WAS.search(deed.aux):
            yield from _one(clause, deed, deed.match.end(), "participant", "caller")
    for deed in deeds(clause, _REACHED):
        yield from _one(clause, deed, deed.match.end(), "caller", "participant", line=True)
    for deed in deeds(clause, _VERB_WITH):
        within = _LINE_WITHIN.search(deed.match[0])
        yield from _one(
            clause, deed, deed.match.end(), "participant", "participant", line=not within
        )


def _one(
    clause: Clause,
    deed: Deed,
    end: int,
    first: ParticipantRole,
    second: ParticipantRole,
    *,
    line: bool = False,
) -> Iterator[Telling]:
    """The call with whom the words from `end` name; line: "by phone" must stand behind them."""
    found = clause.object(end)
    if found is None or deed.status not in ("held", "scheduled", "denied"):
        return
    last = clause.behind(found.end())
    if line:
        how = _BY_LINE.match(clause.text, last)
        if how is None:
            return
        last = how.end()
    seats = clause.who.seats(deed.subject[0], found["group"], first, second)
    if clause.who.are_diplomats(found["group"]) and clause.who.is_company(seats):
        extent = (clause.head(deed.subject), last)
        channel: Channel = "video" if "video" in clause.text[deed.at : last] else "phone"
        yield clause.tell(extent, deed.at, deed.status, "call", seats, channel=channel)
