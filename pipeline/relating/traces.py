"""What is left of articles' texts to find copies by: forty bytes each, and more on disk.

The texts of 100,000 articles do not fit into memory. Of each its words' hash, its
address's hash and its days are kept, in order of publication, and on disk its MinHash in
bands; pairs that may be copies come of that, and only their texts are read again.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from hashlib import blake2b, sha1
from itertools import pairwise
from typing import Any, Protocol

from pipeline.relating.shelves import OnDisk

BANDS, BAND = 14, 9
"""Bands of a MinHash and the permutations of each: two texts that share 0.7 of their shingles or
more are found most often, and of others few (as datasketch counts it for 128 permutations)."""
PERMUTATIONS = 128
"""Those of datasketch's seed; the bands leave out the last two."""
TOGETHER = 1_024
"""Shingles whose permutations are in memory together."""
NEAREST = 20
"""Found articles, the nearest in time, with which one is compared."""
STRETCH = 5_000
"""Articles whose bands are put away together."""
_LATEST = date.max.toordinal()


class Dated(Protocol):
    """An article with its text."""

    @property
    def article_id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def published_low(self) -> date | None: ...
    @property
    def published_high(self) -> date | None: ...


class Traces:
    """Articles' traces, the earliest published first, the undated last."""

    def __init__(
        self,
        articles: Iterable[Dated],
        *,
        address: Callable[[Any], str | None],
        words: Callable[[str], list[str]],
        shingle: int,
        soon: int,
    ) -> None:
        """`shingle`: its words; `soon`: days."""
        import numpy as np

        self._soon = soon
        ids: list[bytes] = []
        named = [np.empty(0, dtype="S1")]
        numbers, days, bands = array("q"), array("i"), array("q")
        self._bands = OnDisk()

        def put_away() -> None:
            named.append(np.array(ids, dtype=bytes))
            self._bands.put(np.array(bands).reshape(len(ids), BANDS))
            ids.clear()
            del bands[:]

        for one in articles:
            if len(ids) == STRETCH:
                put_away()
            ids.append(one.article_id.encode())
            page = address(one)
            numbers.append(_hash(page.encode()) if page else 0)
            told = " ".join(words(one.text)).encode()
            numbers.append(_hash(told))
            for day in (one.published_low, one.published_high):
                days.append(0 if day is None else day.toordinal())
            least = min_hash(told, shingle).tobytes()
            bands.extend(_hash(least[at : at + 4 * BAND]) for at in range(0, len(least), 4 * BAND))
        put_away()
        every = np.concatenate(named)
        low_high = np.frombuffer(days, dtype=np.int32).reshape(len(every), 2)
        # Here, for to sort them the database would hold all texts.
        order = np.lexsort((every, np.where(low_high[:, 0] == 0, _LATEST, low_high[:, 0])))
        self._ids, self._order = every[order], order.astype(np.int32)
        self._low, self._high = low_high[order].T.copy()
        self._pages, self._words = np.array(numbers).reshape(len(every), 2)[order].T

    def __len__(self) -> int:
        return len(self._ids)

    def id_of(self, place: int) -> str:
        return str(self._ids[place].decode())

    def same_page(self) -> Iterator[tuple[int, int]]:
        """Versions of one page, each with the first and with the one before it."""
        for members in _groups(self._pages):
            if self._pages[members[0]]:
                for before, j in pairwise(members):
                    for i in sorted({members[0], before}):
                        yield i, j

    def same_words(self) -> tuple[list[tuple[int, int]], Any]:
        """Copies word by word, and of each article whether it is none."""
        import numpy as np

        copies = []
        different = np.ones(len(self), dtype=bool)
        for first, *others in _groups(self._words):
            for one in others:
                if self._apart(one, np.array([first]))[0] <= self._soon:
                    copies.append((first, one))
                    different[one] = False
                else:
                    first = one
        return copies, different

    def alike(self, different: Any) -> Iterator[tuple[int, int]]:
        """Pairs that share a band and were published soon after each other, each later one
        with the nearest.
        """
        import numpy as np

        by_name = np.empty(len(self), dtype=np.int32)
        by_name[np.argsort(self._ids, kind="stable")] = np.arange(len(self), dtype=np.int32)
        sharing, shares = self._sharing(np.flatnonzero(different).astype(np.int32))
        firsts = np.flatnonzero(np.diff(shares[0], prepend=-1))
        ends = np.append(firsts, len(shares[0]))[1:]
        for first, end in zip(firsts.tolist(), ends.tolist(), strict=True):
            i = int(shares[0][first])
            before = [sharing[b:e] for b, e in shares[1:, first:end].T.tolist()]
            found = np.unique(np.concatenate(before))
            apart = self._apart(i, found)
            found, apart = found[apart <= self._soon], apart[apart <= self._soon]
            nearest = found[np.lexsort((by_name[found], apart))[:NEAREST]]
            for j in nearest.tolist():
                yield i, j

    def _sharing(self, places: Any) -> tuple[Any, Any]:
        """(those that share bands, band by band; three columns: one of them, and between what in
        the first those before it in one band are), the columns by places.
        """
        import numpy as np

        found, shares = [np.empty(0, dtype=np.int32)], [np.empty((3, 0), dtype=np.int32)]
        size = 0
        for number in range(BANDS):
            band = np.concatenate([some[:, number] for some in self._bands])[self._order[places]]
            order = np.argsort(band, kind="stable")
            band = band[order]
            kept = np.searchsorted(band, band, side="right") - np.searchsorted(band, band) > 1
            band, members = band[kept], places[order[kept]]
            begin = np.searchsorted(band, band)
            at = np.arange(len(members))
            later = at > begin
            found.append(members)
            shares.append(np.array([members, size + begin, size + at], dtype=np.int32)[:, later])
            size += len(members)
        columns = np.concatenate(shares, axis=1)
        return np.concatenate(found), columns[:, np.argsort(columns[0], kind="stable")]

    def _apart(self, one: int, others: Any) -> Any:
        """Days that at least lie between the publications; none where that is unknown."""
        import numpy as np

        low, high = self._low[others], self._high[others]
        after = np.where((low > 0) & (self._high[one] > 0), low - self._high[one], 0)
        before = np.where((high > 0) & (self._low[one] > 0), self._low[one] - high, 0)
        return np.maximum(np.maximum(after, before), 0)


def _groups(values: Any) -> Iterator[list[int]]:
    """The places of each value that occurs twice or more, in order."""
    import numpy as np

    order = np.argsort(values, kind="stable")
    begins = np.flatnonzero(np.diff(values[order], prepend=values[order][:1] - 1))
    ends = np.append(begins, len(order))[1:]  # of nothing there are neither
    for begin, end in zip(begins, ends, strict=True):
        if end - begin > 1:
            yield order[begin:end].tolist()


def min_hash(row: bytes, size: int) -> Any:
    """Of each permutation in `BANDS` the least of what it makes of the runs of `size` words.

    It is datasketch's, which to import takes half a second.
    """
    import numpy as np

    factors, summands = _permutations()
    mixed = _hashes(row, size)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        mixed = (mixed ^ (mixed >> np.uint32(shift))) * np.uint32(factor)
    parts = (mixed[at : at + TOGETHER, None] for at in range(0, len(mixed), TOGETHER))
    return np.array([(part * factors + summands).min(axis=0) for part in parts]).min(axis=0)


def _hashes(row: bytes, size: int) -> Any:
    """One number for each run of `size` words, or for all where there are fewer."""
    import numpy as np

    spaces = np.flatnonzero(np.frombuffer(row, np.uint8) == ord(" "))
    first, last = [0, *(spaces + 1).tolist()], [*spaces.tolist(), len(row)]
    # As datasketch's own: the first four bytes of SHA-1.
    spans = zip(first, last[size - 1 :] or last[-1:], strict=False)
    found = b"".join([sha1(row[a:b]).digest()[:4] for a, b in spans])  # noqa: S324 - keeps no secret
    return np.frombuffer(found, dtype="<u4")


@cache
def _permutations() -> tuple[Any, Any]:
    """What hashes are multiplied by, and what is added."""
    import numpy as np

    drawn = np.random.RandomState(1)
    factors = drawn.randint(0, 1 << 31, PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    summands = drawn.randint(0, 1 << 32, PERMUTATIONS, dtype=np.uint32)
    return factors[: BANDS * BAND], summands[: BANDS * BAND]


def _hash(content: bytes) -> int:
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big", signed=True)
