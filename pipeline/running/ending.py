"""How a source ended, before it lands."""

from dataclasses import dataclass
from datetime import date

from pipeline.errors import (
    ModelError,
    NotAnswered,
    NotServed,
    Refused,
    Transport,
    Truncated,
    Usage,
)
from schemas.records import Article, ArticleRecords
from schemas.vocabulary import OutcomeKind

WELL: tuple[OutcomeKind, ...] = ("records", "empty")
SAME_TEXT = "same text as another source"
"""The reason of an end that no reading of its own led to; the SQL of readings leaves it out."""


@dataclass(frozen=True, slots=True)
class Done:
    """How one source ended."""

    source_path: str
    article_id: str | None
    outcome: OutcomeKind
    reason: str | None = None
    usage: Usage = Usage()  # noqa: RUF009 - frozen
    cost_usd: float | None = None
    """Of `usage`; None where no price is known."""
    raw: str | None = None
    article: Article | None = None
    """None where there is no text."""
    records: ArticleRecords | None = None
    """None where extraction failed, or another source of the same text had it done."""
    keys: tuple[str, ...] = ()
    """Of the kept answers whose cost is in `usage`."""
    unchanged: bool = False
    """It has ended so before, made in the same way; nobody was asked, nothing lands."""
    published_on: date | None = None
    """Of what is unchanged: the day of publication that the source gives today."""

    @property
    def failed(self) -> bool:
        return self.outcome not in WELL


def same_text(article: Article, outcome: OutcomeKind, reason: str | None = None) -> Done:
    """The end of another source of a text: nobody was asked again."""
    return Done(
        article.source_path,
        article.article_id,
        outcome,
        reason if outcome not in WELL else SAME_TEXT,
        article=article,
    )


def outcome_of(cause: ModelError) -> OutcomeKind:
    """What an article's outcome is called after the call that failed."""
    if isinstance(cause, NotAnswered | NotServed):
        return "skipped"
    if isinstance(cause, Refused):
        return "refused"
    if isinstance(cause, Truncated):
        return "truncated"
    return "transport" if isinstance(cause, Transport) else "invalid"
