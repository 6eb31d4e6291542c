"""A run tells how far it is, and stops at its ceilings."""

import asyncio
import json
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pipeline.commands.watching import Events, State, words_of
from pipeline.errors import ConfigurationError, Usage
from pipeline.extracting.model import Model, ModelSettings
from pipeline.running.ceilings import Spending
from pipeline.running.ending import Done
from pipeline.running.run import RunSettings, Summary, run
from pipeline.storing.database import Database
from tests import loopback as lo
from tests.drafts import TEXT, article, draft
from tests.loopback import Loopback


def dollars(_: str, usage: Usage) -> float:
    return usage.input_tokens / 1000


def ran(server: Loopback, db: Path, *, count: int = 6, jobs: int = 1, **ceilings: Any) -> Summary:
    sources = [article(f"{TEXT}\nNumber {n}.", f"{n}.txt") for n in range(count)]

    async def main() -> Summary:
        async with Model.connect(ModelSettings("openai/test", server.url, jobs=jobs)) as model:
            settings = RunSettings("openai/test", db, jobs=jobs, cost=dollars, **ceilings)
            return await run(sources, model, settings)

    return asyncio.run(main())


@pytest.mark.parametrize(
    ("ceilings", "words"),
    [
        (
            {"max_tokens": 400},
            "321 tokens are spent and an article takes about 107 (--max-tokens 400)",
        ),
        ({"max_tokens": 321}, "321 tokens are spent (--max-tokens 321)"),
        (
            {"max_usd": 0.35},
            "$0.30 is spent and an article takes about $0.10 (--max-usd 0.35)",
        ),
        ({"max_usd": 0.3}, "$0.30 is spent (--max-usd 0.3)"),
    ],
    ids=["tokens", "all tokens", "dollars", "all dollars"],
)
def test_ceiling_ends_the_run_and_a_higher_one_lets_it_go_on(
    tmp_path: Path, ceilings: dict[str, Any], words: str
) -> None:
    with Loopback(script=lambda _: lo.answer(draft())) as server:
        first = ran(server, tmp_path / "x.duckdb", **ceilings)
        assert first.ceiling == words
        assert first.outcomes == {"records": 3}
        assert first.cost_usd == pytest.approx(0.3)
        # Kept answers cost nothing: the same ceiling counts this run's spending alone.
        rest = ran(server, tmp_path / "x.duckdb")
        assert (rest.unchanged, rest.outcomes, rest.ceiling) == (3, {"records": 3}, None)
        assert len(server.raw) == 6


def test_what_is_in_flight_together_stays_below_the_ceiling(tmp_path: Path) -> None:
    with Loopback(script=lambda _: lo.answer(draft()), delay=0.05) as server:
        first = ran(server, tmp_path / "x.duckdb", count=40, jobs=16, max_tokens=1_200)
        assert first.outcomes == {"records": 11}
        assert first.usage.input_tokens + first.usage.output_tokens == 11 * 107
        assert server.most_in_flight > 1


def test_a_ceiling_that_suffices_ends_nothing(tmp_path: Path) -> None:
    with Loopback(script=lambda _: lo.answer(draft())) as server:
        whole = ran(server, tmp_path / "x.duckdb", jobs=4, max_tokens=6 * 107 + 50)
    assert (whole.outcomes, whole.ceiling) == ({"records": 6}, None)


def test_a_killed_run_that_goes_on_counts_what_it_had_spent(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    with Loopback(script=lambda _: lo.answer(draft())) as server:
        ran(server, db, count=3)
        with Database.open(db) as opened:  # as a kill after its last landing leaves it
            opened.query("UPDATE runs SET finished_at = NULL")
        rest = ran(server, db, max_tokens=450)
        assert rest.ceiling
        assert len(server.raw) == 4
        # It has ended: the same words begin another run, which may spend as much again.
        assert ran(server, db, max_tokens=450).outcomes == {"records": 2}


def test_a_ceiling_over_an_endpoint_that_counts_nothing_is_refused(tmp_path: Path) -> None:
    sent = {**lo.completion({"content": json.dumps(draft())}), "usage": None}
    with Loopback(script=lambda _: lambda handler: handler.send(200, sent)) as server:
        with pytest.raises(ConfigurationError, match="does not say how many tokens"):
            ran(server, tmp_path / "x.duckdb", jobs=4, max_tokens=1_000)
        assert len(server.raw) == 1  # the first flies alone
        assert ran(server, tmp_path / "x.duckdb").outcomes == {"records": 6}
        assert len(server.raw) == 6


def test_ceiling_in_dollars_without_a_price_is_told() -> None:
    with pytest.raises(ConfigurationError, match="none is known for openai/own"):
        Spending("openai/own", max_usd=1)


def test_progress_tells_what_is_left() -> None:
    summary = Summary()
    state = State(summary, None, total=10)
    summary.add(Done("a.txt", "a", "records", usage=Usage(1, 1_000_000, 400_000), cost_usd=2.5))
    summary.add(Done("b.txt", "b", "refused", "no"))
    summary.add(Done("c.txt", "c", "records", unchanged=True))
    now = state.now()
    assert (now["done"], now["total"], now["unchanged"]) == (3, 10, 1)
    assert now["rate"] > 0
    told = words_of(now | {"rate": 2.0, "left": 600, "limit": 16, "in_flight": 12})
    assert told == (
        "3/10 articles · 2.0/s · 12/16 in flight · 1.4 M tokens · $2.50 · 10 min left · 1 refused"
    )


def test_a_terminal_shows_one_live_line_and_failures_above_it(tmp_path: Path) -> None:
    for n in range(6):
        (tmp_path / f"{n}.txt").write_text(f"{TEXT}\nNumber {n}.", encoding="utf-8")
    script: lo.Script = lambda body: (  # noqa: E731
        lo.refusal() if "Number 0" in body["messages"][-1]["content"] else lo.answer(draft())
    )
    ours, theirs = pty.openpty()
    with Loopback(script=script, delay=0.4) as server:
        process = subprocess.Popen(
            [sys.executable, "-c", "from pipeline.cli import main; main()", "run", str(tmp_path),
             "--db", str(tmp_path / "x.duckdb"), "--model", "openai/test", "-j", "2",
             "--base-url", server.url, "--no-judge"],
            stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "COLUMNS": "200"},
        )  # fmt: skip
        os.close(theirs)
        drawn = b""
        with suppress(OSError):  # what Linux says where the last one has closed it
            while some := os.read(ours, 65_536):
                drawn += some
        out, _ = process.communicate(timeout=30)
    os.close(ours)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", drawn.decode())
    frames = re.findall(r"\d/6 articles · [\d.]+/s · \d/2 in flight · [\d,]+ tokens[^\r\n]*", plain)
    assert frames, plain
    assert any("left · 1 refused" in frame for frame in frames), frames
    assert "0.txt: refused: the model refused" in plain
    # The standard output holds the closing words alone.
    assert out.decode().splitlines()[0] == "articles    6 (5 records, 1 refused)"
    assert process.returncode == 1


def test_events_are_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    events = Events(State(Summary(), None, None))
    events.tell(Done("a.txt", "a", "refused", 'said "no"\n'))
    events.notice("a reader holds it")
    events.show()
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [event["event"] for event in told] == ["article", "notice", "progress"]
    assert told[0]["reason"] == 'said "no"\n'
