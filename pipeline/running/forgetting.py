"""Taking an article out with all that rests on it, as a takedown requires.

Out of every table: its text, records, earlier readings, rejects, people's decisions about
it, verdicts on its claims, its path in the settings of runs. What stays is that some source
of that run cost so much, and the figures of evaluations, without their examples. Then
duplicates, events and links are made anew, and the file is written anew: freed blocks of a
DuckDB file keep what they held.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError, not_found
from pipeline.relating.relate import relate
from pipeline.storing.answers import Answers
from pipeline.storing.database import Database, rewrite, sql
from pipeline.storing.land import forget_orphans


@dataclass(frozen=True, slots=True)
class Named:
    """An article that is to be forgotten."""

    article_id: str
    title: str | None
    url: str | None
    sources: tuple[str, ...]


def named(db: Database, words: list[str]) -> list[Named]:
    """The articles that ids, paths or URLs name; raises UsageError where one names none or many."""
    found: dict[str, Named] = {}
    for wanted in words:
        rows = db.run("forget/articles", {"wanted": wanted}).dicts()
        if not rows:
            raise UsageError(not_found("article", wanted, "summitry query articles"))
        if len(rows) > 1 and wanted not in {row["article_id"] for row in rows}:
            which = ", ".join(row["article_id"] for row in rows)
            raise UsageError(f"'{wanted}' names {len(rows)} articles; forget them by id: {which}")
        for row in rows[:1] if len(rows) == 1 else rows:
            if len(rows) == 1 or row["article_id"] == wanted:
                sources = tuple(path for path in row["sources"] if path is not None)
                found[row["article_id"]] = Named(
                    row["article_id"], row["title"], row["url"], sources
                )
    return list(found.values())


def refuse_unfinished(db: Database) -> None:
    """Raise UsageError while a run goes on: it could land the article again."""
    if unfinished := db.run("unfinished_runs").rows:
        raise UsageError(
            f"run {unfinished[0][0]} has not ended and could bring the article back: wait for it, "
            "or if it was killed run the same again; --force forgets all the same"
        )


def forget(path: Path, articles: list[Named]) -> int:
    """Forget articles for good, in the database and in its answers; returns how many answers.

    Raises DatabaseError where another process holds the database: nothing is forgotten then.
    A kill in between leaves them forgotten in part, and the same again does the rest.
    """
    forgotten = 0
    with Database.open(path, must_exist=True) as db, Answers.beside(path) as answers:
        # The answers first: the database still says which they are if this dies here.
        for article in articles:
            forgotten += answers.forget(article.article_id)
        answers.scrub()
        with db.transaction():
            for article in articles:
                _forget_rows(db, article)
        forget_orphans(db)
        relate(db)
    rewrite(path)
    return forgotten


def _forget_rows(db: Database, article: Named) -> None:
    one = {"article_id": article.article_id}
    claims = _claims(db, one)
    for row in db.dicts(sql("forget/decisions")):
        _forget_in_decision(db, row, article.article_id, claims)
    for row in db.dicts(sql("forget/runs")):
        settings = json.loads(row["settings"])
        if without := _without_paths(settings, article.sources):
            db.run("forget/run", {"run_id": row["run_id"], "settings": json.dumps(without)})
    db.run("delete_generations", {"article_ids": [article.article_id]})
    db.run("forget/rows", one)
    for table in ("superseded", "readings", "evaluations"):
        if db.run("has_table", {"table": table}).rows[0][0]:
            db.run(f"forget/{table}", one)


def _claims(db: Database, one: dict[str, str]) -> set[str]:
    """Ids and sentences of all claims that any reading made of the article."""
    rows = db.dicts(sql("forget/claims"), one)
    if db.run("has_table", {"table": "superseded"}).rows[0][0]:
        for (records,) in db.run("forget/records", one).rows:
            lines = json.loads(records)
            rows += [
                {"id": line["claim_id"], "text": line["text"]}
                for line in lines
                if line["kind"] == "claim"
            ]
    return {word for row in rows for word in (row["id"], row["text"])}


def _forget_in_decision(
    db: Database, row: dict[str, Any], article_id: str, claims: set[str]
) -> None:
    """Verdicts on its claims go; of meetings put together or apart its own go."""
    value = json.loads(row["value"])
    gone = {"decision_id": row["decision_id"]}
    if isinstance(value, dict):
        said = {value.get("claim_a"), value.get("claim_b"), *value.get("sentences", ())}
        if said & claims:
            db.run("forget/drop_decision", gone)
        return
    left = [told for told in value if told["article_id"] != article_id]
    if len(left) == len(value):
        return
    if len(left) < (2 if row["kind"] == "event_merge" else 1):
        db.run("forget/drop_decision", gone)
        return
    target = ",".join(sorted(told["summit_id"] for told in left))
    db.run("forget/decision", {**gone, "target": target, "value": json.dumps(left)})


def _without_paths(settings: dict[str, Any], sources: tuple[str, ...]) -> dict[str, Any] | None:
    """A run's settings without the paths that name these sources; None where none does."""
    paths = settings.get("paths")
    if not isinstance(paths, list) or not set(sources) & set(paths):
        return None
    return {**settings, "paths": [path for path in paths if path not in sources]}
