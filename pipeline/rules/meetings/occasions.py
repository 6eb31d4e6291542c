"""Meetings told by nouns: "after talks with ⟦0⟧", "a summit of ⟦0⟧ and ⟦1⟧ was called off"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.rules.meetings.at_home import is_private
from pipeline.rules.meetings.bodies import body_before, is_body
from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.encounters import face_to_face
from pipeline.rules.meetings.fates import is_cued, status_of_noun
from pipeline.rules.meetings.occasion_parties import JOURNEYS, parties
from pipeline.rules.meetings.telling import Seats, Telling
from pipeline.rules.meetings.visits import journey
from pipeline.rules.meetings.where import visited
from pipeline.rules.meetings.wording import (
    AGAIN,
    BEFORE_ADJECTIVES,
    DOMESTIC,
    NOUN,
    OCCASION,
    PLURALE_TANTUM,
    RECURRENT,
    channel_of,
)
from schemas.vocabulary import MeetingStatus

_ANY = re.compile(rf"\b{NOUN}")
_BEFORE_NOUN = 16
"""Words before a noun among which the match of its adjectives and its owner begins."""
_OWNS = frozenset("his her their the a an its".split())
"""Words for an owner, with which the match may begin."""
_MET_FOR = re.compile(
    r"\b(?:met|meet|gather(?:ed)?|convened?|host(?:ed)?|received?|joined|welcomed?)\b[^;:]{0,90}"
    r"\b(?:for|at|in)\s+(?:(?:an?|the|their|his|her)\s*)?$"
)
"""The noun only says what a verb before it has told: "met for their seventh summit"."""
_YEARLY = re.compile(r"\b(?:annual|yearly|biennial|regular|weekly|monthly)\b")
"""What a meeting may be called that has its own day: "the annual summit on Monday"."""
_NEVER_ALONE = re.compile(
    r"(?:calls?|conversations?|session|dialogue|lunch|dinner|breakfast|discussions|audience"
    r"|retreat|sit-down|one-on-one|face-to-face)$"
)
"""Nouns that without names tell of no meeting."""
_DIPLOMATIC = re.compile(
    r"\b(?:[Pp]eace|[Bb]ilateral|[Tt]rilateral|[Tt]ripartite|cease-?fire|truce|[Nn]uclear"
    r"|leaders?['’]|ministerial"
    r"|[A-Z][\w.]*-(?:backed|led|brokered|mediated|sponsored)|foreign ministers['’]?|emergency"
    r"|G-?(?:7|8|20)|NATO|EU|BRICS|ASEAN|OPEC|Arab League|APEC|Quad|SCO|COP\d+|climate|donors?"
    r"|three-way|four-way|high-level|International|[Pp]roximity|[Ii]ndirect|[Dd]irect|Leaders|Ministers|Ministerial)\b"
)
"""What makes talks without names a meeting of their own: "U.N.-backed peace talks on May 4"."""
_MEDIATED = re.compile(r",? (?:brokered|mediated|sponsored|backed|facilitated) by ")
_ENVOYS = re.compile(
    r"\b(?:envoy|foreign minister|mediator|secretary-general|president|prime minister)\b",
    re.IGNORECASE,
)
_PREPOSED = re.compile(r"\b(?:after|following|during|at|in)\s+$", re.IGNORECASE)
_COMMA = re.compile(r",(?! (?:\d{4}\b|[A-Z]\w+,? (?:on|in)\b))")
_TALKS = re.compile(
    r"\b(?:mediat\w+|cease-?fire|truce|negotiators?|peace talks|foreign minist\w+|envoys?"
    r"|delegations?|embass\w+|consulates?|guarantors?)\b"
)
"""What makes later "consultations" those of states."""
_STORY = 8


def occasions(clause: Clause) -> Iterator[Telling]:
    """Each noun for a meeting that no verb has taken, with who, when and where."""
    for match in _each_noun(clause.text):
        adjectives, noun = match["adj"] or "", match["noun"].lower()
        before, own = clause.text[: match.start()], (match["own"] or "").strip()
        own = own if "⟦" in own else own.lower()
        if not clause.is_open(*match.span("noun")) or _MET_FOR.search(before):
            continue
        if noun == "dialogue" and not (own or adjectives or clause.dates):
            continue  # "to engage in dialogue with ⟦0⟧", some time
        once = clause.dates and not noun.endswith("s")
        often = _YEARLY.sub("", adjectives) if once else adjectives
        if DOMESTIC.search(adjectives) or RECURRENT.search(often):
            continue
        if noun.endswith("s") and noun not in PLURALE_TANTUM and "separate" not in adjectives:
            continue
        seats, last, hint = parties(clause, match, own)
        status = status_of_noun(match, clause.text, named=bool(seats))
        if status is None:
            continue
        named = bool(seats) and (
            clause.who.is_company(seats)
            or _is_enough(clause, match, seats, status)
            or _is_with_others(clause, match, seats, last)
        )
        if noun in JOURNEYS and not named:
            if told := journey(clause, match, own, status):
                yield told
            continue
        if not named and (len(seats) > 1 or _NEVER_ALONE.search(noun)):
            continue
        yield from _told(clause, match, status, (seats if named else (), last, hint))


def _is_enough(clause: Clause, match: re.Match[str], seats: Seats, status: MeetingStatus) -> bool:
    """Whether one party is enough: a body's summit, a state's talks that were put off."""
    kinds = {clause.cast.actors[actor].kind for actor, _ in seats}
    fated = status in ("cancelled", "postponed")
    if len(seats) != 1 or not (clause.dates or fated) or match["noun"].lower() in JOURNEYS:
        return False
    if seats[0][1] == "host":
        return True
    if match["prep"] == "of" or "⟦" in (match["adj"] or "") or not match["prep"]:
        return is_body(clause, seats)
    return match["prep"] == "with" and kinds <= {"state", "igo"} and status != "held"


def _is_with_others(clause: Clause, match: re.Match[str], seats: Seats, last: int) -> bool:
    """`talks between ⟦0⟧ | and its largest rebel group`: the other side is nobody of the cast."""
    actors = [clause.cast.actors[one] for one, _ in seats]
    return (
        match["prep"] == "between"
        and len(actors) == 1
        and actors[0].kind in ("state", "igo", "government_body")
        and not is_private(actors[0])
        and bool(clause.dates and _AND_OTHERS.match(clause.text, last))
    )


_AND_OTHERS = re.compile(
    r" and (?:the |its |their |an? )?(?:(?!⟦)[\w’'-]+ ){0,4}(?:rebels?|groups?|insurgents?"
    r"|factions?|militias?|separatists?|opposition|guerrillas|fighters|creditors|powers|neighbou?rs)\b"
)


def _each_noun(text: str) -> Iterator[re.Match[str]]:
    """Each match of `OCCASION`: looked for only in the words that may belong to a noun."""
    at = 0
    while noun := _ANY.search(text, at):
        start = noun.start()
        for _ in range(_BEFORE_NOUN):
            before = max(at, text.rfind(" ", at, max(at, start - 1)) + 1)
            word = text[before : start - 1].lower() if text[start - 1] == " " else ""
            if word in BEFORE_ADJECTIVES:
                start = before if word in _OWNS else start
                break
            start = before
        match = OCCASION.search(text, start)
        if match is None:
            return
        yield match
        at = max(match.end(), at + 1)


def _told(
    clause: Clause, match: re.Match[str], status: MeetingStatus, who: tuple[Seats, int, str]
) -> Iterator[Telling]:
    seats, last, hint = who
    adjectives, noun = match["adj"] or "", match["noun"].lower()
    whole = f"{adjectives}{noun}"
    channel = "in_person" if noun in JOURNEYS else channel_of(whole) or face_to_face(noun)
    proper = match["noun"][:1].isupper()
    passing = _IN_PASSING.search(clause.text, 0, match.start()) if proper else None
    told = clause.tell(
        (match.start(), last),
        match.start("noun"),
        status,
        noun,
        seats,
        channel=channel,
        hint=f"{hint} {adjectives}{match['noun']}",
        since=passing.start() if passing else None,
        until=_end_of_phrase(clause, match, last),
    )
    found = bool(told.date or told.place)
    if status == "proposed" and len(seats) == 1 and not told.date:
        return  # "a summit of regional leaders", some time
    if not seats and _WITH_SOMEBODY.match(clause.text, match.end("noun")):
        return
    if not seats and (not found or (noun == "meeting" and not (match["own"] or adjectives))):
        return  # "meeting today’s challenges"
    if seats and not told.place:
        gone = _GONE_TO.search(clause.text[: match.start()])
        there = gone.start("place") if gone else last
        if gone or clause.text.endswith(" to ", 0, last):  # "brought ⟦0⟧ and ⟦1⟧ to | Bern"
            at = clause.masked.here(there)
            place = visited(clause.layout.text, at, clause.sentence.end, clause.cast)
            told = replace(told, place=clause.layout.text[slice(*place)] if place else None)
    if seats and told.start > (here := _first_of(clause, match, seats)):
        told = replace(told, start=here)
    body = () if seats else body_before(clause, noun, (match["own"] or "").strip().lower())
    own = noun == "summit" or bool(_DIPLOMATIC.search(clause.masked.spelled(whole)))
    own = own or bool(_MEDIATED.match(clause.text, last))
    if status != "held" and noun in PLURALE_TANTUM:
        own = own or _is_diplomacy(clause) or _of_talks(clause)
    yield replace(
        told,
        weak=status == "held" and not found and not is_cued(match, clause.text),
        again=bool(AGAIN.search(adjectives)) or (told.again and bool(seats)),
        own=own,
        body=body,
    )


_IN_PASSING = re.compile(
    r"\b(?:(?:on|in|at) the (?:margins|sidelines|fringes) of|in the run-up to"
    r"|(?:ahead|in advance) of|preparations? for)\s+(?:(?:an?|the|his|her|their|its|this|next)\s+)?"
    r"(?:(?:⟦\d+⟧(?:['’]s?)?|\([A-Z]\w+\)|[A-Z][\w-]+) ){0,4}$"
)
"""Behind it stands a summit by name, which is not of the day before it: "met today ahead of |"."""
_ANOTHER = re.compile(rf" and (?:the|an?|his|her|their) (?:[\w’'-]+ ){{0,3}}?{NOUN}")
_WITH_SOMEBODY = re.compile(r" with (?!the aim|a view|no )")
"""Parties that the cast does not know: "talks with each of them"."""


_GONE_TO = re.compile(
    r"\b(?:to|in|into) (?P<place>(?:the )?[A-Z][^,;⟦⟧]{1,40}?)(?: (?:on|late|early|this|next"
    r"|last) [^,;⟦⟧]{2,25})?"
    r" for (?:[\w’'-]+ ){0,5}$"
)
"""Where somebody went for talks: "flew to Bern on Monday for two days of"."""


def _first_of(clause: Clause, match: re.Match[str], seats: Seats) -> int:
    """Where the passage begins: with those who meet, where they stand before the noun."""
    here = clause.masked.here(match.start())
    if match["prep"] not in (None, "with"):
        return here
    who = {actor for actor, _ in seats}
    starts = (one.start for one in clause.masked.mentions if who & set(one.actors))
    return min((at for at in starts if here - at < _PASSAGE), default=here)


_PASSAGE = 200
"""Characters before a noun from which on those who meet belong to its passage."""


def _end_of_phrase(clause: Clause, match: re.Match[str], last: int) -> int | None:
    """Where what follows dates something else: "After talks in Bern, …", "talks and a visit to"."""
    if other := _ANOTHER.search(clause.text, last):
        return other.start()
    if not _PREPOSED.search(clause.text[: match.start()].rstrip() + " "):
        return None
    comma = _COMMA.search(clause.text, last)
    return comma.start() if comma else None


def _of_talks(clause: Clause) -> bool:
    """Whether the text speaks of talks, truces or mediators shortly before."""
    sentences = clause.layout.sentences[max(0, clause.number - _STORY) : clause.number + 1]
    return bool(_TALKS.search(clause.layout.text, sentences[0].start, sentences[-1].end))


def _is_diplomacy(clause: Clause) -> bool:
    """Whether the sentence names a body of states, an envoy or a minister."""
    actors = [clause.cast.actors[one] for one in clause.who.actors(clause.text)]
    return any(one.kind == "igo" or _ENVOYS.search(one.role or "") for one in actors)
