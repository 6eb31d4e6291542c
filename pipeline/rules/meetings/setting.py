"""When and where: the words of a sentence that date and place a meeting told in it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.grounding.written_dates import MONTH_NAMES, MONTHS_SHORT
from pipeline.lookup.names import plain
from pipeline.lookup.places import FORMATS, resolve_place
from pipeline.lookup.registry import load
from pipeline.resolving.dates import find_dates
from pipeline.resolving.dates.values import DateMention
from pipeline.rules.kept import Kept
from pipeline.rules.meetings.masked import may_be_place
from pipeline.rules.mentions import Cast
from pipeline.rules.verbs import any_form

_DATED = re.compile(
    rf"\d|day\b|\b{MONTH_NAMES}\b|\b{MONTHS_SHORT}\b|today|[Tt]onight|yesterday|tomorrow"
    r"|\bago\b"
    r"|\b(?:[Ll]ast|[Tt]his|[Nn]ext|that|same|coming|following|previous)\b|later|earlier"
    r"|ahead of|before|prior to|weekend|morning|evening|night"
)
"""Cheap: whether the date grammar need look at all."""
_LEAD = re.compile(
    r"\b(?:(?:late|early|earlier|later)\s+)?(?:on|in|over|from)\s+(?:the\s+)?$|\b(?:late|early"
    r"|earlier|later|from|between)\s+$",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"\b(?:{any_form('dated')}|published|issued|released|reporters|statement)"
    r"(?: \w+){0,2}?(?: (?:late|early|earlier))?(?: on| in)?\s+$|\b(?:since|by)\s+$"
    r"|\b(?:[a-z]{3,}ed (?:after|before|until|since)|first time|first such \w+)(?: in| on)?\s+$",
    re.IGNORECASE,
)
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
_BREAKS = re.compile(
    r"[;:—]|\b(?:that|which|who|because|although|while|whereas|but|said|says|told|according"
    r"|to (?!the\b|a\b)[a-z]+|where)\b"
)


_PLAN = re.compile(
    r"[^,;:]{0,30} (?:that|which) (?:[A-Z]\w+ )?(?:was|were|had been|is|are)(?: to (?:be held"
    r"|take place|host)| due| scheduled| planned| set)(?: to (?:be held|take place))?(?: for)?"
    r"|, (?:due|scheduled|set|slated|planned|expected)(?: to (?:be held|take place|convene|open"
    r"|begin|start|meet|gather|resume|get under way))?(?: for)?(?= (?:in|at|on) )"
    r"|[^,;:]{0,30}? (?:(?:is|are|was|were) )?(?:now )?(?:due |set |expected |scheduled |planned )?"
    r"to (?:be held|take place|convene|open|begin|start|resume|get under way)(?= (?:in|at|on) )"
)
"""What hangs a plan's place on its noun: "a meeting | that was to be held | in Bern"."""
_HARD = re.compile(
    r"[;:—]|\b(?:that|said|says|told|tells|announc\w+|saying|adding|but|while|although|whereas"
    r"|because|denied|according)\b"
)


_DAYS_APART = re.compile(
    r"\b(?:days?|weeks?|weekend|fortnight|months?|years?|decades?) (?:after|before|ahead of"
    r"|prior to|since)\b"
)
"""What tells that what follows was on another day: "on Monday, two days after they met"."""
_CLAUSE_OVER = re.compile(r", (?:is|are|was|were|has|have|had|will|would|urged) [a-z]")
"""What tells that a relative clause is at its end: "who met ⟦1⟧, | is convening"."""
_AFTER = "Following "
"""A preposition at the head of a sentence: "Following Saturday's talks", not on the next one."""
_BESIDE = 5
"""Characters behind a meeting's words up to which a date stands right beside them: " on "."""
_HIS = re.compile(r"\bto (?!the\b|a\b)[a-z]+ .*\b(?:his|her|their|its) \w+ (?:in|of|for) ?$")


def date_near(
    text: str,
    sentence: tuple[int, int],
    at: int,
    dates: Sequence[DateMention] | None = None,
    *,
    end: int | None = None,
) -> tuple[int, int] | None:
    """Offsets of the words that date what stands at `at`..`end`, preposition included.

    `"On Monday she met him, he said on Tuesday." -> "On Monday"`
    """
    start = sentence[0]
    found = dates if dates is not None else dates_in(text, sentence)
    best: tuple[float, int, int] | None = None
    for mention in found:
        first, last = start + mention.start, start + mention.end
        if first <= at < last:
            continue
        if _SAID.search(text, max(start, first - 45), first):
            continue
        if last <= at and (_HARD.search(text, last, at) or _DAYS_APART.search(text, last, at)):
            continue
        cost = _cost(mention, text, first, last, at if end is None or first < end else end)
        if first > at and _CLAUSE_OVER.search(text, at, first):
            cost += 200
        if end is not None and 0 <= first - end <= _BESIDE and mention.kind != "event":
            cost = 0  # "last week, meeting ⟦1⟧ on Tuesday"
        if best is None or cost < best[0]:
            best = (cost, first, last)
    if best is None or best[0] > 560 or (best[0] > 300 and not _is_event(found, best[1] - start)):
        return None
    first, last = _stretch(text, start, found, (best[1], best[2]))
    if text.startswith(_AFTER, first):
        first += len(_AFTER)
    lead = _LEAD.search(text, max(start, first - 20), first)
    return (lead.start() if lead else first), last


_UNTIL = re.compile(r"(?: to | through | until | till | ?[-–] ?)(?:the )?")
_DAYS = frozenset("month_day weekday iso numeric".split())
_MOVED = re.compile(
    r"\b(?:mov|postpon|delay|reschedul|push|brought|shift|chang|defer|put)\w*\b[^.;]{0,60}$"
)


def _stretch(
    text: str, start: int, dates: Sequence[DateMention], day: tuple[int, int]
) -> tuple[int, int]:
    """A day with that which makes it a stretch of days: "June 26 | to July 5".

    One to which a meeting was moved makes none.
    """
    for one, other in pairwise(dates):
        edges = (start + one.start, start + other.end)
        if not {one.kind, other.kind} <= _DAYS or day not in (
            (start + one.start, start + one.end),
            (start + other.start, start + other.end),
        ):
            continue
        gap = text[start + one.end : start + other.start]
        between = gap == " and " and text.endswith(("between ", "Between "), 0, edges[0])
        if between or (_UNTIL.fullmatch(gap) and not _MOVED.search(text, start, edges[0])):
            return edges
    return day


def _cost(mention: DateMention, text: str, first: int, last: int, at: int) -> float:
    """How badly a date fits what stands at `at`: how far it is, and what parts them."""
    behind = last <= at
    between = text[last:at] if behind else text[at:first]
    far = at - last if behind else abs(first - at)
    cost = far + 60 * len(_BREAKS.findall(between)) + (400 if mention.kind == "event" else 0)
    cost += 25 if behind and mention.start > 25 else 0
    if re.search(r"[;]|\b(?:after|since|before)\b", between) and far > 15:
        cost += 120
    if mention.kind in ("month", "season") and _HIS.search(between):
        cost += 400  # "met him to congratulate him on his election in January"
    if mention.kind in ("ago", "years", "decade") or (mention.kind == "year" and far > 40):
        cost += 100
    return cost


def _is_event(found: Sequence[DateMention], start: int) -> bool:
    return any(mention.kind == "event" and mention.start == start for mention in found)


def dates_in(text: str, sentence: tuple[int, int]) -> tuple[DateMention, ...]:
    """The date expressions of a sentence, offsets from its start.

    The date grammar reads only the surroundings of words that dates are made of: it takes 2 ms
    for 1,000 characters.
    """
    start, end = sentence
    windows: list[list[int]] = []
    edge = start
    pieces = text[start:end].split()
    for piece in pieces if any(map(_is_dated, pieces)) else ():
        at = text.index(piece, edge)
        edge = at + len(piece)
        if not _is_dated(piece):
            continue
        for hit in _DATED.finditer(text, at, min(end, edge + len(" of"))):
            if hit.start() >= edge:
                break
            first = max(start, text.rfind(" ", start, max(start, hit.start() - 24)) + 1)
            stop = text.find(" ", min(end, hit.end() + 40), end)
            last = end if stop < 0 else stop
            if windows and first <= windows[-1][1]:
                windows[-1][1] = max(last, windows[-1][1])
            else:
                windows.append([first, last])
    return tuple(
        mention._replace(start=mention.start + first - start, end=mention.end + first - start)
        if first > start
        else mention
        for first, last in windows
        for mention in find_dates(text[first:last])
    )


def _may_date(piece: str) -> bool:
    """Whether a hit of `_DATED` may begin in what stands between two blanks."""
    return _DATED.search(piece) is not None or piece.endswith(("ahead", "prior"))


_is_dated = Kept(_may_date).__getitem__


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
        if _BREAKS.search(between):
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
    if opening and opening.end() < at and not _BREAKS.search(text[opening.end() : at]):
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
