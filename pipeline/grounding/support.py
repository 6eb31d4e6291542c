"""What the evidence of a claim, and the article around it, say of the claim's names."""

import re
from collections.abc import Callable, Collection, Sequence
from difflib import SequenceMatcher
from functools import cached_property, partial

from pipeline.grounding.mentions import TITLE_WORDS, Name
from pipeline.grounding.named import (
    Around,
    Cast,
    Passage,
    around,
    cast,
    passage_of,
    pronouns_of,
    words_of_name,
)
from pipeline.grounding.subjects import Telling, is_subject, telling
from pipeline.grounding.wording import Word, forms_of, words_of
from pipeline.lookup.registry import load, name_keys

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

    `names` are actors of the article, `context` gives its text up to the evidence, once a name
    that the evidence lacks is looked for there.
    """

    def __init__(
        self,
        evidence: str,
        names: Collection[str],
        speakers: Collection[str],
        context: Callable[[], str],
    ) -> None:
        self.evidence = evidence
        self.passage = passage_of(evidence)
        self._context = context
        self.speakers = speakers
        self._names = names

    @cached_property
    def context(self) -> str:
        return self._context()

    @cached_property
    def around(self) -> Around:
        return around(self.context)

    @cached_property
    def cast(self) -> Cast:
        return cast(tuple(self._names))

    @property
    def named(self) -> Sequence[Name]:
        return self.passage.named

    @cached_property
    def paragraph_roots(self) -> frozenset[str]:
        """The roots of the lines of the context in which the evidence stands."""
        return self.around.roots_beside(self.evidence.split(" […] "))

    def bears(self, name: Name) -> bool:
        """Whether the evidence itself names it, in this or another form."""
        passage = self.passage
        if name.folded <= passage.mentioned or all(map(self._has, name.words)):
            return True
        if not name_keys(name.text).isdisjoint(passage.keys) or passage.abbreviates(name):
            return True
        for actor in self.cast.called(name):
            words = self.cast.forms[actor]
            if len(words) > 1 and not words.isdisjoint(passage.mentioned):
                return True  # a part of the longer name
            if not name_keys(actor).isdisjoint(passage.sure_keys):
                return True
        return any(
            not words.isdisjoint(passage.mentioned)
            for words in self.around.longer
            if name.folded <= words
        )

    def knows(self, name: Name) -> bool:
        """Whether the article names it where a word of the evidence can stand for it."""
        if name.folded <= self.around.words:
            return True
        near = not name_keys(name.text).isdisjoint(self.around.keys)
        return near or (self.is_actor(name) and (not self.context or self._near_actor(name)))

    def is_actor(self, name: Name) -> bool:
        keys = name_keys(name.text)
        return not keys.isdisjoint(self.cast.keys) or bool(self.cast.called(name))

    def _near_actor(self, name: Name) -> bool:
        """A longer form is an actor's, and a shorter one of his stands nearby."""
        return any(
            not self.cast.forms[actor].isdisjoint(self.around.words)
            for actor in self.cast.called(name)
        )

    @cached_property
    def _tellings(self) -> tuple[Telling, ...]:
        """Of whom each part of the evidence tells; nothing where one is not found around it."""
        lines = [passage_of(line.folded_spaces) for line in self.around.lines]
        found: list[Telling] = []
        for part in self.evidence.split(" […] "):
            places = [(line, at) for line in lines if (at := line.text.find(part)) >= 0]
            if not places:
                return ()
            found += [telling(line, at, at + len(part)) for line, at in places]
        return tuple(found)

    def leaves_out(self, name: Name, claim: Passage, dropped: Sequence[Name]) -> bool:
        """Whether a name of the claim's subject is the one that the evidence leaves out, which
        stands beside it in its sentence, and none of those `dropped` acts there in its stead.
        """
        gone = {other.text for other in dropped}
        if any(
            other.text in gone and not (one.passive and one.left_out)
            for one in self._tellings
            for other in one.acting
        ):
            return False
        return any(
            is_subject(claim, name, passive=one.passive)
            for one in self._tellings
            for other in one.left_out
            if name.folded <= other.folded or other.folded <= name.folded or name.may_be(other)
        )

    def of_speakers(self, name: Name) -> bool:
        return any(
            name.folded <= words_of_name(speaker)
            or not name_keys(name.text).isdisjoint(name_keys(speaker))
            for speaker in self.speakers
        )

    def resolves_pronoun(self, claim: Passage) -> bool:
        """Whether the evidence has a "he", "they" or "we" that the claim no longer has."""
        there = self.passage.pronouns
        return bool(there) and bool(there - claim.pronouns)

    def beyond(self, claimed: Sequence[Name]) -> tuple[list[Name], set[Name], list[Name]]:
        """The names that a claim has more often than its evidence, those of all that the evidence
        bears, and those of the evidence that the claim has less often.
        """
        left = list(self.named)
        unmatched: Sequence[Name] = claimed
        for same in (Name.shares_word, Name.may_be):
            kept = []
            for name in unmatched:
                other = next(filter(partial(same, name), left), None)
                if other:
                    left.remove(other)
                else:
                    kept.append(name)
            unmatched = kept
        borne = set(filter(self.bears, claimed))
        return [name for name in claimed if name in unmatched or name not in borne], borne, left

    def listed_together(self, listed: Sequence[Name]) -> bool:
        """Whether a sentence nearby, or the evidence, names all of a list, each once."""
        if any(
            a.may_be(b) or a.folded & b.folded
            for at, a in enumerate(listed)
            for b in listed[at + 1 :]
        ):
            return False

        def named(passage: Passage) -> bool:
            return all(map(passage.names, listed))

        return named(self.passage) or self.around.has_sentence(named)

    def exchanged(
        self, claim: Passage, claimed: Sequence[Name], missing: Sequence[Name]
    ) -> list[tuple[Name, Name]]:
        """Names of the claim that stand where the evidence has one that the claim is missing.

        `"Turkey and Russia would continue", "Turkey and Ankara will continue" -> (Ankara, Russia)`
        """
        if not claimed or not missing:
            return []
        here, there = claim.row, self.passage.row
        matcher = SequenceMatcher(
            None, [word.stem for word in here], [word.stem for word in there], autojunk=False
        )
        found = []
        for kind, i, j, k, m in matcher.get_opcodes():
            if kind != "replace" or j - i > _SLOT or m - k > _SLOT:
                continue
            replaced = words_of(self.evidence)[k:m]
            if pronouns_of(self.evidence[replaced[0].start : replaced[-1].end]):
                continue
            mine = [
                name
                for name in claimed
                if any(word.folded in name.folded and word.is_capital for word in here[i:j])
            ]
            theirs = [
                name
                for name in self.named
                if any(k <= word.number < m for word in name.words)
                and any(name.folded == other.folded for other in missing)
            ]
            if not theirs or any(a.may_be(b) or a.folded & b.folded for a in mine for b in theirs):
                continue
            found += [(name, theirs[0]) for name in mine]
        return found

    def goes_with(self, name: Name, others: Collection[Name], claim: Passage) -> bool:
        """Whether a sentence nearby holds `name` with another name or word of the claim."""
        if name.words[-1].stem in self.passage.stems:
            return True  # "this congress" for the Syrian National Dialogue Congress
        if self.around.has_often(name, _TOPIC):
            return True
        keys, roots = name_keys(name.text), claim.roots_without(others)

        def together(passage: Passage) -> bool:
            return (name.folded <= passage.folded or not keys.isdisjoint(passage.word_keys)) and (
                any(other.folded <= passage.folded for other in others if other is not name)
                or not roots.isdisjoint(passage.content_roots)
            )

        return self.around.has_sentence(together)

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
            if name.first and not self._is_sure(name):
                continue
            if name.folded & said or any(map(name.may_be, claimed)):
                continue
            follows = self.named[at + 1] if at + 1 < len(self.named) else None
            if follows and self._qualifies(name, follows) and follows.folded & said:
                continue
            gone.append(name)
        return gone

    def _is_sure(self, name: Name) -> bool:
        """Whether what opens a sentence is a name: `Turkey`, not `Developed` or `Officials`."""
        if self.is_actor(name) or name.folded <= self.around.sure_words:
            return True
        registry = load()
        known = registry.country_of(name.text) or registry.bearers(name.text)
        return bool(known) and name.folded <= self.around.words

    def _qualifies(self, name: Name, follows: Name) -> bool:
        """`Egypt` of `Egypt's President el-Sissi`: only titles stand between."""
        between = self.evidence[name.words[-1].end : follows.words[0].start]
        return "," not in between and all(
            word.folded in TITLE_WORDS or word.folded == "s" for word in forms_of(between)
        )

    def _has(self, word: Word) -> bool:
        return word.folded in self.passage.words or not name_keys(word.text).isdisjoint(
            self.passage.word_keys
        )
