"""Who is who: states, bodies, seats of government, office holders, all from CSV files.

Every lookup is exact after folding (`pipeline.lookup.names`); an alias that two entries share
returns both, or nothing where one is asked for. The tables lie in `reference/`; each row
says where it was read. Rows from general knowledge may resolve a role, are to be flagged
as such, and never merge two people.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pipeline.lookup.known import (
    Holding,
    KnownPerson,
    Organisation,
    State,
    read_holdings,
    read_organisations,
    read_states,
    table,
)
from pipeline.lookup.names import NAMES, fold, orders, plain, surname
from pipeline.lookup.offices import PRINCIPAL, Offices

K = TypeVar("K")
V = TypeVar("V")
REFERENCE = Path(__file__).parent.parent / "reference"
PHRASES = 10_000
"""How many roles and names of bodies keep their meanings: articles repeat most of them."""
SHARED_OFFICES = frozenset({"envoy", "spokesperson"})
"""Offices that several people of one state hold at a time."""
FAMILY_NAME_FIRST = frozenset("CHN JPN KOR PRK TWN HKG MAC VNM KHM HUN SGP".split())
BEFORE_PARTICIPLE = re.compile(
    r"[- ](backed|led|allied|based|born|held|sponsored|occupied|controlled|brokered|made)\b"
)
SENT_TO = re.compile(r"\b(?:to|at|with|for|before|on)\s+(?:the\s+)?$")

_STYLED = re.compile(
    r"(?:[Tt]he )?(?:(?:Islamic|Federal|Arab|Democratic|People['’]s|Federative|Socialist|United)"
    r" )*(?:Republic|Kingdom|Sultanate|Emirate|State|Principality) of (?P<name>[A-Z].*)"
)
"""A state by its full style: "the Republic of Rwanda"."""


@dataclass(frozen=True, slots=True, eq=False)
class Registry:
    """The reference tables with their lookups; made by `load`, never changed.

    Equal to itself alone, so that what is read by it can be kept.
    """

    states: Mapping[str, State]
    organisations: Mapping[str, Organisation]
    persons: Mapping[str, KnownPerson]
    holdings: tuple[Holding, ...]
    holdings_by_office: Mapping[tuple[str, str], tuple[Holding, ...]]
    """By office and state or body."""
    holdings_by_person: Mapping[str, tuple[Holding, ...]]
    offices: Offices
    state_words: Mapping[str, tuple[str, ...]]
    organisation_words: Mapping[str, tuple[str, ...]]
    metonyms: Mapping[str, tuple[str, ...]]
    acronyms: frozenset[str]
    people_by_alias: Mapping[str, tuple[str, ...]]
    people_by_surname: Mapping[str, tuple[str, ...]]

    def state(self, words: str) -> str | None:
        """ISO 3166 code for a state's name, people or adjective; None where shared or unknown.

        `"the Russian Federation" -> "RUS"`, `"Turks" -> "TUR"`, `"Congolese" -> None`,
        `"us" -> None` (the pronoun), `"US" -> "USA"`
        """
        found = self._one(self.state_words, words)
        whole = None if found else _STYLED.fullmatch(words)
        return self._one(self.state_words, whole["name"]) if whole else found

    def is_adjective(self, words: str) -> bool:
        """Whether it is a state's adjective and no name of a state: `"Turkish"`, not `"Turk"`."""
        iso3 = self.state(words)
        if iso3 is None:
            return False
        state, key = self.states[iso3], plain(words)
        # "an American", "the Germans" are people; "a Turkish" is nobody.
        return key.endswith(("ish", "ese", "ch")) and key not in map(plain, state.names)

    def organisation(self, words: str) -> str | None:
        """The id of a body: `"U.N. Security Council" -> "igo:un-security-council"`."""
        return self._one(self.organisation_words, words)

    def metonym(self, words: str) -> str | None:
        """Whose government sits there: `"the Kremlin" -> "RUS"`, `"Brussels" -> "igo:eu"`."""
        return self._one(self.metonyms, words)

    @lru_cache(maxsize=PHRASES)  # noqa: B019 - a registry lives as long as the program
    def country_of(self, words: str) -> str | None:
        """The one state that a longer name speaks of, or None.

        `"Iranian state TV" -> "IRN"`, `"the White House" -> "USA"`,
        `"Russia-Turkey talks" -> None` (two), `"Turkish-backed rebels" -> None`,
        `"Rouhani's website" -> None` (which Rouhani, the article says)
        """
        found = self.state(words) or self.metonym(words)
        if found:
            return found if found in self.states else None
        named = set(self._states_in(words))
        if not named and (office := self.office_of(words)):
            named = {iso3 for iso3 in self.states if iso3 == office[1]}
        return named.pop() if len(named) == 1 else None

    def people(self, name: str) -> tuple[KnownPerson, ...]:
        """Everyone whose name or alias this is; a state before the name is left out.

        `"President al-Assad"` -> everyone with the alias Assad; the caller decides.
        """
        ids = self.people_by_alias.get(fold(name), ())
        if not ids:
            parts = name.split()
            cut = next((i for i in range(3, 0, -1) if self.state(" ".join(parts[:i]))), 0)
            ids = self.people_by_alias.get(fold(" ".join(parts[cut:])), ()) if cut else ()
        return tuple(self.persons[person_id] for person_id in ids)

    def bearers(self, name: str) -> tuple[KnownPerson, ...]:
        """Everyone with that family name. It identifies only with country, role and date."""
        return tuple(self.persons[i] for i in self.people_by_surname.get(surname(name), ()))

    @lru_cache(maxsize=PHRASES)  # noqa: B019 - a registry lives as long as the program
    def office_of(self, words: str, on: date | None = None) -> tuple[str, str | None] | None:
        """What office a role phrase names, and whose (a state or a body; None: not said).

        `"the Russian leader" -> ("head_of_state", "RUS")`,
        `"U.N. Secretary-General" -> ("body_head", "igo:un")`. See `Offices.read`.
        """
        return self.offices.read(words, self._whose, on)

    def holders(
        self, office: str, whose: str, start: date, end: date | None = None
    ) -> tuple[Holding, ...]:
        """Everyone who held, or may have held, that office on a day of `start`..`end`.

        An interval that spans a change returns both; `Holding.covers` tells the certain ones.
        """
        if office == PRINCIPAL:
            office = self.offices.principal(whose, start)
        return tuple(
            holding
            for holding in self.holdings_by_office.get((office, whose), ())
            if holding.covers(start, end or start) is not False
        )

    def held_at(self, person_id: str, office: str, on: date) -> bool | None:
        """Whether that person held such an office that day; None where the tables cannot tell.

        `"person:vladimir-putin-RUS", "head_of_government", 2020-06-01 -> False`

        False needs a ground: the person held that office at other times only, or someone
        else certainly held it in the person's own state. Envoys are many at a time: None.
        """
        own = [h for h in self.holdings_by_person.get(person_id, ()) if h.office == office]
        answers = {holding.covers(on, on) for holding in own}
        if True in answers:
            return True
        if None in answers:
            return None
        person = self.persons.get(person_id)
        whose = person.country_iso3 if person and office not in SHARED_OFFICES else None
        others = self.holders(office, whose, on) if whose else ()
        return False if own or any(other.covers(on, on) for other in others) else None

    def _whose(self, key: str) -> str | None:
        """The state or body with these folded words."""
        states = self.state_words.get(key, ())
        bodies = self.organisation_words.get(key, ())
        found = states if len(states) == 1 else bodies or self.metonyms.get(key, ())
        return found[0] if len(found) == 1 else None

    def _one(self, index: Mapping[str, tuple[str, ...]], words: str) -> str | None:
        """The only entry under these words; an acronym counts only in capitals."""
        key = plain(words)
        found = index.get(key, ())
        if key in self.acronyms:
            bare = re.sub(r"(?i)^the\s+|['’]s$", "", words.strip())
            if bare.islower() or (len(key) < 4 and not bare.isupper()):
                return None
        return found[0] if len(found) == 1 else None

    def bodies_in(self, words: str) -> Iterator[str]:
        """Each body named in the words, longest name first; not one to which somebody is sent.

        `"deputy head of the UN mission in Libya" -> "igo:un"`, `"ambassador to NATO" -> nothing`
        """
        for start, _, body in _named(words, self.organisation):
            if not SENT_TO.search(words, 0, start):
                yield body

    def _states_in(self, words: str) -> Iterator[str]:
        """Each state named in the words, longest name first; not before `-backed` and the like."""
        for _, end, iso3 in _named(words, self.state):
            if not BEFORE_PARTICIPLE.match(words, end):
                yield iso3


def _named(words: str, find: Callable[[str], str | None]) -> Iterator[tuple[int, int, str]]:
    """Start, end and id of each capitalised stretch of five words or fewer that `find` knows."""
    parts = list(re.finditer(r"[\w.&’']*\w\.?", words))
    position = 0
    while position < len(parts):
        for length in range(min(5, len(parts) - position), 0, -1):
            first, last = parts[position], parts[position + length - 1]
            piece = words[first.start() : last.end()]
            if piece[:1].isupper() and (found := find(piece)):
                yield first.start(), last.end(), found
                position += length - 1
                break
        position += 1


def same_name(one: str, other: str) -> bool:
    """Equal names, a shared family name, or a state and its people or seat.

    `"Turkish", "Ankara" -> True`, `"Lavrov", "Lavrova" -> False`
    """
    return not name_keys(one).isdisjoint(name_keys(other))


@lru_cache(maxsize=NAMES)
def name_keys(name: str) -> frozenset[str]:
    """What two forms of one name share: the folded name, the family name, the state or body.

    `"Ankara" -> whole:ankara, family:ankara, of:TUR`
    """
    registry = load()
    found = {f"whole:{fold(name)}"}
    if family := surname(name):
        found.add(f"family:{family}")
    if owner := registry.state(name) or registry.metonym(name):
        found.add(f"of:{owner}")
    return frozenset(found)


def load(extra: Path | None = None) -> Registry:
    """The tables of `reference/`, with those of the same names in a folder of your own.

    Read once for each folder. Rows of `extra` are added; a state or body that is there
    already is replaced.
    """
    return _load(extra)


@lru_cache(maxsize=4)
def _load(extra: Path | None) -> Registry:
    folders = [REFERENCE] if extra is None else [REFERENCE, extra]
    states = read_states(table(folders, "states"))
    bodies = read_organisations(table(folders, "organisations"))
    body_words = [
        (words, key) for key, body in bodies.items() for words in (body.name, *body.aliases)
    ]
    slugs = {plain(key.partition(":")[2]): key for key in bodies}
    by_words = {plain(words): key for words, key in body_words}
    holdings = read_holdings(table(folders, "office_holders_*"), states, by_words | slugs)
    persons = {holding.person.person_id: holding.person for holding in holdings}
    state_words = [
        (words, state) for state in states.values() for words in (*state.names, *state.adjectives)
    ]
    living = {plain(words) for words, state in state_words if state.kind == "state"}
    return Registry(
        states=states,
        organisations=bodies,
        persons=persons,
        holdings=holdings,
        holdings_by_office=_index(((h.office, h.whose), h) for h in holdings),
        holdings_by_person=_index((h.person.person_id, h) for h in holdings),
        offices=Offices.of_rows(table(folders, "offices")),
        # "Chinese" is China's before it is Macao's: a state comes before a territory.
        state_words=_index(
            (key, state.iso3)
            for words, state in state_words
            if (key := plain(words)) and (state.kind == "state" or key not in living)
        ),
        organisation_words=_index((plain(words), key) for words, key in body_words),
        metonyms=_index((plain(r["words"]), r["stands_for"]) for r in table(folders, "metonyms")),
        acronyms=frozenset(
            plain(words) for words, _ in (*state_words, *body_words) if words.isupper()
        ),
        people_by_alias=_index((form, key) for key, p in persons.items() for form in _forms(p)),
        people_by_surname=_index(
            (surname(name), key) for key, p in persons.items() for name in (p.name, *p.aliases)
        ),
    )


def _index(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """Every value found under each key, each once and in order."""
    found: dict[K, dict[V, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


def _forms(person: KnownPerson) -> Iterator[str]:
    """The folded forms under which a person is found."""
    for name in (person.name, *person.aliases):
        if person.country_iso3 in FAMILY_NAME_FIRST:
            yield from orders(name)
        else:
            yield fold(name)
