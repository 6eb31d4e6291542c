"""Events in the database: rebuilt from its meetings and decisions, explained, linked.

Rebuilding looks at all meetings, so that the events depend on what is in the database alone
and not on the order in which it came.

A person's decision is kept by article, words and parties. For a later reading of the
article it holds for the meeting that rests on those words and has those parties; where
none or two do, it rests, and a flag puts that before a person.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipeline.errors import UsageError, not_found
from pipeline.identity import digest
from pipeline.relating.changes import Changes
from pipeline.relating.compatibility import counterpart
from pipeline.relating.decisions import Decided
from pipeline.relating.eventlinks import HeldMeetings, Link, held_meetings, links_of_parties, parts
from pipeline.relating.merging import merge
from pipeline.relating.nearmisses import NearMisses
from pipeline.relating.opening import Where, opened
from pipeline.relating.tellings import Event, Mention
from pipeline.storing.database import Database
from pipeline.storing.land import now
from pipeline.storing.named import named
from pipeline.storing.sqlfiles import sql
from schemas.tables import DecisionRow, EventLinkRow, EventMentionRow, EventRow, FlagRow

MEETINGS_AT_ONCE = 25_000
"""Meetings, about, that the database joins and sorts together."""
SAME_WORDS = 0.5
"""Share of the shorter one's words at which two readings of an article speak of one meeting."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an event is one: its tellings with their rules, and what nearly joined it."""

    event_id: str
    members: tuple[dict[str, Any], ...]
    near_misses: tuple[dict[str, Any], ...]


def rebuild_events(where: Where) -> None:
    """Make events, their mentions and their links anew.

    Meetings are read and joined party by party, for only meetings of the same parties can be
    one, and what differs from before is written in one transaction.
    """
    changes = Changes(where, (EventRow, EventMentionRow, EventLinkRow))
    held = HeldMeetings()
    decided_on: list[dict[str, Any]] = []
    with opened(where, read_only=True) as db:
        decided, _ = _decisions(db, {})
        named_in = {key for one in decided for key in one.summit_ids}
        for _, alike in groupby(meetings(db), key=lambda row: (row["level"], row["parties"])):
            group = list(alike)
            if any(row["summit_id"] in named_in for row in group):
                # A person's word joins meetings of any parties: these are seen together.
                decided_on += group
            else:
                _rebuild(group, lambda _: (), changes, held)
        lost: list[FlagRow] = []

        def of_these(copies: Mapping[str, str | None]) -> list[Decided]:
            stands, gone = _decisions(db, copies)
            lost.extend(gone)
            return stands

        _rebuild(decided_on, of_these, changes, held)
    for together in held.together():
        changes.add(_link_rows(parts(together)))
    with opened(where) as db, db.transaction():
        changes.write(db)
        db.run("delete_lost_decisions")
        db.insert({flag.flag_id: flag for flag in lost}.values())
        db.run("point_summits_at_events")
    changes.close()


def _rebuild(
    rows: Iterable[dict[str, Any]],
    decisions: Callable[[Mapping[str, str | None]], Sequence[Decided]],
    changes: Changes,
    held: HeldMeetings,
) -> None:
    """The events of some meetings, with what joins them to events of the same parties."""
    originals = {row["summit_id"]: row.pop("duplicate_of") for row in rows}
    mentions, copies = _told_again(map(_mention, rows), originals)
    events = merge(mentions, decisions(copies))
    changes.add(_rows(events, copies))
    changes.add(_link_rows(links_of_parties(events)))
    held.add(held_meetings(events))


def _link_rows(found: Iterable[Link]) -> Iterator[EventLinkRow]:
    for a, b, relation, rule in found:
        yield EventLinkRow(event_a=a, event_b=b, relation=relation, rule=rule)


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
    mentions, _ = _mentions(db)
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
    mentions, _ = _mentions(db)
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


def decide(db: Database, kind: str, summit_ids: Sequence[str], decided_by: str) -> DecisionRow:
    """Record a person's word on meetings and rebuild; a word that stands already is returned."""
    found = db.dicts(sql("decided_summits"), {"summit_ids": list(summit_ids), "article_ids": []})
    missing = set(summit_ids) - {row["summit_id"] for row in found}
    if missing:
        raise UsageError(
            f"{not_found('event or meeting', min(missing), 'summitry events list')}, "
            "`events explain` the meetings of one"
        )
    if kind == "event_split":
        _refuse_whole_events(db, set(summit_ids))
    if (standing := standing_decision(db, kind, summit_ids)) is not None:
        return standing
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


def standing_decision(db: Database, kind: str, summit_ids: Iterable[str]) -> DecisionRow | None:
    """The decision that says just this, if it is the last word on any of these meetings."""
    wanted = {"summit_ids": sorted(summit_ids)}
    last = db.dicts(sql("last_event_decision"), wanted)
    if not last or (last[0]["kind"], last[0]["target"]) != (kind, ",".join(wanted["summit_ids"])):
        return None
    return DecisionRow(**last[0])


def _refuse_whole_events(db: Database, summits: set[str]) -> None:
    """Setting all of an event apart would change nothing."""
    for row in db.dicts(sql("event_of_summits"), {"summit_ids": sorted(summits)}):
        members = {str(one) for one in row["members"]}
        if len(members) > 1 and members <= summits:
            raise UsageError(
                f"that is the whole of event {row['event_id']}; name the meetings to set apart, "
                f"some of: {', '.join(sorted(members))}"
            )


def undo(db: Database, word: str, undone_by: str) -> str:
    """Let a decision no longer count, and rebuild; it stays on record. Returns its id."""
    decision_id = named(db, "decision", word)
    found = db.dicts(sql("event_decision"), {"decision_id": decision_id})
    if not found:
        raise UsageError(
            f"decision '{decision_id}' is on a record, not on events; `summitry review` undoes it"
        )
    if by := found[0]["undone_by"]:
        raise UsageError(f"decision '{decision_id}' is undone already, by {by}")
    with db.transaction():
        db.run("undo_decision", {"decision_id": decision_id, "undone_by": undone_by})
    rebuild_events(db)
    return decision_id


def summits_of(db: Database, words: Iterable[str]) -> list[str]:
    """The meetings that ids of events or of meetings, or their beginnings, stand for."""
    summits: list[str] = []
    for one in (named(db, "event or meeting", word) for word in words):
        members = db.dicts(sql("event_members"), {"event_id": one})
        summits += [member["summit_id"] for member in members] or [one]
    return list(dict.fromkeys(summits))


def _mentions(db: Database) -> tuple[list[Mention], dict[str, str | None]]:
    """All meetings of original articles, and what copies tell of them: see `_told_again`."""
    rows = list(meetings(db))
    originals = {row["summit_id"]: row.pop("duplicate_of") for row in rows}
    return _told_again(map(_mention, rows), originals)


def meetings(db: Database, at_once: int = MEETINGS_AT_ONCE) -> Iterator[dict[str, Any]]:
    """All meetings, those of the same parties and level together."""
    shares = 1 + db.run("count_summits").rows[0][0] // at_once
    for share in range(shares):
        some = {"share": share, "shares": shares}
        yield from db.each(sql("mentions_by_parties"), parameters=some)


def _mention(row: dict[str, Any]) -> Mention:
    parties, people = frozenset(row["parties"]), tuple(map(tuple, row["people"]))
    return Mention(**{**row, "parties": parties, "people": people})


def _told_again(
    told: Iterable[Mention], originals: Mapping[str, str | None]
) -> tuple[list[Mention], dict[str, str | None]]:
    """(the meetings of original articles, a copy's meeting -> the one that it tells again).

    `originals` tells of each meeting whose copy its article is. A copy's meeting that its
    original does not tell (None) makes no event of its own.
    """
    mentions, retold = [], []
    by_article: dict[str, list[Mention]] = defaultdict(list)
    for mention in told:
        if originals[mention.summit_id] is not None:
            retold.append(mention)
        else:
            mentions.append(mention)
            by_article[mention.article_id].append(mention)
    copies = {}
    for copy in retold:
        original = counterpart(copy, by_article.get(originals[copy.summit_id] or "", ()))
        copies[copy.summit_id] = original.summit_id if original else None
    return mentions, copies


def _decisions(
    db: Database, copies: Mapping[str, str | None]
) -> tuple[list[Decided], list[FlagRow]]:
    """The decisions that stand, with the present ids of the meetings they speak of, and a
    flag for each meeting that is not found in its article's present reading.
    """
    rows = [(row, json.loads(row["value"])) for row in db.dicts(sql("event_decisions"))]
    articles = sorted({told["article_id"] for _, value in rows for told in value})
    present: dict[str, list[dict[str, Any]]] = {article: [] for article in articles}
    wanted = {"summit_ids": [], "article_ids": articles}
    for meeting in db.dicts(sql("decided_summits"), wanted) if articles else ():
        present[meeting["article_id"]].append(json.loads(json.dumps(meeting, default=str)))
    decided, lost = [], []
    for row, value in rows:
        ids = []
        for told in value:
            again = _again(told, present[told["article_id"]])
            if again := copies.get(again, again) if again else None:
                ids.append(again)
            else:
                lost.append(_lost(row, told))
        decided.append(Decided(row["kind"], tuple(dict.fromkeys(ids)), row["decided_by"]))
    return decided, lost


def _again(told: Mapping[str, Any], present: Iterable[Mapping[str, Any]]) -> str | None:
    """The meeting of the present reading that was told then: it rests on the same words and
    has the same parties, some more or some less; of several the most alike.

    "Putin held separate talks with Erdogan and Rouhani": {RUS, TUR} is never {RUS, IRN}.
    None where there is none, or a tie.
    """
    likeness = {}
    for meeting in present:
        words = _common(told["spans"], meeting["spans"])
        shorter = min(_length(told["spans"]), _length(meeting["spans"]))
        then, now_ = set(told["parties"] or ()), set(meeting["parties"] or ())
        if words < max(1, SAME_WORDS * shorter) or not (then <= now_ or now_ <= then):
            continue
        likeness[meeting["summit_id"]] = (
            len(then & now_) / max(1, len(then | now_)),
            meeting["summit_id"] == told["summit_id"],
            meeting["status"] == told["status"],
            (meeting["date_start"], meeting["date_end"]) == (told["date_start"], told["date_end"]),
            words / max(1, _length(told["spans"]) + _length(meeting["spans"]) - words),
        )
    best = max(likeness.values(), default=None)
    found = [summit_id for summit_id, alike in likeness.items() if alike == best]
    return found[0] if len(found) == 1 else None


def _common(some: Iterable[Sequence[int]], others: Sequence[Sequence[int]]) -> int:
    """Characters that both have."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in some for b in others)


def _length(spans: Iterable[Sequence[int]]) -> int:
    return sum(span[1] - span[0] for span in spans)


def _lost(decision: Mapping[str, Any], told: Mapping[str, Any]) -> FlagRow:
    code = "decision_without_meeting"
    return FlagRow(
        flag_id=digest(code, decision["decision_id"], told["summit_id"]),
        article_id=told["article_id"],
        record_id=None,
        code=code,
        severity="warning",
        message=(
            f"decision {decision['decision_id']} ({decision['kind']}, {decision['decided_by']}): "
            "the present reading tells no such meeting, or two; decide again, or undo it"
        ),
    )


def _rows(
    events: Iterable[Event], copies: Mapping[str, str | None]
) -> Iterator[EventRow | EventMentionRow]:
    event_of: dict[str | None, str] = {}
    for event in events:
        first, placed = event.first, event.placed
        yield EventRow.model_validate(
            {
                "event_id": event.event_id,
                "status": first.status,
                "channel": event.channel,
                "level": first.level,
                "date_start": first.date_start,
                "date_end": first.date_end,
                "date_precision": first.date_precision,
                "place_text": placed.place_text,
                "geoname_id": placed.geoname_id,
                "country_iso3": placed.country_iso3,
                "n_articles": len({mention.article_id for mention in event.mentions}),
            }
        )
        for member in event.members:
            event_of[member.mention.summit_id] = event.event_id
            yield EventMentionRow(
                event_id=event.event_id,
                summit_id=member.mention.summit_id,
                rule=member.rule,
                score=None,
                decided_by=member.decided_by,
            )
    for copy, original in copies.items():
        if original in event_of:
            yield EventMentionRow(
                event_id=event_of[original],
                summit_id=copy,
                rule="copy",
                score=None,
                decided_by="rule",
            )
