"""Which claims are worth comparing: what each is about, and blocks of claims that share it.

Never all pairs. Claims that share a facet (a topic word, an asserter, the article) are a
block; a block of more than `BLOCK` is split by the next facet its claims share, up to
`DEPTH` facets. What is still too large is compared only with its neighbours in time, and
a claim has `SEATS` in such blocks, those of its rarest facets: `Skipped` counts what that
leaves out. A claim is thus in a bounded number of blocks with a bounded number of
neighbours, and cost grows as sorting does. All this depends on the claims alone, never on
their order.

A topic word is a content word that is no actor and none of the words of every report
on a meeting; the rarer among all claims, the more it weighs.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.grounding.mentions import names_in
from pipeline.grounding.numerals import SCALES, SMALL, TENS, VAGUE
from pipeline.grounding.wording import stem, words_of
from pipeline.grounding.written_dates import MONTHS, WEEKDAYS
from pipeline.lookup.registry import Registry
from schemas.vocabulary import Certainty, ClaimType, Comparator, Polarity

BLOCK = 32
"""Claims of a block that are all compared with each other."""
DEPTH = 2
"""Facets by which a block is split at most."""
NEIGHBOURS = 12
"""Claims after it in time with which one is compared in a block that cannot be split."""
SEATS = 3
"""Blocks that cannot be split in which a claim is compared, for each two kinds of facet: article
and asserter, article and word, asserter and word, two words. They hold what many claims share;
the rarest facets tell most."""
ACTOR_WEIGHT = 0.5
"""Who is in a sentence says less on what it is about than its other words."""
_LETTERS = 6
"""Letters of a stem that tell: "stabilis(ed)" is "stabilis(ation)", "control" not "contribute"."""
_NO_TOPIC = frozenset(MONTHS) | frozenset(WEEKDAYS) | frozenset((*SMALL, *TENS, *SCALES, *VAGUE))
_REPORT = """
meet meets meeting talk summit phone call conversation speak visit host hold discuss attend
president leader minister chief counterpart government country state nation official
say tell article year
"""
_ALIKE = """
kill die dead death perish fatality; troop soldier serviceman; group organization;
support back backer; rebel opposition; defeat destroy eliminate; truce ceasefire;
wound injure; begin launch; conflict war; strike bombard; quit resign
"""
"""Words that news use for one another, a family each (general knowledge of English)."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """A claim as far as linking looks at it."""

    claim_id: str
    article_id: str
    statement_id: str | None
    text: str
    claim_type: ClaimType
    certainty: Certainty
    polarity: Polarity
    value: float | None = None
    unit: str | None = None
    comparator: Comparator | None = None
    time_start: date | None = None
    time_end: date | None = None
    published_low: date | None = None
    published_high: date | None = None
    asserters: frozenset[str] = frozenset()
    """Ids of those who vouch; none = the article's narrator."""
    asserter_names: tuple[str, ...] = ()
    evidence: str = ""
    position: int = 0
    """Where its evidence begins in the article."""

    @property
    def order(self) -> tuple[date, str, int, str]:
        """The earlier published first, then as the article has them."""
        return self.published_low or date.max, self.article_id, self.position, self.claim_id


@dataclass(frozen=True, slots=True)
class Topic:
    """What a sentence is about."""

    words: frozenset[str]
    """Topic words, shortened so that forms of one word are equal."""
    actors: frozenset[str]
    """States by their code, people by the words of their names, words of every report."""
    names: frozenset[str]
    """Of the words and actors, those that are names."""
    row: tuple[str, ...]
    """Both in the order of the sentence."""


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
    known = frozenset(_short(word.stem) for name in people for word in words_of(name))
    topics = [topic_of(one.text, registry, known) for one in row]
    weights = _weights(topics)
    lengths = [_lengths(topic, weights) for topic in topics]
    for i, j in _meetings_in_blocks(row, topics, skipped or Skipped()):
        if row[j].order < row[i].order:
            i, j = j, i
        one, other = topics[i], topics[j]
        shared = one.words & other.words
        if not shared and (one.words or other.words):
            continue
        in_words = _sum(weights, shared)
        in_actors = ACTOR_WEIGHT * _sum(weights, one.actors & other.actors)
        yield Pair(
            row[i],
            row[j],
            one,
            other,
            shared,
            _cosine(in_words, lengths[i][0], lengths[j][0]),
            _cosine(in_words + in_actors, lengths[i][1], lengths[j][1]),
        )


def topic_of(text: str, registry: Registry, people: frozenset[str] = frozenset()) -> Topic:
    """What a sentence is about; `people` are shortened words of names.

    `"Turkish troops died in Idlib." -> words troop, kill, idlib; actors TUR`
    """
    long_names = _states_of_several_words(text, registry)
    found: list[str] = []
    words, actors, names = set(), set(), set()
    for word in words_of(text):
        if word.start in long_names:
            key: str = long_names[word.start]
            actors.add(key)
        elif not word.is_content or word.folded in _NO_TOPIC:
            continue
        else:
            capital = word.is_capital
            state = registry.state(word.text) if capital else None
            key = state or family(word.stem)
            if state or key in _REPORTED or (capital and key in people):
                actors.add(key)
            else:
                words.add(key)
            if capital and word.start > 0:
                names.add(key)
        found.append(key)
    return Topic(
        frozenset(words - actors),
        frozenset(actors),
        frozenset(names | (actors - _REPORTED)),
        tuple(found),
    )


def _states_of_several_words(text: str, registry: Registry) -> dict[int, str]:
    """Where a word of `United States` or `Saudi Arabia` begins -> the state's code."""
    found: dict[int, str] = {}
    for name in names_in(text):
        if len(name.words) > 1 and (state := registry.state(name.text)):
            found |= {word.start: state for word in name.words}
    return found


def _short(stemmed: str) -> str:
    return stemmed[:_LETTERS]


_FAMILIES = {
    _short(stem(word)): _short(stem(row.split()[0]))
    for row in _ALIKE.split(";")
    for word in row.split()
} | {"kil": "kill"}
_REPORTED = frozenset(_short(stem(word)) for word in _REPORT.split())


def family(stemmed: str) -> str:
    """What stems of like words have in common: `"soldier" -> "troop"`, `"stabilis" -> "stabil"`."""
    return _FAMILIES.get(_short(stemmed), _short(stemmed))


def _weights(topics: Sequence[Topic]) -> dict[str, int]:
    """The logarithm of how rare a word is, in millionths; none weighs nothing.

    Whole numbers: a sum of floats depends on its order, and a set's order on the process.
    """
    held = Counter(word for topic in topics for word in topic.words | topic.actors)
    return {word: round(1e6 * math.log(1 + len(topics) / n)) for word, n in held.items()}


def _sum(weights: Mapping[str, int], words: Iterable[str]) -> int:
    return sum([weights[word] for word in words])


def _lengths(topic: Topic, weights: Mapping[str, int]) -> tuple[float, float]:
    """The topic's weight without and with its actors."""
    words = _sum(weights, topic.words)
    return words, words + ACTOR_WEIGHT * _sum(weights, topic.actors)


def _cosine(shared: float, one: float, other: float) -> float:
    return shared / math.sqrt(one * other) if one and other else 0.0


def _meetings_in_blocks(
    row: Sequence[Assertion], topics: Sequence[Topic], skipped: Skipped
) -> Iterator[tuple[int, int]]:
    """Pairs of places in `row`, each from the one block named by its rarest shared facets."""
    facets, kinds = _facets(row, topics)
    sets = [frozenset(ranks) for ranks in facets]
    taken: Counter[tuple[object, int]] = Counter()
    for path, members in _blocks(list(range(len(row))), facets, ()):
        if len(members) > BLOCK:
            members = _seated(members, tuple(kinds[rank] for rank in path), taken, skipped)
        rarest = frozenset(path)
        for i, j in _within(members, row):
            shared = sets[i] & sets[j]
            if len(shared) == len(path) or path[-1] < min(shared - rarest):
                yield i, j


def _seated(
    members: Iterable[int], kind: object, taken: Counter[tuple[object, int]], skipped: Skipped
) -> list[int]:
    """Those members of too large a block that have a seat left."""
    seated = []
    skipped.blocks += 1
    for member in members:
        taken[kind, member] += 1
        if taken[kind, member] <= SEATS:
            seated.append(member)
        else:
            skipped.seats += 1
    return seated


def _facets(
    row: Sequence[Assertion], topics: Sequence[Topic]
) -> tuple[list[tuple[int, ...]], list[int]]:
    """The facets of each claim as ranks: its article, who vouches, then words, the rarest first;
    and the kind of each facet by its rank.
    """
    named = [
        [
            (0, one.article_id),
            *((1, actor) for actor in one.asserters),
            *((2, word) for word in topic.words),
        ]
        for one, topic in zip(row, topics, strict=True)
    ]
    held = Counter(facet for facets in named for facet in facets)
    shared = sorted((facet[0], n, facet) for facet, n in held.items() if n > 1)
    rank = {facet: at for at, (_, _, facet) in enumerate(shared)}
    ranks = [tuple(sorted(rank[facet] for facet in facets if facet in rank)) for facets in named]
    return ranks, [kind for kind, _, _ in shared]


def _blocks(
    members: list[int], facets: Sequence[tuple[int, ...]], path: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], list[int]]]:
    """Blocks with the facets that their members share.

    Members of too large a block that share nothing further stay apart: what many claims
    have in common, and nothing else, relates none of them.
    """
    if path and (len(members) <= BLOCK or len(path) == DEPTH):
        yield path, members
        return
    last = path[-1] if path else -1
    inner: dict[int, list[int]] = defaultdict(list)
    for member in members:
        for rank in facets[member]:
            if rank > last:
                inner[rank].append(member)
    for rank in sorted(inner):
        if len(inner[rank]) > 1:
            yield from _blocks(inner.pop(rank), facets, (*path, rank))


def _within(members: list[int], row: Sequence[Assertion]) -> Iterator[tuple[int, int]]:
    if len(members) <= BLOCK:
        for at, i in enumerate(members):
            for j in members[at + 1 :]:
                yield i, j
        return
    in_time = sorted(members, key=lambda i: (row[i].time_start or date.max, *row[i].order))
    for at, i in enumerate(in_time):
        for j in in_time[at + 1 : at + 1 + NEIGHBOURS]:
            yield min(i, j), max(i, j)
