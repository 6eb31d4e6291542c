"""Events in the database: rebuilt from its meetings and decisions, explained, linked.

Rebuilding reads everything and writes everything, so that the events depend on what is
in the database alone and not on the order in which it came.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.database import Database, sql
from pipeline.errors import UsageError
from pipeline.eventlinks import links
from pipeline.identity import digest
from pipeline.land import now
from pipeline.merging import Decided, Event, Mention, channel, compatible, merge
from schemas.tables import DecisionRow, EventLinkRow, EventMentionRow, EventRow


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an event is one: its tellings with their rules, and what nearly joined it."""

    event_id: str
    members: tuple[dict[str, Any], ...]
    near_misses: tuple[dict[str, Any], ...]


def rebuild_events(db: Database) -> None:
    """Make events, their mentions and their links anew, in one transaction."""
    mentions = _mentions(db)
    events = merge(mentions, _decisions(db))
    duplicates = {row["article_id"]: row["duplicate_of"] for row in db.dicts(sql("duplicates"))}
    with db.transaction():
        db.run("delete_events")
        db.insert(_rows(events, duplicates))
        db.insert(
            EventLinkRow(event_a=a, event_b=b, relation=relation, rule=rule)
            for a, b, relation, rule in links(events)
        )
        db.run("point_summits_at_events")


def explain(db: Database, event_id: str) -> Explanation:
    """The tellings of an event, the rule of each, and the meetings that nearly joined."""
    members = tuple(db.dicts(sql("event_members"), {"event_id": event_id}))
    if not members:
        raise UsageError(f"no event '{event_id}'; `summitry events list` shows them")
    mentions = {mention.summit_id: mention for mention in _mentions(db)}
    inside = [mentions[member["summit_id"]] for member in members]
    near = []
    for other in mentions.values():
        if other in inside or not other.parties & inside[0].parties:
            continue
        reason = _why_apart(inside, other)
        if reason and _close(inside[0], other):
            near.append(
                {"summit_id": other.summit_id, "article_id": other.article_id, "why_apart": reason}
            )
    return Explanation(event_id, members, tuple(near))


def decide(db: Database, kind: str, summit_ids: Sequence[str], decided_by: str) -> DecisionRow:
    """Record a person's word on meetings and rebuild; it is kept by article and words, so
    that it holds for a later reading of the same articles.
    """
    found = db.dicts(sql("decided_summits"), {"summit_ids": list(summit_ids)})
    missing = set(summit_ids) - {row["summit_id"] for row in found}
    if missing:
        raise UsageError(f"no meeting '{min(missing)}'; `summitry events explain` shows them")
    at = now()
    row = DecisionRow(
        decision_id=digest(kind, *sorted(summit_ids), at),
        decided_at=at,
        decided_by=decided_by,
        kind=kind,
        article_id=None,
        target=",".join(sorted(summit_ids)),
        value=json.dumps(found, default=str),
        undone_by=None,
    )
    with db.transaction():
        db.insert([row])
    rebuild_events(db)
    return row


def summits_of(db: Database, ids: Iterable[str]) -> list[str]:
    """The meetings that ids of events or of meetings stand for."""
    summits: list[str] = []
    for one in ids:
        members = db.dicts(sql("event_members"), {"event_id": one})
        summits += [member["summit_id"] for member in members] or [one]
    return list(dict.fromkeys(summits))


def _mentions(db: Database) -> list[Mention]:
    return [
        Mention(**{**row, "parties": frozenset(row["parties"] or ())})
        for row in db.dicts(sql("mentions"))
    ]


def _decisions(db: Database) -> list[Decided]:
    """The decisions that stand, each with the present ids of the meetings it spoke of."""
    current = {row["summit_id"] for row in db.dicts(sql("summit_ids"))}
    decided = []
    for row in db.dicts(sql("event_decisions")):
        ids = []
        for told in json.loads(row["value"]):
            if told["summit_id"] in current:
                ids.append(told["summit_id"])
            elif again := _same_words(db, told):
                ids.append(again)
        decided.append(Decided(row["kind"], tuple(ids), row["decided_by"]))
    return decided


def _same_words(db: Database, told: dict[str, Any]) -> str | None:
    """The meeting that a later reading bases on the words of the one decided on."""
    found = db.dicts(
        sql("summit_on_words"),
        {
            "article_id": told["article_id"],
            "char_start": told["char_start"],
            "char_end": told["char_end"],
        },
    )
    return str(found[0]["summit_id"]) if found else None


def _rows(
    events: Iterable[Event], duplicates: dict[str, str]
) -> Iterator[EventRow | EventMentionRow]:
    for event in events:
        mentions = event.mentions
        best = mentions[0]
        placed = next((m for m in mentions if m.place_id), best)
        articles = {duplicates.get(m.article_id, m.article_id) for m in mentions}
        yield EventRow.model_validate(
            {
                "event_id": event.event_id,
                "status": best.status,
                "channel": channel(mentions),
                "level": best.level,
                "date_start": best.date_start,
                "date_end": best.date_end,
                "date_precision": best.date_precision,
                "place_text": placed.place_text,
                "geoname_id": placed.geoname_id,
                "country_iso3": placed.country_iso3,
                "n_articles": len(articles),
            }
        )
        for member in event.members:
            yield EventMentionRow(
                event_id=event.event_id,
                summit_id=member.mention.summit_id,
                rule=member.rule,
                score=None,
                decided_by=member.decided_by,
            )


def _why_apart(inside: Sequence[Mention], other: Mention) -> str | None:
    first = inside[0]
    for name in ("status", "level"):
        if getattr(first, name) != getattr(other, name):
            return f"{name} differs: {getattr(first, name)}, {getattr(other, name)}"
    if first.parties != other.parties:
        return f"parties differ: {_listed(first.parties)} / {_listed(other.parties)}"
    reasons = [reason for mention in inside if (reason := compatible(mention, other))]
    return reasons[0] if reasons else "fits more than one event"


def _close(a: Mention, b: Mention) -> bool:
    """Near enough in time to be worth telling: within a week, or undated."""
    if a.date_start is None or b.date_start is None:
        return a.parties == b.parties
    return abs((a.date_start - b.date_start).days) <= 7


def _listed(parties: frozenset[str]) -> str:
    return ", ".join(sorted(parties)) or "none"
