"""Whom a name or a role means, by the tables, without regard to others of the article.

The rules by which one is known stand in `pipeline.resolving.actors`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipeline.lookup.known import KnownPerson
from pipeline.lookup.names import NAMES, fold, plain
from pipeline.lookup.registry import Registry, load
from schemas.records import Actor, KnownActor

PEOPLE = ("person", "role_holder")


@dataclass(frozen=True, slots=True)
class Resolved:
    """An actor's identity, and what to look at before relying on it."""

    known: KnownActor
    rule: str
    doubt: tuple[str, str] | None = None
    """(code, message) of a flag."""


def resolve_actor(actor: Actor, registry: Registry, day: date | None, article_id: str) -> Resolved:
    """Who one actor is; the rules stand in `pipeline.resolving.actors`."""
    if actor.kind in PEOPLE:
        return _person(actor, registry, day, article_id)
    name = actor.name or actor.role or actor.kind
    if actor.kind in ("state", "igo", "government_body", "collective"):
        if actor.kind != "igo" and (iso3 := registry.state(name)):
            return Resolved(state_actor(iso3, registry), "alias")
        if body := registry.organisation(name):
            return Resolved(organisation_actor(body, registry), "alias")
        if actor.kind == "state" and (seat := registry.metonym(name)):
            known = (
                state_actor(seat, registry)
                if seat in registry.states
                else organisation_actor(seat, registry)
            )
            return Resolved(known, "metonym")
    country = registry.country_of(name) or _country(actor.affiliation, registry)
    known = KnownActor(
        actor_id=f"{actor.kind}:{slug(name)}{f'-{country}' if country else ''}",
        name=name,
        kind=actor.kind,
        country_iso3=country,
    )
    return Resolved(known, "name" if actor.name else "role")


def _person(actor: Actor, registry: Registry, day: date | None, article_id: str) -> Resolved:
    country = country_of(actor, registry)
    office = registry.office_of(actor.role, day) if actor.role else None
    if actor.name:
        return _named(actor, registry, day, article_id, country=country, office=office)
    whose = office and (office[1] or country)
    if office and whose and day:
        holders = {h.person.person_id: h.person for h in registry.holders(office[0], whose, day)}
        if len(holders) == 1:
            (person,) = holders.values()
            doubt = _unverified(actor.role or "", person, day)
            return Resolved(known_person(person), "role_at_date", doubt)
    role = actor.role or actor.kind
    # "a senior official" is somebody else in every article; an office is one at a time.
    own = f"{office[0]}-{whose}" if office and whose else f"{slug(role)}@{article_id}"
    known = KnownActor(actor_id=f"role:{own}", name=role, kind="role_holder", country_iso3=country)
    return Resolved(known, "role")


def _named(
    actor: Actor,
    registry: Registry,
    day: date | None,
    article_id: str,
    *,
    country: str | None,
    office: tuple[str, str | None] | None,
) -> Resolved:
    """A named person: by alias, by family name and country, by family name and office."""
    name = actor.name or ""
    one_word = len(name.split()) == 1  # a full name that is no alias is another person's
    people: Sequence[KnownPerson] = registry.people(name)
    rule = "alias"
    if not people and country and one_word:
        rule = "surname_country"
        people = [
            one
            for one in registry.bearers(name)
            if one.country_iso3 == country and compatible(name, one)
        ]
    people = _narrowed(people, country, office, registry, day)
    doubt = None
    if not people and not country and office and day and one_word:
        rule = "surname_role"
        people = [
            one for one in registry.bearers(name) if registry.held_at(one.person_id, office[0], day)
        ]
        doubt = _unverified(f"{actor.role} {name}", people[0], day) if people else None
    if len(people) == 1:
        return Resolved(known_person(people[0]), rule, doubt)
    return unknown_person(actor, country, article_id, len(people))


def _unverified(words: str, person: KnownPerson, day: date | None) -> tuple[str, str]:
    return (
        "role_from_unverified_table",
        f"'{words}' is read as {person.name}, who held that office on {day} by a table from "
        "general knowledge",
    )


def _narrowed(
    people: Sequence[KnownPerson],
    country: str | None,
    office: tuple[str, str | None] | None,
    registry: Registry,
    day: date | None,
) -> Sequence[KnownPerson]:
    """Those of several bearers of a name whom country and office at the date leave."""
    if len(people) > 1 and country:
        people = [one for one in people if one.country_iso3 in (country, None)] or people
    if len(people) > 1 and office and day:
        people = [
            one for one in people if registry.held_at(one.person_id, office[0], day)
        ] or people
    if len(people) > 1 and day:
        people = [one for one in people if in_office(one, registry, day)] or people
    return people


def in_office(person: KnownPerson, registry: Registry, day: date) -> bool:
    """Whether somebody held, or may have held, some office that day."""
    holdings = registry.holdings_by_person.get(person.person_id, ())
    return any(one.covers(day, day) is not False for one in holdings)


def compatible(name: str, person: KnownPerson) -> bool:
    """Whether what the article gives of a name contradicts nothing of the person's."""
    return set(fold(name).split()) <= {
        word for form in (person.name, *person.aliases) for word in fold(form).split()
    }


def unknown_person(actor: Actor, country: str | None, article_id: str, candidates: int) -> Resolved:
    name = actor.name or ""
    doubt = None
    if candidates > 1:
        doubt = ("ambiguous_name", f"'{name}' fits {candidates} people of the registry")
    if len(fold(name).split()) < 2:
        actor_id, rule = f"person:{slug(name)}@{article_id}", "name_in_article"
    else:
        actor_id, rule = f"person:{slug(name)}{f'-{country}' if country else ''}", "name"
    known = KnownActor(actor_id=actor_id, name=name, kind="person", country_iso3=country)
    return Resolved(known, rule, doubt)


def country_of(actor: Actor, registry: Registry) -> str | None:
    """The state a person acts for, by affiliation or by the words of the role."""
    return _country(actor.affiliation, registry) or _country(actor.role, registry)


def _country(words: str | None, registry: Registry) -> str | None:
    return registry.country_of(words) if words else None


@lru_cache(maxsize=NAMES)
def known_person(person: KnownPerson) -> KnownActor:
    """A person's row; one whose last known office is a body's acts for no state."""
    offices = load().holdings_by_person.get(person.person_id, ())
    last = max(offices, key=lambda holding: holding.start, default=None)
    of_a_body = last is not None and last.whose.startswith("igo:")
    return KnownActor(
        actor_id=person.person_id,
        name=person.name,
        kind="person",
        country_iso3=None if of_a_body else person.country_iso3,
    )


@lru_cache(maxsize=NAMES)
def state_actor(iso3: str, registry: Registry) -> KnownActor:
    state = registry.states[iso3]
    return KnownActor(
        actor_id=state.actor_id,
        name=state.name,
        kind="state",
        country_iso3=iso3,
        wikidata_qid=state.qid,
    )


@lru_cache(maxsize=NAMES)
def organisation_actor(actor_id: str, registry: Registry) -> KnownActor:
    body = registry.organisations[actor_id]
    return KnownActor(actor_id=actor_id, name=body.name, kind="igo", wikidata_qid=body.qid)


def slug(words: str) -> str:
    """`"Islamic State" -> "islamic-state"`: words as part of an id."""
    return re.sub(r"[^\w]+", "-", plain(words)).strip("-") or "unnamed"
