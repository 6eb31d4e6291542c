"""Provider batches: submitted once whatever dies, collected whole, landed as a live run lands."""

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.batching.submit import Limits, settle, submit
from pipeline.batching.terms import Terms, wait
from pipeline.extracting.batchapi import Endpoint
from pipeline.reading.read import read
from pipeline.storing.answers import Answers
from pipeline.storing.batches import Batches
from pipeline.storing.database import Database, table_names
from tests import batchserver as bs
from tests import loopback as lo
from tests.batchserver import BatchServer
from tests.command import Command, Ran
from tests.conftest import ROOT
from tests.drafts import TEXT, covering, draft, meeting, repair
from tests.loopback import ASKED, GIVEN, Loopback

DB = Path("summits.duckdb")
PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()"]
FAULTY = draft(meetings=[meeting(at=["9"])])
"""Its meeting is asked for again."""
NOT_COMPARED = {
    "run_id", "fetched_at", "started_at", "finished_at", "latency_ms", "cost_usd", "settings",
    "sha256", "reject_id", "decision_id", "decided_at",
}  # fmt: skip


def answered(body: lo.Body) -> lo.Reply:
    """As the articles of `write` ask for: a faulty draft, a refusal, a cut, no JSON, nothing."""
    shape = body["response_format"]["json_schema"]["name"]
    told = body["messages"][-1]["content"]
    if shape == "RepairDraft":
        return lo.answer(repair(M=meeting()))
    if shape == "CoverageDraft":
        return lo.answer(covering(None, None, None))
    if "Story 1" in told:
        return lo.answer(FAULTY)
    if "Story 2" in told:
        return lo.refusal()
    if "Story 3" in told:
        return lo.cut_off()
    if "Story 4" in told:
        return lo.answer("three meetings, I said")
    return lo.answer(draft())


def write(count: int = 2) -> list[str]:
    for n in range(count):
        text = f"{TEXT}\nStory {n} of another day, told at length by nobody in particular."
        Path(f"{n}.txt").write_text(text, encoding="utf-8")
    return [f"{n}.txt" for n in range(count)]


def asked(server: BatchServer | Loopback) -> list[str]:
    return ["--model", "openai/test", "--base-url", server.url]


def rows(sql: str, db: Path = DB) -> list[dict[str, Any]]:
    with Database.open(db, read_only=True) as opened:
        return opened.dicts(sql)


def outcomes() -> list[tuple[str, str, str | None]]:
    found = rows("SELECT source_path, outcome, reason FROM outcomes ORDER BY run_id, source_path")
    return [(row["source_path"], row["outcome"], row["reason"]) for row in found]


def exported(db: Path = DB) -> dict[str, list[str]]:
    """Every row of every table as JSON, without runs, times and cost."""
    found = {}
    for table in table_names():
        kept = [
            {name: value for name, value in row.items() if name not in NOT_COMPARED}
            for row in rows(f"FROM {table}", db)
        ]
        found[table] = sorted(json.dumps(row, default=str) for row in kept)
    del found["runs"]
    return found


# -- today and tomorrow -------------------------------------------------------------------


def test_batches_land_the_same_bytes_as_a_live_run(summitry: Command) -> None:
    files = write(6)
    Path("5b.txt").write_bytes(Path("5.txt").read_bytes())
    Path("none.txt").write_bytes(b"\x00\x01\x02" * 99)
    files = [*files, "5b.txt", "none.txt"]
    with Loopback(script=answered) as live:
        assert summitry("run", *files, *asked(live), "--no-judge", "--jobs", "1").code == 1
        expected, calls = exported(), len(live.raw)
        shutil.move(DB, "live.duckdb")
        shutil.move("summits.answers", "live.answers")
    with BatchServer(answered) as server:
        assert summitry("batch", "submit", *files, *asked(server)).code == 0
        for path in files:
            Path(path).unlink()
        rounds = 0
        while server.open():
            server.finish()
            summitry("batch", "collect", "--resubmit")
            rounds += 1
        sizes = [len(server.requests(one)) for one in server.batches.values()]
    assert sizes[0] == 6
    assert sizes[1:] == [2], "the repair and what was no JSON"
    assert (rounds, sum(sizes)) == (2, calls)
    assert exported() == expected
    assert len(rows("FROM runs")) == 2


@cache
def recorded_answers() -> dict[str, Any]:
    """The seeds' recorded completions, by the messages that asked for them."""
    found = {}
    for cassette in (ROOT / "cassettes" / "seeds").glob("[0-9]*.yaml"):
        for one in yaml.safe_load(cassette.read_text(encoding="utf-8"))["interactions"]:
            messages = json.loads(one["request"]["body"])["messages"]
            found[json.dumps(messages)] = json.loads(one["response"]["body"]["string"])
    return found


def recorded(body: lo.Body) -> lo.Reply:
    """As the seeds' reader answered; of two claims in a question the first supports the other."""
    if body["response_format"]["json_schema"]["name"] == "JudgeDraft":
        pairs = body["messages"][-1]["content"].count("\nA: ")
        verdicts = [{"i": n, "r": "A supports B"} for n in range(1, pairs + 1)]
        return lo.answer({"P": verdicts})
    completion = recorded_answers()[json.dumps(body["messages"])]
    return lambda handler: handler.send(200, completion)


def second_reading(db: Path) -> list[dict[str, Any]]:
    """The flags of what the rules read otherwise."""
    return rows("FROM flags WHERE code LIKE 'second_reading_%'", db)


def test_real_articles_get_the_records_events_links_and_flags_of_a_live_run(
    summitry: Command,
) -> None:
    """Judged pairs of claims and the rules' second reading among them."""
    files = [str(path) for path in sorted((ROOT / "seeds").glob("[0-9]*.txt"))]
    with Loopback(script=recorded) as live:
        assert summitry("run", *files, *asked(live), "--jobs", "1").code == 0
        expected, calls = exported(), len(live.raw)
        shutil.move(DB, "live.duckdb")
        shutil.move("summits.answers", "live.answers")
    assert {row["rule"] for row in rows("FROM claim_links", Path("live.duckdb"))} >= {"judge"}
    assert second_reading(Path("live.duckdb"))
    with BatchServer(recorded) as server:
        summitry("batch", "submit", *files, *asked(server))
        rounds = 0
        while server.open():
            server.finish()
            told = summitry("batch", "collect", "--resubmit")
            assert told.code == 0
            rounds += 1
        assert rounds <= 4
        assert "judged, run " in told.out
        assert sum(len(server.requests(one)) for one in server.batches.values()) == calls
    assert exported() == expected
    with Answers.beside(DB) as answers:
        assert Batches(answers).terms() == {}
        assert answers.claimed() == []


def test_failed_question_about_claims_is_told_and_asked_again(summitry: Command) -> None:
    with BatchServer(recorded) as server:
        files = [str(path) for path in sorted((ROOT / "seeds").glob("[0-9]*.txt"))]
        summitry("batch", "submit", *files, *asked(server))
        while server.open():
            (batch,) = server.open()
            judging = "You compare claims" in str(server.requests(batch)[0]["body"])
            server.finish("expired" if judging else "completed", without(0) if judging else list)
            told = summitry("batch", "collect")
            if judging:
                break
            assert told.code == 0
            summitry("batch", "submit")
        assert told.code == 1
        assert "it expired before this request was answered" in told.out
        (outcome,) = rows("FROM outcomes WHERE source_path = '(claim pairs)'")
        assert outcome["outcome"] == "transport"
        assert summitry("batch", "submit").code == 0
        server.finish()
        told = summitry("batch", "collect")
        assert told.code == 0
        assert "judged, run " in told.out
    assert rows("SELECT count(*) > 0 AS some FROM claim_links WHERE rule = 'judge'")[0]["some"]


def test_batch_without_judging_asks_nothing_about_claims(summitry: Command) -> None:
    files = [str(path) for path in sorted((ROOT / "seeds").glob("[0-9]*.txt"))]
    with BatchServer(recorded) as server:
        summitry("batch", "submit", *files, *asked(server), "--no-judge")
        while server.open():
            server.finish()
            summitry("batch", "collect", "--resubmit", "--no-second-reading")
        sent = [str(one) for batch in server.batches.values() for one in server.requests(batch)]
    assert not any("You compare claims" in one for one in sent)
    assert rows("FROM claim_links WHERE rule = 'judge'") == []
    assert not second_reading(DB)


def test_another_machine_collects_with_database_and_answers_alone(summitry: Command) -> None:
    files = write()
    with BatchServer(answered) as server:
        summitry("batch", "submit", *files, *asked(server))
        Path("elsewhere").mkdir()
        shutil.move("summits.answers", "elsewhere/summits.answers")
        server.finish()
        there = ["--db", "elsewhere/summits.duckdb"]
        told = summitry("batch", "collect", *there)
        assert "2 answered" in told.out
    (count,) = rows("SELECT count(*) AS n FROM articles", Path("elsewhere/summits.duckdb"))
    assert count["n"] == 1  # the other one waits for its repair


def test_what_a_batch_answered_costs_the_batch_price(summitry: Command) -> None:
    files = write()
    Path("own.csv").write_text(
        "model,input_usd,output_usd,batch_factor\nopenai/test,10,20,0.5\n", encoding="utf-8"
    )
    with BatchServer(answered) as server, Loopback(script=answered) as live:
        summitry("batch", "submit", *files, *asked(server))
        server.finish()
        summitry("batch", "collect", "--prices", "own.csv")
        # The other's repair is asked live, of the same endpoint as far as the request tells.
        summitry("run", *files, *asked(live), "--prices", "own.csv", "--no-judge")
        assert len(live.raw) == 1
    one = (ASKED * 10 + GIVEN * 20) / 1e6
    found = rows("SELECT source_path, cost_usd FROM costs ORDER BY 1")
    assert [row["cost_usd"] for row in found] == pytest.approx([one / 2, one / 2 + one])


def test_what_is_not_finished_is_left_alone(summitry: Command) -> None:
    files = write()
    with BatchServer(answered) as server:
        summitry("batch", "submit", *files, *asked(server))
        told = summitry("batch", "collect")
        assert told.code == 0
        assert "1 batch, 2 requests; 2 articles waiting" in told.out
        assert not DB.exists()
        status = json.loads(summitry("batch", "status", "--json").out)
        assert [(one["status"], one["requests"]) for one in status] == [("in_progress", 2)]
        server.finish()
        (status,) = json.loads(summitry("batch", "status", "--json").out)
        assert (status["status"], status["completed"], status["collected_at"]) == (
            "completed",
            2,
            None,
        )
    # Nobody answers any more: what was seen last is told.
    told = summitry("batch", "status")
    assert told.code == 1
    assert "completed" in told.out
    assert "no answer from the endpoint" in told.err


def test_files_stay_within_the_endpoints_limits(summitry: Command) -> None:
    write(5)
    with BatchServer(answered) as server:
        terms = Terms("openai/test", server.url, None, None, "extract/v2")
        with Answers.beside(DB) as answers, Endpoint.connect(server.url) as endpoint:
            batches = Batches(answers)
            wait(batches, terms, read(["."]))
            made = list(submit(batches, terms, endpoint, Path(), Limits(requests=2)))
            assert [one.requests for one in made] == [2, 2, 1]
            assert list(submit(batches, terms, endpoint, Path(), Limits(requests=2))) == []
        sizes = [len(one["content"]) for one in server.files.values()]
        with Answers.open("other.answers") as answers, Endpoint.connect(server.url) as endpoint:
            batches = Batches(answers)
            wait(batches, terms, read(["."]))
            most = max(sizes) + 10
            made = list(submit(batches, terms, endpoint, Path(), Limits(bytes=most)))
            assert sum(one.requests for one in made) == 5
        assert all(len(one["content"]) <= most for one in server.files.values())


# -- submitted once -----------------------------------------------------------------------


def test_same_submit_again_makes_no_second_batch(summitry: Command) -> None:
    files = write()
    with BatchServer(answered) as server:
        for _ in range(3):
            assert summitry("batch", "submit", *files, *asked(server)).code == 0
        summitry("batch", "submit", *write(3), *asked(server))
        assert [len(server.requests(one)) for one in server.batches.values()] == [2, 1]
        server.finish()
        summitry("batch", "collect")
        summitry("batch", "submit", "0.txt", *asked(server))
        # What has its records is asked no more; the repair of 1 waited.
        assert [len(server.requests(one)) for one in server.batches.values()] == [2, 1, 1]


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        ("POST /files", bs.cut),
        ("POST /files", bs.done_but_lost),
        ("POST /batches", bs.cut),
        ("POST /batches", bs.done_but_lost),
        ("POST /batches", bs.half),
        ("POST /batches", bs.html),
        ("GET /batches", bs.html),
        ("GET /files", bs.busy),
    ],
)
def test_lost_answer_makes_no_second_batch(summitry: Command, step: str, fault: bs.Fault) -> None:
    files = write()
    with BatchServer(answered) as server:
        server.faults[step] = [fault]
        assert summitry("batch", "submit", *files, *asked(server)).code == 0
        assert len(server.batches) == 1
        server.finish()
        assert summitry("batch", "collect").code == 0
    assert outcomes() == [("0.txt", "records", None)]


@pytest.mark.parametrize("at", ["POST /files", "POST /batches", "POST /batches, done"])
def test_killed_submit_makes_no_second_batch(summitry: Command, at: str) -> None:
    """The process dies by SIGKILL while it waits for an answer; the next one goes on."""
    files = write()
    step, _, _ = at.partition(",")
    with BatchServer(answered) as server:
        process: list[subprocess.Popen[bytes]] = []

        def kill(handler: bs.Handler, act: Callable[[], None]) -> None:
            if "done" in at:
                handler.send = lambda *_, **__: None  # type: ignore[method-assign]
                act()
            process[0].send_signal(signal.SIGKILL)
            process[0].wait()
            handler.close_connection = True

        server.faults[step] = [kill]
        command = [*PROGRAM, "batch", "submit", *files, *asked(server)]
        process.append(subprocess.Popen(command))
        assert process[0].wait(60) == -signal.SIGKILL
        # Let the grace be over in which it may still show.
        with Answers.beside(DB) as answers, answers.file.transaction():
            answers.file.connection.execute(
                "UPDATE batches SET begun_at = '2020-01-01T00:00:00+00:00'"
            )
        assert summitry("batch", "submit", *files, *asked(server)).code == 0
        assert len(server.batches) == 1
        server.finish()
        assert summitry("batch", "collect").code == 0
    assert outcomes() == [("0.txt", "records", None)]


@pytest.mark.parametrize("at", ["its files", "its landing"])
def test_killed_collect_loses_and_doubles_nothing(summitry: Command, at: str) -> None:
    """The process dies by SIGKILL while it fetches the answers, or as soon as it lands them."""
    with BatchServer(good) as server:
        submitted(summitry, server, 40)
        server.finish()
        process: list[subprocess.Popen[bytes]] = []

        def kill(handler: bs.Handler, _act: Callable[[], None]) -> None:
            process[0].send_signal(signal.SIGKILL)
            handler.close_connection = True

        if at == "its files":
            server.faults["GET /files/…/content"] = [kill]
        process.append(subprocess.Popen([*PROGRAM, "batch", "collect"]))
        if at == "its landing":
            while not DB.exists() and process[0].poll() is None:
                time.sleep(0.001)
            process[0].send_signal(signal.SIGKILL)
        assert process[0].wait(60) == -signal.SIGKILL
        assert summitry("batch", "collect").code == 0
        assert len(server.batches) == 1
    assert [outcome for _, outcome, _ in outcomes()] == ["records"] * 40
    (spent,) = rows("SELECT sum(input_tokens) AS tokens FROM outcomes")
    assert spent["tokens"] == 40 * ASKED


@pytest.mark.parametrize("words", [("status",), ("collect",), ("submit",)])
def test_a_mistyped_database_is_told_and_not_made(
    summitry: Command, words: tuple[str, ...]
) -> None:
    told = summitry("batch", *words, "--db", "typo.duckdb")
    assert told.code == 2
    assert told.line.startswith("summitry: there is no typo.duckdb and no typo.answers beside it")
    assert list(Path().iterdir()) == []


def test_batch_that_shows_only_after_a_while_is_waited_for(summitry: Command) -> None:
    write(1)
    with BatchServer(answered) as server:
        terms = Terms("openai/test", server.url, None, None, "extract/v2")
        with Answers.beside(DB) as answers, Endpoint.connect(server.url) as endpoint:
            batches = Batches(answers)
            wait(batches, terms, read(["."]))
            (made,) = submit(batches, terms, endpoint, Path())
            # As a kill leaves it just before the answer; the list does not show it yet.
            answers.file.connection.execute("UPDATE batches SET batch_id = NULL")
            hidden = dict(server.batches)
            server.batches.clear()
            begun = time.monotonic()

            def shows(handler: bs.Handler, act: Callable[[], None]) -> None:
                act()
                server.batches.update(hidden)

            server.faults["GET /batches"] = [shows]
            settle(batches, Endpoint.connect, grace=2)
            assert time.monotonic() - begun < 60
            (there,) = batches.all()
            assert (there.batch_id, there.requests) == (made.batch_id, 1)


def test_copy_of_the_answers_on_another_machine_makes_no_second_batch(summitry: Command) -> None:
    files = write()
    with BatchServer(answered) as server:
        summitry("batch", "submit", *files, *asked(server))
        Path("summits.answers").unlink()
        summitry("batch", "submit", *files, *asked(server))
        assert len(server.batches) == 1


def test_two_at_a_time_are_refused(summitry: Command) -> None:
    files = write()
    with BatchServer(answered) as server:
        process: list[subprocess.Popen[bytes]] = []
        seen: list[Ran] = []

        def meanwhile(handler: bs.Handler, act: Callable[[], None]) -> None:
            server.closing.wait(1.5)
            act()

        server.faults["POST /batches"] = [meanwhile]
        process.append(subprocess.Popen([*PROGRAM, "batch", "submit", *files, *asked(server)]))
        while "POST /batches" not in server.served:
            time.sleep(0.01)
        seen.append(summitry("batch", "submit", *files, *asked(server)))
        assert process[0].wait(60) == 0
        assert seen[0].code == 2
        assert "another process submits or collects" in seen[0].err
        assert len(server.batches) == 1


# -- what went wrong there ----------------------------------------------------------------


def submitted(summitry: Command, server: BatchServer, count: int = 3) -> None:
    assert summitry("batch", "submit", *write(count), *asked(server)).code == 0


def without(*numbers: int) -> Callable[[bs.Lines], bs.Lines]:
    return lambda lines: [line for n, line in enumerate(lines) if n not in numbers]


def good(_: lo.Body) -> lo.Reply:
    return lo.answer(draft())


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("expired", "it expired before this request was answered"),
        ("cancelled", "it was cancelled before this request was answered"),
        ("completed", "its output has no line for this request"),
    ],
)
def test_request_without_an_answer_is_an_outcome_and_is_asked_again(
    summitry: Command, status: str, words: str
) -> None:
    with BatchServer(good) as server:
        submitted(summitry, server)
        server.finish(status, without(0, 2))
        told = summitry("batch", "collect")
        assert told.code == 1
        assert f"{status}, 1 answered, 2 without an answer" in told.out
        assert outcomes() == [
            ("0.txt", "transport", f"batch batch-0: {words}"),
            ("1.txt", "records", None),
            ("2.txt", "transport", f"batch batch-0: {words}"),
        ]
        # Told once; nothing is submitted unasked.
        assert summitry("batch", "collect").code == 0
        assert len(outcomes()) == 3
        assert len(server.batches) == 1
        assert summitry("batch", "submit").code == 0
        assert [len(server.requests(one)) for one in server.batches.values()] == [3, 2]
        server.finish()
        assert summitry("batch", "collect").code == 0
    last = rows("SELECT arg_max(outcome, run_id) AS last FROM outcomes GROUP BY source_path")
    assert [row["last"] for row in last] == ["records"] * 3
    with Answers.beside(DB) as answers:
        assert Batches(answers).terms() == {}


def test_batch_that_the_endpoint_does_not_take_fails_its_articles_with_its_words(
    summitry: Command,
) -> None:
    with BatchServer(good) as server:
        submitted(summitry, server, 1)
        server.refuse("Enqueued token limit reached")
        assert summitry("batch", "collect").code == 2
        (outcome,) = outcomes()
        assert outcome[1] == "transport"
        assert outcome[2] is not None
        assert "Enqueued token limit reached" in outcome[2]
        summitry("batch", "submit")
        server.finish()
        summitry("batch", "collect")
    assert rows("SELECT count(*) AS n FROM outcomes WHERE outcome = 'records'") == [{"n": 1}]


def test_error_file_gives_each_article_its_kind_and_reason(summitry: Command) -> None:
    def alter(lines: bs.Lines) -> bs.Lines:
        lines[0]["response"] = {
            "status_code": 400,
            "body": {"error": {"message": "no", "code": "content_filter"}},
        }
        lines[1]["response"] = {"status_code": 429, "body": {"error": {"message": "slow down"}}}
        lines[2] |= {"response": None, "error": {"code": "batch_expired", "message": "too late"}}
        return lines

    with BatchServer(good) as server:
        submitted(summitry, server)
        server.finish("expired", alter)
        assert server.batches["batch-0"]["output_file_id"] is None
        assert summitry("batch", "collect").code == 2
    told = {path: (outcome, reason) for path, outcome, reason in outcomes()}
    assert told["0.txt"] == ("refused", "the provider's filter declined: no")
    assert told["1.txt"] == ("transport", "batch batch-0: HTTP 429: slow down")
    assert told["2.txt"][0] == "transport"
    assert "batch_expired" in str(told["2.txt"][1])


def test_lines_twice_and_lines_of_others_change_nothing(summitry: Command) -> None:
    def alter(lines: bs.Lines) -> bs.Lines:
        spoilt = json.loads(json.dumps(lines[0]))
        spoilt["response"]["body"]["choices"][0]["message"]["content"] = "no JSON"
        foreign = [{**lines[1], "custom_id": "article-1"}, {**lines[1], "custom_id": "f" * 64}]
        return [lines[0], spoilt, *foreign, *lines[1:]]

    with BatchServer(good) as server:
        submitted(summitry, server)
        server.finish(alter=alter)
        told = summitry("batch", "collect")
        assert told.code == 0
        assert "3 answered, 0 without an answer, 2 lines of other requests" in told.out
    assert [row["attempts"] for row in rows("FROM outcomes")] == [1, 1, 1]
    with Answers.beside(DB) as answers:
        assert answers.find("f" * 64) is None


@pytest.mark.parametrize("fault", [bs.html, bs.half, bs.cut])
def test_file_that_does_not_come_whole_is_fetched_again(summitry: Command, fault: bs.Fault) -> None:
    with BatchServer(good) as server:
        submitted(summitry, server)
        server.finish()
        server.faults["GET /files/…/content"] = [fault]
        told = summitry("batch", "collect")
        if fault is bs.html:
            assert told.code == 1
            assert "is no line of a batch: <html>" in told.err
            assert not DB.exists()
            told = summitry("batch", "collect")
        assert told.code == 0
    assert [outcome for _, outcome, _ in outcomes()] == ["records"] * 3


def test_a_batch_whose_file_never_comes_whole_can_be_given_up(summitry: Command) -> None:
    with BatchServer(good) as server:
        submitted(summitry, server)
        server.finish()
        server.faults["GET /files/…/content"] = [bs.html]
        told = summitry("batch", "collect", "--json")
        notice, left = map(json.loads, told.out.splitlines())
        assert (told.code, told.err, notice["event"]) == (1, "", "notice")
        assert "is no line of a batch: <html>" in notice["message"]
        assert left == {
            "event": "open", "batches": 1, "requests": 3, "articles": 3, "to_judge": False
        }  # fmt: skip
        unknown = summitry("batch", "collect", "--give-up", "batch-7")
        assert (unknown.code, unknown.line) == (
            2,
            "summitry: no open batch 'batch-7'; `summitry batch status` lists them",
        )
        assert summitry("batch", "collect", "--give-up", "batch-0").code == 2  # all failed
        assert {(outcome, why) for _, outcome, why in outcomes()} == {
            ("transport", "batch batch-0: it was given up")
        }
        assert summitry("batch", "submit").code == 0
        server.finish()
        assert summitry("batch", "collect").code == 0
    assert [outcome for _, outcome, _ in outcomes()][-3:] == ["records"] * 3


def test_a_dry_run_of_a_batch_tells_its_price_and_sends_nothing(summitry: Command) -> None:
    words = (*write(3), "--model", "openai/gpt-5-mini", "--dry-run", "--json")
    before = sorted(Path().iterdir())
    live = json.loads(summitry("run", *words).out)
    told = json.loads(summitry("batch", "submit", *words).out)
    assert told["cost_usd"] == pytest.approx(live["cost_usd"] / 2)
    assert (told["articles"], told["seconds"]) == (3, None)
    assert "time        by tomorrow" in summitry("batch", "submit", *words[:-1]).out
    assert sorted(Path().iterdir()) == before


def test_same_unreadable_answer_in_the_second_batch_is_the_end(summitry: Command) -> None:
    with BatchServer(lambda _: lo.answer("three meetings, I said")) as server:
        submitted(summitry, server, 1)
        server.finish()
        assert summitry("batch", "collect", "--resubmit").code == 0
        assert not DB.exists()
        server.finish()
        assert summitry("batch", "collect", "--resubmit").code == 2
        assert len(server.batches) == 2
    (outcome,) = rows("FROM outcomes")
    assert (outcome["outcome"], outcome["attempts"], outcome["input_tokens"]) == (
        "invalid",
        2,
        2 * ASKED,
    )


def test_wrong_key_and_other_providers_are_told_in_one_line(summitry: Command) -> None:
    files = write(1)
    told = summitry("batch", "submit", *files, "--model", "openai/gpt-5-mini")
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "OPENAI_API_KEY" in told.err
    told = summitry("batch", "submit", *files, "--model", "anthropic/claude")
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "takes no such batches" in told.err


def test_answers_of_an_earlier_version_get_batches(tmp_path: Path) -> None:
    path = tmp_path / "x.answers"
    with Answers.open(path) as answers:
        for table in ("batches", "batch_requests", "batch_sources"):
            answers.file.connection.execute(f"DROP TABLE {table}")
        for column in ("input", "output", "cached"):
            answers.file.connection.execute(
                f"ALTER TABLE answers DROP COLUMN batch_{column}_tokens"
            )
        answers.file.connection.execute(
            "INSERT INTO answers (key, outcome, attempts, input_tokens, output_tokens, "
            "cached_tokens, latency_ms, received_at) VALUES ('k', 'answer', 1, 2, 3, 0, 5, '')"
        )
        answers.file.connection.execute("PRAGMA user_version = 1")
    for _ in range(2):
        with Answers.open(path) as answers:
            kept = answers.find("k")
            assert kept is not None
            assert (kept.usage.input_tokens, kept.usage.batch_input_tokens) == (2, 0)
            assert Batches(answers).all() == []


def test_output_of_vllm_run_batch_comes_back(summitry: Command) -> None:
    files = write(6)[-2:]
    words = ["--model", "own", "--base-url", "http://127.0.0.1:9/v1"]
    lines = [json.loads(line) for line in summitry("requests", *files, *words).out.splitlines()]
    message = {"role": "assistant", "content": json.dumps(draft()), "tool_calls": []}
    message |= {"reasoning_content": None, "refusal": None, "annotations": None}
    body = lo.completion(message) | {"prompt_logprobs": None, "kv_transfer_params": None}
    good = {"status_code": 200, "request_id": "vllm-batch-1", "body": body}
    error = {"object": "error", "message": "maximum context length is 4096", "code": 400}
    bad = {"status_code": 400, "request_id": "vllm-batch-2"}
    output = [
        {"id": "vllm-1", "custom_id": lines[0]["custom_id"], "response": bad, "error": error},
        {"id": "vllm-2", "custom_id": lines[1]["custom_id"], "response": good, "error": None},
    ]
    Path("out.jsonl").write_text("\n".join(map(json.dumps, output)), encoding="utf-8")
    told = summitry("answers", "import", "out.jsonl")
    assert told.code == 1
    assert "HTTP 400: maximum context length is 4096" in told.err
    left = summitry("requests", *files, *words).out.splitlines()
    assert [json.loads(line)["custom_id"] for line in left] == [lines[0]["custom_id"]]
    assert summitry("run", files[1], *words, "--no-judge").code == 0
    assert outcomes() == [("5.txt", "records", None)]
