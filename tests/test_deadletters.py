"""What failed is listed and tried again; what is forgotten is gone from every byte."""

import copy
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.relating.deciding import decide
from pipeline.storing.answers import Answers
from pipeline.storing.database import Database, table_names
from schemas.tables import OPTIONAL_TABLES
from tests import loopback as lo
from tests.command import Command
from tests.drafts import TEXT, covering, draft, meeting, repair, statement
from tests.loopback import Loopback

DB = Path("summits.duckdb")
MARKER = "Xylograph-7351"
PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()"]
BAD = draft(meetings=[meeting(at=["9"])])


def write(count: int, marker: str = "") -> list[str]:
    for n in range(count):
        text = f"{TEXT}\nStory {n} {marker if n == 0 else ''} of another day, told at length."
        Path(f"{n}.txt").write_text(text, encoding="utf-8")
    return [f"{n}.txt" for n in range(count)]


def rows(sql: str) -> list[dict[str, Any]]:
    with Database.open(DB, read_only=True) as db:
        return db.dicts(sql)


def asked(server: Loopback, model: str = "openai/test") -> list[str]:
    return ["--model", model, "--base-url", server.url]


def faulty(body: lo.Body) -> lo.Reply:
    """0 is refused, 1 has a meeting that is never found, 2 is cut off, 3 is well."""
    told = str(body["messages"])
    shape = body["response_format"]["json_schema"]["name"]
    if shape == "RepairDraft":
        return lo.answer(repair(M=meeting(at=["9"])))
    if shape == "CoverageDraft":
        return lo.answer(covering(None, None, None))
    if "Story 0" in told:
        return lo.refusal("No.")
    if "Story 2" in told:
        return lo.cut_off()
    return lo.answer(BAD if "Story 1" in told else draft())


def well(_: lo.Body) -> lo.Reply:
    return lo.answer(draft())


def listed(summitry: Command, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(summitry("rejects", "--json", *words).out)
    return found


# -- rejects and replay -------------------------------------------------------------------


def test_failed_articles_and_rejected_records_are_listed_by_reason(summitry: Command) -> None:
    files = write(4)
    Path("none.txt").write_bytes(b"\x00\x01" * 99)
    with Loopback(script=faulty) as server:
        summitry("run", *files, "none.txt", *asked(server), "--no-judge")
    found = {(row["what"], row["code"]): row for row in listed(summitry)}
    (code,) = {row["code"] for row in rows("FROM rejects")}
    assert set(found) == {
        ("article", "refused"),
        ("article", "truncated"),
        ("article", "unreadable"),
        ("record", code),
    }
    assert found["article", "refused"]["example"] == "0.txt"
    assert "No." in found["article", "refused"]["message"]
    assert found["record", code]["example"] == "1.txt"
    (one,) = listed(summitry, "--reason", "truncated")
    assert (one["source_path"], one["model"]) == ("2.txt", "openai/test")
    told = summitry("rejects", "--reason", "lost")
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "there are: " in told.err
    assert "refused" in told.err


def test_replay_tries_only_what_failed_and_mended_is_not_listed(summitry: Command) -> None:
    files = write(4)
    with Loopback(script=faulty) as server:
        summitry("run", *files, *asked(server), "--no-judge")
        with Loopback(script=well) as better:
            told = summitry("replay", "--reason", "refused", "--base-url", better.url)
            assert told.code == 0, told
            assert ["Story 0" in question for question in better.questions] == [True]
            assert {row["code"] for row in listed(summitry)} >= {"truncated"}
            assert "refused" not in {row["code"] for row in listed(summitry)}
            assert summitry("replay", "--base-url", better.url).code == 0
            assert len(better.raw) == 3
        assert listed(summitry) == []
    assert len(rows("FROM articles")) == 4
    last = rows("FROM outcomes WHERE run_id = (SELECT max(run_id) FROM runs)")
    assert {row["outcome"] for row in last} == {"records"}


def test_a_replay_of_two_models_runs_stays_below_one_ceiling(summitry: Command) -> None:
    files = write(4)
    with Loopback(script=lambda _: lo.refusal()) as server:
        summitry("run", *files[:2], *asked(server, "openai/one"))
        summitry("run", *files[2:], *asked(server, "openai/two"))
    with Loopback(script=well) as server:
        words = ("replay", "--base-url", server.url, "--max-tokens", "321", "--json")
        told = summitry(*words)
        assert told.code == 1, told
        ends = [one for one in map(json.loads, told.out.splitlines()) if one["event"] == "summary"]
        assert [sum(one["outcomes"].values()) for one in ends] == [2, 1]
        assert summitry(*words).code == 0
        assert len(server.raw) == 4


def test_replay_asks_the_article_of_a_rejected_record_although_its_answers_are_kept(
    summitry: Command,
) -> None:
    write(2)
    with Loopback(script=faulty) as server:
        summitry("run", "1.txt", *asked(server), "--no-judge")
        calls = len(server.raw)
        before = rows("SELECT statement_id FROM statements ORDER BY 1")
        # It fails alike again, which loses nothing.
        summitry("replay")
        assert len(server.raw) == 2 * calls
        assert rows("SELECT statement_id FROM statements ORDER BY 1") == before
        # An endpoint that is away takes no answer from the store either.
    assert summitry("replay").code == 2
    with Answers.beside(DB) as answers:
        keys = [row[0] for row in answers.file.connection.execute("SELECT key FROM answers")]
    assert keys
    assert not [key for key in keys if key.startswith("new-")]
    assert summitry("rebuild").code == 0


def kept() -> dict[str, tuple[str, int]]:
    """Each answer and whether it is billed, by key."""
    with Answers.beside(DB) as answers:
        found = answers.file.connection.execute("SELECT key, raw, billed FROM answers")
        return {key: (raw, billed) for key, raw, billed in found}


def test_killed_replay_leaves_the_old_answers_in_use_and_the_next_one_goes_on(
    summitry: Command,
) -> None:
    """Killed while a follow-up is asked: the first answer of it has come and was paid for."""
    write(2)
    with Loopback(script=faulty) as server:
        summitry("run", "1.txt", *asked(server), "--no-judge")
    before, calls = kept(), len(server.raw)
    records = rows("FROM statements ORDER BY ALL")
    hangs: lo.Script = lambda body: (  # noqa: E731
        lo.answer(BAD | {"h": {**BAD["h"], "by": "Ann"}})
        if body["response_format"]["json_schema"]["name"] == "ArticleDraft"
        else lo.hang
    )
    with Loopback(script=hangs) as server:
        process = subprocess.Popen([*PROGRAM, "replay", "--base-url", server.url])
        while len(server.raw) < 2:
            assert process.poll() is None
            time.sleep(0.02)
        process.kill()
        process.wait()
    begun = kept()
    assert {key: begun[key] for key in before} == before
    assert len(begun) == len(before) + 1
    # Neither a run nor a rebuild loses the old answers, nor calls anybody.
    assert summitry("rebuild").code == 0
    assert summitry("run", "1.txt", "--again", *asked(server), "--no-judge").code == 0
    same = [{**row, "run_id": None} for row in rows("FROM statements ORDER BY ALL")]
    assert sorted(same, key=repr) == sorted([{**row, "run_id": None} for row in records], key=repr)
    assert kept() == begun
    told = summitry("rejects")
    assert (
        "1 answer of a replay that was killed: kept, used by the next `summitry replay`" in told.err
    )
    with Loopback(script=faulty) as server:
        told = summitry("replay", "--base-url", server.url)
        assert "1 answer of a replay that was killed: kept, not paid for again" in told.out
        assert all("RepairDraft" in str(body) for body in server.bodies), "the first is kept"
        assert len(server.raw) == calls - 1
    # What was asked anew has taken the old one's place, and is counted.
    assert set(kept()) == set(before)
    assert {billed for _, billed in kept().values()} == {1}
    assert any('"Ann"' in raw for raw, _ in kept().values())
    (cost,) = rows("SELECT sum(attempts)::INT AS calls FROM outcomes")
    assert cost["calls"] == 2 * calls


def test_failed_replay_leaves_a_good_answer_where_it_was(summitry: Command) -> None:
    write(2)
    with Loopback(script=faulty) as server:
        summitry("run", "1.txt", *asked(server), "--no-judge")
    before = kept()
    with Loopback(script=lambda _: lo.refusal("No.")) as server:
        assert summitry("replay", "--base-url", server.url).code == 2
    assert kept() == before
    assert summitry("rebuild").code == 0


def test_replay_with_another_model_reads_what_failed_with_it(summitry: Command) -> None:
    write(1)
    with Loopback(script=faulty) as server, Loopback(script=well) as other:
        summitry("run", "0.txt", *asked(server), "--no-judge")
        assert summitry("replay", *asked(other, "openai/other")).code == 0
        assert [body["model"] for body in other.bodies] == ["other"]
    assert {row["model"] for row in rows("FROM costs")} == {"openai/test", "openai/other"}
    assert listed(summitry) == []


# -- forget -------------------------------------------------------------------------------


def marked(body: lo.Body) -> lo.Reply:
    """The marker comes back in a statement, a reject and the answer."""
    wire = copy.deepcopy(draft())
    if MARKER in str(body["messages"]):
        wire["M"][0]["n"] = f"the {MARKER} summit"
        wire["S"].append(statement("a2", at=["3"]))
        wire["S"].append({**statement("a1", at=["1"]), "d": f"on {MARKER} day"})
        wire["M"].append(meeting("m2", at=[f"1:{MARKER}…nowhere"]))
    return lo.answer(wire)


def places() -> dict[str, bytes]:
    """What lies on the disk of database and answers, journals too."""
    return {path.name: path.read_bytes() for path in Path().glob("summits.*")}


@pytest.fixture
def full(summitry: Command) -> str:
    """A database that holds a marked article in every table there is; its id."""
    files = write(3, MARKER)
    with Loopback(script=marked) as server:
        summitry("run", *files, *asked(server), "--no-judge")
        summitry("run", "0.txt", *asked(server), "--no-judge", "--again")
    (one,) = rows("FROM article_sources WHERE source_path = '0.txt'")
    article_id = str(one["article_id"])
    with Database.open(DB) as db:
        decide(db, "event_merge", [row[0] for row in db.query(
            "SELECT summit_id FROM summits ORDER BY article_id").rows], "ann")  # fmt: skip
        for name in ("superseded", "review/readings", "evaluations"):
            db.run(name)
        for table in ("superseded", "readings"):
            columns = {"superseded": "'r', $id, 'x', $told", "readings": "$id, 'r', $told"}
            told = json.dumps([{"kind": "claim", "claim_id": "c-old", "text": f"{MARKER} fell."}])
            db.query(
                f"INSERT INTO {table} VALUES ({columns[table]})", {"id": article_id, "told": told}
            )
        details = json.dumps({"precision": 1, "records": [{"doc": "0", "words": MARKER}]})
        db.query("INSERT INTO evaluations VALUES ('r', 'g', 'm', 1, 1, $d)", {"d": details})
        verdict = {"claim_a": "c-old", "claim_b": "c2", "sentences": [f"{MARKER} fell.", "b"]}
        for number, value, whose in (
            (1, verdict, None),
            (2, {"before": MARKER}, article_id),
            (3, {"claim_a": "c3", "claim_b": "c4", "sentences": ["c", "d"]}, None),
        ):
            db.query(
                "INSERT INTO decisions VALUES ($n, now(), 'judge', 'claim_link', $a, 't', $v, NULL)",
                {"n": f"d{number}", "a": whose, "v": json.dumps(value)},
            )
        # Stored as it is, so that a search of the file tells.
        db.query("SET force_compression = 'uncompressed'")
        for table in ("articles", "outcomes", "superseded"):
            db.query(f"CREATE OR REPLACE TEMP TABLE kept AS FROM {table}")
            db.query(f"DELETE FROM {table}")
            db.query(f"INSERT INTO {table} FROM kept")
        db.query("CHECKPOINT")
    return article_id


def test_forgotten_article_is_gone_from_every_table_and_every_byte(
    summitry: Command, full: str
) -> None:
    before = places()
    assert MARKER.encode() in before["summits.duckdb"]
    assert any(MARKER.encode() in told for name, told in before.items() if "answers" in name)
    cost = rows("SELECT sum(attempts) AS calls, count(*) AS n FROM outcomes")
    told = summitry("forget", full[:8], "--yes")
    assert told.code == 0, told
    assert "0.txt" in told.out
    for name, content in places().items():
        assert MARKER.encode() not in content, name
        assert b"lock" in name.encode() or full.encode() not in content, name
    there = [*table_names(), *(model.table for model in OPTIONAL_TABLES)]
    for table in there:
        text = json.dumps(rows(f"FROM {table}"), default=str)
        assert MARKER not in text, table
        assert full not in text, table
        assert "0.txt" not in text, table
    assert rows("SELECT sum(attempts) AS calls, count(*) AS n FROM outcomes") == cost
    assert {row["decision_id"] for row in rows("FROM decisions WHERE kind = 'claim_link'")} == {
        "d3"
    }
    (merged,) = rows("FROM decisions WHERE kind = 'event_merge'")
    assert len(json.loads(merged["value"])) == 2
    assert summitry("validate", str(DB)).code == 0


def test_forgetting_leaves_what_a_database_without_the_article_has(
    summitry: Command,
) -> None:
    files = write(3, MARKER)
    with Loopback(script=marked) as server:
        summitry("run", *files[1:], *asked(server), "--no-judge")
        expected = contents()
        for path in Path().glob("summits.*"):
            path.unlink()
        summitry("run", *files, *asked(server), "--no-judge")
    assert contents() != expected
    assert summitry("forget", "0.txt", "--yes").code == 0
    assert contents() == expected
    # Views, comments and keys are those of any database; a run goes on with it.
    with Loopback(script=marked) as server:
        assert summitry("run", *files[1:], *asked(server), "--no-judge").code == 0
        assert server.raw == []
    assert summitry("validate", str(DB)).code == 0


def contents() -> dict[str, list[str]]:
    records = set(table_names()) - {"runs", "outcomes"}
    return {
        table: sorted(
            json.dumps(
                {k: v for k, v in row.items() if k not in ("run_id", "fetched_at")}, default=str
            )
            for row in rows(f"FROM {table}")
        )
        for table in sorted(records)
    }


def test_forget_is_refused_while_another_holds_the_database_or_a_run_goes_on(
    summitry: Command,
) -> None:
    write(1)
    with Loopback(script=well) as server:
        summitry("run", "0.txt", *asked(server), "--no-judge")
    holder = subprocess.Popen(
        [sys.executable, "-c", "import duckdb, sys; c = duckdb.connect('summits.duckdb'); "
         "print('held', flush=True); sys.stdin.read()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdout is not None
    holder.stdout.readline()
    told = summitry("forget", "0.txt", "--yes")
    holder.communicate()
    assert told.code == 2
    assert "is locked by process" in told.err
    with Database.open(DB) as db:
        db.query("UPDATE runs SET finished_at = NULL")
    told = summitry("forget", "0.txt", "--yes")
    assert told.code == 2
    assert "has not ended" in told.err
    assert len(rows("FROM articles")) == 1
    with Answers.beside(DB) as answers:
        assert answers.file.connection.execute("SELECT count(*) FROM answers").fetchone()[0] > 0
    assert summitry("forget", "0.txt", "--yes", "--force").code == 0
    assert rows("FROM articles") == []


def test_forget_names_one_article_or_none_and_asks_first(summitry: Command) -> None:
    write(2)
    with Loopback(script=well) as server:
        summitry("run", "0.txt", "1.txt", *asked(server), "--no-judge")
    for words, why in (
        (["2.txt", "--yes"], "no article '2.txt'"),
        (["Erdogan", "--yes"], "no article 'Erdogan'"),
        (["0.txt"], "add --yes"),
    ):
        told = summitry("forget", *words)
        assert told.code == 2
        assert why in told.err
    assert len(rows("FROM articles")) == 2
    gone = json.loads(summitry("forget", "0.txt", "--yes", "--json").out)
    assert (gone["event"], len(gone["articles"]), gone["answers"]) == ("forgotten", 1, 1)
    assert len(rows("FROM articles")) == 1


# -- the same again -----------------------------------------------------------------------


def test_same_run_again_tells_what_nobody_can_read_and_adds_no_row(summitry: Command) -> None:
    write(1)
    Path("none.bin").write_bytes(b"\x00\x01" * 99)
    Path("ru.txt").write_text("Путин встретился с Эрдоганом в Сочи в понедельник.", "utf-8")
    words = ["run", "0.txt", "none.bin", "ru.txt"]
    first = summitry(*words)
    before = rows("FROM outcomes ORDER BY ALL")
    again = summitry(*words)
    assert (first.code, again.code) == (1, 1)
    assert "1 skipped, 1 unreadable" in again.out
    assert "none.bin: unreadable" in again.out + again.err
    assert rows("FROM outcomes ORDER BY ALL") == before
    assert len(rows("FROM runs")) == 1
    # Another reason is news.
    Path("none.bin").write_bytes(b"")
    summitry(*words)
    assert len(rows("FROM runs")) == len(rows("FROM outcomes WHERE source_path = 'none.bin'")) == 2
