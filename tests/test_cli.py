"""The command: exit codes, one line for what cannot be done, never a traceback."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from pipeline.storing.database import Database
from pipeline.storing.query import named_queries
from tests import loopback as lo
from tests.command import Command
from tests.drafts import TEXT, draft, meeting
from tests.loopback import Loopback

PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()"]
"""The command as a process of its own."""


@pytest.fixture(autouse=True)
def in_place(place: Path) -> None:
    """Every test is in an empty folder."""


def article(name: str = "a.txt", text: str = TEXT) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def always(wire: dict[str, object]) -> lo.Script:
    return lambda body: lo.answer(wire)


def endpoint(server: Loopback) -> list[str]:
    return ["--model", "openai/test", "--base-url", server.url]


# -- run ----------------------------------------------------------------------------------


def test_run_lands_tells_and_ends_with_0(summitry: Command) -> None:
    with Loopback(script=always(draft())) as server:
        ran = summitry("run", article(), *endpoint(server))
    assert (ran.code, ran.err) == (0, "")
    assert "a.txt: 1 meeting, 4 statements, 1 claim, quotations 3/3" in ran.out
    assert "database    summits.duckdb" in ran.out
    with Database.open("summits.duckdb", read_only=True) as db:
        assert len(db.query("FROM statements").rows) == 4


def test_run_again_says_nothing_new_and_ends_with_0(summitry: Command) -> None:
    with Loopback(lo.answer(draft())) as server:
        summitry("run", article(), *endpoint(server))
        ran = summitry("run", "a.txt", *endpoint(server))
        assert len(server.raw) == 1
    assert ran.code == 0
    assert "nothing new" in ran.out
    assert "unchanged   1" in ran.out


def test_database_in_the_folder_that_is_read_is_no_source(summitry: Command) -> None:
    article()
    with Loopback(script=always(draft())) as server:
        for _ in range(2):
            ran = summitry("run", ".", *endpoint(server))
            assert (ran.code, ran.err) == (0, "")
    assert len(json.loads(summitry("runs", "--json").out)) == 1


def test_run_with_one_failure_ends_with_1_and_tells_it(summitry: Command) -> None:
    article("a.txt")
    article("b.txt", "")
    with Loopback(script=always(draft())) as server:
        ran = summitry("run", "a.txt", "b.txt", *endpoint(server))
    assert ran.code == 1
    assert ran.line.strip() == "b.txt: unreadable: empty: is empty"


def test_run_as_json_gives_one_object_a_line(summitry: Command) -> None:
    article("b.txt", "")
    with Loopback(script=always(draft())) as server:
        ran = summitry("run", article(), "b.txt", "--json", *endpoint(server))
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["event"] for line in lines] == ["article", "article", "summary"]
    ends = {line["source_path"]: (line["outcome"], line["statements"]) for line in lines[:2]}
    assert ends == {"a.txt": ("records", 4), "b.txt": ("unreadable", 0)}
    assert lines[2]["outcomes"] == {"records": 1, "unreadable": 1}
    assert ran.code == 1


def test_run_reads_standard_input() -> None:
    with Loopback(script=always(draft())) as server:
        ran = subprocess.run(
            [*PROGRAM, "run", "-", *endpoint(server)],
            input=TEXT.encode(),
            capture_output=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        assert f"[1] {TEXT.splitlines()[0]}\n" in server.questions[0]


def test_hostile_words_of_an_endpoint_cannot_drive_the_terminal(summitry: Command) -> None:
    with Loopback(lo.refusal("\x1b[2J\x07no\nway")) as server:
        ran = summitry("run", article(), *endpoint(server))
    assert "no way" in ran.err
    assert "\x1b" not in ran.err


def test_credentials_in_the_address_are_sent_and_not_kept(summitry: Command) -> None:
    with Loopback(script=always(draft())) as server:
        url = server.url.replace("http://", "http://me:secret%21@")
        ran = summitry("run", article(), "--model", "openai/test", "--base-url", url)
    assert ran.code == 0
    assert [sent["authorization"] for sent in server.headers] == ["Basic bWU6c2VjcmV0IQ=="]
    with Database.open("summits.duckdb", read_only=True) as db:
        assert "secret" not in str(db.query("SELECT settings FROM runs").rows)


# -- what cannot be done ------------------------------------------------------------------


def test_no_model_to_record_is_told_in_one_line(summitry: Command) -> None:
    ran = summitry("record")
    assert ran.code == 2
    assert ran.line.startswith("summitry: no model is named: use --model openai/gpt-5-mini")
    assert not Path("summits.duckdb").exists()


@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "SUMMITRY_API_KEY", "ANTHROPIC_API_KEY"])
def test_key_alone_never_spends(
    summitry: Command, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with Loopback(script=always(draft())) as server:
        monkeypatch.setenv(name, "sk-1")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        ran = summitry("run", article())
        assert ran.code == 0
        monkeypatch.setenv("SUMMITRY_BASE_URL", server.url)
        ran = summitry("run", article())
        assert server.raw == []
    assert ran.code == 2
    assert "no model is named" in ran.line


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--model", "gpt-5-mini"], "no model 'gpt-5-mini': write provider/model"),
        (["--model", "nobody/x"], "no model 'nobody/x': write provider/model"),
        (["--model", "openai/x"], "openai/… needs a key: set OPENAI_API_KEY"),
        (["--model", "openai/x", "--base-url", "here"], "'here' is no address"),
        (["--model", "openai/x", "--prompt", "extract/v9"], "no prompt 'extract/v9'; there are: "),
        (
            ["--model", "x", "--base-url", "http://127.0.0.1:9/v1", "--mode", "odd"],
            "no mode 'odd'; there are: ",
        ),
        (
            ["--model", "x", "--base-url", "http://127.0.0.1:9/v1", "--db", "no/such/x.db"],
            "there is no folder no/such",
        ),
    ],
    ids=["provider", "name", "key", "address", "prompt", "mode", "folder"],
)
def test_run_that_cannot_begin_is_told_in_one_line(
    summitry: Command, words: list[str], told: str
) -> None:
    ran = summitry("run", article(), *words)
    assert ran.code == 2
    assert told in ran.line
    assert ran.out == ""


def test_unreachable_endpoint_is_told_in_one_line(summitry: Command) -> None:
    with Loopback() as gone:
        pass
    for n in range(4):
        article(f"{n}.txt", f"{TEXT}\n{n}")
    begun = time.monotonic()
    ran = summitry("run", ".", *endpoint(gone))
    assert ran.code == 2
    assert ran.line.startswith("summitry: no answer from the endpoint: ")
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("code", "advice"), [(401, "check the key"), (404, "check --model and --base-url")]
)
def test_wrong_key_or_model_is_told_once_for_all_articles(
    summitry: Command, code: int, advice: str
) -> None:
    for n in range(8):
        article(f"{n}.txt", f"{TEXT}\n{n}")
    with Loopback(script=lambda body: lo.status(code, "Not so.")) as server:
        ran = summitry("run", ".", *endpoint(server))
        assert len(server.raw) <= 8
    assert ran.code == 2
    assert ran.line.startswith(f"summitry: HTTP {code}: Not so.; {advice}")


def test_what_landed_before_a_stop_is_told_and_machines_hear_why(summitry: Command) -> None:
    for n in range(3):
        article(f"{n}.txt", f"{TEXT}\nNumber {n}.")
    script: lo.Script = lambda body: (  # noqa: E731
        lo.answer(draft())
        if "Number 0" in body["messages"][-1]["content"]
        else lo.status(402, "Insufficient credits")
    )
    with Loopback(script=script) as server:
        ran = summitry("run", ".", "-j", "1", *endpoint(server))
        assert ran.code == 2
        assert "Insufficient credits; the account cannot pay" in ran.line
        assert "articles    1 (1 records)" in ran.out
        again = summitry("run", ".", "-j", "1", "--json", *endpoint(server))
    told = [json.loads(line) for line in again.out.splitlines()]
    assert [one["event"] for one in told] == ["article", "error", "summary"]
    assert "Insufficient credits" in told[1]["message"]
    assert told[2]["unchanged"] == 1


def test_a_failure_is_told_with_where_to_read_why(summitry: Command) -> None:
    with Loopback(lo.refusal()) as server:
        ran = summitry("run", article(), "--db", "other.duckdb", *endpoint(server))
    assert ran.out.splitlines()[-1] == (
        "failed      1: `summitry rejects --db other.duckdb` says why; the same command tries again"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("run --nonsense", "summitry run: No such option: --nonsense; see summitry run --help"),
        ("run a --jobs 0", "summitry run: Invalid value for '--jobs' / '-j': "),
        ("run a --jobs x", "summitry run: Invalid value for '--jobs' / '-j': "),
        ("run", "summitry run: Missing argument 'PATH…'; see summitry run --help"),
        ("events explain", "summitry events explain: Missing argument 'ID'"),
        ("query --format pdf x", "summitry query: Invalid value for '--format' / '-f': "),
        ("fly", "summitry: No such command 'fly'; see summitry --help"),
    ],
)
def test_wrong_option_or_value_is_told_in_one_line(
    summitry: Command, words: str, told: str
) -> None:
    ran = summitry(*words.split())
    assert ran.code == 2
    assert ran.line.startswith(told)
    assert ran.out == ""


def test_broken_configuration_file_is_told_in_one_line(summitry: Command) -> None:
    Path("summitry.toml").write_text("model = ")
    ran = summitry("run", article())
    assert ran.code == 2
    assert "summitry.toml cannot be read" in ran.line


# -- the database -------------------------------------------------------------------------

COMMANDS = [["query", "SELECT 1"], ["show", "a"], ["runs"]]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_missing_database_is_told_and_not_made(summitry: Command, words: list[str]) -> None:
    ran = summitry(*words)
    assert ran.code == 2
    assert "no database summits.duckdb; `summitry run` makes one" in ran.line
    assert not Path("summits.duckdb").exists()


@pytest.mark.parametrize(
    "words", [*COMMANDS, ["run", "a.txt", "--model", "m", "--base-url", "http://127.0.0.1:9"]],
    ids=lambda words: words[0],
)  # fmt: skip
def test_newer_foreign_or_no_database_is_told_in_one_line(
    summitry: Command, words: list[str]
) -> None:
    article()
    Database.open("newer.duckdb").close()
    with duckdb.connect("newer.duckdb") as connection:
        connection.execute("CREATE OR REPLACE VIEW schema_version AS SELECT '99' AS version")
    with duckdb.connect("foreign.duckdb") as connection:
        connection.execute("CREATE TABLE cats (name VARCHAR)")
    Path("diary.duckdb").write_text("Dear diary", encoding="utf-8")
    for name, told in (
        ("newer", "made by a newer summitry"),
        ("foreign", "no summitry database"),
        ("diary", "no DuckDB database"),
    ):
        ran = summitry(*words, "--db", f"{name}.duckdb")
        assert ran.code == 2
        assert told in ran.line


def test_database_that_another_process_keeps_is_told_in_one_line(
    summitry: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.storing.database.LANDING_SECONDS", 0.2)
    monkeypatch.setattr("pipeline.running.landing.BEGIN_SECONDS", 0.2)
    Database.open("summits.duckdb").close()
    code = (
        "import duckdb, time; c = duckdb.connect('summits.duckdb'); print(1, flush=True); "
        "time.sleep(60)"
    )
    run = ["run", article(), "--model", "m", "--base-url", "http://127.0.0.1:9"]
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            for words in (["query", "SELECT 1"], run):
                ran = summitry(*words)
                assert ran.code == 2
                assert f"summits.duckdb is locked by process {process.pid}; wait" in ran.line
        finally:
            process.kill()


@pytest.fixture
def landed(summitry: Command) -> None:
    """A database with one article."""
    article("some [red]file.txt", f"{TEXT}\n[bold]No mark-up[/bold] \x1b[31m here.")
    with Loopback(script=always(draft())) as server:
        assert summitry("run", ".", *endpoint(server)).code == 0


def test_query_prints_a_table_csv_and_json(summitry: Command, landed: None) -> None:
    statement = "SELECT act, count(*) AS n FROM statements GROUP BY act ORDER BY act"
    table = summitry("query", statement)
    assert table.code == 0
    assert "commit" in table.out
    assert "3 rows" in table.out
    csv = summitry("query", statement, "--format", "csv")
    assert csv.out.splitlines() == ["act,n", "assert,2", "commit,1", "request,1"]
    found = json.loads(summitry("query", statement, "--json").out)
    assert found == [
        {"act": "assert", "n": 2},
        {"act": "commit", "n": 1},
        {"act": "request", "n": 1},
    ]


def test_query_leaves_article_words_to_the_letter_in_json_and_harmless_in_a_table(
    summitry: Command, landed: None
) -> None:
    statement = "SELECT text FROM articles"
    (row,) = json.loads(summitry("query", statement, "--json").out)
    assert "[bold]No mark-up[/bold]" in row["text"]
    shown = summitry("query", statement).out
    assert "[bold]No mark-up[/bold]" in shown
    assert "\x1b" not in shown


def test_a_bare_group_of_commands_shows_its_help(summitry: Command) -> None:
    ran = summitry("events")
    assert ran.code == 2
    assert "  merge " in ran.err


def test_help_keeps_what_stands_in_brackets(summitry: Command) -> None:
    assert "[default: summits.duckdb]" in " ".join(summitry("query", "--help").out.split())
    assert "summitry[mcp]" in summitry("mcp", "--help").out


@pytest.mark.parametrize("command", [("report", "-o"), ("export",)])
@pytest.mark.parametrize("name", ["summits.duckdb", "other.answers"])
def test_nothing_is_written_over_a_database_or_its_answers(
    summitry: Command, landed: None, command: tuple[str, ...], name: str
) -> None:
    before = Path("summits.duckdb").read_bytes()
    words = (*command, name, "--format", "jsonl") if command == ("export",) else (*command, name)
    ran = summitry(*words)
    assert ran.code == 2
    assert "cannot write" in ran.err
    assert Path("summits.duckdb").read_bytes() == before
    assert not Path("other.answers").exists()


def test_every_named_query_runs(summitry: Command, landed: None) -> None:
    names = [one["name"] for one in json.loads(summitry("query", "--list", "--json").out)]
    assert len(names) == 14
    for name in names:
        ran = summitry("query", name, "--json")
        assert ran.code == 0, name
        # Where an example narrows the answer, that is said beside it.
        assert bool(ran.err) == bool(named_queries()[name].parameters), name
        assert isinstance(json.loads(ran.out), list)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("no_such_query", "no query 'no_such_query'; there are: "),
        ("SELEC 1", "syntax error"),
        ("SELECT * FROM nowhere", "nowhere does not exist"),
        ("DROP TABLE articles", "read-only"),
        ("DELETE FROM articles", "read-only"),
        ("/* nothing */", "no SQL was given"),
        ("   ", "no SQL was given"),
    ],
)
def test_wrong_query_is_told_in_one_line(
    summitry: Command, landed: None, words: str, told: str
) -> None:
    ran = summitry("query", words)
    assert ran.code == 2
    assert told in ran.line
    assert ran.out == ""


def test_show_prints_the_article_and_its_records(summitry: Command, landed: None) -> None:
    ran = summitry("show", "red]file")
    assert ran.code == 0
    assert "We agreed on a demilitarised zone" in ran.out
    assert "held, in_person, leaders, no date, Sochi" in ran.out
    assert "[bold]No mark-up[/bold]" in ran.out
    assert "\x1b[31m here" not in ran.out


def test_show_prints_the_id_of_every_record(summitry: Command, landed: None) -> None:
    told = summitry("show", "red]file").out
    with Database.open("summits.duckdb", read_only=True) as db:
        for table, key in (("summits", "summit"), ("statements", "statement"), ("claims", "claim")):
            for (record_id,) in db.query(f"SELECT {key}_id FROM {table}").rows:
                assert record_id in told


def test_show_of_nothing_is_told_in_one_line(summitry: Command, landed: None) -> None:
    ran = summitry("show", "nothing like it")
    assert ran.code == 2
    assert "no article 'nothing like it'" in ran.line
    advised = ran.line.split("`")[1].removeprefix("summitry ").split()
    assert summitry(*advised).code == 0


def test_runs_tells_outcomes_and_tokens(summitry: Command, landed: None) -> None:
    (row,) = json.loads(summitry("runs", "--json").out)
    assert (row["model"], row["with_records"], row["calls"]) == ("openai/test", 1, 1)
    assert (row["tokens_in"], row["tokens_out"], row["cost_usd"]) == (100, 7, None)


# -- help ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [[], ["run"], ["demo"], ["query"], ["sql"], ["tables"], ["show"], ["runs"], ["validate"], ["requests"], ["record"],
     ["schema"], ["schema", "export"], ["schema", "check"]],
    ids=lambda words: " ".join(words) or "summitry",
)  # fmt: skip
def test_every_command_has_help(summitry: Command, words: list[str]) -> None:
    for flag in ("--help", "-h"):
        ran = summitry(*words, flag)
        assert (ran.code, ran.err) == (0, "")
        assert "Usage: summitry" in ran.out
    assert [line for line in ran.out.splitlines() if line.strip()][1].strip()[0].isupper()


def test_every_command_is_named_in_the_help(summitry: Command) -> None:
    told = summitry("--help").out
    for name in (
        "run",
        "demo",
        "query",
        "sql",
        "tables",
        "show",
        "runs",
        "validate",
        "requests",
        "record",
        "schema",
    ):
        assert f" {name} " in told


def test_version_is_told(summitry: Command) -> None:
    ran = summitry("--version")
    assert (ran.code, ran.out.split()[0]) == (0, "summitry")


def test_requests_are_what_run_sends_and_nobody_is_called(summitry: Command) -> None:
    hostile = f"{TEXT}\n{{{{ 7*7 }}}} {{% if </article> <|im_start|> 🕊"
    with Loopback(script=always(draft())) as server:
        ran = summitry("requests", article("a.txt", hostile), "--model", "openai/test")
        assert server.raw == []
        summitry("run", "a.txt", *endpoint(server))
    assert json.loads(ran.out)["body"] == server.bodies[0]


# -- Ctrl-C -------------------------------------------------------------------------------


def test_interrupt_finishes_what_is_in_flight_ends_with_130_and_the_run_resumes(
    summitry: Command,
) -> None:
    for n in range(6):
        article(f"{n}.txt", f"{TEXT}\nNumber {n}.")
    with Loopback(script=always(draft()), delay=0.6) as server:
        process = subprocess.Popen(
            [*PROGRAM, "run", ".", "-j", "2",
             *endpoint(server)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        while len(server.raw) < 2 and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert process.returncode == 130, err
        assert err == "finishing what is in flight; Ctrl-C again stops at once\n"
        assert "interrupted: run the same again to go on" in out
        asked = len(server.raw)
        assert asked == 2
        with Database.open("summits.duckdb", read_only=True) as db:
            assert db.query("SELECT count(*) FROM outcomes WHERE outcome = 'records'").rows == (
                (2,),
            )
        server._delay = 0
        assert summitry("run", ".", *endpoint(server)).code == 0
        assert len(server.raw) == 6


def test_second_interrupt_stops_at_once(place: Path) -> None:
    article()
    with Loopback(lo.hang) as server:
        process = subprocess.Popen(
            [*PROGRAM, "run", "a.txt",
             *endpoint(server)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        while not server.raw and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert out.splitlines()[-1] == "interrupted: run the same again to go on"


def test_one_bad_meeting_is_told_as_rejected(summitry: Command) -> None:
    bad = draft(meetings=[meeting(), meeting("m2", at=["9"])])
    with Loopback(lo.answer(bad), *[lo.status(400)] * 2) as server:
        ran = summitry("run", article(), *endpoint(server))
    assert ran.code == 0
    assert "1 rejected" in ran.out


def test_query_writes_no_file_and_reads_no_other(summitry: Command, landed: None) -> None:
    for statement in ("COPY (SELECT 1) TO 'made.csv'", "SELECT * FROM read_csv('a.txt')"):
        ran = summitry("query", statement)
        assert ran.code == 2
        assert "disabled by configuration" in ran.err
    assert not Path("made.csv").exists()


def test_a_misspelt_column_gets_duckdbs_hint(summitry: Command, landed: None) -> None:
    ran = summitry("query", "SELECT speaker FROM quotes")
    assert ran.code == 2
    assert "Candidate bindings" in ran.err


def test_export_is_what_validate_reads(summitry: Command, landed: None) -> None:
    for to in ("records.jsonl", "records.jsonl.gz", "parquet"):
        assert summitry("export", to).code == 0
        assert summitry("validate", to).code == 0


def test_published_must_be_a_date_and_yields_to_the_articles_own(summitry: Command) -> None:
    Path("dated.txt").write_text("07 September, 2018\nThey met.", encoding="utf-8")
    Path("bare.txt").write_text("They met on Friday.", encoding="utf-8")
    wrong = summitry("requests", "bare.txt", "--published", "yesterday")
    assert wrong.code == 2
    assert "must be a date" in wrong.err
    own = summitry("requests", "dated.txt", "--published", "1999-01-01")
    assert "Friday, 2018-09-07" in own.out
    given = summitry("requests", "bare.txt", "--published", "2020-03-01")
    assert "Sunday, 2020-03-01" in given.out


def test_a_database_in_no_folder_says_so(summitry: Command) -> None:
    Path("a.txt").write_text("They met.", encoding="utf-8")
    ran = summitry(
        "run",
        "a.txt",
        "--model",
        "openai/x",
        "--base-url",
        "http://127.0.0.1:9/v1",
        "--db",
        "no/x.duckdb",
    )
    assert ran.code == 2
    assert "there is no folder no" in ran.err
