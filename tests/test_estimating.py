"""What a run would take, told before it."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import Usage
from pipeline.extracting.model import Model, ModelSettings
from pipeline.extracting.prompt import EXTRACT
from pipeline.running.estimating import RECORDED, Estimate, estimate
from pipeline.storing.database import Database
from tests.drafts import article, draft
from tests.loopback import Loopback
from tests.test_run import always, numbered, runs

MODEL = "openai/test"


def estimated(db: Path, sources: list[Any], **others: Any) -> Estimate:
    wire = Model.silent(ModelSettings(MODEL, "http://127.0.0.1:9/v1"))
    words = {"model": MODEL, "prompt": EXTRACT, "jobs": 4, "cost": priced} | others
    return estimate(sources, wire, db, **words)


def priced(_model: str, usage: Usage) -> float:
    return usage.input_tokens * 1e-6 + usage.output_tokens * 1e-5


def test_without_a_database_the_recorded_articles_are_the_measure(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    sources = numbered(10)
    found = estimated(db, sources)
    assert (found.articles, found.unchanged, found.basis) == (
        10,
        0,
        "the project's recorded articles",
    )
    assert found.calls == round(10 * RECORDED.calls_per_window)
    characters = sum(len(one.text) for one in sources)
    assert found.output_tokens == round(characters * RECORDED.output_per_character)
    assert found.cost_usd == pytest.approx(found.input_tokens * 1e-6 + found.output_tokens * 1e-5)
    assert not list(tmp_path.iterdir())


def test_the_input_is_the_size_of_the_requests(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    with Loopback(script=always(draft())) as server:
        runs(server, tmp_path / "other.duckdb", [article()])
    found = estimated(db, [article()])
    sent = len(json.dumps(server.bodies[0], ensure_ascii=False, separators=(",", ":")).encode())
    expected = sent / 4 * RECORDED.calls_per_window
    assert found.input_tokens == pytest.approx(expected, rel=0.005)


def test_articles_of_this_database_are_the_better_measure(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    read, new = numbered(10)[:6], numbered(10)[6:]
    with Loopback(script=always(draft())) as server:
        before = runs(server, db, read)
    found = estimated(db, [*read, *new])
    assert (found.articles, found.unchanged, found.basis) == (4, 6, "this database")
    assert found.calls == 4
    per_article = before.usage.output_tokens / 6
    assert found.output_tokens == pytest.approx(4 * per_article, rel=0.05)


def test_articles_that_batches_answered_tell_no_time(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    with Loopback(script=always(draft())) as server:
        runs(server, db, numbered(2))
    with Database.open(db) as opened:
        opened.query("UPDATE outcomes SET latency_ms = 0")
    found = estimated(db, numbered(4), jobs=1)
    assert found.seconds == 2 * RECORDED.seconds_per_call


def test_kept_answers_cost_nothing(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    with Loopback(script=always(draft())) as server:
        runs(server, db, numbered(2))
    db.unlink()  # the records are gone, the answers are not
    found = estimated(db, numbered(2))
    assert (found.articles, found.kept, found.calls, found.cost_usd) == (0, 2, 0, 0)


def test_one_text_under_two_names_is_asked_about_once(tmp_path: Path) -> None:
    found = estimated(tmp_path / "x.duckdb", [article(), article(source_path="b.txt")])
    assert (found.articles, found.unchanged) == (1, 1)


def test_a_long_article_takes_several_calls(tmp_path: Path) -> None:
    long = article("\n\n".join(f"Paragraph {n}. " + "It went on. " * 80 for n in range(40)))
    found = estimated(tmp_path / "x.duckdb", [long])
    assert found.articles == 1
    assert found.calls > 3 * RECORDED.calls_per_window


def test_more_at_a_time_take_less_time(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    one, four = (estimated(db, numbered(8), jobs=jobs, cost=lambda _m, _u: None) for jobs in (1, 4))
    assert one.seconds == pytest.approx(4 * four.seconds)
    assert one.cost_usd is None
