"""Dates of news prose as intervals with a precision and a basis.

`read_context` takes an article, `resolve` an expression of it; see their docstrings.
"""

from pipeline.resolving.dates.anaphora import bounded
from pipeline.resolving.dates.anniversary import remembered_on
from pipeline.resolving.dates.article import day_order, find_anchors, read_context
from pipeline.resolving.dates.find import find_dates
from pipeline.resolving.dates.publication import publication_date
from pipeline.resolving.dates.resolve import check_against_model, resolve
from pipeline.resolving.dates.tense import sentence_at
from pipeline.resolving.dates.values import (
    DateAnchor,
    DateContext,
    DateMention,
    DateProblem,
    DateProblemCode,
    ResolvedDate,
    YearEvidence,
)
from pipeline.resolving.dates.year import infer_year

__all__ = [
    "DateAnchor",
    "DateContext",
    "DateMention",
    "DateProblem",
    "DateProblemCode",
    "ResolvedDate",
    "YearEvidence",
    "bounded",
    "check_against_model",
    "day_order",
    "find_anchors",
    "find_dates",
    "infer_year",
    "publication_date",
    "read_context",
    "remembered_on",
    "resolve",
    "sentence_at",
]
