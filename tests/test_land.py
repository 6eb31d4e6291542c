"""An article's rows reach the database together or not at all."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import DatabaseError
from pipeline.grounding.ground import ground
from pipeline.resolving.resolve import resolve
from pipeline.storing.database import Database, table_names
from pipeline.storing.land import End, begin_run, finish_run, forget_orphans, land, now
from schemas.records import Article, ArticleRecords
from schemas.tables import OutcomeRow, RunRow
from tests.drafts import ACTORS, Wire, article, draft, meeting, parsed, statement


def records(wire: Wire | None = None, text: Article | None = None) -> ArticleRecords:
    return resolve(ground(text or article(), parsed(wire or draft())).records)


def outcome(run_id: str = "r1", source: str = "a.txt", **fields: Any) -> OutcomeRow:
    values: dict[str, Any] = {
        "article_id": article().article_id,
        "outcome": "records",
        "reason": None,
        "attempts": 1,
        "input_tokens": 1,
        "output_tokens": 1,
        "cost_usd": None,
        "latency_ms": 1,
        "raw": None,
    }
    return OutcomeRow(run_id=run_id, source_path=source, **{**values, **fields})


def broken(run_id: str = "r1", source: str = "a.txt") -> OutcomeRow:
    """An outcome that the table's CHECK refuses: it is the last row of a landing."""
    values = outcome(run_id, source).model_dump() | {"outcome": "no such outcome"}
    return OutcomeRow.model_construct(**values)


def started(path: Path, *run_ids: str) -> Database:
    db = Database.open(path)
    for run_id in run_ids or ("r1",):
        row = RunRow(
            run_id=run_id,
            started_at=now(),
            finished_at=None,
            model="m",
            prompt="p",
            prompt_sha256="s",
            schema_version="1",
            settings="{}",
            code_version="0",
        )
        begin_run(db, row)
    return db


def counts(db: Database) -> dict[str, int]:
    found = {name: db.query(f"SELECT count(*) FROM {name}").rows[0][0] for name in table_names()}
    return {name: count for name, count in found.items() if count}


def test_article_lands_in_every_table_that_it_has_rows_for(tmp_path: Path) -> None:
    with started(tmp_path / "x.duckdb") as db:
        found = records()
        land(db, [End(outcome(), found.article, found)])
        got = counts(db)
    assert got["articles"] == got["article_sources"] == got["outcomes"] == got["runs"] == 1
    assert (got["summits"], got["statements"], got["claims"]) == (1, 4, 1)
    assert (got["actor_mentions"], got["quote_spans"], got["claim_asserters"]) == (3, 3, 1)
    assert got["participations"] == 2
    assert got["places"] == 1


def test_landing_twice_changes_nothing(tmp_path: Path) -> None:
    with started(tmp_path / "x.duckdb") as db:
        found = records()
        land(db, [End(outcome(), found.article, found)])
        before = counts(db)
        land(db, [End(outcome(), found.article, found)])
        assert counts(db) == before


def test_failure_inside_a_landing_leaves_nothing(tmp_path: Path) -> None:
    with started(tmp_path / "x.duckdb") as db:
        found = records()
        land(db, [End(outcome(), found.article, found)])
        before = counts(db)
        other = article("Putin met Erdogan in Sochi on Monday.", "b.txt")
        with pytest.raises(DatabaseError):
            land(
                db, [End(broken(source="b.txt"), other, records(draft([], [], [], dl=None), other))]
            )
        assert counts(db) == before
        assert db.dicts("SELECT source_path FROM article_sources") == [{"source_path": "a.txt"}]


def test_failure_inside_a_second_landing_leaves_the_old_generation(tmp_path: Path) -> None:
    with started(tmp_path / "x.duckdb", "r1", "r2") as db:
        found = records()
        land(db, [End(outcome(), found.article, found)])
        before = db.query("FROM statements ORDER BY ALL").rows
        with pytest.raises(DatabaseError):
            land(db, [End(broken("r2"), found.article, records(draft([], [], [])))])
        assert db.query("FROM statements ORDER BY ALL").rows == before


def test_new_generation_replaces_the_old_one_and_keeps_rejects_and_outcomes(
    tmp_path: Path,
) -> None:
    with started(tmp_path / "x.duckdb", "r1", "r2") as db:
        found = records()
        land(db, [End(outcome("r1"), found.article, found)])
        fewer = records(draft(ACTORS[:2], [], [statement("a2", at=["3:the talks…useful."])]))
        land(db, [End(outcome("r2"), fewer.article, fewer)])
        got = counts(db)
        assert (got["statements"], got["outcomes"]) == (1, 2)
        assert "summits" not in got
        assert "participations" not in got
        assert "claims" not in got
        assert db.query("SELECT DISTINCT run_id FROM statements").rows == (("r2",),)


def test_end_of_a_run_takes_out_actors_and_places_that_nobody_names(tmp_path: Path) -> None:
    with started(tmp_path / "x.duckdb", "r1", "r2") as db:
        found = records()
        land(db, [End(outcome("r1"), found.article, found)])
        forget_orphans(db)
        finish_run(db, "r1")
        assert {"actors", "places"} <= set(counts(db))
        none = records(draft([], [], [], dl=None))
        land(db, [End(outcome("r2"), none.article, none)])
        forget_orphans(db)
        finish_run(db, "r2")
        assert not {"actors", "places"} & set(counts(db))
        assert db.query("SELECT count(*) FROM runs WHERE finished_at IS NOT NULL").rows == ((2,),)


def test_failed_article_lands_with_its_text_and_without_records(tmp_path: Path) -> None:
    with started(tmp_path / "x.duckdb") as db:
        land(db, [End(outcome(outcome="refused", reason="no"), article(), None)])
        assert counts(db) == {"articles": 1, "article_sources": 1, "outcomes": 1, "runs": 1}


def test_unreadable_source_lands_as_an_outcome_alone(tmp_path: Path) -> None:
    with started(tmp_path / "x.duckdb") as db:
        land(db, [End(outcome(outcome="unreadable", reason="empty", article_id=None), None, None)])
        assert counts(db) == {"outcomes": 1, "runs": 1}


def test_every_reference_between_rows_holds(tmp_path: Path) -> None:
    with started(tmp_path / "x.duckdb") as db:
        found = records(draft(meetings=[meeting("m1", "a1 host", "a2 guest")]))
        land(db, [End(outcome(), found.article, found)])
        finish_run(db, "r1")
        for dangling in (
            "FROM statement_actors ANTI JOIN statements USING (statement_id)",
            "FROM statement_actors ANTI JOIN actors USING (actor_id)",
            "FROM participations ANTI JOIN summits USING (summit_id)",
            "FROM participations ANTI JOIN actors USING (actor_id)",
            "FROM (SELECT party_id AS actor_id FROM participations WHERE party_id IS NOT NULL) "
            "ANTI JOIN actors USING (actor_id)",
            "FROM claim_asserters ANTI JOIN actors USING (actor_id)",
            "FROM (FROM claims WHERE statement_id IS NOT NULL) "
            "ANTI JOIN statements USING (statement_id)",
            "FROM (FROM quote_spans WHERE statement_id IS NOT NULL) "
            "ANTI JOIN statements USING (statement_id)",
        ):
            assert db.query(dangling).rows == (), dangling
