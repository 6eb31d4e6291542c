"""Taking an article out with all that rests on it, as a takedown requires.

Out of every table: its text, records, earlier readings, rejects, people's decisions about
it, verdicts on its claims, its path in the settings of runs. What stays is that some source
of that run cost so much, and the figures of evaluations, without their examples. Then
duplicates, events and links are made anew, all in a copy that takes the database's place at
once: it is there whole, or gone. Answers and shards go after that, and the note of what is to
go goes last: the same takedown again finishes one that was killed.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError, not_found, several
from pipeline.relating.relate import relate
from pipeline.storing.answers import Answers
from pipeline.storing.database import Database
from pipeline.storing.database_file import rewrite
from pipeline.storing.land import forget_orphans
from pipeline.storing.sqlfiles import sql
from pipeline.storing.takedowns import Named, Takedowns


def named(
    db: Database | None,
    takedowns: Takedowns,
    words: list[str],
    shards: Callable[[], Iterable[Named]] = tuple,
) -> list[Named]:
    """The articles that ids, paths or URLs name; raises UsageError where one names none or many.

    They are looked for in the database, among what waits for a batch or is kept of a run that
    was killed, and if they are not there in `shards`.
    """
    begun = takedowns.begun()
    found: dict[str, Named] = {}
    for word in words:
        called = _merged((*_in(db, word), *takedowns.known(word), *_called(begun, word)))
        called = called or _merged(_called(shards(), word))
        if not called:
            raise UsageError(not_found("article", word, "summitry query articles"))
        if len(called) > 1 and word not in called:
            raise UsageError(several("article", word, list(called)))
        article_id = word if word in called else next(iter(called))
        found[article_id] = called[article_id]
    return list(found.values())


def _in(db: Database | None, word: str) -> list[Named]:
    rows = db.run("forget/articles", {"wanted": word}).dicts() if db else []
    for row in rows:
        row["sources"] = tuple(path for path in row["sources"] if path is not None)
    return [Named(**row) for row in rows]


def _called(articles: Iterable[Named], word: str) -> list[Named]:
    return [one for one in articles if one.is_called(word)]


def _merged(found: Iterable[Named]) -> dict[str, Named]:
    """Each article once, with all its paths, by id."""
    merged: dict[str, Named] = {}
    for one in found:
        before = merged.get(one.article_id, one)
        sources = dict.fromkeys((*before.sources, *one.sources))
        merged[one.article_id] = replace(before, sources=tuple(sources))
    return dict(sorted(merged.items()))


def refuse_unfinished(db: Database) -> None:
    """Raise UsageError while a run goes on: it could land the article again."""
    if unfinished := db.run("unfinished_runs").rows:
        raise UsageError(
            f"run {unfinished[0][0]} has not ended and could bring the article back: wait for it, "
            "or if it was killed run the same again; --force forgets all the same"
        )


def forget(
    path: Path,
    answers: Answers,
    articles: list[Named],
    in_shards: Callable[[set[str]], None] = lambda _: None,
) -> int:
    """Forget articles for good, wherever they are kept; returns how many answers.

    Raises DatabaseError where another process holds the database: nothing is forgotten then.
    A kill in between leaves each file with all of them or with none, and the same again does
    the rest.
    """
    takedowns = Takedowns(answers)
    with ExitStack() as stack:
        if path.exists():
            stack.enter_context(Database.open(path, must_exist=True))  # held to the end
        takedowns.begin(articles)
        if path.exists():
            rewrite(path, lambda copy: _forget_in(copy, articles))
        in_shards({one.article_id for one in articles})
        forgotten = sum(answers.forget(one.article_id) for one in articles)
        answers.file.scrub()
        takedowns.end(articles)
    return forgotten


def _forget_in(copy: Path, articles: list[Named]) -> None:
    with Database.open(copy, must_exist=True) as db:
        with db.transaction():
            for article in articles:
                _forget_rows(db, article)
        forget_orphans(db)
        relate(db)


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
    for table in ("superseded", "readings", "evaluations", "source_digests"):
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
