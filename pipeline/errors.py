"""What can go wrong, as one tree; each message says what, which and what to do.

SummitryError          anything that ends a command with one line and exit code 2
├── UsageError         an unknown model, prompt, query, article or option
├── ConfigurationError a model, key, endpoint or package that is missing
├── DatabaseError      a database that is locked, newer, foreign or wrong SQL
└── ModelError         one article's call failed; ends as that article's outcome
    ├── Transport      no answer: connection, time-out, 429 or 5xx to the end
    ├── Refused        the model or a filter declined
    ├── Truncated      the answer was cut off by its length
    └── Invalid        an answer that is empty or no such JSON
"""


class SummitryError(Exception):
    """Ends a command with its message as one line."""


class UsageError(SummitryError):
    """The call's words are off."""


class ConfigurationError(SummitryError):
    """Something that must be set or installed is not."""


class DatabaseError(SummitryError):
    """The database cannot be used as asked."""


class ModelError(SummitryError):
    """A call that gave no usable answer, with what came back of it."""

    def __init__(self, message: str, raw: str | None = None) -> None:
        super().__init__(message)
        self.raw = raw


class Transport(ModelError):
    """No answer came: connection, time-out, rate limit or server error to the end."""


class Refused(ModelError):
    """The model, or a filter before it, declined to answer."""


class Truncated(ModelError):
    """The answer was cut off by the length limit."""


class Invalid(ModelError):
    """The answer is empty, no JSON, or not the object that was asked for."""
