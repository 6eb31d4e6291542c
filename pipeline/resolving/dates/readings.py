"""What a single date expression means: one reader a rule of the grammar.

A reader takes the mention and the `Case` and returns the interval with its doubts. It looks at
nothing else, so that the same words in the same case always mean the same days.
"""

from collections.abc import Callable

from pipeline.resolving.dates import anaphora, deictic, stated
from pipeline.resolving.dates.case import Case, no_such_day
from pipeline.resolving.dates.values import DateMention, ResolvedDate

_READERS: dict[str, Callable[[DateMention, Case], ResolvedDate]] = {
    "iso": stated.read_iso,
    "numeric": stated.read_numeric,
    "month_day": stated.read_month_day,
    "month_days": stated.read_month_days,
    "month_part": stated.read_month_part,
    "month": stated.read_month,
    "bare_month": stated.read_bare_month,
    "year": stated.read_year,
    "years": stated.read_years,
    "decade": stated.read_decade,
    "year_part": stated.read_year_part,
    "weekday": deictic.read_weekday,
    "deictic_day": deictic.read_deictic_day,
    "deictic_span": deictic.read_deictic_span,
    "edge_of": deictic.read_edge_of,
    "ago": deictic.read_ago,
    "in_future": deictic.read_in_future,
    "anaphor": anaphora.read_anaphor,
    "offset": anaphora.read_offset,
    "event": anaphora.read_event,
}


def read_mention(mention: DateMention, case: Case) -> ResolvedDate:
    """What one expression means in its case. Never raises: outside the calendar is unknown."""
    try:
        return _READERS[mention.kind](mention, case)
    except (ValueError, OverflowError):
        return no_such_day(mention)
