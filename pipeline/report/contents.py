"""What the report holds: every record as columns of plain values, small enough to embed.

Records refer to each other by place (article 0, actor 3), not by id; words that stand in
an article are offsets into its text. The offsets are those of JavaScript: UTF-16 units.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from pipeline.relating.explaining import near_misses
from pipeline.storing.database import Database
from pipeline.storing.sqlfiles import sql

Rows = list[dict[str, Any]]
Packed = dict[str, Any]


def collect(db: Database) -> dict[str, Any]:
    """Everything that the page shows, as values that JSON has.

    A table is `{"n": rows, "columns": {name: values}}`, see `packed`.
    """
    articles, actors, events = (_rows(db, name) for name in ("articles", "actors", "events"))
    meetings, statements = _rows(db, "meetings"), _rows(db, "statements")
    claims, mentions = _rows(db, "claims"), _rows(db, "mentions")
    runs = _rows(db, "runs")
    of_article = _places(articles, "article_id")
    of_actor = _places(actors, "actor_id")
    of_event = _places(events, "event_id")
    of_run = _places(runs, "run_id")
    of_meeting, of_statement = _places(meetings, "record_id"), _places(statements, "record_id")
    of_claim = _places(claims, "record_id")

    spans = _spans(db, articles)
    for row in articles:
        row["duplicate_of"] = of_article.get(row["duplicate_of"])
        row["sources"] = [PurePosixPath(source).name for source in row["sources"] or ()]
    for record in (*meetings, *statements, *claims, *mentions):
        record["article"] = of_article[record.pop("article_id")]
        record["spans"] = spans.get(record["record_id"], [])
        if "run_id" in record:
            record["run"] = of_run.get(record.pop("run_id"))
    for mention in mentions:
        mention["actor"] = of_actor[mention.pop("actor_id")]
    people = _grouped(db, "participants", "record_id", of_actor)
    for meeting in meetings:
        meeting["event"] = of_event.get(meeting.pop("event_id"))
        meeting["people"] = people.get(meeting["record_id"], [])
    people = _grouped(db, "attendance", "event_id", of_actor)
    missed = near_misses(db)
    for event in events:
        event["people"] = people.get(event["event_id"], [])
        event["near"] = [
            [of_meeting[summit_id], why] for summit_id, why in missed.get(event["event_id"], ())
        ]
    people = _grouped(db, "speakers", "record_id", of_actor)
    for statement in statements:
        statement["meeting"] = of_meeting.get(statement.pop("summit_id"))
        statement["people"] = people.get(statement["record_id"], [])
    people = _grouped(db, "asserters", "record_id", of_actor)
    for claim in claims:
        claim["statement"] = of_statement.get(claim.pop("statement_id"))
        claim["asserters"] = [actor for actor, *_ in people.get(claim["record_id"], ())]
    review = _rows(db, "review")
    for row in review:
        row["article"] = of_article.get(row.pop("article_id"))

    return {
        "articles": packed(articles),
        "actors": packed(actors),
        "events": packed(events),
        "meetings": packed(meetings),
        "statements": packed(statements),
        "claims": packed(claims),
        "mentions": packed(mentions),
        "review": packed(review),
        "runs": packed(runs),
        "event_links": packed(_pairs(db, "event_links", "event", of_event)),
        "claim_links": packed(_pairs(db, "claim_links", "claim", of_claim)),
    }


def packed(rows: Sequence[Mapping[str, Any]]) -> Packed:
    """Rows as columns; a column of recurring words is `{"words": […], "at": [places]}`.

    `[{"a": "x", "b": 1}, {"a": "x", "b": None}]`
    `-> {"n": 2, "columns": {"a": {"words": ["x"], "at": [0, 0]}, "b": [1, None]}}`
    A column without any value is left out.
    """
    columns: dict[str, Any] = {}
    for name in rows[0] if rows else ():
        values = [_plain(row[name]) for row in rows]
        words = {value: None for value in values if isinstance(value, str)}
        if not any(value is not None and value != [] for value in values):
            continue
        if words and len(words) <= len(values) // 2:
            place = {word: at for at, word in enumerate(words)}
            columns[name] = {"words": list(words), "at": [place.get(value) for value in values]}
        else:
            columns[name] = values
    return {"n": len(rows), "columns": columns}


def utf16(text: str) -> Callable[[int], int]:
    """From offsets in Python characters to offsets in UTF-16 units.

    `utf16("🕊 ok")(2) -> 3`
    """
    astral = [at for at, character in enumerate(text) if character > "\uffff"]
    return lambda offset: offset + bisect_left(astral, offset)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _rows(db: Database, name: str) -> Rows:
    return db.dicts(sql(f"report/{name}"))


def _places(rows: Iterable[Mapping[str, Any]], key: str) -> dict[str | None, int]:
    return {row[key]: at for at, row in enumerate(rows)}


def _spans(db: Database, articles: Rows) -> dict[str, list[int]]:
    """Record id -> start, end, start, end, … in the order of its evidence."""
    units = {row["article_id"]: utf16(row["text"]) for row in articles}
    spans: dict[str, list[int]] = defaultdict(list)
    for row in _rows(db, "evidence"):
        unit = units[row["article_id"]]
        spans[row["record_id"]] += (unit(row["char_start"]), unit(row["char_end"]))
    return spans


def _grouped(
    db: Database, name: str, key: str, of_actor: Mapping[str | None, int]
) -> dict[str, list[list[Any]]]:
    """Record or event id -> [actor, role] or [actor] of each of its people."""
    found: dict[str, list[list[Any]]] = defaultdict(list)
    for row in _rows(db, name):
        actor = of_actor[row["actor_id"]]
        found[row[key]].append([actor, row["role"]] if "role" in row else [actor])
    return found


def _pairs(db: Database, name: str, end: str, places: Mapping[str | None, int]) -> Rows:
    return [
        {
            "a": places[row[f"{end}_a"]],
            "b": places[row[f"{end}_b"]],
            "relation": row["relation"],
            "rule": row["rule"],
        }
        for row in _rows(db, name)
    ]
