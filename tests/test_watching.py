"""A run tells how far it is, and stops at its ceilings."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.commands.watching import Events, State, words_of
from pipeline.errors import ConfigurationError, Usage
from pipeline.extracting.model import Model, ModelSettings
from pipeline.running.ceilings import Spending
from pipeline.running.ending import Done
from pipeline.running.run import RunSettings, Summary, run
from tests import loopback as lo
from tests.drafts import TEXT, article, draft
from tests.loopback import Loopback


def dollars(_: str, usage: Usage) -> float:
    return usage.input_tokens / 1000


def ran(server: Loopback, db: Path, **ceilings: Any) -> Summary:
    sources = [article(f"{TEXT}\nNumber {n}.", f"{n}.txt") for n in range(6)]

    async def main() -> Summary:
        async with Model.connect(ModelSettings("openai/test", server.url, jobs=1)) as model:
            settings = RunSettings("openai/test", db, jobs=1, cost=dollars, **ceilings)
            return await run(sources, model, settings)

    return asyncio.run(main())


@pytest.mark.parametrize(
    ("ceilings", "words"),
    [
        ({"max_tokens": 300}, "321 tokens are spent (--max-tokens 300)"),
        ({"max_usd": 0.25}, "$0.30 is spent (--max-usd 0.25)"),
    ],
    ids=["tokens", "dollars"],
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


def test_events_are_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    events = Events(State(Summary(), None, None))
    events.tell(Done("a.txt", "a", "refused", 'said "no"\n'))
    events.notice("a reader holds it")
    events.show()
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [event["event"] for event in told] == ["article", "notice", "progress"]
    assert told[0]["reason"] == 'said "no"\n'
