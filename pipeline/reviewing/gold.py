"""Gold of what people decided: accepted, corrected and added records in tests/gold's format.

One JSON file an article on which a verdict stands, and `aliases.json` with the names of its
actors and the meetings that are one event. Rejected and undecided records are left out.
Which meetings are one event is told of those meetings alone that stand in the gold.
`complete` names the kinds of record of which nothing is left undecided: only there is a
found record without partner an error to `summitry eval`.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from pipeline.errors import UsageError, counted
from pipeline.reviewing.cast import Cast, cast_of
from pipeline.reviewing.decisions import threads
from pipeline.reviewing.keep import Standing, standing
from pipeline.reviewing.records import Record
from pipeline.storing.database import Database
from pipeline.storing.sqlfiles import sql
from schemas.tables import (
    ActorMentionRow,
    ClaimRow,
    ParticipationRow,
    StatementActorRow,
    StatementRow,
    SummitRow,
)

FORMAT = "summitry review"
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    articles: int
    complete: int
    """Articles of which every record is decided and every quotation accounted for."""
    records: int
    events: int
    """Decisions on events that hold in the gold."""
    events_left: int
    """Decisions on events whose meetings nobody accepted, so that gold cannot tell of them."""


def write_gold(db: Database, out: Path) -> Written:
    """Write the gold of all reviewed articles into a folder; its older files of ours go.

    Raises UsageError where nothing is decided, or the folder holds something else.
    """
    reviewed = db.dicts(sql("review/reviewed"))
    decided = [
        frozenset(m["summit_id"] for m in json.loads(row["value"]))
        for row in db.dicts(sql("event_decisions"))
    ]
    if not reviewed and decided:
        raise UsageError(
            f"{counted(len(decided), 'decision')} on events alone: gold tells of events whose "
            f"meetings somebody accepted; accept {', '.join(sorted(min(decided, key=sorted)))} in "
            "`summitry review`, then export again"
        )
    if not reviewed:
        raise UsageError("nothing is decided yet: `summitry review` is where records are accepted")
    _clear(out)
    forms: dict[str, set[str]] = defaultdict(set)
    events: dict[str, list[str]] = defaultdict(list)
    complete = records = 0
    names: set[str] = set()
    for article in reviewed:
        there = standing(db, article["article_id"])
        cast = cast_of(there.current)
        told = _article(db, article, there, cast)
        for actor_id in told["actors"]:
            forms[actor_id].update(_forms(cast, actor_id))
        for meeting in told["meetings"]:
            if event := _event(there, meeting["id"]):
                events[event].append(meeting["id"])
        records += sum(len(told[kind]) for kind in ("meetings", "statements", "claims"))
        complete += all(told["complete"].values())
        name = PurePath(told["doc"]).stem
        if name in names:
            name = f"{name}-{article['article_id']}"
        names.add(name)
        _write(out / f"{name}.json", told)
    _write(
        out / "aliases.json",
        {
            "note": "Names of the actors in the articles, and meetings that are one event.",
            "made_by": FORMAT,
            "actors": {key: sorted(found) for key, found in sorted(forms.items())},
            "same_event": sorted(group for group in events.values() if len(group) > 1),
        },
    )
    told_of = frozenset(one for group in events.values() for one in group)
    kept = sum(meetings <= told_of for meetings in decided)
    return Written(len(reviewed), complete, records, kept, len(decided) - kept)


def _clear(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(out.iterdir()):
        try:
            ours = json.loads(path.read_text(encoding="utf-8")).get("made_by") == FORMAT
        except (OSError, ValueError, AttributeError):
            ours = False
        if not ours:
            raise UsageError(f"{out} holds {path.name}, which is no review's gold: name another")
        path.unlink()


def _write(path: Path, told: Told) -> None:
    text = json.dumps(told, ensure_ascii=False, indent=1, default=str)
    path.write_text(f"{text}\n", encoding="utf-8")


def _article(db: Database, row: Mapping[str, Any], there: Standing, cast: Cast) -> Told:
    made = threads(there.decisions)
    decided = {t.verdict.after.id for t in made if t.settled and t.verdict and t.verdict.after}
    kept = [record for key, record in there.current.records.items() if key in decided]
    meetings = [_meeting(record) for record in kept if isinstance(record.row, SummitRow)]
    known = {meeting["id"] for meeting in meetings}
    statements = [_statement(r, known) for r in kept if isinstance(r.row, StatementRow)]
    claims = [_claim(record) for record in kept if isinstance(record.row, ClaimRow)]
    used = {person.actor_id for record in kept for person in record.people}
    used |= {r.row.actor_id for r in kept if isinstance(r.row, ActorMentionRow)}
    return {
        "doc": PurePath(row["source_path"] or row["article_id"]).name,
        "made_by": FORMAT,
        "sha256": row["sha256"],
        "url": row["url"],
        "published_on": row["published_on"],
        "complete": _complete(db, there, decided),
        "decided_by": sorted({decision.decided_by for decision in there.decisions}),
        "rejected": sum(t.verdict is not None and t.verdict.after is None for t in made),
        "actors": {
            actor_id: {
                "name": cast.actors[actor_id].name,
                "kind": cast.actors[actor_id].kind,
                "iso3": cast.actors[actor_id].country_iso3,
            }
            for actor_id in sorted(used)
        },
        "meetings": sorted(meetings, key=_place),
        "statements": sorted(statements, key=_place),
        "claims": sorted(claims, key=_place),
    }


def _place(told: Told) -> tuple[Any, str]:
    return min(map(tuple, told.get("evidence") or told["segments"])), told["id"]


def _complete(db: Database, there: Standing, decided: set[str]) -> dict[str, bool]:
    """Of which kinds every record is decided; of statements no quotation may be open."""
    undecided = {r.kind for key, r in there.current.records.items() if key not in decided}
    refused = {
        row[0]
        for row in db.query(sql("review/undecided_refused"), {"article_id": there.article_id}).rows
    }
    spoken = "statement" not in undecided and all(
        quote.verdict != "open" for quote in there.current.quote_spans
    )
    done = {
        "meetings": "summit" not in undecided,
        "direct": spoken,
        "indirect": spoken,
        "mixed": spoken,
        "claims": "claim" not in undecided,
    }
    kind_of = {"meetings": "summit", "claims": "claim"}
    return {
        key: is_so and kind_of.get(key, "statement") not in refused for key, is_so in done.items()
    }


def _meeting(record: Record) -> Told:
    row = record.row
    assert isinstance(row, SummitRow)
    return {
        "id": record.id,
        "status": row.status,
        "channel": row.channel,
        "level": row.level,
        "date_text": row.date_text,
        "date_start": row.date_start,
        "date_end": row.date_end,
        "precision": row.date_precision,
        "date_basis": row.date_basis,
        "place": row.place_text,
        "geoname_id": row.geoname_id,
        "iso3": row.country_iso3,
        "participants": [
            {"actor": p.actor_id, "party": p.party_iso3, "role": p.role}
            for p in record.people
            if isinstance(p, ParticipationRow)
        ],
        "evidence": record.places,
        "text": [span.text for span in record.spans],
    }


def _statement(record: Record, meetings: Iterable[str]) -> Told:
    row = record.row
    assert isinstance(row, StatementRow)
    people = [p for p in record.people if isinstance(p, StatementActorRow)]
    by_role = {
        role: [p.actor_id for p in people if p.role == role]
        for role in ("speaker", "via", "addressee")
    }
    return {
        "id": record.id,
        "speakers": by_role["speaker"],
        "via": by_role["via"],
        "addressees": by_role["addressee"],
        "said_on": row.said_on,
        "medium": row.medium,
        "act": row.act,
        "occasion": row.summit_id if row.summit_id in set(meetings) else None,
        "cue": row.cue_text or "",
        "kind": row.quote_type,
        "segments": record.places,
        "text": [span.text for span in record.spans],
    }


def _claim(record: Record) -> Told:
    row = record.row
    assert isinstance(row, ClaimRow)
    return {
        "id": record.id,
        "text": row.text,
        "type": row.claim_type,
        "asserters": [person.actor_id for person in record.people],
        "certainty": row.certainty,
        "polarity": row.polarity,
        "value": row.value,
        "unit": row.unit,
        "comparator": row.comparator,
        "time": _interval(row.time_start, row.time_end),
        "evidence": record.places,
        "quote": [span.text for span in record.spans],
    }


def _interval(start: date | None, end: date | None) -> str | None:
    """`2018-04-01/2018-04-30`; an open side is `..`, both open are None."""
    if start is None and end is None:
        return None
    return f"{start or '..'}/{end or '..'}"


def _forms(cast: Cast, actor_id: str) -> list[str]:
    mention = cast.mentions.get(actor_id)
    row = mention.row if mention else None
    named = row.name if isinstance(row, ActorMentionRow) else None
    return [form for form in (cast.actors[actor_id].name, named) if form]


def _event(there: Standing, summit_id: str) -> str | None:
    row = there.current.records[summit_id].row
    return row.event_id if isinstance(row, SummitRow) else None
