"""Meetings told by verbs of meeting: met, held talks, spoke, phoned, gathered, attended."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.rules.meetings.apart import each
from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.deeds import Deed, deeds
from pipeline.rules.meetings.levels import hinted_level, told_role
from pipeline.rules.meetings.telling import Telling
from pipeline.rules.meetings.wording import (
    ATTEND,
    CALL,
    DOMESTIC,
    GATHER,
    LOOKS_AHEAD,
    MEET,
    NO_OBJECT,
    NOUN,
    PLURALE_TANTUM,
    RECURRENT,
    SIGNED_WHAT,
    channel_of,
)
from schemas.vocabulary import Channel

_TIMES = re.compile(
    r"(?:[^,;:⟦⟧]|, many){0,20}?\b(?:(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several"
    r"|many|an?(?: \w+)? number of) times|twice|regularly|frequently|repeatedly|often"
    r"|(?:every|each) (?:year|month|week|\w+day))\b"
)
"""What follows a meeting that is not one but several."""
_BY_NAME = re.compile(r" the (?:[\w’'-]+ |⟦\d+⟧ )+Summit\b")
_MET_WHAT = re.compile(
    r" (?:[\w-]+ ){0,2}?(?:commitments?|obligations?|pledges?|targets?|goals?|demands?|needs?"
    r"|requirements?|standards?|conditions|criteria|expectations?|deadlines?|benchmarks?)\b"
)
"""What behind its owner is met, and no owner is: "meet its ⟦0⟧ | commitments"."""
_YEARLY = re.compile(r"\b(?:annual|yearly|biennial|regular)\b")
"""What a meeting may be called that has its own day: "the annual summit on Monday"."""
_SINCE = re.compile(r"^[^;]{0,60}? since\b")
_FOR_HOURS = re.compile(r" for (?:[\w-]+ ){0,6}(?:hours?|minutes)\b")
_GOES_ON = ("continu", "launch", "start ")
_PRESENT = ("meet", "hold", "speak", "have", "open", "begin")
_ON_OR_IN = re.compile(r"(?: together)? (?:on|in|at|late|this|last|early|earlier) ")
_SPEAKING = ("spo", "spe", "talk", "consult", "confer")
_ON_THE_PHONE = re.compile(
    r"\b(?:on the (?:tele)?phone|phone calls?|by (?:tele)?phone|telephone conversations?"
    r"|series of calls|round of calls|flurry of calls)\b"
)
"""What makes a later "spoke with" of the same passage a call."""
_FINAL = re.compile(
    r"\bin (?:the|an?|their|last \w+['’]s) (?:[\w-]+ ){0,2}(?:final|semi-?final|quarter-?final"
    r"|match|tie|derby|play-?off)s?\b"
)
_GAME = re.compile(
    r"\b(?:coach(?:es)?|captain|World Cup|(?:first|second|third|fourth|fifth|final) Test|striker"
    r"|midfielder|goalkeeper|goalless|kick-off|quarter-?finals?|semi-?finals?|wickets?|innings"
    r"|penalty shoot-?out|half-time|group stage|friendl(?:y|ies) in|line-?out)\b",
    re.IGNORECASE,
)
_A_CALL = re.compile(r"\b(?:a|the|phone|his|her|their|video)\s+$")
_PERSONS = ("person", "role_holder")
_FACE_TO_FACE = re.compile(r"summit|meeting|talks|lunch|dinner|breakfast|audience|gathering")


def met(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ met ⟦1⟧`, `⟦0⟧ will hold talks with ⟦1⟧`, `⟦0⟧ and ⟦1⟧ spoke by phone`."""
    for deed in deeds(clause, MEET):
        match, verb = deed.match, deed.verb
        whole = match[0]
        if DOMESTIC.search(whole) or _is_several(clause, deed, whole) or _is_match(clause, deed):
            continue
        if ("hands" in verb or verb.startswith(_GOES_ON)) and not clause.dates:
            continue  # "shook hands on a deal", "agreed to continue consultations"
        whom = _with_whom(clause, deed)
        if whom is None:
            continue
        found, end = whom
        group, end = clause.whole(found) if found else ("", end)
        extent = (clause.head(deed.subject), end)
        if _TIMES.match(clause.text, end) or (found and _MET_WHAT.match(clause.text, end)):
            continue
        if not group and len(clause.who.actors(deed.subject[0])) < 2:
            yield from _in_session(clause, deed, extent)
            continue
        if deed.status == "held" and verb in _PRESENT and not deed.aux:
            deed = replace(deed, status="scheduled" if LOOKS_AHEAD.search(clause.text) else "held")
        told_how = whole + clause.text[match.end() : match.end() + 40].split(",")[0]
        channel = channel_of(told_how) or face_to_face(match["noun"] or verb)
        if channel is None and verb.startswith("spo") and _ON_THE_PHONE.search(_lead(clause)):
            channel = "phone"
        hint = clause.who.senders(deed.subject) or " ".join(
            filter(None, (found["of"] if found else "", match["noun"]))
        )
        for one in each(clause, deed, extent, group, channel=channel, hint=hint):
            again = verb == "exchanged views" and not (one.date or one.place or group)
            yield replace(one, weak=True) if again else one  # of the meeting told before it


def _is_match(clause: Clause, deed: Deed) -> bool:
    """Whether they meet at a game or summit: states beside goals, anybody "in the final"."""
    if not deed.verb.startswith(("met", "meet")):
        # "we start the G20 Summit": more than we sit at it
        return bool(_BY_NAME.search(deed.match[0])) and not deed.verb.startswith("h")
    if _FINAL.search(clause.text, deed.at):
        return True
    kinds = {clause.cast.actors[one].kind for one in clause.who.actors(deed.subject[0])}
    return kinds == {"state"} and len(set(_GAME.findall(clause.layout.text))) > 1


def _lead(clause: Clause) -> str:
    """The words of this sentence and the two before it."""
    sentences = clause.layout.sentences[max(0, clause.number - 3) : clause.number + 1]
    return clause.layout.text[sentences[0].start : sentences[-1].end]


def _is_several(clause: Clause, deed: Deed, words: str) -> bool:
    """Several meetings at once, "often met", "held meetings with", which tell of none."""
    noun = deed.match["noun"] or ""
    if clause.dates and noun and not noun.endswith("s"):
        words = _YEARLY.sub("", words)  # "held its 114th regular session in Bern on Monday"
    if deed.status == "denied":
        after = clause.text[deed.match.end() :]
        return bool(_SINCE.search(after))  # "have not met since 2019", "did not hold any meetings"
    plural = noun.endswith("s") and noun not in PLURALE_TANTUM
    plural = plural and "separate" not in words and " days of " not in words
    return plural or bool(RECURRENT.search(f"{deed.aux} {words}") and "again" not in words)


def _with_whom(clause: Clause, deed: Deed) -> tuple[re.Match[str] | None, int] | None:
    """The object of a verb of meeting and where the verb's words end; None for no meeting."""
    match, verb = deed.match, deed.verb
    speaks = verb.startswith(_SPEAKING) or "phone" in verb
    company, end = match["with"], match.end()
    if company and " with" not in company and not speaks:
        company, end = None, match.end("how")  # "met in Geneva to discuss"
    found = clause.object(end) if company or verb.startswith(("met", "meet")) else None
    if found is None and company and _ON_OR_IN.match(company):
        company, end = None, match.end("how")  # "opened a meeting in Bern with a call for"
    if found is None:
        # With somebody whom the cast does not know, or no meeting at all.
        if company or NO_OBJECT.match(clause.text, end):
            return None
        lasts = _FOR_HOURS.match(clause.text, end) or _FOR_HOURS.search(match["how"])
        if speaks and not (lasts or channel_of(match[0]) or clause.is_dated(deed.at, 40)):
            return None
    elif speaks and not clause.who.are_diplomats(found["group"]):
        return None
    return found, end


def face_to_face(word: str) -> Channel | None:
    """In person, where the verb or noun for it says so; "spoke" and "call" do not."""
    if word.startswith(("met", "meet", "sat", "shook", "shake")) or _FACE_TO_FACE.search(word):
        return "in_person"
    return None


def _in_session(clause: Clause, deed: Deed, extent: tuple[int, int]) -> Iterator[Telling]:
    """A body, or delegates whom one slot names: "the Security Council met on Thursday"."""
    actors = clause.who.actors(deed.subject[0])
    if not actors or not clause.who.is_many(deed.subject[0]):
        return
    noun = deed.match["noun"] or deed.verb
    if clause.cast.actors[actors[0]].kind == "igo":
        session = deed.verb.startswith(("met", "meet", "conven", "held"))
        hint = "officials"
        if not (session and clause.dates):
            return
    else:
        hint = clause.who.senders(deed.subject)
        seats = clause.who.seats(deed.subject[0])
        if (
            not (clause.dates or hint)
            or not clause.who.is_company(seats)
            or _of_one_state(clause, actors)
        ):
            return
    channel = channel_of(deed.match[0]) or face_to_face(noun)
    seats = clause.who.seats(deed.subject[0])
    yield clause.tell(extent, deed.at, deed.status, noun, seats, channel=channel, hint=hint)


def _of_one_state(clause: Clause, actors: tuple[int, ...]) -> bool:
    """Whether officials are all of one government, who meet at home; factions are not."""
    countries = clause.cast.countries
    return any(
        countries
        and countries[one]
        and hinted_level(told_role(clause.cast.actors[one])) != "non_state"
        for one in actors
    )


def phoned(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧ phoned ⟦1⟧`, `⟦0⟧ called ⟦1⟧ to brief them`, but not `called ⟦1⟧ a liar`."""
    for deed in deeds(clause, CALL):
        found = clause.object(deed.match.end() - 1)
        noun = deed.verb in ("call", "calls") and _A_CALL.search(clause.text[: deed.at])
        if found is None or (noun and not deed.aux):
            continue
        kinds = {clause.cast.actors[one].kind for one in clause.who.actors(found["group"])}
        end = clause.behind(found.end())
        named = not deed.verb.startswith(("phone", "telephone"))
        if named and not (TOLD_BY_PHONE.match(clause.text, end) and kinds <= set(_PERSONS)):
            continue
        extent = (clause.head(deed.subject), found.end())
        yield from each(clause, deed, extent, found["group"], channel="phone", first="caller")


TOLD_BY_PHONE = re.compile(
    r"\s*(?:[.,;]|$|on (?:the (?:tele)?phone|[A-Z\d])|late|early|last|yesterday|today|after|before"
    r"|ahead|earlier|later|this|in (?:[A-Z]|the)"
    r"|to (?:discuss|brief|congratul|express|thank|offer|convey|talk|inform|tell|wish|urge)"
    r"|and (?:told|discussed|spoke|thanked|expressed|congratulated|offered))"
)
"""What follows him who was called on the phone."""


def gathered(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧, ⟦1⟧ and ⟦2⟧ gathered in Bern`."""
    for deed in deeds(clause, GATHER):
        verb, end = deed.verb, deed.match.end()
        after = clause.text[end:]
        if verb in ("meeting", "gathering") and not re.search(
            r"\b(?:is|are|was|were|been?)\b", deed.aux
        ):
            continue
        found = None
        if verb == "meeting":
            found = clause.object(end + (5 if after.startswith(" with") else 0))
        group = found["group"] if found else ""
        actors = clause.who.actors(deed.subject[0] + group)
        if verb.startswith(("conven", "reconven")) and _GUESTS.match(after):
            continue  # "convened | the task force": who convenes others does not meet beside them
        if verb == "signed":
            kinds = {clause.cast.actors[one].kind for one in actors}
            if len(actors) < 2 or not clause.is_dated(deed.at, 70):
                continue
            if not (SIGNED_WHAT.match(after) and kinds <= set(_PERSONS)):
                continue
        elif len(actors) < 2 and not clause.who.is_many(deed.subject[0]):
            continue
        seats = clause.who.seats(deed.subject[0], group)
        if not clause.who.is_company(seats):
            continue
        ahead = verb == "meeting" and LOOKS_AHEAD.search(clause.text)
        channel = channel_of(clause.text[deed.at :]) or "in_person"
        yield clause.tell(
            (clause.head(deed.subject), found.end() if found else end),
            deed.at,
            "scheduled" if ahead else deed.status,
            verb,
            seats,
            channel=channel,
            hint=clause.who.senders(deed.subject),
        )


_WHERE_OR_WHEN = (
    r"on|in|at|for|to|with|by|and|as|amid|after|again|here|late|early|last|this|today|yesterday"
    r"|over|under|via|ahead|before|virtually|separately"
)
_GUESTS = re.compile(
    rf" (?!(?:{_WHERE_OR_WHEN})\b)"
    rf"(?![^.;:]{{0,90}}?\b(?:{NOUN}|forum|congress|assembly)\b(?! with))[\w⟦]"
)
"""What follows a verb of convening that has others for its object, and no gathering."""


def attended(clause: Clause) -> Iterator[Telling]:
    """`⟦0⟧, ⟦1⟧ and ⟦2⟧ attended a tripartite summit`."""
    for deed in deeds(clause, ATTEND):
        whole = deed.match[0]
        if (
            DOMESTIC.search(whole)
            or RECURRENT.search(whole)
            or not _OCCASION.search(deed.match["noun"])
            or (deed.verb.startswith("join") and "conference" in deed.match["noun"])
        ):
            continue
        seats = clause.who.seats(deed.subject[0])
        if deed.status in ("held", "scheduled") and clause.who.is_company(seats):
            extent = (clause.head(deed.subject), deed.match.end())
            channel = channel_of(whole) or "in_person"
            yield clause.tell(
                extent, deed.at, deed.status, deed.match["noun"], seats, channel=channel
            )


_OCCASION = re.compile(r"\b(?:summit|talks|meeting|conference|negotiations)\b")
