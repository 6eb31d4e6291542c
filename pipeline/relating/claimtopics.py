"""What a claim says, as far as linking looks at it, and what its sentence is about.

A topic word is a content word that is no actor and none of the words of every report
on a meeting; the rarer among all claims, the more it weighs.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipeline.grounding.mentions import names_in
from pipeline.grounding.negation import negations
from pipeline.grounding.numerals import SCALES, SMALL, TENS, VAGUE, numbers
from pipeline.grounding.wording import stem, words_of
from pipeline.grounding.written_dates import MONTHS, WEEKDAYS
from pipeline.lookup.registry import Registry
from schemas.vocabulary import Certainty, ClaimType, Comparator, Polarity

_LETTERS = 6
"""Letters of a stem that tell: "stabilis(ed)" is "stabilis(ation)", "control" not "contribute"."""
_NO_TOPIC = frozenset(MONTHS) | frozenset(WEEKDAYS) | frozenset((*SMALL, *TENS, *SCALES, *VAGUE))
_NOT = frozenset("not never no none nobody cannot".split())
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


def short(stemmed: str) -> str:
    """As much of a stem as tells: `"stabilis" -> "stabil"`."""
    return stemmed[:_LETTERS]


_FAMILIES = {
    short(stem(word)): short(stem(row.split()[0]))
    for row in _ALIKE.split(";")
    for word in row.split()
} | {"kil": "kill"}
_REPORTED = frozenset(short(stem(word)) for word in _REPORT.split())


def family(stemmed: str) -> str:
    """What stems of like words have in common: `"soldier" -> "troop"`, `"stabilis" -> "stabil"`."""
    return _FAMILIES.get(short(stemmed), short(stemmed))


def says_not(text: str) -> bool:
    """Whether a sentence holds a "not", which its claim's polarity may not own up to."""
    return any(
        scope.word.casefold() in _NOT or scope.word.endswith(("n't", "n’t"))
        for scope in negations(text)
    )


@lru_cache(maxsize=10_000)
def figures_in(text: str, but: float | None = None) -> frozenset[tuple[object, int]]:
    """Numbers, months and weekdays of a sentence with how often each is there, one value left out.

    `"33 died on Monday, 2 on Friday" -> 33, 2, monday, friday, once each`
    """
    values = [min(number.values) for number in numbers(text) if not number.soft]
    words = (word.folded for word in words_of(text))
    found: Counter[object] = Counter(word for word in words if word in MONTHS or word in WEEKDAYS)
    found.update(value for value in values if but is None or float(value) != but)
    return frozenset(found.items())
