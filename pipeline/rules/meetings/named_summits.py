"""Summits by name, told in passing: "at the NATO Summit in Madrid", "the G20 in Rome"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.lookup.places import resolve_place
from pipeline.rules.meetings.at_home import is_home_summit
from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.occasion_parties import GOES_TO, doer
from pipeline.rules.meetings.telling import Seats, Telling
from pipeline.rules.meetings.when import date_near
from pipeline.rules.meetings.wording import AGAIN, CONDITION, FATE, RECURRENT
from schemas.vocabulary import MeetingStatus

_WORD = r"(?:(?!The\b|This\b|That\b|At\b|In\b)[A-Z][\w.&’-]*|⟦\d+⟧(?:[-–][A-Z][\w-]*)?(?!['’]))"
_NAMED = re.compile(
    rf"(?P<name>(?:{_WORD} ){{1,5}}(?:[Ll]eaders[’'] )?[Ss]ummit(?: (?:of|for) (?:the )?[A-Z]\w+)?"
    r"|Summit (?:of|for) (?:the )?[A-Z]\w+|\bCOP ?\d\d(?: [Ss]ummit| [Cc]onference)?"
    r"|⟦\d+⟧(?= (?:in|at) (?:the )?[A-Z]))(?![\w’'-])(?! (?:Hotel|Declaration|Process|Joint))"
)
_OF_STATES = re.compile(
    r"\b(?:G-?7|G-?8|G-?20|NATO|EU|AU|UN|APEC|ASEAN|BRICS|Quad|COP ?\d+|Nuclear Security|Climate"
    r"|Democracy|Americas|African?|Africa|Arab|Islamic|Arctic|Asia|European|Pacific|Caribbean"
    r"|Latin|Iberian|Eurasian|Caspian|Nordic|Baltic|Food Systems|Trilateral|Leaders)\b"
)
_REGION = re.compile(
    r"(?:the |an? )?(?:Arab|Islamic|African?|European|Asian?|(?:Latin )?America|Gulf|Pacific"
    r"|Caribbean|Nordic|Baltic|Balkans?|Caspian|Arctic|Commonwealth|Iberian|Eurasian)"
)
"""What names a summit's region and no actor, where the cast has taken it for one."""
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|look\w* forward|upcoming|next|ahead of|prior to|run-up to|eve of|plans?|planned"
    r"|to (?:attend|host|join|take part in)|expected|going to|in advance of|prepar\w+|advance"
    r"|scheduled|set to|would|invited?|later this|coming|hosts? the"
    r"|to (?:achieve|ensure|support|deliver|secure)|success(?:ful)? (?:outcomes? )?(?:at|of)"
    r"|ambitious outcomes? at)\b"
)
_FATED = re.compile(
    r"(?: (?:in|at|on) [^,;⟦⟧]{2,40}?)??,? (?:(?:which )?(?:was|were|has been|had been|is|will be)"
    r"(?: \w+)?? )?(?=" + FATE.pattern + ")"
)
_WILL = re.compile(r"[^.;⟦⟧]{0,30}\b(?:will|is to|are to|is expected|is due|is scheduled|to be)\b")
_BEHIND = re.compile(
    r"\b(?:at|during|after|following|since|attended|attending|hosted|last|recent|joined|conclusion"
    r" of|concluded|outcomes? of|from|margins of|sidelines of|beg[iau]ns?|began|opened|convened"
    r"|successful|historic|of|ended|held|met)\W(?:\W*[\w’'-]+){0,4}\W*$"
)


def named(clause: Clause) -> Iterator[Telling]:
    """Each summit by its name that has a place or a day; who came is not said."""
    for match in _NAMED.finditer(clause.text):
        if not clause.is_open(*match.span()) or not _is_of_states(clause, match["name"]):
            continue
        status = _status(clause.text, match)
        if status is None:
            continue
        start, end = clause.masked.here(match.start()), clause.masked.here(match.end())
        name = _ARTICLE.sub("", clause.layout.text[start:end])
        told = clause.tell(
            match.span(),
            match.start(),
            status,
            "summit",
            (*_guests(clause, match), *_body(clause, match["name"])),
            channel="in_person",
            hint="leaders" if "ummit" in name or name.startswith("G") else "officials",
            until=_until(clause.text, match.end()),
        )
        city = _city_in(name)
        told = replace(told, place=told.place or city, title=name, own=True)
        if told.date:
            told = replace(told, date=_day(clause, start, end))
        if told.place or told.date:
            yield replace(told, again=bool(AGAIN.search(name)))


def _day(clause: Clause, start: int, end: int) -> str | None:
    """The date that hangs on the name: "last July's", "in Bern in May", not another verb's."""
    first, text = clause.sentence.start, clause.layout.text
    days = [
        day
        for day in clause.dates
        if (first + day.start >= end and _CLOSE.fullmatch(text, end, first + day.start))
        or (first + day.end <= start and _BESIDE.fullmatch(text, first + day.end, start))
    ]
    near = date_near(text, clause.span, start, days, end=end)
    return text[slice(*near)] if near else None


_TO_BE = (
    r", (?:due|scheduled|set|planned|slated|to be held|held|hosted"
    r"|which (?:is|was|will|opens|begins))\b"
)
_CLOSE = re.compile(
    rf"(?: (?:in|at) (?:the )?[A-Z][\w’.-]*(?:,? [A-Z][\w’.-]*)*)?(?:{_TO_BE}[^,;:]{{0,60}}?)?,? ?"
    r"\(?(?:(?:on|in|from|late|early|later|earlier|held) )*"
)
_BESIDE = re.compile(r"['’]?s? (?:\w+ ){0,2}|, (?:\w+ ){1,4}(?:in \w+ )?(?:for|at) the ")
_PLANNED = re.compile(_TO_BE)
_NEXT = re.compile(r"[,;:—]")
_STOP = re.compile(r"[,;:—]| (?:and|where|which|that|to|as|who|with|when) ")


def _until(text: str, end: int) -> int:
    """Where the words end that can place and date it: the next comma or conjunction."""
    more = _PLANNED.match(text, end)
    stop = _NEXT.search(text, more.end()) if more else _STOP.search(text, end)
    return stop.start() if stop else len(text)


def _is_of_states(clause: Clause, name: str) -> bool:
    """Whether states meet under that name, rather than tribes, chief executives or students."""
    if is_home_summit(name):
        return False
    mentions = [clause.masked.mentions[int(slot)] for slot in re.findall(r"⟦(\d+)⟧", name)]
    actors = [
        clause.cast.actors[one]
        for mention in mentions
        for one in mention.actors
        if not _REGION.fullmatch(mention.text)
    ]
    if any(actor.kind != "igo" for actor in actors):
        return False
    name = clause.masked.spelled(name)
    if len(actors) == len(mentions) == 1 and name == mentions[0].text:
        return bool(re.fullmatch(r"(?:the )?G-?\d+|APEC|COP ?\d+", actors[0].name or ""))
    return bool(actors) or bool(_OF_STATES.search(name)) or _city_in(name) is not None


def _body(clause: Clause, name: str) -> Seats:
    """The body whose summit it is: named in its name, or the article's only one of its region."""
    seats = tuple(one for one in clause.who.seats(name) if clause.cast.actors[one[0]].kind == "igo")
    words = clause.masked.spelled(name)
    region = _REGION.match(words)
    if seats or region is None:
        return seats[:1]
    adjective = _ARTICLE.sub("", region[0])
    ones = [
        at
        for at, actor in enumerate(clause.cast.actors)
        if actor.kind == "igo" and adjective in (actor.name or "").split()
    ]
    return ((ones[0], "participant"),) if len(ones) == 1 else ()


def _guests(clause: Clause, match: re.Match[str]) -> Seats:
    """Who is said to go to it: `⟦0⟧ attended the`, `⟦0⟧ and ⟦1⟧ left last week's`."""
    verb = GOES_TO.search(clause.text[: match.start()])
    group = doer(clause, verb.start()) if verb else None
    return clause.who.seats(group[0]) if group and clause.who.are_diplomats(group[0]) else ()


def _city_in(name: str) -> str | None:
    """`"Madrid Summit" -> "Madrid"`"""
    words = re.sub(r"\s*(?:[Ll]eaders[’'] )?[Ss]ummit.*$", "", name)
    place = resolve_place(words) if words and "⟦" not in words else None
    return words if place is not None and place.kind not in ("country", "region") else None


def _status(text: str, match: re.Match[str]) -> MeetingStatus | None:
    before, after = text[max(0, match.start() - 90) : match.start()], text[match.end() :]
    before = re.split(r"[;:]|, (?=⟦)", before)[-1]
    if CONDITION.search(before) or RECURRENT.search(before[-30:]):
        return None
    said = _FATED.match(after)
    fate = FATE.match(after, said.end() if said else 0)
    if fate and fate.lastgroup == "cancelled":
        return "cancelled"
    if fate and fate.lastgroup == "postponed":
        return "postponed"
    if re.search(r"\b(?:no|propos\w+|possible|potential|future|any)\b[^,]*$", before):
        return None
    scheduled = fate is not None and fate.lastgroup == "scheduled"
    if (
        scheduled
        or _AHEAD.search(before)
        or _WILL.match(after)
        or re.match(r" (?:next|later|tomorrow)", after)
    ):
        return "scheduled"
    return "held" if _BEHIND.search(before) or re.match(r" last\b", after) else None
