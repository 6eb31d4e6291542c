"""Records anew from kept answers: nobody is called, decisions stay, what goes is kept."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.relating.deciding import decide
from pipeline.storing.answers import Answers
from pipeline.storing.database import Database
from tests import loopback as lo
from tests.command import Command, Ran
from tests.drafts import TEXT, covering, draft, meeting, repair, statement
from tests.loopback import Loopback

DB = Path("summits.duckdb")
RECORDS = (
    "summits", "participations", "statements", "statement_actors", "claims", "claim_asserters",
    "actor_mentions", "evidence", "quote_spans", "flags", "actors", "places", "articles",
    "article_sources", "events",
)  # fmt: skip


def read(summitry: Command, server: Loopback, *words: str) -> int:
    """`summitry run` on the articles of the current folder."""
    files = sorted(str(path) for path in Path().glob("*.txt"))
    asked = ("--model", "openai/test", "--base-url", server.url)
    return summitry("run", *files, *asked, *words).code


def write(count: int = 2) -> None:
    for n in range(count):
        text = f"{TEXT}\nStory {n} of another day, told at length by nobody in particular."
        Path(f"{n}.txt").write_text(text, encoding="utf-8")


def fetched() -> list[Any]:
    return [row["fetched_at"] for row in rows("FROM article_sources ORDER BY source_path")]


def rows(sql: str) -> list[dict[str, Any]]:
    with Database.open(DB, read_only=True) as db:
        return db.dicts(sql)


def change(*statements: str) -> None:
    with Database.open(DB) as db:
        for statement in statements:
            db.query(statement)


def contents() -> dict[str, list[str]]:
    """The rows of every table of records, without the runs that made them and times."""
    found = {}
    for table in RECORDS:
        kept = (
            {k: v for k, v in row.items() if k not in ("run_id", "fetched_at")}
            for row in rows(f"FROM {table}")
        )
        found[table] = sorted(json.dumps(row, default=str) for row in kept)
    return found


FAULTY = draft(meetings=[meeting(at=["9"])])
"""Its meeting is asked for again."""


def answered(body: lo.Body) -> lo.Reply:
    shape = body["response_format"]["json_schema"]["name"]
    if shape == "RepairDraft":
        return lo.answer(repair(M=meeting()))
    return lo.answer(FAULTY if "Story 1" in body["messages"][-1]["content"] else draft())


def test_rebuilt_records_equal_those_of_the_run_and_nobody_is_called(summitry: Command) -> None:
    write()
    with Loopback(script=answered) as server:
        assert read(summitry, server) == 0
    before, made, times = contents(), rows("FROM runs"), fetched()
    # No server any more.
    assert summitry("rebuild").code == 0
    assert contents() == before
    assert fetched() == times
    (new,) = rows("FROM runs WHERE settings::VARCHAR LIKE '%rebuild_of%'")
    assert json.loads(new["settings"])["rebuild_of"] == [made[0]["run_id"]]
    assert (new["model"], new["prompt_sha256"]) == (made[0]["model"], made[0]["prompt_sha256"])
    assert new["finished_at"] is not None
    landed = rows(f"FROM outcomes WHERE run_id = '{new['run_id']}' ORDER BY source_path")
    assert [(r["source_path"], r["outcome"]) for r in landed] == [
        ("0.txt", "records"),
        ("1.txt", "records"),
    ]
    assert {(r["attempts"], r["input_tokens"]) for r in landed} == {(0, 0)}
    assert {r["run_id"] for r in rows("FROM statements")} == {new["run_id"]}


def test_what_another_rule_made_is_made_anew(summitry: Command) -> None:
    write()
    with Loopback(script=answered) as server:
        read(summitry, server)
    right = contents()
    change(
        "UPDATE summits SET date_start = NULL, date_precision = 'unknown', place_id = NULL",
        "UPDATE statements SET said_on = DATE '1999-01-01'",
        "UPDATE articles SET published_on = DATE '1999-01-01'",
        "UPDATE evidence SET match = 'space'",
    )
    assert contents() != right
    assert summitry("rebuild").code == 0
    assert contents() == right


def test_next_run_finds_rebuilt_articles_done(summitry: Command) -> None:
    write()
    with Loopback(script=answered) as server:
        read(summitry, server)
        summitry("rebuild")
        asked, runs = len(server.raw), len(rows("FROM runs"))
        assert read(summitry, server) == 0
        assert len(server.raw) == asked
    assert len(rows("FROM runs")) == runs


def test_what_people_decided_stays(summitry: Command) -> None:
    write()
    with Loopback(script=answered) as server:
        read(summitry, server)
    meetings = [row["summit_id"] for row in rows("FROM summits ORDER BY summit_id")]
    with Database.open(DB) as db:
        decide(db, "event_split", meetings[:1], "ann")
    before = rows("SELECT event_id, summit_id, decided_by FROM event_mentions ORDER BY ALL")
    assert "ann" in {row["decided_by"] for row in before}
    assert summitry("rebuild").code == 0
    assert rows("SELECT event_id, summit_id, decided_by FROM event_mentions ORDER BY ALL") == before


def test_article_without_its_answer_keeps_its_records_and_is_told(summitry: Command) -> None:
    write()
    with Loopback(script=answered) as server:
        read(summitry, server)
        before = rows("SELECT article_id, statement_id, run_id FROM statements ORDER BY ALL")
        gone = rows("FROM article_sources WHERE source_path = '0.txt'")[0]["article_id"]
        with Answers.beside(DB) as answers:
            assert answers.forget(gone) == 1
        ran = summitry("rebuild")
        assert ran.code == 1
        assert "1 kept the records they had, an answer is missing" in ran.out
        after = rows("SELECT article_id, statement_id, run_id FROM statements ORDER BY ALL")
        assert [r for r in after if r["article_id"] == gone] == [
            r for r in before if r["article_id"] == gone
        ]
        assert {r["run_id"] for r in after} != {r["run_id"] for r in before}
        (skipped,) = rows("FROM outcomes WHERE outcome = 'skipped'")
        assert (skipped["source_path"], skipped["attempts"]) == ("0.txt", 0)
        # As it advises: only what is missing is asked.
        asked = len(server.raw)
        assert read(summitry, server, "--again") == 0
        assert len(server.raw) == asked + 1
    assert summitry("rebuild").code == 0


def test_replayed_failure_of_a_follow_up_is_the_same_failure(summitry: Command) -> None:
    write(1)
    open_quote = draft(statements=[statement("a2", at=["3:the talks…useful."])])
    with Loopback(lo.answer(open_quote), lo.refusal("No more.")) as server:
        assert read(summitry, server) == 0
    before = contents()
    assert any("follow_up_failed" in flag for flag in before["flags"])
    assert summitry("rebuild").code == 0
    assert contents() == before


def test_article_that_failed_by_a_fault_of_ours_is_mended_without_a_call(
    summitry: Command,
) -> None:
    write(1)
    with Loopback(script=answered) as server:
        read(summitry, server)
    right = contents()
    change("UPDATE outcomes SET outcome = 'invalid', reason = 'summitry itself failed'")
    with Database.open(DB) as db:
        ids = [row[0] for row in db.query("SELECT article_id FROM articles").rows]
        db.run("delete_generations", {"article_ids": ids})
    assert contents() != right
    assert summitry("rebuild").code == 0
    assert contents() == right


def test_empty_database_is_told(summitry: Command) -> None:
    assert summitry("rebuild").code == 2
    with Database.open(DB):
        pass
    ran = summitry("rebuild")
    assert ran.code == 2
    assert "holds no articles" in ran.err


# -- what was there before ----------------------------------------------------------------


def test_replaced_generation_is_kept_as_the_exchange_form_has_it(summitry: Command) -> None:
    write(1)
    with Loopback(script=answered) as server:
        read(summitry, server)
    old = {
        table: sorted(json.dumps(row, default=str) for row in rows(f"FROM {table}"))
        for table in ("summits", "statements", "claims", "evidence", "flags", "participations")
    }
    (first,) = rows("FROM runs")
    summitry("rebuild")
    (second,) = rows(f"FROM runs WHERE run_id <> '{first['run_id']}'")
    (kept,) = rows("FROM superseded")
    assert (kept["run_id"], kept["superseded_by"]) == (first["run_id"], second["run_id"])
    by_kind: dict[str, list[str]] = {}
    for line in json.loads(kept["records"]):
        by_kind.setdefault(line.pop("kind"), []).append(json.dumps(line))
    for table, kind in (
        ("summits", "summit"),
        ("statements", "statement"),
        ("claims", "claim"),
        ("evidence", "evidence"),
        ("participations", "participation"),
    ):
        # event_id is what relating made of it, not the reading.
        assert len(by_kind[kind]) == len(old[table]) > 0
        keys = [set(json.loads(row)) for row in old[table]]
        assert {frozenset(json.loads(row)) for row in by_kind[kind]} == set(map(frozenset, keys))
    assert {json.loads(row)["actor_kind"] for row in by_kind["actor"]} >= {"person"}
    assert json.loads(by_kind["place"][0])["name"] == "Sochi"
    assert "text" not in json.loads(by_kind["article"][0])


def test_landing_again_in_the_same_run_supersedes_nothing(summitry: Command) -> None:
    write(1)
    with Loopback(script=answered) as server:
        read(summitry, server)
        # As a kill before the end leaves it.
        change("UPDATE runs SET finished_at = NULL")
        read(summitry, server, "--again")
    assert len(rows("FROM runs")) == 1
    assert rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'superseded'") == []


# -- batches ------------------------------------------------------------------------------


def batch_output(body: lo.Body, number: int, key: str) -> str:
    """A line as a batch's output has it."""
    told = lo.completion({"content": json.dumps(_wire(body), ensure_ascii=False)})
    line = {
        "id": f"batch_req_{number}",
        "custom_id": key,
        "response": {"status_code": 200, "request_id": "r", "body": told},
        "error": None,
    }
    return json.dumps(line)


def _wire(body: lo.Body) -> Any:
    shape = body["response_format"]["json_schema"]["name"]
    if shape == "RepairDraft":
        return repair(M=meeting())
    if shape == "CoverageDraft":
        return covering(None, None, None)
    return FAULTY if "Story 1" in body["messages"][-1]["content"] else draft()


def printed(summitry: Command) -> list[dict[str, Any]]:
    files = sorted(str(path) for path in Path().glob("*.txt"))
    ran = summitry("requests", *files, "--model", "openai/test")
    assert ran.code == 0
    return [json.loads(line) for line in ran.out.splitlines()]


def imported(summitry: Command, lines: list[str]) -> Ran:
    Path("out.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return summitry("answers", "import", "out.jsonl")


def test_requests_answered_elsewhere_land_as_a_live_run_would(summitry: Command) -> None:
    write()
    with Loopback(script=answered) as server:
        read(summitry, server)
        live, calls = contents(), len(server.raw)
    with Loopback() as silent:
        for path in Path().glob("summits.*"):
            path.unlink()
        rounds = []
        while lines := printed(summitry):
            rounds.append(len(lines))
            assert printed(summitry) == lines, "ids and bytes are stable"
            answers = [
                batch_output(one["body"], n, one["custom_id"]) for n, one in enumerate(lines)
            ]
            assert imported(summitry, answers).code == 0
        assert rounds == [2, 1]
        assert sum(rounds) == calls
        assert read(summitry, silent) == 0
        assert silent.raw == []
    assert contents() == live
    tokens = rows("SELECT source_path, attempts, input_tokens FROM outcomes ORDER BY 1")
    assert [tuple(row.values()) for row in tokens] == [("0.txt", 1, 100), ("1.txt", 2, 200)]


def test_unreadable_answer_of_a_batch_is_asked_once_more_and_then_is_an_outcome(
    summitry: Command,
) -> None:
    write(1)
    for attempt in (1, 2):
        (line,) = printed(summitry)
        told = lo.completion({"content": f"three meetings, I said {attempt} times"})
        out = {"custom_id": line["custom_id"], "response": {"status_code": 200, "body": told}}
        assert imported(summitry, [json.dumps(out)]).code == 0
        # The same file once more is no second attempt.
        assert imported(summitry, [json.dumps(out)]).code == 0
    assert printed(summitry) == []
    with Loopback() as silent:
        assert read(summitry, silent) == 2
        assert silent.raw == []
    (outcome,) = rows("FROM outcomes")
    assert (outcome["outcome"], outcome["attempts"], outcome["input_tokens"]) == (
        "invalid",
        2,
        200,
    )


def test_failed_line_of_a_batch_leaves_its_request_open(summitry: Command) -> None:
    write()
    lines = printed(summitry)
    failed = [
        json.dumps({"custom_id": lines[0]["custom_id"], "response": None, "error": {"code": "x"}}),
        json.dumps(
            {
                "custom_id": lines[1]["custom_id"],
                "response": {"status_code": 429, "body": {"error": {"message": "slow down"}}},
            }
        ),
    ]
    ran = imported(summitry, failed)
    assert ran.code == 1
    told = ran.err.splitlines()
    assert len(told) == 2
    assert "slow down" in told[1]
    assert printed(summitry) == lines


@pytest.mark.parametrize("line", ["three", "[]", '{"custom_id": "article-1"}', '{"id": 1}'])
def test_file_that_is_no_batch_output_is_told(summitry: Command, line: str) -> None:
    ran = imported(summitry, [line])
    assert ran.code == 2
    assert ran.line.startswith("summitry: out.jsonl: line 1")
