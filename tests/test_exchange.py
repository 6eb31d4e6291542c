"""What is exported comes back: to the byte, whatever the articles hold."""

import io
import json
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import DatabaseError, UsageError
from pipeline.exporting.tables import write_jsonl, write_parquet
from pipeline.storing.database import Database
from pipeline.storing.exchange import (
    HEADER,
    Finding,
    Line,
    load,
    printable,
    read_exchange,
    scratch_database,
    shown,
)
from schemas.tables import TABLES
from tests.rows import article, as_line, lines, rows, write


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "source.jsonl", lines())


@pytest.fixture
def db(tmp_path: Path, source: Path) -> Any:
    with Database.open(tmp_path / "a.duckdb") as opened:
        load(source, opened)
        yield opened


def test_an_export_holds_every_row_of_every_table_after_its_header(
    tmp_path: Path, db: Database
) -> None:
    assert write_jsonl(db, tmp_path / "out.jsonl") == len(rows())
    text = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    written = [json.loads(line) for line in text.splitlines()]
    assert written[0] == HEADER
    assert sorted(map(str, written)) == sorted(map(str, lines()))
    order = [model.singular for model in TABLES]
    assert [order.index(line["kind"]) for line in written[1:]] == sorted(
        order.index(line["kind"]) for line in written[1:]
    )


def test_every_table_stands_in_the_sample_rows() -> None:
    assert {type(row) for row in rows()} == set(TABLES)


def test_exporting_twice_gives_equal_bytes(
    tmp_path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.jsonl", "a.jsonl.gz"):
        write_jsonl(db, tmp_path / name)
        first = (tmp_path / name).read_bytes()
        later = time.time() + 86_400
        monkeypatch.setattr(time, "time", lambda later=later: later)
        write_jsonl(db, tmp_path / f"b-{name}")
        assert (tmp_path / f"b-{name}").read_bytes() == first
    write_parquet(db, tmp_path / "one")
    write_parquet(db, tmp_path / "two")
    for model in TABLES:
        name = f"{model.table}.parquet"
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_large_table_is_exported_in_one_order(tmp_path: Path, db: Database) -> None:
    db.query(
        "INSERT INTO flags SELECT hash(i)::VARCHAR, 'a', NULL, 'c', 'info', repeat('words ', 20) "
        "FROM range(300_000) AS r(i)"
    )
    write_parquet(db, tmp_path / "one")
    write_parquet(db, tmp_path / "two")
    one, two = (tmp_path / folder / "flags.parquet" for folder in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_an_export_comes_back_from_parquet_from_a_database_and_from_stdin(
    tmp_path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_jsonl(db, tmp_path / "out.jsonl")
    write_parquet(db, tmp_path / "o'[1]")
    db.close()
    for path in (tmp_path / "o'[1]", tmp_path / "a.duckdb", "-"):
        with (
            (tmp_path / "out.jsonl").open() as stdin,
            Database.open(tmp_path / f"{len(str(path))}.duckdb") as new,
        ):
            monkeypatch.setattr("sys.stdin", stdin)
            assert load(path, new) == len(rows())
            write_jsonl(new, tmp_path / "again.jsonl")
        assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()


def test_an_export_goes_to_standard_output(
    db: Database, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    write_jsonl(db, "-")
    written = capfdbinary.readouterr().out
    assert written.startswith(b'{"kind": "header"')
    assert written.count(b"\n") == len(rows()) + 1


def test_a_reader_that_has_enough_is_no_fault_of_the_target(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closed(io.BytesIO):
        def write(self, _: Any) -> int:
            raise BrokenPipeError

    monkeypatch.setattr("sys.stdout", type("Stdout", (), {"buffer": Closed()}))
    with pytest.raises(BrokenPipeError):
        write_jsonl(db, "-")


TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    st.sampled_from("\"'“”«»\\{%}[]\n\r\t\0\u2028\u00a0\u200e\u202eשלום 中 e\u0301🕊\U0010fffd")
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
TIMES = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30))  # noqa: DTZ001  # UTC, no zone


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=15, unique=True),
    values=st.lists(JSON, min_size=1, max_size=15),
    times=st.lists(TIMES, min_size=1, max_size=5),
    numbers=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=9),
)
def test_export_then_load_then_export_gives_equal_bytes(
    tmp_path: Path, texts: list[str], values: list[Any], times: list[datetime], numbers: list[float]
) -> None:
    given_rows = rows()
    claim, decision, run = (
        next(as_line(row) for row in given_rows if row.singular == kind)
        for kind in ("claim", "decision", "run")
    )
    altered = [as_line(article(text, title=text, url=text)) for text in texts]
    altered += [decision | {"decision_id": f"d{n}", "value": v} for n, v in enumerate(values)]
    altered += [
        run | {"run_id": f"r{n}", "started_at": f"{t.isoformat()}Z"} for n, t in enumerate(times)
    ]
    altered += [claim | {"claim_id": f"c{n}", "value": v} for n, v in enumerate(numbers)]
    first, second, third = (tmp_path / f"{name}.jsonl" for name in ("first", "second", "third"))
    with scratch_database() as db:
        load(write(first, [HEADER, *altered]), db)
        stored = dict(db.query("SELECT article_id, text FROM articles").rows)
        assert sorted(stored.values()) == sorted(texts)
        write_jsonl(db, second)
        write_parquet(db, tmp_path / "parquet")
    for source in (second, tmp_path / "parquet"):
        with scratch_database() as db:
            load(source, db)
            write_jsonl(db, third)
        assert third.read_bytes() == second.read_bytes()


def test_json_values_are_stored_as_they_are(db: Database) -> None:
    (found,) = db.query("SELECT value FROM decisions").rows
    assert json.loads(found[0]) == ["a", 1, {"deep": None}]


def test_a_time_with_an_offset_is_stored_in_utc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    run = next(line for line in lines() if line["kind"] == "run")
    path = write(tmp_path / "a.jsonl", [HEADER, run | {"started_at": "2018-09-17T15:00:00+03:00"}])
    with scratch_database() as db:
        load(path, db)
        write_jsonl(db, tmp_path / "b.jsonl")
    monkeypatch.undo()
    time.tzset()
    assert '"2018-09-17T12:00:00Z"' in (tmp_path / "b.jsonl").read_text(encoding="utf-8")


def test_loading_is_all_or_nothing_and_names_the_first_fault(tmp_path: Path) -> None:
    altered = lines()
    altered[-1]["record_kind"] = "rumour"
    path = write(tmp_path / "a.jsonl", altered)
    with scratch_database() as db:
        with pytest.raises(UsageError, match=rf"a\.jsonl:{len(altered)}: record_kind: .*'summit'"):
            load(path, db)
        assert db.query("SELECT count(*) FROM articles").rows == ((0,),)


def test_a_key_that_is_there_already_is_not_loaded(source: Path, db: Database) -> None:
    with pytest.raises(DatabaseError, match=r"(?i)duplicate key"):
        load(source, db)


def test_a_source_or_a_target_that_cannot_be_used_is_one_line(tmp_path: Path, db: Database) -> None:
    with pytest.raises(UsageError, match=r"none\.jsonl: there is no such file"):
        load(tmp_path / "none.jsonl", db)
    with pytest.raises(UsageError, match=r"cannot write .*: No such file or directory"):
        write_jsonl(db, tmp_path / "no" / "folder.jsonl")
    with pytest.raises(UsageError, match=r"cannot write .*: it is a file; name a folder"):
        write_parquet(db, tmp_path / "source.jsonl")


def test_a_number_that_json_cannot_say_is_not_exported(tmp_path: Path, db: Database) -> None:
    db.query("UPDATE claims SET value = 'inf'")
    with pytest.raises(DatabaseError, match="claim is no JSON"):
        write_jsonl(db, tmp_path / "a.jsonl")


def test_lines_carry_their_file_and_number(source: Path) -> None:
    found = list(read_exchange(str(source)))
    assert all(isinstance(item, Line) for item in found)
    assert [(item.file, getattr(item, "number", None)) for item in found] == [
        (str(source), number) for number in range(2, len(lines()) + 1)
    ]


def test_reading_is_lazy(tmp_path: Path, source: Path) -> None:
    with source.open("a") as appended:
        appended.write("broken\n" * 1000)
    reader = read_exchange(str(source))
    assert isinstance(next(reader), Line)
    assert sum(isinstance(item, Finding) for item in reader) == 1000


def test_values_in_messages_are_short_and_printable() -> None:
    assert shown("a" * 100) == "'" + "a" * 57 + "…'"
    assert shown("a\x1b\n") == "'a\\x1b\\n'"
    assert printable("a\x1b[2J\u202eb é") == "a\\x1b[2J\\u202eb é"
