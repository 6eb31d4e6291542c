"""Every kind of fault, planted in a small valid file, is told once and at its place."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer import Typer
from typer.testing import CliRunner

from pipeline.commands.validate import validate as command
from pipeline.exporting.tables import write_jsonl, write_parquet
from pipeline.storing.database import Database
from pipeline.storing.exchange import HEADER, Finding, load
from pipeline.storing.validate import Summary, validate
from tests.rows import ARTICLE, TEXT, article, as_line, lines, write

Lines = list[dict[str, Any]]


def findings(*paths: Path | str) -> list[Finding]:
    """All findings, without the summary."""
    return [item for item in validate([str(path) for path in paths]) if isinstance(item, Finding)]


def summary(*paths: Path | str) -> Summary:
    """The summary alone."""
    *_, last = validate([str(path) for path in paths])
    assert isinstance(last, Summary)
    return last


def place(of: Lines, kind: str, nth: int = 0) -> int:
    """The index of the nth line of a kind."""
    return [index for index, line in enumerate(of) if line["kind"] == kind][nth]


def planted(folder: Path, kind: str, nth: int = 0, **changes: Any) -> tuple[Finding, int]:
    """The only finding after a line was changed, and that line's number."""
    altered = lines()
    index = place(altered, kind, nth)
    altered[index] = altered[index] | changes
    (found,) = findings(write(folder / "a.jsonl", altered))
    return found, index + 1


@pytest.fixture
def valid(tmp_path: Path) -> Path:
    return write(tmp_path / "valid.jsonl", lines())


def test_valid_rows_have_no_findings(valid: Path) -> None:
    assert findings(valid) == []
    counted = summary(valid)
    assert (counted.files, counted.unread, counted.errors, counted.warnings) == (1, 0, 0, 0)
    assert counted.rows["evidence"] == 6


@pytest.mark.parametrize(
    ("kind", "nth", "changes", "field", "code", "words"),
    [
        # schema
        ("summit", 0, {"channel": "telepathy"}, "channel", "enum", "'telepathy'"),
        ("actor", 0, {"actor_kind": "planet"}, "actor_kind", "enum", "'opposition_group'"),
        ("summit", 0, {"geoname_id": "491422"}, "geoname_id", "type", "'491422'; input should be"),
        ("summit", 0, {"geoname_id": 2**63}, "geoname_id", "type", "64 bits"),
        ("summit", 0, {"level": None}, "level", "enum", "None"),
        ("summit", 0, {"mood": "good"}, "mood", "field_unknown", "there are: summit_id, "),
        ("statement", 0, {"said_on": "17/9/2018"}, "said_on", "type", "'17/9/2018'"),
        ("run", 0, {"started_at": "2018-09-17T12:00:00"}, "started_at", "type", "T12:00:00Z"),
        ("run", 0, {"started_at": "1537185600"}, "started_at", "type", "'1537185600'"),
        # references
        ("summit", 0, {"place_id": "nowhere"}, "place_id", "reference", "places has no such row"),
        ("claim", 0, {"statement_id": "st9"}, "statement_id", "reference", "'st9'"),
        ("participation", 0, {"party_id": "zz"}, "party_id", "reference", "actors"),
        ("claim_link", 0, {"claim_b": "c9"}, "claim_b", "reference", "claims has no such row"),
        ("event_link", 0, {"event_a": "e9"}, "event_a", "reference", "events has no such row"),
        ("article", 0, {"duplicate_of": "f" * 16}, "duplicate_of", "reference", "articles"),
        # grounding
        ("article", 0, {"sha256": ARTICLE + "0" * 48}, "sha256", "article_hash", "the text has 58"),
        ("quote_span", 0, {"text": "We agreed"}, "text", "quote_text", "'We agreed', but it is"),
        ("quote_span", 1, {"char_end": 9999}, "char_end", "offsets", f"0..{len(TEXT)}"),
        ("statement", 0, {"text": "We agreed."}, "text", "statement_text", "in its content"),
        # meaning
        ("statement", 0, {"quoted_ratio": 1.5}, "quoted_ratio", "quoted_ratio", "0..1"),
        ("statement", 0, {"quoted_ratio": 0.4}, "quote_type", "quoted_ratio", "makes it mixed"),
        ("statement", 0, {"quoted_ratio": 0}, "quote_type", "quoted_ratio", "indirect or document"),
        ("event", 0, {"n_articles": 0}, "n_articles", "n_articles", "1 or more"),
        ("article", 0, {"date_low": "2018-09-18"}, "date_high", "date_order", "2018-09-18"),
        (
            "claim",
            0,
            {"time_start": "2018-10-02", "time_end": "2018-10-01"},
            "time_end",
            "date_order",
            "is 2018-10-01, before time_start 2018-10-02",
        ),
    ],
)
def test_a_planted_fault_is_told_at_its_line_and_field(
    tmp_path: Path,
    kind: str,
    nth: int,
    changes: dict[str, Any],
    field: str,
    code: str,
    words: str,
) -> None:
    found, line = planted(tmp_path, kind, nth, **changes)
    assert (found.line, found.field, found.code, found.severity) == (line, field, code, "error")
    assert words in found.message


def test_an_article_id_that_is_not_the_hash_of_its_text_is_told(tmp_path: Path) -> None:
    altered = as_line(article()) | {"article_id": "0" * 16}
    (found,) = findings(write(tmp_path / "a.jsonl", [HEADER, altered]))
    assert (found.field, found.code) == ("article_id", "article_hash")
    assert f"sha256 begins with {ARTICLE}" in found.message


@pytest.mark.parametrize(
    ("precision", "start", "end", "sound"),
    [
        ("day", "2018-09-17", "2018-09-17", True),
        ("day", "2018-09-17", "2018-09-18", False),
        ("day", None, "2018-09-17", False),
        ("month", "2018-09-01", "2018-09-30", True),
        ("month", "2018-09-01", None, False),
        ("before", None, "2018-09-30", True),
        ("before", "2018-09-01", "2018-09-30", False),
        ("after", "2018-09-01", None, True),
        ("after", None, "2018-09-01", False),
        ("unknown", None, None, True),
        ("unknown", "2018-09-01", None, False),
    ],
)
@pytest.mark.parametrize("kind", ["summit", "event"])
def test_precision_says_which_dates_are_filled(
    tmp_path: Path, kind: str, precision: str, start: str | None, end: str | None, sound: bool
) -> None:
    altered = lines()
    altered[place(altered, kind)] |= {
        "date_precision": precision,
        "date_start": start,
        "date_end": end,
    }
    codes = [found.code for found in findings(write(tmp_path / "a.jsonl", altered))]
    assert codes == ([] if sound else ["date_precision"])


def test_an_interval_that_ends_before_it_starts_is_told(tmp_path: Path) -> None:
    found, _ = planted(
        tmp_path, "summit", date_precision="range", date_start="2018-09-19", date_end="2018-09-17"
    )
    assert (found.field, found.code) == ("date_end", "date_order")


def test_a_missing_field_is_told_by_its_name_on_the_line(tmp_path: Path) -> None:
    altered = lines()
    del altered[place(altered, "place")]["place_kind"]
    (found,) = findings(write(tmp_path / "a.jsonl", altered))
    assert (found.field, found.code) == ("place_kind", "field_missing")


def test_a_row_that_breaks_its_model_is_one_finding_not_one_for_each_reference(
    tmp_path: Path,
) -> None:
    found, _ = planted(tmp_path, "article", date_basis="guess")
    assert found.code == "enum"


def test_misquoted_evidence_is_told_with_both_wordings(tmp_path: Path) -> None:
    altered = lines()
    altered[place(altered, "evidence", 5)]["text"] = (
        "About 3,000 people had fled, the agency said. 🕊"
    )
    (found,) = findings(write(tmp_path / "a.jsonl", altered))
    assert (found.field, found.code) == ("text", "evidence_text")
    assert "About 3,000" in found.message
    assert "About 2,000" in found.message


def test_offsets_in_bytes_are_told_with_the_place_in_characters(tmp_path: Path) -> None:
    words = "About 2,000 people had fled"
    start = len(TEXT[: TEXT.index(words)].encode())
    found, _ = planted(
        tmp_path, "evidence", 5, char_start=start, char_end=start + len(words), text=words
    )
    assert found.code == "evidence_text"
    assert f"these words stand at {TEXT.index(words)}.." in found.message


def test_segments_of_a_statement_are_joined_in_order_of_position(tmp_path: Path) -> None:
    altered = lines()
    first, second = place(altered, "evidence", 2), place(altered, "evidence", 3)
    altered[first], altered[second] = altered[second], altered[first]
    path = write(tmp_path / "a.jsonl", altered)
    assert findings(path) == []
    altered[first]["position"], altered[second]["position"] = 0, 1
    (found,) = findings(write(path, altered))
    assert (found.field, found.code) == ("text", "statement_text")


@pytest.mark.parametrize(("nth", "owner"), [(0, "actor_mention"), (1, "summit"), (5, "claim")])
def test_a_record_without_evidence_is_told(tmp_path: Path, nth: int, owner: str) -> None:
    altered = lines()
    del altered[place(altered, "evidence", nth)]
    (found,) = findings(write(tmp_path / "a.jsonl", altered))
    assert (found.code, found.table) == ("no_evidence", f"{owner}s")


def test_a_statement_needs_evidence_of_its_content(tmp_path: Path) -> None:
    altered = lines()
    for nth in (2, 3):
        altered[place(altered, "evidence", nth)]["field"] = "evidence"
    (found,) = findings(write(tmp_path / "a.jsonl", altered))
    assert (found.table, found.code) == ("statements", "no_evidence")
    assert "2 others" in found.message


def test_evidence_of_another_article_than_its_record_is_told(tmp_path: Path) -> None:
    other = article(TEXT + "Another day.\n")
    altered = [*lines(), as_line(other)]
    altered[place(altered, "evidence", 1)]["article_id"] = other.article_id
    (found,) = findings(write(tmp_path / "a.jsonl", altered))
    assert (found.field, found.code) == ("article_id", "evidence_article")


def test_evidence_of_no_record_is_told(tmp_path: Path) -> None:
    stray = lines()[place(lines(), "evidence")] | {"record_id": "m9"}
    (found,) = findings(write(tmp_path / "a.jsonl", [*lines(), stray]))
    assert (found.field, found.code) == ("record_id", "reference")
    assert "actor_mentions has no such row" in found.message


def test_a_second_row_of_one_key_is_told_with_the_place_of_the_first(tmp_path: Path) -> None:
    altered = [*lines(), lines()[place(lines(), "actor")]]
    path = write(tmp_path / "a.jsonl", altered)
    (found,) = findings(path)
    assert (found.line, found.field, found.code) == (len(altered), "actor_id", "duplicate_key")
    assert f"{path}:{place(altered, 'actor') + 1}" in found.message


def test_a_row_may_stand_in_two_files_if_it_is_the_same(tmp_path: Path, valid: Path) -> None:
    actor = lines()[place(lines(), "actor")]
    again = write(tmp_path / "again.jsonl", [HEADER, actor])
    assert findings(valid, again) == []
    write(again, [HEADER, actor | {"name": "Erdogan"}])
    (found,) = findings(valid, again)
    assert (found.file, found.code) == (str(again), "duplicate_key")


def test_references_reach_over_all_files_given_together(tmp_path: Path) -> None:
    whole = lines()
    articles = [line for line in whole if line["kind"] == "article"]
    rest = [line for line in whole if line["kind"] != "article"]
    first = write(tmp_path / "articles.jsonl", [HEADER, *articles])
    second = write(tmp_path / "rest.jsonl", rest)
    assert findings(second, first) == []
    assert {found.code for found in findings(second)} == {"reference"}


# ---- files --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n \n", "empty_file"),
        (bytes(range(256)) * 40, "not_text"),
        ("{}\n".encode("utf-16"), "not_text"),
        (b"\x1f\x8b\x08\x00garbage", "broken_file"),
        (gzip.compress(b'{"kind": "header", "schema_version": "1"}\n')[:-6], "broken_file"),
        (b"Ankara, 17 September.\nThe leaders met.\n", "not_exchange"),
        (b"\xff\xfe", "not_exchange"),
        (b"[" * 100_000, "not_exchange"),
        (b"[1, 2]\n", "not_exchange"),
        (b"00000000DUCK and no more", "broken_file"),
        (b'{"kind": "header", "schema_version": "2"}\n{"kind": "x"}\n', "schema_version"),
        (b'{"kind": "header"}\n', "schema_version"),
        (b'{"kind": "header", "schema_version": 1}\n', "schema_version"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_finding(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    assert [found.code for found in findings(path)] == [code]
    assert summary(path).unread == 1


def test_a_missing_file_and_a_folder_without_parquet_are_findings(tmp_path: Path) -> None:
    assert [f.code for f in findings(tmp_path / "none.jsonl")] == ["missing_file"]
    assert [f.code for f in findings(tmp_path)] == ["empty_file"]


def test_a_broken_line_is_told_and_the_others_are_read(tmp_path: Path, valid: Path) -> None:
    text = valid.read_text(encoding="utf-8")
    valid.write_text(f'{text}{{"kind": "actor", \n{text.splitlines()[0]}\n["actor"]\n')
    found = findings(valid)
    assert [f.code for f in found] == ["broken_line", "broken_line"]
    assert [f.line for f in found] == [len(lines()) + 1, len(lines()) + 3]
    assert """at column 18, at '{"kind": "actor",'""" in found[0].message


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400"])
def test_a_number_that_is_none_is_a_broken_line(tmp_path: Path, number: str) -> None:
    text = json.dumps(HEADER) + '\n{"kind": "claim", "value": ' + number + "}\n"
    path = tmp_path / "a.jsonl"
    path.write_text(text)
    (found,) = findings(path)
    assert (found.code, found.line) == ("broken_line", 2)
    assert number in found.message


def test_bytes_that_are_no_utf8_and_half_a_surrogate_pair_are_findings(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    half = json.dumps(lines()[place(lines(), "place")] | {"name": "\ud83d"})
    path.write_bytes(json.dumps(HEADER).encode() + b"\n\xff\n" + half.encode() + b"\n")
    assert [found.code for found in findings(path)] == ["broken_line", "type"]


@pytest.mark.parametrize("depth", [150, 300, 900, 1000, 3000, 200_000])
def test_lists_in_lists_without_end_are_a_finding(tmp_path: Path, depth: int) -> None:
    line = json.dumps(lines()[place(lines(), "run")] | {"settings": "DEEP"})
    deep = line.replace('"DEEP"', "[" * depth + "]" * depth)
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json.dumps(HEADER)}\n{deep}\n")
    codes = [f.code for f in findings(path)]
    # The row model refuses the deep ones, the JSON reader the very deep ones.
    assert codes in ([[]] if depth == 150 else [["type"], ["broken_line"]])


def test_an_unknown_kind_is_told_with_the_kinds_there_are(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [*lines(), {"kind": "sumit"}, {"no": "kind"}, {"kind": []}])
    found = findings(path)
    assert [f.code for f in found] == ["unknown_kind"] * 3
    assert "is 'sumit'; there are: article, " in found[0].message


def test_a_missing_header_is_told_and_the_rows_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", lines()[1:])
    (found,) = findings(path)
    assert (found.line, found.code) == (1, "missing_header")
    assert summary(path).rows["articles"] == 1


def test_joined_gzipped_windows_and_marked_files_are_read(tmp_path: Path, valid: Path) -> None:
    whole = valid.read_bytes()
    header = json.dumps(HEADER).encode() + b"\n"
    marked = b"\xef\xbb\xbf" + (whole + header).replace(b"\n", b"\r\n")
    path = tmp_path / "no-suffix"
    path.write_bytes(gzip.compress(marked))
    assert findings(path) == []
    assert summary(path).rows == summary(valid).rows


# ---- databases and Parquet -----------------------------------------------------


@pytest.fixture
def database(tmp_path: Path, valid: Path) -> Path:
    path = tmp_path / "valid.duckdb"
    with Database.open(path) as db:
        load(valid, db)
    return path


def test_a_database_is_recognised_by_its_content(tmp_path: Path, database: Path) -> None:
    path = database.rename(tmp_path / "valid.jsonl")
    assert findings(path) == []


def test_a_fault_in_a_database_is_told_by_table_and_key(database: Path) -> None:
    with Database.open(database) as db:
        db.query("UPDATE evidence SET text = upper(text) WHERE record_id = 'su1'")
    (found,) = findings(database)
    assert (found.line, found.table, found.key) == (None, "evidence", "su1/evidence/0")
    assert str(found).startswith(f"{database}:evidence su1/evidence/0: text: is 'TURKEY’S")


def test_a_row_that_stands_twice_in_a_database_is_told(database: Path) -> None:
    with Database.open(database) as db:
        db.query("INSERT INTO claim_asserters FROM claim_asserters LIMIT 1")
    (found,) = findings(database)
    assert (found.table, found.code) == ("claim_asserters", "duplicate_key")


def test_a_database_and_its_exports_are_one_set_of_records(tmp_path: Path, database: Path) -> None:
    with Database.open(database, read_only=True) as db:
        write_jsonl(db, tmp_path / "a.jsonl")
        write_parquet(db, tmp_path / "parquet")
    assert findings(tmp_path / "a.jsonl", database, tmp_path / "parquet") == []


def test_a_database_of_others_is_one_finding(tmp_path: Path, database: Path) -> None:
    with Database.open(database) as db:
        db.query(f"ATTACH '{tmp_path / 'other.duckdb'}' AS other")
        db.query("CREATE TABLE other.prices (price DOUBLE)")
    (found,) = findings(tmp_path / "other.duckdb")
    assert found.code == "broken_file"
    assert "no summitry database" in found.message


@pytest.mark.parametrize(
    "content", [b"Dear diary\n", b"", b'{"kind": "header"}\n', b"SQLite format 3\0"]
)
def test_what_is_named_a_database_and_is_none_is_told_so(
    tmp_path: Path, content: bytes, run: Callable[..., Any]
) -> None:
    path = tmp_path / "a.duckdb"
    path.write_bytes(content)
    (found,) = findings(path)
    assert (found.code, found.message) == (
        "not_database",
        "is named as a database, but is no DuckDB database",
    )
    assert run(path).exit_code == 2


def test_a_database_that_another_process_holds_is_told_locked(
    database: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.storing.database.LANDING_SECONDS", 0.2)
    code = (
        "import duckdb, sys, time; held = duckdb.connect(sys.argv[1]); print(1, flush=True); "
        "time.sleep(60)"
    )
    words = [sys.executable, "-c", code, str(database)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            result = run(database)
        finally:
            process.kill()
    assert result.exit_code == 2
    first = result.output.splitlines()[0]
    assert first == (
        f"{database}: is locked by process {process.pid}; wait until it is done, then ask again "
        "[locked]"
    )


def test_a_database_that_lost_a_column_is_told_so(database: Path) -> None:
    with Database.open(database) as db:
        db.query("ALTER TABLE flags DROP COLUMN message")
    (found,) = findings(database)
    assert (found.table, found.field, found.code) == ("flags", "message", "columns")


@pytest.fixture
def parquet(tmp_path: Path, database: Path) -> Path:
    with Database.open(database, read_only=True) as db:
        write_parquet(db, tmp_path / "parquet")
    return tmp_path / "parquet"


def test_faults_in_parquet_are_told_by_file_table_and_key(parquet: Path, database: Path) -> None:
    assert findings(parquet) == []
    path = parquet / "actors.parquet"
    with Database.open(database) as db:
        db.query(
            "COPY (SELECT * REPLACE ('planet' AS kind) FROM actors WHERE actor_id = 'tur' "
            f"UNION ALL FROM actors WHERE actor_id <> 'tur') TO '{path}' "
            "(FORMAT parquet, KV_METADATA {schema_version: '1'})"
        )
    (found,) = findings(parquet)
    assert (found.file, found.key, found.field, found.code) == (str(path), "tur", "kind", "enum")


def test_a_parquet_file_without_a_version_is_not_read(parquet: Path, database: Path) -> None:
    with Database.open(database) as db:
        db.query(f"COPY flags TO '{parquet / 'flags.parquet'}' (FORMAT parquet)")
        db.query(f"COPY flags TO '{parquet / 'extra.parquet'}' (FORMAT parquet)")
    (parquet / "event_links.parquet").write_bytes(b"PAR1 and no more")
    found = findings(parquet)
    assert [(Path(f.file).stem, f.code, f.severity) for f in found] == [
        ("extra", "ignored", "warning"),
        ("event_links", "broken_file", "error"),
        ("flags", "schema_version", "error"),
    ]
    assert summary(parquet).unread == 0


def test_json_columns_of_a_foreign_parquet_file_must_hold_json(
    parquet: Path, database: Path
) -> None:
    with Database.open(database) as db:
        db.query(
            f"COPY (SELECT * REPLACE ('no json' AS draft) FROM (SELECT * REPLACE (draft::VARCHAR AS "
            f"draft) FROM rejects)) TO '{parquet / 'rejects.parquet'}' "
            "(FORMAT parquet, KV_METADATA {schema_version: '1'})"
        )
    (found,) = findings(parquet)
    assert (found.table, found.field, found.code) == ("rejects", "draft", "type")


# ---- the command ----------------------------------------------------------------


@pytest.fixture
def run() -> Callable[..., Any]:
    app = Typer()
    app.command()(command)
    return lambda *arguments, **more: CliRunner().invoke(app, list(map(str, arguments)), **more)


def test_exit_codes_tell_sound_faulty_and_unreadable(
    tmp_path: Path, valid: Path, run: Callable[..., Any]
) -> None:
    faulty = write(tmp_path / "faulty.jsonl", lines()[1:])
    missing = tmp_path / "missing.jsonl"
    assert run(valid).exit_code == 0
    assert run(faulty).exit_code == 1
    assert run(valid, missing).exit_code == 1
    assert run(missing).exit_code == 2


def test_a_line_a_finding_and_a_closing_line(
    tmp_path: Path, valid: Path, run: Callable[..., Any]
) -> None:
    faulty = write(tmp_path / "faulty.jsonl", lines()[1:])
    first, last = run(faulty).output.splitlines()
    assert first.startswith(f"{faulty}:1: is a line of kind 'article'; the first line of")
    assert first.endswith("[missing_header]")
    assert last == "errors: 1, warnings: 0; rows: 31, files read: 1 of 1"


def test_json_output_is_one_object_a_line_with_the_summary_last(
    tmp_path: Path, run: Callable[..., Any]
) -> None:
    faulty = write(tmp_path / "faulty.jsonl", lines()[1:])
    finding, closing = map(json.loads, run("--json", faulty).output.splitlines())
    assert Finding(**finding).code == "missing_header"
    assert Summary(**closing).errors == 1


def test_standard_input_is_read(valid: Path, run: Callable[..., Any]) -> None:
    result = run("-", input=valid.read_bytes())
    assert (result.exit_code, result.output) == (
        0,
        "errors: 0, warnings: 0; rows: 31, files read: 1 of 1\n",
    )


def test_terminal_codes_in_a_file_reach_no_terminal(
    tmp_path: Path, run: Callable[..., Any]
) -> None:
    nasty = lines()[place(lines(), "place")] | {"place_id": "\x1b[2J\u202e", "name": 5}
    output = run(write(tmp_path / "a.jsonl", [HEADER, nasty])).output
    assert "\x1b" not in output
    path = tmp_path / "a.duckdb"
    with Database.open(path) as db:
        load(write(tmp_path / "b.jsonl", [HEADER, nasty | {"name": "x", "geoname_id": None}]), db)
        db.query("ALTER TABLE places ALTER geoname_id TYPE VARCHAR")
        db.query("UPDATE places SET geoname_id = 'x'")
    output = run(path).output
    assert "\\x1b[2J\\u202e" in output
    assert "\x1b" not in output


def test_exported_rows_are_valid(tmp_path: Path, database: Path) -> None:
    with Database.open(database, read_only=True) as db:
        write_jsonl(db, tmp_path / "again.jsonl.gz")
    assert findings(tmp_path / "again.jsonl.gz") == []
