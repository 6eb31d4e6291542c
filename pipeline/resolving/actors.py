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
from dataclasses import dataclass
from datetime import date

from pipeline.lookup.known import KnownPerson
from pipeline.lookup.names import fold, plain, surname
from pipeline.lookup.registry import Registry, load
from pipeline.resolving.groups import with_nation
from schemas.records import Actor, ArticleRecords, DateInterval, Flag, KnownActor, Party

PEOPLE = ("person", "role_holder")
_POSSESSIVE = re.compile(r"(?P<owner>.+?)(?:['’]s|s['’])\s+(?P<thing>\w[\w ]*)")
KNOWN_BY = ("alias", "surname_country", "surname_role")
"""Rules by which a name is that of somebody in the tables."""
GROUPS = ("armed_group", "opposition_group")


@dataclass(frozen=True, slots=True)
class Resolved:
    """An actor's identity, and what to look at before relying on it."""

    known: KnownActor
    rule: str
    doubt: tuple[str, str] | None = None
    """(code, message) of a flag."""


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
        actor.ref: party for actor in actors if (party := party_of(actor, registry)) is not None
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


def resolve_actor(actor: Actor, registry: Registry, day: date | None, article_id: str) -> Resolved:
    """Who one actor is; see the module's docstring for the rules."""
    if actor.kind in PEOPLE:
        return _person(actor, registry, day, article_id)
    name = actor.name or actor.role or actor.kind
    if actor.kind in ("state", "igo", "government_body", "collective"):
        if actor.kind != "igo" and (iso3 := registry.state(name)):
            return Resolved(_state(iso3, registry), "alias")
        if body := registry.organisation(name):
            return Resolved(_organisation(body, registry), "alias")
        if actor.kind == "state" and (seat := registry.metonym(name)):
            known = (
                _state(seat, registry) if seat in registry.states else _organisation(seat, registry)
            )
            return Resolved(known, "metonym")
    country = registry.country_of(name) or _country(actor.affiliation, registry)
    known = KnownActor(
        actor_id=f"{actor.kind}:{_slug(name)}{f'-{country}' if country else ''}",
        name=name,
        kind=actor.kind,
        country_iso3=country,
    )
    return Resolved(known, "name" if actor.name else "role")


def _person(actor: Actor, registry: Registry, day: date | None, article_id: str) -> Resolved:
    country = _country_of(actor, registry)
    office = registry.office_of(actor.role, day) if actor.role else None
    if actor.name:
        return _named(actor, registry, day, article_id, country=country, office=office)
    whose = office and (office[1] or country)
    if office and whose and day:
        holders = {h.person.person_id: h.person for h in registry.holders(office[0], whose, day)}
        if len(holders) == 1:
            (person,) = holders.values()
            doubt = _unverified(actor.role or "", person, day)
            return Resolved(_known_person(person), "role_at_date", doubt)
    role = actor.role or actor.kind
    # "a senior official" is somebody else in every article; an office is one at a time.
    own = f"{office[0]}-{whose}" if office and whose else f"{_slug(role)}@{article_id}"
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
            if one.country_iso3 == country and _compatible(name, one)
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
        return Resolved(_known_person(people[0]), rule, doubt)
    return _unknown_person(actor, country, article_id, len(people))


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
        people = [one for one in people if _in_office(one, registry, day)] or people
    return people


def _in_office(person: KnownPerson, registry: Registry, day: date) -> bool:
    """Whether somebody held, or may have held, some office that day."""
    holdings = registry.holdings_by_person.get(person.person_id, ())
    return any(one.covers(day, day) is not False for one in holdings)


def _compatible(name: str, person: KnownPerson) -> bool:
    """Whether what the article gives of a name contradicts nothing of the person's."""
    return set(fold(name).split()) <= {
        word for form in (person.name, *person.aliases) for word in fold(form).split()
    }


def _unknown_person(
    actor: Actor, country: str | None, article_id: str, candidates: int
) -> Resolved:
    name = actor.name or ""
    doubt = None
    if candidates > 1:
        doubt = ("ambiguous_name", f"'{name}' fits {candidates} people of the registry")
    if len(fold(name).split()) < 2:
        actor_id, rule = f"person:{_slug(name)}@{article_id}", "name_in_article"
    else:
        actor_id, rule = f"person:{_slug(name)}{f'-{country}' if country else ''}", "name"
    known = KnownActor(actor_id=actor_id, name=name, kind="person", country_iso3=country)
    return Resolved(known, rule, doubt)


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
            other = _unknown_person(weaker, found[weaker.ref].known.country_iso3, article_id, 0)
            apart = other.known.model_copy(
                update={"actor_id": f"person:{_slug(weaker.name or '')}@{article_id}"}
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
        fitting = [one for one in registry.bearers(name) if _compatible(name, one)]
        in_office = [one for one in fitting if _in_office(one, registry, day)]
        if len(in_office) == 1 and in_office[0].person_id not in taken:
            bare[ref] = in_office[0]
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
                met[ref] = Resolved(_known_person(bare[ref]), "surname_meeting", doubt)
    return met


def _owned(actors: Sequence[Actor], found: dict[str, Resolved]) -> dict[str, Resolved]:
    """Bodies named by their owner, whose id is the owner's: one website, however he is spelt."""
    owners = {
        surname(actor.name): found[actor.ref].known
        for actor in actors
        if actor.kind == "person" and actor.name
    }
    owned: dict[str, Resolved] = {}
    for actor in actors:
        parts = _POSSESSIVE.fullmatch(actor.name or "")
        if actor.kind in PEOPLE or found[actor.ref].rule != "name" or parts is None:
            continue
        owner = owners.get(surname(parts["owner"]))
        if owner is not None:
            known = found[actor.ref].known.model_copy(
                update={
                    "actor_id": f"{actor.kind}:{_slug(parts['thing'])}-of-{owner.actor_id}",
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


def party_of(actor: Actor, registry: Registry) -> Party | None:
    """For whom an actor sits at a meeting: itself, or the state or body of a person."""
    if actor.kind == "state":
        return Party(party_id=actor.actor_id, country_iso3=actor.country_iso3)
    if actor.kind in (*GROUPS, "igo", "collective"):
        # An opposition never counts as its state, nor does a group of people.
        return Party(party_id=actor.actor_id)
    if actor.kind in ("media", "expert_org"):
        return None
    if actor.affiliation and (body := registry.organisation(actor.affiliation)):
        return Party(party_id=body)
    if actor.country_iso3:
        return Party(party_id=f"state:{actor.country_iso3}", country_iso3=actor.country_iso3)
    if actor.affiliation:
        return Party(party_id=f"group:{_slug(actor.affiliation)}")
    return None


def party_actor(party: Party, registry: Registry) -> KnownActor:
    if party.country_iso3:
        return _state(party.country_iso3, registry)
    if party.party_id in registry.organisations:
        return _organisation(party.party_id, registry)
    name = party.party_id.partition(":")[2].replace("-", " ")
    return KnownActor(actor_id=party.party_id, name=name, kind="opposition_group")


def _country_of(actor: Actor, registry: Registry) -> str | None:
    """The state a person acts for, by affiliation or by the words of the role."""
    return _country(actor.affiliation, registry) or _country(actor.role, registry)


def _country(words: str | None, registry: Registry) -> str | None:
    return registry.country_of(words) if words else None


def _known_person(person: KnownPerson) -> KnownActor:
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


def _state(iso3: str, registry: Registry) -> KnownActor:
    state = registry.states[iso3]
    return KnownActor(
        actor_id=state.actor_id,
        name=state.name,
        kind="state",
        country_iso3=iso3,
        wikidata_qid=state.qid,
    )


def _organisation(actor_id: str, registry: Registry) -> KnownActor:
    body = registry.organisations[actor_id]
    return KnownActor(actor_id=actor_id, name=body.name, kind="igo", wikidata_qid=body.qid)


def _slug(words: str) -> str:
    return re.sub(r"[^\w]+", "-", plain(words)).strip("-") or "unnamed"


def _day(interval: DateInterval | None) -> date | None:
    """The day at which offices are read; publication, or the nearest that is known."""
    return (interval.start or interval.end) if interval else None


def _first_dated(records: ArticleRecords) -> DateInterval | None:
    return next((s.date for s in records.summits if s.date.precision == "day"), None)
