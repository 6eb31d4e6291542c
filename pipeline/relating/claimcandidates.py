"""Pairs of claims whose wording decides: they are worth asking a judge about."""

from collections.abc import Collection, Iterator
from typing import Any

from pipeline.relating.claimcolumns import Claims
from pipeline.relating.claimpairs import Pairs, alike
from pipeline.relating.claimrules import at_other_times

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
"""Candidates that wait before those too many are left out: 200 bytes each to sort."""
STRETCH = 50_000
"""Claims whose nearest are looked at together."""
_NOBODY = -1


def are_candidates(claims: Claims, pairs: Pairs) -> Any:
    """Of each pair whether wording can relate the two, so that it is worth asking a judge.

    One statement does not argue with itself, nor does an article's narrator; other
    people speak of one thing only where the times can be the same. A person may be held
    to what he said at any time.
    """
    import numpy as np

    a, b = pairs.a, pairs.b
    here = claims.article[a] == claims.article[b]
    facts = claims.fact[a] & claims.fact[b]
    denied = here & facts & (claims.denies[a] != claims.denies[b])
    enough = (pairs.shared >= 2) | (pairs.whole >= WORDED_ALIKE)
    voices = claims.asserters[a].multiply(claims.asserters[b]).tocsr()
    held = facts & (pairs.topic >= np.where(here, SAME_VOICE_AND_ARTICLE, SAME_VOICE))
    vouched = claims.vouched[a] | claims.vouched[b]
    argued = facts & (pairs.topic >= SAME_ARTICLE) & vouched
    others = ~at_other_times(claims, pairs) & np.where(here, argued, pairs.whole >= WORDED_ALIKE)
    worded = np.where(np.diff(voices.indptr) > 0, held, others)
    asked = (pairs.shared > 0) & (claims.statement[a] != claims.statement[b])
    return asked & (denied | (enough & worded))


class Nearest:
    """Of the candidates those that are among the `OPEN` most alike of either claim.

    So that their number grows as the claims do, however much one person has said: 72 bytes
    a claim.
    """

    def __init__(self, claims: Claims) -> None:
        import numpy as np

        self._claims = claims
        self._others = np.full((len(claims), OPEN), _NOBODY, dtype=np.int32)
        self._topics = np.zeros((len(claims), OPEN))
        """Of each claim its nearest and how alike they are, the nearest first."""
        self._waiting: list[tuple[Any, Any, Any]] = []
        self._size = 0

    def add(self, pairs: Pairs) -> None:
        self._waiting.append((pairs.a, pairs.b, pairs.topic))
        self._size += len(pairs)
        if self._size >= UNSORTED:
            self._sort()

    def _sort(self) -> None:
        import numpy as np

        if not self._size:
            return
        a, b, topic = (np.concatenate(column) for column in zip(*self._waiting, strict=True))
        self._waiting, self._size = [], 0
        new = np.concatenate((a, b))
        touched = np.unique(new)
        there = self._others[touched] != _NOBODY
        claim = np.concatenate((new, np.repeat(touched, there.sum(axis=1)))).astype(np.int32)
        other = np.concatenate((b, a, self._others[touched][there])).astype(np.int32)
        topic = np.concatenate((topic, topic, self._topics[touched][there]))
        differs = self._claims.denies[claim] != self._claims.denies[other]
        order = np.lexsort((*self._in_order(claim, other)[::-1], topic, differs, claim))
        # The last of each claim are its nearest.
        claim, other, topic = claim[order], other[order], topic[order]
        place = np.searchsorted(claim, claim, side="right") - np.arange(len(claim)) - 1
        near = place < OPEN
        self._others[claim[near], place[near]] = other[near]
        self._topics[claim[near], place[near]] = topic[near]

    def _in_order(self, one: Any, other: Any) -> tuple[Any, Any]:
        """The earlier claim of each pair, and the later."""
        import numpy as np

        turned = self._claims.order[other] < self._claims.order[one]
        return np.where(turned, other, one), np.where(turned, one, other)

    def stretches(self) -> Iterator[tuple[Any, Any, Any]]:
        """(earlier claim, later claim, topic likeness) of all pairs, each once, as columns."""
        import numpy as np

        self._sort()
        for start in range(0, len(self._others), STRETCH):
            others = self._others[start : start + STRETCH]
            there = others != _NOBODY
            one = np.repeat(np.arange(start, start + len(others)), there.sum(axis=1))
            other, topic = others[there], self._topics[start : start + STRETCH][there]
            a, b = self._in_order(one, other)
            # What is near to both comes with the earlier one.
            once = (one == a) | ~(self._others[a] == b[:, None]).any(axis=1)
            yield a[once], b[once], topic[once]


def most_urgent(claims: Claims, nearest: Nearest, decided: Collection[int], most: int) -> Pairs:
    """So many undecided pairs: opposite polarity first, then the most alike.

    `decided` has the keys of pairs that are left out.
    """
    import numpy as np

    a, b = np.zeros((2, 0), dtype=np.int64)
    topic = np.zeros(0)
    for found in nearest.stretches():
        left = ~np.isin(claims.key(*found[:2]), list(decided))
        a, b, topic = (
            np.concatenate((best, column[left]))
            for best, column in zip((a, b, topic), found, strict=True)
        )
        same = claims.negative[a] == claims.negative[b]
        likeness = np.array([-round(one, 6) for one in topic.tolist()])
        first = np.lexsort((claims.order[b], claims.order[a], likeness, same))[:most]
        a, b, topic = a[first], b[first], topic[first]
    return alike(claims, a, b)
