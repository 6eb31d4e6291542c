"""Whom "the two leaders", "rebels" or "the Greek and Turkish presidents" mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.lookup.registry import load
from pipeline.rules.company import Company
from pipeline.rules.company_bodies import ARMED
from pipeline.rules.company_roles import role_score
from pipeline.rules.people import Known, fits, head_key, leads, owner_key
from pipeline.rules.phrase import Phrase
from pipeline.rules.recent import Recent
from schemas.vocabulary import ActorKind

_PAIR = 2
_GROUP_REACH = 25
"""Sentences back in which "the two leaders" finds those who were named together."""
_ANYBODY = frozenset("men women pair duo trio friends colleagues".split())
_TWO_PEOPLE = frozenset({"pair", "duo"})
_LATELY = 3
"""Sentences back in which two people were named apart whom "the pair" means."""
_OF_EQUALS = frozenset("counterpart colleague host guest interlocutor".split())
"""What somebody is beside another of the same office: "the two ministers" means both."""
_STATES = frozenset(
    "countries states nations sides governments powers capitals parties delegations".split()
)


@dataclass(frozen=True)
class Collectives:
    """Groups among everybody found so far."""

    company: Company
    recent: Recent

    def group(self, phrase: Phrase) -> tuple[int, ...]:
        """The actors that a group is: its members where they are known, else one collective."""
        head = phrase.head.split()[-1].lower()
        if len(phrase.owners) > 1:
            return tuple(self._each(phrase))
        definite = phrase.determiner in ("the", "these", "those", "their", "both", "all")
        if definite and not phrase.owners:
            found = self._together(phrase.number, head)
            if found:
                return found
        words = self.company.words(phrase.title or (phrase.first, phrase.last))
        at = self.company.by_name.get(words.casefold())
        if at is None and definite and not phrase.owners:
            at = self._same_group(phrase.head)
        if at is not None:
            return (at,)
        kind: ActorKind = "armed_group" if head in ARMED else "collective"
        at = self.company.new(Known(kind, name=words, heads={phrase.head}))
        self.company.take_owner(self.company.known[at], phrase.owners)
        return (at,)

    def _same_group(self, head: str) -> int | None:
        """`"the sources"` after "two sources close to the talks": the last such group."""
        for at in reversed(range(len(self.company.known))):
            if self.company.known[at].kind == "collective" and head in self.company.known[at].heads:
                return at
        return None

    def _each(self, phrase: Phrase) -> Iterator[int]:
        """One actor for each owner: `"the Greek and Turkish presidents"`."""
        head = head_key(phrase.head)
        for owner in dict.fromkeys(phrase.owners):
            if phrase.head in _STATES:
                yield self.company.named(owner, "state", owner_key(owner))
                continue
            one = Phrase(phrase.first, phrase.last, "role", "the", head=head, owners=(owner,))
            words = f"{owner} {head}"
            scored = [
                (
                    role_score(
                        self.company, self.recent, at, one, owners={owner_key(owner)}, words=words
                    ),
                    at,
                )
                for at in range(len(self.company.known))
                if self.company.known[at].is_person
            ]
            best = max(scored, default=(0, 0))
            if best[0] > 0:
                self.company.known[best[1]].heads.add(head)
                yield best[1]
            else:
                adjective = self.company.tokens.classes[phrase.last - 1] == "G"
                role = words if adjective else f"{head} of {owner}"
                at = self.company.new(Known("role_holder", role=role, heads={head}))
                self.company.take_owner(self.company.known[at], (owner,))
                yield at

    def _last_two(self, here: int) -> tuple[int, ...]:
        """Whom "the pair" means: two people of whom alone the last sentences told, by name."""
        found: dict[int, None] = {}
        for actor, _, sentence, _ in self.recent.uses:
            known = self.company.known[actor]
            if here - _LATELY < sentence and known.kind == "person" and known.name:
                found[actor] = None
        return tuple(found) if len(found) == _PAIR else ()

    def _both_states(self) -> tuple[int, ...]:
        """Whom "the two sides" means in a text that has spoken of two states so far."""
        registry = load()
        found = {
            key: at
            for at, one in enumerate(self.company.known)
            for key in sorted(one.owners)
            if key in registry.states
        }
        if len(found) != _PAIR or not all(
            self.company.known[at].kind == "state"
            or re.search(rf"\b{re.escape(registry.states[key].name)}\b", self.company.text)
            for key, at in found.items()
        ):
            return ()
        return tuple(
            self.company.named(registry.states[key].name, "state", key)
            if self.company.known[at].kind != "state"
            else at
            for key, at in found.items()
        )

    def _both_persons(self, here: int) -> tuple[int, ...]:
        """Whom "both sides" means where no two states were named: the last two people together."""
        for actors, sentence, _ in reversed(self.recent.groups):
            known = [self.company.known[at] for at in actors]
            if here - sentence > _LATELY:
                break
            persons = len(actors) > 1 and all(one.kind == "person" for one in known)
            if persons and any(one.owners for one in known):
                return actors if len(actors) == _PAIR else ()
        return ()

    def _called(self, head: str, several: Sequence[Known]) -> bool:
        """Whether all are persons whom that word may mean: "ministers", "men"."""
        return all(
            one.is_person
            and (one.heads or " " in (one.name or "") or load().bearers(one.name or ""))
            and (one.heads <= _OF_EQUALS or head in _ANYBODY or fits(head, one))
            for one in several
        )

    def _together(self, number: int, head: str) -> tuple[int, ...]:
        """Who "the two leaders" are: those last named together, else the last leaders named."""
        states = head in _STATES
        leading = head_key(head) in ("leader", "president", "head")
        here = self.recent.here_sentence
        self.recent.close_sentence(here + 1)
        for actors, sentence, _ in reversed(self.recent.groups):
            if here - sentence > _GROUP_REACH:
                break
            known = [self.company.known[at] for at in actors]
            fitting = (
                not any(one.is_person for one in known) if states else self._called(head, known)
            )
            if fitting and number in (0, len(actors)):
                return actors
        if states and number == _PAIR:
            return self._both_states() or self._both_persons(here)
        if head in _TWO_PEOPLE or (head in _ANYBODY and number in (0, _PAIR)):
            return self._last_two(here)
        if states or not number or not leading:
            return ()
        found: dict[int, None] = {}
        for actor, _, _, _ in reversed(self.recent.uses):
            if leads(self.company.known[actor]):
                found[actor] = None
            if len(found) == number:
                return tuple(reversed(found))
        return ()
