"""What a run may spend at most, and what it has spent."""

from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.errors import ConfigurationError, Usage

Cost = Callable[[str, Usage], float | None]
"""USD of a model's tokens; None where no price is known."""


@dataclass
class Spending:
    """Counts what calls cost the moment they end; stored answers cost nothing.

    What is in flight counts before it ends, as what articles took so far: else sixteen of
    them would go beyond the ceiling together. Raises ConfigurationError where dollars are
    to be limited and no price is known.
    """

    model: str
    cost: Cost = lambda _model, _usage: None
    max_usd: float | None = None
    max_tokens: int | None = None
    """Input and output together."""
    usage: Usage = field(default_factory=Usage)
    """Where a killed run goes on, what it had landed is in here from the start."""
    _ended: Usage = field(default_factory=Usage)
    _articles: int = 0
    """That took `_ended`, whenever it was paid."""

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

    def ended(self, usage: Usage, *, well: bool = True) -> None:
        """An article has ended and took this.

        Raises ConfigurationError where calls went well and the endpoint counted no token.
        """
        limited = self.max_tokens is not None or self.max_usd is not None
        if limited and well and self.usage.attempts and not self.tokens:
            raise ConfigurationError(
                "the endpoint does not say how many tokens a call takes, so that no ceiling can "
                "hold: leave out --max-usd and --max-tokens, or ask another endpoint"
            )
        if usage.attempts:
            self._ended += usage
            self._articles += 1

    @property
    def reached(self) -> str | None:
        """The ceiling that is reached, in words; None as long as more may be spent."""
        if self.max_tokens is not None and self.tokens >= self.max_tokens:
            return f"{self.tokens:,} tokens are spent (--max-tokens {self.max_tokens:,})"
        if self.max_usd is not None and (usd := self.usd) is not None and usd >= self.max_usd:
            return f"{_dollars(usd)} is spent (--max-usd {self.max_usd:g})"
        return None

    def full(self, flying: int = 0) -> str | None:
        """Why no article should begin beside so many in flight, in words; None: it may.

        The first one flies alone: only its end tells what an article takes.
        """
        if self.max_tokens is None and self.max_usd is None:
            return None
        if (reached := self.reached) is not None:
            return reached
        if not self._articles:
            return "the first article is to tell what one takes" if flying else None
        tokens = (self._ended.input_tokens + self._ended.output_tokens) / self._articles
        if self.max_tokens is not None and self.tokens + (flying + 1) * tokens > self.max_tokens:
            return (
                f"{self.tokens:,} tokens are spent and an article takes about {tokens:,.0f} "
                f"(--max-tokens {self.max_tokens:,})"
            )
        usd = (self.cost_of(self._ended) or 0.0) / self._articles
        spent = self.usd or 0.0
        # Sums of cents are not exact.
        if self.max_usd is not None and spent + (flying + 1) * usd > self.max_usd + 1e-9:
            return (
                f"{_dollars(spent)} is spent and an article takes about {_dollars(usd)} "
                f"(--max-usd {self.max_usd:g})"
            )
        return None


def _dollars(usd: float) -> str:
    """`20.004 -> "$20.00"`, `0.000039 -> "$0.000039"`"""
    return f"${usd:,.2f}" if usd >= 0.01 or not usd else f"${usd:.6f}"
