"""Who sits at the meetings of one sentence: the persons, offices and states of its slots.

A group is a stretch of the masked text with slots: `⟦0⟧ and ⟦1⟧`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.rules.meetings.at_home import is_of_cause, is_of_trade, is_own_office, is_private
from pipeline.rules.meetings.diplomats import calls_diplomats, is_company, is_diplomatic
from pipeline.rules.meetings.grammar import OFFICES, OWNED, REPRESENTS, SENT_BY
from pipeline.rules.meetings.levels import hinted_level, told_role
from pipeline.rules.meetings.masked import Masked
from pipeline.rules.meetings.sides import country_of
from pipeline.rules.meetings.telling import Seats
from pipeline.rules.mentions import Cast, Mention
from schemas.vocabulary import ParticipantRole

_NUMBER = re.compile(r"⟦(\d+)⟧")
_FAR = 120
"""Characters behind a group in which words say whose it is."""
_TEAM = re.compile(r"⟦(\d+)⟧,? and (?:the )?⟦(\d+)⟧")
_LEADER = re.compile(
    r"(?:the )?(?:president|prime minister|premier|king|chancellor)", re.IGNORECASE
)
_DEPUTY = re.compile(r"^(?:the )?(?:vice[- ]president|deputy prime minister)$", re.IGNORECASE)


@dataclass(frozen=True)
class Groups:
    """Whom the groups of a masked sentence name, and whether these can meet as diplomats."""

    masked: Masked
    cast: Cast

    def actors(self, group: str) -> tuple[int, ...]:
        """The actors of a group; offices in a row behind one name are all his.

        Nor do crowds of nobody in particular sit beside others: "and members of the staff".
        """
        found = self.masked.actors(group)
        cast = self.cast
        if len(found) > 1 and (brought := self._crowds(group)):
            rest = tuple(one for one in found if one not in brought)
            sure = any(cast.actors[one].kind != "collective" for one in rest)
            plain = rest and not any(is_of_cause(told_role(cast.actors[one])) for one in brought)
            found = rest if sure or plain else found
        offices = [
            one
            for one in found[1:]
            if cast.actors[one].kind == "role_holder"
            and not (cast.actors[one].name or (cast.countries and cast.countries[one]))
        ]
        one_person = found and cast.actors[found[0]].kind == "person"
        return found[:1] if one_person and offices and len(offices) == len(found) - 1 else found

    def _crowds(self, group: str) -> set[int]:
        """Collectives of a group, never its first, that stand for no state, body or office."""
        slots = [self.masked.mentions[int(one)] for one in _NUMBER.findall(group)]
        return {
            actor
            for at, mention in enumerate(slots)
            for actor in mention.actors
            if at and mention.kind == "collective" and len(mention.actors) == 1
            if actor not in slots[0].actors and not self.cast.actors[actor].members
            if not self.is_diplomat(actor)
        }

    def seats(
        self,
        one: str,
        other: str = "",
        first: ParticipantRole = "participant",
        second: ParticipantRole = "participant",
    ) -> Seats:
        """The actors of two groups with their roles, each once."""
        seated: dict[int, ParticipantRole] = {}
        for group, role in ((one, first), (other, second)):
            for actor in self.actors(group):
                seated.setdefault(actor, role)
        return tuple(seated.items())

    def sent(self, group: str) -> str:
        """Who came for the states of a group, by the words of its first; nothing for others."""
        slot = re.search(r"⟦(\d+)⟧", group)
        first = self.masked.mentions[int(slot[1])] if slot else None
        states = first is not None and {self.cast.actors[one].kind for one in first.actors}
        return first.text if first and first.kind == "collective" and states == {"state"} else ""

    def senders(self, group: re.Match[str]) -> str:
        """Who came for states named: "leaders" of "leaders of ⟦0⟧ and ⟦1⟧"; else nothing."""
        if who := self.sent(group[0]):
            return who
        before = self.masked.text[max(0, group.start() - 60) : group.start()]
        if found := REPRESENTS.search(before):
            return found["who"]
        sent = SENT_BY.search(before)
        states = (self.cast.actors[one].kind in ("state", "igo") for one in self.actors(group[0]))
        if sent is None or not all(states):
            return ""
        mention = self.masked.mentions[int(sent[1])]
        return (
            mention.text if mention.kind == "collective" and calls_diplomats(mention.text) else ""
        )

    def is_company(self, seats: Seats) -> bool:
        """Whether these can hold a diplomatic meeting with one another."""
        actors = [actor for actor, _ in seats]
        if self._is_at_home(actors) or self._are_of_trade(actors):
            return False
        alone = tuple(one for one in actors if one not in self.deputies)
        if len(alone) < min(len(actors), len(("one", "other"))):
            return False
        return is_company(self.cast, alone, self.called - self.deputies)

    def _are_of_trade(self, actors: Sequence[int]) -> bool:
        """Whether words behind a group say whose it is: `leaders | from ten rights groups`."""
        return any(
            mention.kind == "collective"
            and set(mention.actors) & set(actors)
            and is_of_trade(self.masked.spelled(self.masked.text.partition(f"⟦{at}⟧")[2][:_FAR]))
            for at, mention in enumerate(self.masked.mentions)
        )

    @cached_property
    def deputies(self) -> frozenset[int]:
        """Who stands beside his own leader: `President Roe and | Vice President Doe`."""
        found: set[int] = set()
        for pair in _TEAM.finditer(self.masked.text):
            one, other = (self.masked.mentions[int(pair[at])] for at in (1, 2))
            countries = {country_of(self.cast, actor) for actor in (*one.actors, *other.actors)}
            leads = [self._leads(mention) for mention in (one, other)]
            if leads == ["leader", "deputy"] and len(countries - {None}) < len(leads):
                found.update(other.actors)
        return frozenset(found)

    def _leads(self, mention: Mention) -> str:
        roles = [self.cast.actors[one].role or "" for one in mention.actors]
        if len(roles) != 1 or _DEPUTY.search(roles[0]):
            return "deputy" if len(roles) == 1 else ""
        return "leader" if _LEADER.fullmatch(roles[0]) else ""

    def _is_at_home(self, actors: Sequence[int]) -> bool:
        """Whether one of two is the other's own: `⟦0⟧ met | her defence minister`."""
        told = [one for one in self.masked.mentions if set(one.actors) & set(actors)]
        if len(actors) != len(("one", "other")) or len(told) < len(actors):
            return False
        owner, own = told[0], next((one for one in told[1:] if one.actors != told[0].actors), None)
        countries = self.cast.countries
        return (
            own is not None
            and owner.kind != "pronoun"
            and is_own_office(own.text)
            and not any(countries[actor] for actor in own.actors if actor < len(countries))
        )

    @cached_property
    def called(self) -> frozenset[int]:
        """Actors whom this sentence calls diplomats: "the ministers", "Egypt's Badr Abdelatty"."""
        found: set[int] = set()
        for at, mention in enumerate(self.masked.mentions):
            crowd = mention.kind == "collective" and len(mention.actors) < 2
            if calls_diplomats(mention.text) and not crowd:
                found.update(mention.actors)
                if OFFICES.match(mention.text):
                    found.update(self._in_a_row(at))
            elif OWNED.match(mention.text):
                found.update(mention.actors)  # "Egypt's Badr Abdelatty"
            elif at and re.search(rf"⟦{at - 1}⟧['’]s? ⟦{at}⟧", self.masked.text):
                owners = self.masked.mentions[at - 1].actors
                if all(self.cast.actors[one].kind in ("state", "igo") for one in owners):
                    found.update(mention.actors)
            if "counterpart" in mention.text:
                found.update(self._whose(at))
        return frozenset(found)

    def _in_a_row(self, at: int) -> tuple[int, ...]:
        """Who shares the office of slot `at`: "ministers Ece Kaya | and Ali Demir"."""
        row = re.match(rf"⟦{at}⟧((?:, ⟦\d+⟧)*,? and ⟦\d+⟧)", self.masked.text[self._at(at) :])
        slots = [self.masked.mentions[int(one)] for one in _NUMBER.findall(row[1])] if row else ()
        bare = all(
            one.kind == "name" and not any(self.cast.actors[who].role for who in one.actors)
            for one in slots
        )
        return tuple(who for one in slots for who in one.actors) if bare else ()

    def _at(self, slot: int) -> int:
        return self.masked.text.index(f"⟦{slot}⟧")

    def _whose(self, at: int) -> tuple[int, ...]:
        """Who has the counterpart that slot `at` names: `⟦0⟧ called | her Finnish counterpart`."""
        for mention in reversed(self.masked.mentions[:at]):
            kinds = {self.cast.actors[one].kind for one in mention.actors}
            if kinds == {"person"} and len(mention.actors) == 1:
                return () if is_private(self.cast.actors[mention.actors[0]]) else mention.actors
        return ()

    def are_private(self, group: str) -> bool:
        actors = self.actors(group)
        return any(is_private(self.cast.actors[one]) for one in actors) or self._are_of_trade(
            actors
        )

    def are_diplomats(self, group: str) -> bool:
        return all(one in self.called or self.is_diplomat(one) for one in self.actors(group))

    def is_diplomat(self, one: int) -> bool:
        actor, countries = self.cast.actors[one], self.cast.countries
        return is_diplomatic(actor, countries[one] if countries else None) and not is_private(actor)

    def is_many(self, group: str) -> bool:
        """Whether one slot stands for several: "the three leaders", "Syrian opposition groups"."""
        for one in (self.cast.actors[actor] for actor in self.actors(group)):
            delegates = one.kind == "collective" and not is_private(one)
            named = hinted_level(one.role or one.name or "") is not None
            if (
                one.kind in ("opposition_group", "igo")
                or len(one.members) > 1
                or (delegates and named)
            ):
                return True
        return False
