"""Meetings told by what they were about: "discussed trade with ⟦1⟧ in Bern on Monday".

One may discuss a thing anywhere and at any time: only a day makes a meeting of it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.deeds import deeds
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.wording import DOMESTIC, SIGNED_WHAT, channel_of

MATTER_WORD = (
    r"went|signed|briefed|brief|discuss(?:ed|es)?|review(?:ed|s)?|explored?|raised?|talked|took|negotiated?|agreed?"
    r"|reached|compared|broached|examined?"
)
_MATTER = re.compile(
    r"\b(?P<verb>signed|discuss(?:ed|es)?|reviewed|explored|raised|talked over|talked through"
    r"|took up"
    r"|negotiated?|went over|compared notes|broached|examined|review|raise|explore|take up)\b"
    r"(?P<what>(?: [^,;:]{1,90}?)?) (?:directly |personally "
    r"|separately )?with(?= (?:[\w’'-]+ ){0,3}⟦)"
)
_BRIEFED = re.compile(r"\b(?P<verb>briefed|brief)(?= (?:[\w’'-]+ ){0,3}⟦)")
_WHEN = re.compile(r"[^;:⟦⟧]{0,40}")
_AGAIN_ON = re.compile(
    r"[^,;:⟦⟧]{0,45}? and (?:then )?again (?=(?:on|late|early|in|last|yesterday|today)\b)"
)
_PEOPLE = {"person", "role_holder", "collective", "opposition_group", "armed_group"}


def matters(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ raised the case with ⟦1⟧ on Monday`, where a day of the meeting stands beside it."""
    yield from briefed(clause)
    for deed in deeds(clause, _MATTER):
        if deed.status not in ("held", "scheduled") or DOMESTIC.search(deed.match["what"]):
            continue
        if deed.verb == "signed" and not SIGNED_WHAT.match(deed.match["what"]):
            continue
        found = clause.object(deed.match.end())
        if found is None or not clause.who.are_diplomats(found["group"]):
            continue
        seats = clause.who.seats(deed.subject[0], found["group"])
        kinds = {clause.cast.actors[one].kind for one, _ in seats}
        if not kinds <= _PEOPLE or not clause.who.is_company(seats):
            continue
        end = clause.behind(found.end())
        told = clause.text[deed.at : end] + _WHEN.match(clause.text, end)[0]  # type: ignore[index]  # it matches the empty string
        extent = (clause.head(deed.subject), end)
        one = clause.tell(extent, deed.at, deed.status, "talks", seats, channel=channel_of(told))
        if one.date:
            yield one
            yield from once_more(clause, one, end)


def briefed(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ briefed ⟦1⟧ in Bern on Monday`: with a day and a place only."""
    for deed in deeds(clause, _BRIEFED):
        found = clause.object(deed.match.end())
        if found is None or not clause.who.are_diplomats(found["group"]):
            continue
        seats = clause.who.seats(deed.subject[0], found["group"])
        if deed.status in ("held", "scheduled") and clause.who.is_company(seats):
            extent = (clause.head(deed.subject), found.end())
            one = clause.tell(extent, deed.at, deed.status, "talks", seats, channel=None)
            if one.date and one.place:
                yield one


def once_more(clause: Clause, told: Telling, end: int) -> Iterator[Telling]:
    """The same people's next meeting: `with ⟦1⟧ on Saturday and again on Sunday`."""
    found = _AGAIN_ON.match(clause.text, end)
    if found is None:
        return
    start, at = clause.sentence.start, clause.masked.here(found.end())
    day = next((one for one in clause.dates if 0 <= start + one.start - at <= 4), None)
    if day is not None:
        last = start + day.end
        words = clause.layout.text[at:last]
        yield replace(told, at=at, end=last, date=words, place=None, again=True)
