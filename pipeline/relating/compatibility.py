"""Whether two tellings can be one event: by channel, days and place."""

from collections.abc import Iterable

from pipeline.relating.tellings import Mention


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
    return None


def same_place(a: Mention, b: Mention) -> bool:
    """Whether both can be one place: the same, one unknown, or a city and its country."""
    if a.place_id is None or b.place_id is None or a.place_id == b.place_id:
        return True
    wider = any(one.place_kind in ("country", "region") for one in (a, b))
    return wider and a.country_iso3 is not None and a.country_iso3 == b.country_iso3


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
