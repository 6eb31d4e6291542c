"""Pairs of claims that are worth comparing, and how alike they are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.lookup.registry import Registry
from pipeline.relating.claimblocks import NONE, Skipped, blocks
from pipeline.relating.claimcolumns import Claims, Columns, sums
from pipeline.relating.claimtopics import Assertion, Topic

ACTOR_WEIGHT = 0.5
"""Who is in a sentence says less on what it is about than its other words."""


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
    """Many pairs as columns, the earlier claim of each first; claims by their places among all
    or, where they come with `Columns`, among these.
    """

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

    def everywhere(self, columns: Columns) -> "Pairs":
        """By the places of their claims among all."""
        a, b = columns.places[self.a], columns.places[self.b]
        return Pairs(a, b, self.shared, self.topic, self.whole)

    def among(self, claims: Claims) -> tuple[Columns, "Pairs"]:
        """Their claims, and the pairs by places among these."""
        columns, (a, b) = claims.of(self.a, self.b)
        return columns, Pairs(a, b, self.shared, self.topic, self.whole)

    def each(self) -> Iterator[tuple[int, int, float, float]]:
        """Places, topic and whole of each, as Python's own numbers."""
        columns = (self.a, self.b, self.topic, self.whole)
        return zip(*(column.tolist() for column in columns), strict=True)


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
    for columns, some in compared(claims, skipped or Skipped()):
        for a, b, topic, whole in some.everywhere(columns).each():
            yield pair_of(claims, row[a], row[b], topic, whole)


def pair_of(claims: Claims, a: Assertion, b: Assertion, topic: float, whole: float) -> Pair:
    one, other = (claims.topic(claim.text) for claim in (a, b))
    return Pair(a, b, one, other, one.words & other.words, topic, whole)


def compared(claims: Claims, skipped: Skipped) -> Iterator[tuple[Columns, Pairs]]:
    """All pairs, in stretches, each with the columns of their claims."""
    for i, j, first, second in blocks(claims, skipped):
        own = _is_their_block(claims, i, j, first, second)
        columns, here = claims.of(i[own], j[own])
        yield columns, alike(columns, *here)


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


def alike(columns: Columns, i: Any, j: Any) -> Pairs:
    """How alike those pairs are that share their topic, or have none."""
    import numpy as np

    if not len(i):
        return Pairs.none()
    turned = columns.order[j] < columns.order[i]
    i, j = (np.where(turned, *two).astype(np.int64) for two in ((j, i), (i, j)))
    both = columns.words[i].multiply(columns.weighted_words[j])
    shared = np.diff(both.tocsr().indptr)
    held = np.diff(columns.words.indptr) > 0
    wanted = (shared > 0) | ~(held[i] | held[j])
    i, j, shared = (column[wanted] for column in (i, j, shared))
    in_words = sums(both)[wanted]
    in_actors = ACTOR_WEIGHT * sums(columns.actors[i].multiply(columns.weighted_actors[j]))
    words = sums(columns.weighted_words)
    whole = words + ACTOR_WEIGHT * sums(columns.weighted_actors)
    return Pairs(
        i,
        j,
        shared,
        _cosine(in_words.astype(float), words[i].astype(float), words[j].astype(float)),
        _cosine(in_words + in_actors, whole[i], whole[j]),
    )


def _cosine(shared: Any, one: Any, other: Any) -> Any:
    import numpy as np

    length = np.sqrt(one * other)
    return np.divide(shared, length, out=np.zeros(len(shared)), where=length > 0)


def _is_their_block(claims: Claims, i: Any, j: Any, first: Any, second: Any) -> Any:
    """Of each pair whether this block is that of its rarest shared facets: it is in others too."""
    import numpy as np

    places, (at_i, at_j) = claims.each_of(i, j)
    facets = claims.facets_of(places)
    both = facets[at_i].multiply(facets[at_j]).tocsr()
    both.sort_indices()
    begin, end = both.indptr[:-1], both.indptr[1:]
    rarest = both.indices[begin]
    next_rarest = both.indices[np.minimum(begin + 1, end - 1)]
    return (rarest == first) & ((second == NONE) | (next_rarest == second))
