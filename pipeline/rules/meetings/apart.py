"""Several met by one verb: one telling for all, or one for each whom the subject met apart."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.deeds import Deed
from pipeline.rules.meetings.masked import GROUP
from pipeline.rules.meetings.telling import Seats, Telling
from pipeline.rules.meetings.wording import PHONED, TOGETHER
from schemas.vocabulary import Channel, ParticipantRole

_APART = re.compile(r" ?(?:with )?each (?:of )?")
_APART_BEHIND = re.compile(
    r",? (?:separately|individually|one (?:by|after) (?:one|the other)|in turn)\b"
)
_THEN = re.compile(
    rf",? (?:and )?(?:then|later)(?: with)?(?: (?:the|his|her))? (?P<group>{GROUP})"
    r"(?=\s*(?:[.,;]|$))"
)
"""One more whom the subject met right after: `met with ⟦1⟧, then with ⟦2⟧`."""
_SECOND = re.compile(
    r"(?P<first>[^;:⟦⟧]{0,40}?),? and,? (?P<day>(?:on|in|at|late|early|later|a day|the|then"
    rf"|yesterday|today)[^;:⟦⟧]{{0,30}}?,? )?(?:(?:the|his|her) )?(?P<group>{GROUP})"
    r"(?P<on>,? (?:on|late|early|yesterday|today|tomorrow|a day|the (?:next|following|same)"
    r" day)\b[^,;:.⟦⟧]{0,25})?(?=\s*(?:[.,;]|$))"
)
"""One more whom the subject met, on a day of his own: `⟦1⟧ on Monday and ⟦2⟧ on Tuesday`."""


def each(
    clause: Clause,
    deed: Deed,
    extent: tuple[int, int],
    group: str,
    *,
    channel: Channel | None,
    hint: str = "",
    first: ParticipantRole = "participant",
) -> Iterator[Telling]:
    """One telling, or one for each object met apart: two calls, "separate talks with"."""
    noun = (
        "call" if deed.verb.startswith(PHONED) else deed.match.groupdict().get("noun") or deed.verb
    )
    alone = len(clause.who.actors(deed.subject[0])) == 1
    apart = (
        re.search(r"\bseparate(?:ly)?\b", deed.match[0] + group)
        or _APART.match(clause.text, deed.match.end(), extent[1])
        or _APART_BEHIND.match(clause.text, extent[1])
        or ", with " in group
        or (channel == "phone" and not TOGETHER.search(deed.match[0]))
    )
    pairs: list[Seats] = [clause.who.seats(deed.subject[0], group, first)]
    if apart and alone and len(others := clause.who.actors(group)) > 1:
        one = clause.who.seats(deed.subject[0], "", first)
        pairs = [(*one, (other, "participant")) for other in others]
    for seats in pairs:
        if clause.who.is_company(seats):
            told = clause.tell(
                extent, deed.at, deed.status, noun, seats, channel=channel, hint=hint
            )
            yield replace(told, again=False) if len(pairs) > 1 else told
            if group and len(pairs) == 1:
                yield from second(clause, deed, told, extent[1])
    if then := _THEN.match(clause.text, extent[1]) if group else None:
        seats = clause.who.seats(deed.subject[0], then["group"], first)
        if clause.who.is_company(seats):
            told = clause.tell(
                (extent[0], then.end()),
                then.start("group"),
                deed.status,
                noun,
                seats,
                channel=channel,
            )
            yield replace(told, again=True)


def second(clause: Clause, deed: Deed, told: Telling, end: int) -> Iterator[Telling]:
    """The meeting with him who follows an object, where a day of his own stands beside him."""
    found = _SECOND.match(clause.text, end)
    if found is None or not (found["day"] or found["on"]):
        return
    here = clause.masked.here
    lows, highs = zip(*(found.span(part) for part in ("day", "on") if found[part]), strict=True)
    low, high = here(min(lows)) - clause.sentence.start, here(max(highs)) - clause.sentence.start
    days = [one for one in clause.dates if low <= one.start and one.end <= high]
    seats = clause.who.seats(deed.subject[0], found["group"])
    if not days or not clause.who.is_company(seats):
        return
    start = clause.sentence.start
    first, last = start + days[0].start, start + days[0].end
    at = here(found.start("group"))
    yield replace(
        told,
        at=at,
        start=min(at, first),
        end=max(here(found.end("group")), last),
        seats=seats,
        place=None,
        date=clause.layout.text[first:last],
        again=True,
    )
