"""What the date modules hand to each other: context, anchors, mentions, problems.

All frozen. Offsets are Python character offsets into the text that was read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from schemas.records import UNKNOWN_DATE, DateInterval
from schemas.vocabulary import Severity

DateProblemCode = Literal[
    "weekday_conflict",
    "impossible_date",
    "ambiguous_day_month",
    "ambiguous_weekday",
    "ambiguous_year",
    "distant_year",
    "deictic_month_boundary",
    "after_publication",
    "several_dates",
    "no_publication_date",
    "no_anchor",
    "unread_expression",
    "model_date_differs",
    "model_date_unreadable",
    "model_date_only",
]


class DateProblem(NamedTuple):
    """One doubt about a date: a row of `flags` in the making."""

    code: DateProblemCode
    severity: Severity
    message: str


class ResolvedDate(NamedTuple):
    """An interval and the doubts that came up while it was read."""

    interval: DateInterval = UNKNOWN_DATE
    problems: tuple[DateProblem, ...] = ()


class DateMention(NamedTuple):
    """A date expression that stands in a text: `text[start:end]`, and the rule that found it."""

    start: int
    end: int
    text: str
    kind: str
    """Name of the grammar rule: `month_day`, `weekday`, `deictic_span`, …"""
    parts: Mapping[str, str]
    """What the rule picked out, lower case: `{"month": "nov.", "day": "22"}`."""

    def part(self, name: str) -> str:
        """The words picked out under `name`; empty where the expression has none."""
        return self.parts.get(name, "")


class DateAnchor(NamedTuple):
    """A dated expression of the article to which "two days later" can refer."""

    start: int
    end: int
    interval: DateInterval
    narrative: bool
    """False for the signature of an embedded tweet and for "since …", "by …": they date
    something, but the story does not go on from them."""


class YearEvidence(NamedTuple):
    """The year of an article that states neither it nor its publication date."""

    year: int
    newest: date | None
    """The newest day that the text tells of; publication is not before it."""
    words: tuple[str, ...]
    """The words of the article that the year follows from."""


@dataclass(frozen=True)
class DateContext:
    """What an expression is resolved against. `read_context` makes it from an article."""

    published: DateInterval = UNKNOWN_DATE
    """The publication date; a month or a year where only that is known."""
    year_hint: YearEvidence | None = None
    """Used only while `published` is unknown; what rests on it is `year_inferred`."""
    day_first: bool | None = None
    """How the outlet writes 07/09/2018: True = 7 September, None = not known."""
    languages: tuple[str, ...] = ("en",)
    """ISO 639-1 codes in which a full date may be written; the other rules are English."""
    find_anchors: Callable[[], tuple[DateAnchor, ...]] = tuple
    """Reads the dates of the article's text: most expressions refer to none of them."""

    @cached_property
    def anchors(self) -> tuple[DateAnchor, ...]:
        """The dates of the article's text, in text order."""
        return self.find_anchors()
