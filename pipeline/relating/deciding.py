"""A person's words on events: meetings that are one, or are not, and words taken back."""

import json
from collections.abc import Iterable, Sequence

from pipeline.errors import UsageError, not_found
from pipeline.identity import digest
from pipeline.relating.events import rebuild_events
from pipeline.storing.database import Database
from pipeline.storing.land import now
from pipeline.storing.named import named
from pipeline.storing.sqlfiles import sql
from schemas.tables import DecisionRow


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
