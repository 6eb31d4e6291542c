"""Records with all that supports them: their words, their article, and who or what decided."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.storing.database import Database

Answer = dict[str, Any]

_TABLES = {
    "statement": "statements",
    "claim": "claims",
    "meeting": "meetings",
    "actor_mention": "mentions",
}


def records(db: Database, ids: Iterable[str]) -> list[Answer]:
    """The records of these ids in their order; an id that names none is left out.

    `{"kind": "statement", "id": …, …, "evidence": [{"words": …, "start": 17, "end": 80, …}],
    "article": {"title": …, "outlet": …}, "decided": {"read_by": …, "person": null, …}}`

    `words` is the article's `text[start:end]`.
    """
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Answer] = {
        row["id"]: {"kind": kind} | row
        for kind, table in _TABLES.items()
        for row in _rows(db, table, wanted)
    }
    evidence = defaultdict(list)
    for row in _rows(db, "evidence", found):
        evidence[row.pop("record_id")].append(row)
    articles = {row["article_id"]: row for row in _of(db, "sources", found, "article_id")}
    models = {row["run_id"]: row["model"] for row in _of(db, "models", found, "run_id")}
    verdicts = {row["record_id"]: row for row in _rows(db, "decided", found)}
    for id_, record in found.items():
        run_id, verdict = record.pop("run_id", None), verdicts[id_]
        record["evidence"] = evidence[id_]
        record["article"] = articles[record.pop("article_id")]
        record["decided"] = {
            "read_by": models.get(run_id),
            "run_id": run_id,
            "person": verdict["verdict"]
            and {"verdict": verdict["verdict"], "by": verdict["decided_by"]},
            "doubts": verdict["doubts"] or [],
        }
    return [found[id_] for id_ in wanted if id_ in found]


def with_tellings(db: Database, ids: Sequence[str]) -> list[str]:
    """The same ids, each event's followed by those of the meetings that tell it."""
    told = defaultdict(list)
    for row in _rows(db, "tellings", ids):
        told[row["event_id"]].append(row["summit_id"])
    return [one for id_ in ids for one in (id_, *told[id_])]


def _rows(db: Database, name: str, ids: Iterable[str]) -> list[Answer]:
    return db.run(f"assistant/{name}", {"ids": list(ids)}).dicts()


def _of(db: Database, name: str, found: dict[str, Answer], key: str) -> list[Answer]:
    return _rows(db, name, sorted({row[key] for row in found.values() if row.get(key)}))
