"""The errors that hurt most, each with its reason, its article and the words in question."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.evaluation.results import Figure, Result

WEIGHTS: tuple[tuple[str, float, str, str], ...] = (
    # metric, weight, reason where gold has it, reason where gold does not
    ("ungrounded", 12, "evidence that is not the article's text", ""),
    ("event.false_merges", 11, "two events merged into one", ""),
    ("meeting", 10, "missed meeting", "meeting that gold does not have"),
    ("statement.speaker.quoted", 9, "wrong speaker of a quotation", "quotation gold does not have"),
    ("meeting.status", 8, "wrong status", ""),
    ("event.missed_merges", 8, "one event kept as two", ""),
    ("meeting.date", 7, "wrong date", ""),
    ("quote_coverage", 7, "quotation that no statement covers", ""),
    ("actor", 6.5, "actor not resolved", ""),
    ("statement.speaker", 6, "wrong speaker", "statement that gold does not have"),
    ("meeting.participants", 6, "wrong participants", ""),
    ("meeting.channel", 5, "wrong channel", ""),
    ("meeting.level", 5, "wrong level", ""),
    ("claim.value", 5, "wrong number", "number that gold does not have"),
    ("actor.apart", 5, "two actors under one id", ""),
    ("claim.asserters", 4, "wrong asserter", ""),
    ("claim", 3, "missed claim", "claim that gold does not have"),
    ("meeting.place", 3, "wrong place", ""),
    ("meeting.geoname", 2, "wrong GeoNames id", ""),
    ("statement.via", 2, "wrong chain of relayers", ""),
    ("statement.said_on", 1, "wrong day of a statement", ""),
)
"""How much each kind of error hurts somebody who uses the database, by judgement."""


@dataclass(frozen=True, slots=True)
class Fault:
    reason: str
    weight: float
    result: Result


def worst(figures: Iterable[Figure], most: int = 10) -> list[Fault]:
    """The heaviest errors, one a record: a missed meeting's slots are not told again."""
    rows = {figure.metric: figure.results for figure in figures}
    faults: list[Fault] = []
    told: set[tuple[str, str]] = set()
    for metric, weight, reason, surplus in WEIGHTS:
        kind = metric.partition(".")[0]
        for result in rows.get(metric, ()):
            right = result.hit >= (result.in_gold + result.in_found) / 2
            if right or (kind, result.record) in told or _repeats(result, faults):
                continue
            told.add((kind, result.record))
            said = reason
            if not result.in_gold:
                said = surplus or reason
            elif not result.in_found:
                said = _missed(metric, reason)
            faults.append(Fault(said, weight, result))
    return sorted(faults, key=lambda fault: -fault.weight)[:most]


def _repeats(result: Result, faults: Iterable[Fault]) -> bool:
    """Whether an open quotation stands in a statement that is told as missed already."""
    return result.metric == "quote_coverage" and any(
        result.words in fault.result.words for fault in faults
    )


def _missed(metric: str, reason: str) -> str:
    kind = metric.partition(".")[0]
    if metric.startswith("statement.speaker"):
        return "missed quotation" if metric.endswith("quoted") else "missed statement"
    return f"missed {kind}" if kind in {"meeting", "claim"} else reason
