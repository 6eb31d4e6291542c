"""A source whose bytes are at hand and not read yet, and the digest by which it is known again.

To read an article takes a quarter of a millisecond of a processor, HTML forty; to digest its
bytes takes some microseconds. Reading is a function of those bytes, of what is known beside
them, and of the program: the digest is over all three, so that one digest is one article.
"""

import json
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version

from pipeline.reading.files import Kind
from pipeline.reading.metadata import Metadata
from pipeline.reading.unreadable import Unreadable
from pipeline.resources import code_of, texts_sha256
from schemas.records import Article, ReadFrom

DIGITS = 32
"""Hex digits of a digest: whoever may write articles must not find two of one digest."""
READERS = (
    *("charset-normalizer", "courlan", "htmldate", "justext", "lxml", "markdown-it-py"),
    *("PyYAML", "trafilatura"),
)
"""Packages whose next version may read the same bytes otherwise."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One source, its bytes not read yet."""

    source_path: str
    digest: str
    reading: Callable[[], Article | Unreadable]

    def read(self) -> Article | Unreadable:
        """What the bytes say: an article that tells what it was read from, or why there is none."""
        found = self.reading()
        if isinstance(found, Unreadable):
            return found
        read_from = ReadFrom(digest=self.digest, published_on=stated_day(found))
        return found.model_copy(update={"read_from": read_from})

    def then(self, step: Callable[[Article], Article], *terms: str) -> "Raw":
        """The same source, read and taken a step further; `terms` are all that shape the step."""

        def stepped() -> Article | Unreadable:
            found = self.reading()
            return found if isinstance(found, Unreadable) else step(found)

        told = json.dumps([self.digest, *terms])
        return replace(self, digest=sha256(told.encode()).hexdigest()[:DIGITS], reading=stepped)


Source = Article | Unreadable | Raw
"""What may be read already, or not yet."""


def stated_day(article: Article) -> date | None:
    """The day of publication, where it is known to the day."""
    return article.published.start if article.published.precision == "day" else None


@lru_cache(maxsize=100)
def digests(kind: Kind, *metadata: Metadata) -> Callable[[bytes], str]:
    """What digests bytes that are read as one kind, with what is known beside them."""
    told = [reader(), kind, *(known.model_dump() for known in metadata)]
    # No JSON list is the beginning of another: where the bytes begin is told.
    begun = sha256(json.dumps(told).encode())

    def digest(raw: bytes) -> str:
        whole = begun.copy()
        whole.update(raw)
        return whole.hexdigest()[:DIGITS]

    return digest


@cache
def reader() -> str:
    """The program that reads: its code, and the versions of what it rests on."""
    python = f"Python {sys.version_info[:2]}, Unicode {unicodedata.unidata_version}"
    return ", ".join((texts_sha256(code_of("reading")), python, *map(_with_version, READERS)))


def _with_version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:  # what another package brings may be left out one day
        return package
