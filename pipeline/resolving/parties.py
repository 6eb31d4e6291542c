"""For whom somebody sits at a meeting: a state, a body or a group."""

from pipeline.lookup.registry import Registry
from pipeline.resolving.naming import organisation_actor, slug, state_actor
from schemas.records import Actor, KnownActor, Party

GROUPS = ("armed_group", "opposition_group")


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
        return Party(party_id=f"group:{slug(actor.affiliation)}")
    return None


def party_actor(party: Party, registry: Registry) -> KnownActor:
    if party.country_iso3:
        return state_actor(party.country_iso3, registry)
    if party.party_id in registry.organisations:
        return organisation_actor(party.party_id, registry)
    name = party.party_id.partition(":")[2].replace("-", " ")
    return KnownActor(actor_id=party.party_id, name=name, kind="opposition_group")
