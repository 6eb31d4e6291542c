"""What the commands say to somebody who meets them for the first time."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import app
from pipeline.errors import MOST_CANDIDATES, UsageError, counted
from pipeline.storing.database import Database
from pipeline.storing.named import the_one
from tests.command import Command

FRENCH = (
    "Le président russe a rencontré mardi son homologue turc à Sotchi. « Nous avons décidé de "
    "créer une zone démilitarisée », a déclaré le chef de l'État devant la presse.\n"
)
MET = "Vladimir Putin met Recep Tayyip Erdogan in Sochi on Monday.\n"


@pytest.fixture(autouse=True)
def place(seeds_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder; the seeds' database is made before we go there."""
    assert seeds_db.is_file()
    monkeypatch.delenv("SUMMITRY_MODEL", raising=False)
    monkeypatch.delenv("SUMMITRY_DB", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def seeds(seeds_db: Path, place: Path) -> Path:
    return Path(shutil.copy(seeds_db, place / "summits.duckdb"))


def rows(sql: str) -> list[tuple[Any, ...]]:
    with Database.open("summits.duckdb", read_only=True) as db:
        return list(db.query(sql).rows)


# -- paths and dates ----------------------------------------------------------------------


@pytest.mark.parametrize("path", ["nowhere", "no*.txt", "pictures"])
def test_mistyped_path_makes_nothing_and_is_the_only_line(summitry: Command, path: str) -> None:
    Path("pictures").mkdir()
    Path("pictures/a.png").write_bytes(b"\x89PNG")
    before = sorted(Path().iterdir())
    ran = summitry("run", path)
    assert ran.code == 2
    assert ran.line.startswith("summitry: nothing to read: ")
    assert sorted(Path().iterdir()) == before


def test_missing_folder_of_the_database_is_told_before_anything_else(summitry: Command) -> None:
    Path("a.txt").write_text(MET)
    ran = summitry("run", "a.txt", "--db", "no/x.duckdb")
    assert (ran.code, ran.line) == (
        2,
        "summitry: there is no folder no for no/x.duckdb; make it first",
    )


def test_unreadable_file_of_answers_makes_no_store(summitry: Command) -> None:
    ran = summitry("answers", "import", "nofile")
    assert (ran.code, ran.line) == (
        2,
        "summitry: nofile cannot be read: No such file or directory",
    )
    assert not list(Path().iterdir())


def test_publication_date_that_comes_too_late_is_told_with_the_way_out(summitry: Command) -> None:
    Path("a.txt").write_text(MET)
    summitry("run", "a.txt")
    dated = ("run", "a.txt", "--published", "2018-09-18")
    assert "--published is not used for 1 article with records already: add --again" in (
        summitry(*dated).err
    )
    assert "--published" not in summitry(*dated, "--again").err
    assert [str(day) for (day,) in rows("SELECT published_on FROM articles")] == ["2018-09-18"]
    assert "--published" not in summitry(*dated).err


@pytest.mark.parametrize("words", ["5.3.2020", "5/3/2020", "05-03-2020"])
def test_publication_date_with_two_readings_is_refused_with_both(
    summitry: Command, words: str
) -> None:
    Path("a.txt").write_text(MET)
    ran = summitry("run", "a.txt", "--published", words)
    assert ran.code == 2
    assert f"'{words}', which is 2020-03-05 or 2020-05-03: write the one you mean" in ran.line


@pytest.mark.parametrize("words", ["22.11.2017", "22/11/2017", "11/22/2017", "22 November 2017"])
def test_publication_date_with_one_reading_is_taken(summitry: Command, words: str) -> None:
    Path("a.txt").write_text(MET)
    assert summitry("run", "a.txt", "--published", words).code == 0
    assert str(rows("SELECT published_on FROM articles")[0][0]) == "2017-11-22"


def test_broken_line_of_json_is_told_with_its_column(summitry: Command) -> None:
    Path("a.jsonl").write_text('{"text": "abc\n')
    assert "is no JSON: Invalid control character at column 14" in summitry("run", "a.jsonl").err
    header = json.dumps({"kind": "header", "schema_version": "1"})
    Path("b.jsonl").write_text(
        f'{header}\n{{"kind": "article", "title": "{"a" * 90}, "text": "b"}}'
    )
    told = summitry("validate", "b.jsonl").out
    assert 'at \'a, "text": "b"}\'' in re.sub(r"a{2,}", "a", told)


# -- ids ----------------------------------------------------------------------------------


@given(st.lists(st.text("ab", min_size=1, max_size=4), unique=True), st.text("ab", max_size=4))
def test_a_word_names_the_id_that_it_is_or_that_alone_begins_with_it(
    ids: list[str], word: str
) -> None:
    begun = [one for one in ids if one.startswith(word)]
    if word in ids or (word and len(begun) == 1):
        assert the_one("event", word, begun, ids) == (word if word in ids else begun[0])
        return
    with pytest.raises(UsageError) as told:
        the_one("event", word, begun, ids)
    if word and begun:
        assert all(one in str(told.value) for one in begun[:MOST_CANDIDATES])


def test_every_command_takes_the_beginning_of_an_id(summitry: Command, seeds: Path) -> None:
    ((article_id, summit_id, event_id),) = rows(
        "SELECT article_id, summit_id, event_id FROM summits ORDER BY summit_id LIMIT 1"
    )
    assert article_id in summitry("show", article_id[:4]).out
    assert f"event {event_id}" in summitry("events", "explain", event_id[:6]).out
    assert f"event {event_id}" in summitry("events", "explain", summit_id[:6]).out
    assert article_id in summitry("forget", article_id[:4]).out
    others = rows(f"SELECT event_id FROM events WHERE event_id <> '{event_id}' ORDER BY 1")
    merged = summitry("events", "merge", event_id[:8], others[0][0][:8])
    decision = merged.out.split()[1]
    assert f"decision {decision} is undone" in summitry("events", "undo", decision[:6]).out


@pytest.mark.parametrize("words", ["show", "events explain", "forget --yes"])
def test_beginning_of_several_ids_lists_them(summitry: Command, seeds: Path, words: str) -> None:
    column = "event_id" if words.startswith("events") else "article_id"
    with Database.open(seeds) as db:
        for at in (1, 2):  # ids of our own, for no two of the seeds begin alike
            db.query(
                "INSERT INTO articles BY NAME SELECT * REPLACE ("
                f"'cafe{at}' AS article_id) FROM articles LIMIT 1"
            )
            db.query(f"INSERT INTO article_sources VALUES ('cafe{at}', 'x{at}.txt', now())")
            db.query(
                "INSERT INTO events BY NAME SELECT * REPLACE ("
                f"'cafe{at}' AS event_id) FROM events LIMIT 1"
            )
    before = rows(f"SELECT count(*) FROM {'events' if column == 'event_id' else 'articles'}")
    ran = summitry(*words.split(), "cafe")
    assert ran.code == 2
    assert "'cafe' fits 2 " in ran.line
    assert "cafe1" in ran.line
    assert "cafe2" in ran.line
    assert (
        rows(f"SELECT count(*) FROM {'events' if column == 'event_id' else 'articles'}") == before
    )


# -- what is there ------------------------------------------------------------------------


def test_show_tells_why_an_article_has_no_records(summitry: Command) -> None:
    Path("fr.txt").write_text(FRENCH)
    Path("empty.txt").write_text("")
    summitry("run", "fr.txt", "empty.txt")
    assert "no records: skipped: " in summitry("show", "fr.txt").out
    assert summitry("show", "empty.txt").line.startswith("summitry: empty.txt has no text: ")


def test_demo_leaves_a_database_of_ones_own_alone(summitry: Command) -> None:
    Path("a.txt").write_text(MET)
    summitry("run", "a.txt")
    ran = summitry("demo", "--db", "summits.duckdb")
    assert ran.code == 2
    assert "summits.duckdb holds what rules read" in ran.line
    assert rows("SELECT count(*) FROM articles") == [(1,)]


def test_gold_tells_which_decisions_on_events_it_cannot_hold(
    summitry: Command, seeds: Path
) -> None:
    (a,), (b,) = rows("SELECT event_id FROM events ORDER BY 1 LIMIT 2")
    summitry("events", "merge", a, b)
    ran = summitry("gold", "export", "gold")
    assert ran.code == 2
    assert "1 decision on events alone" in ran.line
    assert not Path("gold").exists()


# -- queries ------------------------------------------------------------------------------

ENDLESS = (
    "SELECT count(*) FROM range(1000000000) a, range(100000) b WHERE a.range * b.range % 7 = 3"
)


def test_query_is_stopped_after_its_time(summitry: Command, seeds: Path) -> None:
    ran = summitry("query", ENDLESS, "--timeout", "0.3")
    assert ran.code == 2
    assert ran.line.startswith("summitry: stopped after 0.3 seconds; ask for less")


def test_fetch_of_endless_rows_is_stopped_after_its_time(summitry: Command, seeds: Path) -> None:
    ran = summitry("query", "FROM range(100000000000)", "--timeout", "0.3")
    assert ran.code == 2
    assert "stopped after 0.3 seconds" in ran.line


def test_want_of_memory_is_told_in_one_line(summitry: Command, seeds: Path) -> None:
    with Database.open(seeds, read_only=True) as db:
        db.query("SET memory_limit = '20MB'")
        db.query("SET temp_directory = ''")
        with pytest.raises(Exception, match=r"^out of memory; ask for fewer rows"):
            db.query("SELECT list(range) FROM range(100000000)")


@pytest.mark.parametrize(
    ("condition", "value", "takes"),
    [
        ("said_on > $since", "2020", "a date such as 2018-09-07"),
        ("n_speakers > $since", "many", "a number such as 3"),
    ],
)
def test_unfit_value_of_a_parameter_is_told_by_name_and_type(
    summitry: Command, seeds: Path, condition: str, value: str, takes: str
) -> None:
    ran = summitry("query", f"FROM quotes WHERE {condition}", "-p", f"since={value}")
    assert (ran.code, ran.line) == (2, f"summitry: parameter since is '{value}', but takes {takes}")


@pytest.mark.parametrize("form", ["json", "csv"])
def test_several_statements_are_refused_before_any_is_printed(
    summitry: Command, seeds: Path, form: str
) -> None:
    ran = summitry("query", "SELECT 1; SELECT 2", "--format", form)
    assert (ran.code, ran.out) == (2, "")
    assert ran.line == "summitry: 2 statements were given; give one"


# -- words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "thing", "words"),
    [
        (1, "article", "1 article"),
        (0, "row", "0 rows"),
        (2, "key", "2 keys"),
        (1204, "reply", "1,204 replies"),
    ],
)
def test_things_are_counted_in_words(number: int, thing: str, words: str) -> None:
    assert counted(number, thing) == words


def _commands(group: Any, before: str = "") -> list[tuple[str, Any]]:
    found = []
    for name, command in group.commands.items():
        inner = hasattr(command, "commands")
        found += _commands(command, f"{name} ") if inner else [(f"{before}{name}", command)]
    return found


COMMANDS = dict(_commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_each_option_is_and_its_default_once(summitry: Command, name: str) -> None:
    told = summitry(*name.split(), "--help").out
    assert "[default: (" not in told
    for parameter in COMMANDS[name].params:
        words = parameter.help or ""
        assert words, f"{name} {parameter.name} has no help"
        assert not words.startswith("[default"), f"{name} {parameter.name} has only a default"
    for text in re.split(r"\n  (?=-|\S+ {2,})", told):
        assert text.count("default:") <= 1, text
