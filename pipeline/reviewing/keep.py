"""Decisions in the database: kept, taken back, and laid over what is there or lands.

An article on which a decision stands has its reading, as it was before any decision, in
`readings`; its rows in the record tables are always `overlay(reading, decisions)`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.errors import UsageError, not_found
from pipeline.relating.claimlinks import rebuild_claim_links
from pipeline.relating.events import rebuild_events
from pipeline.reviewing.decisions import KINDS, Decision, decision_of, threads
from pipeline.reviewing.overlay import overlay
from pipeline.reviewing.records import Reading, Record, as_line, reading_of, row_of
from pipeline.storing.database import Database, Unchecked
from pipeline.storing.sqlfiles import sql
from schemas.tables import (
    ActorMentionRow,
    ActorRow,
    ClaimAsserterRow,
    ClaimRow,
    EvidenceRow,
    FlagRow,
    ParticipationRow,
    PlaceRow,
    QuoteSpanRow,
    ReadingRow,
    Row,
    StatementActorRow,
    StatementRow,
    SummitRow,
)

OWN_TABLES: tuple[type[Row], ...] = (
    ActorRow,
    PlaceRow,
    SummitRow,
    ParticipationRow,
    StatementRow,
    StatementActorRow,
    ClaimRow,
    ClaimAsserterRow,
    ActorMentionRow,
    EvidenceRow,
    QuoteSpanRow,
    FlagRow,
)
"""What a decision can alter, or what such rows name."""
LINKED = {ClaimRow, StatementRow, ActorMentionRow}
"""What the links between claims rest on."""


class NotUndone(UsageError):
    """A decision that cannot be taken back, and why."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An article as it is: what was read, what was decided, and what came of it."""

    article_id: str
    text: str
    run_id: str
    """The run that read it."""
    read: Reading
    decisions: tuple[Decision, ...]
    current: Reading
    """The rows of the record tables."""


def standing(db: Database, article_id: str) -> Standing:
    """One article with its reading; raises UsageError where there is no such article."""
    found = db.query(sql("review/article_text"), {"article_id": article_id}).rows
    if not found:
        raise UsageError(not_found("article", article_id, "summitry query articles"))
    current = _current(db, article_id)
    decisions = decisions_on(db, [article_id])
    kept = _readings(db, [article_id]).get(article_id)
    if kept is None:
        run_id = str(db.query(sql("review/current_run"), {"article_id": article_id}).rows[0][0])
        kept = run_id, current
    return Standing(article_id, str(found[0][0]), kept[0], kept[1], tuple(decisions), current)


def decisions_on(db: Database, article_ids: Sequence[str]) -> list[Decision]:
    """The decisions that stand on records of these articles, the earliest first."""
    wanted = {"article_ids": list(article_ids), "kinds": list(KINDS)}
    return [decision_of(row) for row in db.dicts(sql("review/decisions"), wanted)]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is there after a decision was made or taken back."""

    decision: Decision
    reading: Reading
    unlinked: bool
    """Claims, or who vouches for them, are others: links between claims are to be made anew."""


def keep(db: Database, there: Standing, decision: Decision) -> Kept:
    """Note a decision and lay it over the article's rows, all in one transaction.

    Then events are made anew where the decision touches them. Links between claims take
    seconds in a large database: those of altered claims go at once, and `link` makes them
    all anew when there is time.
    """
    after = overlay(there.read, [*there.decisions, decision], there.text, there.run_id)
    with db.transaction():
        db.run("review/readings")
        db.insert([decision.as_row()])
        db.insert([_reading_row(there.article_id, there.run_id, there.read)], clash="replace")
        changed = _replace(db, there, after)
    if changed & {SummitRow, ActorMentionRow}:
        rebuild_events(db)
    return Kept(decision, after, bool(changed & LINKED))


def link(db: Database) -> None:
    """Make the links between claims anew, as every run does at its end."""
    rebuild_claim_links(db)


def undo(db: Database, decision_id: str, undone_by: str) -> Kept:
    """Take a decision back: the article is as if it had never been made; it stays on record.

    Raises NotUndone where there is none, where it is undone already, or where a later
    decision on the same record was made on what it left.
    """
    rows = db.dicts(sql("review/decision"), {"decision_id": decision_id})
    if not rows or rows[0]["kind"] not in KINDS:
        raise NotUndone(f"no decision '{decision_id}' on a record")
    if by := rows[0]["undone_by"]:
        raise NotUndone(f"decision '{decision_id}' is undone already, by {by}")
    decision = decision_of(rows[0])
    there = standing(db, decision.article_id)
    later = _later(decision, there.decisions)
    if later is not None:
        raise NotUndone(
            f"{later.decided_by} decided on the same record later ({later.kind}, decision "
            f"{later.decision_id}); undo that first: those on one record go newest first"
        )
    left = [one for one in there.decisions if one.decision_id != decision_id]
    after = overlay(there.read, left, there.text, there.run_id)
    with db.transaction():
        db.run("undo_decision", {"decision_id": decision_id, "undone_by": undone_by})
        changed = _replace(db, there, after)
        if not left:
            db.run("review/forget_reading", {"article_id": there.article_id})
    if changed & {SummitRow, ActorMentionRow}:
        rebuild_events(db)
    return Kept(decision, after, bool(changed & LINKED))


def _later(decision: Decision, decisions: Iterable[Decision]) -> Decision | None:
    """The last decision on the same record, if it is another one."""
    for thread in threads(decisions):
        if decision in thread.decisions:
            last = thread.decisions[-1]
            return None if last.decision_id == decision.decision_id else last
    return None


def laid_over(
    db: Database, landing: Mapping[str, Sequence[Unchecked]], run_id: str
) -> list[Unchecked]:
    """The rows of articles that land, by article, with what people decided laid over them.

    To be called inside the landing's transaction, once the older rows are gone. What was
    read is kept in `readings`; of an article without a decision the rows stay as they are.
    Rows that articles share are there already, and are not given back.
    """
    decided: dict[str, list[Decision]] = {}
    for decision in decisions_on(db, list(landing)):
        decided.setdefault(decision.article_id, []).append(decision)
    rows = [
        row
        for article_id, own in landing.items()
        if article_id not in decided
        for row in own
        if row[0] not in (ActorRow, PlaceRow)
    ]
    if not decided:
        return rows
    db.run("review/readings")
    if db.run("has_table", {"table": "superseded"}).rows[0][0]:
        db.run("review/superseded_as_read", {"article_ids": list(decided)})
    for article_id, decisions in decided.items():
        read = reading_of(model.model_validate(row) for model, row in landing[article_id])
        text = db.query(sql("review/article_text"), {"article_id": article_id}).rows[0][0]
        after = overlay(read, decisions, text, run_id)
        db.insert([_reading_row(article_id, run_id, read)], clash="replace")
        db.insert(after.shared, clash="ignore")
        rows += ((type(row), vars(row)) for row in replace(after, shared=()).rows())
    return rows


def _current(db: Database, article_id: str) -> Reading:
    rows: list[Row] = []
    for model in OWN_TABLES:
        found = db.dicts(sql(f"review/rows_{model.table}"), {"article_id": article_id})
        rows += [model.model_validate(row) for row in found]
    return reading_of(rows)


def _readings(db: Database, article_ids: Sequence[str]) -> dict[str, tuple[str, Reading]]:
    if not db.run("has_table", {"table": "readings"}).rows[0][0]:
        return {}
    rows = db.dicts(sql("review/reading"), {"article_ids": list(article_ids)})
    return {
        row["article_id"]: (
            row["run_id"],
            reading_of(
                read
                for line in json.loads(row["records"])
                if type(read := row_of(line)) in OWN_TABLES
            ),
        )
        for row in rows
    }


def _reading_row(article_id: str, run_id: str, read: Reading) -> ReadingRow:
    lines = sorted(
        json.dumps(as_line(_unplaced(row)), ensure_ascii=False)
        for row in read.rows()
        if type(row) in OWN_TABLES
    )
    return ReadingRow(article_id=article_id, run_id=run_id, records=f"[{','.join(lines)}]")


def _unplaced(row: Row) -> Row:
    """Without its event, which is made anew from all articles."""
    return row.model_copy(update={"event_id": None}) if isinstance(row, SummitRow) else row


def _replace(db: Database, there: Standing, after: Reading) -> set[type[Row]]:
    """Put what is different in the place of what is there; the tables that changed."""
    before = {key: _plain(record) for key, record in there.current.records.items()}
    now = {key: _plain(record) for key, record in after.records.items()}
    gone = [key for key in before if before[key] != now.get(key)]
    come = [now[key] for key in now if now[key] != before.get(key)]
    changed: set[type[Row]] = set()
    for record in (*(before[key] for key in gone), *come):
        changed.add(type(record.row))
    where = {"article_id": there.article_id}
    if gone:
        db.run("review/delete_records", {"record_ids": gone})
        db.run("review/delete_links", {"record_ids": gone})
    db.insert(after.shared, clash="ignore")
    db.insert(row for record in come for row in record.rows())
    if set(after.flags) != set(there.current.flags):
        db.run("review/delete_flags", where)
        db.insert(after.flags)
    if set(after.quote_spans) != set(there.current.quote_spans):
        db.run("review/delete_quote_spans", where)
        db.insert(after.quote_spans)
    return changed


def _plain(record: Record) -> Record:
    return record.having(event_id=None) if isinstance(record.row, SummitRow) else record
