"""Meetings that nearly joined an event, and why they stand apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from pipeline.relating.compatibility import compatible
from pipeline.relating.tellings import Mention

NEAR = timedelta(days=7)
"""Between two meetings of which one is told as a near miss of the other."""


class NearMisses:
    """All meetings, ready to be asked which of them nearly joined some."""

    def __init__(self, mentions: Iterable[Mention], said_by: Mapping[str, str]) -> None:
        self._said_by = said_by
        self._of_party: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            for party in mention.parties:
                self._of_party[party].append(mention)

    def of(self, inside: Sequence[Mention]) -> list[tuple[Mention, str]]:
        """(meeting, why apart) of each that shares a party and a week with the first inside."""
        first = inside[0]
        ids = {mention.summit_id for mention in inside}
        sharing = {m.summit_id: m for party in first.parties for m in self._of_party[party]}
        return [
            (other, _why_apart(inside, other, self._said_by))
            for summit_id, other in sorted(sharing.items())
            if summit_id not in ids and _close(first, other)
        ]


def _why_apart(inside: Sequence[Mention], other: Mention, said_by: Mapping[str, str]) -> str:
    first = inside[0]
    people = {by for one in (*inside, other) if (by := said_by.get(one.summit_id))}
    for name in ("status", "level"):
        if getattr(first, name) != getattr(other, name):
            return f"{name} differs: {getattr(first, name)}, {getattr(other, name)}"
    if first.parties != other.parties:
        return f"parties differ: {_listed(first.parties)} / {_listed(other.parties)}"
    for one in (first, other):
        if not one.mergeable:
            return f"no exact enough date to join on: {one.summit_id} has '{one.date_precision}'"
    reasons = [reason for mention in inside if (reason := compatible(mention, other))]
    if reasons:
        return reasons[0]
    return f"set apart by {', '.join(sorted(people))}" if people else "fits more than one event"


def _close(a: Mention, b: Mention) -> bool:
    """Near enough in time to be worth telling: within a week, or undated."""
    if a.days is None or b.days is None:
        return a.parties == b.parties
    gap = max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])
    return gap <= NEAR


def _listed(parties: frozenset[str]) -> str:
    return ", ".join(sorted(parties)) or "none"
