"""Who is in an article: names, roles, collectives and pronouns brought to actors."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.rules.mentions import Cast, Mention, MentionKind
from pipeline.rules.people import (
    Known,
    agrees,
    fits,
    gender_of,
    head_key,
    leads,
    office_fits,
    owner_key,
    same_owner,
    same_person,
)
from pipeline.rules.phrases import Phrase, phrases
from pipeline.rules.text import Layout
from pipeline.rules.tokens import Tokens, tokens_of
from pipeline.rules.words import MEDIA, OUTLETS
from pipeline.lookup.registry import load
from schemas.draft import ActorDraft
from schemas.vocabulary import ActorKind

MALE, FEMALE = frozenset("he him his".split()), frozenset("she her hers".split())
PLURAL = frozenset("they them we us both".split())
REACH = 4
"""Sentences back in which a pronoun finds somebody."""
_WHERE = frozenset("in at near from to of around outside across via".split())
_STATES = frozenset("countries states nations sides governments powers capitals parties".split())
_KINDS: dict[str, ActorKind] = {
    "armed_group": "armed_group",
    "opposition_group": "opposition_group",
    "political_group": "opposition_group",
}
_ARMED = frozenset("rebels fighters militants insurgents militia separatists".split())
_EXPERTS = frozenset("institute institution university college center centre think-tank foundation".split())
_OPPOSITION = frozenset("opposition movement front party".split())
_INDEFINITE = frozenset("a an one another some several many other few".split())
_FURTHER = re.compile(r"(?:[of]D?[lMABCSEQRGP]+){1,3}(?=c)")
_APPOSITION_WORDS = 16
_ROLE_WORDS = 10
_LOOSE = re.compile(r"cD[^chxwz]{1,10}c(?=v)")


def cast(layout: Layout) -> Cast:
    """The cast of an article. `"Mara Venn, Kallistan's president, … she" -> one actor`."""
    return cast_of(layout, tokens_of(layout))


def cast_of(layout: Layout, tokens: Tokens) -> Cast:
    """The same with the article's tokens at hand."""
    return _Casting(layout, tokens).done()


def prose(layout: Layout, tokens: Tokens) -> Iterator[range]:
    """The tokens of each paragraph whose capitals tell names: not of headlines in title case."""
    for number, (start, end) in enumerate(layout.article.paragraphs, start=1):
        stretch = tokens.between(start, end)
        if number in layout.body or "@" in layout.text[start:end]:
            yield stretch
            continue
        long = [tokens.words[at] for at in stretch if len(tokens.words[at]) > 3]
        if sum(word[0].isupper() for word in long) <= 0.6 * len(long):
            yield stretch


@dataclass
class _Casting:
    layout: Layout
    tokens: Tokens
    known: list[Known] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    uses: list[tuple[int, int, int, bool]] = field(default_factory=list)
    """Persons outside quotations: actor, token, sentence, whether as a subject."""
    groups: list[tuple[tuple[int, ...], int, bool]] = field(default_factory=list)
    """Several named together or by a collective: actors, sentence, whether as a subject."""
    here: dict[int, None] = field(default_factory=dict)
    """Persons of the sentence that is being read."""
    here_sentence: int = -1
    shared: list[str] = field(default_factory=list)
    """Owners of "his Iranian and Turkish counterparts A and B" that wait for their names."""
    things: list[tuple[int, int, bool]] = field(default_factory=list)
    """States and bodies: actor, sentence, whether as a subject."""
    row: list[int] = field(default_factory=list)
    """Actors of the coordination that is being read: "Putin, Rouhani and …"."""
    row_end: int = -1
    row_joined: bool = False
    row_subject: bool = False

    def done(self) -> Cast:
        stretches = list(prose(self.layout, self.tokens))
        found = list(phrases(self.tokens, stretches))
        by_first = {phrase.first: phrase for phrase in found}
        taken: dict[int, int] = {}
        pronouns = [
            at
            for stretch in stretches
            for at in _pronouns(self.tokens.classes, stretch)
        ]
        events = sorted([(p.first, p) for p in found] + [(at, None) for at in pronouns], key=lambda e: e[0])
        for at, phrase in events:
            if phrase is None:
                self._pronoun(at)
            elif at in taken:
                self._emit(phrase, (taken[at],), "role", beside=True)
            else:
                self._phrase(phrase, by_first, taken)
        self._close_row()
        return self._frozen()

    # ---- phrases ------------------------------------------------------------------

    def _phrase(self, phrase: Phrase, by_first: dict[int, Phrase], taken: dict[int, int]) -> None:
        if phrase.kind == "adjective":
            self._emit(phrase, (), "adjective")
            return
        following = self._beside(phrase, by_first)
        if phrase.kind in ("person", "name"):
            actor = self._person(phrase)
            tail = self._tail(phrase, following)
            if following and following.kind in ("role", "body") and tail > phrase.tail:
                self._take_role(actor, following, tail)
                taken[following.first] = actor
            self._emit(phrase, (actor,), "name", tail)
        elif phrase.kind in ("state", "seat", "known"):
            actor = self._institution(phrase)
            self._emit(phrase, (actor,), "seat" if phrase.kind == "seat" else "name", self._tail(phrase, None))
        elif phrase.kind == "body":
            self._emit(phrase, (self._body(phrase),), "name" if phrase.name else "role", self._tail(phrase, None))
        elif phrase.kind == "group":
            self._emit(phrase, self._group(phrase), "collective")
        elif following and following.kind in ("person", "name") and self._introduces(phrase, following):
            actor = self._person(following)
            self._take_role(actor, phrase)
            taken[following.first] = actor
            end = self._tail(following, by_first.get(following.tail + 1))
            if self.tokens.classes[end : end + 1] == "c" and end == following.tail:
                end += 1
            self._emit(phrase, (actor,), "role", end)
        else:
            actor = self._role(phrase)
            self._emit(phrase, (actor,), "role", self._tail(phrase, None))

    def _beside(self, phrase: Phrase, by_first: dict[int, Phrase]) -> Phrase | None:
        """The phrase right behind the comma that follows."""
        at = phrase.tail
        classes = self.tokens.classes
        if phrase.kind == "role" and (further := _FURTHER.match(classes, at)):
            at = further.end()  # "the envoy for the region, Leo Santos,"
        if classes[at : at + 1] != "c":
            return None
        if classes[at + 1 : at + 3] == "dc":  # ", 45, a farmer"
            at += 2
        for skipped in range(4):
            found = by_first.get(at + 1 + skipped)
            if found or classes[at + 1 + skipped : at + 2 + skipped] not in ("l", "D", "M"):
                return found
        return None

    def _introduces(self, role: Phrase, name: Phrase) -> bool:
        """`"Putin's spokesman, Dmitry Peskov, said"`: the name says who the role is."""
        classes = self.tokens.classes
        after = classes[name.tail : name.tail + 2]
        whole = name.kind == "person" or name.last - name.first > 1
        listed = after == "ca" and not (role.owners and role.determiner == "the")
        if not whole or after[:1] not in ("c", "v", "x") or listed:
            return False
        return role.determiner not in _INDEFINITE or after[:1] == "c"

    def _tail(self, phrase: Phrase, following: Phrase | None) -> int:
        """Token past what hangs on a phrase: parentheses, an age, an apposition with its comma."""
        classes, low = self.tokens.classes, self.tokens.low
        at = phrase.tail
        if at < len(low) and low[at] == "(":
            for to in range(at + 1, min(at + 12, len(low))):
                if low[to] == ")":
                    at = to + 1
                    break
        if classes[at : at + 1] != "c":
            return at
        if classes[at + 1 : at + 3] == "dc":
            at += 2
        if following is None or following.kind not in ("role", "body") or following.first < at:
            if phrase.kind in ("person", "name") and (loose := _LOOSE.match(classes, at)):
                return loose.end()  # "Ivana Petrik, 61, a retired signal operator, said"
            return at + 1 if at > phrase.tail + 1 else at
        if following.kind == "body" and following.determiner not in ("a", "an", "the"):
            return at
        for to in range(following.tail, min(following.tail + _APPOSITION_WORDS, len(classes))):
            if classes[to] == "c":
                return to if classes[to + 1 : to + 2] == "a" else to + 1
            if classes[to] in "xhw" and low[to] not in "()’'":
                break
        return at

    def _person(self, phrase: Phrase) -> int:
        assert phrase.name is not None
        name = self._words(phrase.name)
        title = self.tokens.words[phrase.title[0] : phrase.title[1]] if phrase.title else ()
        if phrase.kind == "name" and name in OUTLETS:
            return self._named(name, "media")
        owners = {owner_key(one) for one in phrase.owners}
        found = [
            at
            for at, known in enumerate(self.known)
            if same_person(name, known) and self._same_title(phrase, known, owners)
        ]
        if found:
            at = found[0]
            known = self.known[at]
            if known.name and _weight(name) > _weight(known.name):
                known.name = name
        else:
            at = self._meant_before(phrase, owners)
            if at is None:
                at = self._new(Known("person", name=name))
            known = self.known[at]
            known.kind, known.name = "person", name
        known.gender = known.gender or gender_of(
            name if " " in name else "", [*title, phrase.head] if phrase.head else title
        )
        plural = phrase.head and not phrase.title and len(phrase.owners) > 1
        if plural:
            self.shared = list(phrase.owners)
        elif self.shared and self.row_end < 0:
            self.shared = []
        if self.shared:
            self._take_owner(known, [self.shared.pop(0)])
        elif phrase.title:
            self._take_role(at, phrase)
        elif phrase.owners:
            self._take_owner(known, phrase.owners)
        return at

    def _meant_before(self, phrase: Phrase, owners: set[str]) -> int | None:
        """A role that stood without a name until now: `"the presidents of …, Mara Venn of …"`."""
        name = self._words(phrase.name or (phrase.first, phrase.last))
        for at, known in enumerate(self.known):
            if known.kind == "role_holder" and known.role and known.definite and not owners:
                if not phrase.title and office_fits(known.role, name):
                    return at
            owned = any(same_owner(a, b) for a in owners for b in known.owners)
            if known.kind == "role_holder" and owned and known.definite:
                if fits(phrase.head, known) if phrase.title else leads(known):
                    return at
        return None

    def _same_title(self, phrase: Phrase, known: Known, owners: set[str]) -> bool:
        """Another first name or another country makes another person of the same family name."""
        if not (owners and known.owners):
            return True
        if any(same_owner(one, other) for one in owners for other in known.owners):
            return True
        assert phrase.name is not None
        return phrase.name[1] - phrase.name[0] > 1

    def _take_role(self, actor: int, phrase: Phrase, tail: int = 0) -> None:
        known = self.known[actor]
        assert phrase.title is not None or phrase.name is not None
        if phrase.head:
            known.heads.add(phrase.head)
        known.gender = known.gender or gender_of("", phrase.head.split())
        first, last = phrase.title or (phrase.first, phrase.last)
        if tail and tail - first <= _ROLE_WORDS:
            last = tail - (self.tokens.classes[tail - 1] == "c")
        words = self._words((first, last))
        if known.role is None or (len(known.heads) == 1 and len(words) > len(known.role)):
            known.role = words
        self._take_owner(known, phrase.owners)

    def _take_owner(self, known: Known, owners: Sequence[str]) -> None:
        registry = load()
        known_first = sorted(owners, key=lambda owner: owner_key(owner) not in registry.states)
        for owner in known_first[:1]:
            if known.affiliation is None:
                known.affiliation = owner
            known.owners.add(owner_key(owner))

    def _institution(self, phrase: Phrase) -> int:
        assert phrase.name is not None
        name = self._words(phrase.name)
        if phrase.kind == "state":
            return self._named(name, "state", owner_key(name))
        registry = load()
        if phrase.kind == "seat":
            whose = registry.metonym(name) or ""
            if whose in registry.states and _is_capital(name, whose):
                return self._named(name, "state", whose)
            return self._named(name, "government_body", f"seat:{name.lower()}", whose)
        key = registry.organisation(name) or name
        body = registry.organisations.get(key)
        kind = _KINDS.get(body.kind, "igo") if body else "igo"
        return self._named(name, kind, key)

    def _named(self, name: str, kind: ActorKind, key: str | None = None, owner: str = "") -> int:
        """The actor under that key, its name the longest form that is no capital city's."""
        key = key or name.casefold()
        for at, known in enumerate(self.known):
            if key in known.owners and known.kind == kind:
                better = known.name and len(name) > len(known.name)
                if (better and not load().metonym(name)) or (kind == "state" and known.name and load().metonym(known.name)):
                    known.name = name
                return at
        return self._new(Known(kind, name=name, owners={key, owner} - {""}))

    def _body(self, phrase: Phrase) -> int:
        words = self._words(phrase.name or phrase.title or (phrase.first, phrase.last))
        owners = {owner_key(one) for one in phrase.owners}
        last = phrase.head.split()[-1] if phrase.head else ""
        if phrase.determiner not in _INDEFINITE:
            for at in reversed(range(len(self.known))):
                known = self.known[at]
                if known.is_person or known.kind == "collective" or known.name is None:
                    continue
                same = known.name.casefold() == words.casefold()
                short = not owners and not phrase.name and known.heads and last in known.heads
                if same or short:
                    return at
        kind: ActorKind = "government_body"
        if last in MEDIA or words in OUTLETS:
            kind = "media"
        elif last in _EXPERTS:
            kind = "expert_org"
        elif last in _ARMED:
            kind = "armed_group"
        elif last in _OPPOSITION:
            kind = "opposition_group"
        at = self._new(Known(kind, name=words, heads={last}))
        self._take_owner(self.known[at], phrase.owners)
        return at

    def _role(self, phrase: Phrase) -> int:
        owners = {owner_key(one) for one in phrase.owners}
        words = self._words(phrase.title or (phrase.first, phrase.last))
        gender = gender_of("", phrase.head.split())
        if phrase.determiner not in _INDEFINITE:
            scored = [
                (self._role_score(at, phrase, owners, words), at)
                for at in range(len(self.known))
                if self.known[at].is_person and agrees(gender, self.known[at])
            ]
            best = max(scored, default=(0, 0))
            if best[0] > 0:
                if self.known[best[1]].kind == "person" and owners:
                    self._take_role(best[1], phrase)
                return best[1]
            one = head_key(phrase.head)
            for at in reversed(range(len(self.known))):
                many = self.known[at]
                if many.kind == "collective" and not owners and one in map(head_key, many.heads):
                    return at  # "the source" after "sources"
        definite = phrase.determiner not in _INDEFINITE
        at = self._new(
            Known("role_holder", role=words, heads={phrase.head}, gender=gender, definite=definite)
        )
        self._take_owner(self.known[at], phrase.owners)
        return at

    def _role_score(self, at: int, phrase: Phrase, owners: set[str], words: str) -> float:
        """How well a role fits an actor: above 0 it may be him; the last mentioned breaks ties."""
        known = self.known[at]
        last = next((i for i, use in enumerate(reversed(self.uses)) if use[0] == at), 999)
        near = 1 / (last + 2)
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
                return 2.5 + near if known.name and office_fits(words, known.name) else 0
            return 3 + near if known.heads else 2 + near
        return 2 + near if known.heads and fits(phrase.head, known) else 0

    def _group(self, phrase: Phrase) -> tuple[int, ...]:
        head = phrase.head.split()[-1].lower()
        if len(phrase.owners) > 1:
            return tuple(self._each(phrase))
        definite = phrase.determiner in ("the", "these", "those", "their", "both", "all")
        if definite and not phrase.owners:
            found = self._together(phrase.number, head)
            if found:
                return found
        words = self._words(phrase.title or (phrase.first, phrase.last))
        for at, known in enumerate(self.known):
            if known.name and known.name.casefold() == words.casefold():
                return (at,)
        kind: ActorKind = "armed_group" if head in _ARMED else "collective"
        at = self._new(Known(kind, name=words, heads={phrase.head}))
        self._take_owner(self.known[at], phrase.owners)
        return (at,)

    def _each(self, phrase: Phrase) -> Iterator[int]:
        """One actor for each owner: `"the Greek and Turkish presidents"`."""
        head = head_key(phrase.head)
        for owner in dict.fromkeys(phrase.owners):
            if phrase.head in _STATES:
                yield self._named(owner, "state", owner_key(owner))
                continue
            one = Phrase(phrase.first, phrase.last, "role", "the", head=head, owners=(owner,))
            words = f"{owner} {head}"
            scored = [
                (self._role_score(at, one, {owner_key(owner)}, words), at)
                for at in range(len(self.known))
                if self.known[at].is_person
            ]
            best = max(scored, default=(0, 0))
            if best[0] > 0:
                self.known[best[1]].heads.add(head)
                yield best[1]
            else:
                adjective = self.tokens.classes[phrase.last - 1] == "G"
                role = words if adjective else f"{head} of {owner}"
                at = self._new(Known("role_holder", role=role, heads={head}))
                self._take_owner(self.known[at], (owner,))
                yield at

    def _together(self, number: int, head: str) -> tuple[int, ...]:
        """Who "the two leaders" are: those last named together, else the last leaders named."""
        states = head in _STATES
        leading = head_key(head) in ("leader", "president", "head")
        here = self._sentence()
        self._close_sentence(here + 1)
        for actors, sentence, _ in reversed(self.groups):
            if here - sentence > 25 or (number and len(actors) != number):
                continue
            known = [self.known[at] for at in actors]
            if states and all(not one.is_person for one in known):
                return actors
            if not states and all(one.is_person for one in known):
                if all(not one.heads or fits(head, one) for one in known):
                    return actors
        if states or not number or not leading:
            return ()
        found: dict[int, None] = {}
        for actor, _, _, _ in reversed(self.uses):
            if leads(self.known[actor]):
                found[actor] = None
            if len(found) == number:
                return tuple(reversed(found))
        return ()

    # ---- pronouns -----------------------------------------------------------------

    def _pronoun(self, at: int) -> None:
        low = self.tokens.low[at]
        start = self.tokens.starts[at]
        quoted = self.layout.quotation_at(start) is not None
        if low in ("i", "we", "us", "you") or (quoted and low != "it"):
            return
        sentence = self.layout.sentence_number(start)
        if low in MALE or low in FEMALE:
            actors = self._single("m" if low in MALE else "f", at, sentence)
        elif low in PLURAL:
            actors = self._several(sentence)
        else:
            actors = self._thing(sentence)
        self._close_row()
        words = self.tokens.words[at]
        self.mentions.append(
            Mention(
                start, self.tokens.ends[at], words, "pronoun", actors,
                (start, self.tokens.ends[at]), self.tokens.ends[at], quoted,
            )
        )
        if len(actors) == 1 and low in ("he", "she"):
            self.uses.append((actors[0], at, sentence, True))

    def _single(self, gender: str, at: int, sentence: int) -> tuple[int, ...]:
        best: tuple[float, int] | None = None
        for actor, token, where, subject in reversed(self.uses):
            back = sentence - where
            if back > REACH and best is not None:
                break
            if not agrees(gender, self.known[actor]):
                continue
            score = (-4 * back + 3 * subject) if back else (1 if subject else -2)
            score += 0.001 * token
            if best is None or score > best[0]:
                best = (score, actor)
        if best is None:
            return ()
        self.known[best[1]].gender = self.known[best[1]].gender or gender
        return (best[1],)

    def _thing(self, sentence: int) -> tuple[int, ...]:
        """"It": the last state or body, rather one that was a subject."""
        best: tuple[float, int] | None = None
        for at, (actor, where, subject) in enumerate(self.things):
            if 0 <= sentence - where <= 2:
                score = -2.0 * (sentence - where) + 3 * subject + 0.001 * at
                if best is None or score > best[0]:
                    best = (score, actor)
        return () if best is None else (best[1],)

    def _several(self, sentence: int) -> tuple[int, ...]:
        self._close_sentence(sentence)
        best: tuple[float, tuple[int, ...]] = (-99.0, ())
        for at, (actors, where, subject) in enumerate(self.groups):
            if sentence - where <= REACH:
                persons = all(self.known[one].is_person for one in actors)
                score = -2.0 * (sentence - where) + 3 * subject + persons + 0.01 * at
                best = max(best, (score, actors))
        return best[1]

    def _close_sentence(self, sentence: int) -> None:
        """The persons of a sentence that has ended may be "they" or "the three leaders"."""
        if self.here_sentence < sentence:
            if len(self.here) > 1:
                self.groups.append((tuple(self.here), self.here_sentence, False))
            self.here = {}
            self.here_sentence = sentence

    # ---- making -------------------------------------------------------------------

    def _emit(
        self,
        phrase: Phrase,
        actors: tuple[int, ...],
        kind: MentionKind,
        tail: int | None = None,
        *,
        beside: bool = False,
    ) -> None:
        tokens = self.tokens
        start, end = tokens.starts[phrase.first], tokens.ends[phrase.last - 1]
        core = phrase.name or (phrase.first, phrase.last)
        past = phrase.tail if tail is None else tail
        quoted = self.layout.quotation_at(start) is not None
        mention = Mention(
            start,
            end,
            self.layout.text[start:end],
            kind,
            actors,
            (tokens.starts[core[0]], tokens.ends[core[1] - 1]),
            tokens.ends[past - 1],
            quoted,
        )
        self.mentions.append(mention)
        if quoted or beside or kind == "adjective":
            return
        sentence = self.layout.sentence_number(start)
        self._close_sentence(sentence)
        subject = self._subject(phrase, past, sentence)
        if self.tokens.classes[past : past + 1] == "v" or self.tokens.classes[phrase.first - 1 : phrase.first] == "v":
            for actor in actors:
                self.known[actor].speaks = True
        likely = tuple(
            one for one in actors if not (self.known[one].kind == "person" and self._placelike(phrase, self.known[one]))
        )
        self._join_row(phrase, likely, past, subject=subject)
        if len(actors) > 1:
            self.groups.append((actors, sentence, subject))
        for actor in actors if len(actors) == 1 else ():
            known = self.known[actor]
            if known.is_person and not self._placelike(phrase, known):
                self.uses.append((actor, phrase.first, sentence, subject))
                self.here[actor] = None
            elif known.kind == "collective":
                self.groups.append((actors, sentence, subject))
            elif not known.is_person:
                self.things.append((actor, sentence, subject))

    def _placelike(self, phrase: Phrase, known: Known) -> bool:
        """A name of which nothing tells that it is a person's."""
        told = known.heads or known.owners or known.gender or known.speaks
        if phrase.kind != "name" or told:
            return False
        before = self.tokens.low[phrase.first - 1] if phrase.first else ""
        return phrase.last - phrase.first == 1 or before in _WHERE

    def _subject(self, phrase: Phrase, past: int, sentence: int) -> bool:
        classes = self.tokens.classes
        before = classes[phrase.first - 1 : phrase.first]
        if classes[past : past + 1] == "v" or (before == "v" and phrase.first > 1 and classes[phrase.first - 2] in "xc"):
            return True
        if before in ("f", "o"):
            return False
        started = any(use[2] == sentence for use in self.uses[-3:])
        return not started and not any(thing[1] == sentence for thing in self.things[-3:])

    def _join_row(
        self, phrase: Phrase, actors: tuple[int, ...], past: int, *, subject: bool
    ) -> None:
        """Collect what is coordinated: `"A, B and C"`."""
        between = self.tokens.classes[self.row_end : phrase.first] if self.row_end >= 0 else "x"
        if self.row and between in ("c", "a", "ca"):
            self.row_joined = self.row_joined or "a" in between
            self.row += [one for one in actors if one not in self.row]
        else:
            self._close_row()
            self.row = list(actors)
            self.row_subject = subject
        self.row_end = past if self.tokens.classes[past - 1 : past] != "c" else past - 1

    def _close_row(self) -> None:
        if self.row_joined and len(self.row) > 1:
            persons = [one for one in self.row if self.known[one].is_person]
            row = persons if len(persons) > 1 else self.row
            sentence = self._sentence()
            self.groups.append((tuple(row), sentence, self.row_subject))
        self.row, self.row_end, self.row_joined = [], -1, False

    def _sentence(self) -> int:
        last = self.mentions[-1].start if self.mentions else 0
        return self.layout.sentence_number(last)

    def _new(self, known: Known) -> int:
        self.known.append(known)
        return len(self.known) - 1

    def _words(self, stretch: tuple[int, int]) -> str:
        first, last = stretch
        return self.layout.text[self.tokens.starts[first] : self.tokens.ends[last - 1]]

    def _frozen(self) -> Cast:
        registry = load()
        actors = tuple(
            ActorDraft(
                ref=f"a{at}",
                name=known.name,
                kind=known.kind,
                role=known.role,
                affiliation=known.affiliation,
            )
            for at, known in enumerate(self.known, start=1)
        )
        countries = tuple(
            next((one for one in sorted(known.owners) if one in registry.states), None)
            for known in self.known
        )
        return Cast(actors, tuple(self.mentions), countries)


_PRONOUN = re.compile("h")


def _pronouns(classes: str, stretch: range) -> list[int]:
    return [m.start() for m in _PRONOUN.finditer(classes, stretch.start, stretch.stop)]


def _weight(name: str) -> int:
    """How full a name is: letters of its words, initials left aside."""
    return sum(len(word) for word in name.split() if len(word) > 2)


def _is_capital(name: str, iso3: str) -> bool:
    return owner_key(load().states[iso3].capital) == iso3 and (
        load().states[iso3].capital.casefold() == name.casefold()
        or name in ("Washington", "Brussels", "Tel Aviv", "Kiev", "Jerusalem")
    )
