"""What can go wrong, as one tree; each message says what, which and what to do.

SummitryError          anything that ends a command with one line and exit code 2
├── UsageError         an unknown model, prompt, query, article or option
├── ConfigurationError a model, key, endpoint or package that is missing
├── DatabaseError      a database that is locked, newer, foreign or wrong SQL
└── ModelError         one article's call failed; ends as that article's outcome
    ├── Transport      no answer: connection, time-out, 429 or 5xx to the end
    ├── Refused        the model or a filter declined
    ├── Truncated      the answer was cut off by its length
    ├── Invalid        an answer that is empty or no such JSON
    ├── NotAnswered    nobody is called, and no kept answer is there
    └── NotServed      a language that the built-in rules do not read
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

OUT_OF_MEMORY = "out of memory; ask for fewer rows or columns, or count and group first"
MOST_CANDIDATES = 8
"""That are named where a word fits more."""


class SummitryError(Exception):
    """Ends a command with its message as one line."""


class UsageError(SummitryError):
    """The call's words are off."""


def not_found(thing: str, name: str, there_are: Iterable[str] | str) -> str:
    """What is told of a name that names nothing; `there_are`: all names, or who lists them.

    `no query 'x'; there are: articles, planned`
    """
    if isinstance(there_are, str):
        return f"no {thing} '{name}'; `{there_are}` lists them"
    return f"no {thing} '{name}'; there are: {', '.join(there_are) or 'none'}"


def several(thing: str, name: str, candidates: Sequence[str]) -> str:
    """What is told of a word that fits several.

    `'20' fits 2 runs: 20260101T…, 20260102T…; give more of it`
    """
    some = ", ".join(candidates[:MOST_CANDIDATES])
    more = len(candidates) - MOST_CANDIDATES
    rest = f" and {more:,} more" if more > 0 else ""
    return f"'{name}' fits {counted(len(candidates), thing)}: {some}{rest}; give more of it"


def counted(number: int, thing: str) -> str:
    """`1, "article" -> "1 article"`, `1204, "reply" -> "1,204 replies"`, `2, "key" -> "2 keys"`"""
    if number == 1:
        return f"1 {thing}"
    changes = thing.endswith("y") and thing[-2:-1] not in "aeiou"
    ending = f"{thing[:-1]}ies" if changes else f"{thing}s"
    return f"{number:,} {ending}"


class ConfigurationError(SummitryError):
    """Something that must be set or installed is not."""


class DatabaseError(SummitryError):
    """The database cannot be used as asked."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What calls cost; failed attempts count."""

    attempts: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    latency_ms: int = 0
    cached_tokens: int = 0
    """Of the input, what the provider had in its prompt cache."""
    batch_input_tokens: int = 0
    """Of the input, what a provider's batch took, which has its own price."""
    batch_output_tokens: int = 0
    batch_cached_tokens: int = 0

    def by_batch(self) -> "Usage":
        """The same, all of it at a batch's price."""
        return replace(
            self,
            batch_input_tokens=self.input_tokens,
            batch_output_tokens=self.output_tokens,
            batch_cached_tokens=self.cached_tokens,
        )

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.attempts + other.attempts,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.latency_ms + other.latency_ms,
            self.cached_tokens + other.cached_tokens,
            self.batch_input_tokens + other.batch_input_tokens,
            self.batch_output_tokens + other.batch_output_tokens,
            self.batch_cached_tokens + other.batch_cached_tokens,
        )


class ModelError(SummitryError):
    """A call that gave no usable answer, with what came back of it and what it cost."""

    def __init__(self, message: str, raw: str | None = None) -> None:
        super().__init__(message)
        self.raw = raw
        self.usage = Usage()


class Transport(ModelError):
    """No answer came: connection, time-out, rate limit or server error to the end."""

    def __init__(
        self,
        message: str,
        *,
        retry: bool,
        retry_after: float | None = None,
        fatal: bool = False,
        unreachable: bool = False,
        overloaded: bool = False,
    ) -> None:
        super().__init__(message)
        self.retry = retry
        self.retry_after = retry_after
        """Seconds the server asked to wait."""
        self.fatal = fatal
        """Every other article would meet the same: a wrong key, an unknown model."""
        self.unreachable = unreachable
        """Nobody answered at all."""
        self.overloaded = overloaded
        """Fewer calls at a time may help: 429, 503, or it ran out of time."""


class Refused(ModelError):
    """The model, or a filter before it, declined to answer."""


class Truncated(ModelError):
    """The answer was cut off by the length limit."""


class Invalid(ModelError):
    """The answer is empty, no JSON, or not the object that was asked for."""

    final = False
    """It has been asked again and came back no better."""


class NotAnswered(ModelError):
    """A request to which no answer is kept, where nobody is called."""

    def __init__(self, key: str, body: bytes) -> None:
        super().__init__(
            f"no answer is kept to request {key[:16]}…" if key else "no answer is kept"
        )
        self.key = key
        """SHA-256 of the body, hex: the request's custom id in a batch."""
        self.body = body
        """The request as it would go out: a JSON object."""
        self.others: tuple[NotAnswered, ...] = ()
        """Of the same article, as far as they do not rest on this one's answer."""


class NotServed(ModelError):
    """An article in a language that the built-in rules do not read."""
