"""Rules that hold in every test."""

import asyncio
import ipaddress
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.command import Command

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
DEVSET = ROOT / "tests" / "devset"


def _is_loopback(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost"):  # None and "": a server that binds
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Fail the test that looks up or calls any host but this one.

    An audit hook sees every socket of this process, whichever library opened it.
    `pytest.fail` raises a BaseException: no `except Exception` and no retry hides it.
    """
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        if not isinstance(address, tuple):  # a Unix socket, or a socket already connected
            return
        host = address[0]
    else:
        return
    if not _is_loopback(host):
        pytest.fail(f"a test reached for the network: {event} {host!r}")


def pytest_configure() -> None:
    """Close the network before the first test module is imported."""
    sys.addaudithook(_refuse_network)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder as the current one, and no setting or key in the environment."""
    for name in list(os.environ):
        if name.startswith("SUMMITRY_") or name.endswith("_API_KEY"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def summitry(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> "Command":
    """The command in this process, in an empty folder: `summitry("run", "a.txt").code`."""
    from tests.command import in_process

    return in_process(monkeypatch, capsys)


@pytest.fixture(scope="session")
def seeds_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of `summitry demo`: the five seeds with their recorded answers."""
    return _replayed(tmp_path_factory, SEEDS, "seeds")


@pytest.fixture(scope="session")
def devset_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The devset's documents with their recorded answers."""
    return _replayed(tmp_path_factory, DEVSET, "devset")


def _replayed(factory: pytest.TempPathFactory, articles: Path, cassettes: str) -> Path:
    from pipeline.extracting.cassettes import RECORDED_MODEL, RECORDED_URL, replayed
    from pipeline.extracting.model import Model, ModelSettings
    from pipeline.reading.read import read
    from pipeline.running.run import RunSettings, run

    path = factory.mktemp("recorded") / f"{cassettes}.duckdb"

    async def all_articles() -> None:
        async with Model.connect(ModelSettings(RECORDED_MODEL, RECORDED_URL)) as model:
            settings = RunSettings(
                model=RECORDED_MODEL, db=path, jobs=1, judge=cassettes == "seeds"
            )
            summary = await run(read([str(articles)]), model, settings)
        assert not summary.failed, summary

    with replayed(ROOT / "cassettes" / cassettes):
        asyncio.run(all_articles())
    return path
