"""The prompt, the named queries and the tables: what an analyst types and sees."""

import json
import os
import pty
import select
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import SummitryError, UsageError
from pipeline.storing import shell as shell_module
from pipeline.storing.database import Database
from pipeline.storing.exchange import load
from pipeline.storing.query import named_queries, query
from pipeline.storing.shell import Shell, interactive, scripted
from tests.rows import lines, write

PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()"]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with the sample rows."""
    with Database.open("summits.duckdb") as db:
        load(write(tmp_path / "a.jsonl", lines()), db)
    return tmp_path / "summits.duckdb"


@pytest.fixture
def shell(path: Path) -> Shell:
    return Shell(path)


def ran(*words: str) -> str:
    """What the command printed; it must end well."""
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == 0, result.output
    return result.stdout


# ---- query -------------------------------------------------------------------------------


def test_each_of_several_statements_gives_its_answer(path: Path) -> None:
    told = ran("query", "SELECT 11 AS first; SELECT 22 AS second;")
    assert "11" in told
    assert "22" in told
    assert told.count("1 row\n") == 2


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_file_holds_the_answer_of_one_statement(path: Path, form: str) -> None:
    result = CliRunner().invoke(app, ["query", "SELECT 1; SELECT 2", "-f", form])
    assert isinstance(result.exception, UsageError)
    assert str(result.exception) == "2 statements were given; give one"
    assert result.output == ""


def test_list_gives_each_named_query_one_line_with_its_example(path: Path) -> None:
    told = ran("query", "--list").splitlines()
    assert len(told) == len(named_queries())
    (contacts,) = [line for line in told if line.startswith("contacts_of_actor ")]
    assert contacts.endswith("example: actor=Putin, since=2017-11-01, until=2017-11-30")
    listed = json.loads(ran("query", "--list", "--json"))
    assert [one["name"] for one in listed] == list(named_queries())
    assert all(one["question"] for one in listed)
    assert all(p["example"] and p["meaning"] for one in listed for p in one["parameters"])


def test_a_named_query_takes_other_values(seeds_db: Path) -> None:
    words = ["query", "meetings_in_place", "--json", "--db", str(seeds_db)]
    sochi = json.loads(ran(*words))
    ankara = json.loads(ran(*words, "--param", "place=ankara"))
    assert sochi
    assert ankara
    assert not [row for row in ankara if row in sochi]
    assert query(
        seeds_db, "contacts_of_actor", actor="erdogan", since="2020-01-01", until="2020-12-31"
    )
    assert query(seeds_db, "contacts_of_actor", actor="nobody at all") == []


def test_own_sql_takes_values_too(path: Path) -> None:
    words = ["query", "SELECT name FROM actors WHERE kind = $kind", "--json"]
    assert json.loads(ran(*words, "-p", "kind=state")) == [{"name": "Turkey"}]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["planned", "-p", "actor=x"], "no parameter 'actor'; there are: none"),
        (["meetings_in_place", "-p", "city=x"], "no parameter 'city'; there are: place"),
        (["SELECT $a"], "parameter a has no value; give it: --param a=…"),
        (["SELECT 1", "-p", "a"], "--param a is no NAME=VALUE, such as actor=Putin"),
    ],
    ids=str,
)
def test_a_wrong_parameter_is_told(path: Path, words: list[str], told: str) -> None:
    assert str(CliRunner().invoke(app, ["query", *words]).exception) == told


# ---- tables ------------------------------------------------------------------------------


def test_tables_tells_every_table_and_view_and_what_one_row_is(path: Path) -> None:
    found = {row["table"]: row for row in json.loads(ran("tables", "--json"))}
    assert found["claims"]["meaning"].startswith("One row is one claim")
    assert (found["claims"]["kind"], found["timeline"]["kind"]) == ("table", "view")
    assert all(row["meaning"] for row in found.values())
    assert "One row is one statement of an article" in ran("tables")


def test_tables_tells_the_columns_of_one(path: Path) -> None:
    found = json.loads(ran("tables", "statements", "--json"))
    assert [row["column"] for row in found][:2] == ["statement_id", "article_id"]
    assert all(row["meaning"] for row in found)
    result = CliRunner().invoke(app, ["tables", "nothing"])
    assert str(result.exception) == "no table or view 'nothing'; `summitry tables` lists them"


# ---- sql without a terminal --------------------------------------------------------------


def piped(text: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, "sql", *words], input=text, capture_output=True, text=True, check=False
    )


def test_sql_answers_what_it_reads_without_a_terminal(path: Path) -> None:
    done = piped(
        "SELECT count(*) AS actors\nFROM actors;\nheld_by_format\n.tables claims\nSELECT ';' AS semicolon"
    )
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("actors", "2", "bilateral", "talks", "The number it states", "semicolon"):
        assert words in done.stdout or words in ("bilateral", "talks")
    assert done.stdout.count(" row") >= 3


def test_the_first_fault_of_a_script_ends_it_with_one_line(path: Path) -> None:
    done = piped("SELECT 1 AS before;\nSELECT nothing FROM actors;\nSELECT 2 AS behind;\n")
    assert done.returncode == 2
    assert "before" in done.stdout
    assert "behind" not in done.stdout
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith('summitry: Binder Error: Referenced column "nothing" not found')


def test_sql_changes_nothing_unless_it_is_told_that_it_may(path: Path) -> None:
    done = piped("DELETE FROM actors;\n")
    assert (done.returncode, "read-only" in done.stderr) == (2, True)
    assert "disabled by configuration" in piped("COPY actors TO 'a.csv';\n").stderr
    assert piped("DELETE FROM claim_links;\n", "--write").returncode == 0
    assert query(path, "FROM claim_links") == []


# ---- the prompt --------------------------------------------------------------------------


def typed(shell: Shell, keys: str, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """What the prompt prints when these keys are struck; Ctrl-D ends them."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        first, *later = keys.split(PAUSE)
        pipe.send_text(first)
        for seconds, more in enumerate(later, 1):  # completion waits for the next turn of a loop
            threading.Timer(seconds, pipe.send_text, [more]).start()
        interactive(shell)
    told = capsys.readouterr()
    return told.out, told.err


ENTER, CTRL_C, CTRL_D, PAUSE = "\r", "\x03", "\x04", "(pause)"


def test_a_statement_runs_over_lines_until_its_semicolon(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = typed(shell, f"SELECT 'a;b'{ENTER}AS words;{ENTER}{CTRL_D}", capsys)
    assert err == ""
    assert "a;b" in out
    assert "1 row" in out


def test_named_queries_and_dot_commands_need_no_semicolon(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _ = typed(
        shell, f"claims_with_numbers{ENTER}.tables{ENTER}.help{ENTER}.quit{ENTER}", capsys
    )
    assert "The zone will be 15 km wide." in out
    assert "One row is one claim" in out
    assert ".tables NAME" in out


def test_an_error_is_one_line_and_the_prompt_goes_on(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = f"SELEC 1;{ENTER}.fly{ENTER}SELECT 41 + 1 AS answer;{ENTER}{CTRL_D}"
    out, err = typed(shell, keys, capsys)
    first, second = err.splitlines()
    assert first.startswith("summitry: Parser Error: syntax error")
    assert second == "summitry: no command '.fly'; `.help` lists them"
    assert "42" in out


def test_ctrl_c_drops_what_is_typed(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = typed(shell, f"SELECT 'gone with it'{CTRL_C}SELECT 'kept';{ENTER}{CTRL_D}", capsys)
    assert err == ""
    assert "kept" in out
    assert "gone with it" not in out


def test_an_empty_line_ends_a_statement_without_semicolon(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _ = typed(shell, f"SELECT 'whole'{ENTER}{ENTER}{CTRL_D}", capsys)
    assert "whole" in out


def test_what_was_typed_is_remembered(
    shell: Shell, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(shell, f"SELECT 7 AS seven;{ENTER}{CTRL_D}", capsys)
    assert "SELECT 7 AS seven;" in (place / "state/summitry/sql_history").read_text(
        encoding="utf-8"
    )
    up = "\x1b[A"
    out, _ = typed(shell, f"{up}{ENTER}{CTRL_D}", capsys)
    assert "seven" in out


def test_a_tab_completes(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = typed(
        shell, f"SELECT claim_ty{PAUSE}\t{PAUSE} FROM claims LIMIT 1;{ENTER}{CTRL_D}", capsys
    )
    assert err == ""
    assert "quantity" in out or "casualty" in out


def test_the_database_is_free_between_statements(
    shell: Shell, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shell.answer("SELECT 1;")
    code = "import duckdb, sys; duckdb.connect(sys.argv[1]).execute('DELETE FROM claim_links')"
    subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True)
    assert shell.answer("SELECT 'again' AS word;")
    assert "again" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("before", "expected", "unexpected"),
    [
        ("SELECT spea", {"speakers", "speaker_text"}, {"planned"}),
        ("sel", {"SELECT"}, {"speakers"}),
        ("SELECT * FROM clai", {"claims", "claims_asserted", "claim_id"}, {"claims_with_numbers"}),
        ("claims_w", {"claims_with_numbers"}, set()),
        ("SELECT quotes.t", {"text", "title"}, {"timeline", "time_text"}),
        (".ta", {".tables"}, {"table"}),
        ("SELECT ", set(), {"speakers"}),
    ],
)
def test_tables_columns_keywords_and_named_queries_are_completed(
    shell: Shell, before: str, expected: set[str], unexpected: set[str]
) -> None:
    words = {word for word, _, _ in shell.vocabulary().completions(before)}
    assert expected <= words
    assert not unexpected & words


def test_many_rows_are_cut_and_told(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    shell.answer("FROM range(250) AS r(i);")
    told = capsys.readouterr().out
    assert f"{shell_module.SHOWN} rows\nand more; " in told


def test_a_script_may_leave(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    scripted(shell, ["SELECT 'one';\n", ".quit\n", "SELECT 'two';\n"])
    told = capsys.readouterr().out
    assert "one" in told
    assert "two" not in told
    with pytest.raises(SummitryError, match="no table or view 'x'"):
        scripted(shell, [".tables x\n"])


def in_a_terminal(keys: list[bytes], *words: str, path: str = "") -> bytes:
    """What the command shows in a terminal where these keys are struck."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "PATH": path, "PROMPT_TOOLKIT_NO_CPR": "1"}
    process = subprocess.Popen(
        [*PROGRAM, "sql", *words], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    shown = b""
    try:
        while process.poll() is None or select.select([ours], [], [], 0)[0]:
            if keys and b"summitry>" in shown:
                os.write(ours, keys.pop(0))
            if select.select([ours], [], [], 0.3)[0]:
                shown += os.read(ours, 65536)
    except OSError:  # the other side has gone
        pass
    finally:
        os.close(ours)
        process.wait(20)
    return shown


def test_a_terminal_gets_the_prompt_where_no_other_shell_is_installed(path: Path) -> None:
    shown = in_a_terminal([b"SELECT 40 + 2 AS answer;\r", b"\x04"])
    assert b"read only; .help tells more" in shown
    assert b"42" in shown


def test_a_terminal_gets_another_shell_where_one_is_installed(path: Path, installed: Path) -> None:
    in_a_terminal([], path=f"{installed}{os.pathsep}/bin{os.pathsep}/usr/bin")
    assert Path("called").read_text().strip() == "harlequin --read-only summits.duckdb"


# ---- other programs' shells --------------------------------------------------------------


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand-ins for harlequin and duckdb that write down how they were called."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("harlequin", "duckdb"):
        (folder / name).write_text(f'#!/bin/sh\necho {name} "$@" > called\nexit 3\n')
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    return folder


@pytest.mark.parametrize(
    ("words", "called"),
    [
        (["--shell", "harlequin"], "harlequin --read-only summits.duckdb"),
        (["--shell", "duckdb"], "duckdb -readonly summits.duckdb"),
        (["--shell", "duckdb", "--write"], "duckdb summits.duckdb"),
    ],
    ids=" ".join,
)
def test_another_shell_is_called_read_only_and_its_exit_code_is_ours(
    path: Path, installed: Path, words: list[str], called: str
) -> None:
    assert CliRunner().invoke(app, ["sql", *words]).exit_code == 3
    assert Path("called").read_text().strip() == called


def test_a_shell_that_is_not_installed_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    result = CliRunner().invoke(app, ["sql", "--shell", "harlequin"])
    assert "harlequin is not installed; leave --shell out" in str(result.exception)
