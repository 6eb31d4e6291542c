"""Shards, and the driver and workers around them, without Ray: see test_ray.py for a cluster."""

import asyncio
import gc
import multiprocessing
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.distributing.driver import Driver
from pipeline.distributing.place import Place
from pipeline.distributing.shard import (
    END,
    Answered,
    Asked,
    Ended,
    answers_in,
    articles_of,
    ends_of,
    is_there,
    put_answer,
    put_articles,
    put_ends,
    shard_name,
)
from pipeline.distributing.worker import Orders, Report, Worker
from pipeline.errors import ConfigurationError, DatabaseError, SummitryError, Usage
from pipeline.extracting.model import Model, ModelSettings
from pipeline.grounding.ground import ground
from pipeline.resolving.resolve import resolve
from pipeline.running.attempt import Stop
from pipeline.running.ending import Done
from pipeline.running.garbage import YOUNG
from pipeline.running.run import RunSettings, Summary, run
from pipeline.storing.answers import Answers, Kept
from pipeline.storing.database import Database, table_names
from schemas.records import Article
from tests import farstore
from tests import loopback as lo
from tests.drafts import TEXT, article, draft, parsed
from tests.farstore import work_off
from tests.loopback import Loopback

PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()"]


def numbered(count: int) -> list[Article]:
    return [article(f"{TEXT}\nNumber {n}.", f"{n}.txt") for n in range(count)]


def good(_: lo.Body) -> lo.Reply:
    return lo.answer(draft())


def rows(db: Path, sql: str) -> list[dict[str, Any]]:
    with Database.open(db, read_only=True) as database:
        return database.dicts(sql)


OF_A_RUN = {"run_id", "started_at", "finished_at", "fetched_at", "latency_ms", "reject_id"}
"""Columns in which two runs differ by their nature."""


def contents(db: Path) -> dict[str, list[str]]:
    """Every row of every table, sorted, without what differs between two runs."""
    with Database.open(db, read_only=True) as opened:
        return {
            table: sorted(
                repr({name: value for name, value in row.items() if name not in OF_A_RUN})
                for row in opened.dicts(f'FROM "{table}"')
            )
            for table in table_names()
        }


class OneWorker:
    """A cluster of one worker, in the driver's own process; each report comes `times` over."""

    def __init__(self, asked: ModelSettings, times: int = 1) -> None:
        self._asked = asked
        self._times = times
        self._left = False

    def begin(self) -> int:
        return 100

    def reports(self, session: str) -> Iterator[Report]:
        worker = Worker(Orders(session, self._asked, "extract/v2", "the endpoint"))
        with asyncio.Runner() as runner:
            try:
                yield from self._each(session, runner, worker)
            finally:
                runner.run(worker.close())

    def _each(self, session: str, runner: asyncio.Runner, worker: Worker) -> Iterator[Report]:
        number = 1
        while not self._left:
            name = shard_name(number)
            if is_there(Place(session), name):
                for _ in range(self._times):
                    yield runner.run(worker.extract(name))
                number += 1
            elif is_there(Place(session), END):
                return
            else:
                time.sleep(0.01)

    def leave(self) -> None:
        self._left = True


def runs(
    server: Loopback,
    db: Path,
    sources: list[Article],
    *,
    place: Place | None = None,
    times: int = 1,
    keep: bool = False,
    here: bool = False,
    **words: Any,
) -> Summary:
    """A run through shards, or `here`."""
    asked = ModelSettings("openai/test", server.url, attempts=2, timeout=10)
    place = place or Place.of(str(db.with_suffix(".shards")))

    async def main() -> Summary:
        async with Model.connect(asked) as model:
            return await run(
                sources,
                model,
                RunSettings("openai/test", db, **words),
                elsewhere=None
                if here
                else lambda answers, spending: Driver(
                    lambda: OneWorker(asked, times), place, answers, spending, keep=keep
                ),
            )

    return asyncio.run(main())


def ways(tmp_path: Path) -> list[Place]:
    """A local folder, and a file system that fsspec alone knows."""
    return [Place.of(str(tmp_path / "shards")), Place.of(f"memory://{uuid4().hex}")]


# -- shards -------------------------------------------------------------------------------


RECORDS = resolve(ground(article(), parsed(draft())).records)


@settings(deadline=None)
@given(
    raw=st.none() | st.text(st.characters(exclude_categories=[])),
    reason=st.none() | st.text(st.characters(exclude_categories=["Cs"])),
    counts=st.lists(st.integers(0, 2**40), min_size=5, max_size=5),
    failed=st.booleans(),
)
def test_whatever_ended_comes_back_as_it_was(
    raw: str | None, reason: str | None, counts: list[int], failed: bool
) -> None:
    done = Done(
        "a.txt",
        RECORDS.article.article_id,
        "refused" if failed else "records",
        reason,
        Usage(*counts),
        raw=raw,
        article=RECORDS.article,
        records=None if failed else RECORDS,
        keys=("k1", "k2"),
    )
    shard = Place.of(f"memory://{uuid4().hex}") / "000001"
    put_ends(shard, [Ended(done)])
    ((back),) = ends_of(shard)
    try:
        (raw or "").encode()
    except UnicodeEncodeError:
        assert (back.done.outcome, back.done.records) == ("invalid", None)
    else:
        assert back.done == done


def test_nothing_is_there_in_part_and_nothing_is_left(tmp_path: Path) -> None:
    for place in ways(tmp_path):
        put_articles(place / "000001", [Asked(one) for one in numbered(3)])
        assert [one.article for one in articles_of(place / "000001") or []] == numbered(3)
        assert [each.name for each in (place / "000001").within()] == ["articles.parquet"]
        (place / "000001").remove()
        (place / "000001").remove()
        assert articles_of(place / "000001") is None
        assert list(place.within()) == []


def test_an_answer_cut_off_by_the_file_system_is_none() -> None:
    shard = Place.of(f"memory://{uuid4().hex}")
    (shard / "answers" / "k.json").put(b'{"key": "k", "arti')
    assert answers_in(shard) == []


@pytest.mark.parametrize(
    ("url", "said"),
    [("nowhere://bucket", "Protocol not known: nowhere"), ("s3://bucket/x", "Install s3fs")],
)
def test_place_that_nobody_knows_is_told_in_one_line(url: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        Place.of(url)


# -- workers ------------------------------------------------------------------------------


def test_worker_after_a_dead_one_asks_only_what_was_in_flight(tmp_path: Path) -> None:
    calls = iter(range(1000))
    slow: lo.Script = lambda _: lo.answer(draft()) if next(calls) < 3 else lo.hang  # noqa: E731
    for place in ways(tmp_path):
        shard = place / "000001"
        put_articles(shard, [Asked(one) for one in numbered(6)])

        async def dies(server: Loopback, place: Place = place, shard: Place = shard) -> None:
            worker = a_worker(server, place)
            dying = asyncio.create_task(worker.extract("000001"))
            while len(list((shard / "answers").within())) < 3:  # noqa: ASYNC110 - of another program
                await asyncio.sleep(0.01)
            dying.cancel()
            await asyncio.gather(dying, return_exceptions=True)
            await worker.close()

        calls = iter(range(1000))
        with Loopback(script=slow) as server:
            asyncio.run(dies(server))
            answered = server.raw[:3]
        with Loopback(script=good) as server:
            report = extracted(server, place)
            assert len(server.raw) == 3
            assert not set(server.raw) & set(answered)
        ends = ends_of(shard)
        assert [end.done.outcome for end in ends] == ["records"] * 6
        # What the dead one was answered is paid for, and not in the driver's hands yet.
        assert report.spent.input_tokens == 6 * lo.ASKED
        assert sum(len(end.answers) for end in ends) == 6


def a_worker(server: Loopback, place: Place) -> Worker:
    asked = ModelSettings("openai/test", server.url, attempts=2, timeout=10, jobs=2)
    return Worker(Orders(place.url, asked, "extract/v2", "the endpoint"))


def extracted(server: Loopback, session: Place) -> Report:
    async def main() -> Report:
        worker = a_worker(server, session)
        try:
            return await worker.extract("000001")
        finally:
            await worker.close()

    return asyncio.run(main())


def test_shard_that_was_taken_up_asks_nobody(tmp_path: Path) -> None:
    with Loopback() as server:
        place = Place.of(str(tmp_path))
        assert extracted(server, place) == Report("000001")
        assert server.raw == []


# -- the driver ---------------------------------------------------------------------------


def test_shards_land_what_an_ordinary_run_lands(tmp_path: Path) -> None:
    def script(body: lo.Body) -> lo.Reply:
        question = body["messages"][-1]["content"]
        if "Number 4." in question:
            return lo.refusal()
        return lo.cut_off() if "Number 7." in question else lo.answer(draft())

    twin = numbered(1)[0].model_copy(update={"source_path": "copy.txt"})
    sources = [*numbered(45), twin]
    found = []
    with Loopback(script=script) as server:
        for here in (True, False):
            db = tmp_path / f"{here}.duckdb"
            summary = runs(server, db, sources, here=here, judge=False)
            found.append((summary.outcomes, summary.usage.input_tokens, contents(db)))
        assert max(Counter(server.raw).values()) == 2
    assert found[0] == found[1]
    shards = tmp_path / "False.shards"
    assert [path.name for path in shards.rglob("*") if path.is_file()] == ["answers-go-to"]


def test_shard_told_again_lands_once(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    with Loopback(script=good) as server:
        summary = runs(server, db, numbered(30), times=2)
    assert summary.outcomes == {"records": 30}
    assert summary.usage.input_tokens == 30 * lo.ASKED
    assert rows(db, "SELECT count(*) AS n, sum(input_tokens) AS t FROM outcomes") == [
        {"n": 30, "t": 30 * lo.ASKED}
    ]


def test_what_is_kept_goes_out_with_its_article_and_asks_nobody(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    with Loopback(script=good) as server:
        runs(server, db, numbered(3), here=True)
        runs(server, db, numbered(3), again=True)
        assert len(server.raw) == 3
        with Answers.beside(db) as answers:
            (key, _), *_ = answers.about(numbered(3)[0].article_id)
        # Imported: nobody has said which article it is about.
        other = tmp_path / "y.duckdb"
        with Answers.beside(db) as answers, Answers.beside(other) as imported:
            kept = answers.find(key)
            assert kept is not None
            imported.keep(key, replace(kept, article_id=None), model=None, shape=None, shown=None)
        summary = runs(server, other, numbered(1))
        assert len(server.raw) == 3
        assert summary.usage.input_tokens == lo.ASKED
        with Answers.beside(other) as answers:
            assert [found for found, _ in answers.about(numbered(1)[0].article_id)] == [key]


def test_what_a_dead_driver_left_is_not_asked_again(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    place = Place.of(str(tmp_path / "x.shards"))
    with Loopback(script=good) as server:
        shard = place / "open" / "dead" / "000001"
        put_articles(shard, [Asked(one) for one in numbered(4)])
        extracted(server, place / "open" / "dead")
        summary = runs(server, db, numbered(6))
        assert len(server.raw) == 6
    assert summary.outcomes == {"records": 6}
    assert summary.usage.input_tokens == 6 * lo.ASKED
    assert list((place / "open").within()) == []


def test_what_is_billed_already_is_not_counted_again(tmp_path: Path) -> None:
    """The driver died between a shard's landing and its removal."""
    db = tmp_path / "x.duckdb"
    place = Place.of(str(tmp_path / "x.shards"))
    with Loopback(script=good) as server:
        shard = place / "open" / "dead" / "000001"
        put_articles(shard, [Asked(one) for one in numbered(2)])
        extracted(server, place / "open" / "dead")
        keeping = place / "aside"
        for name in (
            "articles.parquet",
            *(f"answers/{p.name}" for p in (shard / "answers").within()),
        ):
            (keeping / name).put((shard / name).get() or b"")
        runs(server, db, numbered(2))
        for name in (
            "articles.parquet",
            *(f"answers/{p.name}" for p in (keeping / "answers").within()),
        ):
            (shard / name).put((keeping / name).get() or b"")
        summary = runs(server, db, numbered(2), again=True)
        assert len(server.raw) == 2
    assert summary.usage.input_tokens == 0


def test_a_ceiling_ends_the_run_and_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.distributing.driver.AT_FIRST", 40)
    db = tmp_path / "x.duckdb"
    with Loopback(script=good) as server:
        first = runs(server, db, numbered(300), max_tokens=1_000)
        assert first.ceiling
        ended = sum(first.outcomes.values())
        # What is under way counts before its shard comes back.
        assert 0 < ended == len(server.raw) <= 1_000 // (lo.ASKED + lo.GIVEN)
        second = runs(server, db, numbered(ended + 5))
        assert len(server.raw) == ended + 5
    assert (second.unchanged, second.outcomes) == (ended, {"records": 5})


def test_wrong_key_stops_the_run_in_its_own_words(tmp_path: Path) -> None:
    wrong = lo.status(401, "Incorrect API key provided")
    with (
        Loopback(script=lambda _: wrong) as server,
        pytest.raises(Stop, match="HTTP 401: Incorrect API key provided"),
    ):
        runs(server, tmp_path / "x.duckdb", numbered(30))
    with Loopback(script=good) as server:
        summary = runs(server, tmp_path / "x.duckdb", numbered(30))
    assert summary.outcomes == {"records": 30}


def test_half_a_surrogate_costs_its_article_alone(tmp_path: Path) -> None:
    broken = numbered(1)[0].model_copy(update={"title": "\ud800", "source_path": "b.txt"})
    broken = broken.model_copy(update={"article_id": "0" * 16})
    said = draft()
    said["h"]["by"] = "\ud800"
    script: lo.Script = lambda body: (  # noqa: E731
        lo.answer(said if "Number 1." in body["messages"][-1]["content"] else draft())
    )
    with Loopback(script=script) as server:
        summary = runs(server, tmp_path / "x.duckdb", [broken, *numbered(3)])
    assert sum(summary.outcomes.values()) == 4
    assert summary.outcomes["records"] >= 2
    assert summary.failed >= 1


def test_a_place_serves_one_database(tmp_path: Path) -> None:
    place = Place.of(str(tmp_path / "shards"))
    with Loopback(script=good) as server:
        runs(server, tmp_path / "x.duckdb", numbered(1), place=place)
        with pytest.raises(ConfigurationError, match=r"holds shards of .*x\.answers"):
            runs(server, tmp_path / "y.duckdb", numbered(1), place=place)


def test_folder_that_a_worker_does_not_see_is_told(tmp_path: Path) -> None:
    class Blinded(OneWorker):
        def reports(self, session: str) -> Iterator[Report]:
            while not is_there(Place(session), shard_name(1)):
                time.sleep(0.01)
            yield Report(shard_name(1))

    asked = ModelSettings("openai/test", "http://127.0.0.1:9/v1")

    async def main() -> None:
        async with Model.connect(asked) as model:
            await run(
                numbered(1),
                model,
                RunSettings("openai/test", tmp_path / "x.duckdb"),
                elsewhere=lambda answers, spending: Driver(
                    lambda: Blinded(asked), Place.of(str(tmp_path / "s")), answers, spending
                ),
            )

    with pytest.raises(Stop, match="a worker must see the same folder"):
        asyncio.run(main())


def test_kept_shards_are_parquet_that_duckdb_reads(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    with Loopback(script=good) as server:
        runs(server, db, numbered(25), keep=True)
    kept = tmp_path / "x.shards" / "kept" / "*.parquet"
    found = rows(db, f"SELECT outcome, count(*) AS n FROM '{kept}' GROUP BY ALL")
    assert found == [{"outcome": "records", "n": 25}]


# -- the command --------------------------------------------------------------------------


@contextmanager
def files_no_larger_than(most: int) -> Iterator[None]:
    """Stands for a full disk: the system itself refuses to write more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(
    ("text", "answer", "full"),
    [
        (200_000, 1, "articles"),
        (1, 1_500_000, "answers"),
        (1, 100_000, "ends"),
    ],
)
def test_full_disk_under_shards_stops_the_run_in_one_line_and_it_goes_on_later(
    tmp_path: Path, text: int, answer: int, full: str
) -> None:
    db, place = tmp_path / "x.duckdb", Place.of(str(tmp_path / "shards"))
    noise = random.Random(1)
    sources = [
        article(f"{TEXT}\nNumber {n} {noise.randbytes(text).hex()}.", f"{n}.txt") for n in range(20)
    ]

    def long(_: lo.Body) -> lo.Reply:
        """An answer that no compression makes small."""
        wire = draft()
        wire["h"]["by"] = noise.randbytes(answer).hex()
        return lo.answer(wire)

    with Loopback(script=long) as server:
        with files_no_larger_than(2_000_000), pytest.raises(SummitryError) as told:
            runs(server, db, sources, place=place)
        assert "\n" not in str(told.value)
        assert "make room and run the same again" in str(told.value)
        assert not [path for path in tmp_path.rglob("*.making") if path.is_file()]
        assert not db.exists() or rows(db, "FROM outcomes") == []
        paid = len(server.raw)
        assert runs(server, db, sources, place=place).outcomes == {"records": 20}
        # No more than the shard in flight whose answers found no room.
        again = set(server.raw[:paid]) & set(server.raw[paid:])
        assert len(again) <= (20 if full == "answers" else 0)


def told(words: list[str], program: str = "from pipeline.cli import main; main()") -> str:
    ran = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2, ran.stderr
    (line,) = ran.stderr.splitlines()
    return line


def test_missing_ray_names_the_extra(tmp_path: Path) -> None:
    without = "import sys; sys.modules['ray'] = None; from pipeline.cli import main; main()"
    (tmp_path / "a.txt").write_text("Putin met Erdogan in Sochi on Monday.")
    words = ["run", str(tmp_path), "--db", str(tmp_path / "x.duckdb"), "--model", "openai/test",
             "--engine", "ray"]  # fmt: skip
    assert "pip install 'summitry[ray]'" in told(words, without)


def test_words_for_ray_alone_are_refused_without_it(tmp_path: Path) -> None:
    assert "go with --engine ray" in told(["run", str(tmp_path), "--workers", "2"])
    assert "name one with --model" in told(["run", str(tmp_path), "--engine", "ray"])


def test_worker_looks_for_garbage_as_seldom_as_a_run_until_it_closes(tmp_path: Path) -> None:
    before, during = gc.get_threshold(), []

    def answered(_: lo.Body) -> lo.Reply:
        during.append(gc.get_threshold())
        return lo.answer(draft())

    session = Place.of(str(tmp_path / "session"))
    for number in (1, 2):
        put_articles(session / shard_name(number), [Asked(one) for one in numbered(2)])
    with Loopback(script=answered) as server:
        asked = ModelSettings("openai/test", server.url, timeout=10)

        async def main() -> None:
            worker = Worker(Orders(session.url, asked, "extract/v2", "the endpoint"))
            await asyncio.gather(*(worker.extract(shard_name(n)) for n in (1, 2)))
            during.append(gc.get_threshold())
            await worker.close()

        asyncio.run(main())
    assert {threshold[0] for threshold in during} == {YOUNG}
    assert gc.get_threshold() == before


class TwoProcesses:
    """A cluster of two processes, which share nothing with this one but the store."""

    def __init__(self, asked: ModelSettings) -> None:
        self._asked = asked
        self._pool = ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))

    def begin(self) -> int:
        return 100

    def reports(self, session: str) -> Iterator[Report]:
        orders = Orders(session, self._asked, "extract/v2", "the endpoint")
        number, under_way = 1, []
        while under_way or not is_there(Place(session), END):
            if is_there(Place(session), shard_name(number)):
                under_way.append(self._pool.submit(work_off, orders, shard_name(number)))
                number += 1
            for one in [one for one in under_way if one.done()]:
                under_way.remove(one)
                yield one.result()
            time.sleep(0.01)

    def leave(self) -> None:
        self._pool.shutdown()


def test_bucket_that_fsspec_alone_knows_serves_workers_of_other_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bucket").mkdir()
    monkeypatch.setenv(farstore.ROOT, str(tmp_path / "bucket"))
    place, db = Place.of("far://name/of/ours"), tmp_path / "x.duckdb"
    with Loopback(script=good) as server:
        runs(server, tmp_path / "here.duckdb", numbered(30), here=True)
        asked = ModelSettings("openai/test", server.url, attempts=2, timeout=60)

        async def main() -> Summary:
            async with Model.connect(asked) as model:
                elsewhere = lambda answers, spending: Driver(  # noqa: E731
                    lambda: TwoProcesses(asked), place, answers, spending, keep=True
                )
                settings = RunSettings("openai/test", db)
                return await run(numbered(30), model, settings, elsewhere=elsewhere)

        assert asyncio.run(main()).outcomes == {"records": 30}
    assert contents(db) == contents(tmp_path / "here.duckdb")
    assert list((place / "open").within()) == []
    left = sorted(file.name for file in (tmp_path / "bucket").iterdir())
    assert [name.rpartition("%2F")[0] for name in left] == [
        "name%2Fof%2Fours",
        "name%2Fof%2Fours%2Fkept",
        "name%2Fof%2Fours%2Fkept",
    ]


@pytest.mark.parametrize("content", [b"no Parquet", "older"], ids=["damaged", "older"])
def test_shard_of_another_version_is_refused_in_one_line(
    tmp_path: Path, content: bytes | str
) -> None:
    db = tmp_path / "x.duckdb"
    place = Place.of(str(db.with_suffix(".shards")))
    shard = place / "open" / "session" / shard_name(1)
    if isinstance(content, str):
        sink = pa.BufferOutputStream()
        pq.write_table(pa.table({"text": ["an article"]}), sink)
        content = sink.getvalue().to_pybytes()
    (shard / "articles.parquet").put(content)
    put_answer(shard, Answered("0" * 64, "a", Kept("answer", "{}", Usage(1))))
    with (
        Loopback(script=good) as server,
        pytest.raises(DatabaseError, match="another version of summitry put it there") as raised,
    ):
        runs(server, db, numbered(1), place=place)
    assert "\n" not in str(raised.value)
    assert shard.exists(), "nothing is removed unread"
