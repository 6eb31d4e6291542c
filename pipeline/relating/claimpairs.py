"""Which claims are worth comparing: blocks of claims that share what they are about.

Never all pairs. Claims that share a facet (a topic word, an asserter, the article) are a
block; a block of more than `BLOCK` is split by the next facet its claims share, up to
two facets. What is still too large is compared only with its neighbours in time, and
a claim has `SEATS` in such blocks, those of its rarest facets: `Skipped` counts what that
leaves out. A claim is thus in a bounded number of blocks with a bounded number of
neighbours, and cost grows as sorting does. All this depends on the claims alone, never on
their order.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.lookup.registry import Registry
from pipeline.relating.claimcolumns import Claims
from pipeline.relating.claimtopics import Assertion, Topic

BLOCK = 32
"""Claims of a block that are all compared with each other."""
NEIGHBOURS = 12
"""Claims after it in time with which one is compared in a block that cannot be split."""
SEATS = 3
"""Blocks that cannot be split in which a claim is compared, for each two kinds of facet: article
and asserter, article and word, asserter and word, two words. They hold what many claims share;
the rarest facets tell most."""
ACTOR_WEIGHT = 0.5
"""Who is in a sentence says less on what it is about than its other words."""
STRETCH = 50_000
"""Pairs that are looked at together."""
_NONE = -1
"""No further facet."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims of one block, the earlier one first, and how alike their topics are."""

    a: Assertion
    b: Assertion
    topic_a: Topic
    topic_b: Topic
    shared: frozenset[str]
    """Topic words of both."""
    topic: float
    """0 to 1: cosine of the topic words, each with its weight."""
    whole: float
    """The same with the actors, at `ACTOR_WEIGHT`."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Many pairs as columns; claims by their places, the earlier one of each pair first."""

    a: Any
    b: Any
    shared: Any
    """How many topic words both have."""
    topic: Any
    whole: Any

    def __len__(self) -> int:
        return len(self.a)

    def only(self, wanted: Any) -> "Pairs":
        """Those for which `wanted` is true."""
        columns = (self.a, self.b, self.shared, self.topic, self.whole)
        return Pairs(*(column[wanted] for column in columns))

    @classmethod
    def none(cls) -> "Pairs":
        import numpy as np

        places, likeness = np.zeros(0, dtype=np.int64), np.zeros(0)
        return cls(places, places, places, likeness, likeness)

    @classmethod
    def joined(cls, found: Sequence["Pairs"]) -> "Pairs":
        import numpy as np

        parts = [(one.a, one.b, one.shared, one.topic, one.whole) for one in (cls.none(), *found)]
        return cls(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def each(self) -> Iterator[tuple[int, int, float, float]]:
        """Places, topic and whole of each, as Python's own numbers."""
        columns = (self.a, self.b, self.topic, self.whole)
        return zip(*(column.tolist() for column in columns), strict=True)


@dataclass(slots=True)
class Skipped:
    """What blocks that cannot be split leave out."""

    blocks: int = 0
    """Such blocks: their claims are compared with neighbours in time alone."""
    seats: int = 0
    """Places in such blocks that a claim did not take, having its `SEATS`."""


def pairs(
    assertions: Iterable[Assertion],
    registry: Registry,
    people: Iterable[str] = (),
    skipped: Skipped | None = None,
) -> Iterator[Pair]:
    """Every pair that the blocks bring together and that shares its topic, each once.

    `people` are names of persons, whose words tell who, not what about. What the bounds
    leave out is counted in `skipped`.
    """
    row = sorted(assertions, key=lambda one: one.claim_id)
    claims = Claims(row, registry, people)
    for some in compared(claims, skipped or Skipped()):
        for a, b, topic, whole in some.each():
            yield pair_of(claims, row[a], row[b], topic, whole)


def pair_of(claims: Claims, a: Assertion, b: Assertion, topic: float, whole: float) -> Pair:
    one, other = (claims.topic(claim.text) for claim in (a, b))
    return Pair(a, b, one, other, one.words & other.words, topic, whole)


def compared(claims: Claims, skipped: Skipped) -> Iterator[Pairs]:
    """All pairs, in stretches."""
    for i, j, first, second in _stretches(_blocks(claims, skipped)):
        own = _is_their_block(claims, i, j, first, second)
        yield alike(claims, i[own], j[own])


def gathered(some: Iterable[Pairs], size: int) -> Iterator[Pairs]:
    """The same pairs, no more than `size` of them at a time, nor many fewer."""
    waiting: list[Pairs] = []
    for found in some:
        waiting.append(found)
        if sum(map(len, waiting)) >= size:
            yield from _slices(Pairs.joined(waiting), size)
            waiting = []
    if waiting:
        yield from _slices(Pairs.joined(waiting), size)


def _slices(pairs: Pairs, size: int) -> Iterator[Pairs]:
    for start in range(0, len(pairs), size):
        yield pairs.only(slice(start, start + size))


_Block = tuple[Any, Any, Any, Any]
"""Places of claims, pair by pair, and the two rarest facets of the block, `_NONE` for no second."""


def alike(claims: Claims, i: Any, j: Any) -> Pairs:
    """How alike those pairs are that share their topic, or have none."""
    import numpy as np

    if not len(i):
        return Pairs.none()
    turned = claims.order[j] < claims.order[i]
    i, j = (np.where(turned, *two).astype(np.int64) for two in ((j, i), (i, j)))
    both = claims.words[i].multiply(claims.weighted_words[j])
    shared = np.diff(both.tocsr().indptr)
    words_i, words_j = claims.in_words[i], claims.in_words[j]
    named = (np.diff(claims.words.indptr)[i] > 0) | (np.diff(claims.words.indptr)[j] > 0)
    wanted = (shared > 0) | ~named
    i, j, shared, words_i, words_j = (column[wanted] for column in (i, j, shared, words_i, words_j))
    in_words = np.asarray(both.sum(axis=1, dtype=np.int64)).ravel()[wanted]
    actors = claims.actors[i].multiply(claims.weighted_actors[j])
    in_actors = ACTOR_WEIGHT * np.asarray(actors.sum(axis=1, dtype=np.int64)).ravel()
    whole_i = words_i + ACTOR_WEIGHT * claims.in_actors[i]
    whole_j = words_j + ACTOR_WEIGHT * claims.in_actors[j]
    return Pairs(
        i,
        j,
        shared,
        _cosine(in_words.astype(float), words_i.astype(float), words_j.astype(float)),
        _cosine(in_words + in_actors, whole_i, whole_j),
    )


def _cosine(shared: Any, one: Any, other: Any) -> Any:
    import numpy as np

    length = np.sqrt(one * other)
    return np.divide(shared, length, out=np.zeros(len(shared)), where=length > 0)


def _is_their_block(claims: Claims, i: Any, j: Any, first: Any, second: Any) -> Any:
    """Of each pair whether this block is that of its rarest shared facets: it is in others too."""
    import numpy as np

    both = claims.facets[i].multiply(claims.facets[j]).tocsr()
    both.sort_indices()
    begin, end = both.indptr[:-1], both.indptr[1:]
    rarest = both.indices[begin]
    next_rarest = both.indices[np.minimum(begin + 1, end - 1)]
    return (rarest == first) & ((second == _NONE) | (next_rarest == second))


def _blocks(claims: Claims, skipped: Skipped) -> Iterator[_Block]:
    """The pairs of each block.

    Members of too large a block that share nothing further stay apart: what many claims
    have in common, and nothing else, relates none of them.
    """
    import numpy as np

    members = claims.facets.tocsc()
    members.sort_indices()
    sizes = np.diff(members.indptr)
    small = np.flatnonzero((sizes > 1) & (sizes <= BLOCK))
    yield from _small(members.indices, members.indptr[small], sizes[small], small, None)
    seats = _Seats(claims, skipped)
    for facet in np.flatnonzero(sizes > BLOCK).tolist():
        inside = members.indices[members.indptr[facet] : members.indptr[facet + 1]]
        yield from _split(claims, inside, facet, seats)


def _split(claims: Claims, inside: Any, facet: int, seats: "_Seats") -> Iterator[_Block]:
    """The blocks of those that share one facet and a less rare one."""
    import numpy as np

    rows = claims.facets[inside]
    holders = np.repeat(inside, np.diff(rows.indptr))
    further = rows.indices > facet
    seconds, holders = rows.indices[further], holders[further]
    order = np.argsort(seconds, kind="stable")
    seconds, holders = seconds[order], holders[order]
    found, begin, sizes = np.unique(seconds, return_index=True, return_counts=True)
    small = (sizes > 1) & (sizes <= BLOCK)
    firsts = np.full(int(small.sum()), facet)
    yield from _small(holders, begin[small], sizes[small], firsts, found[small])
    for at in np.flatnonzero(sizes > BLOCK).tolist():
        seated = seats.taken_by(holders[begin[at] : begin[at] + sizes[at]], facet, int(found[at]))
        i, j = _within(seated, claims)
        yield i, j, np.full(len(i), facet), np.full(len(i), found[at])


def _small(
    members: Any, begin: Any, sizes: Any, firsts: Any, seconds: Any | None
) -> Iterator[_Block]:
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
                np.full(len(first), _NONE)
                if seconds is None
                else np.repeat(seconds[these], len(at_i))
            )
            yield inside[:, at_i].ravel(), inside[:, at_j].ravel(), first, second


def _within(members: Any, claims: Claims) -> tuple[Any, Any]:
    """All pairs of few members, of many those that are near in time."""
    import numpy as np

    if len(members) <= BLOCK:
        at_i, at_j = np.triu_indices(len(members), 1)
        return members[at_i], members[at_j]
    in_time = members[np.argsort(claims.when[members])]
    i = np.concatenate([in_time[:-gap] for gap in range(1, NEIGHBOURS + 1)])
    j = np.concatenate([in_time[gap:] for gap in range(1, NEIGHBOURS + 1)])
    return np.minimum(i, j), np.maximum(i, j)


class _Seats:
    """In how many too large blocks each claim is compared, by the kinds of their facets."""

    def __init__(self, claims: Claims, skipped: Skipped) -> None:
        self._claims = claims
        self._skipped = skipped
        self._taken: dict[tuple[int, int], Any] = {}

    def taken_by(self, members: Any, first: int, second: int) -> Any:
        """Those members of a block that have a seat left."""
        import numpy as np

        kinds = int(self._claims.kinds[first]), int(self._claims.kinds[second])
        if kinds not in self._taken:
            self._taken[kinds] = np.zeros(len(self._claims), dtype=np.int8)
        taken = self._taken[kinds]
        free = taken[members] < SEATS
        seated = members[free]
        taken[seated] += 1
        self._skipped.blocks += 1
        self._skipped.seats += len(members) - len(seated)
        return seated


def _stretches(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """The pairs of small blocks together, those of large ones in parts."""
    import numpy as np

    waiting: list[_Block] = []
    size = 0
    for block in blocks:
        waiting.append(block)
        size += len(block[0])
        if size >= STRETCH:
            yield from _parts(waiting, np)
            waiting, size = [], 0
    if waiting:
        yield from _parts(waiting, np)


def _parts(blocks: list[_Block], np: Any) -> Iterator[_Block]:
    i, j, first, second = (np.concatenate(column) for column in zip(*blocks, strict=True))
    for start in range(0, len(i), STRETCH):
        part = slice(start, start + STRETCH)
        yield i[part], j[part], first[part], second[part]
