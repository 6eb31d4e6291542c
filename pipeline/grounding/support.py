"""What the evidence of a claim, and the article around it, say of the claim's names."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import chain

from pipeline.grounding.mentions import TITLE_WORDS, Name, is_initials, names_in
from pipeline.grounding.sentences import sentences
from pipeline.grounding.wording import Word, related, words_of
from pipeline.lookup.names import NAMES, name_words, plain

SameName = Callable[[str, str], bool]

_PRONOUN = re.compile(
    r"\b(?:he|him|his|she|her|hers|they|them|their|theirs|it|its|i|me|my|we|us|our|who|whom|whose"
    r"|which|itself|himself|herself|themselves|ourselves|counterparts?)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|[Ww]e|[Uu]s|[Oo]urs?|[Mm]yself|[Oo]urselves)\b")
_THIRD_PERSON = re.compile(
    r"\b(?:he|him|his|she|her|they|them|their|it|its|who|which|that|this|these|those|the|both)\b",
    re.IGNORECASE,
)
_TOPIC = 3
"""Mentions nearby from which on a name is what the article is about."""
_SLOT = 4
"""Words that may be exchanged together; longer stretches are another sentence."""


class Support:
    """What the evidence of one claim, and the article around it, say of names.

    `names` are actors of the article, `context` its text up to the evidence.
    """

    def __init__(
        self,
        evidence: str,
        names: Collection[str],
        speakers: Collection[str],
        context: str,
        same_name: SameName,
    ) -> None:
        self.evidence = evidence
        self.context = context
        self.speakers = speakers
        self.same_name = same_name
        self.names = names

    @cached_property
    def actors(self) -> dict[str, frozenset[str]]:
        """The words, folded either way, of each actor's name."""
        return {name: _words_of_name(name) for name in self.names}

    @cached_property
    def named(self) -> tuple[Name, ...]:
        return names_in(self.evidence)

    @cached_property
    def capitalised(self) -> tuple[Word, ...]:
        return tuple(word for word in words_of(self.evidence) if word.is_capital)

    @cached_property
    def words(self) -> frozenset[str]:
        """Folded words of the evidence; short ones only where they have a capital."""
        return frozenset(
            word.folded
            for word in words_of(self.evidence)
            if word.is_capital or len(word.folded) > 3
        )

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in words_of(self.evidence))

    @cached_property
    def nearby(self) -> tuple[Name, ...]:
        """The names of the context: read line by line, since claims share their lines."""
        return tuple(chain.from_iterable(map(names_in, self.context.split("\n"))))

    @cached_property
    def paragraph(self) -> str:
        """The lines of the context in which the evidence stands."""
        parts = self.evidence.split(" […] ")
        lines = (" ".join(line.split()) for line in self.context.split("\n"))
        return " ".join(line for line in lines if any(part in line for part in parts))

    @cached_property
    def context_words(self) -> frozenset[str]:
        return frozenset(word.folded for name in self.nearby for word in name.words)

    def bears(self, name: Name) -> bool:
        """Whether the evidence itself names it, in this or another form."""
        if all(self._has(word) for word in name.words):
            return True
        if any(self.same_name(name.text, other.text) for other in self.named):
            return True
        if any(is_initials(name, other) or is_initials(other, name) for other in self.named):
            return True
        mentioned = self._mentioned
        longer = [*self.actors.values(), *(other.folded for other in self.nearby)]
        if any(name.folded <= known and self._surname_of(known, mentioned) for known in longer):
            return True
        return any(
            name.folded <= words
            and any(self.same_name(actor, other.text) for other in self.named if not other.first)
            for actor, words in self.actors.items()
        )

    @cached_property
    def _mentioned(self) -> frozenset[str]:
        return frozenset(word.folded for word in self.capitalised)

    def knows(self, name: Name) -> bool:
        """Whether the article names it where a word of the evidence can stand for it."""
        if name.folded <= self.context_words:
            return True
        near = any(self.same_name(name.text, other.text) for other in self.nearby)
        return near or (self.is_actor(name) and (not self.context or self._near_actor(name)))

    def is_actor(self, name: Name) -> bool:
        return any(
            name.folded <= words or self.same_name(name.text, actor)
            for actor, words in self.actors.items()
        )

    def _near_actor(self, name: Name) -> bool:
        """A longer form is an actor's, and a shorter one of his stands nearby."""
        return any(
            name.folded <= words and words & self.context_words for words in self.actors.values()
        )

    def of_speakers(self, name: Name) -> bool:
        return any(
            name.folded <= _words_of_name(speaker) or self.same_name(name.text, speaker)
            for speaker in self.speakers
        )

    def resolves_pronoun(self, claim: str) -> bool:
        """Whether the evidence has a "he", "they" or "we" that the claim no longer has."""
        there = Counter(found[0].casefold() for found in _PRONOUN.finditer(self.evidence))
        return bool(there - Counter(found[0].casefold() for found in _PRONOUN.finditer(claim)))

    def beyond(self, claimed: Sequence[Name]) -> tuple[list[Name], list[Name]]:
        """The names a claim has more often than its evidence, and those it has less often."""
        left = list(self.named)
        unmatched = list(claimed)
        for same in (lambda a, b: bool(a.folded & b.folded), self._same):
            for name in tuple(unmatched):
                other = next((other for other in left if same(name, other)), None)
                if other:
                    left.remove(other)
                    unmatched.remove(name)
        kept = set(unmatched)
        return [name for name in claimed if name in kept or not self.bears(name)], left

    def listed_together(self, listed: Sequence[Name]) -> bool:
        """Whether a sentence nearby, or the evidence, names all of a list, each once."""
        if any(
            self._same(a, b) or a.folded & b.folded
            for at, a in enumerate(listed)
            for b in listed[at + 1 :]
        ):
            return False
        return any(
            all(
                any(self._same(name, other) or name.folded & other.folded for other in names)
                for name in listed
            )
            for names in map(names_in, (self.evidence, *self._sentences))
        )

    def exchanged(
        self, claim: str, claimed: Sequence[Name], missing: Sequence[Name]
    ) -> list[tuple[Name, Name]]:
        """Names of the claim that stand where the evidence has one that the claim is missing.

        `"Turkey and Russia would continue", "Turkey and Ankara will continue" -> (Ankara, Russia)`
        """
        here, there = words_of(claim), words_of(self.evidence)
        matcher = SequenceMatcher(
            None, [word.stem for word in here], [word.stem for word in there], autojunk=False
        )
        found = []
        for kind, i, j, k, m in matcher.get_opcodes():
            if kind != "replace" or j - i > _SLOT or m - k > _SLOT:
                continue
            if _PRONOUN.search(self.evidence[there[k].start : there[m - 1].end]):
                continue
            mine = [
                name
                for name in claimed
                if any(word.folded in name.folded and word.is_capital for word in here[i:j])
            ]
            theirs = [
                name
                for name in self.named
                if any(word in there[k:m] for word in name.words)
                and any(name.folded == other.folded for other in missing)
            ]
            if not theirs or any(
                self._same(a, b) or a.folded & b.folded for a in mine for b in theirs
            ):
                continue
            found += [(name, theirs[0]) for name in mine]
        return found

    def goes_with(self, name: Name, others: Collection[Name], stems: Collection[str]) -> bool:
        """Whether a sentence nearby holds `name` with another name or word of the claim."""
        if any(name.words[-1].stem == word.stem for word in words_of(self.evidence)):
            return True  # "this congress" for the Syrian National Dialogue Congress
        if sum(self._same(name, o) or name.folded <= o.folded for o in self.nearby) >= _TOPIC:
            return True
        for sentence in self._sentences:
            words = words_of(sentence)
            folded = {word.folded for word in words}
            here = name.folded <= folded or any(
                self.same_name(name.text, word.text) for word in words if word.is_capital
            )
            if here and (
                any(other.folded <= folded for other in others if other is not name)
                or any(
                    related(word.stem, stem) for word in words if word.is_content for stem in stems
                )
            ):
                return True
        return False

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        return tuple(
            line[start:end]
            for line in self.context.split("\n")
            for start, end in sentences(line, 0, len(line))
        )

    def _same(self, name: Name, other: Name) -> bool:
        return (
            self.same_name(name.text, other.text)
            or is_initials(name, other)
            or is_initials(other, name)
        )

    @cached_property
    def speaks_for_itself(self) -> bool:
        """Whether only "we" or "I" can stand for a name, and it is known who speaks."""
        return bool(self.speakers) and self.first_person and not _THIRD_PERSON.search(self.evidence)

    @cached_property
    def first_person(self) -> bool:
        return bool(_FIRST_PERSON.search(self.evidence))

    def dropped(self, claimed: Sequence[Name]) -> list[Name]:
        """Names of the evidence that the claim gives in no form; adjectives of kept ones aside."""
        said = frozenset(word.folded for name in claimed for word in name.words)
        gone = []
        for at, name in enumerate(self.named):
            if name.first and not (self.is_actor(name) or name.folded <= self.context_words):
                continue
            if name.folded & said or any(self.same_name(name.text, o.text) for o in claimed):
                continue
            if any(is_initials(name, other) or is_initials(other, name) for other in claimed):
                continue
            follows = self.named[at + 1] if at + 1 < len(self.named) else None
            if follows and self._qualifies(name, follows) and follows.folded & said:
                continue
            gone.append(name)
        return gone

    def _qualifies(self, name: Name, follows: Name) -> bool:
        """`Egypt` of `Egypt's President el-Sissi`: only titles stand between."""
        between = self.evidence[name.words[-1].end : follows.words[0].start]
        return "," not in between and all(
            word.folded in TITLE_WORDS or word.folded == "s" for word in words_of(between)
        )

    def _has(self, word: Word) -> bool:
        if word.folded in self.words:
            return True
        return any(self.same_name(word.text, other.text) for other in self.capitalised)

    def _surname_of(self, known: frozenset[str], mentioned: frozenset[str]) -> bool:
        return bool(known & mentioned) and len(known) > 1


@lru_cache(maxsize=NAMES)
def _words_of_name(name: str) -> frozenset[str]:
    return name_words(name) | frozenset(plain(name).split())


def same_name(one: str, other: str) -> bool:
    """Whether two names are equal once folded, or one is the other's family name.

    `"Putin", "Vladimir Putin" -> True`. Countries and their adjectives need a registry.
    """
    first, second = plain(one).split(), plain(other).split()
    if not first or not second:
        return False
    return first == second or (min(len(first), len(second)) == 1 and first[-1] == second[-1])
