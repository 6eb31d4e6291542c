"""Bodies of states that meet: "Tuesday's summit of ⟦GCC⟧", "where ⟦G20⟧ was winding up"."""

import re
from collections.abc import Iterator

from pipeline.rules.meetings.at_home import is_private
from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.telling import Seats, Telling

_NAMED = re.compile(
    r"\b(?:Joint|Organi[sz]ation|Union|League|Alliance|Association|Commonwealth|Community"
    r"|Council of"
    r"|Group of|Compact|Forum)\b"
)
_ITS_OWN = re.compile(
    r"(?P<body>⟦\d+⟧) (?:has |had |have )?(?:also )?(?:postponed|put off|called off|cancel+ed"
    r"|scrapped|delayed|announced|scheduled|convened|called|will (?:hold|convene|host)"
    r"|is (?:to|due to) (?:hold|convene|host)) (?:an?|its|the) $"
)
"""`⟦0⟧ postponed an | extraordinary summit`: a body's own."""
_PART_OF = re.compile(
    r" of (?:the )?(?P<body>⟦\d+⟧)['’]s? (?:[\w-]+ ){0,3}?(?:troika|council|organ|bureau|committee"
    r"|presidency|members?|leaders|ministers|states|secretariat|commission|contact group|group"
    r"|executive|envoys|chiefs|heads)\b"
)
"""`a summit | of ⟦0⟧'s security troika`."""


def is_body(clause: Clause, seats: Seats) -> bool:
    """Whether it is one body of states: by its kind, or by its name where no table has it."""
    if len(seats) != 1:
        return False
    actor = clause.cast.actors[seats[0][0]]
    return actor.kind == "igo" or (
        actor.kind == "government_body"
        and bool(_NAMED.search(actor.name or ""))
        and not is_private(actor)
    )


def body_of(clause: Clause, match: re.Match[str], own: str) -> tuple[Seats, int]:
    """The body whose meeting it is, and where the words for it end.

    `a ⟦0⟧ summit`, `⟦0⟧'s summit`, `⟦0⟧ put off its | summit`, `a summit of ⟦0⟧'s council`
    """
    last = match.end("noun")
    held = _ITS_OWN.search(f"{clause.text[: match.start()]}{own} ")
    part = _PART_OF.match(clause.text, last)
    for words, end in (
        (held["body"] if held else "", last),
        (part["body"] if part else "", part.end() if part else last),
        (own, last),
        (match["adj"] or "", last),
    ):
        if "⟦" in words and is_body(clause, seats := clause.who.seats(words)):
            return seats, end
    return (), last


def body_before(clause: Clause, noun: str, own: str) -> Seats:
    """The only body that the sentences before name beside a gathering, which `The | summit` was."""
    if own != "the" or noun not in _GATHERINGS:
        return ()
    before = clause.layout.sentences[max(0, clause.number - _TOLD_WITHIN) : clause.number]
    found: set[int] = set()
    for one in before:
        if _GATHERING.search(clause.layout.text, one.start, one.end):
            found.update(
                actor
                for mention in clause.cast.within(one.start, one.end)
                for actor in mention.actors
                if clause.cast.actors[actor].kind == "igo"
            )
    return tuple((one, "participant") for one in found) if len(found) == 1 else ()


_GATHERINGS = ("summit", "gathering", "conference", "session", "ministerial")
_GATHERING = re.compile(r"\b(?:summit|conference|gathering|session|meeting|retreat)\b")
_TOLD_WITHIN = 2
"""Sentences back in which a gathering is first told that "the gathering" means."""
BODY_WORD = r"G\d*|APEC|BRICS|ASEAN|Asean|Forum|SCO|Quad|Mercosur|CARICOM|Caricom|OPEC"
"""A word of a body that is called by the same name when it meets."""
_SESSION = re.compile(
    r"(?P<body>⟦\d+⟧)(?: (?:has|had|have|is|was|are|were|will|to|then|also|finally|now|be|been"
    r"|only))*"
    r" (?P<verb>winding up|wound up|winds up|wrapp(?:ed|ing) up|wraps up|concluded|concludes"
    r"|opened|opens|under way|in session|kicked off|kicks off|got under way|gets under way"
    r"|drawing to a close|closed|ended|taking place|begins|began|open)"
    r"(?= (?:in|at|on|with|without|here|today|yesterday|late|early|this|last) |[,.;]|$)"
)
_AHEAD = re.compile(r"\b(?:will|is to|are to)\b|\b(?:opens|kicks off|begins|gets under way)$")


def in_session(clause: Clause) -> Iterator[Telling]:
    """A body of states spoken of as its own meeting: `Osaka, where ⟦0⟧ was winding up`."""
    for match in _SESSION.finditer(clause.text):
        seats = clause.who.seats(match["body"])
        if not clause.is_open(*match.span("verb")) or len(seats) != 1:
            continue
        if clause.cast.actors[seats[0][0]].kind != "igo":
            continue
        told = clause.tell(
            match.span(),
            match.start("verb"),
            "scheduled" if _AHEAD.search(match[0]) else "held",
            "summit",
            seats,
            channel="in_person",
            hint="officials",
        )
        if told.place:
            yield told
