"""A real local Ray cluster of two workers: the driver is killed, then a worker, and nothing is lost.

What needs no cluster is tested in test_distributing.py.
"""

import itertools
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.errors import DatabaseError
from pipeline.storing.database import Database
from tests import loopback as lo
from tests.drafts import TEXT, draft
from tests.loopback import Loopback
from tests.test_distributing import PROGRAM, contents

JOBS = 4
ARTICLES = 180
AT_FIRST, THEN = 90, 30
"""Calls that are answered before the driver is killed, and before the worker is: of four shards
under way some have ended by then, and there are more than one worker takes."""


class Endpoint:
    """Says the same to the same question, and from the `most`th call on nothing until `let_on`."""

    def __init__(self, most: int) -> None:
        self._calls = itertools.count(1)
        self.hold(most)

    def hold(self, most: int) -> None:
        """From now on answer so many calls."""
        self._open = threading.Event()
        self._calls = itertools.count(1)
        self._most = most

    def let_on(self) -> None:
        self._open.set()

    def __call__(self, body: lo.Body) -> lo.Reply:
        said = self._answer(
            int(body["messages"][-1]["content"].rpartition("Number ")[2].split(".")[0])
        )
        if next(self._calls) <= self._most:
            return said
        held = self._open

        def later(handler: lo.Handler) -> None:
            held.wait(100)
            said(handler)

        return later

    def _answer(self, number: int) -> lo.Reply:
        if number % 17 == 5:
            return lo.refusal()
        return lo.cut_off() if number % 17 == 6 else lo.answer(draft())


def words(folder: Path, db: Path, server: Loopback) -> list[str]:
    return [*PROGRAM, "run", str(folder), "--db", str(db), "--model", "openai/test",
            "--base-url", server.url, "-j", str(JOBS), "--no-judge"]  # fmt: skip


def below(pid: int) -> dict[int, str]:
    """The processes that this one started, and those they did, with their command lines."""
    parents: dict[int, int] = {}
    lines: dict[int, str] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parents[int(folder.name)] = int(
                    (folder / "stat").read_text().rsplit(")")[-1].split()[1]
                )
                lines[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue  # it has just ended
    found, more = {pid}, {pid}
    while more := {one for one, parent in parents.items() if parent in more} - found:
        found |= more
    return {one: lines[one] for one in found - {pid}}


def workers(pid: int) -> list[int]:
    return [one for one, line in below(pid).items() if line.startswith("ray::MapWorker")]


def is_alive(pid: int) -> bool:
    """Not even dead and waiting for its parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")")[-1].split()[0] != "Z"
    except OSError:
        return False


def ended(db: Path) -> int:
    """How many articles have landed."""
    try:
        with Database.open(db, read_only=True) as opened:
            ((number,),) = opened.query("SELECT count(*) FROM outcomes").rows
    except DatabaseError:  # not there yet
        return 0
    return int(number)


def begun(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait(
    process: subprocess.Popen[str], for_it: Callable[[], object], seconds: float = 300
) -> None:
    """Until it is so; a busy machine takes minutes to start a cluster."""
    until = time.monotonic() + seconds
    while not for_it():
        ended, late = process.poll() is not None, time.monotonic() > until
        if ended or late:
            process.send_signal(signal.SIGINT)
            pytest.fail(f"{ended = }, {late = }: {process.communicate(timeout=60)[1][-3000:]}")
        time.sleep(0.05)


@dataclass(frozen=True)
class Killed:
    """What a run leaves whose driver was killed."""

    folder: Path
    db: Path
    server: Loopback
    endpoint: Endpoint
    on_ray: list[str]
    workers: list[int]


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killed]:
    top = tmp_path_factory.mktemp("ray")
    folder, db = top / "in", top / "x.duckdb"
    folder.mkdir()
    for n in range(ARTICLES):
        (folder / f"{n}.txt").write_text(f"{TEXT}\nNumber {n}.", encoding="utf-8")
    endpoint = Endpoint(AT_FIRST)
    with Loopback(script=endpoint) as server:
        on_ray = [*words(folder, db, server), "--engine", "ray", "--workers", "2"]
        driver = begun(on_ray)
        wait(driver, lambda: len(server.raw) >= AT_FIRST + JOBS and ended(db))
        there = workers(driver.pid)
        driver.kill()
        driver.communicate()
        yield Killed(folder, db, server, endpoint, on_ray, there)


def test_workers_end_with_their_driver(killed: Killed) -> None:
    assert len(killed.workers) == 2
    until = time.monotonic() + 60
    while any(is_alive(pid) for pid in killed.workers):
        assert time.monotonic() < until
        time.sleep(0.1)
    assert 0 < ended(killed.db) < ARTICLES


def test_killed_driver_and_killed_worker_lose_double_and_repeat_nothing(killed: Killed) -> None:
    server, endpoint = killed.server, killed.endpoint
    endpoint.let_on()
    endpoint.hold(THEN)
    driver = begun(killed.on_ray)
    wait(driver, lambda: len(server.raw) >= AT_FIRST + JOBS + THEN + JOBS)
    one, _ = workers(driver.pid)
    os.kill(one, signal.SIGKILL)
    endpoint.let_on()
    _, err = driver.communicate(timeout=150)
    assert driver.returncode == 1, err  # some were refused
    # Again: what was in flight when the driver was killed, and when the worker was.
    assert len(set(server.raw)) == ARTICLES
    assert len(server.raw) <= ARTICLES + JOBS + JOBS // 2

    alone = killed.db.with_name("alone.duckdb")
    subprocess.run(words(killed.folder, alone, server), capture_output=True, check=False)
    assert contents(killed.db) == contents(alone)


def test_ctrl_c_twice_ends_run_and_workers_at_once_and_quietly(tmp_path: Path) -> None:
    folder, db = tmp_path / "in", tmp_path / "x.duckdb"
    folder.mkdir()
    for n in range(30):
        (folder / f"{n}.txt").write_text(f"{TEXT}\nNumber {n}.", encoding="utf-8")
    endpoint = Endpoint(8)
    with Loopback(script=endpoint) as server:
        on_ray = [*words(folder, db, server), "--engine", "ray", "--workers", "2"]
        twice = begun(on_ray)
        # One worker may have got both shards, and it has half of the calls in flight.
        wait(twice, lambda: len(server.raw) >= 8 + JOBS // 2)
        there = workers(twice.pid)
        for _ in range(2):
            twice.send_signal(signal.SIGINT)
            time.sleep(0.5)
        _, err = twice.communicate(timeout=200)
        assert twice.returncode == 130, err
        assert "leaked" not in err
        assert "Traceback" not in err
        until = time.monotonic() + 300
        while any(is_alive(pid) for pid in there):
            assert time.monotonic() < until
            time.sleep(0.1)
