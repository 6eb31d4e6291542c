"""Pairs of claims whose wording decides: they are worth asking a judge about."""

from collections.abc import Collection, Iterator
from typing import Any

from pipeline.relating.claimcolumns import Claims, Columns
from pipeline.relating.claimpairs import Pairs, alike
from pipeline.relating.claimrules import at_other_times
from pipeline.relating.shelves import Shelves, borders

WORDED_ALIKE = 0.5
"""Likeness, actors included, at which other people's claims in other articles are compared."""
SAME_VOICE = 0.15
"""Topic likeness at which one asserter's claims are compared, and …"""
SAME_VOICE_AND_ARTICLE = 0.08
"""… where they stand in one article."""
SAME_ARTICLE = 0.35
"""Topic likeness at which claims of several asserters in one article are compared."""
OPEN = 6
"""Candidates of one claim, at most, unless it is among the nearest of another."""
UNSORTED = 100_000
"""Candidates that wait in memory, and on a shelf before those too many are left out."""
STRETCH = 25_000
"""Claims whose nearest are on one shelf."""
_ROW = [
    ("claim", "i4"),
    ("other", "i4"),
    ("topic", "f8"),
    ("denied", "?"),
    ("against", "?"),
    ("earlier", "?"),
]
"""A candidate as one of its claims has it: the other one and how alike they are, whether one is a
denial, whether they are of opposite polarity, and which was told earlier.
"""


def are_candidates(claims: Columns, pairs: Pairs) -> Any:
    """Of each pair whether wording can relate the two, so that it is worth asking a judge.

    One statement does not argue with itself, nor does an article's narrator; other
    people speak of one thing only where the times can be the same. A person may be held
    to what he said at any time.
    """
    import numpy as np

    a, b = pairs.a, pairs.b
    here = claims.article[a] == claims.article[b]
    facts = claims["fact"][a] & claims["fact"][b]
    denied = here & facts & (claims["denies"][a] != claims["denies"][b])
    enough = (pairs.shared >= 2) | (pairs.whole >= WORDED_ALIKE)
    voices = claims.asserters[a].multiply(claims.asserters[b]).tocsr()
    held = facts & (pairs.topic >= np.where(here, SAME_VOICE_AND_ARTICLE, SAME_VOICE))
    by_whom = np.diff(claims.asserters.indptr) > 0
    vouched = by_whom[a] | by_whom[b]
    argued = facts & (pairs.topic >= SAME_ARTICLE) & vouched
    others = ~at_other_times(claims, pairs) & np.where(here, argued, pairs.whole >= WORDED_ALIKE)
    worded = np.where(np.diff(voices.indptr) > 0, held, others)
    asked = (pairs.shared > 0) & (claims["statement"][a] != claims["statement"][b])
    return asked & (denied | (enough & worded))


class Nearest:
    """Of the candidates those that are among the `OPEN` most alike of either claim.

    So that their number grows as the claims do, however much one person has said. They are
    on disk, by stretches of claims.
    """

    def __init__(self, claims: Claims, unsorted: int = UNSORTED) -> None:
        self._unsorted = unsorted
        self._found = Shelves(_ROW, borders(len(claims), STRETCH))
        self._sorted = [0] * len(self._found)
        """How many rows each shelf had when it was last sorted."""
        self._waiting: list[tuple[Any, ...]] = []
        self._size = 0

    def add(self, columns: Columns, pairs: Pairs) -> None:
        """Pairs of some claims."""
        a, b = pairs.a, pairs.b
        denied, against = (columns[name][a] != columns[name][b] for name in ("denies", "negative"))
        one, other = columns.places[a], columns.places[b]
        self._waiting.append((one, other, pairs.topic, denied, against))
        self._size += len(pairs)
        if self._size >= self._unsorted:
            self._put_away()

    def _put_away(self) -> None:
        """Each pair with both its claims."""
        import numpy as np

        if not self._size:
            return
        a, b, *told = (np.concatenate(column) for column in zip(*self._waiting, strict=True))
        self._waiting, self._size = [], 0
        for claim, other, earlier in ((a, b, True), (b, a, False)):
            self._found.add(claim, other, *told, np.full(len(claim), earlier))
        for shelf, size in enumerate(self._found.sizes):
            if size > 2 * self._sorted[shelf] + self._unsorted:
                rows = self._nearest(shelf)
                self._found.replace(shelf, rows)
                self._sorted[shelf] = len(rows)

    def _nearest(self, shelf: int) -> Any:
        """Those of each claim, the claims in order, of each the nearest last."""
        import numpy as np

        rows = self._found[shelf]
        score = _score(rows)
        near = _can_be_nearest(rows["claim"], score)
        rows, score = rows[near], score[near]
        a, b = rows["claim"].astype(np.int64), rows["other"].astype(np.int64)
        pair = np.where(rows["earlier"], a << 32 | b, b << 32 | a)
        order = np.lexsort((pair, score, a))
        a = a[order]
        ends = np.searchsorted(a, a, side="right")
        return rows[order[ends - np.arange(len(rows)) <= OPEN]]

    def stretches(self) -> Iterator[tuple[Any, Any, Any, Any]]:
        """(earlier claim, later claim, topic likeness, whether of opposite polarity) of all pairs,
        as columns; what is near to both claims comes twice.
        """
        import numpy as np

        self._put_away()
        for shelf in range(len(self._found)):
            rows = self._nearest(shelf)
            a, b = rows["claim"], rows["other"]
            two = np.where(rows["earlier"], a, b), np.where(rows["earlier"], b, a)
            yield *two, rows["topic"], rows["against"]


def _score(rows: Any) -> Any:
    """Denials before others, then the most alike, as whole numbers."""
    import numpy as np

    # The bits of floats from 0 up to 2 are ordered as they are, and leave this one free.
    return rows["topic"].view(np.int64) + (rows["denied"].astype(np.int64) << 62)


def _can_be_nearest(claims: Any, score: Any) -> Any:
    """Of each row whether its score can be among the `OPEN` highest of its claim.

    By one number of the claim and what bits of the score have room beside it: to sort
    numbers takes a tenth of what sorting rows takes.
    """
    import numpy as np

    if not len(claims):
        return np.zeros(0, dtype=bool)
    claim = (claims - claims.min()).astype(np.int64)
    last = int(claim.max())
    width = last.bit_length()
    told = claim << (63 - width) | score >> width
    in_order = np.sort(told)
    highest = np.arange(last + 1) << (63 - width) | (1 << (63 - width)) - 1
    ends = np.searchsorted(in_order, highest, side="right")
    # Of a claim with fewer rows that is another's, and lower.
    least = in_order[np.maximum(ends - OPEN, 0)]
    return told >= least[claim]


def most_urgent(claims: Claims, nearest: Nearest, decided: Collection[int], most: int) -> Pairs:
    """So many undecided pairs: opposite polarity first, then the most alike.

    `decided` has the keys of pairs that are left out.
    """
    import numpy as np

    a: Any = np.zeros(0, dtype=np.int64)
    b, topic, against = a, np.zeros(0), np.zeros(0, dtype=bool)
    for found in nearest.stretches():
        told = zip((a, b, topic, against), found, strict=True)
        a, b, topic, against = (np.concatenate(column) for column in told)
        key, once = np.unique(claims.key(a, b), return_index=True)
        left = once[~np.isin(key, list(decided))]
        left = np.concatenate([_likest(left[against[left] == is_], topic, most) for is_ in (0, 1)])
        a, b, topic, against = a[left], b[left], topic[left], against[left]
        likeness = np.array([-round(one, 6) for one in topic.tolist()])
        first = np.lexsort((claims.order[b], claims.order[a], likeness, ~against))[:most]
        a, b, topic, against = a[first], b[first], topic[first], against[first]
    columns, here = claims.of(a, b)
    return alike(columns, *here).everywhere(columns)


def _likest(at: Any, topic: Any, most: int) -> Any:
    """Of some so many that are the most alike, and those that rounding makes as alike."""
    import numpy as np

    if len(at) <= most:
        return at
    return at[topic[at] >= np.partition(topic[at], -most)[-most] - 2e-6]
