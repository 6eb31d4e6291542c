"""What is known about an article beside its text, under the names that sources use.

Who wins where two say something: the line of the folder's `index.jsonl` or of the
JSON lines file, since whoever collected the articles wrote it; then the document
itself (front matter, the page's head); then `--published`, a default for the rest.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime

from schemas.records import Value

NAMES = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "source", "site", "site_name", "sitename"),
    "url": ("url", "source_url", "link", "canonical_url"),
    "language": ("language", "lang"),
    "byline": ("byline", "author", "authors"),
    "published_text": (
        *("published_on", "published", "date", "published_time", "published_at"),
        *("publishedat", "date_published", "datepublished", "pubdate"),
    ),
}
"""Per field the keys that hold it, the surest first; case and "-" or "_" do not matter."""

_READ = frozenset(name for names in NAMES.values() for name in names)
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Metadata(Value):
    """Title, outlet, address and date of an article as its source words them."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    byline: str | None = None
    published_text: str | None = None

    def over(self, other: "Metadata") -> "Metadata":
        """Its own values, and the other's where it has none."""
        own = vars(self)
        gained = {
            field: value
            for field, value in vars(other).items()
            if value is not None and own[field] is None
        }
        return self.model_copy(update=gained) if gained else self


NOTHING_KNOWN = Metadata()


def metadata_from(mapping: Mapping[object, object]) -> Metadata:
    """The fields of one JSON object or front matter; unknown keys are left aside.

    `{"publisher": "TASS", "date": "2018-09-07"} -> outlet TASS, published_text 2018-09-07`
    """
    named = {str(key).lower().replace("-", "_"): value for key, value in mapping.items()}
    values = {name: one_line(named[name]) for name in _READ & named.keys()}
    found = {
        field: [values[name] for name in names if values.get(name)]
        for field, names in NAMES.items()
    }
    # `source` is an outlet to some and an address to others.
    addresses = [value for value in found["outlet"] if value and value.startswith("http")]
    found["outlet"] = [value for value in found["outlet"] if value not in addresses]
    found["url"] += addresses
    return Metadata(**{field: candidates[0] for field, candidates in found.items() if candidates})


def one_line(value: object) -> str | None:
    """A value as one line of text: names joined, of objects their name; None if empty.

    `["A. Roth", {"name": "P. Wintour"}] -> "A. Roth, P. Wintour"`
    """
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list):
        return ", ".join(filter(None, map(one_line, value))) or None
    if isinstance(value, bool) or not isinstance(value, str | int | float | date | datetime):
        return None
    text = str(value)
    if not text.isprintable():
        text = UNPRINTABLE.sub(" ", text).encode("utf-8", "replace").decode()
    return text.strip() or None
