"""Meetings told by their host: who hosted, received or invited whom."""

import re
from collections.abc import Iterator

from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.deeds import Deed, deeds
from pipeline.rules.meetings.masked import GROUP
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.where import visited
from pipeline.rules.meetings.wording import (
    DOMESTIC,
    HOST,
    HOSTED,
    INVITE,
    INVITED_TO,
    PLURALE_TANTUM,
    RECURRENT,
    channel_of,
)
from schemas.vocabulary import MeetingStatus

_GUESTS = ("person", "role_holder", "collective", "armed_group", "opposition_group")
_RECEIVED = re.compile(
    r"\s*(?:[.,;]|$|to (?:the |his |her )?[A-Z⟦]|at\b|in\b|on [A-Z\d]|for\b|and\b|today|yesterday"
    r"|late|early|last|this|with (?:a|full|military))"
)
"""What follows a guest who was welcomed, where "welcomed ⟦0⟧'s decision" has another."""
_REMOTELY = re.compile(
    r"[^.;⟦⟧]{0,40}?\b(?:(?:for|in|by|via|at|over) (?:an? |their )?(?:[\w-]+ )?(?:virtual|video"
    r"|online)|virtually|online)\b"
)
_WITH_WHOM = re.compile(
    r",? (?:(?:(?:on|in|at|late|this|next) [^,;:⟦⟧]{2,40}?|today|yesterday) )?"
    r"(?:between|with|of|for|among|involving|bringing together|in honou?r of)"
    r"(?: (?:the|both|his|her|(?:leaders|officials|delegations|representatives) (?:of"
    r"|from)))*(?= ⟦)"
)
_PARTY = re.compile(r"\bParty\b")
_FROM_WHOM = re.compile(r"(?: [^,;:⟦⟧]{2,30})? from(?: the)?(?= ⟦)")
_ANSWERED_WITHIN = 2
"""Sentences behind an invitation in which its answer may stand."""
_ACCEPTED = re.compile(r"\baccept(?:s|ed|ing|ance)\b|\bagreed to (?:come|visit|attend|travel)\b")
_FOR_WHAT = re.compile(
    r"(?:the )?[A-Z][^,;:⟦⟧]{0,40}? for (?:an? )?(?:[\w-]+ ){0,3}(?:meeting|talks|summit|dinner"
    r"|lunch|visit) (?:on|next|this) "
)
"""A visit of which the invitation tells what it holds on which day."""
_INVITED = re.compile(
    rf" (?:(?:his|her|the|their|some|all|both) )?(?:\d+ )?(?:[\w-]+ ){{0,3}}?(?P<group>{GROUP})"
)


def hosted(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ will host ⟦1⟧ for talks`, `⟦0⟧ hosted a summit of …`, `⟦0⟧ received a call from ⟦1⟧`."""
    for deed in deeds(clause, HOST):
        whole, noun = deed.match[0], deed.match["noun"]
        if DOMESTIC.search(whole) or RECURRENT.search(whole):
            continue
        if noun and deed.verb.startswith("host"):
            yield from _hosted_noun(clause, deed, noun)
        elif noun:
            if deed.verb.startswith("receiv") and noun.endswith("call"):
                yield from _got_call(clause, deed)
        else:
            yield from _had_guest(clause, deed)


def _had_guest(clause: Clause, deed: Deed) -> Iterator[Telling]:
    found = clause.object(deed.match.end() - 1) or clause.object(deed.match.end("verb"))
    if found is None:
        return
    after = clause.text[clause.behind(found.end()) :][:40]
    hosts = deed.verb.startswith("host")
    kinds = {clause.cast.actors[one].kind for one in clause.who.actors(found["group"])}
    if not hosts and not _RECEIVED.match(after):
        return
    sent = bool(clause.who.sent(found["group"]))
    if not (sent or kinds <= set(_GUESTS)) and not (
        hosts and re.search(r"\b(?:talks|summit|meeting)\b", after)
    ):
        return
    group, end = clause.whole(found)
    seats = clause.who.seats(deed.subject[0], group, "host", "guest")
    if clause.who.is_company(seats):
        remote = _REMOTELY.match(clause.text, clause.behind(end))
        yield clause.tell(
            (clause.head(deed.subject), end),
            deed.at,
            deed.status,
            "visit",
            seats,
            channel="video" if remote else "in_person",
            hint=after,
        )


def _hosted_noun(clause: Clause, deed: Deed, noun: str) -> Iterator[Telling]:
    end = deed.match.end()
    if noun.endswith("s") and noun.rsplit(maxsplit=1)[-1] not in PLURALE_TANTUM:
        return
    whom = _WITH_WHOM.match(clause.text, end)
    found = clause.object(whom.end()) if whom else None
    between = whom is not None and "between" in whom[0]
    group = found["group"] if found else ""
    if any(_PARTY.search(clause.cast.actors[one].name or "") for one in clause.who.actors(group)):
        return  # "a regional conference of the Labour Party"
    seats = clause.who.seats(deed.subject[0], group, "host", "participant" if between else "guest")
    if group and not between and clause.text.endswith(", where ", 0, deed.subject.start()):
        # "⟦0⟧ will fly to Bern, where ⟦1⟧ is to host a meeting with ⟦2⟧"
        traveller = clause.leading(deed.subject.start())
        seats = (*clause.who.seats(traveller[0], "", "guest"), *seats) if traveller else seats
    if not clause.who.is_company(seats):
        # "Ruritania offered to host the summit": nobody else is named, and it is still to come.
        named = re.search(r"\b(?:summit|talks|negotiations)\b", noun)
        if (
            deed.status == "held"
            or len(seats) != 1
            or not named
            or not clause.who.is_diplomat(seats[0][0])
        ):
            return
    yield clause.tell(
        (clause.head(deed.subject), found.end() if found else end),
        deed.at,
        deed.status,
        noun.rsplit(maxsplit=1)[-1],
        seats,
        channel=channel_of(noun) or "in_person",
        hint=noun,
    )


def _got_call(clause: Clause, deed: Deed) -> Iterator[Telling]:
    source = _FROM_WHOM.match(clause.text, deed.match.end())
    found = clause.object(source.end()) if source else None
    if found is None:
        return
    seats = clause.who.seats(deed.subject[0], found["group"], "participant", "caller")
    if clause.who.is_company(seats):
        extent = (clause.head(deed.subject), found.end())
        yield clause.tell(extent, deed.at, deed.status, "call", seats, channel="phone")


def received_by(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ was received by ⟦1⟧`."""
    for deed in deeds(clause, HOSTED):
        kinds = {clause.cast.actors[one].kind for one in clause.who.actors(deed.subject[0])}
        if not re.search(r"\b(?:was|were|be|been|being)\b", deed.aux) or not kinds <= set(_GUESTS):
            continue
        seats = clause.who.seats(deed.subject[0], deed.match["host"], "guest", "host")
        if clause.who.is_company(seats):
            extent = (clause.head(deed.subject), deed.match.end())
            yield clause.tell(extent, deed.at, deed.status, "visit", seats, channel="in_person")


def invited(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ has invited ⟦1⟧ to visit in May`: offered, where a day or a place is named.

    Planned where the text says beside it that the guest accepted, or where the host convenes
    several: `has invited ⟦1⟧ to a congress in May`.
    """
    for deed in deeds(clause, INVITE):
        guest = _INVITED.match(clause.text, deed.match.end())
        if guest is None or deed.status != "held" or re.search(r"\b(?:was|were|been?)\b", deed.aux):
            continue
        what = INVITED_TO.match(clause.text[guest.end() :])
        seats = clause.who.seats(deed.subject[0], guest["group"], "host", "guest")
        if what is None or not clause.who.is_company(seats):
            continue
        words = (what["what"] or "visit").split()
        noun = "visit" if words[0] in ("visit", "pay", "come", "travel") else words[-1]
        sure = _FOR_WHAT.match(clause.text, guest.end() + what.end())
        extent = (clause.head(deed.subject), guest.end() + what.end())
        sentences = clause.layout.sentences[clause.number : clause.number + _ANSWERED_WITHIN + 1]
        taken = _ACCEPTED.search(clause.layout.text, sentences[0].start, sentences[-1].end)
        offered = noun == "visit" and not (taken or sure)
        status: MeetingStatus = "proposed" if offered else "scheduled"
        place = None
        if words[0] in ("visit", "come", "travel"):
            here = clause.masked.here(extent[1])
            here += bool(what["what"])
            place = visited(clause.layout.text, here, clause.sentence.end, clause.cast)
            if place is None and not what["what"]:
                continue  # "invited her to Parliament"
        told = clause.tell(extent, deed.at, status, noun, seats, channel="in_person", place=place)
        if told.date or told.place:
            yield told
