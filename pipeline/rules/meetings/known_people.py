"""What the tables know of a person by the name alone: his country and his offices."""

from functools import lru_cache

from pipeline.lookup.known import KnownPerson
from pipeline.lookup.registry import load


@lru_cache(maxsize=2_000)
def home_of(name: str) -> str | None:
    countries = {person.country_iso3 for person in _people(name)}
    return countries.pop() if len(countries) == 1 else None


@lru_cache(maxsize=2_000)
def offices_of(name: str, country: str | None) -> tuple[str, ...]:
    """The offices that people of that name held, by the tables; none for a name they lack."""
    registry = load()
    people = _people(name)
    found = {
        holding.office
        for person in people
        if country is None or person.country_iso3 in (None, country)
        for holding in registry.holdings_by_person.get(person.person_id, ())
    }
    return tuple(sorted(found))


def _people(name: str) -> tuple[KnownPerson, ...]:
    """Whom the tables know by that name; by a surname only where no more of the name stands."""
    registry = load()
    return registry.people(name) or (registry.bearers(name) if " " not in name else ())
