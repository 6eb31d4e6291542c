"""Who may be named in an article's records: those whom it names already, and new ones.

A new actor goes the way of an extracted one: his name must stand in the article, and the
resolver says who he is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from pipeline.grounding.actors import actor_in
from pipeline.grounding.failures import Unusable
from pipeline.grounding.locate import NotFound, TextIndex
from pipeline.grounding.making import built
from pipeline.identity import digest, record_ids
from pipeline.lookup.registry import load
from pipeline.resolving.naming import resolve_actor
from pipeline.resolving.parties import party_actor, party_of
from pipeline.reviewing.faults import Unfit
from pipeline.reviewing.records import Reading, Record, evidence_rows
from schemas.draft import ActorDraft
from schemas.records import Actor, KnownActor, Party, Span
from schemas.tables import ActorMentionRow, ActorRow, ParticipationRow, PlaceRow, Row, SummitRow


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of an article: by actor id his row, his first mention, his party."""

    actors: Mapping[str, ActorRow]
    mentions: Mapping[str, Record]
    parties: Mapping[str, tuple[str | None, str | None]]
    places: Mapping[str, PlaceRow]

    def rows_for(self, record: Record) -> tuple[Row, ...]:
        """Every row that must be there where the record is: actors, mentions, its place."""
        parties = [p.party_id for p in record.people if isinstance(p, ParticipationRow)]
        ids = dict.fromkeys([*record.actor_ids, *filter(None, parties)])
        place = record.row.place_id if isinstance(record.row, SummitRow) else None
        return (
            *(self.actors[one] for one in ids if one in self.actors),
            *([self.places[place]] if place and place in self.places else []),
            *(
                row
                for one in record.actor_ids
                if one in self.mentions and self.mentions[one].id != record.id
                for row in self.mentions[one].rows()
            ),
        )

    def party(self, actor_id: str) -> tuple[str | None, str | None]:
        """For whom he sits at a meeting: (party_id, its state)."""
        if actor_id in self.parties:
            return self.parties[actor_id]
        mention = self.mentions.get(actor_id)
        known = self.actors[actor_id]
        row = mention.row if mention else None
        actor = _actor(
            known, row.affiliation if isinstance(row, ActorMentionRow) else None, actor_id
        )
        party = party_of(actor, load())
        return (party.party_id, party.country_iso3) if party else (None, None)

    def with_party(self, party_id: str, iso3: str | None) -> "Cast":
        """The cast with the row of a party that stands for somebody."""
        if party_id in self.actors:
            return self
        known = party_actor(Party(party_id=party_id, country_iso3=iso3), load())
        return replace(self, actors={**self.actors, party_id: _row(known)})


def cast_of(reading: Reading) -> Cast:
    mentions: dict[str, Record] = {}
    parties: dict[str, tuple[str | None, str | None]] = {}
    for record in reading.records.values():
        if isinstance(record.row, ActorMentionRow):
            mentions.setdefault(record.row.actor_id, record)
        for person in record.people:
            if isinstance(person, ParticipationRow):
                parties.setdefault(person.actor_id, (person.party_id, person.party_iso3))
    return Cast(
        {row.actor_id: row for row in reading.shared if isinstance(row, ActorRow)},
        mentions,
        parties,
        {row.place_id: row for row in reading.shared if isinstance(row, PlaceRow)},
    )


def with_new(
    cast: Cast, index: TextIndex, told: Sequence[Mapping[str, Any]], near: Sequence[Span]
) -> tuple[Cast, dict[str, str]]:
    """The cast with actors that a person named anew, and the actor id of each reference.

    One that is only a role rests on the passage `near` which it is needed. Raises Unfit.
    """
    ids: dict[str, str] = {}
    for one in told:
        actor = new_actor(index, one, near)
        day = _day(index)
        resolved = resolve_actor(actor, load(), day, index.article.article_id)
        known = resolved.known
        ids[str(one["ref"])] = known.actor_id
        mention = mention_of(actor, known, resolved.rule, index.article.article_id)
        if known.actor_id not in cast.mentions:
            taken = {record.id for record in cast.mentions.values()}
            cast = replace(
                cast,
                actors={**cast.actors, known.actor_id: _row(known)},
                mentions={**cast.mentions, known.actor_id: _apart(mention, taken)},
            )
    return cast, ids


def new_actor(index: TextIndex, told: Mapping[str, Any], near: Sequence[Span]) -> Actor:
    """An actor as the article names him, by grounding's own rule; raises Unfit."""
    words = {name: str(told.get(name) or "").strip() or None for name in ("name", "role", "of")}
    try:
        draft = ActorDraft.model_validate(
            {
                "r": "new",
                "n": words["name"],
                "k": told.get("kind"),
                "ro": words["role"],
                "of": words["of"],
                "m": [],
            }
        )
        made = actor_in(index)(draft, ("A", 0))
        return built(made, mention_id="", evidence=made.spans or tuple(near[:1]))
    except ValidationError:
        raise Unfit("people", f"{told.get('kind')!r} is no kind of actor") from None
    except (Unusable, NotFound):
        what = words["name"] or words["role"]
        message = f"“{what}” does not stand in the article" if what else "give a name or a role"
        raise Unfit("people", f"{message}: copy what the article calls the actor") from None


def mention_of(actor: Actor, known: KnownActor, rule: str, article_id: str) -> Record:
    mention_id = record_ids(article_id, "actor_mention", [(actor.evidence, "")])[0]
    row = ActorMentionRow(
        mention_id=mention_id,
        article_id=article_id,
        actor_id=known.actor_id,
        name=actor.name,
        role=actor.role,
        affiliation=actor.affiliation,
        resolved_by=rule,
    )
    return Record(row, (), evidence_rows(row, actor.evidence))


def names_of(cast: Cast, actor_id: str) -> list[str]:
    """The forms that name him here: in full, by role, by surname."""
    mention = cast.mentions.get(actor_id)
    forms = [cast.actors[actor_id].name] if actor_id in cast.actors else []
    if mention and isinstance(mention.row, ActorMentionRow):
        forms += [one for one in (mention.row.name, mention.row.role) if one]
    return forms + [form.split()[-1] for form in forms if " " in form]


def resolved_again(
    index: TextIndex, told: Mapping[str, Any], near: Sequence[Span]
) -> tuple[ActorRow, str]:
    """Whom a corrected mention means by the resolver's rules: his row and the rule."""
    actor = new_actor(index, told, near)
    resolved = resolve_actor(actor, load(), _day(index), index.article.article_id)
    return _row(resolved.known), resolved.rule


def _apart(mention: Record, taken: set[str]) -> Record:
    """The same words name somebody already: an id of its own."""
    row = mention.row
    if mention.id not in taken or not isinstance(row, ActorMentionRow):
        return mention
    row = row.model_copy(update={"mention_id": digest(mention.id, row.actor_id)})
    spans = (span.model_copy(update={"record_id": row.mention_id}) for span in mention.spans)
    return Record(row, (), tuple(spans))


def _day(index: TextIndex) -> date | None:
    published = index.article.published
    return published.start or published.end


def _row(known: KnownActor) -> ActorRow:
    return ActorRow(
        actor_id=known.actor_id,
        name=known.name,
        kind=known.kind,
        country_iso3=known.country_iso3,
        wikidata_qid=known.wikidata_qid,
    )


def _actor(known: ActorRow, affiliation: str | None, actor_id: str) -> Actor:
    return Actor(
        ref="",
        mention_id="",
        name=known.name,
        kind=known.kind,
        role=None,
        affiliation=affiliation,
        members=(),
        evidence=(),
        actor_id=actor_id,
        country_iso3=known.country_iso3,
    )
