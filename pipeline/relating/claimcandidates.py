"""Pairs of claims whose wording decides: they are worth asking a judge about."""

from typing import Any

from pipeline.relating.claimcolumns import Claims
from pipeline.relating.claimpairs import Pairs
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
UNSORTED = 150_000
"""Candidates that wait, at least, before those too many are left out: 200 bytes each to sort."""


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

    So that their number grows as the claims do, however much one person has said.
    """

    def __init__(self, claims: Claims) -> None:
        self._claims = claims
        self._found: list[Pairs] = []
        self._size = 0
        self._next_look = UNSORTED

    def add(self, pairs: Pairs) -> None:
        self._found.append(pairs)
        self._size += len(pairs)
        if self._size >= self._next_look:
            kept = self.pairs()
            # What is kept may be as many for good: then the next look is as far away again.
            self._found, self._size = [kept], 0
            self._next_look = max(UNSORTED, len(kept))

    def pairs(self) -> Pairs:
        """Each once."""
        import numpy as np

        everything = Pairs.joined(self._found)
        count = len(everything)
        claim = np.concatenate((everything.a, everything.b))
        differs = self._claims.denies[everything.a] != self._claims.denies[everything.b]
        keys = (everything.b, everything.a, everything.topic, differs)
        order = np.lexsort((*(np.concatenate((key, key)) for key in keys), claim))
        # The last of each claim are its nearest.
        sorted_claims = claim[order]
        ends = np.searchsorted(sorted_claims, sorted_claims, side="right")
        nearest = order[ends - np.arange(len(order)) <= OPEN]
        wanted = np.zeros(count, dtype=bool)
        wanted[nearest % max(1, count)] = True
        return everything.only(wanted)


def most_urgent(claims: Claims, pairs: Pairs) -> Pairs:
    """Opposite polarity first, then the most alike."""
    import numpy as np

    same = claims.negative[pairs.a] == claims.negative[pairs.b]
    alike = np.array([-round(topic, 6) for topic in pairs.topic.tolist()])
    order = np.lexsort((claims.order[pairs.b], claims.order[pairs.a], alike, same))
    return pairs.only(order)
