"""Whatever dies, nothing finished is lost, doubled or paid for twice."""

import asyncio
import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from pipeline.extracting.model import Model, ModelSettings
from pipeline.running.run import RunSettings, Summary, run
from pipeline.storing.answers import Answers
from pipeline.storing.database import Database
from pipeline.storing.faults import Locked
from schemas.records import Article
from tests import loopback as lo
from tests.conftest import ROOT
from tests.drafts import TEXT, article, draft
from tests.loopback import Loopback

PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()"]


def numbered(count: int) -> list[Article]:
    return [article(f"{TEXT}\nNumber {n}.", f"{n}.txt") for n in range(count)]


def runs(
    server: Loopback, db: Path, sources: Iterable[Article], *, jobs: int = 4, **hooks: Any
) -> Summary:
    asked = ModelSettings("openai/test", server.url, attempts=2, timeout=10, jobs=jobs)

    async def main() -> Summary:
        async with Model.connect(asked) as model:
            return await run(sources, model, RunSettings("openai/test", db, jobs=jobs), **hooks)

    return asyncio.run(main())


def rows(db: Path, sql: str) -> list[dict[str, Any]]:
    with Database.open(db, read_only=True) as database:
        return database.dicts(sql)


def good(_: lo.Body) -> lo.Reply:
    return lo.answer(draft())


def asked_twice(server: Loopback) -> int:
    """Calls that were made again."""
    return sum(count - 1 for count in Counter(server.raw).values())


@pytest.mark.parametrize("seed", [20261122, 7, 11, 4])
def test_a_hundred_kills_lose_double_and_repeat_nothing(seed: int) -> None:
    """See bench/kill.py: it compares every row with those of an undisturbed run.

    Four times 25 kills: together they would outlast the time after which a test counts as hung.
    """
    ran = subprocess.run(
        [
            sys.executable,
            str(ROOT / "bench" / "kill.py"),
            "--kills",
            "25",
            "--articles",
            "60",
            "--seed",
            str(seed),
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    figures = json.loads(ran.stdout.splitlines()[-1])
    assert figures["kills"] >= 25
    assert figures["faults"] == 0


# -- a killed run goes on -----------------------------------------------------------------


def unfinished(db: Path) -> None:
    """Leave the last run as a kill after its last landing does."""
    with Database.open(db) as opened:
        opened.query("UPDATE runs SET finished_at = NULL")


def test_killed_run_goes_on_under_its_own_id_and_doubles_no_failure(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    script: lo.Script = lambda body: (  # noqa: E731
        lo.refusal() if "Number 1" in body["messages"][-1]["content"] else lo.answer(draft())
    )
    with Loopback(script=script) as server:
        first = runs(server, db, numbered(3))
        unfinished(db)
        resumed = runs(server, db, numbered(4))
        assert resumed.run_id == first.run_id
        assert len(server.raw) == 4
        assert (resumed.unchanged, resumed.outcomes) == (2, {"refused": 1, "records": 1})
        assert len(rows(db, "FROM outcomes")) == 4
        # It has ended: the same words begin a new run, which tries the failure again.
        again = runs(server, db, numbered(4))
        assert again.run_id != first.run_id
        assert len(server.raw) == 5


def test_answers_that_a_killed_run_paid_for_are_counted_where_they_land(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    with Loopback(script=good) as server:
        paid = runs(server, db, numbered(2))
        db.unlink()  # killed before anything landed; what it paid for is kept
        with Answers.beside(db) as answers:
            answers.file.connection.execute("UPDATE answers SET billed = 0, run_id = NULL")
        resumed = runs(server, db, numbered(2))
        assert len(server.raw) == 2
    assert resumed.usage.input_tokens == paid.usage.input_tokens == 200
    assert {row["input_tokens"] for row in rows(db, "FROM outcomes")} == {100}


def test_answer_whose_outcome_landed_just_before_a_kill_is_not_counted_again(
    tmp_path: Path,
) -> None:
    db = tmp_path / "x.duckdb"
    with Loopback(script=good) as server:
        runs(server, db, numbered(1))
        with Answers.beside(db) as answers:
            # Killed between the landing and the note of it.
            answers.file.connection.execute("UPDATE answers SET billed = 0")
        asked = ModelSettings("openai/test", server.url)

        async def again() -> Summary:
            async with Model.connect(asked) as model:
                settings = RunSettings("openai/test", db, again=True)
                return await run(numbered(1), model, settings)

        assert asyncio.run(again()).usage.input_tokens == 0
        assert len(server.raw) == 1


# -- the disk -----------------------------------------------------------------------------

FULL = """
import resource, sys
from pipeline.cli import main
most = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
main()
"""


@pytest.mark.parametrize("room", [-100_000, 100_000, 600_000])
def test_full_disk_stops_the_run_in_one_line_and_it_goes_on_later(
    tmp_path: Path, room: int
) -> None:
    """A limit on the size of files stands for the disk: some write fails, whichever is first."""
    folder, db = tmp_path / "in", tmp_path / "x.duckdb"
    folder.mkdir()
    for one in numbered(40):
        (folder / one.source_path).write_text(one.text, encoding="utf-8")
    made(tmp_path / "empty.duckdb")
    most = (tmp_path / "empty.duckdb").stat().st_size + room
    noise = random.Random(1)

    def long(_: lo.Body) -> lo.Reply:
        """An answer that no compression makes small."""
        wire = draft()
        wire["h"]["by"] = noise.randbytes(20_000).hex()
        return lo.answer(wire)

    with Loopback(script=long) as server:
        words = ["run", str(folder), "--db", str(db), "--model", "openai/test", "-j", "4",
                 "--base-url", server.url]  # fmt: skip
        ran = subprocess.run(
            [sys.executable, "-c", FULL, str(most), *words],
            capture_output=True, text=True, timeout=100, check=False,
        )  # fmt: skip
        assert ran.returncode == 2, ran.stdout[-500:] + ran.stderr[-2000:]
        assert "Traceback" not in ran.stderr
        assert "make room and run the same again" in ran.stderr.splitlines()[-1]
        later = subprocess.run(
            [*PROGRAM, *words], capture_output=True, text=True, timeout=100, check=False
        )
        assert later.returncode == 0, later.stderr
        # No more than was in flight when an answer could not be kept.
        assert asked_twice(server) <= 4
    found = rows(db, "SELECT outcome, count(*) AS n FROM outcomes GROUP BY ALL")
    assert found == [{"outcome": "records", "n": 40}]


SPOOLS = """
import random, resource, sys
from pathlib import Path
from pipeline.errors import DatabaseError
from pipeline.running.spool import Spool
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
noise = random.Random(1)
items = [noise.randbytes(50_000) for _ in range(20)]
spool = Spool(Path(), 1)
for number, item in enumerate(items):
    try:
        spool.put(item)
    except DatabaseError as error:
        print(number, error)
        break
assert spool.take(100) == items[:number] != []
"""


def test_full_disk_under_finished_articles_that_wait_loses_none_of_them(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SPOOLS], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("6 finished articles cannot wait in ")
    assert "make room and run the same again" in ran.stdout


# -- the network --------------------------------------------------------------------------


def test_network_lost_midway_costs_the_articles_that_met_it_and_no_answer(
    tmp_path: Path,
) -> None:
    db = tmp_path / "x.duckdb"
    calls = iter(range(1000))
    lost: lo.Script = lambda _: lo.answer(draft()) if next(calls) < 5 else lo.dropped  # noqa: E731
    with Loopback(script=lost) as server:
        first = runs(server, db, numbered(8), jobs=2)
        assert first.outcomes == {"records": 5, "transport": 3}
        answered = len(set(server.raw[:5]))
    with Loopback(script=good) as server:
        second = runs(server, db, numbered(8), jobs=2)
        assert len(server.raw) == 8 - answered == 3
    assert (second.unchanged, second.outcomes) == (5, {"records": 3})


# -- interrupts ---------------------------------------------------------------------------


def test_second_interrupt_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    folder, db = tmp_path / "in", tmp_path / "x.duckdb"
    folder.mkdir()
    for one in numbered(6):
        (folder / one.source_path).write_text(one.text, encoding="utf-8")
    calls = iter(range(1000))
    slow: lo.Script = lambda _: lo.answer(draft()) if next(calls) < 3 else lo.hang  # noqa: E731
    with Loopback(script=slow) as server:
        words = ["run", str(folder), "--db", str(db), "--model", "openai/test", "-j", "2",
                 "--base-url", server.url]  # fmt: skip
        process = subprocess.Popen(
            [*PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        while len(server.raw) < 5 and process.poll() is None:
            time.sleep(0.02)
        for _ in range(2):
            process.send_signal(signal.SIGINT)
            time.sleep(0.3)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 130, err
        assert "Traceback" not in err
        before = set(server.raw[:3])
    with Loopback(script=good) as server:
        words[-1] = server.url
        subprocess.run([*PROGRAM, *words], capture_output=True, check=True)
        assert len(server.raw) == 3
        assert not before & set(server.raw)


# -- readers ------------------------------------------------------------------------------

HOLD = """
import sys, time, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
print("held", flush=True)
sys.stdin.read()
"""


class Reader:
    """Another process that holds the database for reading until it is told to let go."""

    def __init__(self, db: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(db)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "held\n"

    def let_go(self) -> None:
        self._process.communicate()


def made(db: Path) -> None:
    with Database.open(db):
        pass


def test_behind_a_reader_extraction_goes_on_and_landing_catches_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "x.duckdb"
    made(db)
    monkeypatch.setattr("pipeline.running.landing.BEGIN_SECONDS", 0.2)
    monkeypatch.setattr("pipeline.running.landing.IN_MEMORY", 3)  # the others wait in a file
    reader = Reader(db)
    told: list[str] = []
    landed: list[str] = []

    def sources() -> Iterable[Article]:
        yield from numbered(12)
        # All that may be in flight is asked; nothing could land.
        assert landed == []
        reader.let_go()

    with Loopback(script=good) as server:
        summary = runs(
            server,
            db,
            sources(),
            jobs=2,
            notice=told.append,
            tell=lambda done: landed.append(done.source_path),
        )
        assert len(server.raw) == 12
    assert summary.outcomes == {"records": 12}
    assert len(rows(db, "FROM outcomes")) == len(set(landed)) == len(landed) == 12
    assert told[0] == "a reader holds the database: articles land when it lets go"
    assert [words.split(":")[0] for words in told[1:]] == [
        f"a reader holds {db}",
        "the database is free again",
    ]


def test_reader_that_never_lets_go_costs_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "x.duckdb"
    made(db)
    for name in ("BEGIN_SECONDS", "LOCKED_SECONDS"):
        monkeypatch.setattr(f"pipeline.running.landing.{name}", 0.2)
    monkeypatch.setattr("pipeline.running.run.LOCKED_SECONDS", 0.2)
    reader = Reader(db)
    with Loopback(script=good) as server:
        with pytest.raises(Locked, match="is locked by process"):
            runs(server, db, numbered(4))
        reader.let_go()
        assert runs(server, db, numbered(4)).outcomes == {"records": 4}
        assert len(server.raw) == 4


def test_query_during_a_run_sees_whole_articles(tmp_path: Path) -> None:
    folder, db = tmp_path / "in", tmp_path / "x.duckdb"
    folder.mkdir()
    for one in numbered(12):
        (folder / one.source_path).write_text(one.text, encoding="utf-8")
    made(db)
    whole = "SELECT count(DISTINCT article_id) AS articles, count(*) AS statements FROM statements"
    seen: list[tuple[int, int]] = []
    with Loopback(script=good, delay=0.3) as server:
        process = subprocess.Popen(
            [*PROGRAM, "run", str(folder), "--db", str(db), "--model", "openai/test", "-j", "2",
             "--base-url", server.url],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        while process.poll() is None:
            asked = subprocess.run(
                [*PROGRAM, "query", "--db", str(db), "-f", "json", whole],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert asked.returncode == 0, asked.stderr
            ((row),) = json.loads(asked.stdout)
            seen.append((row["articles"], row["statements"]))
        process.communicate()
        assert process.returncode == 0
    assert all(statements == 4 * articles for articles, statements in seen)
    assert len({articles for articles, _ in seen}) > 1, "some query came midway"
