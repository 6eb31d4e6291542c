"""All claims as numbers, on disk; of those that are looked at together, columns of numbers.

A hundred thousand articles make a million claims. Some twenty bytes of each are in memory; where
some are compared, `Claims.of` reads what they say. A claim's place is its position in the
order of claim ids.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from pipeline.lookup.registry import Registry
from pipeline.relating.claimfacets import Facets
from pipeline.relating.claimnumbers import COLUMNS, STRETCH, Numbers, Sentences, stretches
from pipeline.relating.claimtopics import Assertion, Topic
from pipeline.relating.shelves import OnDisk, RowsOnDisk

LATEST = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Columns:
    """Some claims, in the order of their places: a number of each in every column, a row in
    every matrix.
    """

    places: Any
    order: Any
    article: Any
    numbers: Any
    """Rows of `COLUMNS`, by name."""
    words: Any
    weighted_words: Any
    """The words of each claim, by how rare they are among all claims."""
    actors: Any
    weighted_actors: Any
    asserters: Any

    def __getitem__(self, name: str) -> Any:
        """One of `COLUMNS`."""
        return self.numbers[name]


class Claims:
    """All claims; `assertions` come in the order of their ids and are not kept."""

    def __init__(
        self, assertions: Iterable[Assertion], registry: Registry, people: Iterable[str] = ()
    ) -> None:
        """`people` are names of persons, whose words tell who, not what about."""
        import numpy as np

        self._sentences, voices = Sentences(registry, people), Numbers()
        self._ids, self._numbers = OnDisk(), OnDisk()
        self._article, self._asserters = RowsOnDisk(), RowsOnDisk()
        self._words, self._actors = RowsOnDisk(), RowsOnDisk()
        self._first_ids: list[bytes] = []
        self._size = 0
        articles = np.empty(0, dtype="S1")
        named = OnDisk()
        for some in stretches(assertions, self._sentences, voices):
            self._first_ids.append(some.ids[0])
            self._ids.put(np.array(some.ids, dtype=bytes))
            self._numbers.put(some.columns())
            for rows, told in (
                (self._words, some.words),
                (self._actors, some.actors),
                (self._asserters, some.asserters),
            ):
                rows.put(*(np.array(column) for column in (told.lengths, told.entries)))
            named.put(np.array(some.articles, dtype=bytes))
            articles = np.union1d(articles, named[len(named) - 1])
            self._size += len(some.ids)
        for names in named:
            numbers = np.searchsorted(articles, names).astype(np.int32)
            self._article.put(np.ones(len(names), dtype=np.int32), numbers)
        self._wanted = np.zeros(self._size, dtype=bool)
        self._among = np.empty(self._size, dtype=np.int32)
        self.order, self.when = self._orders()
        """Of claims as `Assertion.order` sorts them, and by the time that they speak of."""
        vocabulary = self._sentences.vocabulary
        self._voices = len(voices)
        self._weight = _weights(self._size, self._words, self._actors, len(vocabulary))
        self.facets = Facets(
            (self._article, np.arange(len(articles), dtype=np.int32)),
            (self._asserters, voices.ranks()),
            (self._words, vocabulary.ranks()),
        )

    def _orders(self) -> tuple[Any, Any]:
        import numpy as np

        def whole(columns: Iterable[Any]) -> Any:
            return np.concatenate([np.empty(0, dtype=np.int32), *columns])

        published = whole(some["published"] for some in self._numbers)
        appeared = np.where(published == 0, LATEST, published)
        position = whole(some["position"] for some in self._numbers)
        order = _ranks(
            np.lexsort((position, whole(numbers for _, numbers in self._article), appeared))
        )
        start = whole(some["start"] for some in self._numbers)
        return order, _ranks(np.lexsort((order, np.where(start == 0, LATEST, start))))

    def __len__(self) -> int:
        return self._size

    def each_of(self, *places: Any) -> tuple[Any, list[Any]]:
        """(all these places, each once and in order; where among them those given are)."""
        import numpy as np

        for some in places:
            self._wanted[some] = True
        found = np.flatnonzero(self._wanted)
        self._wanted[found] = False
        self._among[found] = np.arange(len(found), dtype=np.int32)
        return found, [self._among[some] for some in places]

    def of(self, *places: Any) -> tuple[Columns, list[Any]]:
        """The claims of some places, each once; and where among them those given are."""
        import numpy as np

        found, among = self.each_of(*places)
        parts = list(_by_stretch(found))
        told = np.empty(len(found), dtype=COLUMNS)
        at = 0
        for stretch, rows in parts:
            told[at : at + len(rows)] = self._numbers[stretch][rows]
            at += len(rows)
        words, actors = (
            _matrix(kind, parts, len(self._weight)) for kind in (self._words, self._actors)
        )
        columns = Columns(
            found,
            self.order[found],
            _picked(self._article, parts)[1],
            {name: np.ascontiguousarray(told[name]) for name, _ in COLUMNS},
            words,
            _weighted(words, self._weight),
            actors,
            _weighted(actors, self._weight),
            _matrix(self._asserters, parts, self._voices),
        )
        return columns, among

    def facets_of(self, places: Any) -> Any:
        """A matrix of what claims are about, these in the order of their places."""
        return _matrix(self.facets.rows, list(_by_stretch(places)), len(self.facets))

    def topic(self, text: str) -> Topic:
        """What a sentence is about."""
        return self._sentences.read(text).topic

    def ids_of(self, places: Any) -> list[str]:
        """Of claims in any order."""
        import numpy as np

        found, back = np.unique(places, return_inverse=True)
        parts = [self._ids[stretch][rows] for stretch, rows in _by_stretch(found)]
        ids: list[str] = (
            np.concatenate([np.empty(0, dtype="S1"), *parts])[back].astype(str).tolist()
        )
        return ids

    def key(self, a: Any, b: Any) -> Any:
        """One number for a pair of places."""
        return a * len(self) + b

    def place_of(self, claim_id: str) -> int | None:
        sought = claim_id.encode()
        stretch = bisect_right(self._first_ids, sought) - 1
        if stretch < 0:
            return None
        ids = self._ids[stretch].tolist()
        at = bisect_left(ids, sought)
        return stretch * STRETCH + at if at < len(ids) and ids[at] == sought else None


def _by_stretch(places: Any) -> Iterator[tuple[int, Any]]:
    """(stretch, where in it) of places in ascending order."""
    import numpy as np

    stretch = places // STRETCH
    for begin in np.flatnonzero(np.diff(stretch, prepend=-1)).tolist():
        number = int(stretch[begin])
        end = np.searchsorted(stretch, number, side="right")
        yield number, places[begin:end] - number * STRETCH


def _picked(rows: RowsOnDisk, parts: Iterable[tuple[int, Any]]) -> tuple[Any, Any]:
    """(lengths, numbers) of some rows."""
    import numpy as np

    found = [rows.of(stretch, some) for stretch, some in parts]
    nothing = np.empty(0, dtype=np.int32)
    return (
        np.concatenate([nothing, *(lengths for lengths, _ in found)]),
        np.concatenate([nothing, *(entries for _, entries in found)]),
    )


def _matrix(rows: RowsOnDisk, parts: Iterable[tuple[int, Any]], width: int) -> Any:
    import numpy as np
    from scipy.sparse import csr_matrix

    lengths, entries = _picked(rows, parts)
    ends = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    ones = np.ones(len(entries), dtype=np.int8)
    return csr_matrix((ones, entries, ends), shape=(len(lengths), width))


def _weighted(matrix: Any, weight: Any) -> Any:
    return type(matrix)((weight[matrix.indices], matrix.indices, matrix.indptr), matrix.shape)


def sums(matrix: Any) -> Any:
    """Of each row."""
    import numpy as np

    return np.asarray(matrix.sum(axis=1, dtype=np.int64)).ravel()


def _ranks(order: Any) -> Any:
    import numpy as np

    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return ranks


def _weights(claims: int, words: RowsOnDisk, actors: RowsOnDisk, size: int) -> Any:
    """Of each word its weight, by how many claims hold it."""
    import numpy as np

    held = np.zeros(size, dtype=np.int64)
    for _, entries in chain(words, actors):
        held += np.bincount(entries, minlength=size)
    return np.array([_weight(claims, n) for n in held.tolist()], dtype=np.int32)


def _weight(claims: int, held: int) -> int:
    """The logarithm of how rare a word is, in millionths; none weighs nothing.

    Whole numbers: a sum of floats depends on its order.
    """
    return round(1e6 * math.log(1 + claims / held)) if held else 0
