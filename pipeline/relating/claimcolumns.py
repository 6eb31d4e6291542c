"""All claims as columns of numbers: a few hundred bytes a claim, whatever they say.

A hundred thousand articles make a million claims; as objects they would fill memory, as
rows of sparse matrices they are compared in stretches. A claim's place is its position
in the order of claim ids.
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple

from pipeline.grounding.negation import hedges, negations
from pipeline.grounding.wording import words_of
from pipeline.lookup.registry import Registry
from pipeline.relating.claimtopics import Assertion, Topic, figures_in, says_not, short, topic_of

LATEST = date.max.toordinal()
_POSITIVE = (1 << 63) - 1
FACTS = frozenset(("event", "casualty", "quantity", "control", "state", "responsibility"))
DOUBTED = ("certain", "probable", "possible", "unknown")
"""Certainties, each weaker than the one before."""
SENTENCES = 5_000
"""Of so many sentences it is remembered what they say."""


@dataclass(slots=True)
class _Rows:
    """Numbers of things by claim: the beginnings of a sparse matrix."""

    numbers: dict[str, int] = field(default_factory=dict)
    entries: "array[int]" = field(default_factory=lambda: array("i"))
    ends: "array[int]" = field(default_factory=lambda: array("i", [0]))

    def add(self, names: Iterable[str]) -> None:
        for name in names:
            self.entries.append(self.numbers.setdefault(name, len(self.numbers)))
        self.ends.append(len(self.entries))

    def columns(self) -> tuple[Any, Any]:
        import numpy as np

        return np.frombuffer(self.entries, dtype=np.int32), np.frombuffer(self.ends, dtype=np.int32)


class _Sentence(NamedTuple):
    """What a claim's sentence says, as numbers; equal ones are equal, as far as 64 bits tell."""

    topic: Topic
    words: list[str]
    actors: list[str]
    figures: int
    """One number for all that `figures_in` finds there."""
    worded: int
    """One for its figures, its names and its words in their order."""
    denies: bool
    doubts: int
    """Whether it holds a negation or denial, and a hedge."""


def _sentence(text: str, registry: Registry, people: frozenset[str]) -> _Sentence:
    topic, figures = topic_of(text, registry, people), figures_in(text)
    return _Sentence(
        topic,
        sorted(topic.words),
        sorted(topic.actors),
        hash(figures),
        hash((topic.row, topic.names, figures)),
        says_not(text),
        2 * bool(negations(text)) + bool(hedges(text)),
    )


class Claims:
    """Claims as columns; `assertions` come in the order of their ids and are not kept."""

    def __init__(
        self, assertions: Iterable[Assertion], registry: Registry, people: Iterable[str] = ()
    ) -> None:
        """`people` are names of persons, whose words tell who, not what about."""
        import numpy as np

        persons = frozenset(short(word.stem) for name in people for word in words_of(name))
        self._sentence = lru_cache(SENTENCES)(partial(_sentence, registry=registry, people=persons))
        ids: list[bytes] = []
        words, actors = _Rows(), _Rows()
        actors.numbers = words.numbers
        asserters, articles = _Rows(), _Rows()
        flags, numbers = array("b"), array("q")
        days = array("i")
        for one in assertions:
            ids.append(one.claim_id.encode())
            said = self._sentence(one.text)
            words.add(said.words)
            actors.add(said.actors)
            asserters.add(sorted(one.asserters))
            articles.add((one.article_id,))
            numbers.extend(
                (
                    said.figures,
                    said.worded,
                    hash((str(one.value), one.comparator)),  # of -1 and -2 the hash is one
                    # A claim without a statement has one of its own.
                    -len(ids) if one.statement_id is None else hash(one.statement_id) & _POSITIVE,
                )
            )
            negative = one.polarity == "-"
            flags.extend(
                (
                    one.claim_type in FACTS,
                    negative,
                    negative or said.denies,
                    one.value is not None,
                    said.doubts,
                    DOUBTED.index(one.certainty),
                )
            )
            known = (one.time_start, one.time_end, one.published_low)
            days.extend(0 if day is None else day.toordinal() for day in known)
            days.append(one.position)
        self.ids = np.array(ids, dtype=bytes)
        size = len(ids)
        flagged = np.frombuffer(flags, dtype=np.int8).reshape(size, 6).T.copy()
        self.fact, self.negative, self.denies, self.counts = flagged[:4] != 0
        self.doubts, self.certainty = flagged[4:]
        """The latter by its place among `DOUBTED`."""
        self.figures, self.worded, self.amount, self.statement = (
            np.frombuffer(numbers, dtype=np.int64).reshape(size, 4).T.copy()
        )
        """Of the sentence, of value and comparator, and of the statement one number each."""
        self.start, self.end, published, position = (
            np.frombuffer(days, dtype=np.int32).reshape(size, 4).T.copy()
        )
        self.article = _by_name(articles.numbers)[articles.columns()[0]]
        appeared = np.where(published == 0, LATEST, published)
        self.order = _ranks(np.lexsort((position, self.article, appeared)))
        """Of claims as `Assertion.order` sorts them."""
        since = np.where(self.start == 0, LATEST, self.start)
        self.when = _ranks(np.lexsort((self.order, since)))

        self._weigh(words, actors)
        self.asserters = _matrix(asserters)
        self.vouched = np.diff(self.asserters.indptr) > 0
        self.facets, self.kinds = _facets(articles, asserters, words)

    def _weigh(self, words: _Rows, actors: _Rows) -> None:
        """The words and actors of each claim, by how rare they are among all claims."""
        import numpy as np

        self.words, self.actors = _matrix(words), _matrix(actors)
        held = np.bincount(self.words.indices, minlength=len(words.numbers))
        held += np.bincount(self.actors.indices, minlength=len(words.numbers))
        weight = np.array([_weight(len(self), n) for n in held.tolist()], dtype=np.int32)
        self.weighted_words = _weighted(self.words, weight)
        self.weighted_actors = _weighted(self.actors, weight)
        self.in_words = _sums(self.weighted_words)
        self.in_actors = _sums(self.weighted_actors)

    def __len__(self) -> int:
        return len(self.ids)

    def topic(self, text: str) -> Topic:
        """What a sentence is about."""
        return self._sentence(text).topic

    def id_of(self, place: int) -> str:
        return str(self.ids[place].decode())

    def key(self, a: Any, b: Any) -> Any:
        """One number for a pair of places."""
        return a * len(self) + b

    def place_of(self, claim_id: str) -> int | None:
        place = bisect_left(self.ids, claim_id.encode())
        return place if place < len(self.ids) and self.id_of(place) == claim_id else None


def _weight(claims: int, held: int) -> int:
    """The logarithm of how rare a word is, in millionths; none weighs nothing.

    Whole numbers: a sum of floats depends on its order.
    """
    return round(1e6 * math.log(1 + claims / held)) if held else 0


def _ranks(order: Any) -> Any:
    import numpy as np

    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return ranks


def _by_name(numbers: dict[str, int]) -> Any:
    """Of each number its name's place among the names."""
    import numpy as np

    order = np.fromiter((numbers[name] for name in sorted(numbers)), np.int32, len(numbers))
    return _ranks(order)


def _matrix(rows: _Rows) -> Any:
    import numpy as np
    from scipy.sparse import csr_matrix

    entries, ends = rows.columns()
    shape = (len(ends) - 1, len(rows.numbers))
    matrix = csr_matrix((np.ones(len(entries), dtype=np.int8), entries, ends), shape=shape)
    matrix.sort_indices()
    return matrix


def _weighted(matrix: Any, weight: Any) -> Any:
    return type(matrix)((weight[matrix.indices], matrix.indices, matrix.indptr), matrix.shape)


def _sums(matrix: Any) -> Any:
    import numpy as np

    return np.asarray(matrix.sum(axis=1, dtype=np.int64)).ravel()


def _facets(*by_kind: _Rows) -> tuple[Any, Any]:
    """A matrix of the facets that claims share, and the kind of each.

    Facets stand in the order article, asserters, words, of each kind the rarest first.
    """
    import numpy as np
    from scipy.sparse import csr_matrix, hstack

    parts, kinds = [], []
    for kind, rows in enumerate(by_kind):
        entries, ends = rows.columns()
        held = np.bincount(entries, minlength=len(rows.numbers))
        ranked = np.lexsort((_by_name(rows.numbers), held))
        ranked = ranked[held[ranked] > 1]
        rank = np.full(len(held), -1, dtype=np.int32)
        rank[ranked] = np.arange(len(ranked), dtype=np.int32)
        found = rank[entries]
        kept = found >= 0
        upto = np.concatenate(([0], np.cumsum(kept)))[ends].astype(np.int32)
        ones = np.ones(int(kept.sum()), dtype=np.int8)
        shape = (len(ends) - 1, len(ranked))
        parts.append(csr_matrix((ones, found[kept], upto), shape=shape))
        kinds.append(np.full(len(ranked), kind, dtype=np.int8))
    facets = hstack(parts, format="csr", dtype=np.int8)
    facets.sort_indices()
    return facets, np.concatenate(kinds)
