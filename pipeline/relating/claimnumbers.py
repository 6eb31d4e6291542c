"""What claims say, as numbers: a stretch of claims on the way to where they are compared."""

from array import array
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.grounding.negation import hedges, negations
from pipeline.grounding.wording import words_of
from pipeline.lookup.registry import Registry
from pipeline.relating.claimtopics import Assertion, Topic, figures_in, says_not, short, topic_of

_POSITIVE = (1 << 63) - 1
FACTS = frozenset(("event", "casualty", "quantity", "control", "state", "responsibility"))
DOUBTED = ("certain", "probable", "possible", "unknown")
"""Certainties, each weaker than the one before."""
SENTENCES = 5_000
"""Of so many sentences it is remembered what they say."""
STRETCH = 16_384
"""Claims that are read, put away and read again together."""
_FLAGS = ("fact", "negative", "denies", "counts", "doubts", "certainty")
_HASHES = ("figures", "worded", "amount", "statement")
_DAYS = ("start", "end", "published", "position")
COLUMNS = [
    *((name, "i1" if name in ("doubts", "certainty") else "?") for name in _FLAGS),
    *((name, "i8") for name in _HASHES),
    *((name, "i4") for name in _DAYS),
]
"""A claim's numbers, but for its words and the names of those who vouch."""


class Sentence(NamedTuple):
    """What a claim's sentence says, as numbers; equal ones are equal, as far as 64 bits tell."""

    topic: Topic
    words: "array[int]"
    actors: "array[int]"
    figures: int
    """One number for all that `figures_in` finds there."""
    worded: int
    """One for its figures, its names and its words in their order."""
    denies: bool
    doubts: int
    """Whether it holds a negation or denial, and a hedge."""


class Numbers(dict[str, int]):
    """A number for each name, the next one for a new name."""

    def __missing__(self, name: str) -> int:
        self[name] = number = len(self)
        return number

    def of(self, names: Iterable[str]) -> "array[int]":
        return array("i", sorted(map(self.__getitem__, names)))

    def ranks(self) -> Any:
        """Of each number its name's place among the names."""
        import numpy as np

        ranks = np.empty(len(self), dtype=np.int32)
        ranks[[self[name] for name in sorted(self)]] = np.arange(len(self), dtype=np.int32)
        return ranks


class Sentences:
    """Reads sentences; the numbers of their words are those of one vocabulary."""

    def __init__(self, registry: Registry, people: Iterable[str]) -> None:
        """`people` are names of persons, whose words tell who, not what about."""
        self.vocabulary = Numbers()
        self._registry = registry
        self._people = frozenset(short(word.stem) for name in people for word in words_of(name))
        self.read = lru_cache(SENTENCES)(self._read)

    def _read(self, text: str) -> Sentence:
        topic, figures = topic_of(text, self._registry, self._people), figures_in(text)
        return Sentence(
            topic,
            self.vocabulary.of(topic.words),
            self.vocabulary.of(topic.actors),
            hash(figures),
            hash((topic.row, topic.names, figures)),
            says_not(text),
            2 * bool(negations(text)) + bool(hedges(text)),
        )


class Rows:
    """Rows of numbers, one for each claim."""

    def __init__(self) -> None:
        self.lengths, self.entries = array("i"), array("i")

    def add(self, row: "array[int]") -> None:
        self.lengths.append(len(row))
        self.entries.extend(row)


class Stretch:
    """Claims in the order of their ids."""

    def __init__(self) -> None:
        self.ids: list[bytes] = []
        self.articles: list[bytes] = []
        self.words, self.actors, self.asserters = Rows(), Rows(), Rows()
        self._flags, self._hashes, self._days = array("b"), array("q"), array("i")

    def add(self, one: Assertion, said: Sentence, voices: Numbers, place: int) -> None:
        self.ids.append(one.claim_id.encode())
        self.articles.append(one.article_id.encode())
        self.words.add(said.words)
        self.actors.add(said.actors)
        self.asserters.add(voices.of(one.asserters))
        negative = one.polarity == "-"
        self._flags.extend(
            (
                one.claim_type in FACTS,
                negative,
                negative or said.denies,
                one.value is not None,
                said.doubts,
                DOUBTED.index(one.certainty),
            )
        )
        self._hashes.extend(
            (
                said.figures,
                said.worded,
                hash((str(one.value), one.comparator)),  # of -1 and -2 the hash is one
                # A claim without a statement has one of its own.
                -place - 1 if one.statement_id is None else hash(one.statement_id) & _POSITIVE,
            )
        )
        self._days.extend(
            (_ordinal(one.time_start), _ordinal(one.time_end), _ordinal(one.published_low))
        )
        self._days.append(one.position)

    def columns(self) -> Any:
        """Rows of `COLUMNS`."""
        import numpy as np

        rows = np.empty(len(self.ids), dtype=COLUMNS)
        for names, told in ((_FLAGS, self._flags), (_HASHES, self._hashes), (_DAYS, self._days)):
            for name, column in zip(names, np.array(told).reshape(-1, len(names)).T, strict=True):
                rows[name] = column
        return rows


def stretches(
    assertions: Iterable[Assertion], sentences: Sentences, voices: Numbers
) -> Iterator[Stretch]:
    """The claims, `STRETCH` at a time."""
    made = Stretch()
    for place, one in enumerate(assertions):
        if len(made.ids) == STRETCH:
            yield made
            made = Stretch()
        made.add(one, sentences.read(one.text), voices, place)
    if made.ids:
        yield made


def _ordinal(day: date | None) -> int:
    return 0 if day is None else day.toordinal()
