"""For whom somebody sits at a meeting: a state, a body or a group."""

from datetime import date

from pipeline.lookup.registry import Registry
from pipeline.resolving.naming import country_of, organisation_actor, slug, state_actor
from schemas.records import Actor, KnownActor, Party

GROUPS = ("armed_group", "opposition_group")


def party_of(actor: Actor, registry: Registry, day: date | None = None) -> Party | None:
    """For whom an actor sits at a meeting: itself, or the state or body of a person.

    day: of the article; whom no words place sits for the state or body that he then served.
    """
    if actor.kind == "state":
        return Party(party_id=actor.actor_id, country_iso3=actor.country_iso3)
    if actor.kind in (*GROUPS, "igo", "collective"):
        # An opposition never counts as its state, nor does a group of people.
        return Party(party_id=actor.actor_id)
    if actor.kind in ("media", "expert_org"):
        return None
    if actor.affiliation and (body := registry.organisation(actor.affiliation)):
        return Party(party_id=body)
    # The article's words before the tables': who heads a body today was a minister then.
    if iso3 := actor.country_iso3 or country_of(actor, registry):
        return Party(party_id=f"state:{iso3}", country_iso3=iso3)
    if actor.affiliation:
        return Party(party_id=f"group:{slug(actor.affiliation)}")
    if body := _body_of_role(actor.role or "", registry):
        return Party(party_id=body)
    return _served(actor, registry, day) if day else None


def _body_of_role(role: str, registry: Registry) -> str | None:
    """The body that a role names: `"Head of Cabinet of the EU Council" -> igo:european-council`.

    Not one to which somebody is sent: `"ambassador to the UN" -> None`.
    """
    office = registry.office_of(role)
    if office and office[1] in registry.organisations:
        return office[1]
    named = set(registry.bodies_in(role))
    return named.pop() if len(named) == 1 else None


def _served(actor: Actor, registry: Registry, day: date) -> Party | None:
    """The one state or body of which somebody of the tables held an office that day."""
    held = registry.holdings_by_person.get(actor.actor_id or "", ())
    whose = {one.whose for one in held if one.covers(day, day) is not False}
    if len(whose) != 1:
        return None
    (served,) = whose
    if served in registry.states:
        return Party(party_id=f"state:{served}", country_iso3=served)
    return Party(party_id=served) if served in registry.organisations else None


def party_actor(party: Party, registry: Registry) -> KnownActor:
    if party.country_iso3:
        return state_actor(party.country_iso3, registry)
    if party.party_id in registry.organisations:
        return organisation_actor(party.party_id, registry)
    name = party.party_id.partition(":")[2].replace("-", " ")
    return KnownActor(actor_id=party.party_id, name=name, kind="opposition_group")
