"""The dates that stand in an article's text, as the context of each other."""

import re
from dataclasses import replace
from functools import lru_cache, partial
from urllib.parse import urlsplit

from pipeline.resolving.dates.find import find_dates
from pipeline.resolving.dates.resolve import resolve
from pipeline.resolving.dates.tense import is_aside, is_tweet_date, sentence_at
from pipeline.resolving.dates.values import DateAnchor, DateContext
from pipeline.resolving.dates.year import infer_year
from schemas.records import UNKNOWN_DATE, DateInterval

_ANCHORING = frozenset(
    "iso numeric month_day month_days month_part month bare_month weekday deictic_day".split()
)
_NUMERIC = re.compile(r"\d[^\w\s.]\d{1,2}[^\w\s.]\d{4}")
"""What tells the order of day and month looks like this: most texts need no closer look."""
DAY_FIRST = frozenset(
    """
    al at ba be bg ch cy cz de dk ee es eu fi fr gr hr ie is it lu lv mk mt nl no pl pt ro rs
    ru si sk tr ua uk ae ar au bh br cl dz eg il in iq jo kw lb ma nz om pk qa sa sy tn ye
    """.split()
)
"""Countries' domains whose writers put the day first; general knowledge, unverified.

Left out: who puts the year or the month first, and domains sold to everybody (`.co`, `.me`).
"""


def read_context(
    text: str,
    published: DateInterval = UNKNOWN_DATE,
    *,
    day_first: bool | None = None,
    languages: tuple[str, ...] = ("en",),
) -> DateContext:
    """What the dates of one article are resolved against: its text and its publication date.

    The year is inferred (`infer_year`) only where no publication date is given.
    """
    hint = infer_year(text) if published.precision == "unknown" else None
    order = day_order(text) if day_first is None else day_first
    bare = DateContext(published=published, year_hint=hint, day_first=order, languages=languages)
    return replace(bare, find_anchors=partial(find_anchors, text, bare))


def find_anchors(text: str, context: DateContext) -> tuple[DateAnchor, ...]:
    """The dated expressions of a text that "the same day" can refer to, in text order.

    Days, parts of months and months, with years and weekdays resolved in `context`.
    """
    anchors = []
    for mention in find_dates(text):
        if mention.kind not in _ANCHORING:
            continue
        sentence = sentence_at(text, mention.start, mention.end)
        interval = resolve(mention.text, context, status="held", sentence=sentence).interval
        if interval.precision != "unknown":
            aside = is_aside(text, mention.start) or is_tweet_date(text, mention.start)
            anchors.append(DateAnchor(mention.start, mention.end, interval, not aside))
    return tuple(anchors)


def day_order(text: str, url: str | None = None) -> bool | None:
    """Whether the text writes the day first, by its numeric dates with a day above 12.

    `"25/12/2018" -> True`, `"12/25/2018" -> False`; where none tells or they disagree, by the
    country of the outlet's address, `"https://www.rte.ie/…" -> True`; else None.
    """
    order = _written_order(text)
    if order is not None:
        return order
    return True if _country_domain(url) in DAY_FIRST else None


@lru_cache(maxsize=64)
def _written_order(text: str) -> bool | None:
    """Kept for a while: an article is asked for it at each of its stages."""
    orders = set()
    for mention in find_dates(text) if _NUMERIC.search(text) else ():
        if mention.kind == "numeric" and mention.part("sep") != ".":
            first, second = int(mention.part("first")), int(mention.part("second"))
            if (first > 12) != (second > 12):
                orders.add(first > 12)
    return orders.pop() if len(orders) == 1 else None


def _country_domain(url: str | None) -> str | None:
    """`"https://www.rte.ie/news/…" -> "ie"`; None for no address."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # such as "http://[half an IPv6 address"
        return None
    return host.rpartition(".")[2] if host else None
