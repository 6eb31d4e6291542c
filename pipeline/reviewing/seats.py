"""Who is in a record and as what: the rows of its people as a person named them."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.reviewing.cast import Cast
from pipeline.reviewing.faults import Unfit
from pipeline.reviewing.records import PEOPLE, PersonRow, RecordRow, place_of
from schemas.tables import StatementRow
from schemas.vocabulary import RecordKind

USUAL: Mapping[RecordKind, str] = {"summit": "participant", "statement": "speaker", "claim": ""}


class Person(BaseModel):
    """Somebody in a record, as the page names him."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    actor: str
    """An actor id of the article, or the reference of a new one."""
    role: str = ""
    party: str | None = None
    """An actor id; "" = none; None = as the tables have it."""


def seated(
    row: RecordRow, kind: RecordKind, people: Sequence[Person], cast: Cast
) -> tuple[tuple[PersonRow, ...], Cast]:
    """The people of a record, each once in a role, and the cast with their parties.

    Raises Unfit.
    """
    if kind not in PEOPLE:
        return (), cast
    rows: dict[tuple[str, str], PersonRow] = {}
    count: dict[str, int] = {}
    for person in people:
        role = person.role or USUAL[kind]
        key = (person.actor, role if kind == "statement" else "")
        if key in rows:
            continue
        values: dict[str, Any] = {row.key[0]: getattr(row, row.key[0]), "actor_id": person.actor}
        if person.actor not in cast.actors:
            raise Unfit("people", f"no actor '{person.actor}' here; add him as a new one")
        if kind == "summit":
            party, iso3 = _party(person, cast)
            cast = cast.with_party(party, iso3) if party else cast
            values |= {"party_id": party, "party_iso3": iso3, "role": role}
        elif kind == "statement":
            values |= {"role": role, "position": count.get(role, 0)}
            count[role] = count.get(role, 0) + 1
        try:
            rows[key] = PEOPLE[kind].model_validate(values)
        except ValidationError:
            raise Unfit("people", f"'{role}' is no role in a {kind}") from None
    if isinstance(row, StatementRow) and not count.get("speaker"):
        raise Unfit("people", "say whose words these are: a statement has a speaker")
    return tuple(sorted(rows.values(), key=place_of)), cast


def _party(person: Person, cast: Cast) -> tuple[str | None, str | None]:
    """For whom he sits there, and that party's state."""
    usual = cast.party(person.actor)
    if person.party is None or person.party == usual[0]:
        return usual
    if not person.party:
        return None, None
    chosen = cast.actors.get(person.party)
    if chosen is None:
        raise Unfit("people", f"no actor '{person.party}' in the article")
    return chosen.actor_id, chosen.country_iso3 if chosen.kind == "state" else None
