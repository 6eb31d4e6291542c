"""Meetings told by nouns: "after talks with ⟦0⟧", "a summit of ⟦0⟧ and ⟦1⟧ was called off"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.encounters import face_to_face
from pipeline.rules.meetings.fates import is_cued, status_of_noun
from pipeline.rules.meetings.grammar import LIST_OR_ONE, NOT_ONE, PREPOSITION
from pipeline.rules.meetings.masked import GROUP
from pipeline.rules.meetings.setting import visited
from pipeline.rules.meetings.telling import Seats, Telling
from pipeline.rules.meetings.visits import journey
from pipeline.rules.meetings.wording import (
    AGAIN,
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
_MET_FOR = re.compile(
    r"\b(?:met|meet|gather(?:ed)?|convened?|host(?:ed)?|received?|joined|welcomed?)\b[^;:]{0,90}"
    r"\b(?:for|at|in)\s+(?:(?:an?|the|their|his|her)\s*)?$"
)
"""The noun only says what a verb before it has told: "met for their seventh summit"."""
_JOURNEYS = ("visit", "trip")
_NEVER_ALONE = re.compile(
    r"(?:calls?|conversations?|session|dialogue|lunch|dinner|breakfast|discussions|audience)$"
)
"""Nouns that without names tell of no meeting."""
_DIPLOMATIC = re.compile(
    r"\b(?:peace|bilateral|trilateral|tripartite|cease-?fire|truce|nuclear|leaders?['’]|ministerial"
    r"|[A-Z][\w.]*-(?:backed|led|brokered|mediated|sponsored)|foreign ministers['’]?|emergency"
    r"|G-?(?:7|8|20)|NATO|EU|BRICS|ASEAN|OPEC|Arab League|APEC|Quad|SCO|COP\d+|climate|donors?"
    r"|three-way|four-way|high-level|proximity|indirect|direct|Leaders|Ministers|Ministerial)\b"
)
"""What makes talks without names a meeting of their own: "U.N.-backed peace talks on May 4"."""
_ENVOYS = re.compile(
    r"\b(?:envoy|foreign minister|mediator|secretary-general|president|prime minister)\b",
    re.IGNORECASE,
)
_SENT = re.compile(
    r" ?(?:leaders|presidents|(?:foreign )?ministers|officials|delegations|envoys|representatives"
    r"|negotiators|delegates) (?:of|from)(?: the)?(?= ⟦)"
)
_TOGETHER = re.compile(
    r"[^;]{0,140}?\b(?:(?:brings?|brought|bringing|will bring) together|attended by"
    r"|(?:co-)?chaired by|hosted by)"
    r"(?: the)?(?= ⟦)"
)
_PAIRED = re.compile(r"(⟦\d+⟧)[-–‑](⟦\d+⟧)(?: [\w’'-]+){0,4} $")
"""Two states before a noun: "⟦0⟧-⟦1⟧ trade talks"."""
_PREPOSED = re.compile(r"\b(?:after|following|during|at|in)\s+$", re.IGNORECASE)
_COMMA = re.compile(r",(?! (?:\d{4}\b|[A-Z]\w+,? (?:on|in)\b))")
_THEIR_SUBJECT = re.compile(rf"[^,;:⟦⟧]{{0,70}}, (?:the )?({GROUP})(?!['’]s)")
_SUBJECT_BEHIND = re.compile(rf"[^;:⟦⟧]{{0,60}}, (?:the )?({GROUP})(?!['’]s)(?:,| (?!and\b))")
_FRONTED = re.compile(r"(?:\W*[\w-]+ ){0,3}\W*")
_OTHERS = re.compile(r"\b(?:ahead of|before|after|prior to|following)\s+(?:an?|the|their)?\s*$")
_TALKS = re.compile(
    r"\b(?:mediat\w+|cease-?fire|truce|negotiators?|peace talks|foreign minist\w+|envoys?"
    r"|delegations?|embass\w+|consulates?|guarantors?)\b"
)
"""What makes later "consultations" those of states."""
_STORY = 8
_BACK = 3
"""Sentences back in which the story's subject stands."""


def occasions(clause: Clause) -> Iterator[Telling]:
    """Each noun for a meeting that no verb has taken, with who, when and where."""
    for match in _each_noun(clause.text):
        adjectives, noun = match["adj"] or "", match["noun"].lower()
        before, own = clause.text[: match.start()], (match["own"] or "").strip()
        own = own if "⟦" in own else own.lower()
        if not clause.is_open(*match.span("noun")) or _MET_FOR.search(before):
            continue
        if DOMESTIC.search(adjectives) or RECURRENT.search(adjectives):
            continue
        if noun.endswith("s") and noun not in PLURALE_TANTUM and "separate" not in adjectives:
            continue
        seats, last, hint = _who(clause, match, own)
        status = status_of_noun(match, clause.text, named=bool(seats))
        if status is None:
            continue
        named = bool(seats) and (
            clause.is_company(seats) or _is_enough(clause, match, seats, status)
        )
        if noun in _JOURNEYS and not named:
            if told := journey(clause, match, own, status):
                yield told
            continue
        if not named and (len(seats) > 1 or _NEVER_ALONE.search(noun)):
            continue
        yield from _told(clause, match, status, (seats if named else (), last, hint))


def _is_enough(clause: Clause, match: re.Match[str], seats: Seats, status: MeetingStatus) -> bool:
    """Whether one party is enough: a body's summit, a state's talks that were put off."""
    kinds = {clause.cast.actors[actor].kind for actor, _ in seats}
    if len(seats) != 1 or not clause.dates or match["noun"].lower() in _JOURNEYS:
        return False
    if match["prep"] == "of" or "⟦" in (match["adj"] or "") or not match["prep"]:
        return _is_body(clause, seats)
    return match["prep"] == "with" and kinds <= {"state", "igo"} and status != "held"


def _is_body(clause: Clause, seats: Seats) -> bool:
    """Whether it is one body of states: by its kind, or by its name where no table has it."""
    if len(seats) != 1:
        return False
    actor = clause.cast.actors[seats[0][0]]
    return actor.kind == "igo" or (
        actor.kind == "government_body" and bool(_BODY.search(actor.name or ""))
    )


_BODY = re.compile(
    r"\b(?:Joint|Organi[sz]ation|Union|League|Alliance|Association|Commonwealth|Community"
    r"|Council of"
    r"|Group of|Compact|Forum)\b"
)


def _each_noun(text: str) -> Iterator[re.Match[str]]:
    """Each match of `OCCASION`: looked for only in the words that may belong to a noun."""
    at = 0
    while noun := _ANY.search(text, at):
        start = noun.start()
        for _ in range(_BEFORE_NOUN):
            start = max(at, text.rfind(" ", at, max(at, start - 1)) + 1)
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
    channel = "in_person" if noun in _JOURNEYS else channel_of(whole) or face_to_face(noun)
    told = clause.tell(
        (match.start(), last),
        match.start("noun"),
        status,
        noun,
        seats,
        channel=channel,
        hint=f"{hint} {whole}",
        until=_end_of_phrase(clause, match, last),
    )
    found = bool(told.date or told.place)
    if not seats and _WITH_SOMEBODY.match(clause.text, match.end("noun")):
        return
    if not seats and (not found or (noun == "meeting" and not (match["own"] or adjectives))):
        return  # "meeting today’s challenges"
    if seats and not told.place and (gone := _GONE_TO.search(clause.text[: match.start()])):
        at = clause.masked.here(gone.start("place"))
        place = visited(clause.layout.text, at, clause.sentence.end, clause.cast)
        told = replace(told, place=clause.layout.text[slice(*place)] if place else None)
    if seats and told.start > (here := _first_of(clause, match, seats)):
        told = replace(told, start=here)
    own = noun == "summit" or bool(_DIPLOMATIC.search(whole))
    if status != "held" and noun in PLURALE_TANTUM:
        own = own or _is_diplomacy(clause) or _of_talks(clause)
    yield replace(
        told,
        weak=status == "held" and not found and not is_cued(match, clause.text),
        again=bool(AGAIN.search(adjectives)) or (told.again and bool(seats)),
        own=own,
    )


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
    actors = [clause.cast.actors[one] for one in clause.actors(clause.text)]
    return any(one.kind == "igo" or _ENVOYS.search(one.role or "") for one in actors)


def _who(clause: Clause, match: re.Match[str], own: str) -> tuple[Seats, int, str]:
    """Who takes part by the noun's own words, where these end, and what tells the level."""
    last = match.end("noun")
    together = _TOGETHER.match(clause.text, last)
    if match["prep"] in (None, "of") and together and (found := clause.object(together.end())):
        return clause.seats(found["group"]), found.end(), ""
    if match["prep"]:
        sent = None
        found = clause.object(match.end() - 1)
        if found is None and (sent := _SENT.match(clause.text, match.end())):
            found = clause.object(sent.end())
        if found:
            hint = sent[0] if sent else found["of"] or ""
            return _related(clause, match, own, found), found.end(), hint
    if gone := _DURING.search(clause.text[: match.start()]):
        return _parties_before(clause, gone, own), last, ""
    if pair := _PAIRED.search(clause.text, 0, match.start("noun")):
        return clause.seats(pair[1], pair[2]), last, ""
    if body := _body_of(clause, match, own):
        return body, last, ""
    if own in ("a", "an") and _PREPOSED.search(clause.text[: match.start()]):
        leads = _THEIR_SUBJECT.match(clause.text, last)
        if leads and len(clause.actors(leads[1])) > 1:
            return clause.seats(leads[1]), last, ""
    return (), last, ""


def _body_of(clause: Clause, match: re.Match[str], own: str) -> Seats:
    """The body whose meeting it is: `a ⟦0⟧ summit`, `⟦0⟧ postponed an | extraordinary summit`."""
    held = _ITS_OWN.search(f"{clause.text[: match.start()]}{own} ")
    for words in (held["body"] if held else "", match["adj"] or ""):
        if "⟦" in words and _is_body(clause, body := clause.seats(words)):
            return body
    return ()


_ITS_OWN = re.compile(
    r"(?P<body>⟦\d+⟧) (?:has |had |have )?(?:also )?(?:postponed|put off|called off|cancel+ed"
    r"|scrapped|delayed|announced|scheduled|convened|called|will (?:hold|convene|host)"
    r"|is (?:to|due to) (?:hold|convene|host)) (?:an?|its|the) $"
)
"""`⟦0⟧ postponed an | extraordinary summit`: a body's own."""
_DURING = re.compile(
    r"(?:(?P<whom> with (?:the |his |her |their )?(?P<group>" + GROUP + r"))|[^⟦⟧;]{0,80}?),? "
    r"(?:during|in|at|after|following|over|through)\s+$"
)
"""What stands before "a meeting" whose parties the sentence has named: `told ⟦1⟧ during |`."""


def _parties_before(clause: Clause, gone: re.Match[str], own: str) -> Seats:
    """`⟦0⟧ discussed trade with ⟦1⟧ during | a call`, `⟦0⟧ and ⟦1⟧ agreed in | a call`."""
    if own not in ("a", "an", "their", "the"):
        return ()
    if gone["group"]:
        leader = clause.leading(gone.start())
        return clause.seats(leader[0], gone["group"]) if leader else ()
    groups = list(LIST_OR_ONE.finditer(clause.text, 0, gone.start() + 1))
    alone = not groups or own == "the" or len(clause.actors(groups[-1][0])) == 1
    if alone or NOT_ONE.match(clause.text, groups[-1].end()):
        return ()
    return clause.seats(groups[-1][0])


def _related(clause: Clause, match: re.Match[str], own: str, found: re.Match[str]) -> Seats:
    """The seats of "talks with ⟦0⟧", "summit of ⟦0⟧ and ⟦1⟧", "visit by ⟦0⟧"."""
    group, prep = found["group"], match["prep"]
    if prep == "by":
        return clause.seats(group, "", "guest") if match["noun"] in _JOURNEYS else ()
    if prep == "of" and len(clause.actors(group)) < 2 and not clause.is_many(group):
        kinds = {clause.cast.actors[one].kind for one in clause.actors(group)}
        return clause.seats(group) if kinds == {"government_body"} else ()
    if prep != "with":
        return clause.seats(group)
    one = own if "⟦" in own else _partner(clause, match, found.end())
    if one:
        return clause.seats(one, group)
    opens = _FRONTED.fullmatch(clause.text[: match.start()])
    topic = _topic(clause, group) if opens and len(clause.actors(group)) == 1 else None
    if topic is None:
        return clause.seats(group) if len(clause.actors(group)) == 1 else ()
    return ((topic, "participant"), *clause.seats(group))


def _partner(clause: Clause, match: re.Match[str], last: int) -> str:
    """The other side of "talks with ⟦1⟧": who of the sentence held them."""
    before = clause.text[: match.start()]
    leads = _SUBJECT_BEHIND.match(clause.text, last)
    if leads and all(
        clause.cast.actors[one].kind == "collective" and not clause.cast.actors[one].members
        for one in clause.actors(leads[1])
    ):
        return ""  # "the sides", whoever they are
    if leads and _FRONTED.fullmatch(before) and "⟦" not in before:
        return leads[1]
    for group in reversed(list(LIST_OR_ONE.finditer(before))):
        if NOT_ONE.match(clause.text, group.end()):
            continue
        if PREPOSITION.search(before[max(0, group.start() - 30) : group.start()]):
            continue
        gap = before[group.end() :]
        # "Putin and Assad conferred ahead of a summit with ⟦2⟧": which of them goes there?
        several = len(clause.actors(group[0])) > 1 and _OTHERS.search(gap)
        if several or re.search(r"[;:]|\bthat\b[^⟦]*\bthe\b", gap) or len(gap) > 160:
            return ""
        return group[0]
    return leads[1] if leads else ""


def _topic(clause: Clause, group: str) -> int | None:
    """Whom the story is about: the first diplomat of the sentence before, or before that."""
    others = set(clause.actors(group))
    sentences = clause.layout.sentences[max(0, clause.number - _BACK) : clause.number]
    for earlier in reversed(sentences):
        for mention in clause.cast.within(earlier.start, earlier.end):
            one = mention.actor
            if one is None or one in others or mention.kind == "collective":
                continue
            actor = clause.cast.actors[one]
            person = actor.kind in ("person", "role_holder")
            if person and clause.is_diplomat(one) and "spokes" not in (actor.role or ""):
                return one
    return None
