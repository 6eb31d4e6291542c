"""Decisions on records as they are kept, and the threads that they make.

A decision holds the whole record as the person saw it (`before`) and as he left it
(`after`): so a later reading of the article can be held against both, and where it has no
such record the person's own is still there.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

from pipeline.reviewing.records import Record, as_line, record_of, row_of
from schemas.tables import DecisionRow, Row

Kind = Literal["accept", "correct", "reject", "add", "unsure", "not_speech", "dismiss"]
KINDS: tuple[Kind, ...] = get_args(Kind)
VERDICTS = frozenset({"accept", "correct", "reject", "add"})
"""Decisions that say what is right; `unsure` only says that somebody looked."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on something in one article."""

    decision_id: str
    decided_at: datetime
    decided_by: str
    kind: Kind
    article_id: str
    target: str
    """The record's id after the decision; `quote:<start>` and the like for what is none."""
    run_id: str | None = None
    """The run whose reading it was made on."""
    before: Record | None = None
    """The record as it was; None where it was added, and for what is no record."""
    after: Record | None = None
    """The record as it is to be; None where it was rejected."""
    cast: tuple[Row, ...] = ()
    """The actors with their mentions, and the places, that `after` names."""
    referred: Record | None = None
    """The record that `after` names: its statement, or its meeting."""
    about: Mapping[str, Any] = field(default_factory=dict)
    """What is no record: a quotation's `start`; the `code` and words of a flag or reject."""
    undone_by: str | None = None

    def as_row(self) -> DecisionRow:
        value = {
            "run_id": self.run_id,
            "before": self.before.as_json() if self.before else None,
            "after": self.after.as_json() if self.after else None,
            "cast": [as_line(row) for row in self.cast],
            "referred": self.referred.as_json() if self.referred else None,
            "about": dict(self.about),
        }
        return DecisionRow(
            decision_id=self.decision_id,
            decided_at=self.decided_at,
            decided_by=self.decided_by,
            kind=self.kind,
            article_id=self.article_id,
            target=self.target,
            value=json.dumps(value, ensure_ascii=False),
            undone_by=self.undone_by,
        )


def decision_of(row: Mapping[str, Any]) -> Decision:
    """The decision of a row of `decisions`, as the database gives it."""
    value = json.loads(row["value"]) if isinstance(row["value"], str) else row["value"]
    return Decision(
        decision_id=row["decision_id"],
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
        kind=row["kind"],
        article_id=row["article_id"],
        target=row["target"],
        run_id=value["run_id"],
        before=record_of(value["before"]) if value["before"] else None,
        after=record_of(value["after"]) if value["after"] else None,
        cast=tuple(map(row_of, value["cast"])),
        referred=record_of(value["referred"]) if value["referred"] else None,
        about=value["about"],
        undone_by=row["undone_by"],
    )


@dataclass(frozen=True, slots=True)
class Thread:
    """The decisions on one record, the earliest first, through all ids that it had."""

    decisions: tuple[Decision, ...]
    ids: frozenset[str]

    @property
    def key(self) -> str:
        return min(self.ids)

    @property
    def verdict(self) -> Decision | None:
        """The last word on what is right."""
        return next((d for d in reversed(self.decisions) if d.kind in VERDICTS), None)

    @property
    def settled(self) -> bool:
        """Nobody said "not sure" after the verdict."""
        return self.decisions[-1].kind in VERDICTS

    @property
    def faces(self) -> Sequence[Record]:
        """The record as it looked at every decision."""
        shown = (face for d in self.decisions for face in (d.before, d.after) if face)
        return tuple(shown)


def threads(decisions: Iterable[Decision]) -> list[Thread]:
    """The standing decisions on records by record; those on anything else are left out.

    Two belong together where one was made on what the other left.
    """
    made: list[tuple[set[str], list[Decision]]] = []
    for one in sorted(decisions, key=lambda d: (d.decided_at, d.decision_id)):
        ids = {face.id for face in (one.before, one.after) if face}
        if one.undone_by or not ids:
            continue
        joined = [thread for thread in made if thread[0] & ids]
        made = [thread for thread in made if not thread[0] & ids]
        together = [d for _, ds in joined for d in ds]
        made.append((ids.union(*(known for known, _ in joined)), [*together, one]))
    return [
        Thread(
            tuple(sorted(ds, key=lambda d: (d.decided_at, d.decision_id))),
            frozenset(ids),
        )
        for ids, ds in sorted(made, key=lambda thread: min(thread[0]))
    ]
