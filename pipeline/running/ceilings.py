"""What a run may spend at most, and what it has spent."""

from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.errors import ConfigurationError, Usage

Cost = Callable[[str, Usage], float | None]
"""USD of a model's tokens; None where no price is known."""


@dataclass
class Spending:
    """Counts what calls cost the moment they end; stored answers cost nothing.

    Raises ConfigurationError where dollars are to be limited and no price is known.
    """

    model: str
    cost: Cost = lambda _model, _usage: None
    max_usd: float | None = None
    max_tokens: int | None = None
    """Input and output together."""
    usage: Usage = field(default_factory=Usage)

    def __post_init__(self) -> None:
        if self.max_usd is not None and self.usd is None:
            raise ConfigurationError(
                f"--max-usd needs a price, and none is known for {self.model}: "
                "give one with --prices, or use --max-tokens"
            )

    def add(self, usage: Usage) -> None:
        self.usage += usage

    @property
    def tokens(self) -> int:
        return self.usage.input_tokens + self.usage.output_tokens

    @property
    def usd(self) -> float | None:
        return self.cost_of(self.usage)

    def cost_of(self, usage: Usage) -> float | None:
        return self.cost(self.model, usage)

    @property
    def ceiling(self) -> str | None:
        """The ceiling that is reached, in words; None as long as more may be spent."""
        if self.max_tokens is not None and self.tokens >= self.max_tokens:
            return f"{self.tokens:,} tokens are spent (--max-tokens {self.max_tokens:,})"
        if self.max_usd is not None and (usd := self.usd) is not None and usd >= self.max_usd:
            return f"${usd:,.2f} is spent (--max-usd {self.max_usd:g})"
        return None
