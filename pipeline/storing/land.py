"""Landing: an article's rows reach the database together or not at all."""

from datetime import UTC, datetime

from pipeline.storing.database import Clash, Database
from pipeline.storing.rows import article_row, record_rows, shared_rows, source_row
from schemas.records import Article, ArticleRecords
from schemas.tables import OutcomeRow, RunRow


def now() -> datetime:
    """UTC without a zone, as the database keeps times."""
    return datetime.now(UTC).replace(tzinfo=None)


def begin_run(db: Database, run: RunRow) -> None:
    with db.transaction():
        db.insert([run])


def finish_run(db: Database, run_id: str) -> None:
    """Note the end, and leave out actors and places that no row names any more."""
    with db.transaction():
        db.run("finish_run", {"run_id": run_id, "finished_at": now()})
        db.run("delete_orphans")


def land(
    db: Database, outcome: OutcomeRow, article: Article | None, records: ArticleRecords | None
) -> None:
    """An article's text, records, evidence and outcome in one transaction.

    Landing what has landed before changes nothing: rows are keyed by content, and an
    article's older generation makes room for the new one. Without `records` (extraction
    failed, or another source of the text had it done) the generation that is there stays.
    """
    with db.transaction():
        if article is not None:
            clash: Clash = "ignore" if records is None else "replace"
            db.insert([article_row(article)], clash=clash)
            db.insert([source_row(article, now())], clash="replace")
        if records is not None:
            db.run("delete_generation", {"article_id": records.article.article_id})
            db.insert(shared_rows(records), clash="replace")
            db.insert(record_rows(records, outcome.run_id))
        db.insert([outcome], clash="replace")
