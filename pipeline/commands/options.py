"""Options that many commands share, and what they stand for."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.running.ceilings import Cost

Db = Annotated[
    Path | None,
    typer.Option("--db", metavar="FILE", help="The database [default: summits.duckdb]."),
]
Json = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
By = Annotated[
    str | None,
    typer.Option("--as", "--by", metavar="NAME", help="Who decides [default: your user name]."),
]
Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help="Files, folders, globs, or - for standard input: text, Markdown, HTML, JSON lines, "
        "each also as .gz.",
        show_default=False,
    ),
]
ModelName = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME",
        help="provider/model, such as openai/gpt-5-mini; local/PATH.gguf: a model from a file; "
        "rules: the built-in ones.",
    ),
]
BaseUrl = Annotated[
    str | None,
    typer.Option(
        "--base-url", metavar="URL", help="An OpenAI-compatible endpoint, such as vLLM's."
    ),
]
Mode = Annotated[
    str | None,
    typer.Option(
        "--mode",
        metavar="NAME",
        help="instructor's mode, such as tools or json [default: json_schema].",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        help="Publication date of the articles that state none, such as 2020-03-01.",
    ),
]
Prompt = Annotated[
    str | None,
    typer.Option(
        "--prompt", metavar="NAME", help="Such as extract/v2 [default: the strategy's own]."
    ),
]
Strategy = Annotated[
    str | None,
    typer.Option(
        "--strategy",
        metavar="NAME",
        help="whole: the model reports the article; choices: the rules read, the model chooses "
        "among what they found [default: whole; choices for local/…].",
    ),
]
MaxOutputTokens = Annotated[
    int | None,
    typer.Option(
        "--max-output-tokens", metavar="N", min=1, help="Ceiling of one answer, in tokens."
    ),
]
MaxUsd = Annotated[
    float | None,
    typer.Option("--max-usd", metavar="DOLLARS", min=0, help="Stop before more dollars are spent."),
]
MaxTokens = Annotated[
    int | None,
    typer.Option("--max-tokens", metavar="N", min=0, help="Stop before more tokens are spent."),
]
Prices = Annotated[
    Path | None,
    typer.Option("--prices", metavar="FILE", help="A CSV of your own prices, before ours."),
]
JsonLines = Annotated[bool, typer.Option("--json", help="JSON lines for machines.")]


def cost_by(prices: Path | None) -> "Cost":
    """What tokens cost by the table of prices, the user's own rows first."""
    from pipeline.errors import Usage
    from pipeline.lookup.prices import load_prices

    table = load_prices(prices)

    def cost(model: str, usage: Usage) -> float | None:
        price = table.of(model)
        return None if price is None else price.of(usage)

    return cost


def without_credentials(url: str | None) -> str | None:
    """A base URL as it may be kept: `https://user:key@host/v1 -> https://host/v1`."""
    from urllib.parse import urlsplit, urlunsplit

    if url is None:
        return None
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))
