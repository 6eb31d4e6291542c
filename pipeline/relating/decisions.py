"""What people decided on mentions, and which of their words still stand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.relating.tellings import Member, Mention


@dataclass(frozen=True, slots=True)
class Decided:
    """A person's word on mentions: together, or apart from all others."""

    kind: str
    """`event_merge` or `event_split`."""
    summit_ids: tuple[str, ...]
    decided_by: str


def standing(
    decisions: Sequence[Decided], there: Mapping[str, Mention]
) -> tuple[list[Decided], list[Decided]]:
    """(what is set apart, merges that still stand): later words outweigh earlier ones."""
    set_apart: dict[str, int] = {}
    for at, decided in enumerate(decisions):
        for key in decided.summit_ids:
            if decided.kind == "event_merge":
                set_apart.pop(key, None)
            elif key in there:
                set_apart[key] = at
    # A mention taken out of a set-apart group leaves the others of it together.
    left: dict[int, list[str]] = defaultdict(list)
    for key, at in set_apart.items():
        left[at].append(key)
    apart = [
        Decided("event_split", tuple(keys), decisions[at].decided_by) for at, keys in left.items()
    ]
    together: list[Decided] = []
    split_later: set[str] = set()
    for decided in reversed(decisions):
        if decided.kind == "event_split":
            split_later.update(decided.summit_ids)
            continue
        keys = tuple(k for k in decided.summit_ids if k in there and k not in split_later)
        together.append(Decided(decided.kind, keys, decided.decided_by))
    return apart, together[::-1]


def joined(clusters: list[list[Member]], together: Sequence[Decided]) -> list[list[Member]]:
    """The clusters with those that a person merged as one."""
    at = {m.mention.summit_id: i for i, cluster in enumerate(clusters) for m in cluster}
    above = list(range(len(clusters)))

    def root(i: int) -> int:
        while above[i] != i:
            above[i] = above[above[i]]
            i = above[i]
        return i

    said_by: dict[int, str] = {}
    for decided in together:
        first, *others = sorted({root(at[key]) for key in decided.summit_ids}) or [0]
        for other in others:
            above[other] = first
            said_by[first] = decided.decided_by
    whole: dict[int, list[Member]] = defaultdict(list)
    for i, cluster in enumerate(clusters):
        by = said_by.get(root(i))
        whole[root(i)] += [Member(m.mention, "decided", by) for m in cluster] if by else cluster
    return list(whole.values())
