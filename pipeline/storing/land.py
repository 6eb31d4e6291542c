"""Landing: articles' rows reach the database together, whole batches of them, or not at all."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from itertools import chain
from uuid import uuid4

from pipeline.storing.database import Database, Unchecked
from pipeline.storing.rows import (
    article_row,
    record_rows,
    shared_rows,
    source_digest_row,
    source_row,
)
from schemas.records import Article, ArticleRecords
from schemas.tables import SCHEMA_VERSION, OutcomeRow, RunRow, SourceDigestRow


@dataclass(frozen=True, slots=True)
class End:
    """How one source ended, and what lands of it."""

    outcome: OutcomeRow
    article: Article | None = None
    """None where there is no text."""
    records: ArticleRecords | None = None
    """None where extraction failed, or another source of the text had it done: the
    generation that is there stays.
    """


def now() -> datetime:
    """UTC without a zone, as the database keeps times."""
    return datetime.now(UTC).replace(tzinfo=None)


def new_run(
    *, model: str, prompt: str, prompt_sha256: str, settings: Mapping[str, object]
) -> RunRow:
    """A run that begins now; its id tells when: `20261122T114200-1a2b3c`."""
    begun = now()
    return RunRow(
        run_id=f"{begun:%Y%m%dT%H%M%S}-{uuid4().hex[:6]}",
        started_at=begun,
        finished_at=None,
        model=model,
        prompt=prompt,
        prompt_sha256=prompt_sha256,
        schema_version=SCHEMA_VERSION,
        settings=json.dumps(settings, default=str),
        code_version=version("summitry"),
    )


def begin_run(db: Database, run: RunRow) -> None:
    with db.transaction():
        db.insert([run])


def finish_run(db: Database, run_id: str) -> None:
    with db.transaction():
        db.run("finish_run", {"run_id": run_id, "finished_at": now()})


def forget_orphans(db: Database) -> None:
    """Leave out actors and places that no row names any more."""
    with db.transaction():
        db.run("delete_orphans")


LaidOver = Callable[[Database, Mapping[str, Sequence[Unchecked]], str], Iterable[Unchecked]]
"""The rows that land, by article, and their run -> the rows with what people decided."""


def land(
    db: Database,
    ends: Sequence[End],
    *,
    begins: RunRow | None = None,
    laid_over: LaidOver | None = None,
) -> None:
    """All ends, of one run, in one transaction; `begins` is that run if it has no row yet.

    Landing what has landed before changes nothing: rows are keyed by content, and an
    article's older generation makes room for the new one. Another run's generation is
    kept in `superseded`.
    """
    with db.transaction():
        if begins is not None:
            db.insert([begins], clash="replace")
        landed_at = now()
        read = [end for end in ends if end.records is not None]
        _make_room(db, read)
        db.insert((article_row(a) for a in _articles(read)), clash="replace")
        others = (end for end in ends if end.records is None)
        db.insert((article_row(a) for a in _articles(others)), clash="ignore")
        db.insert((source_row(a, landed_at) for a in _articles(ends)), clash="replace")
        shared = _by_article(read, lambda records, _: shared_rows(records))
        own = _by_article(read, record_rows)
        db.insert_unchecked(chain.from_iterable(shared.values()), clash="replace")
        if laid_over and read:
            landing = {article_id: [*shared[article_id], *rows] for article_id, rows in own.items()}
            db.insert_unchecked(laid_over(db, landing, read[0].outcome.run_id))
        else:
            db.insert_unchecked(chain.from_iterable(own.values()))
        db.insert((end.outcome for end in ends), clash="replace")
        _keep_digests(db, ends)


def read_before(db: Database) -> dict[str, tuple[str, date | None]]:
    """What needs not be read to be known: digest -> article_id and day of publication.

    Nothing in a database in which no program has noted it yet.
    """
    if not db.run("has_table", {"table": SourceDigestRow.table}).rows[0][0]:
        return {}
    rows = db.run("read_before").rows
    return {digest: (article_id, published_on) for digest, article_id, published_on in rows}


def _keep_digests(db: Database, ends: Sequence[End]) -> None:
    """Note what the sources of these articles held: the same again need not be read."""
    rows = {a.source_path: row for a in _articles(ends) if (row := source_digest_row(a))}
    if not rows:
        return
    if db.run("has_table", {"table": SourceDigestRow.table}).rows[0][0]:
        db.run("delete_source_digests", {"source_paths": list(rows)})
    else:
        db.run("source_digests")
    db.insert(rows.values())


def _make_room(db: Database, read: Sequence[End]) -> None:
    """Take out what earlier readings made of these articles; keep what other runs made."""
    if not read:
        return
    run_id = read[0].outcome.run_id
    ids = [end.outcome.article_id for end in read]
    there = [row[0] for row in db.run("articles_there", {"article_ids": ids}).rows]
    if not there:
        return
    made_by = dict(db.run("generations", {"article_ids": there}).rows)
    others = {a: by for a, by in made_by.items() if by is not None and by != run_id}
    if others:
        db.run("superseded")
        db.run("record_lines")
        db.run(
            "keep_superseded",
            {
                "article_ids": list(others),
                "run_ids": list(others.values()),
                "superseded_by": run_id,
            },
        )
    db.run("delete_generations", {"article_ids": list(made_by)})


def _articles(ends: Iterable[End]) -> Iterable[Article]:
    for end in ends:
        if end.records is not None:
            yield end.records.article
        elif end.article is not None:
            yield end.article


def _by_article(
    read: Sequence[End], rows_of: Callable[[ArticleRecords, str], Iterable[Unchecked]]
) -> dict[str, list[Unchecked]]:
    """Rows of each article's records, which their run made."""
    return {
        end.records.article.article_id: list(rows_of(end.records, end.outcome.run_id))
        for end in read
        if end.records is not None
    }
