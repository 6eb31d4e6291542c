"""What a person does with an item: each wish becomes a decision, or is told why not.

A wish names the version of the record on which it was made; where the record is another by
now, nothing is written and both are given back (Conflict).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from pipeline.errors import UsageError, counted
from pipeline.identity import digest
from pipeline.reading.text import paragraphs_of
from pipeline.relating.deciding import decide as decide_event
from pipeline.relating.deciding import undo as undo_event
from pipeline.reviewing.cast import cast_of
from pipeline.reviewing.decisions import Decision
from pipeline.reviewing.desk import Answer, about_item, shown, version
from pipeline.reviewing.edits import Edited, Written, edited
from pipeline.reviewing.keep import Standing, keep, standing, undo
from pipeline.reviewing.records import Record
from pipeline.storing.database import Database
from pipeline.storing.land import now
from pipeline.storing.sqlfiles import sql
from schemas.records import Article, DateInterval
from schemas.tables import ActorMentionRow

EVENT_KINDS = ("event_merge", "event_split")


class Wish(BaseModel):
    """What a person wants done with an item."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: Literal["accept", "correct", "reject", "add", "unsure", "not_speech", "dismiss"]
    article_id: str
    key: str = ""
    """The item's; empty where a record is added."""
    version: str = ""
    """Of the record as the person saw it."""
    record: Written | None = None
    """What he made of it: for correct and add."""
    again: bool = False
    """Add it although a record rests on these very words already."""


class Conflict(UsageError):
    """The record is not the one that the person saw: here it is, and who changed it."""

    def __init__(self, message: str, current: Answer) -> None:
        super().__init__(message)
        self.current = current


def decide(db: Database, wish: Wish, decided_by: str) -> Answer:
    """Do what a person wants and tell what is there then; raises Conflict, Unfit."""
    there = standing(db, wish.article_id)
    if wish.kind in ("not_speech", "dismiss") or (wish.kind == "unsure" and ":" in wish.key):
        decision = _on_what_is_no_record(db, there, wish, decided_by)
    else:
        decision = _on_a_record(db, there, wish, decided_by)
    kept = keep(db, there, decision)
    later = replace(there, current=kept.reading, decisions=(*there.decisions, decision))
    return {
        "decision_id": decision.decision_id,
        "shown": shown(later, decision.target),
        "unlinked": kept.unlinked,
    }


def _on_what_is_no_record(db: Database, there: Standing, wish: Wish, decided_by: str) -> Decision:
    about = about_item(db, there, wish.key)
    if about is None:
        raise Conflict("that is gone: somebody has settled it", {})
    if wish.kind == "not_speech" and about["kind"] != "quotation":
        raise UsageError(f"{wish.key} is no quotation")
    kept: dict[str, Any] = {
        name: about[name]
        for name in ("code", "message", "draft", "words", "start")
        if name in about
    }
    return _made(there, wish, decided_by, target=wish.key, about=kept)


def _on_a_record(db: Database, there: Standing, wish: Wish, decided_by: str) -> Decision:
    before = there.current.records.get(wish.key) if wish.key else None
    if wish.kind == "add":
        return _added(db, there, wish, decided_by)
    if before is None:
        raise Conflict("the record is gone: it was rejected, or a later reading has none", {})
    if wish.version != version(there, wish.key):
        message = f"{_by_whom(there, wish.key)} since you opened it"
        raise Conflict(message, shown(there, wish.key) or {})
    if wish.kind == "correct":
        made = _edited(db, there, wish, before)
        return _made(there, wish, decided_by, target=made.record.id, before=before, edit=made)
    if wish.kind == "reject":
        _refuse_needed_mention(there, before)
        return _made(there, wish, decided_by, target=before.id, before=before)
    as_it_is = Edited(before, cast_of(there.current).rows_for(before), {})
    return _made(there, wish, decided_by, target=before.id, before=before, edit=as_it_is)


def _added(db: Database, there: Standing, wish: Wish, decided_by: str) -> Decision:
    made = _edited(db, there, wish, None)
    places = sorted(made.record.places)
    alike = [
        record
        for record in there.current.records.values()
        if record.kind == made.record.kind and sorted(record.places) == places
    ]
    if alike and not wish.again:
        raise Conflict(
            f"a {made.record.kind} rests on these very words already",
            {**(shown(there, alike[0].id) or {}), "alike": True},
        )
    return _made(there, wish, decided_by, target=made.record.id, edit=made)


def _edited(db: Database, there: Standing, wish: Wish, before: Record | None) -> Edited:
    if wish.record is None:
        raise UsageError(f"'{wish.kind}' needs the record")
    row = db.dicts(sql("review/item"), {"article_id": there.article_id})[0]
    return edited(article_of(row), there.current, wish.record, before, there.run_id)


def article_of(row: Mapping[str, Any]) -> Article:
    """An article as reading made it, of its row and a source."""
    known = ("article_id", "sha256", "text", "title", "outlet", "url", "language", "byline")
    published = DateInterval(
        start=row["date_low"],
        end=row["date_high"],
        precision="day" if row["published_on"] else "unknown",
        basis=row["date_basis"],
    )
    return Article(
        **{name: row[name] for name in known},
        dateline_place=row["dateline_place"],
        published_text=row["published_text"],
        paragraphs=paragraphs_of(row["text"]),
        source_path=row["source_path"] or "",
        published=published,
    )


def _refuse_needed_mention(there: Standing, mention: Record) -> None:
    """An actor whom records name keeps a mention."""
    row = mention.row
    if not isinstance(row, ActorMentionRow):
        return
    records = there.current.records.values()
    others = [r for r in records if r.id != mention.id]
    named = any(
        isinstance(r.row, ActorMentionRow) and r.row.actor_id == row.actor_id for r in others
    )
    users = [r for r in others if any(p.actor_id == row.actor_id for p in r.people)]
    if users and not named:
        raise UsageError(
            f"{counted(len(users), 'record')} would lose this actor: correct whom the mention "
            "means, or correct or reject those records first"
        )


def _made(
    there: Standing,
    wish: Wish,
    decided_by: str,
    *,
    target: str,
    before: Record | None = None,
    edit: Edited | None = None,
    about: Mapping[str, Any] | None = None,
) -> Decision:
    at = now()
    after = edit.record if edit else None
    refers = after.refers if after else None
    return Decision(
        decision_id=digest(wish.kind, there.article_id, target, decided_by, at),
        decided_at=at,
        decided_by=decided_by,
        kind=wish.kind,
        article_id=there.article_id,
        target=target,
        run_id=there.run_id,
        before=before,
        after=after,
        cast=edit.cast if edit else (),
        referred=there.current.records.get(refers) if refers else None,
        about={**(edit.about if edit else {}), **(about or {})},
    )


def _by_whom(there: Standing, key: str) -> str:
    last = [d for d in there.decisions if d.target == key][-1:]
    done = {"accept": "accepted", "correct": "corrected", "unsure": "was not sure of"}
    if not last:
        return "a run has read it anew"
    return f"{last[0].decided_by} {done.get(last[0].kind, 'changed')} it"


def take_back(db: Database, decision_id: str, undone_by: str) -> Answer:
    """Undo any decision, on a record or on events; raises UsageError where it cannot be."""
    rows = db.dicts(sql("review/decision"), {"decision_id": decision_id})
    if rows and rows[0]["kind"] in EVENT_KINDS:
        undo_event(db, decision_id, undone_by)
        return {"article_id": None, "key": None}
    kept = undo(db, decision_id, undone_by)
    undone = kept.decision
    return {
        "unlinked": kept.unlinked,
        "article_id": undone.article_id,
        "key": undone.before.id if undone.before else undone.target,
        "kind": undone.kind,
    }


def merge_or_split(db: Database, kind: str, summit_ids: list[str], decided_by: str) -> Answer:
    """A person's word on which meetings are one event."""
    if kind not in EVENT_KINDS:
        raise UsageError(f"'{kind}' is no decision on events; there are {', '.join(EVENT_KINDS)}")
    if kind == "event_merge" and len(set(summit_ids)) < 2:
        raise UsageError("choose the event to merge with")
    row = decide_event(db, kind, summit_ids, decided_by)
    return {"decision_id": row.decision_id}
