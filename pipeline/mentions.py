"""The proper names of a sentence, and whether another text bears them out.

Names are told by their capitals, so only in scripts that have them; titles, months and
the first word of a sentence are left aside unless they are known names.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from pipeline.names import TITLES, name_words, plain
from pipeline.numerals import MULTIPLES, ORDINALS, SCALES, SMALL, TENS, VAGUE
from pipeline.sentences import sentences
from pipeline.wording import FUNCTION_WORDS, Word, related, words_of
from pipeline.written_dates import MONTHS, WEEKDAYS

SameName = Callable[[str, str], bool]

_PARTICLES = frozenset("al el as bin bint ibn von van der de del della da dos du".split())
_NO_NAMES = (
    FUNCTION_WORDS
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(SMALL)
    | frozenset(TENS)
    | frozenset(SCALES)
    | frozenset(VAGUE)
    | frozenset(ORDINALS)
    | frozenset(MULTIPLES)
    | frozenset("early late mid today yesterday tomorrow half according".split())
) - {"us"}
_TITLES = TITLES | frozenset(
    "presidents leaders leader ministers minister spokesman spokeswoman spokesperson heads head "
    "state government secretary-general party mr chiefs kings premiers".split()
)
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
_SENTENCE_START = re.compile(r"(?:^|[.!?…:]|\n)[\s\"“”'‘’(\[]*$")


_SLOT = 4
"""Words that may be exchanged together; longer stretches are another sentence."""


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words: `"Recep Tayyip Erdogan"`, `"SDF"`."""

    words: tuple[Word, ...]
    first: bool
    """It is one word that opens a sentence: a name or not, its capital does not tell."""

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def key(self) -> str:
        """The folded last word: what names repeat."""
        return self.words[-1].folded

    @property
    def folded(self) -> frozenset[str]:
        return frozenset(word.folded for word in self.words)


def names_in(text: str) -> tuple[Name, ...]:
    """The names of a text in order.

    `"President Bashar al-Assad met U.N.-backed Syrians." -> Bashar al Assad, U.N., Syrians`
    """
    return tuple(_names_in(text))


def _names_in(text: str) -> Iterator[Name]:
    run: list[Word] = []
    row = words_of(text)
    for at, word in enumerate(row):
        if run and not _joins(text, run[-1], word):
            yield from _name(text, run)
            run = []
        if _capital(word) or (
            run and word.folded in _PARTICLES and at + 1 < len(row) and _capital(row[at + 1])
        ):
            run.append(word)
        elif run:
            yield from _name(text, run)
            run = []
    yield from _name(text, run)


def _capital(word: Word) -> bool:
    return word.text[0].isupper() or any(letter.isupper() for letter in word.text[1:])


def _joins(text: str, before: Word, word: Word) -> bool:
    between = text[before.end : word.start]
    particle = word.folded in _PARTICLES or before.folded in _PARTICLES
    return between == " " or (particle and between in ("-", "‑", "\u00a0")) or between == "\u00a0"


def _name(text: str, run: Sequence[Word]) -> Iterator[Name]:
    opens = bool(run) and bool(
        _SENTENCE_START.search(text[max(0, run[0].start - 6) : run[0].start])
    )
    words = list(run)
    while words and (_common(words[0]) or words[0].folded in _PARTICLES):
        del words[0]
    while words and (_common(words[-1]) or words[-1].folded in _PARTICLES):
        del words[-1]
    kept = tuple(word for word in words if not _common(word))
    if kept:
        alone = opens and len(words) == 1 and words[0] is run[0] and not words[0].text.isupper()
        yield Name(kept, alone)


def _common(word: Word) -> bool:
    if word.folded == "us":
        return not word.text.replace(".", "").isupper()
    return word.folded in _NO_NAMES or word.folded in _TITLES or len(word.folded) == 1


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
        self.actors = {name: name_words(name) | set(plain(name).split()) for name in names}

    @cached_property
    def named(self) -> tuple[Name, ...]:
        return names_in(self.evidence)

    @cached_property
    def capitalised(self) -> tuple[Word, ...]:
        return tuple(word for word in words_of(self.evidence) if _capital(word))

    @cached_property
    def words(self) -> frozenset[str]:
        """Folded words of the evidence; short ones only where they have a capital."""
        return frozenset(
            word.folded
            for word in words_of(self.evidence)
            if _capital(word) or len(word.folded) > 3
        )

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in words_of(self.evidence))

    @cached_property
    def nearby(self) -> tuple[Name, ...]:
        return names_in(self.context)

    @cached_property
    def context_words(self) -> frozenset[str]:
        return frozenset(word.folded for name in self.nearby for word in name.words)

    def bears(self, name: Name) -> bool:
        """Whether the evidence itself names it, in this or another form."""
        if all(self._has(word) for word in name.words):
            return True
        if any(self.same_name(name.text, other.text) for other in self.named):
            return True
        if any(_initials(name, other) or _initials(other, name) for other in self.named):
            return True
        mentioned = frozenset(word.folded for word in self.capitalised)
        longer = [*self.actors.values(), *(other.folded for other in self.nearby)]
        if any(name.folded <= known and self._surname_of(known, mentioned) for known in longer):
            return True
        return any(
            name.folded <= words
            and any(self.same_name(actor, other.text) for other in self.named if not other.first)
            for actor, words in self.actors.items()
        )

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
            name.folded <= name_words(speaker) | set(plain(speaker).split())
            or self.same_name(name.text, speaker)
            for speaker in self.speakers
        )

    def resolves_pronoun(self, claim: str) -> bool:
        """Whether the evidence has a "he", "they" or "we" that the claim no longer has."""
        there = Counter(found[0].casefold() for found in _PRONOUN.finditer(self.evidence))
        return bool(there - Counter(found[0].casefold() for found in _PRONOUN.finditer(claim)))

    def beyond(self, claimed: Sequence[Name]) -> list[Name]:
        """The names of a claim that its evidence lacks, or gives less often."""
        left = list(self.named)
        found = []
        for name in claimed:
            same = next((o for o in left if o.folded & name.folded or self._same(name, o)), None)
            if same:
                left.remove(same)
            if not same or not self.bears(name):
                found.append(name)
        return found

    def exchanged(self, claim: str, claimed: Sequence[Name]) -> list[tuple[Name, Name]]:
        """Names of the claim that stand where the evidence has another, its neighbours equal.

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
            mine = [name for name in claimed if any(word in here[i:j] for word in name.words)]
            theirs = [name for name in self.named if any(word in there[k:m] for word in name.words)]
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
        for sentence in self._sentences:
            words = words_of(sentence)
            folded = {word.folded for word in words}
            here = name.folded <= folded or any(
                self.same_name(name.text, word.text) for word in words if _capital(word)
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
            or _initials(name, other)
            or _initials(other, name)
        )

    @cached_property
    def speaks_for_itself(self) -> bool:
        """Whether only "we" or "I" can stand for a name, and it is known who speaks."""
        first = _FIRST_PERSON.search(self.evidence)
        return bool(self.speakers and first) and not _THIRD_PERSON.search(self.evidence)

    def dropped(self, claimed: Sequence[Name]) -> list[Name]:
        """Names of the evidence that the claim gives in no form; adjectives of kept ones aside."""
        said = frozenset(word.folded for name in claimed for word in name.words)
        gone = []
        for at, name in enumerate(self.named):
            if name.first and not (self.is_actor(name) or name.folded <= self.context_words):
                continue
            if name.folded & said or any(self.same_name(name.text, o.text) for o in claimed):
                continue
            if any(_initials(name, other) or _initials(other, name) for other in claimed):
                continue
            follows = self.named[at + 1] if at + 1 < len(self.named) else None
            if follows and self._qualifies(name, follows) and follows.folded & said:
                continue
            gone.append(name)
        return gone

    def _qualifies(self, name: Name, follows: Name) -> bool:
        """`Russian` of `Russian President Vladimir Putin`, `Egypt` of `Egypt's el-Sissi`."""
        between = self.evidence[name.words[-1].end : follows.words[0].start]
        return not re.search(r"[,.;:]|\b(?:and|or|of|in|with|to|by|from)\b", between)

    def _has(self, word: Word) -> bool:
        if word.folded in self.words:
            return True
        return any(self.same_name(word.text, other.text) for other in self.capitalised)

    def _surname_of(self, known: frozenset[str], mentioned: frozenset[str]) -> bool:
        return bool(known & mentioned) and len(known) > 1


def same_name(one: str, other: str) -> bool:
    """Whether two names are equal once folded, or one is the other's family name.

    `"Putin", "Vladimir Putin" -> True`. Countries and their adjectives need a registry.
    """
    first, second = plain(one).split(), plain(other).split()
    if not first or not second:
        return False
    return first == second or (min(len(first), len(second)) == 1 and first[-1] == second[-1])


def _initials(short: Name, name: Name) -> bool:
    """`SDF` for Syrian Democratic Forces."""
    letters = short.text.replace(".", "")
    if len(short.words) > 1 or len(letters) < 2 or not letters.isupper():
        return False
    return "".join(word.text[0] for word in name.words).upper() == letters
