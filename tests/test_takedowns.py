"""A takedown reaches what only waits, what a killed run left and what shards keep; a kill of it
leaves each file whole.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from pipeline.distributing.place import Place
from pipeline.distributing.shard import Answered, Asked, articles_of, put_answer, put_articles
from pipeline.errors import Usage
from pipeline.reading.read import read
from pipeline.storing.answers import Answers, Kept
from pipeline.storing.batches import Batches
from pipeline.storing.database import Database, table_names
from pipeline.storing.takedowns import Takedowns
from schemas.records import Article
from tests import loopback as lo
from tests.batchserver import BatchServer
from tests.command import Command
from tests.drafts import TEXT, draft, meeting, repair
from tests.loopback import Loopback
from tests.test_distributing import numbered
from tests.test_distributing import runs as runs_in_shards

DB = Path("summits.duckdb")
MARKER = "Xylograph-7351"


def write(count: int) -> list[str]:
    """Articles of which the first holds the marker."""
    for n in range(count):
        text = f"{TEXT}\nStory {n} {MARKER if n == 0 else ''} of another day, told at length."
        Path(f"{n}.txt").write_text(text, encoding="utf-8")
    return [f"{n}.txt" for n in range(count)]


def asked(server: BatchServer | Loopback) -> list[str]:
    return ["--model", "openai/test", "--base-url", server.url]


def answered(body: lo.Body) -> lo.Reply:
    """The marked article's meeting is asked for again; its answers hold the marker."""
    if body["response_format"]["json_schema"]["name"] == "RepairDraft":
        return lo.answer(repair(M=meeting()))
    if MARKER in body["messages"][-1]["content"]:
        return lo.answer(draft(meetings=[meeting(at=["9"], n=f"the {MARKER} summit")]))
    return lo.answer(draft())


def rows(sql: str) -> list[dict[str, Any]]:
    with Database.open(DB, read_only=True) as db:
        return db.dicts(sql)


def holding(word: str) -> list[str]:
    """The files beside the database that hold the word."""
    beside = (path for path in Path().glob("summits.*") if path.is_file())
    return [path.name for path in beside if word.encode() in path.read_bytes()]


# -- what waits for a batch ---------------------------------------------------------------


def test_article_that_waits_for_a_batch_is_forgotten_and_its_answer_lands_nowhere(
    summitry: Command,
) -> None:
    with BatchServer(answered) as server:
        summitry("batch", "submit", *write(2), *asked(server))
        assert holding(MARKER) == ["summits.answers"]
        told = summitry("forget", "0.txt", "--yes")
        assert told.code == 0, told
        assert "batch-0 still holds what was asked about them" in told.out
        assert holding(MARKER) == []
        assert not DB.exists()
        server.finish()
        told = summitry("batch", "collect")
        assert told.code == 0
        assert "1 answered, 0 without an answer, 1 about forgotten articles: nothing" in told.out
        assert "other requests" not in told.out
        assert [row["source_path"] for row in rows("FROM outcomes")] == ["1.txt"]
        summitry("batch", "submit")
        assert len(server.batches) == 1
    assert holding(MARKER) == []


def test_collected_answers_of_an_article_that_waits_on_are_forgotten_with_it(
    summitry: Command,
) -> None:
    with BatchServer(answered) as server:
        summitry("batch", "submit", *write(2), *asked(server))
        server.finish()
        summitry("batch", "collect")
        with Answers.beside(DB) as answers:
            (one,) = Batches(answers).waiting(next(iter(Batches(answers).terms())))
        # Its id is all that a person may have of it.
        told = summitry("forget", str(one.article_id), "--yes")
        assert told.code == 0, told
        assert "1 kept answer" in told.out
        assert summitry("batch", "submit").code == 0
        assert len(server.batches) == 1
    assert holding(MARKER) == []
    assert [row["source_path"] for row in rows("FROM outcomes")] == ["1.txt"]


def test_answers_of_a_run_that_was_killed_before_it_landed_are_forgotten_by_id(
    summitry: Command,
) -> None:
    with Loopback(script=answered) as server:
        summitry("run", *write(1), *asked(server), "--no-judge")
    (one,) = rows("SELECT article_id FROM articles")
    DB.unlink()
    assert summitry("forget", one["article_id"][:8], "--yes").code == 0
    assert holding(MARKER) == []


# -- what shards keep ---------------------------------------------------------------------


def named_places(tmp_path: Path) -> list[Place | None]:
    return [None, Place.of(f"memory://{uuid4().hex}"), Place.of(str(tmp_path / "far" / "away"))]


@pytest.mark.parametrize("which", [0, 1, 2])
def test_kept_shards_forget_the_article_wherever_they_lie(
    summitry: Command, tmp_path: Path, which: int
) -> None:
    """They are found without being named again, and the other articles stay in them."""
    place = named_places(tmp_path)[which]
    with Loopback(script=answered) as server:
        runs_in_shards(server, DB, numbered(3), place=place, keep=True, judge=False)
    (one,) = rows("SELECT article_id FROM article_sources WHERE source_path = '1.txt'")
    with Answers.beside(DB) as answers:
        (url,) = Takedowns(answers).shards()
    (file,) = (Place(url) / "kept").within()
    assert one["article_id"].encode() in (file.get() or b"")
    assert summitry("forget", "1.txt", "--yes").code == 0
    content = file.get() or b""
    assert one["article_id"].encode() not in content
    parquet = tmp_path / "kept.parquet"
    parquet.write_bytes(content)
    assert [row["source_path"] for row in rows(f"FROM '{parquet}' ORDER BY ALL")] == [
        "0.txt",
        "2.txt",
    ]


def test_shards_of_a_killed_driver_do_not_bring_the_article_back(summitry: Command) -> None:
    """Killed after the answers came and before anything landed."""
    sources = numbered(2)
    place = Place.of(str(DB.with_suffix(".shards").resolve()))
    shard = place / "open" / "session" / "000001"
    put_articles(shard, [Asked(one) for one in sources])
    for n, one in enumerate(sources):
        kept = Kept("answer", json.dumps(draft()), Usage(1, 5, 5))
        put_answer(
            shard, Answered(str(n) * 64, one.article_id, kept, "openai/test", "ArticleDraft")
        )
    Database.open(DB).close()
    told = summitry("forget", "0.txt", "--yes")
    assert told.code == 0, told
    assert [one.article.source_path for one in articles_of(shard) or ()] == ["1.txt"]
    with Loopback(script=answered) as server:
        runs_in_shards(server, DB, [], place=place)
    with Answers.beside(DB) as answers:
        assert not answers.about(sources[0].article_id)
        assert answers.about(sources[1].article_id)


# -- kills --------------------------------------------------------------------------------

FORGETS = """
import os, shutil, signal, sys
from pathlib import Path
import duckdb, pyarrow.parquet
import pipeline.commands.rejects, pipeline.distributing.takedown, pipeline.running.forgetting
from pipeline.cli import main

calls = 0
def count(frame, event, _):
    global calls
    if event == "call" and "/pipeline/storing/" in frame.f_code.co_filename:
        calls += 1
        if calls == last:
            os.kill(os.getpid(), signal.SIGKILL)

def forgets(folder):
    pid = os.fork()
    if pid == 0:
        os.chdir(folder)
        sys.argv = ["summitry", "forget", "0.txt", "--yes"]
        sys.setprofile(count)
        try:
            main()
        except SystemExit as ended:
            sys.setprofile(None)
            Path("calls").write_text(str(calls))
            os._exit(ended.code or 0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

top, kills, last = Path(sys.argv[1]), int(sys.argv[2]), 0
shutil.copytree(top / "before", top / "after")
assert forgets(top / "after") == 0
most = int((top / "after" / "calls").read_text())
for kill in range(kills):
    last = 1 + (most - 1) * kill // (kills - 1)
    shutil.copytree(top / "before", top / f"killed-{last}")
    assert forgets(top / f"killed-{last}") == -signal.SIGKILL, last
"""
"""A takedown in a folder's copies, killed at so many calls of the storing code."""


def contents(db: Path = DB) -> dict[str, list[str]]:
    with Database.open(db, read_only=True) as opened:
        found = {}
        for table in table_names():
            kept = (
                {k: v for k, v in row.items() if not str(v).startswith("(forgotten")}
                for row in opened.dicts(f"FROM {table}")
            )
            found[table] = sorted(json.dumps(row, default=str) for row in kept)
        return found


@pytest.fixture
def killed(summitry: Command, tmp_path: Path) -> Iterator[list[Path]]:
    """Folders in which a takedown was killed; beside them `before`, and `after` an undisturbed one.

    The article has its records, its answers, and a shard that was kept.
    """
    Path("before").mkdir()
    os.chdir("before")
    files = write(3)
    with Loopback(script=answered) as server:
        summitry("run", *files, *asked(server), "--no-judge")
        again = [one for one in read(["0.txt"]) if isinstance(one, Article)]
        runs_in_shards(server, DB, again, keep=True, judge=False, again=True)
    os.chdir(tmp_path)
    with Database.open(Path("before") / DB) as db:
        db.query("CHECKPOINT")
    subprocess.run([sys.executable, "-c", FORGETS, str(tmp_path), "8"], check=True, timeout=200)
    yield sorted(tmp_path.glob("killed-*"))
    for folder in tmp_path.iterdir():
        shutil.rmtree(folder)


def test_killed_takedown_shows_the_article_whole_or_not_at_all_and_is_finished_by_the_same_again(
    summitry: Command, killed: list[Path], tmp_path: Path
) -> None:
    before, after = (contents(tmp_path / name / DB) for name in ("before", "after"))
    assert before != after
    seen = []
    for folder in killed:
        os.chdir(folder)
        now = contents()
        assert now in (before, after), folder
        seen.append(now == after)
        told = summitry("forget", "0.txt", "--yes")
        # Killed at the last moment, or before the first: it may be done, or not begun.
        if not (told.code == 2 and now == after):
            assert told.code == 0, (folder, told)
        assert contents() == after
        assert holding(MARKER) == [], folder
        assert not list(Path().glob("*.making*"))
        with Answers.beside(DB) as answers:
            assert Takedowns(answers).begun() == []
        os.chdir(tmp_path)
    assert {True, False} == set(seen)
