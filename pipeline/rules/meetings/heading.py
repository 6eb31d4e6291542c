"""What a document's title tells of a meeting: "Readout of President Venn's Call with …".

Titles of news are none of these: "Leaders meet in Bern" is told better by the text below it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.lookup.places import resolve_place
from pipeline.rules.cast import cast_of
from pipeline.rules.meetings.at_home import is_of_cause
from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.encounters import face_to_face
from pipeline.rules.meetings.levels import hinted_level
from pipeline.rules.meetings.masked import GROUP
from pipeline.rules.meetings.openings import greeting, spoken_at
from pipeline.rules.meetings.telling import Seats, Telling
from pipeline.rules.meetings.tellings import may_tell, told_by
from pipeline.rules.meetings.wording import channel_of
from pipeline.rules.mentions import Cast
from pipeline.rules.people import name_key
from pipeline.rules.text import Layout, Sentence
from schemas.draft import ActorDraft
from schemas.vocabulary import Channel

_DOCUMENT = re.compile(
    r"(?:the )?(?:[\w-]+ ){0,2}?(?:read-?out|remarks|joint|statement|communiqu[eé]|declaration"
    r"|transcript|leaders[’'])\b|.*\b(?:principles|declaration|communiqu[eé]|statement)$",
    re.IGNORECASE,
)
_COMMON = re.compile(
    r"\b(?:Read-?out|Remarks|Statement|Transcript|Communiqu[eé]|Declaration|Joint|Calls?|Phone"
    r"|Video|Virtual(?:ly)?|Secure|Meetings?|Meets?|Summit|Talks|Visit|Trip|Travel|Before|After"
    r"|During|Following|Bilateral|Trilateral|Quadrilateral|Expanded|Extended|Leaders|Upcoming|Press"
    r"|Conference|Availability|Dinner|Lunch|Breakfast|Conversation|Discussions?|Dialogue"
    r"|Consultations|Negotiations|Peace|Economic|Trade|Strategic|Conclusion|Anniversary|Arrival"
    r"|Ceremony|State(?= (?:Dinner|Visit))|Official|Working|Session|First|Second|Third|Annual|From"
    r"|With|On|At|By|Of|Between|And|Their)\b"
)
"""Words that in a title have a capital and are part of no name."""
_ISSUER = re.compile(
    r"(?<=ut|nt) (?:by|from) (?:(?!of |on )[\w’'.-]+ ){0,4}(?:[Ss]pokes\w+|[Pp]ress [Ss]ecretary)"
    r"(?: (?!of |on )[A-Z][\w’'.-]+){0,3} (?=(?:of|on|regarding) )"
)
"""Who gives a readout or statement out, and did not meet: "by NSC Spokesperson Jo Roe |"."""
_SPEAKING = re.compile(
    rf"(?:joint )?(?:remarks|statements?|press conference|transcript)\b[^⟦⟧]*? (?:by|of) (?:the )?"
    rf"(?P<group>{GROUP})(?P<where>[^⟦⟧]*)"
)
_TOGETHER = re.compile(
    r"\b(?:joint|meeting|bilateral|trilateral|summit|press conference|availability|talks|lunch"
    r"|dinner|ceremony|session|before|after)\b"
)
_SIGNED = re.compile(
    rf"\bjoint\b[^⟦⟧]*? (?:of|by|from|between|with) (?:the )?(?:leaders of (?:the )?)?"
    rf"(?P<group>{GROUP})[^⟦⟧]*?\b(?:following|after|at|on|from|during) (?:their|the|an?)\b[^⟦⟧]*?"
    r"\b(?P<noun>summit|meeting|talks|visit|conference)\b"
)
_AGREED_AT = re.compile(
    r"(?:the )?(?P<place>(?:[A-Z][\w’.-]+ ?){1,3}?)(?: (?:joint|leaders[’']))? "
    r"(?:principles|declaration|communiqu[eé]|statement)\.$",
    re.IGNORECASE,
)
_WE = re.compile(r"\b[Ww]e, (?:the )?(?P<group>" + GROUP + r")")
_MET = re.compile(r"\b(?:summit|meeting|peace talks|talks|negotiations|consultations)\b")
_TODAY = re.compile(r"\b(?:[Tt]oday|[Tt]his (?:morning|afternoon|evening)|[Tt]onight)\b")
_LATER = re.compile(r"\b(?:upcoming|anniversary|planned|on president|on prime|travel|visit)\b")
_RECORDS = re.compile(r"(?:joint )?(?:read-?out|remarks|transcript|press conference)\b")
_SPOKEN = re.compile(r"(?:joint )?(?:remarks|transcript|press conference)\b")
_WITHIN = 3
"""Paragraphs of the text in which its "today" is the day of the title's meeting."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A title read with the actors of its text; those whom it alone names are added to them."""

    clause: Clause
    cast: Cast
    """Actors of text and title; mentions of the text."""


def heading(layout: Layout, cast: Cast, *, voiced: bool = False) -> Heading | None:
    """The title of a document that may tell of a meeting, read; None for news.

    voiced: somebody is known to speak in the text, so that the title need not tell who does.
    """
    # As it stands, odd spaces too: a name that only the title has must be found in it again.
    title = (layout.article.title or "").strip()
    if not _DOCUMENT.match(title) or not layout.sentences:
        return None
    title = _ISSUER.sub(" ", title)
    words = f"{_COMMON.sub(lambda found: found[0].lower(), title)}."
    if voiced and not (may_tell(words) or _TOGETHER.search(words) or _AGREED_AT.match(words)):
        return None
    small = layout.of_line(words)
    alone = cast_of(small, small.tokens)
    actors, countries = list(cast.actors), list(cast.countries or (None,) * len(cast.actors))
    index: list[int] = []
    for at, actor in enumerate(alone.actors):
        same = _same_actor(cast, actor, alone.countries[at])
        if same is None:
            same = len(actors)
            actors.append(actor.model_copy(update={"ref": f"a{same + 1}"}))
            countries.append(alone.countries[at])
        index.append(same)
        countries[same] = countries[same] or alone.countries[at]
    mentions = tuple(
        replace(one, actors=tuple(dict.fromkeys(index[a] for a in one.actors)))
        for one in alone.mentions
    )
    whole = replace(cast, actors=tuple(actors), countries=tuple(countries))
    sentence = Sentence(0, len(words), 1)
    clause = Clause(small, replace(whole, mentions=mentions), sentence, 0)
    return Heading(clause, whole)


def _same_actor(cast: Cast, actor: ActorDraft, country: str | None) -> int | None:
    """Whom of the text a title means: persons by family name, others by name, role or state."""
    for at, known in enumerate(cast.actors):
        if known.kind != actor.kind:
            continue
        if actor.kind == "person" and actor.name and known.name:
            if name_key(actor.name)[0] == name_key(known.name)[0]:
                return at
            continue
        alike = country is not None and cast.countries[at : at + 1] == (country,)
        if alike and (actor.kind == "state" or _leads(actor, known)):
            return at
        if (_plain(actor.name), actor.role) == (_plain(known.name), known.role):
            return at
    return None


def _plain(name: str | None) -> str:
    """A name whatever its capitals and spaces: `"G20 Leaders" -> "g20 leaders"`."""
    return " ".join((name or "").split()).casefold()


def _leads(one: ActorDraft, other: ActorDraft) -> bool:
    """Whether both lead, where their state is one: "leader of", "head of government of India"."""
    offices = (one.role or "", other.role or "")
    return all(hinted_level(office) == "leaders" for office in offices)


def headed(head: Heading, layout: Layout, first: Clause | None) -> Iterator[Telling]:
    """The meetings that the title tells of, on the passage of the text's first sentence.

    first: the text's first sentence, whose "We, the leaders of …" says who signs.
    """
    title, clause = head.clause.text.lower(), head.clause
    found = list(_spoken(clause)) or list(_signed(clause)) or list(told_by(clause))
    found = [
        one
        for one in found
        if one.status not in ("denied", "cancelled") and not _is_of_cause(head.cast, one)
    ]
    found = found or list(_unnamed(clause))
    signers = _WE.search(first.text) if first else None
    if not found and signers and first and (place := _agreed_at(clause)):
        found = [_telling(clause, (), "meeting", "in_person", place)]
    start = next((s for s in layout.sentences if s.paragraph in layout.body), layout.sentences[0])
    shown, place, line = start, None, None
    if _SPOKEN.match(title):
        shown, (place, line) = greeting(layout), spoken_at(layout)
    today = _day_of(layout)
    for one in found[:1]:
        seats = one.seats
        if signers and first and len(seats) < len(("one", "other")):
            seats = first.who.seats(signers["group"])
        record = bool(_RECORDS.match(title))
        yield replace(
            one,
            at=start.start,
            start=shown.start,
            end=shown.end,
            channel=line or one.channel,
            place=one.place or (None if line else place),
            sentence=layout.sentence_number(start.start),
            seats=seats,
            date=one.date or (today if "anniversary" not in title else None),
            headed=True,
            again=False,
            weak=not (seats or one.own)
            or (not record and (not one.place or (bool(_LATER.search(title)) and not signers))),
        )


def _is_of_cause(cast: Cast, told: Telling) -> bool:
    """Whether a group of a title acts for no state: "Meeting with NewDEAL Leaders"."""
    actors = [cast.actors[one] for one in told.actors]
    crowds = [one.name or one.role or "" for one in actors if one.kind == "collective"]
    return any(is_of_cause(words, titled=True) for words in crowds)


def _day_of(layout: Layout) -> str | None:
    for start, end in layout.article.paragraphs[:_WITHIN]:
        if found := _TODAY.search(layout.text, start, end):
            return found[0]
    return None


def _spoken(clause: Clause) -> Iterator[Telling]:
    """`remarks by ⟦0⟧ and ⟦1⟧ before bilateral meeting`: those who speak together have met."""
    found = _SPEAKING.match(clause.text)
    if found is None or not _TOGETHER.search(clause.text):
        return
    seats = clause.who.seats(found["group"])
    if len(seats) > 1 and clause.who.is_company(seats):
        yield _telling(clause, seats, "meeting", channel_of(found["where"]) or "in_person", None)


def _signed(clause: Clause) -> Iterator[Telling]:
    """`joint statement of the leaders of ⟦0⟧ and ⟦1⟧ following their summit in Bern`."""
    found = _SIGNED.search(clause.text)
    if found and clause.who.is_company(clause.who.seats(found["group"])):
        channel: Channel = channel_of(found[0]) or "in_person"
        yield clause.tell(
            found.span(),
            found.start("noun"),
            "held",
            found["noun"],
            clause.who.seats(found["group"]),
            channel=channel,
            hint="leaders" if "leaders of" in found[0] else found["noun"],
        )


def _unnamed(clause: Clause) -> Iterator[Telling]:
    """`readout of peace talks in Bern`: the text says who was there."""
    for noun in list(_MET.finditer(clause.text))[-1:]:
        if clause.text.startswith(" with ", noun.end()):
            return  # with people who are no other state's
        yield clause.tell(
            noun.span(),
            noun.start(),
            "held",
            noun[0],
            (),
            channel=channel_of(noun[0]) or face_to_face(noun[0]),
        )


def _agreed_at(clause: Clause) -> str | None:
    """`Bern declaration`: the place that a text of several signers is named for."""
    found = _AGREED_AT.match(clause.layout.text)
    words = found["place"].strip() if found else ""
    return words if words and resolve_place(words) else None


def _telling(
    clause: Clause,
    seats: Seats,
    noun: str,
    channel: Channel,
    place: str | None,
) -> Telling:
    told = clause.tell((0, 1), 0, "held", noun, seats, channel=channel, hint=noun)
    return replace(told, place=place or told.place)
