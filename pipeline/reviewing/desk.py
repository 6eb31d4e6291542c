"""The desk: the queue, an item beside its article, and what was decided.

Each function takes a database that is open for the moment.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.identity import digest
from pipeline.reviewing import forms
from pipeline.reviewing.cast import cast_of
from pipeline.reviewing.keep import Standing, standing
from pipeline.reviewing.records import KINDS, Record
from pipeline.storing.database import Database
from pipeline.storing.sqlfiles import sql
from schemas.tables import ActorMentionRow

PAGE = 100
"""Items of the queue in one answer."""
HISTORY = 200
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the queue is shown."""

    state: str = "open"
    kind: str = ""
    reason: str = ""
    """A code; "any" = whatever has one."""
    article: str = ""


def queue(db: Database, shown: Filters, offset: int = 0) -> Answer:
    """A page of the queue with what else there is: kinds, reasons, progress."""
    items = db.dicts(sql("review/queue"))
    states = Counter(item["state"] for item in items)
    reasons = Counter(
        reason["code"] for item in items if item["state"] == "open" for reason in item["reasons"]
    )
    kinds = Counter(item["kind"] for item in items if item["state"] == "open")
    found = [item for item in items if _fits(item, shown)]
    return {
        "items": found[offset : offset + PAGE],
        "total": len(found),
        "offset": offset,
        "progress": {"all": len(items), **{s: states[s] for s in ("open", "unsure", "decided")}},
        "reasons": dict(reasons.most_common()),
        "kinds": dict(kinds.most_common()),
    }


def _fits(item: Mapping[str, Any], shown: Filters) -> bool:
    codes = {reason["code"] for reason in item["reasons"]}
    return (
        (shown.state in ("", item["state"]))
        and (shown.kind in ("", item["kind"]))
        and (not shown.reason or shown.reason in codes or (shown.reason == "any" and bool(codes)))
        and (shown.article in ("", item["article_id"]))
    )


def item(db: Database, article_id: str, key: str) -> Answer:
    """One item with its article, whom and what it may name, and all that was decided here."""
    there = standing(db, article_id)
    rows = db.dicts(sql("review/item"), {"article_id": article_id})[0]
    record = there.current.records.get(key)
    cast = cast_of(there.current)
    return {
        "article": rows,
        "key": key,
        "shown": shown(there, key),
        "about": None if record else about_item(db, there, key),
        "actors": [
            {
                "actor_id": one.actor_id,
                "name": one.name,
                "kind": one.kind,
                "called": _called(cast.mentions.get(one.actor_id)),
            }
            for one in sorted(cast.actors.values(), key=lambda one: one.name)
        ],
        "records": [
            {
                "key": other.id,
                "kind": other.kind,
                "label": _label(other),
                "spans": [(span.char_start, span.char_end) for span in other.spans],
            }
            for other in there.current.records.values()
        ],
        "events": _events(db, record) if record and record.kind == "summit" else [],
        "history": history(db, article_id),
    }


def shown(there: Standing, key: str) -> Answer | None:
    """A record as the form takes it, with its version; None where there is none (any more)."""
    record = there.current.records.get(key)
    if record is None:
        return None
    told = record.as_json()
    return {
        **told,
        "key": key,
        "version": version(there, key),
        "decided": [
            {"kind": d.kind, "decided_by": d.decided_by, "decided_at": d.decided_at}
            for d in there.decisions
            if d.target == key
        ],
    }


def version(there: Standing, key: str) -> str:
    """What a decision must name: it changes with the record and with each decision on it."""
    record = there.current.records.get(key)
    told = json.dumps(record.as_json(), sort_keys=True) if record else None
    last = [d.decision_id for d in there.decisions if d.target == key][-1:]
    return digest(key, told, *last)


def about_item(db: Database, there: Standing, key: str) -> Answer | None:
    """What an item is that is no record: a quotation, a refused record, a doubt."""
    what, _, rest = key.partition(":")
    if what == "quote":
        quotes = {str(q.char_start): q for q in there.current.quote_spans}
        if rest in quotes:
            return {
                "kind": "quotation",
                "start": quotes[rest].char_start,
                "end": quotes[rest].char_end,
                "words": quotes[rest].text,
                "verdict": quotes[rest].verdict,
            }
    elif what == "reject":
        rows = db.dicts(sql("review/refused"), {"reject_id": rest})
        if rows:
            return {"kind": "refused", **rows[0]}
    elif what == "flag":
        found = db.dicts(sql("review/flag"), {"flag_id": rest})
        if found:
            return {"kind": "article", **found[0]}
    return None


def _events(db: Database, record: Record) -> list[Answer]:
    return db.dicts(sql("review/events_near"), {"summit_id": record.id})


def _called(mention: Record | None) -> str:
    row = mention.row if mention else None
    if not isinstance(row, ActorMentionRow):
        return ""
    return ", ".join(filter(None, (row.name, row.role)))


def _label(record: Record) -> str:
    words = " […] ".join(span.text for span in record.spans)
    return str(getattr(record.row, "text", None) or getattr(record.row, "title", None) or words)


def history(db: Database, article_id: str | None = None) -> list[Answer]:
    """Decisions, the newest first, undone ones too."""
    return db.dicts(sql("review/history"), {"article_id": article_id, "most": HISTORY})


def articles(db: Database, words: str) -> list[Answer]:
    """The articles that hold these words."""
    return db.dicts(sql("review/articles"), {"words": words.strip()})


def start(db: Database, name: str) -> Answer:
    """What the page needs once: who decides, and the forms."""
    return {"by": name, "forms": forms.as_json(), "kinds": list(KINDS.values()), "db": db.path}
