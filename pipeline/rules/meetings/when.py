"""When what a sentence tells of was: the words that date a meeting told in it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.grounding.written_dates import MONTH_NAMES, MONTHS_SHORT
from pipeline.resolving.dates import find_dates
from pipeline.resolving.dates.values import DateMention
from pipeline.rules.kept import Kept
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
BREAKS = re.compile(
    r"[;:—]|\b(?:that|which|who|because|although|while|whereas|but|said|says|told|according"
    r"|to (?!the\b|a\b)[a-z]+|where)\b"
)


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
    cost = far + 60 * len(BREAKS.findall(between)) + (400 if mention.kind == "event" else 0)
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
