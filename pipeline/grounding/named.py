"""What texts name, read once and kept: a passage, what stands around it, an article's actors.

A name is compared by its keys (`pipeline.lookup.registry.name_keys`): two names may be one
where they share a key, so that a name is looked for among many in one step.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from pipeline.grounding.chunks import DATE, NUMBER, TURN, chunk_of
from pipeline.grounding.mentions import Name, names_of
from pipeline.grounding.negation import Scope, hedges, negations
from pipeline.grounding.numerals import Number, numbers
from pipeline.grounding.sentences import sentences
from pipeline.grounding.wording import Form, word_at
from pipeline.grounding.written_dates import WrittenDate, written_dates
from pipeline.lookup.names import NAMES, name_words, plain
from pipeline.lookup.registry import name_keys

PRONOUNS = frozenset(
    "he him his she her hers they them their theirs it its i me my we us our who whom whose which "
    "itself himself herself themselves ourselves counterpart counterparts".split()
)
_LETTERS = re.compile(r"\w+")


class Passage:
    """The words and names of one text, or of a sentence of it; made by `passage_of`."""

    def __init__(self, text: str, named: Sequence[Name] | None = None) -> None:
        self.text = text
        row: list[Form] = []
        may = begin = 0
        capitals = []
        for part in text.split(" "):
            forms, named_here, may_here = chunk_of(part)
            if named_here:
                for number, form, start in named_here:
                    capitals.append(word_at(form, begin + start, len(row) + number))
            row += forms
            if may_here:
                may |= may_here
            begin += len(part) + 1
        self.row, self.may = row, may
        self.named = list(names_of(text, capitals)) if named is None else named

    @cached_property
    def sentences(self) -> tuple["Passage", ...]:
        """Its sentences; the offsets of their names stay those of the whole."""
        found = []
        for start, end in sentences(self.text, 0, len(self.text)):
            named = [name for name in self.named if start <= name.words[0].start < end]
            found.append(Passage(self.text[start:end], named))
        return tuple(found)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        return numbers(self.text) if self.may & NUMBER else ()

    @cached_property
    def dates(self) -> tuple[WrittenDate, ...]:
        return written_dates(self.text) if self.may & DATE else ()

    @property
    def negations(self) -> tuple[Scope, ...]:
        return negations(self.text) if self.may & TURN else ()

    @property
    def hedges(self) -> tuple[Scope, ...]:
        return hedges(self.text) if self.may & TURN else ()

    @cached_property
    def folded_spaces(self) -> str:
        return " ".join(self.text.split())

    @cached_property
    def name_words(self) -> frozenset[str]:
        """The folded words of its names."""
        return frozenset([word.folded for name in self.named for word in name.words])

    def names(self, name: Name) -> bool:
        """Whether one of its names may be a form of that one, or shares a word with it."""
        return (
            not name.folded.isdisjoint(self.name_words)
            or not name_keys(name.text).isdisjoint(self.keys)
            or self.abbreviates(name)
        )

    def abbreviates(self, name: Name) -> bool:
        """Whether that name is the initials of one of its names, or one of its names of that."""
        return name.letters in self.initials or name.initials in self.letters

    @cached_property
    def letters(self) -> frozenset[str]:
        """The letters of its abbreviations: `UN`."""
        return frozenset([name.letters for name in self.named if name.letters])

    @cached_property
    def initials(self) -> frozenset[str]:
        """The first letters of its names of several words: `SDF`."""
        return frozenset([name.initials for name in self.named if name.initials])

    @cached_property
    def roots(self) -> frozenset[str]:
        """The roots of all its words."""
        return frozenset([word.root for word in self.row])

    @cached_property
    def content_roots(self) -> frozenset[str]:
        return frozenset([word.root for word in self.row if word.is_content])

    def roots_without(self, names: Iterable[Name]) -> frozenset[str]:
        """The roots of its content words that are in none of those of its names."""
        aside = {word.number for name in names for word in name.words}
        return frozenset(
            [
                word.root
                for number, word in enumerate(self.row)
                if word.is_content and number not in aside
            ]
        )

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset([word.stem for word in self.row])

    @cached_property
    def folded(self) -> frozenset[str]:
        return frozenset([word.folded for word in self.row])

    @cached_property
    def capitalised(self) -> tuple[Form, ...]:
        return tuple([word for word in self.row if word.is_capital])

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The folded words that have a capital."""
        return frozenset([word.folded for word in self.capitalised])

    @cached_property
    def words(self) -> frozenset[str]:
        """Folded words; short ones only where they have a capital."""
        return self.mentioned | {word.folded for word in self.row if len(word.folded) > 3}

    @cached_property
    def word_keys(self) -> frozenset[str]:
        """The keys of its capitalised words, each taken for a name."""
        return keys_of(word.text for word in self.capitalised)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of its names."""
        return keys_of(name.text for name in self.named)

    @cached_property
    def sure_keys(self) -> frozenset[str]:
        """The keys of its names but for those whose capital may only open a sentence."""
        return keys_of(name.text for name in self.named if not name.first)

    @cached_property
    def pronouns(self) -> Counter[str]:
        return Counter(pronouns_of(self.text))


passage_of = lru_cache(maxsize=512)(Passage)


def pronouns_of(text: str) -> list[str]:
    """`"He's theirs" -> he, theirs`"""
    return [word for word in _LETTERS.findall(text.casefold()) if word in PRONOUNS]


class Around:
    """The lines that stand around a passage, and what they name; made by `around`."""

    def __init__(self, text: str) -> None:
        self.lines = [passage_of(line) for line in text.split("\n")]

    @cached_property
    def words(self) -> frozenset[str]:
        """The folded words of its names."""
        return frozenset().union(*[line.name_words for line in self.lines])

    @cached_property
    def sure_words(self) -> frozenset[str]:
        """The folded words of its names but for those whose capital may only open a sentence."""
        named = (name for line in self.lines for name in line.named)
        return frozenset().union(*(name.folded for name in named if not name.first))

    @cached_property
    def longer(self) -> frozenset[frozenset[str]]:
        """Its names of several words, each as a set of folded words."""
        forms = [name.folded for line in self.lines for name in line.named]
        return frozenset([words for words in forms if len(words) > 1])

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset().union(*[line.keys for line in self.lines])

    def has_sentence(self, holds: Callable[[Passage], bool]) -> bool:
        """Whether a rule holds for a sentence; it must hold for the sentence's line then, too."""
        return any(any(map(holds, line.sentences)) for line in self.lines if holds(line))

    @cached_property
    def _named(self) -> tuple[Mapping[str, Name], Counter[str]]:
        """Its names by their text, and how often each stands here."""
        names = [name for line in self.lines for name in line.named]
        return {name.text: name for name in names}, Counter([name.text for name in names])

    def has_often(self, name: Name, times: int) -> bool:
        """Whether it is named here so many times, in this or another form."""
        forms, often = self._named
        count = often[name.text]
        if count >= times:
            return True
        return times <= count + sum(
            often[text]
            for text, other in forms.items()
            if text != name.text and (name.folded <= other.folded or name.may_be(other))
        )

    def roots_beside(self, parts: Iterable[str]) -> frozenset[str]:
        """The roots of the lines that hold one of `parts`, white space aside."""
        parts = tuple(parts)
        return frozenset().union(
            *(
                line.roots
                for line in self.lines
                if any(part in line.text or part in line.folded_spaces for part in parts)
            )
        )


around = lru_cache(maxsize=64)(Around)


class Cast:
    """The actors of an article by all forms of their names; made by `cast`."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.forms = {name: words_of_name(name) for name in names}
        self.keys = keys_of(names)
        self._by_word: dict[str, list[str]] = {}
        for actor, words in self.forms.items():
            for word in words:
                self._by_word.setdefault(word, []).append(actor)

    def called(self, name: Name) -> list[str]:
        """The names of actors that hold every word of that one."""
        return [
            actor for actor in self._by_word.get(name.key, ()) if name.folded <= self.forms[actor]
        ]


cast = lru_cache(maxsize=16)(Cast)


def keys_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(name_keys, names))


@lru_cache(maxsize=NAMES)
def words_of_name(name: str) -> frozenset[str]:
    """The words of a name folded as a person's and as any other's."""
    return name_words(name) | frozenset(plain(name).split())
