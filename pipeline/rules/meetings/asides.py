"""Meetings told beside a sentence's main verb: "after seeing ⟦1⟧", "flew to Bern to meet ⟦1⟧".

Such words have no subject of their own: it is that of the clause in which they stand.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.grammar import DENIES, LIST_OR_ONE, NOT_ONE
from pipeline.rules.meetings.masked import SLOT
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.where import visited
from pipeline.rules.meetings.wording import channel_of
from pipeline.rules.verbs import any_form
from schemas.vocabulary import MeetingStatus

_TALKS = r"(?:[\w-]+ ){0,3}(?:talks|meetings?|consultations|discussions|lunch|dinner)(?= with)"
_HOW = r"(?: (?:again|privately|briefly|separately|by (?:tele)?phone|(?:on )?\w+day))?"
_WHOM = rf"(?P<with>{_HOW} (?:with|to))?(?= (?:[\w’'-]+ ){{0,3}}⟦)"
_ASIDE = re.compile(
    r"(?P<lead>^|,|[“\"]|\b(?:before|after|and|then|while|by|following|without|since|(?:fresh|back"
    r"|straight) from|den(?:y|ies|ied|ying)|ruled out|rul(?:es|ing) out|admitted|confirmed"
    r"|acknowledged)\b)(?: ?(?:also|later|then|first|separately|briefly|privately|even))*"
    rf" ?\b(?P<verb>(?:holding|having) {_TALKS}|(?:conferring|consulting|dining|lunching"
    rf"|sitting down"
    r"|shaking hands|speaking|talking)(?= (?:with|to))|meeting|seeing|phoning|telephoning|hosting"
    rf"|receiving|welcoming|calling on|visiting){_WHOM}",
    re.IGNORECASE,
)
_HAVING = re.compile(
    rf"(?P<lead>\bhaving)(?: (?:also|just|already|earlier|briefly|first))* (?P<verb>held {_TALKS}"
    rf"|met|seen|hosted|received|visited|phoned|telephoned|conferred|spoken|talked){_WHOM}",
    re.IGNORECASE,
)
_GOES_TO = re.compile(
    r"\b(?:(?:was|were|been) in|(?:is|are) (?:due|expected) (?:back )?in|broke off|interrupted"
    r"|cut short|(?:drop|swing|stop) by|came|went|crossed|flew|drove|travel+ed|stopped|returned"
    r"|arrived|headed|hurried|rushed|landed|fly|flies|travel|go|come|head)\b"
    r"(?:[^;⟦⟧]|⟦\d+⟧ ){0,70}? to (?P<verb>meet|see|call on|visit"
    r"|consult|brief|(?:hold|have) (?:[\w-]+ ){0,2}talks with|(?:confer|negotiate|dine|lunch"
    r"|consult|sit down|speak|talk) with)(?P<with> with)?(?= (?:[\w’'-]+ ){0,3}⟦)"
)
_RELATIVE = re.compile(
    rf"(?P<whom>{SLOT})(?:,? [^,;:⟦⟧]{{0,40}})?,? (?:with )?whom (?P<who>{SLOT})"
    r"(?: (?:had|has|have|also|already|later|first|last|earlier))* (?P<verb>met|saw|seen|hosted"
    r"|received|visited|phoned|telephoned|spoke|spoken|talked|dined|held talks|conferred)\b"
)
"""`⟦0⟧, whom ⟦1⟧ met in Bern`."""
_WILL = re.compile(r"\b(?:will|is to|are to|due to|plans? to|expected to|set to|scheduled to)\b")
_NOT = re.compile(
    r"\b(?:not|never|avoid\w*|instead of|refus\w+|could|may|might|if|would|hop(?:es|ed|ing)"
    r"|want(?:s|ed)?)\b"
)
_ONLY_SO = re.compile(
    r"\s*(?:[.,;”\"]|$|(?:in|at|on|for|over|during|to|that|who|and|but|said|says|left|late|early"
    r"|earlier|last|this|today|yesterday|tomorrow|before|after|again|separately|privately|briefly"
    r"|there|here|he|she|they)\b)"
)
"""What follows whom somebody saw or visited, where "seeing ⟦1⟧ resign" is no meeting."""
_REPORTED = re.compile(rf"\b(?:{any_form('reports')})\b")
_UP_TO_COMMA = re.compile(r"[^;:⟦⟧]{0,90},[”\"]? ")
_TOLD_WHOM = re.compile(r",? (?:on|in|at|late|early|that|to)\b")
_SAID_ON = re.compile(
    r"\b(?:said|says|told|announced)(?: [^,;:⟦⟧]{0,20}| ⟦\d+⟧)? (?P<day>(?:late |early )?on"
    r" (?:late |early )?[A-Z]\w+day(?: \w+ing| night)?),? $"
)
"""A day of saying right before "after meeting", which was the meeting's too."""
_LEFT = re.compile(r"\b(?:left|leaving|departed|quit) (?=[A-Z])")
_WHO = re.compile(r"(?P<one>⟦\d+⟧),? who\b[^⟦⟧;:]*$")
_PERSONAL = ("see", "visit", "call on", "calling on", "welcoming")
_TO_DO = re.compile(r"[^.;,⟦⟧]{0,40}? to [a-z]")
"""What makes "calling on ⟦1⟧" an appeal."""
_AS_HOST = ("hosting", "receiving", "welcoming")
_A_THING = re.compile(
    r" (?:vaccines?|reports?|letters?|proposals?|plans?|statements?|decisions?|awards?|prizes?"
    r"|funds?|support|aid|messages?|calls?|commitments?|announcements?)\b"
)
"""What behind a name is hosted or received, and nobody of that name is."""
_TIMED = ("before", "after", "following")
_TIMED_BEHIND = tuple(f" {one} " for one in _TIMED)
_BARE = ("fly", "flies", "travel", "go", "come", "head", "drop", "swing", "stop")


def asides(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ toured the region, meeting ⟦1⟧ on Tuesday`, `after seeing ⟦1⟧, ⟦0⟧ said`."""
    text = clause.text
    if "whom" in text:
        yield from _relative(clause)
    for match in (*_ASIDE.finditer(text), *_HAVING.finditer(text), *_GOES_TO.finditer(text)):
        verb = match["verb"].lower()
        if not clause.is_open(*match.span("verb")):
            continue
        found = clause.object(match.end())
        doer = _doer(clause, match, found.end()) if found else None
        if found is None or doer is None:
            continue
        lead = (match.groupdict().get("lead") or "").lower()
        before = text[doer.end() : match.start()] if doer.end() <= match.start() else ""
        spoke = verb.startswith(("speaking", "talking", "spoken", "talked"))
        if _NOT.search(before[-60:]) or ((lead == "since" or spoke) and not clause.dates):
            continue
        behind = clause.behind(found.end())
        if "call" in verb and (_TO_DO.match(text, behind) or lead not in (*_TIMED, "having")):
            continue
        if verb.startswith(_PERSONAL) and not (
            _ONLY_SO.match(text, behind) and clause.who.are_diplomats(found["group"])
        ):
            continue
        seats = clause.who.seats(doer[0], found["group"])
        if not (clause.who.is_company(seats) and _are_met(clause, verb, found, behind)):
            continue
        status = _status_of(match, lead, before)
        if status is None:
            continue
        calls = "phon" in verb or channel_of(text[match.start("verb") : behind + 25]) == "phone"
        told = clause.tell(
            (match.start("verb"), found.end()),
            match.start("verb"),
            status,
            "call" if calls else "meeting",
            seats,
            channel="phone" if calls else None if spoke else "in_person",
        )
        yield _placed(clause, told, before if lead in _TIMED else "", doer.end())


def _are_met(clause: Clause, verb: str, found: re.Match[str], behind: int) -> bool:
    """Whether people are, where hosts tell of it: no state "welcomed into the alliance"."""
    kinds = {clause.cast.actors[one].kind for one in clause.who.actors(found["group"])}
    things = kinds & {"state", "igo"} or _A_THING.match(clause.text, behind)
    return verb not in _AS_HOST or not things


def _status_of(match: re.Match[str], lead: str, before: str) -> MeetingStatus | None:
    """What became of it; None for a custom: "they travel to Bern to meet"."""
    if lead == "without" or lead.startswith(("den", "rul")) or DENIES.search(before):
        return "denied"
    if _WILL.search(before) or match[0].startswith(("is ", "are ")):
        return "scheduled"
    return None if match[0].split()[0] in _BARE else "held"


def _placed(clause: Clause, told: Telling, before: str, start: int) -> Telling:
    """The telling with day and place of the words before it: "left Bern on Monday after"."""
    here, text = clause.masked.here, clause.layout.text
    if not told.date and (day := _SAID_ON.search(before)):
        told = replace(told, date=day["day"], start=min(told.start, here(start + day.start())))
    if not told.place and told.channel == "in_person" and (left := _LEFT.search(before)):
        place = visited(text, here(start + left.end()), clause.sentence.end, clause.cast)
        told = replace(told, place=text[place[0] : place[1]]) if place else told
    return told


def _relative(clause: Clause) -> Iterator[Telling]:
    for match in _RELATIVE.finditer(clause.text):
        seats = clause.who.seats(match["who"], match["whom"])
        spoke = match["verb"].startswith(("spoke", "talked", "conferred"))
        if not clause.is_open(*match.span("verb")) or not clause.who.is_company(seats):
            continue
        if clause.who.are_diplomats(match["whom"]) and clause.is_dated(match.start("verb"), 70):
            phone = "phone" in match["verb"]
            yield clause.tell(
                match.span(),
                match.start("verb"),
                "held",
                "call" if phone else "meeting",
                seats,
                channel="phone" if phone else None if spoke else "in_person",
            )


def _doer(clause: Clause, match: re.Match[str], end: int) -> re.Match[str] | None:
    """Whose aside it is: `⟦0⟧ said ⟦1⟧ left after seeing ⟦2⟧ -> ⟦1⟧`; behind it if it opens."""
    text, at = clause.text, match.start()
    if who := _WHO.search(text, 0, at):
        return LIST_OR_ONE.match(text, who.start("one"))
    said = list(_REPORTED.finditer(text, 0, at))
    if said and "⟦" not in text[said[-1].end() : at]:
        last = [*LIST_OR_ONE.finditer(text, 0, said[-1].start())][-1:]
        if last and text[last[0].end() : said[-1].start()].strip(" ,") in ("", "has", "had"):
            return last[0]  # "⟦0⟧ said on Monday after meeting"
    for first in (one.end() for one in reversed(said)):
        for group in LIST_OR_ONE.finditer(text, first, at):
            alone = re.fullmatch(r"(?: [\w’'-]+){0,3} ", text[first : group.start()])
            if alone and not NOT_ONE.match(text, group.end()) and text[group.end()] in " ,":
                # "told ⟦1⟧ on Monday after meeting", "told reporters after meeting"
                told = _TOLD_WHOM.match(text, group.end())
                listens = text.endswith("told", 0, first) and text.startswith(
                    _TIMED_BEHIND, group.end()
                )
                if not (told or listens):
                    return group
            break
    leader = clause.leading(at)
    if leader is not None:
        return leader
    opened = _UP_TO_COMMA.match(text, end)
    behind = LIST_OR_ONE.match(text, opened.end()) if opened else None
    return None if behind is None or NOT_ONE.match(text, behind.end()) else behind
