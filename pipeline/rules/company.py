"""The actors of one text as they become known, and whom a name means."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.lookup.registry import load
from pipeline.rules.people import (
    Known,
    agrees,
    fits,
    gender_of,
    leads,
    name_key,
    office_fits,
    owner_key,
    same_owner,
    same_person,
)
from pipeline.rules.phrase import Phrase
from pipeline.rules.recent import Recent
from pipeline.rules.tokens import Tokens
from pipeline.rules.words import OUTLETS
from schemas.vocabulary import ActorKind

_ROLE_WORDS = 10
_LETTERS = 6
"""Capitals at most of an office by its letters: "PDNSA Venn"."""


@dataclass
class Company:
    """Everybody found so far; refs and drafts are made of them at the end."""

    text: str
    tokens: Tokens
    known: list[Known] = field(default_factory=list)
    by_word: dict[str, list[int]] = field(default_factory=dict)
    """Persons by each word that may stand for them: `"venn" -> [0]`."""
    by_name: dict[str, int] = field(default_factory=dict)
    """By folded name as it was first found."""
    by_key: dict[tuple[ActorKind, str], int] = field(default_factory=dict)
    """States, bodies and media by kind and key: `("state", "TUR")`."""
    holders: list[int] = field(default_factory=list)
    """Roles that no name has been told of."""
    shared: list[str] = field(default_factory=list)
    """Owners of "his Iranian and Turkish counterparts A and B" that wait for their names."""

    def words(self, stretch: tuple[int, int]) -> str:
        """The text of tokens `first` to `last`, without an acronym that ends it."""
        first, last = stretch
        words = self.text[self.tokens.starts[first] : self.tokens.ends[last - 1]]
        return words[: words.rindex(" (")] if words.endswith(")") and " (" in words else words

    def new(self, known: Known) -> int:
        self.known.append(known)
        at = len(self.known) - 1
        if known.name:
            self.by_name.setdefault(known.name.casefold(), at)
        if known.kind == "role_holder" and known.definite:
            self.holders.append(at)
        return at

    def _index(self, at: int, name: str) -> None:
        family, parts = name_key(name)
        for word in dict.fromkeys((family, *parts)):
            row = self.by_word.setdefault(word, [])
            if at not in row:
                row.append(at)

    def _namesakes(self, name: str) -> list[int]:
        family, parts = name_key(name)
        return sorted({at for word in (family, *parts[-1:]) for at in self.by_word.get(word, ())})

    def person(self, recent: Recent, phrase: Phrase, introduced: int | None = None) -> int:
        """Whom a name means; `introduced` is who may have had none so far."""
        assert phrase.name is not None
        name = self.words(phrase.name)
        title = self.tokens.words[phrase.title[0] : phrase.title[1]] if phrase.title else ()
        if phrase.kind == "name" and name in OUTLETS:
            return self.named(name, "media")
        name = self._without_letters(name)
        owners = {owner_key(one) for one in phrase.owners}
        found = [
            at
            for at in self._namesakes(name)
            if (same_person(name, self.known[at]) or self._given(phrase, name, self.known[at]))
            and self._same_title(phrase, self.known[at], owners)
        ]
        if found:
            at = max(found, key=lambda one: self._likelihood(phrase, one))
            known = self.known[at]
            if known.name and _weight(name) > _weight(known.name):
                known.name = name
        else:
            meant = self._meant_before(phrase, owners)
            if meant is None and introduced is not None:
                gender = gender_of(name, ())
                meant = introduced if agrees(gender, self.known[introduced]) else None
            at = self.new(Known("person", name=name)) if meant is None else meant
            known = self.known[at]
            known.kind, known.name = "person", name
        self._index(at, name)
        known.gender = known.gender or gender_of(
            name if " " in name else "", [*title, phrase.head] if phrase.head else title
        )
        plural = phrase.head and not phrase.title and len(phrase.owners) > 1
        if plural:
            self.shared = list(phrase.owners)
        elif self.shared and recent.row_end < 0:
            self.shared = []
        if self.shared:
            self.take_owner(known, [self.shared.pop(0)])
        elif phrase.title:
            self.take_role(at, phrase)
        elif phrase.owners:
            self.take_owner(known, phrase.owners)
        return at

    def name_holder(self, at: int, phrase: Phrase) -> bool:
        """Give a role without a name the one that follows it; False where somebody has it."""
        known = self.known[at]
        if known.kind != "role_holder" or phrase.name is None or self.is_person(phrase):
            return False
        known.kind, known.name = "person", self.words(phrase.name)
        known.gender = known.gender or gender_of(known.name, ())
        self._index(at, known.name)
        return True

    def is_person(self, phrase: Phrase) -> bool:
        """Whether somebody of that name was met already."""
        name = self.words(phrase.name or (phrase.first, phrase.last))
        return any(same_person(name, self.known[at]) for at in self._namesakes(name))

    def describe(self, actors: Sequence[int], phrase: Phrase, end: int) -> None:
        """Take what hangs behind an unnamed source into its words, up to token `end`."""
        if len(actors) != 1 or end <= phrase.tail:
            return
        known = self.known[actors[0]]
        first, last = phrase.title or (phrase.first, phrase.last)
        words, whole = self.words((first, last)), self.words((first, end))
        if known.kind == "role_holder" and known.role == words:
            known.role = whole
        elif known.kind == "collective" and known.name == words:
            known.name = whole

    def _without_letters(self, name: str) -> str:
        """`"DNI Venn" -> "Venn"` where a Venn is known: an office by its letters is no name."""
        letters, _, rest = name.partition(" ")
        if not rest or not 1 < len(letters) <= _LETTERS or not letters.isupper() or rest.isupper():
            return name
        rest = self._without_letters(rest)
        return (
            rest if any(same_person(rest, self.known[a]) for a in self._namesakes(rest)) else name
        )

    def _likelihood(self, phrase: Phrase, at: int) -> tuple[int, int]:
        """How well one of several of a name fits: by title, else whoever was named first."""
        known = self.known[at]
        if not phrase.head or not known.heads:
            return (0, -at)
        return (1 if fits(phrase.head, known) else -1, -at)

    def _given(self, phrase: Phrase, name: str, known: Known) -> bool:
        """`"Prime Minister Anwar"` after "Prime Minister Anwar Ibrahim": a title and one name."""
        if not phrase.title or known.name is None or known.kind != "person":
            return False
        words = name_key(known.name)[1]
        return name_key(name)[1] == words[:1] and fits(phrase.head, known)

    def _meant_before(self, phrase: Phrase, owners: set[str]) -> int | None:
        """A role that stood without a name until now: `"the presidents of …, Mara Venn of …"`."""
        name = self.words(phrase.name or (phrase.first, phrase.last))
        for at in self.holders:
            known = self.known[at]
            if known.kind != "role_holder" or known.role is None:
                continue
            if not owners and not phrase.title and office_fits(known.role, name):
                return at
            owned = any(same_owner(a, b) for a in owners for b in known.owners)
            if owned and (fits(phrase.head, known) if phrase.title else leads(known)):
                return at
        return None

    def _same_title(self, phrase: Phrase, known: Known, owners: set[str]) -> bool:
        """Another first name or another country makes another person of the same family name."""
        spouses = {phrase.head, *known.heads} & {"first lady", "first gentleman"}
        if spouses and phrase.head and known.heads and not fits(phrase.head, known):
            return False  # "President Trump" after "First Lady Melania Trump"
        if not (owners and known.owners):
            return True
        if any(same_owner(one, other) for one in owners for other in known.owners):
            return True
        assert phrase.name is not None
        return phrase.name[1] - phrase.name[0] > 1

    def take_role(self, actor: int, phrase: Phrase, tail: int = 0) -> None:
        known = self.known[actor]
        assert phrase.title is not None or phrase.name is not None
        if phrase.head:
            known.heads.add(phrase.head)
        known.gender = known.gender or gender_of("", phrase.head.split())
        first, last = phrase.title or (phrase.first, phrase.last)
        if tail and tail - first <= _ROLE_WORDS:
            last = tail - (self.tokens.classes[tail - 1] == "c")
        words = self.words((first, last))
        if known.role is None or (len(known.heads) == 1 and len(words) > len(known.role)):
            known.role = words
        self.take_owner(known, phrase.owners)

    def take_owner(self, known: Known, owners: Sequence[str]) -> None:
        registry = load()
        known_first = sorted(owners, key=lambda owner: owner_key(owner) not in registry.states)
        for owner in known_first[:1]:
            if known.affiliation is None:
                known.affiliation = owner
            known.owners.add(owner_key(owner))

    def named(self, name: str, kind: ActorKind, key: str | None = None, owner: str = "") -> int:
        """The actor under that key, its name the longest form that is no capital city's."""
        key = key or name.casefold()
        at = self.by_key.get((kind, key))
        if at is None:
            at = self.by_key[kind, key] = self.new(
                Known(kind, name=name, owners={key, owner} - {""})
            )
            return at
        known = self.known[at]
        longer = len(name) > len(known.name or "") and not load().metonym(name)
        if longer or (kind == "state" and known.name and load().metonym(known.name)):
            known.name = name
        return at


def _weight(name: str) -> int:
    """How full a name is: letters of its words, initials left aside."""
    return sum(len(word) for word in name.split() if len(word) > 2)
