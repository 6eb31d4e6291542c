"""Why an event is one, and what nearly joined it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.errors import UsageError
from pipeline.relating.events import originals
from pipeline.relating.nearmisses import NearMisses
from pipeline.relating.tellings import Mention
from pipeline.storing.database import Database
from pipeline.storing.named import named
from pipeline.storing.sqlfiles import sql


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an event is one: its tellings with their rules, and what nearly joined it."""

    event_id: str
    members: tuple[dict[str, Any], ...]
    near_misses: tuple[dict[str, Any], ...]


def explain(db: Database, word: str) -> Explanation:
    """The tellings of an event, the rule of each, and the meetings that nearly joined.

    `word` is the id of the event or of a meeting in it, or its beginning.
    """
    event_id = named(db, "event or meeting", word)
    for row in db.dicts(sql("event_of_summits"), {"summit_ids": [event_id]}):
        event_id = row["event_id"]
    members = tuple(db.dicts(sql("event_members"), {"event_id": event_id}))
    if not members:
        raise UsageError(f"meeting '{event_id}' is in no event: only a copied article tells it")
    ids = {member["summit_id"] for member in members}
    mentions, _ = originals(db)
    inside = [mention for mention in mentions if mention.summit_id in ids]
    near = [
        {
            "summit_id": other.summit_id,
            "article_id": other.article_id,
            "date_start": other.date_start,
            "date_end": other.date_end,
            "why_apart": why,
        }
        for other, why in _all_near_misses(db, mentions).of(inside)
    ]
    return Explanation(event_id, members, tuple(near))


def near_misses(db: Database) -> dict[str, list[tuple[str, str]]]:
    """Event id -> (meeting, why it stands apart) of each that nearly joined it."""
    mentions, _ = originals(db)
    event_of = {row["summit_id"]: row["event_id"] for row in db.dicts(sql("event_places"))}
    inside: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.summit_id in event_of:
            inside[event_of[mention.summit_id]].append(mention)
    everything = _all_near_misses(db, mentions)
    return {
        event_id: [(other.summit_id, why) for other, why in everything.of(members)]
        for event_id, members in inside.items()
    }


def _all_near_misses(db: Database, mentions: Iterable[Mention]) -> NearMisses:
    deciders = db.dicts(sql("event_deciders"))
    return NearMisses(mentions, {row["summit_id"]: row["decided_by"] for row in deciders})
