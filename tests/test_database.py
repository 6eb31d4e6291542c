"""The database file: made once, opened for a moment, and every fault of it in one line."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import DatabaseError
from pipeline.storing.database import Database, Engine, table_names
from pipeline.storing.database_file import STORAGE_VERSION
from pipeline.storing.faults import Locked
from pipeline.storing.land import now
from schemas.tables import ActorRow, ArticleSourceRow, ClaimAsserterRow, PlaceRow

HOLD = """
import sys, time, duckdb
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""
ACTORS = [
    ActorRow(actor_id=f"a{n}", name=f"N{n}", kind="person", country_iso3=None, wikidata_qid=None)
    for n in range(3)
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "x.duckdb"
    Database.open(made).close()
    return made


def fault(path: Path, *, read_only: bool = False, wait: float = 0) -> str:
    with pytest.raises(DatabaseError) as caught:
        Database.open(path, read_only=read_only, wait=wait)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# -- opening ------------------------------------------------------------------------------


def test_new_database_has_every_table_and_is_empty(path: Path) -> None:
    with Database.open(path, read_only=True) as db:
        assert {n: db.query(f"SELECT count(*) FROM {n}").rows[0][0] for n in table_names()} == (
            dict.fromkeys(table_names(), 0)
        )


def test_new_database_has_the_old_storage_version(path: Path) -> None:
    with Database.open(path, read_only=True) as db:
        (tags,) = db.query("SELECT tags FROM duckdb_databases() WHERE path = ?", [str(path)]).rows
    assert STORAGE_VERSION in str(tags[0])


def test_path_with_quotes_and_spaces_works(tmp_path: Path) -> None:
    odd = tmp_path / 'it\'s a "test" 🕊.duckdb'
    Database.open(odd).close()
    with Database.open(odd) as db:
        db.insert(ACTORS)
    assert odd.exists()


def test_opening_again_keeps_what_is_there(path: Path) -> None:
    with Database.open(path) as db:
        db.insert(ACTORS)
    with Database.open(path) as db:
        assert len(db.query("FROM actors").rows) == 3


def test_reading_never_makes_a_file(tmp_path: Path) -> None:
    missing = tmp_path / "none.duckdb"
    assert "`summitry run` makes one" in fault(missing, read_only=True)
    assert not missing.exists()


def test_read_only_refuses_to_write(path: Path) -> None:
    with (
        Database.open(path, read_only=True) as db,
        pytest.raises(DatabaseError, match="read-only"),
    ):
        db.insert(ACTORS)


def test_foreign_duckdb_file_is_told(tmp_path: Path) -> None:
    foreign = tmp_path / "other.duckdb"
    with duckdb.connect(foreign) as connection:
        connection.execute("CREATE TABLE cats (name VARCHAR)")
    for read_only in (True, False):
        assert fault(foreign, read_only=read_only).endswith("but no summitry database")
    with duckdb.connect(foreign) as connection:
        assert connection.execute("SHOW TABLES").fetchall() == [("cats",)]


def test_newer_schema_is_told_with_what_to_do(path: Path) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("CREATE OR REPLACE VIEW schema_version AS SELECT '99' AS version")
    assert fault(path).endswith("this one knows up to 1: upgrade summitry")


def test_older_schema_is_told_with_what_to_do(path: Path) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("CREATE OR REPLACE VIEW schema_version AS SELECT '0' AS version")
    assert fault(path).endswith("run its articles into a new database")


@pytest.mark.parametrize(
    "content", [b"Dear diary, today I met Putin.", b"\x00" * 5000, b"SQLite", b""]
)
def test_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_bytes(content)
    assert str(diary) in fault(diary)
    assert diary.read_bytes() == content


def test_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    assert str(tmp_path) in fault(tmp_path)


def test_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "make it first" in fault(tmp_path / "no" / "x.duckdb")


def test_killed_writer_leaves_a_file_that_opens(path: Path) -> None:
    code = (
        "import sys, os, signal, duckdb\n"
        "connection = duckdb.connect(sys.argv[1])\n"
        "connection.execute(\"INSERT INTO actors VALUES ('a', 'A', 'person', NULL, NULL)\")\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    with Database.open(path, read_only=True) as db:
        assert db.query("SELECT actor_id FROM actors").rows == (("a",),)


# -- locks --------------------------------------------------------------------------------


def held(path: Path, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_database_that_another_process_holds_is_told_with_its_number(path: Path) -> None:
    process = held(path, 30)
    try:
        for read_only in (True, False):
            with pytest.raises(Locked, match=f"locked by process {process.pid}; wait until"):
                Database.open(path, read_only=read_only, wait=0)
    finally:
        process.kill()
        process.communicate()


def test_lock_is_waited_for(path: Path) -> None:
    process = held(path, 0.7)
    begun = time.monotonic()
    with Database.open(path, wait=20) as db:
        assert db.query("SELECT 1").rows == ((1,),)
    assert time.monotonic() - begun > 0.3
    process.communicate()


def test_wait_ends(path: Path) -> None:
    process = held(path, 30)
    begun = time.monotonic()
    try:
        with pytest.raises(Locked):
            Database.open(path, wait=0.3)
    finally:
        process.kill()
        process.communicate()
    assert 0.3 <= time.monotonic() - begun < 10


def test_reader_and_writer_of_one_process_count_as_locked(path: Path) -> None:
    with Database.open(path), pytest.raises(Locked):
        Database.open(path, read_only=True, wait=0)


def test_reader_waits_for_a_run_that_is_landing(path: Path) -> None:
    process = held(path, 0.5)
    with Database.open(path, read_only=True) as db:
        assert db.query("SELECT 1").rows == ((1,),)
    process.communicate()


# -- an engine that is kept ------------------------------------------------------------------


def test_an_engine_lets_go_of_the_file_between_its_uses(path: Path) -> None:
    engine = Engine()
    for actor in ACTORS:
        with Database.open(path, engine=engine) as db:
            db.insert([actor])
        assert not Path(f"{path}.wal").exists()
        process = held(path, 30)
        try:
            with pytest.raises(Locked, match=f"locked by process {process.pid}"):
                Database.open(path, engine=engine)
        finally:
            process.kill()
            process.communicate()
    with Database.open(path, engine=engine) as db:
        found = [row["actor_id"] for row in db.each("SELECT actor_id FROM actors ORDER BY 1")]
    assert found == ["a0", "a1", "a2"]


def test_an_engine_makes_a_new_database_with_its_quotes_and_renews_its_views(
    tmp_path: Path,
) -> None:
    odd = tmp_path / "it's new.duckdb"
    engine = Engine()
    with Database.open(odd, engine=engine) as db:
        db.insert(ACTORS)
        db.query("COMMENT ON VIEW schema_version IS 'of another day'")
        db.query("DROP VIEW quotes")
    with Database.open(odd, engine=engine) as db:
        assert db.query("SELECT count(*) FROM quotes").rows == ((0,),)
    with Database.open(odd, read_only=True) as db:
        assert db.query("SELECT count(*) FROM actors").rows == ((3,),)


def test_an_engine_shares_what_this_process_has_open(path: Path) -> None:
    engine = Engine()
    with duckdb.connect(path) as mine:  # a notebook's
        with Database.open(path, engine=engine) as db:
            db.insert(ACTORS)
        assert mine.sql("SELECT count(*) FROM actors").fetchall() == [(3,)]
    with Database.open(path, engine=engine) as db, pytest.raises(Locked):
        Database.open(path, read_only=True, wait=0)


def test_an_engine_tells_a_file_that_is_no_database(tmp_path: Path) -> None:
    other = tmp_path / "x.duckdb"
    other.write_text("no database" * 1000)
    engine = Engine()
    with pytest.raises(DatabaseError, match="is no DuckDB database"):
        Database.open(other, engine=engine)


def test_engine_is_begun_anew_now_and_then_and_lands_all_the_same(path: Path) -> None:
    """It keeps memory that it says it does not use."""
    engine = Engine(many_commits=True)
    uses = Engine.USED + 1
    left = []
    for use in range(uses):
        with Database.open(path, engine=engine) as db:
            db.insert([ACTORS[0].model_copy(update={"actor_id": f"{use}"})])
            db.query("CREATE TABLE IF NOT EXISTS memory.main.mark (use INTEGER)")
            db.query("INSERT INTO memory.main.mark VALUES (1)")
            left.append(db.query("SELECT count(*) FROM memory.main.mark").rows[0][0])
    assert left == [*range(1, uses), 1]
    with Database.open(path, read_only=True) as db:
        assert db.query("SELECT count(*) FROM actors").rows == ((uses,),)


def test_one_of_many_commits_leaves_the_rows_of_earlier_ones_where_they_are(path: Path) -> None:
    """Else each checkpoint writes all texts and answers anew: 1.9 s a commit at 20,000."""
    engine = Engine(many_commits=True)
    for commit in range(3):
        with Database.open(path, engine=engine) as db:
            db.insert(
                ACTORS[0].model_copy(update={"actor_id": f"{commit}-{n}"}) for n in range(1500)
            )
    with Database.open(path, read_only=True) as db:
        groups = db.query(
            "SELECT max(count) FROM pragma_storage_info('actors') WHERE column_name = 'actor_id'"
        )
    assert groups.rows == ((2048,),)


# -- rows ---------------------------------------------------------------------------------


def test_rows_of_several_tables_land_in_one_call(path: Path) -> None:
    place = PlaceRow(place_id="p", name="Sochi", kind="city", geoname_id=491422, country_iso3="RUS")
    source = ArticleSourceRow(article_id="1", source_path="a", fetched_at=now())
    with Database.open(path) as db:
        db.insert([ACTORS[0], place, ACTORS[1], source])
        assert len(db.query("FROM actors").rows) == 2
        assert db.dicts("FROM places") == [place.model_dump()]
        assert db.dicts("FROM article_sources") == [source.model_dump()]


def test_hostile_values_come_back_to_the_letter(path: Path) -> None:
    hostile = "'; DROP TABLE actors; -- {{ 7*7 }} \x07 🕊 \u202eאב\u202c \\ % ?"
    with Database.open(path) as db:
        db.insert([ACTORS[0].model_copy(update={"name": hostile})])
        assert db.query("SELECT name FROM actors").rows == ((hostile,),)


@pytest.mark.parametrize(
    ("clash", "name"), [("ignore", "N0"), ("replace", "other")], ids=["ignore", "replace"]
)
def test_clash_says_what_becomes_of_a_row_that_is_there(path: Path, clash: str, name: str) -> None:
    other = ACTORS[0].model_copy(update={"name": "other"})
    with Database.open(path) as db:
        db.insert(ACTORS)
        db.insert([other], clash=clash)  # type: ignore[arg-type]
        assert db.query("SELECT name FROM actors WHERE actor_id = 'a0'").rows == ((name,),)


def test_clash_is_an_error_unless_told_otherwise(path: Path) -> None:
    with Database.open(path) as db:
        db.insert(ACTORS)
        with pytest.raises(DatabaseError):
            db.insert(ACTORS[:1])


def test_wrong_enum_never_lands(path: Path) -> None:
    odd = ActorRow.model_construct(**{**ACTORS[0].model_dump(), "kind": "king"})
    with Database.open(path) as db:
        with pytest.raises(DatabaseError, match="CHECK"):
            db.insert([odd])
        assert db.query("FROM actors").rows == ()


def test_transaction_is_all_or_nothing(path: Path) -> None:
    with Database.open(path) as db:
        with pytest.raises(ZeroDivisionError), db.transaction():  # noqa: PT012
            db.insert(ACTORS)
            raise ZeroDivisionError
        assert db.query("FROM actors").rows == ()
        with db.transaction():
            db.insert(ACTORS)
        assert len(db.query("FROM actors").rows) == 3


def test_transaction_after_a_failed_statement_leaves_nothing(path: Path) -> None:
    with Database.open(path) as db:
        with pytest.raises(DatabaseError), db.transaction():  # noqa: PT012
            db.insert(ACTORS)
            db.query("FROM nowhere")
        assert db.query("FROM actors").rows == ()
        db.insert(ACTORS)


def test_rows_land_by_the_thousand_at_once(path: Path) -> None:
    many = [a.model_copy(update={"actor_id": f"{n}"}) for n in range(20_000) for a in ACTORS[:1]]
    with Database.open(path) as db:
        begun = time.monotonic()
        db.insert(many)
        took = time.monotonic() - begun
        assert db.query("SELECT count(*) FROM actors").rows == ((20_000,),)
    assert took < 6


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELEC 1", "syntax error"),
        ("FROM nowhere", "nowhere does not exist"),
        ("SELECT nothing FROM actors", '"nothing" not found'),
        ("SELECT 1/'x'::INT", "Could not convert"),
        ("", "no SQL"),
    ],
)
def test_wrong_sql_is_told_in_one_line(path: Path, sql: str, words: str) -> None:
    with Database.open(path, read_only=True) as db, pytest.raises(DatabaseError) as caught:
        db.query(sql)
    assert "\n" not in str(caught.value)
    assert words in str(caught.value)


def test_threads_of_one_process_can_take_turns(path: Path) -> None:
    def add(n: int) -> None:
        with Database.open(path, wait=10) as db:
            db.insert([ACTORS[0].model_copy(update={"actor_id": str(n)})])

    threads = [threading.Thread(target=add, args=[n]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Database.open(path, read_only=True) as db:
        assert len(db.query("FROM actors").rows) == 4


def test_appended_rows_of_one_key_do_not_land(path: Path) -> None:
    twice = [("c1", "a1"), ("c1", "a2"), ("c1", "a1")]
    with Database.open(path) as db:
        with pytest.raises(DatabaseError, match="1 key came twice"), db.transaction():
            db.append(ClaimAsserterRow, twice)
        assert db.query("SELECT count(*) FROM claim_asserters").rows == ((0,),)


def test_rows_of_one_key_do_not_land_together(path: Path) -> None:
    rows = [ClaimAsserterRow(claim_id="c1", actor_id=actor) for actor in ("a1", "a2", "a1")]
    with Database.open(path) as db:
        with (
            pytest.raises(DatabaseError, match="claim_asserters: 1 key came twice"),
            db.transaction(),
        ):
            db.insert(rows)
        assert db.query("SELECT count(*) FROM claim_asserters").rows == ((0,),)
        with db.transaction():
            db.insert(rows[:2])
        assert db.query("SELECT count(*) FROM claim_asserters").rows == ((2,),)
