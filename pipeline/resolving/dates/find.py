"""Where the date expressions of a text stand, and what they are made of."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.resolving.dates.folding import fold, lowered
from pipeline.resolving.dates.grammar import ONLY_SHORT_WEEKDAY, OPENED_BY, OPENING, RULES
from pipeline.resolving.dates.values import DateMention

Candidate = tuple[bool, int, int, int, str, re.Match[str]]
"""Whether it is an event, start, minus end, place of the rule, kind, match: the first in order
is taken."""

_WORD = re.compile(r"[^\W_]+")
# A lone year or month needs such a word before it: "in 2015" but not "resolution 2015".
_INTRODUCES = frozenset(
    "in since during until till by from for of throughout year to through before after early late "
    "mid earlier back between around about around for again and or".split()
)
_FORBIDS = {
    "weekday": frozenset("every each any good black bloody palm easter ash holy cyber".split()),
    "deictic_day": frozenset("russia usa psychology history".split()),
    "deictic_span": frozenset(["the"]),
    "year": frozenset("about around and or".split()),
    "bare_month": frozenset[str](),
}
# Months that are also words or names: "may", "march", "Theresa May".
_ALSO_WORDS = frozenset(["may", "march", "mar", "mar."])
# "during the summit" says when only to one who asks for it.
_SIDES = frozenset(
    ["ahead of", "before", "prior to", "in the run-up to", "on the eve of", "after", "following"]
)


@lru_cache(maxsize=64)
def find_dates(text: str) -> tuple[DateMention, ...]:
    """The date expressions of a text, in text order, without overlaps.

    `"met on Friday, two days after 5 May" -> weekday "Friday", month_day "5 May"`

    The longest expression wins. Prepositions stay outside ("late on", "in"), except where they
    make the expression ("before the summit"). Kept for a while: an article's year, its anchors
    and its order of day and month are all read from the same text.
    """
    return _scan(text, prose=True)


@lru_cache(maxsize=1024)
def find_in_expression(expression: str) -> tuple[DateMention, ...]:
    """`find_dates` for words already known to be a date: "may 3", "2015", "Fri." count too."""
    return _scan(expression, prose=False)


def _scan(text: str, *, prose: bool) -> tuple[DateMention, ...]:
    folded = fold(text)
    taken = bytearray(len(folded))
    found: list[DateMention] = []
    # An event ("before the May 5 summit") yields to a date that stands inside it; of two
    # rules for the same words the one that stands first in the table counts.
    for _, start, minus_end, _, kind, match in sorted(_candidates(folded, prose=prose)):
        end = -minus_end
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(DateMention(start, end, text[start:end], kind, _parts(match)))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _candidates(folded: str, *, prose: bool) -> Iterator[Candidate]:
    """Every match of every rule.

    A rule is tried only at the words that can open it: some thirty patterns at every
    character of an article would cost more than all other readings of it.
    """
    text = lowered(folded)
    ends = [0] * len(RULES)
    for opening in OPENING.finditer(text):
        start = opening.start()
        gate, rules = OPENED_BY[opening[1] or "0"]
        if not gate.match(text, start):
            continue
        for at in rules:
            kind, rule = RULES[at]
            if start >= ends[at] and (match := rule.match(text, start)):
                ends[at] = match.end()
                if _stands(kind, match, folded, prose=prose):
                    yield kind == "event", start, -match.end(), at, kind, match
    if not prose and (alone := ONLY_SHORT_WEEKDAY.fullmatch(text)):
        yield False, 0, -len(text), len(RULES), "weekday", alone


def _parts(match: re.Match[str]) -> dict[str, str]:
    parts = {name: " ".join(words.split()) for name, words in match.groupdict().items() if words}
    if "weekday2" in parts:
        parts["weekday"] = parts.pop("weekday2")
    return parts


def _stands(kind: str, match: re.Match[str], folded: str, *, prose: bool) -> bool:
    """Whether the words before it and its capitals let the match be a date."""
    if prose and kind == "event":
        return " ".join(match["side"].split()) in _SIDES
    if (
        prose
        and "month" in match.re.groupindex
        and folded[slice(*match.span("month"))] in _ALSO_WORDS
    ):
        return False
    if kind not in _FORBIDS:
        return True
    word = _word_before(match.string, match.start())
    if word in _FORBIDS[kind]:
        return False
    if kind == "year":
        return word in _INTRODUCES or (not prose and not match.string[: match.start()].strip())
    if kind == "bare_month" and prose and not match["which"]:
        return word in _INTRODUCES
    return True


def _word_before(text: str, start: int) -> str:
    """The word before a place, with no more than blanks, a quotation mark or a dash between."""
    lead = text[max(0, start - 40) : start].rstrip(" ").removesuffix("-").rstrip(" '\"(")
    words = _WORD.findall(lead) if lead[-1:].isalnum() else ()
    return words[-1] if words else ""
