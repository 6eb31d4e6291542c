"""Two evaluations against the same gold: what got better and worse, record by record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import UsageError
from pipeline.evaluation.results import Figure, Result

ONLY_ERRORS = ("event.false_merges", "event.missed_merges", "ungrounded")
"""Metrics that list errors alone: a record that is not listed is right."""


@dataclass(frozen=True, slots=True)
class Change:
    """One record that does better or worse in one metric."""

    metric: str
    doc: str
    record: str
    before: float
    after: float
    was: str
    now: str
    expected: str
    words: str

    @property
    def better(self) -> bool:
        return self.after > self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    gold: str
    figures: tuple[tuple[str, float | None, float | None], ...]
    """Metric, value before, value after."""
    changes: tuple[Change, ...]


def compare(
    before: Mapping[str, Sequence[Figure]], after: Mapping[str, Sequence[Figure]]
) -> list[Comparison]:
    """One comparison for each gold that both were judged by; raises UsageError if none."""
    common = [gold for gold in before if gold in after]
    if not common:
        raise UsageError(
            f"the two runs were judged by different gold: {', '.join(before)}; {', '.join(after)}"
        )
    return [_compare(gold, before[gold], after[gold]) for gold in common]


def _compare(gold: str, before: Sequence[Figure], after: Sequence[Figure]) -> Comparison:
    old = {figure.metric: figure for figure in before}
    new = {figure.metric: figure for figure in after}
    metrics = list(dict.fromkeys([*old, *new]))
    changes = []
    for metric in metrics:
        was = {(r.doc, r.record): r for r in _results(old, metric)}
        now = {(r.doc, r.record): r for r in _results(new, metric)}
        for doc, record in dict.fromkeys([*was, *now]):
            change = _change(metric, was.get((doc, record)), now.get((doc, record)))
            if change:
                changes.append(change)
    values = tuple((metric, _value(old, metric), _value(new, metric)) for metric in metrics)
    return Comparison(gold, values, tuple(changes))


def _results(figures: Mapping[str, Figure], metric: str) -> tuple[Result, ...]:
    return figures[metric].results if metric in figures else ()


def _value(figures: Mapping[str, Figure], metric: str) -> float | None:
    return figures[metric].value if metric in figures else None


def _change(metric: str, was: Result | None, now: Result | None) -> Change | None:
    """None where nothing changed, or where one side has nothing to compare.

    An error that is gone, such as an invented meeting, is an improvement; a slot of a meeting
    that only one side has is not: `meeting` tells it.
    """
    told = now or was
    assert told is not None
    listed_as_error = metric in ONLY_ERRORS or not told.in_gold
    if (was is None or now is None) and not listed_as_error:
        return None
    before, after = (1.0 if side is None else _share(side) for side in (was, now))
    if before == after:
        return None
    return Change(
        metric=metric,
        doc=told.doc,
        record=told.record,
        before=before,
        after=after,
        was=was.got if was else "",
        now=now.got if now else "",
        expected=told.expected,
        words=told.words,
    )


def _share(result: Result) -> float:
    """The record's own F1: 1 = all right."""
    return 2 * result.hit / (result.in_gold + result.in_found)
