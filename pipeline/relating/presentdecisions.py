"""What people's decisions on events mean for the meetings that are in the database now.

A person's decision is kept by article, words and parties. For a later reading of the
article it holds for the meeting that rests on those words and has those parties; where
none or two do, it rests, and a flag puts that before a person.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.identity import digest
from pipeline.relating.decisions import Decided
from pipeline.storing.database import Database
from pipeline.storing.sqlfiles import sql
from schemas.tables import FlagRow

SAME_WORDS = 0.5
"""Share of the shorter one's words at which two readings of an article speak of one meeting."""


def decisions_now(
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
