"""One-to-one alignment: the pairs whose similarities sum highest (Hungarian method)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

G = TypeVar("G")
F = TypeVar("F")


def align(
    gold: Sequence[G], found: Sequence[F], similarity: Callable[[G, F], float], least: float
) -> tuple[list[tuple[G, F]], list[G], list[F]]:
    """Pairs, what of gold has no partner, what of found has none.

    A pair whose similarity is below `least` is no pair.
    """
    if not gold or not found:
        return [], list(gold), list(found)
    from scipy.optimize import linear_sum_assignment

    # What cannot be a pair weighs nothing, so that it takes no partner from a pair that can.
    scores = [[s if (s := similarity(g, f)) >= least else 0.0 for f in found] for g in gold]
    rows, columns = linear_sum_assignment(scores, maximize=True)
    taken = {
        int(row): int(column)
        for row, column in zip(rows, columns, strict=True)
        if scores[row][column] > 0
    }
    pairs = [(gold[row], found[column]) for row, column in taken.items()]
    columns_taken = set(taken.values())
    return (
        pairs,
        [item for at, item in enumerate(gold) if at not in taken],
        [item for at, item in enumerate(found) if at not in columns_taken],
    )
