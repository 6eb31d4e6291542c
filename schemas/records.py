"""The records of one article after grounding: frozen values that stages hand on.

`Article` is what reading makes; `ArticleRecords` holds what extraction and
grounding found in it. Every offset is a Python character offset into
`Article.text`, half-open: `text[start:end]`.
"""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from schemas.vocabulary import (
    Act,
    ActorKind,
    Certainty,
    Channel,
    ClaimType,
    Comparator,
    DateBasis,
    DatePrecision,
    Level,
    MatchKind,
    MeetingStatus,
    Medium,
    ParticipantRole,
    Polarity,
    QuoteType,
)


class Value(BaseModel):
    """A frozen value that knows exactly its own fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Span(Value):
    """A stretch of an article: offsets, the very words, and how they were found."""

    start: int
    """First character, counted from 0 in `Article.text`."""
    end: int
    """One past the last character."""
    text: str
    """`Article.text[start:end]`, never a copy made by a model."""
    match: MatchKind
    """The rung of the ladder on which the words were found."""


class DateInterval(Value):
    """A day or a stretch of days, both ends included, with what they rest on.

    `before` has only an end, `after` only a start, `unknown` neither.
    """

    start: date | None = None
    end: date | None = None
    precision: DatePrecision = "unknown"
    basis: DateBasis = "none"


UNKNOWN_DATE = DateInterval()


class Article(Value):
    """One stored text with what is known about it (schema.org NewsArticle)."""

    article_id: str
    """First 16 hex digits of `sha256`."""
    sha256: str
    """SHA-256 of `text` in UTF-8, hex."""
    text: str
    """The stored text: decided once by reading, never altered later."""
    paragraphs: tuple[tuple[int, int], ...]
    """Offsets of the numbered paragraphs; number 1 is `paragraphs[0]`."""
    source_path: str
    """Where it was read: a path, `-`, or `file.jsonl:12` for line 12."""
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    byline: str | None = None
    dateline_place: str | None = None
    published_text: str | None = None
    """The publication date as the source words it."""
    published: DateInterval = UNKNOWN_DATE
    """The publication date; `explicit` where metadata or the text states it."""
    fetched_at: datetime | None = None
