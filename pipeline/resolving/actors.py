"""Who the actors of an article are: by alias, by role at the date, by surname and country.

Nobody is merged on similarity. Each decision names its rule in `resolved_by`:

    alias            the name, or a known spelling of it, is one entry of the registry's
    metonym          the seat of a government: Ankara, the Kremlin
    surname_country  a family name and the country of the one bearer that fits
    surname_role     a family name and an office that one bearer held at the date
    surname_meeting  "Lavrov met Cavusoglu": family names that one holder of an office bears each
    role_at_date     "the Turkish president": the one who held the office then
    role             a role whose holder is not known: an id of the role itself
    nation           "opposition groups" where "Syrian opposition groups" are the only ones
    owner            "Rouhani's website": what belongs to an actor of the article
    name             in no table: an id of the name, with the country where one is known
    name_in_article  a single word of a name: an id within this article alone
"""

import re
from collections.abc import Sequence
from datetime import date

from pipeline.lookup.known import KnownPerson
from pipeline.lookup.names import fold, surname
from pipeline.lookup.registry import Registry
from pipeline.resolving.groups import with_nation
from pipeline.resolving.naming import (
    PEOPLE,
    Resolved,
    compatible,
    in_office,
    known_person,
    resolve_actor,
    slug,
    unknown_person,
)
from pipeline.resolving.parties import party_actor, party_of
from schemas.records import Actor, ArticleRecords, DateInterval, Flag

_POSSESSIVE = re.compile(r"(?P<owner>.+?)(?:['’]s|s['’])\s+(?P<thing>\w[\w ]*)")
KNOWN_BY = ("alias", "surname_country", "surname_role")
"""Rules by which a name is that of somebody in the tables."""


def identified(records: ArticleRecords, registry: Registry) -> ArticleRecords:
    """The records with every actor resolved and every participant's party."""
    day = _day(records.article.published) or _day(_first_dated(records))
    article_id = records.article.article_id
    found = {actor.ref: resolve_actor(actor, registry, day, article_id) for actor in records.actors}
    found = _kept_apart(records.actors, found, article_id)
    found |= _met_by_surname(records, found, registry, day)
    found |= _owned(records.actors, found)
    found |= _of_nations(records.actors, found, records.article.text, registry)
    actors = tuple(
        actor.model_copy(
            update={
                "actor_id": found[actor.ref].known.actor_id,
                "country_iso3": found[actor.ref].known.country_iso3,
                "wikidata_qid": found[actor.ref].known.wikidata_qid,
                "resolved_by": found[actor.ref].rule,
            }
        )
        for actor in records.actors
    )
    parties = {
        actor.ref: party
        for actor in actors
        if (party := party_of(actor, registry, day)) is not None
    }
    known = {one.known.actor_id: one.known for one in found.values()}
    for party in parties.values():
        known.setdefault(party.party_id, party_actor(party, registry))
    flags = tuple(
        Flag(record_id=actor.mention_id, code=doubt[0], severity="info", message=doubt[1])
        for actor in actors
        if (doubt := found[actor.ref].doubt)
    )
    return records.model_copy(
        update={
            "actors": actors,
            "known_actors": tuple(known.values()),
            "parties": parties,
            "flags": records.flags + flags + tuple(_not_in_office(actors, registry, day)),
        }
    )


def _kept_apart(
    actors: Sequence[Actor], found: dict[str, Resolved], article_id: str
) -> dict[str, Resolved]:
    """Two named people of one article stay two, whatever the tables say of a surname."""
    seen: dict[str, Actor] = {}
    for actor in actors:
        if actor.kind != "person" or not actor.name:
            continue
        given = found[actor.ref]
        first = seen.setdefault(given.known.actor_id, actor)
        if first is not actor and fold(first.name or "") != fold(actor.name):
            weaker = (
                actor if given.rule != "alias" or len(actor.name) < len(first.name or "") else first
            )
            other = unknown_person(weaker, found[weaker.ref].known.country_iso3, article_id, 0)
            apart = other.known.model_copy(
                update={"actor_id": f"person:{slug(weaker.name or '')}@{article_id}"}
            )
            found[weaker.ref] = Resolved(
                apart,
                "name_in_article",
                ("same_name", f"'{weaker.name}' and another actor of the article share a name"),
            )
    return found


def _met_by_surname(
    records: ArticleRecords, found: dict[str, Resolved], registry: Registry, day: date | None
) -> dict[str, Resolved]:
    """Bare family names that meet: each makes it likely that the other is who it seems.

    A family name alone identifies nobody. Where one person of the tables bears it who held an
    office that day, and sits with another such of another country, it is taken, with a flag.
    """
    named = {actor.ref: actor.name for actor in records.actors if actor.kind in PEOPLE}
    taken = {one.known.actor_id for one in found.values()}
    bare: dict[str, KnownPerson] = {}
    for ref, name in named.items():
        if found[ref].rule != "name_in_article" or found[ref].doubt or not (name and day):
            continue
        fitting = [one for one in registry.bearers(name) if compatible(name, one)]
        serving = [one for one in fitting if in_office(one, registry, day)]
        if len(serving) == 1 and serving[0].person_id not in taken:
            bare[ref] = serving[0]
    if not bare:
        return {}
    met: dict[str, Resolved] = {}
    for summit in records.summits:
        seated = [one.actor for one in summit.participants]
        countries = {
            ref: bare[ref].country_iso3 if ref in bare else found[ref].known.country_iso3
            for ref in seated
            if ref in bare or (ref in named and found[ref].rule in KNOWN_BY)
        }
        for ref in seated:
            if ref in bare and set(countries.values()) - {countries[ref], None}:
                told = f"'{named[ref]}' is read as {bare[ref].name}, by the name and the meeting"
                doubt = ("surname_alone", told)
                met[ref] = Resolved(known_person(bare[ref]), "surname_meeting", doubt)
    return met


def _owned(actors: Sequence[Actor], found: dict[str, Resolved]) -> dict[str, Resolved]:
    """Bodies named by their owner, whose id is the owner's: one website, however he is spelt."""
    things = [
        (actor, parts)
        for actor in actors
        if actor.kind not in PEOPLE
        and found[actor.ref].rule == "name"
        and (parts := _POSSESSIVE.fullmatch(actor.name or ""))
    ]
    if not things:
        return {}
    owners = {
        surname(actor.name): found[actor.ref].known
        for actor in actors
        if actor.kind == "person" and actor.name
    }
    owned: dict[str, Resolved] = {}
    for actor, parts in things:
        owner = owners.get(surname(parts["owner"]))
        if owner is not None:
            known = found[actor.ref].known.model_copy(
                update={
                    "actor_id": f"{actor.kind}:{slug(parts['thing'])}-of-{owner.actor_id}",
                    "name": f"{owner.name}'s {parts['thing']}",
                    "country_iso3": owner.country_iso3,
                }
            )
            owned[actor.ref] = Resolved(known, "owner")
    return owned


def _of_nations(
    actors: Sequence[Actor], found: dict[str, Resolved], text: str, registry: Registry
) -> dict[str, Resolved]:
    """Groups named without the nation that the article gives them elsewhere."""
    unknown = {ref: one.known.country_iso3 for ref, one in found.items() if one.rule == "name"}
    same = with_nation(actors, unknown, text, registry)
    return {ref: Resolved(found[full].known, "nation") for ref, full in same.items()}


def _not_in_office(actors: Sequence[Actor], registry: Registry, day: date | None) -> list[Flag]:
    """An office that the article gives a person who, by the tables, did not hold it then."""
    flags = []
    for actor in actors:
        if not (actor.name and actor.role and day) or actor.resolved_by not in KNOWN_BY:
            continue
        office = registry.office_of(actor.role, day)
        if office and registry.held_at(actor.actor_id, office[0], day) is False:
            flags.append(
                Flag(
                    record_id=actor.mention_id,
                    code="role_not_held",
                    severity="warning",
                    message=f"{actor.name} is called '{actor.role}', but by the tables did not "
                    f"hold that office on {day}",
                )
            )
    return flags


def _day(interval: DateInterval | None) -> date | None:
    """The day at which offices are read; publication, or the nearest that is known."""
    return (interval.start or interval.end) if interval else None


def _first_dated(records: ArticleRecords) -> DateInterval | None:
    return next((s.date for s in records.summits if s.date.precision == "day"), None)
