"""What claims share: their article, those who vouch, topic words; and who shares it.

Facets are numbers in the order article, asserters, words, of each kind the rarest first;
what only one claim has is none.
"""

from collections.abc import Iterator
from typing import Any

from pipeline.relating.shelves import SHELVES, RowsOnDisk, Shelves

TOGETHER = 500_000
"""Claims of facets, each counted with each of its facets, that are on one shelf."""
_HELD = [("facet", "i4"), ("claim", "i4")]


class Facets:
    """The facets of each claim, and the claims of each facet."""

    def __init__(self, *by_kind: tuple[RowsOnDisk, Any]) -> None:
        """Of each kind the things that claims have, by numbers, and these numbers' ranks by
        name.
        """
        import numpy as np

        sizes: list[Any] = []
        found: list[Any] = []
        for rows, by_name in by_kind:
            held = np.zeros(len(by_name), dtype=np.int64)
            for _, entries in rows:
                held += np.bincount(entries, minlength=len(by_name))
            ranked = np.lexsort((by_name, held))
            ranked = ranked[held[ranked] > 1]
            facet = np.full(len(held), -1, dtype=np.int32)
            facet[ranked] = np.arange(len(ranked), dtype=np.int32) + sum(
                len(some) for some in sizes
            )
            found.append(facet)
            sizes.append(held[ranked])
        self.kinds = np.repeat(np.arange(len(sizes)), [len(some) for some in sizes])
        """The kind of each facet, by its place among `by_kind`."""
        self.sizes = np.concatenate(sizes)
        """How many claims have each."""
        self.rows = RowsOnDisk()
        """The facets of each claim, in order."""
        self._held = Shelves(_HELD, _shelved(self.sizes))
        first = 0
        for kinds in zip(*(rows for rows, _ in by_kind), strict=True):
            size = len(kinds[0][0])
            claim = np.concatenate([np.repeat(np.arange(size), lengths) for lengths, _ in kinds])
            facet = np.concatenate(
                [of[entries] for of, (_, entries) in zip(found, kinds, strict=True)]
            )
            shared = facet >= 0
            claim, facet = claim[shared], facet[shared]
            order = np.lexsort((facet, claim))
            claim, facet = claim[order], facet[order]
            self.rows.put(np.bincount(claim, minlength=size).astype(np.int32), facet)
            self._held.add(facet, claim + first)
            first += size

    def __len__(self) -> int:
        return len(self.sizes)

    def holders(self) -> Iterator[tuple[Any, Any, Any]]:
        """(facets in order, where the claims of each begin, claims), some facets at a time."""
        import numpy as np

        for number in range(len(self._held)):
            rows = self._held[number]
            order = np.argsort(rows["facet"], kind="stable")
            facets, begin = np.unique(rows["facet"][order], return_index=True)
            yield facets, begin, rows["claim"][order]


def _shelved(sizes: Any) -> Any:
    """The first facet of each shelf."""
    import numpy as np

    before = np.cumsum(sizes) - sizes
    width = max(TOGETHER, int(sizes.sum()) // SHELVES)
    _, first = np.unique(before // width, return_index=True)
    return first if len(first) else np.zeros(1, dtype=np.int64)
