"""The database says itself what its tables, views and columns mean."""

from pathlib import Path

import duckdb
import pytest

from pipeline.storing.database import Database
from pipeline.storing.dictionary import columns_of, entries
from pipeline.storing.sqlfiles import sql
from schemas.tables import OPTIONAL_TABLES, TABLES, Row


def dictionary(db: Database) -> dict[str, dict[str, str]]:
    """Table or view -> column -> meaning, as the database has it."""
    found: dict[str, dict[str, str]] = {}
    for row in db.dicts(sql("dictionary")):
        found.setdefault(row["table"], {"": row["table_meaning"]})[row["column"]] = row["meaning"]
    return found


def test_every_table_view_and_column_has_its_comment_in_a_new_database(tmp_path: Path) -> None:
    with Database.open(tmp_path / "a.duckdb") as db:
        found = dictionary(db)
    assert len(found) == len(TABLES) + 14
    missing = [(t, c) for t, columns in found.items() for c, text in columns.items() if not text]
    assert missing == []
    assert (
        found["claims"][""]
        == "One row is one claim: who vouches for what; never whether it is true."
    )
    assert found["quotes"][""].startswith("One row is one statement of an article that is no dup")


def test_every_column_of_every_row_model_says_what_it_means() -> None:
    for model in TABLES + OPTIONAL_TABLES:
        for name, field in model.model_fields.items():
            assert (field.description or "").rstrip()[-1:] in set(".'…"), (model.table, name)


MADE_BY = {"readings": "review/readings"}
"""The file that makes a table, where it has another name."""


@pytest.mark.parametrize("model", OPTIONAL_TABLES, ids=lambda model: model.table)
def test_a_table_that_is_made_later_has_its_comments_too(tmp_path: Path, model: type[Row]) -> None:
    with Database.open(tmp_path / "a.duckdb") as db:
        db.run(MADE_BY.get(model.table, model.table))
        found = dictionary(db)[model.table]
    written = {name: field.description or "" for name, field in model.model_fields.items()}
    wanted = {"": model.__doc__ or ""} | written
    assert found == {name: " ".join(text.split()) for name, text in wanted.items()}


def test_the_dictionary_of_exports_holds_every_table_and_column_with_type_key_and_words() -> None:
    found = list(entries())
    assert len(found) == len(TABLES) + sum(len(columns_of(model)) for model in TABLES)
    assert all(entry.meaning for entry in found)
    (polarity,) = [e for e in found if (e.table, e.column) == ("claims", "polarity")]
    assert (polarity.type, polarity.required, polarity.words) == ("VARCHAR", True, "+ | -")
    (statement,) = [e for e in found if (e.table, e.column) == ("claims", "statement_id")]
    assert (statement.required, statement.key, statement.refers) == (False, False, "statements")


@pytest.fixture
def of_yesterday(tmp_path: Path) -> Path:
    """A database whose views and comments are another program's."""
    path = tmp_path / "old.duckdb"
    Database.open(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE OR REPLACE VIEW quotes AS SELECT 1 AS nothing")
        connection.execute("CREATE OR REPLACE VIEW schema_version AS SELECT '1' AS version")
        connection.execute("COMMENT ON COLUMN claims.value IS NULL")
    return path


def test_an_older_database_gets_views_and_comments_when_it_is_opened_to_write(
    of_yesterday: Path,
) -> None:
    with Database.open(of_yesterday, read_only=True) as db:
        assert "nothing" in dictionary(db)["quotes"]
    Database.open(of_yesterday).close()
    with Database.open(of_yesterday, read_only=True) as db:
        found = dictionary(db)
    assert found["quotes"]["title"] == "The headline of the article."
    assert found["claims"]["value"] == "The number it states, in `unit`."


def test_a_database_without_a_view_of_today_is_read_and_gets_it_when_written(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.duckdb"
    Database.open(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP VIEW costs")
        connection.execute("COMMENT ON VIEW schema_version IS 'Views of an earlier day.'")
    with Database.open(path, read_only=True) as db:
        assert "costs" not in dictionary(db)
    with Database.open(path) as db:
        assert db.query("FROM costs").rows == ()


def test_opening_again_changes_nothing(of_yesterday: Path) -> None:
    Database.open(of_yesterday).close()
    before = of_yesterday.read_bytes()
    Database.open(of_yesterday).close()
    assert of_yesterday.read_bytes() == before
