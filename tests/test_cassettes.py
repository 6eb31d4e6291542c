"""Recorded answers: faults replay as they came, and nothing else than what was asked matches."""

import asyncio
from pathlib import Path

import pytest

from pipeline.errors import ConfigurationError, Invalid, ModelError, Refused, Transport, Truncated
from pipeline.extracting.cassettes import recorded, replayed
from pipeline.extracting.extract import Extraction, ExtractionFailed, extract
from pipeline.extracting.model import Model, ModelSettings
from pipeline.extracting.prompt import EXTRACT
from schemas.records import Article
from tests import loopback as lo
from tests.conftest import ROOT
from tests.drafts import TEXT, article, draft

FAULTS = ROOT / "cassettes" / "faults"
SETTINGS = ModelSettings("openai/scripted", "http://127.0.0.1:9/v1")
"""Nobody listens on the discard port: what is not replayed fails."""


def replay(name: str, text: Article | None = None, extract_prompt: str = EXTRACT) -> Extraction:
    async def main() -> Extraction:
        async with Model.connect(SETTINGS) as model:
            return await extract(text or article(), model, extract_prompt=extract_prompt)

    with replayed(FAULTS / f"{name}.yaml"):
        return asyncio.run(main())


@pytest.mark.parametrize("name", ["429_with_retry_after", "500_then_success"])
def test_faults_of_the_server_are_got_over_and_counted(name: str) -> None:
    found = replay(name)
    assert len(found.records.statements) == 4
    assert found.usage.attempts == 3
    assert found.records.rejects == ()


@pytest.mark.parametrize(
    ("name", "kind", "attempts"),
    [("cut_off", Truncated, 1), ("refusal", Refused, 1), ("no_json", Invalid, 2)],
)
def test_each_unusable_answer_has_its_own_kind(
    name: str, kind: type[ModelError], attempts: int
) -> None:
    with pytest.raises(ExtractionFailed) as caught:
        replay(name)
    assert isinstance(caught.value.cause, kind)
    assert caught.value.usage.attempts == attempts
    assert caught.value.usage.output_tokens == attempts * lo.GIVEN
    assert caught.value.raw


def test_bad_anchors_are_asked_again_and_the_good_records_land() -> None:
    found = replay("three_bad_anchors")
    assert len(found.raw) == 2
    assert len(found.records.statements) == 4
    assert sorted(reject.record_kind for reject in found.records.rejects) == ["statement", "summit"]


def test_quotations_left_out_are_asked_about_once() -> None:
    found = replay("two_quotations_left_out")
    assert len(found.raw) == 2
    assert len(found.records.statements) == 4
    assert {span.verdict for span in found.records.quote_spans} == {"speech"}


def test_a_changed_article_finds_no_answer_and_says_what_to_do() -> None:
    with pytest.raises(ExtractionFailed) as caught:
        replay("500_then_success", article(TEXT.replace("Monday", "Tuesday")))
    assert "prompt, schema or article changed: record again" in str(caught.value)
    assert isinstance(caught.value.cause, Transport)
    assert caught.value.cause.fatal


def test_a_changed_prompt_finds_no_answer() -> None:
    with pytest.raises(ExtractionFailed, match="record again"):
        replay("500_then_success", extract_prompt="judge/v1")


def test_no_secret_and_no_header_of_the_request_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMITRY_API_KEY", "sk-very-secret")

    async def main(url: str) -> None:
        async with Model.connect(ModelSettings("openai/scripted", url)) as model:
            await extract(article(), model)

    with lo.Loopback(lo.answer(draft())) as server, recorded(tmp_path / "one.yaml"):
        asyncio.run(main(server.url))
    assert "sk-very-secret" in str(server.headers)
    kept = (tmp_path / "one.yaml").read_text(encoding="utf-8")
    assert "sk-very-secret" not in kept
    assert "authorization" not in kept.casefold()


def test_an_empty_folder_is_told() -> None:
    with pytest.raises(ConfigurationError, match="make record"), replayed(FAULTS / "none"):
        pass


def test_every_cassette_says_an_honest_name_and_address() -> None:
    for folder in ("seeds", "devset"):
        for cassette in (ROOT / "cassettes" / folder).glob("*.yaml"):
            text = cassette.read_text(encoding="utf-8")
            assert "uri: http://127.0.0.1:8765/v1/chat/completions" in text
            assert "fresh-reader" in text
