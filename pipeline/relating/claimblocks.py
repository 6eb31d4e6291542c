"""Which claims are worth comparing: blocks of claims that share what they are about.

Never all pairs. Claims that share a facet (a topic word, an asserter, the article) are a
block; a block of more than `BLOCK` is split by the next facet its claims share, up to
two facets. What is still too large is compared only with its neighbours in time, and
a claim has `SEATS` in such blocks, those of its rarest facets: `Skipped` counts what that
leaves out. A claim is thus in a bounded number of blocks with a bounded number of
neighbours, and cost grows as sorting does. All this depends on the claims alone, never on
their order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.relating.claimcolumns import Claims

BLOCK = 32
"""Claims of a block that are all compared with each other."""
NEIGHBOURS = 12
"""Claims after it in time with which one is compared in a block that cannot be split."""
SEATS = 3
"""Blocks that cannot be split in which a claim is compared, for each two kinds of facet: article
and asserter, article and word, asserter and word, two words. They hold what many claims share;
the rarest facets tell most."""
STRETCH = 50_000
"""Pairs that are looked at together, and claims whose facets are."""
PIECE = 4_096
"""Claims in time that are paired with their neighbours together."""
NONE = -1
"""No further facet."""


@dataclass(slots=True)
class Skipped:
    """What blocks that cannot be split leave out."""

    blocks: int = 0
    """Such blocks: their claims are compared with neighbours in time alone."""
    seats: int = 0
    """Places in such blocks that a claim did not take, having its `SEATS`."""


Block = tuple[Any, Any, Any, Any]
"""Places of claims, pair by pair, and the two rarest facets of the block, `NONE` for no second."""


def blocks(claims: Claims, skipped: Skipped) -> Iterator[Block]:
    """The pairs of all blocks, `STRETCH` at a time."""
    yield from _stretches(_blocks(claims, skipped))


def _blocks(claims: Claims, skipped: Skipped) -> Iterator[Block]:
    """The pairs of each block.

    Members of too large a block that share nothing further stay apart: what many claims
    have in common, and nothing else, relates none of them.
    """
    import numpy as np

    seats = _Seats(claims, skipped)
    for facets, begin, members in claims.facets.holders():
        sizes = np.diff(begin, append=len(members))
        small = sizes <= BLOCK
        yield from _small(members, begin[small], sizes[small], facets[small], None)
        for some in _together(np.flatnonzero(~small), sizes):
            inside = np.concatenate([members[begin[at] : begin[at] + sizes[at]] for at in some])
            yield from _split(claims, np.repeat(facets[some], sizes[some]), inside, seats)


def _together(large: Any, sizes: Any) -> Iterator[Any]:
    """Large blocks, of no more than `STRETCH` claims in all or one alone."""
    import numpy as np

    share = (np.cumsum(sizes[large]) - 1) // STRETCH
    for begin in np.flatnonzero(np.diff(share, prepend=-1)).tolist():
        yield large[begin : np.searchsorted(share, share[begin], side="right")]


def _split(claims: Claims, firsts: Any, members: Any, seats: "_Seats") -> Iterator[Block]:
    """The blocks of those that share one facet and a less rare one.

    `firsts`: the facet that each of the members has here.
    """
    import numpy as np

    keys, holders = [], []
    for start in range(0, len(members), STRETCH):
        inside = members[start : start + STRETCH]
        places, (at,) = claims.each_of(inside)
        rows = claims.facets_of(places)[at]
        first = np.repeat(firsts[start : start + STRETCH], np.diff(rows.indptr))
        further = rows.indices > first
        keys.append(first[further].astype(np.int64) * len(claims.facets) + rows.indices[further])
        holders.append(np.repeat(inside, np.diff(rows.indptr))[further])
    key, holder = np.concatenate(keys), np.concatenate(holders)
    order = np.argsort(key, kind="stable")
    key, holder = key[order], holder[order]
    begin = np.flatnonzero(np.diff(key, prepend=-1))
    sizes = np.diff(begin, append=len(key))
    one, other = np.divmod(key[begin], max(1, len(claims.facets)))
    small = (sizes > 1) & (sizes <= BLOCK)
    yield from _small(holder, begin[small], sizes[small], one[small], other[small])
    for at in np.flatnonzero(sizes > BLOCK).tolist():
        two = int(one[at]), int(other[at])
        for i, j in _within(
            seats.taken_by(holder[begin[at] : begin[at] + sizes[at]], *two), claims
        ):
            yield i, j, np.full(len(i), two[0]), np.full(len(i), two[1])


def _small(
    members: Any, begin: Any, sizes: Any, firsts: Any, seconds: Any | None
) -> Iterator[Block]:
    """All pairs of each block; blocks of one size together."""
    import numpy as np

    for size in np.unique(sizes).tolist():
        at_i, at_j = np.triu_indices(size, 1)
        of_size = np.flatnonzero(sizes == size)
        step = max(1, STRETCH // len(at_i))
        for start in range(0, len(of_size), step):
            these = of_size[start : start + step]
            inside = members[begin[these][:, None] + np.arange(size)]
            first = np.repeat(firsts[these], len(at_i))
            second = (
                np.full(len(first), NONE)
                if seconds is None
                else np.repeat(seconds[these], len(at_i))
            )
            yield inside[:, at_i].ravel(), inside[:, at_j].ravel(), first, second


def _within(members: Any, claims: Claims) -> Iterator[tuple[Any, Any]]:
    """All pairs of few members, of many those that are near in time."""
    import numpy as np

    if len(members) <= BLOCK:
        at_i, at_j = np.triu_indices(len(members), 1)
        yield members[at_i], members[at_j]
        return
    in_time = members[np.argsort(claims.when[members])]
    for start in range(0, len(in_time), PIECE):
        i, j = [], []
        for gap in range(1, NEIGHBOURS + 1):
            later = in_time[start + gap : start + PIECE + gap]
            i.append(in_time[start : start + len(later)])
            j.append(later)
        one, other = np.concatenate(i), np.concatenate(j)
        yield np.minimum(one, other), np.maximum(one, other)


class _Seats:
    """In how many too large blocks each claim is compared, by the kinds of their facets."""

    def __init__(self, claims: Claims, skipped: Skipped) -> None:
        self._claims = claims
        self._skipped = skipped
        self._taken: dict[tuple[int, int], Any] = {}

    def taken_by(self, members: Any, first: int, second: int) -> Any:
        """Those members of a block that have a seat left."""
        import numpy as np

        of = self._claims.facets.kinds
        kinds = int(of[first]), int(of[second])
        if kinds not in self._taken:
            self._taken[kinds] = np.zeros(len(self._claims), dtype=np.int8)
        taken = self._taken[kinds]
        free = taken[members] < SEATS
        seated = members[free]
        taken[seated] += 1
        self._skipped.blocks += 1
        self._skipped.seats += len(members) - len(seated)
        return seated


def _stretches(blocks: Iterable[Block]) -> Iterator[Block]:
    """The pairs of small blocks together, those of large ones in parts."""
    import numpy as np

    waiting: list[Block] = []
    size = 0
    for block in blocks:
        waiting.append(block)
        size += len(block[0])
        if size >= STRETCH:
            yield from _parts(waiting, np)
            waiting, size = [], 0
    if waiting:
        yield from _parts(waiting, np)


def _parts(blocks: list[Block], np: Any) -> Iterator[Block]:
    i, j, first, second = (np.concatenate(column) for column in zip(*blocks, strict=True))
    for start in range(0, len(i), STRETCH):
        part = slice(start, start + STRETCH)
        yield i[part], j[part], first[part], second[part]
