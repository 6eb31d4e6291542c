"""The actors of one text as they become known: whom each noun phrase means."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.lookup.registry import load
from pipeline.rules.people import (
    Known,
    agrees,
    covers,
    fits,
    gender_of,
    governs,
    is_office,
    leads,
    name_key,
    office_fits,
    owner_key,
    same_owner,
    same_person,
)
from pipeline.rules.phrase import INDEFINITE, Phrase
from pipeline.rules.recent import Recent
from pipeline.rules.tokens import Tokens
from pipeline.rules.words import GIVEN, MEDIA, OUTLETS
from schemas.vocabulary import ActorKind

_KINDS: dict[str, ActorKind] = {
    "armed_group": "armed_group",
    "opposition_group": "opposition_group",
    "political_group": "opposition_group",
}
ARMED = frozenset("rebels fighters militants insurgents militia separatists".split())
_EXPERTS = frozenset(
    "institute institution university college center centre think-tank foundation".split()
)
_OPPOSITION = frozenset("opposition movement front party".split())
_FIRMS = frozenset("company firm group airline bank club retailer carmaker charity chain".split())
_ROLE_WORDS = 10
_ALONE = 4
"""Uses of persons among which one alone was named: a word that is no office means him."""
_SUBJECT = 0.4
"""What having been a subject lately adds to how well a role fits, below what words tell."""


def _kind_of_body(name: str, last: str) -> ActorKind:
    """What a body is by the last word for it, and its name where it has one."""
    if last in MEDIA:
        return "media"
    if last in _EXPERTS:
        return "expert_org"
    if last in ARMED:
        return "armed_group"
    if last in _OPPOSITION:
        return "opposition_group"
    return "igo" if last == "council" and _of_states(name) else "government_body"


def _of_states(words: str) -> bool:
    """Whether a body of states stands first or last in a name: "African Union Peace Council"."""
    parts, registry = words.replace("’s ", " ").replace("'s ", " ").split(), load()
    keys = (registry.organisation(" ".join(parts[:n])) or "" for n in range(1, len(parts)))
    last = registry.organisation(words.rsplit(" of the ", 1)[-1]) or ""
    return any(key.startswith("igo:") for key in (last, *keys))


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
        """The text of tokens `first` to `last`."""
        first, last = stretch
        return self.text[self.tokens.starts[first] : self.tokens.ends[last - 1]]

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

    def thing(self, phrase: Phrase, *, told: bool) -> int:
        """What has a name with an article: a paper that is told something, else a body."""
        name = self.words(phrase.name or (phrase.first, phrase.last))
        if (at := self.by_name.get(name.casefold())) is not None:
            return at
        return self.named(name, "media" if told or name in OUTLETS else "expert_org")

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

    def institution(self, phrase: Phrase) -> int:
        assert phrase.name is not None
        name = self.words(phrase.name)
        if phrase.kind == "state":
            return self.named(name, "state", owner_key(name))
        registry = load()
        if phrase.kind == "seat":
            whose = registry.metonym(name) or ""
            if whose in registry.states and _is_capital(name, whose):
                return self.named(name, "state", whose)
            return self.named(name, "government_body", f"seat:{name.lower()}", whose)
        key = registry.organisation(name) or name
        body = registry.organisations.get(key)
        kind = _KINDS.get(body.kind, "igo") if body else "igo"
        return self.named(name, kind, key)

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

    def _firm(self, recent: Recent) -> int | None:
        """The last subject of whose name nothing says that it is a person's."""
        for actor, _, _, subject in reversed(recent.uses):
            known = self.known[actor]
            told = known.heads or known.owners or known.gender or known.role
            given = (known.name or "").split(" ", 1)[0].lower() in GIVEN
            if subject and known.kind == "person" and known.name and not told and not given:
                return actor
        return None

    def body(self, recent: Recent, phrase: Phrase) -> int:
        words = self.words(phrase.name or phrase.title or (phrase.first, phrase.last))
        owners = {owner_key(one) for one in phrase.owners}
        last = phrase.head.split()[-1] if phrase.head else ""
        if phrase.determiner not in INDEFINITE:
            for at in reversed(range(len(self.known))):
                known = self.known[at]
                if known.is_person or known.kind == "collective" or known.name is None:
                    continue
                same = known.name.casefold() == words.casefold()
                short = not owners and not phrase.name and known.heads and last in known.heads
                if same or short:
                    return at
            if last in _FIRMS and not owners and (firm := self._firm(recent)) is not None:
                self.known[firm].kind = "expert_org"
                self.known[firm].heads.add(last)
                return firm
        kind = _kind_of_body(words if phrase.name else "", last)
        kind = "media" if words in OUTLETS else kind
        at = self.new(Known(kind, name=words, heads={last}))
        self.take_owner(self.known[at], phrase.owners)
        return at

    def role(self, recent: Recent, phrase: Phrase) -> int:
        owners = {owner_key(one) for one in phrase.owners}
        words = self.words(phrase.title or (phrase.first, phrase.last))
        gender = gender_of("", phrase.head.split())
        if phrase.determiner not in INDEFINITE:
            scored = [
                (self.role_score(recent, at, phrase, owners, words), at)
                for at in range(len(self.known))
                if self.known[at].is_person and agrees(gender, self.known[at])
            ]
            best = max(scored, default=(0, 0))
            if best[0] > 0:
                if self.known[best[1]].kind == "person" and owners:
                    self.take_role(best[1], phrase)
                return best[1]
            one = phrase.head.removesuffix("s")
            for at in reversed(range(len(self.known))):
                many = self.known[at]
                same = one in (head.removesuffix("s") for head in many.heads)
                if many.kind == "collective" and not owners and same:
                    return at  # "the source" after "sources", not "the envoy" after "mediators"
        if phrase.determiner == "the" and not owners:
            at = self._only(recent, phrase)
            at = self._sort(recent, phrase) if at < 0 else at
            if at >= 0:
                return at
        definite = phrase.determiner not in INDEFINITE
        at = self.new(
            Known("role_holder", role=words, heads={phrase.head}, gender=gender, definite=definite)
        )
        self.take_owner(self.known[at], phrase.owners)
        return at

    def _only(self, recent: Recent, phrase: Phrase) -> int:
        """Whom a wider word means where it fits one person of late: "the envoy"; -1 for nobody.

        "The woman" is also the last subject of whom nothing tells that it is none.
        """
        lately = dict.fromkeys(
            actor for actor, _, sentence, _ in recent.uses if recent.here_sentence - sentence < 2
        )
        fitting = [at for at in lately if covers(phrase.head, self.known[at])]
        if len(fitting) == 1:
            return fitting[0]
        if fitting or phrase.head not in ("man", "woman") or not recent.uses:
            return -1
        actor, _, sentence, subject = recent.uses[-1]
        known = self.known[actor]
        near = subject and recent.here_sentence - sentence < 2
        alike = known.is_person and agrees(gender_of("", [phrase.head]), known)
        return actor if near and alike else -1

    def _sort(self, recent: Recent, phrase: Phrase) -> int:
        """Whom a word that is no office means: "the striker" is the last subject; -1 for nobody.

        `"“I ran,” Jo Hale, who drives a cab, said. “I hid,” the driver added."`
        """
        before = self.tokens.classes[phrase.first - 1 : phrase.first]
        if is_office(phrase.head) or before in ("f", "o") or not recent.uses:
            return -1
        word = phrase.head.split()[-1]
        if word in self.tokens.low[: phrase.first]:
            at = phrase.first - 1 - self.tokens.low[phrase.first - 1 :: -1].index(word)
            return self._explained(recent, at)
        actor, _, sentence, subject = recent.uses[-1]
        known = self.known[actor]
        alone = all(use[0] == actor for use in recent.uses[-_ALONE:])
        near = (subject or alone) and recent.here_sentence - sentence < 2
        named = known.kind == "person" and " " in (known.name or "")
        gender = gender_of("", phrase.head.split())
        return actor if near and named and agrees(gender, known) and not governs(known) else -1

    def _explained(self, recent: Recent, at: int) -> int:
        """Whom a word behind his name explains: `"Jo Hale, the trumpeter who"`; -1 for nobody."""
        classes = self.tokens.classes
        begin = classes.rfind("c", 0, at)
        if begin < 0 or at - begin > 4 or set(classes[begin + 1 : at]) - set("DlM"):
            return -1
        for actor, token, _, _ in reversed(recent.uses):
            if token < begin:
                named = self.known[actor].kind == "person" and begin - token <= 4
                return actor if named and classes[begin - 1] == "C" else -1
        return -1

    def role_score(
        self, recent: Recent, at: int, phrase: Phrase, owners: set[str], words: str
    ) -> float:
        """How well a role fits an actor: above 0 it may be him; the last mentioned breaks ties."""
        known = self.known[at]
        near = 1 / (recent.uses_since(at) + 2) + _SUBJECT * recent.led(at)
        if _is_deputy(known.role or "") and not _is_deputy(words):
            near -= 1  # "the prime minister" is rather not his deputy
        if known.kind == "role_holder":
            same = bool(known.role) and known.role.casefold() == words.casefold()  # type: ignore[union-attr]  # role_holders have one
            owned = not owners or any(same_owner(a, b) for a in owners for b in known.owners)
            alike = bool(known.heads) and fits(phrase.head, known) and owned
            return 3 + near if same else 1 + near if alike else 0
        if owners:
            if not any(same_owner(a, b) for a in owners for b in known.owners):
                if known.owners or not known.name or not office_fits(words, known.name):
                    return 0
                return 3 + near
            if known.heads and not fits(phrase.head, known):
                if phrase.determiner == "the" and covers(phrase.head, known):
                    return 1 + near if recent.spoke_lately(at) else 0
                return 2.5 + near if known.name and office_fits(words, known.name) else 0
            return 3 + near if known.heads else 2 + near
        if known.heads and fits(phrase.head, known):
            return 2 + near
        wider = phrase.determiner == "the" and recent.spoke_lately(at)
        last = 1 / (recent.uses_since(at) + 2)
        return last if wider and covers(phrase.head, known) else 0


def _is_deputy(role: str) -> bool:
    low = role.lower()
    return "deputy" in low or "vice" in low


def _weight(name: str) -> int:
    """How full a name is: letters of its words, initials left aside."""
    return sum(len(word) for word in name.split() if len(word) > 2)


def _is_capital(name: str, iso3: str) -> bool:
    return owner_key(load().states[iso3].capital) == iso3 and (
        load().states[iso3].capital.casefold() == name.casefold()
        or name in ("Washington", "Brussels", "Tel Aviv", "Kiev", "Jerusalem")
    )
