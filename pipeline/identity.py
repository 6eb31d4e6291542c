"""Content hashes as ids: the same reading gives the same id in any run."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from operator import attrgetter

from schemas.records import Span
from schemas.vocabulary import RecordKind

DIGITS = 16
"""Hex digits of an id."""
_start = attrgetter("start")


def digest(*parts: object) -> str:
    """First 16 hex digits of the SHA-256 of the parts."""
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:DIGITS]


def record_ids(
    article_id: str, kind: RecordKind, records: Sequence[tuple[Sequence[Span], str]]
) -> list[str]:
    """An id for each record of one kind, given as its spans and what tells it from others.

    The spans alone make the id, so that a corrected field keeps it; only where several
    records share their spans does the discriminator enter, for all of them.
    """
    keys = [
        ",".join([f"{span.start}-{span.end}" for span in sorted(spans, key=_start)])
        for spans, _ in records
    ]
    shared = Counter(keys)
    return [
        digest(article_id, kind, key, *([discriminator] if shared[key] > 1 else []))
        for key, (_, discriminator) in zip(keys, records, strict=True)
    ]
