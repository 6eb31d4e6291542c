"""What a model's tokens cost, from `reference/prices.csv` and a table of the user's own.

USD a million tokens. A price that nobody stated is unknown, never nought: a run on an
endpoint of one's own has no cost until a row says so (`openai/my-model,0,0,0`).
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from pathlib import Path

from pipeline.errors import ConfigurationError, Usage

MILLION = 1_000_000
_SNAPSHOT = re.compile(r"(-latest|[-@]\d{4}-?\d{2}-?\d{2}|-\d{4})$")
"""What names a release of a model: `-2025-08-07`, `-20250929`, `-0125`, `-latest`."""


@dataclass(frozen=True, slots=True)
class Price:
    """One row: what a model of that name costs, in USD a million tokens."""

    model: str
    """`provider/model`; `*` stands for anything."""
    input_usd: float
    output_usd: float
    cached_input_usd: float
    """Of input that the provider had in its prompt cache."""
    batch_factor: float
    """What the provider's batch interface takes of the price."""

    def of(self, usage: Usage) -> float:
        """USD of these tokens; those of failed attempts are among them."""
        whole = self._usd(usage.input_tokens, usage.cached_tokens, usage.output_tokens)
        batched = self._usd(
            usage.batch_input_tokens, usage.batch_cached_tokens, usage.batch_output_tokens
        )
        return whole - (1 - self.batch_factor) * batched

    def _usd(self, given: int, cached: int, answered: int) -> float:
        spent = (
            (given - cached) * self.input_usd
            + cached * self.cached_input_usd
            + answered * self.output_usd
        )
        return spent / MILLION


@dataclass(frozen=True, slots=True)
class Prices:
    """Price rows; of several that fit a name the first counts, the user's before ours."""

    rows: tuple[Price, ...]

    def of(self, model: str) -> Price | None:
        """The price of `provider/model`: its own row, else that of the model it is a release of.

        `"openai/gpt-5-mini-2025-08-07" -> the row openai/gpt-5-mini`
        """
        names = [model, _SNAPSHOT.sub("", model)]
        found = (row for name in names for row in self.rows if fnmatchcase(name, row.model))
        return next(found, None)


def load_prices(own: Path | None = None) -> Prices:
    """The rows of `own` before those that come with summitry.

    Raises ConfigurationError naming file and line where a row is no price.
    """
    return Prices((*(_read_own(own) if own else ()), *_shipped()))


@cache
def _shipped() -> tuple[Price, ...]:
    text = files("pipeline").joinpath("reference/prices.csv").read_text(encoding="utf-8")
    return tuple(_rows(text.splitlines(), "prices.csv"))


def _read_own(path: Path) -> tuple[Price, ...]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"the price table {path} cannot be read: {error}") from error
    return tuple(_rows(text.splitlines(), str(path)))


def _rows(lines: Iterable[str], where: str) -> Iterable[Price]:
    reader = csv.DictReader(lines)
    needed = {"model", "input_usd", "output_usd"}
    if missing := needed - set(reader.fieldnames or ()):
        raise ConfigurationError(
            f"{where} is no price table: its first line lacks {', '.join(sorted(missing))} "
            "(model,input_usd,output_usd and, if you like, cached_input_usd,batch_factor)"
        )
    for row in reader:
        try:
            yield _price(row)
        except ValueError as error:
            raise ConfigurationError(f"{where}, line {reader.line_num}: {error}") from error


def _price(row: Mapping[str, str | None]) -> Price:
    def number(column: str, default: float | None = None) -> float:
        written = (row.get(column) or "").strip()
        if not written and default is not None:
            return default
        try:
            value = float(written)
        except ValueError:
            raise ValueError(f"{column} is '{written}', but must be a number") from None
        if not 0 <= value < float("inf"):
            raise ValueError(f"{column} is {written}, but a price is 0 or more")
        return value

    model = (row.get("model") or "").strip()
    if not model:
        raise ValueError("model is empty")
    usd = number("input_usd")
    return Price(
        model,
        usd,
        number("output_usd"),
        number("cached_input_usd", usd),
        number("batch_factor", 1.0),
    )
