"""From what an article calls things to what they are: dates, actors, places."""

from pipeline.dated import dated
from pipeline.identity import digest
from schemas.records import ArticleRecords, KnownActor


def resolve(records: ArticleRecords) -> ArticleRecords:
    """The records with days, actor ids and place ids; every decision has its rule."""
    records = dated(records)
    actors = tuple(
        a.model_copy(update={"actor_id": "x" + digest(a.name or a.role)}) for a in records.actors
    )
    known = {
        a.actor_id: KnownActor(actor_id=a.actor_id, name=a.name or a.role or "", kind=a.kind)
        for a in actors
    }
    return records.model_copy(update={"actors": actors, "known_actors": tuple(known.values())})
