"""The evaluation for eyes and for machines."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.errors import counted
from pipeline.evaluation.compare import Change, Comparison
from pipeline.evaluation.history import details
from pipeline.evaluation.results import Figure
from pipeline.evaluation.score import Evaluation
from pipeline.evaluation.worst import worst

if TYPE_CHECKING:
    from rich.console import Console

COUNTS = ("event.false_merges", "event.missed_merges", "ungrounded")
"""Figures that count errors: 0 is best."""


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "gold": evaluation.gold,
        "run_ids": list(evaluation.run_ids),
        "articles": list(evaluation.docs),
        "absent": list(evaluation.absent),
        "failed": [{"article": doc, "outcome": outcome} for doc, outcome in evaluation.failed],
        "lost": list(evaluation.lost),
        "unjudged_meetings": evaluation.unjudged,
        "figures": [
            {"metric": figure.metric, "value": figure.value, "n": figure.n, **details(figure)}
            for figure in evaluation.figures
        ],
        "status_confusion": [
            {"gold": gold, "found": found, "n": n}
            for (gold, found), n in sorted(evaluation.confusion.items())
        ],
        "worst": [
            {
                "reason": fault.reason,
                "article": fault.result.doc,
                "record": fault.result.record,
                "expected": fault.result.expected,
                "got": fault.result.got,
                "words": fault.result.words,
            }
            for fault in worst(evaluation.figures)
        ],
    }


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    return {
        "gold": comparison.gold,
        "figures": [
            {"metric": metric, "before": before, "after": after}
            for metric, before, after in comparison.figures
        ],
        "changes": [
            {"better": c.better} | {name: getattr(c, name) for name in Change.__slots__}
            for c in comparison.changes
        ],
    }


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def print_evaluation(evaluation: Evaluation) -> None:
    console = _console()
    runs = ", ".join(evaluation.run_ids) or "no known run"
    articles = counted(len(evaluation.docs), "article")
    console.print(f"{evaluation.gold}: {articles}; records of {runs}")
    if evaluation.absent:
        names = ", ".join(evaluation.absent)
        console.print(f"not in the database, not scored: {len(evaluation.absent)} ({names})")
    if evaluation.failed:
        told = ", ".join(f"{doc} ({outcome})" for doc, outcome in evaluation.failed)
        console.print(f"failed, all missed: {len(evaluation.failed)} ({told})")
    if evaluation.unjudged:
        console.print(f"{evaluation.unjudged} further meetings, on which gold says nothing")
    for lost in evaluation.lost:
        console.print(f"gold's words are not in the stored text: {lost}")
    console.print(_figures([f for f in evaluation.figures if f.metric not in COUNTS]))
    for figure in evaluation.figures:
        if figure.metric in COUNTS:
            console.print(f"{figure.metric}: {figure.n}")
    console.print("\nstatus, gold → found: " + _confusion(evaluation))
    faults = worst(evaluation.figures)
    console.print("\nworst errors" if faults else "\nno errors")
    for number, fault in enumerate(faults, 1):
        result = fault.result
        console.print(f"{number:2} {fault.reason} [{result.doc}, {result.record}]")
        console.print(f"   {_short(result.words)}")
        console.print(f"   gold: {_short(result.expected)}")
        console.print(f"   found: {_short(result.got) or 'nothing'}")


def print_comparison(comparison: Comparison) -> None:
    from rich.table import Table

    console = _console()
    console.print(comparison.gold)
    table = Table(box=None, pad_edge=False)
    for column in ("metric", "before", "after", "change"):
        table.add_column(column, justify="left" if column == "metric" else "right")
    for metric, before, after in comparison.figures:
        if before != after:
            change = "" if before is None or after is None else f"{after - before:+.3f}"
            table.add_row(metric, _number(before), _number(after), change)
    if table.row_count:
        console.print(table)
    for word in ("worse", "better"):
        changes = [c for c in comparison.changes if c.better == (word == "better")]
        console.print(f"\n{word}: {len(changes)}")
        for c in changes:
            console.print(f" {c.metric} [{c.doc}, {c.record}] {c.before:.2f} → {c.after:.2f}")
            if c.words:
                console.print(f"   {_short(c.words)}")
            told = f"gold: {c.expected}; was: {c.was or 'nothing'}; is: {c.now or 'nothing'}"
            console.print(f"   {_short(told)}")


def _console() -> "Console":
    from rich.console import Console

    # Article words are neither rich's mark-up nor an emoji, and are not to be coloured.
    return Console(markup=False, emoji=False, highlight=False, soft_wrap=True)


def _figures(figures: Sequence[Figure]) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for column in ("metric", "F1", "95 %", "prec.", "recall", "aligned", "n"):
        table.add_column(column, justify="left" if column == "metric" else "right", no_wrap=True)
    for f in figures:
        interval = "" if f.low is None or f.high is None else f"{f.low:.2f}–{f.high:.2f}"
        numbers = map(_number, (f.precision, f.recall, f.aligned))
        table.add_row(f.metric, _number(f.value), interval, *numbers, str(f.n))
    return table


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _confusion(evaluation: Evaluation) -> str:
    counts = sorted(evaluation.confusion.items(), key=lambda entry: (-entry[1], entry[0]))
    return ", ".join(
        gold + (f" {n}" if gold == found else f" → {found} {n}") for (gold, found), n in counts
    )


def _short(words: str, most: int = 160) -> str:
    """One line without control characters, which could drive a terminal."""
    line = "".join(c if c.isprintable() else " " for c in " ".join(words.split()))
    return line if len(line) <= most else line[: most - 1] + "…"
