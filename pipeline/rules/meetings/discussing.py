"""What people discussed, as a meeting of theirs: on a day or line that the words give to it.

"They discussed the visit on August 30" tells what the talk was about, and no other meeting.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.resolving.dates.values import DateMention
from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.deeds import Deed, deeds
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.when import date_near
from pipeline.rules.meetings.wording import NOUN, channel_of

_DISCUSSED = re.compile(r"\b(?P<verb>discussed)\b")
_ABOUT = re.compile(
    rf"\b(?:{NOUN}|elections?|votes?|address|speech|attacks?|agreements?|inauguration|launch\w*|plans?"
    r"|that|which|who|where|since|after|before|following|ahead|prior|upcoming|planned|scheduled"
    r"|recent|progress|steps|how|whether|preparations?|planning)\b|['’]s\b|[;:]",
    re.IGNORECASE,
)
"""What between a verb and a day gives the day to what was discussed."""
_DAYS = ("weekday", "today", "day", "date", "yesterday", "tomorrow")
_LINE = re.compile(
    r"\b(?:by|in|on|over|via|during|through)\s+(?:(?:an?|the|their)\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:(?:tele)?phone|calls?|video\w*|teleconference|hotline)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:[^.;]{0,40}[-–—] ?)?(?:(?:on|in|late|early|earlier|the) )*", re.IGNORECASE)
_TO_WHOM = re.compile(r"[^;:⟦⟧]{1,60}? with(?= ⟦)")


def discussed(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ and ⟦1⟧ discussed trade in Bern on Monday`, `⟦0⟧ discussed … in a call with ⟦1⟧`."""
    for deed in deeds(clause, _DISCUSSED):
        end = deed.match.end()
        day, line = _day(clause, deed), _line(clause, deed)
        whom = _TO_WHOM.match(clause.text, end)
        found = clause.object(whom.end()) if whom and line else None
        group = found["group"] if found else ""
        seats = clause.who.seats(deed.subject[0], group)
        if not (day or line) or len(seats) < len(("one", "other")):
            continue
        if not clause.who.is_company(seats):
            continue
        told = clause.tell(
            (clause.head(deed.subject), found.end() if found else end),
            deed.at,
            deed.status,
            "discussed",
            seats,
            channel=channel_of(line) if line else None,
            hint=clause.who.senders(deed.subject),
            placed=False,
        )
        text, last = clause.layout.text, clause.masked.here(end)
        near = date_near(text, clause.span, told.at, [day], end=last) if day else None
        if near is None:
            yield replace(told, date=None)
        else:
            start, stop = min(told.start, near[0]), max(told.end, near[1])
            yield replace(told, date=text[slice(*near)], start=start, end=stop)


def _day(clause: Clause, deed: Deed) -> DateMention | None:
    """The day of the talk: at the sentence's head, or before or behind the verb."""
    masked, start = clause.masked, clause.sentence.start
    first, verb = masked.here(deed.subject.start()), masked.here(deed.match.end())
    text = clause.layout.text
    for one in clause.dates:
        low, high = start + one.start, start + one.end
        opens = (
            high <= first
            and _OPENS.fullmatch(text, start, low)
            and not text[high:first].strip(" ,")
        )
        within = first < low < verb and "," not in text[high:verb]
        behind = low >= verb and one.kind in _DAYS and not _ABOUT.search(text, verb, low)
        if opens or within or behind:
            return one
    return None


def _line(clause: Clause, deed: Deed) -> str:
    """The words for a call in which they spoke: `in a phone call`, not what the talk was about."""
    for found in _LINE.finditer(clause.text):
        between = clause.text[deed.match.end() : found.start()]
        if found.end() <= deed.at or not _ABOUT.search(between):
            return found[0]
    return ""
