"""What runs cost: told before by a dry run, counted afterwards by article and outlet."""

import asyncio
import json
from pathlib import Path

import pytest

from pipeline.extracting.cassettes import RECORDED_MODEL, RECORDED_URL, replayed
from pipeline.extracting.model import Model, ModelSettings
from pipeline.reading.read import read
from pipeline.running.run import RunSettings, Summary, run
from pipeline.storing.query import query
from tests import loopback as lo
from tests.command import Command
from tests.conftest import ROOT, SEEDS
from tests.drafts import TEXT, draft
from tests.loopback import ASKED, GIVEN, Loopback

DB = Path("summits.duckdb")
NOTHING = draft([], [], [], dl=None)


def write(*outlets: str) -> None:
    for n, outlet in enumerate(outlets):
        text = f"---\ntitle: Story {n}\noutlet: {outlet}\n---\n{TEXT}\nStory {n} of many."
        Path(f"{n}.md").write_text(text, encoding="utf-8")


def prices(rows: str = "openai/test,10,20") -> str:
    Path("own.csv").write_text(f"model,input_usd,output_usd\n{rows}\n", encoding="utf-8")
    return "own.csv"


def replies(body: lo.Body) -> lo.Reply:
    refused = "Story 1" in body["messages"][-1]["content"]
    return lo.refusal() if refused else lo.answer(draft())


def test_each_source_has_its_cost_with_its_outlet_and_outcome(summitry: Command) -> None:
    write("Tass", "Tass", "Reuters")
    with Loopback(script=replies) as server:
        asked = ("--model", "openai/test", "--base-url", server.url, "--no-judge")
        summitry("run", "0.md", "1.md", "2.md", *asked, "--prices", prices())
    one = (ASKED * 10 + GIVEN * 20) / 1e6
    found = query(DB, "FROM costs ORDER BY source_path")
    assert [(row["outlet"], row["title"], row["outcome"]) for row in found] == [
        ("Tass", "Story 0", "records"),
        ("Tass", "Story 1", "refused"),
        ("Reuters", "Story 2", "records"),
    ]
    assert {row["model"] for row in found} == {"openai/test"}
    assert [row["cost_usd"] for row in found] == pytest.approx([one] * 3)
    by_outlet = query(DB, "costs_by_outlet")
    assert len(by_outlet) == 3
    tass = [row for row in by_outlet if row["outlet"] == "Tass"]
    assert {row["outcome"] for row in tass} == {"records", "refused"}
    assert sum(row["cost_usd"] for row in by_outlet) == pytest.approx(3 * one)
    assert sum(row["unpriced"] for row in by_outlet) == 0
    (whole,) = json.loads(summitry("runs", "--json").out)
    assert whole["cost_usd"] == pytest.approx(3 * one)


def test_what_judging_cost_is_among_the_costs(tmp_path: Path) -> None:
    db = tmp_path / "seeds.duckdb"
    settings = RunSettings(RECORDED_MODEL, db, jobs=1, cost=lambda _model, usage: usage.attempts)

    async def main() -> Summary:
        async with Model.connect(ModelSettings(RECORDED_MODEL, RECORDED_URL)) as model:
            return await run(read([str(path) for path in SEEDS.glob("*.txt")]), model, settings)

    with replayed(ROOT / "cassettes" / "seeds"):
        summary = asyncio.run(main())
    (judging,) = query(db, "FROM costs WHERE source_path = '(claim pairs)'")
    assert judging["cost_usd"] == judging["attempts"] > 0
    (sums,) = query(db, "SELECT sum(cost_usd) AS usd FROM costs")
    assert sums["usd"] == summary.cost_usd == summary.usage.attempts


def test_without_a_price_the_cost_is_unknown_not_nought(summitry: Command) -> None:
    write("Tass")
    with Loopback(script=lambda _: lo.answer(NOTHING)) as server:
        summitry("run", "0.md", "--model", "own-model", "--base-url", server.url)
    (row,) = query(DB, "costs_by_outlet")
    assert (row["cost_usd"], row["unpriced"], row["outcome"]) == (None, 3, "empty")


# -- before a run -------------------------------------------------------------------------


def test_dry_run_needs_no_key_asks_nobody_and_writes_nothing(summitry: Command) -> None:
    write("Tass", "Reuters")
    before = sorted(Path().iterdir())
    ran = summitry("run", "0.md", "1.md", "--model", "openai/gpt-5-mini", "--dry-run")
    assert ran.code == 0
    assert "2 to ask about" in ran.out
    assert "cost        about $0." in ran.out
    assert "rests on    the project's recorded articles" in ran.out
    assert sorted(Path().iterdir()) == before


def test_dry_run_says_where_no_price_is_known_and_takes_ones_own(summitry: Command) -> None:
    write("Tass")
    words = ("run", "0.md", "--model", "openai/test", "--dry-run")
    assert "cost        unknown (no price for openai/test" in summitry(*words).out
    told = json.loads(summitry(*words, "--json").out)
    assert (told["event"], told["articles"], told["cost_usd"]) == ("estimate", 1, None)
    own = json.loads(summitry(*words, "--json", "--prices", prices()).out)
    expected = (own["input_tokens"] * 10 + own["output_tokens"] * 20) / 1e6
    assert own["cost_usd"] == pytest.approx(expected)


def test_dry_run_says_where_a_ceiling_would_stop_it(summitry: Command) -> None:
    write("Tass", "Tass", "Tass", "Tass")
    words = ("run", ".", "--model", "openai/gpt-5-mini", "--dry-run")
    whole = json.loads(summitry(*words, "--json").out)
    half = (whole["input_tokens"] + whole["output_tokens"]) // 2 + 1
    assert whole["within_ceiling"] == 1
    assert "ceiling" not in summitry(*words).out
    told = summitry(*words, "--max-tokens", str(half)).out
    assert "ceiling     stops it after about 2 of 4 articles" in told


def test_dry_run_after_a_run_rests_on_it_and_counts_what_is_new(summitry: Command) -> None:
    write("Tass", "Tass", "Tass")
    with Loopback(script=lambda _: lo.answer(draft())) as server:
        asked = ("--model", "openai/test", "--base-url", server.url)
        summitry("run", "0.md", "2.md", *asked)
        calls = len(server.raw)
        told = json.loads(summitry("run", "0.md", "1.md", *asked, "--dry-run", "--json").out)
        assert len(server.raw) == calls
    assert (told["articles"], told["unchanged"]) == (1, 1)
    assert (told["calls"], told["basis"]) == (1, "this database")
