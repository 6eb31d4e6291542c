"""Results of single records, and the figures that they sum to.

Every metric is sums of three columns over results: `hit` (0..1), `in_gold` and `in_found`.

    precision = Σ hit / Σ in_found    recall = Σ hit / Σ in_gold
    F1 = 2 Σ hit / (Σ in_gold + Σ in_found)

So a slot of a missed meeting counts against recall, a slot of an invented one against
precision; where only aligned records are judged, all three are the accuracy.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

SEED = 20200701
DRAWS = 2000
MIN_ARTICLES = 2
"""Below that there is nothing to resample, and no interval."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one record did in one metric."""

    metric: str
    doc: str
    record: str
    """Gold's id; of a found record without partner `+` and its own id."""
    hit: float
    in_gold: float = 1
    in_found: float = 1
    expected: str = ""
    got: str = ""
    words: str = ""
    """The article's words, to see what it is about."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One metric over all articles."""

    metric: str
    value: float | None
    """F1, or what the metric itself is; None where nothing could be measured."""
    n: int
    """Records of gold that count, or found ones where gold has none."""
    precision: float | None = None
    recall: float | None = None
    aligned: float | None = None
    """Accuracy over records that both sides have."""
    low: float | None = None
    high: float | None = None
    """95 % interval of `value`, by bootstrap over articles."""
    results: tuple[Result, ...] = field(default=(), repr=False)


def figures(results: Iterable[Result], docs: Sequence[str]) -> list[Figure]:
    """A figure for each metric, in the order in which they first come."""
    by_metric: dict[str, list[Result]] = {}
    for result in results:
        by_metric.setdefault(result.metric, []).append(result)
    return [_figure(metric, rows, docs) for metric, rows in by_metric.items()]


def _figure(metric: str, rows: list[Result], docs: Sequence[str]) -> Figure:
    hit = sum(row.hit for row in rows)
    gold = sum(row.in_gold for row in rows)
    found = sum(row.in_found for row in rows)
    both = [row for row in rows if row.in_gold and row.in_found]
    low, high = _interval(rows, docs)
    return Figure(
        metric=metric,
        value=_share(2 * hit, gold + found),
        n=round(gold or found),
        precision=_share(hit, found),
        recall=_share(hit, gold),
        aligned=_share(
            sum(row.hit for row in both), sum((row.in_gold + row.in_found) / 2 for row in both)
        ),
        low=low,
        high=high,
        results=tuple(rows),
    )


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _interval(rows: list[Result], docs: Sequence[str]) -> tuple[float | None, float | None]:
    """The 2.5 and 97.5 percentile of F1 over resampled articles; the same in every run."""
    if len(docs) < MIN_ARTICLES:
        return None, None
    import numpy as np

    sums = np.zeros((len(docs), 2))
    place = {doc: at for at, doc in enumerate(docs)}
    for row in rows:
        sums[place[row.doc]] += (2 * row.hit, row.in_gold + row.in_found)
    draws = np.random.default_rng(SEED).multinomial(
        len(docs), np.full(len(docs), 1 / len(docs)), size=DRAWS
    )
    parts, wholes = (draws @ sums).T
    values = parts[wholes > 0] / wholes[wholes > 0]
    if not len(values):
        return None, None
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
