"""Whether two tellings can be one event: by channel, days, place and people."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from pipeline.lookup.names import NAMES, name_words
from pipeline.relating.tellings import Mention

ONE_SPELLING = 0.75
"""Share of their letters that two spellings of one name have in common (difflib's ratio)."""


def compatible(a: Mention, b: Mention) -> str | None:
    """None where two tellings of one group can be one event, else why not."""
    if a.article_id == b.article_id:
        return "told by the same article"
    return why_different(a, b)


def counterpart(copy: Mention, originals: Iterable[Mention]) -> Mention | None:
    """The meeting of the original article that a meeting of its copy tells again.

    None where there is none, or where two fit equally well.
    """
    fitting = [
        original
        for original in originals
        if original.group == copy.group
        and (original.days == copy.days or _overlap(original, copy))
        and _same_channel(original, copy)
        and same_place(original, copy)
        and same_people(original, copy)
    ]
    alike = [(_alike(copy, original), original) for original in fitting]
    best = max((likeness for likeness, _ in alike), default=0)
    found = [original for likeness, original in alike if likeness == best]
    return found[0] if len(found) == 1 else None


def why_different(a: Mention, b: Mention) -> str | None:
    if not _same_channel(a, b):
        return f"channels differ: {a.channel}, {b.channel}"
    if not _overlap(a, b):
        return f"dates do not overlap: {_days(a)}, {_days(b)}"
    if not same_place(a, b):
        return f"places differ: {a.place_text}, {b.place_text}"
    if not same_people(a, b):
        return f"people differ: {_names(a)} / {_names(b)}"
    return None


def same_place(a: Mention, b: Mention) -> bool:
    """Whether both can be one place: the same, one unknown, or a city and its country."""
    if a.place_id is None or b.place_id is None or a.place_id == b.place_id:
        return True
    wider = any(one.place_kind in ("country", "region") for one in (a, b))
    return wider and a.country_iso3 is not None and a.country_iso3 == b.country_iso3


def same_people(a: Mention, b: Mention) -> bool:
    """Whether those who sit for a party in one can be those who sit for it in the other.

    A state's president and its prime minister may both meet the same guest on one day. Of a
    meeting of two parties both sides must fit; of a larger one, of which articles name whom
    they know, one. What a telling leaves unnamed fits everything.
    """
    sides = [
        (_of_party(a, party), _of_party(b, party))
        for party in (*a.parties, *([""] if len(a.parties) < 2 else []))
    ]
    fitting = [_can_share(one, other) for one, other in sides if one and other]
    return all(fitting) if len(a.parties) <= 2 else not fitting or any(fitting)


def _of_party(mention: Mention, party: str) -> list[str]:
    return [name for seat, name in mention.people if seat == party]


def _can_share(some: Iterable[str], others: Sequence[str]) -> bool:
    """Whether somebody can be in both: a name in common, or two spellings of one."""
    return any(_can_be_one(one, other) for one in some for other in others)


@lru_cache(maxsize=NAMES)
def _can_be_one(one: str, other: str) -> bool:
    some, others = name_words(one), name_words(other)
    return not some.isdisjoint(others) or any(
        SequenceMatcher(None, a, b).ratio() >= ONE_SPELLING for a in some for b in others
    )


def _names(mention: Mention) -> str:
    return ", ".join(sorted({name for _, name in mention.people}))


def _alike(a: Mention, b: Mention) -> int:
    """In how many of channel, days and place they are equal."""
    return (a.channel == b.channel) + (a.days == b.days) + (a.place_id == b.place_id)


def _same_channel(a: Mention, b: Mention) -> bool:
    return a.channel == b.channel or "unspecified" in (a.channel, b.channel)


def _overlap(a: Mention, b: Mention) -> bool:
    if a.days is None or b.days is None:
        return False
    return a.days[0] <= b.days[1] and b.days[0] <= a.days[1]


def _days(mention: Mention) -> str:
    return f"{mention.date_start or '…'}–{mention.date_end or '…'}"
