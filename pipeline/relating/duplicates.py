"""Articles that tell the same story in the same words: syndicated copies and other versions.

Two articles are one where they have the same address and share some of their text, or
where their texts are nearly identical (word shingles, found by MinHash in bands,
then counted exactly) and were published within `SOON`. Readouts and proclamations are
written from templates: where words stand for other words in otherwise equal surroundings,
twice or more, two texts are two articles however much they share.

Of all articles that are one, the canonical one is the latest version of its address, and
of several addresses' the earliest published; the others point to it by `duplicate_of`
(the contract: "near-duplicate or earlier version"). What a later version corrects is thus
corrected in every count. An article without records stands for none that has some: where
its extraction failed, what its copy told still counts. Nothing depends on the order in
which articles came.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import islice, pairwise
from urllib.parse import urlsplit

from pipeline.relating.opening import Where, opened
from pipeline.relating.traces import Traces
from pipeline.storing.sqlfiles import sql

NEARLY_IDENTICAL = 0.8
"""Share of all word shingles that two texts have in common (Jaccard).

Of the pairs that datasketch finds in 5,338 White House texts at 0.5, those at 0.8 or more and
within `SOON` are copies once templates are out; from 0.75 down come other ones of a series.
"""
SAME_ADDRESS = 0.1
"""Shingles in common that two texts at one address have at least if they are versions."""
SOON = timedelta(days=14)
"""Copies appear within days; the same words months later are of another occasion."""
SHINGLE = 5
"""Words of a shingle."""
SHORT = 20
"""Words below which only an equal text is a copy."""
PAGE = 500
"""Texts, or pairs of them, that are in memory together."""
SWAPS = 2
"""Places where words stand for others at which two texts are of one template."""
BRIEF = 120
"""Words of a text in which one such place is enough."""
CONTEXT = 4
"""Equal words on both sides of such a place."""
SWAPPED = 12
"""Words of such a place at most."""
COMPARED = 3_000
"""Words of a text that are looked through for such places."""
_WORD = re.compile(r"\w+")
_HOST = re.compile(r"^(?:www\d?|m|mobile|amp)\.")
_INDEX = re.compile(r"/(?:index\.\w+|amp)?$")


@dataclass(frozen=True, slots=True)
class Copy:
    """An article as far as duplicates go."""

    article_id: str
    text: str
    url: str | None = None
    published_low: date | None = None
    published_high: date | None = None
    has_records: bool = True
    """Whether a meeting, a statement or a claim of it has landed."""

    @property
    def order(self) -> tuple[date, str]:
        """The earliest published first, the undated last."""
        return self.published_low or date.max, self.article_id


def find_duplicates(where: Where) -> int:
    """Set `duplicate_of` of every article anew, in one transaction; returns how many changed.

    Call it before events and claim links are rebuilt: both leave duplicates out.
    """
    with opened(where, read_only=True) as db:
        traces = _traces(Copy(**row) for row in db.each(sql("duplicate_articles"), PAGE))

    def texts(ids: list[str]) -> dict[str, Copy]:
        with opened(where, read_only=True) as db:
            rows = db.run("duplicate_texts", {"article_ids": ids}).dicts()
        return {row["article_id"]: Copy(**row) for row in rows}

    originals = _originals(traces, texts)
    with opened(where, read_only=True) as db:
        before = dict(db.query(sql("duplicates")).rows)
    changed = {one: originals.get(one) for one in {**before, **originals}}
    changed = {one: now for one, now in changed.items() if now != before.get(one)}
    if changed:
        with opened(where) as db, db.transaction():
            db.run(
                "duplicate_set",
                {"article_ids": list(changed), "originals": list(changed.values())},
            )
    return len(changed)


def originals_of(articles: Iterable[Copy]) -> dict[str, str]:
    """Article -> canonical article, for each that is a duplicate; never a chain."""
    row = {one.article_id: one for one in articles}
    return _originals(_traces(row.values()), lambda ids: {one: row[one] for one in ids})


_Texts = Callable[[list[str]], dict[str, Copy]]
"""The articles of some ids; one that is gone meanwhile is left out."""


def _traces(articles: Iterable[Copy]) -> Traces:
    return Traces(
        articles,
        address=lambda one: address(one.url),
        words=_words,
        shingle=SHINGLE,
        soon=SOON.days,
    )


def _originals(traces: Traces, texts: _Texts) -> dict[str, str]:
    groups = _Groups(len(traces))
    same_words, different = traces.same_words()
    for i, j in same_words:
        groups.join(i, j)
    for are_one, pairs in (
        (_are_versions, traces.same_page()),
        (_are_copies, traces.alike(different)),
    ):
        for some in _stretches(pairs):
            read = texts(sorted({traces.id_of(place) for pair in some for place in pair}))
            for i, j in some:
                one, other = (read.get(traces.id_of(place)) for place in (i, j))
                if one and other and groups.root(i) != groups.root(j) and are_one(one, other):
                    groups.join(i, j)
    found: dict[str, str] = {}
    for members in groups.all():
        read = texts([traces.id_of(place) for place in members])
        canonical = _canonical(list(read.values()))
        found |= {one: canonical.article_id for one in read if one != canonical.article_id}
    return found


def _stretches(pairs: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    rest = iter(pairs)
    while some := list(islice(rest, PAGE)):
        yield some


def address(url: str | None) -> str | None:
    """What two addresses of one page have in common; None for none or a mere host.

    `"http://www.bbc.co.uk/news/1/?utm_source=x#top" -> "bbc.co.uk/news/1"`
    """
    if not url:
        return None
    from courlan import normalize_url

    try:
        parts = urlsplit(normalize_url(url.strip()))
        host = _HOST.sub("", (parts.hostname or "").casefold())
    except ValueError:  # such as "http://[half an IPv6 address"
        return None
    path = _INDEX.sub("", parts.path.rstrip("/"))
    if not host or not (path or parts.query):
        return None
    return f"{host}{path}" + (f"?{parts.query}" if parts.query else "")


class _Groups:
    """Sets of places that grow together (union-find)."""

    def __init__(self, size: int) -> None:
        self._above = array("i", range(size))

    def root(self, i: int) -> int:
        while self._above[i] != i:
            self._above[i] = self._above[self._above[i]]
            i = self._above[i]
        return i

    def join(self, i: int, j: int) -> None:
        low, high = sorted((self.root(i), self.root(j)))
        self._above[high] = low

    def all(self) -> Iterator[list[int]]:
        """Those of two or more."""
        members: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self._above)):
            if (root := self.root(i)) != i:
                members[root].append(i)
        yield from ([root, *others] for root, others in members.items())


def _canonical(members: Sequence[Copy]) -> Copy:
    """The latest version of each address; of these the earliest published, then the lowest id.

    Of those alone that have records, unless none has.
    """
    versions: dict[str, list[Copy]] = defaultdict(list)
    for one in [one for one in members if one.has_records] or members:
        versions[address(one.url) or f"article:{one.article_id}"].append(one)
    current = [max(several, key=_version) for several in versions.values()]
    return min(current, key=lambda one: one.order)


def _version(one: Copy) -> tuple[date, int, str]:
    # Two versions of one day: what is longer has been added to. Then any, but always the same.
    return one.published_high or date.min, len(one.text), one.article_id


def _are_versions(one: Copy, other: Copy) -> bool:
    return _jaccard(shingles(one.text), shingles(other.text)) >= SAME_ADDRESS


def _are_copies(one: Copy, other: Copy) -> bool:
    length = min(len(_words(one.text)), len(_words(other.text)))
    if not _soon(one, other) or length < SHORT:
        return False
    alike = _jaccard(shingles(one.text), shingles(other.text)) >= NEARLY_IDENTICAL
    return alike and len(swaps(one.text, other.text)) < (SWAPS if length > BRIEF else 1)


def shingles(text: str) -> frozenset[str]:
    """Every run of `SHINGLE` words, case and punctuation left aside."""
    words = _words(text)
    return frozenset(
        " ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))
    )


def swaps(one: str, other: str) -> list[tuple[str, str]]:
    """Words that stand for other words in equal surroundings, numbers and spellings aside.

    `"spoke today with Amir Tamim of Qatar about …", "… with President Sisi of Egypt about …"
    -> ("amir tamim qatar", "president sisi egypt")`
    """
    a, b = _words(one)[:COMPARED], _words(other)[:COMPARED]
    only_a, only_b = set(a) - set(b), set(b) - set(a)
    found = []
    for (i, j), (k, m) in _replaced(a, b):
        gone = [word for word in a[i:j] if word in only_a and word.isalpha()]
        come = [word for word in b[k:m] if word in only_b and word.isalpha()]
        if gone and come and not _respelt(gone, come):
            found.append((" ".join(gone), " ".join(come)))
    return found


def _replaced(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Short stretches that differ between two that are equal, as places in `a` and in `b`."""
    same = [
        block
        for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
        if block.size >= CONTEXT
    ]
    for one, other in pairwise(same):
        in_a, in_b = (one.a + one.size, other.a), (one.b + one.size, other.b)
        if 0 < in_a[1] - in_a[0] <= SWAPPED and 0 < in_b[1] - in_b[0] <= SWAPPED:
            yield in_a, in_b


def _respelt(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Whether a word was only spelt otherwise: `pedersen`, `pederson`."""
    return len(gone) == len(come) and all(
        SequenceMatcher(None, x, y).ratio() >= 0.75 for x, y in zip(gone, come, strict=True)
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _apart(one: Copy, other: Copy) -> timedelta:
    """How long one was published before the other at least; nothing where that is unknown."""
    gaps = [
        later.published_low - earlier.published_high
        for earlier, later in ((one, other), (other, one))
        if earlier.published_high and later.published_low
    ]
    return max(gaps, default=timedelta(0))


def _soon(one: Copy, other: Copy) -> bool:
    return _apart(one, other) <= SOON
