"""Where what a sentence tells of was: the words for the place beside a meeting or visit."""

import re

from pipeline.grounding.written_dates import MONTH_NAMES, MONTHS_SHORT
from pipeline.lookup.names import plain
from pipeline.lookup.places import FORMATS, resolve_place
from pipeline.lookup.registry import load
from pipeline.rules.meetings.masked import may_be_place
from pipeline.rules.meetings.when import BREAKS
from pipeline.rules.mentions import Cast

_CITY_OF = re.compile(
    r"^(?:the\s+)?(?:[\w’'.-]+\s+){0,5}?(?:city|capital|resort|town|village|port|suburb"
    r"|district)\s+of\s+(?=[A-Z])"
)
_CAPITAL_NAMED = re.compile(
    r"^(?:[\w’'.-]+\s+){0,3}?(?:city|capital|resort|town|village)(?: city)?,?\s+(?=[A-Z])"
)
_NAME = r"(?:(?:[A-Z]\.){2,}|[A-Z][^\W\d_]*(?:[’'-][^\W\d_]+)*\.?)"
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}$")
_PLACE_WORDS = (
    r"(?P<place>(?:the\s+)?(?:(?:[\w’'-]+\s+){0,4}?(?:city|capital|resort|town|village|port"
    r"|suburb)\s+(?:city\s+)?(?:of\s+)?(?=[A-Z]))?(?:(?!(?:which|order|an?|his|her|their|its|this"
    r"|that|person|response|exchange"
    r"|early|late|mid|recent|private|protest|support|favou?r|line|addition"
    r"|part)\b)[a-zA-Z][\w’'.-]*\s+){0,6}?"
    rf"{_NAME}(?:[ -](?:(?:de|la|le|al|el|der|den|van|von|of|du|del|am|da|do|dos|the"
    rf"|and the)\s)?{_NAME})*)"
)
_VISITED = re.compile(_PLACE_WORDS)
_BUILDING = (
    r"\s(?:palace|residence|villa|castle|hotel|ranch|estate|farm|dacha|embassy|mansion|retreat"
    r"|airport|air base|compound|lodge)\b"
)
_BUILT = re.compile(_BUILDING)
_PLACE = re.compile(
    rf"\b(?P<prep>in|at|In|At|beside|outside|inside|near|(?:set|scheduled|planned|foreseen|slated"
    rf"|due|pencill?ed in) for)\s+(?:(?:his|her|their)\s+(?=[A-Z][\w’'-]+{_BUILDING}))?"
    rf"{_PLACE_WORDS}"
)
_BUILDINGS = re.compile(
    r"\b(?:Palace|House|Hall|Hotel|Castle|Airport|Base|Chancellery|Kremlin|Embassy|Ministry|Villa"
    r"|Office|Cent(?:er|re)|headquarters|David|complex|Residence|Mansion|Ranch|Estate)\b"
)
_NO_PLACE = re.compile(
    rf"\b(?:{MONTH_NAMES}|{MONTHS_SHORT}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Summit"
    r"|Council|Congress|Parliament|Assembly|Forum|Conference)\b"
)
_ATTACHES = re.compile(
    r"(?:\b(?:met|meet|meets|meeting|meetings|talks|talk|held|hold|summit|visit|visited|gathered"
    r"|gather|convened|convene"
    r"|conversation|negotiations|consultations|discussions|conference|gathering|dialogue|session"
    r"|place|again|together|separately"
    r"|here|today|yesterday|tomorrow|tonight|later|earlier|briefly|lunch|dinner|day|days|week"
    r"|weeks|month|year|years|night|morning|evening|afternoon|hours?|minutes|spoke|spoken|talked"
    r"|congress|forum|audience|breakfast|encounter|call|set|scheduled|planned|foreseen|slated"
    r"|due|in|held"
    r"|arrived|stopped|counterparts?|leaders?|ministers|presidents|officials|delegations?|envoys?"
    r"|representatives|sides|parties|round|hosted|received|welcomed|commanders|summits|discussed"
    r"|signed|level|experts|himself|herself|time|first|second|third|down|up|off|way|opened|beg[au]n"
    r"|resumed|ended|concluded|closed|started|hands|hall|room|hotel|villa|palace|resort|residence"
    r"|castle|restaurant|airport|compound|was|were|been|be)"
    r"|[\d)⟧,]|\b[a-z]+ly|\b[A-Z][\w’'.-]*[^\W_])\s*$"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_OWNER = re.compile(r".*?[’']s\s+")
_NEXT_WORD = re.compile(r"[’']?s?[ -]+([a-z]+)")
_UNKNOWN_PLACE = re.compile(
    r"(?:the\s+)?[A-Z]|(?:southern|northern|eastern|western|central|south|north|east|west)\b"
)
_ACRONYM = 6
"""Letters up to which capitals are an acronym and not a shouted dateline."""
_PLAN = re.compile(
    r"[^,;:]{0,30} (?:that|which) (?:[A-Z]\w+ )?(?:was|were|had been|is|are)(?: to (?:be held"
    r"|take place|host)| due| scheduled| planned| set)(?: to (?:be held|take place))?(?: for)?"
    r"|, (?:due|scheduled|set|slated|planned|expected)(?: to (?:be held|take place|convene|open"
    r"|begin|start|meet|gather|resume|get under way))?(?: for)?(?= (?:in|at|on) )"
    r"|[^,;:]{0,30}? (?:(?:is|are|was|were) )?(?:now )?(?:due |set |expected |scheduled |planned )?"
    r"to (?:be held|take place|convene|open|begin|start|resume|get under way)(?= (?:in|at|on) )"
)
"""What hangs a plan's place on its noun: "a meeting | that was to be held | in Bern"."""
_WHERE = re.compile(
    r"\b(?P<place>(?:the )?(?:[A-Z][\w’'.-]+ ){0,3}[A-Z][\w’'.-]+(?: capital)?), where "
)
"""What has the place before it: "Bern, where they are to meet"."""
_ELSEWHERE = re.compile(r"[,;:—]|\b(?:that|who|after|before|since)\b")


def place_near(
    text: str, sentence: tuple[int, int], at: int, end: int, cast: Cast
) -> tuple[int, int] | None:
    """Offsets of the place of a meeting whose telling spans `at`..`end`; None where none is named.

    `"met Putin in the Russian resort city of Sochi" -> "Sochi"`,
    `"talks on the war in Syria" -> None`
    """
    if plan := _PLAN.match(text, end, sentence[1]):
        end = plan.end()
    for match in _PLACE.finditer(text, at, min(sentence[1], end + 140)):
        between = text[end : match.start()] if match.start() > end else ""
        if BREAKS.search(between):
            return None
        if between.strip(' ”"’') and not _ATTACHES.search(
            text, max(at, match.start() - 30), match.start()
        ):
            continue
        if found := _place_in(text, match.start("place"), match.end("place"), match["prep"], cast):
            return found
    for where in _WHERE.finditer(text, sentence[0], at):
        if not _ELSEWHERE.search(text, where.end(), at):
            return visited(text, where.start("place"), where.end("place"), cast)
    opening = _PLACE.match(text, sentence[0])
    if opening and opening.end() < at and not BREAKS.search(text[opening.end() : at]):
        return _place_in(text, opening.start("place"), opening.end("place"), opening["prep"], cast)
    return None


def _place_in(text: str, start: int, end: int, prep: str, cast: Cast) -> tuple[int, int] | None:
    """The name inside the words after "in" or "at", if it can be a place."""
    for described in (_CITY_OF, _CAPITAL_NAMED, _OWNER):
        found = described.match(text[start:end])
        if found and not (described is _OWNER and _is_state(text[start:end], found[0])):
            start += found.end()
    if text.startswith(" capital", end):
        end += len(" capital")  # "in the Austrian capital"
    built = _BUILT.match(text, end)
    if built and text[end - 1].isalnum():
        end = built.end()  # "at the Kasri palace"
    bare = text[start:end].strip().rstrip(".")
    shouted = bare.isupper() and len(bare) > _ACRONYM
    follows = _NEXT_WORD.match(text, end)
    if _POSSESSIVE.search(bare):
        return None
    if not bare or shouted or _NO_PLACE.search(bare) or (follows and follows[1] in FORMATS):
        return None
    mention = cast.at(start)
    named = mention is not None and mention.kind in ("name", "role")
    if named and mention and not all(may_be_place(cast, one) for one in mention.actors):
        return None
    known = resolve_place(bare)
    building = bool(built or _BUILDINGS.search(bare))
    if known is None and not _sounds_like_place(bare, prep, building=building):
        return None
    lead = re.match(r"the\s+", text[start:end])
    if lead and known is not None and not building:
        start += lead.end()
    words = text[start:end].rstrip()
    return start, start + len(words if _INITIALS.search(words) else words.rstrip("."))


def _is_state(words: str, owner: str) -> bool:
    """Whether an owner is part of a state's name: "the People's Republic of China"."""
    state = load().state
    return state(words) is not None and state(owner) is None


def _sounds_like_place(words: str, prep: str, *, building: bool) -> bool:
    """Whether words that no table holds can name a place: "Port Elan", "southern Ruritania"."""
    if set(plain(words).split()) & FORMATS:
        return False
    return building or (prep.lower() == "in" and bool(_UNKNOWN_PLACE.match(words)))


def visited(text: str, start: int, sentence_end: int, cast: Cast) -> tuple[int, int] | None:
    """The place that the words from `start` name: "Sochi" of "the Russian resort city of Sochi"."""
    match = _VISITED.match(text, start, sentence_end)
    return _place_in(text, match.start("place"), match.end("place"), "in", cast) if match else None
