"""What a model's tokens cost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigurationError, Usage
from pipeline.lookup.prices import load_prices

SOME = Usage(attempts=2, input_tokens=1_000_000, output_tokens=500_000)


def test_tokens_cost_what_their_row_says() -> None:
    price = load_prices().of("openai/gpt-5-mini")
    assert price is not None
    assert price.of(SOME) == pytest.approx(0.25 + 1.0)


def test_input_from_the_prompt_cache_costs_its_own_price() -> None:
    price = load_prices().of("openai/gpt-5-mini")
    assert price is not None
    cached = Usage(input_tokens=1_000_000, cached_tokens=1_000_000)
    assert price.of(cached) == pytest.approx(0.025)


def test_a_batch_costs_its_share() -> None:
    price = load_prices().of("openai/gpt-5-mini")
    assert price is not None
    assert price.of(SOME.by_batch()) == pytest.approx(price.of(SOME) / 2)


@pytest.mark.parametrize(
    ("release", "model"),
    [
        ("openai/gpt-5-mini-2025-08-07", "openai/gpt-5-mini"),
        ("anthropic/claude-sonnet-4-5-20250929", "anthropic/claude-sonnet-4-5"),
        ("mistral/mistral-large-latest", "mistral/mistral-large"),
        ("openai/gpt-5", "openai/gpt-5"),
    ],
)
def test_a_release_costs_what_its_model_costs(release: str, model: str) -> None:
    price = load_prices().of(release)
    assert price is not None
    assert price.model == model


def test_what_runs_at_home_costs_nothing_and_an_unknown_model_is_unknown() -> None:
    prices = load_prices()
    for model in ("rules", "local/a.gguf", "ollama/qwen3:8b"):
        price = prices.of(model)
        assert price is not None
        assert price.of(SOME) == 0
    assert prices.of("my-model") is None
    assert prices.of("openai/gpt-5-large") is None


def test_a_row_of_ones_own_comes_first(tmp_path: Path) -> None:
    own = tmp_path / "prices.csv"
    own.write_text("model,input_usd,output_usd\nopenai/gpt-5-mini,7,9\nmy-*,1,2\n")
    prices = load_prices(own)
    mini, mine = prices.of("openai/gpt-5-mini"), prices.of("my-model")
    assert mini is not None
    assert mine is not None
    assert (mini.input_usd, mine.output_usd) == (7, 2)
    assert prices.of("openai/gpt-4.1") is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("model,input_usd,output_usd\na/b,cheap,1\n", "line 2: input_usd is 'cheap'"),
        ("model,input_usd,output_usd\na/b,1,\n", "line 2: output_usd is ''"),
        ("model,input_usd,output_usd\na/b,-1,2\n", "a price is 0 or more"),
        ("model,input_usd,output_usd\n,1,2\n", "model is empty"),
        ("name,price\n", "lacks input_usd, model, output_usd"),
    ],
)
def test_what_is_no_price_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    own = tmp_path / "prices.csv"
    own.write_text(text)
    with pytest.raises(ConfigurationError, match=said):
        load_prices(own)


def test_a_table_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_prices(tmp_path / "none.csv")


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_more_tokens_never_cost_less(more: int, tokens: int) -> None:
    price = load_prices().of("openai/gpt-5")
    assert price is not None
    assert price.of(Usage(input_tokens=tokens + more)) >= price.of(Usage(input_tokens=tokens))
