"""What the built-in rules read, in the form in which their tests compare it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.grounding.ground import ground
from pipeline.reading.text import make_article
from pipeline.resolving.resolve import resolve
from pipeline.rules.draft import draft_by_rules
from schemas.records import ArticleRecords, Summit

PUBLISHED = "2026-05-13"
"""A Wednesday, the day of every text about meetings."""


@dataclass(frozen=True)
class Met:
    status: str
    channel: str
    day: str | None
    place: str | None
    who: frozenset[str]


class Said(NamedTuple):
    who: list[str]
    words: list[str]
    via: list[str]
    to: list[str]


def summits(text: str, title: str | None = None) -> Iterator[tuple[Summit, list[str]]]:
    """Each resolved meeting of a text, with its participants' names, else roles, in their order.

    No meeting may fail to ground.
    """
    article = make_article(text, "text", title=title, published_text=PUBLISHED)
    grounding = ground(article, draft_by_rules(article))
    assert not [f for f in grounding.failures if f.record_kind == "summit"]
    records = resolve(grounding.records)
    names = {actor.ref: actor.name or actor.role or "" for actor in records.actors}
    for one in records.summits:
        yield one, [names[participant.actor] for participant in one.participants]


def last_words(names: list[str]) -> list[str]:
    """`["Ada Mwangi", "envoy"] -> ["Mwangi", "envoy"]`"""
    return [name.split()[-1] for name in names]


def day_of(one: Summit) -> str | None:
    """`2026-05-11`, `2026-05-11/2026-05-12`, or None where no day is known."""
    start, end = one.date.start, one.date.end
    return str(start) if start == end and start else f"{start}/{end}" if start else None


def meetings(text: str) -> list[Met]:
    """The meetings of a text in its order; who by last words of names, else of roles."""
    return [
        Met(one.status, one.channel, day_of(one), one.place_text, frozenset(last_words(names)))
        for one, names in summits(text)
    ]


def records(text: str, title: str | None = None) -> ArticleRecords:
    """All that the rules read, as it stands in the text; nothing may fail to ground."""
    article = make_article(text, "test.txt", title=title)
    grounding = ground(article, draft_by_rules(article))
    assert grounding.failures == ()
    return grounding.records


def said(text: str, title: str | None = None) -> list[Said]:
    """The statements of a text in its order."""
    found = records(text, title)
    names = {actor.ref: actor.name or actor.role or "" for actor in found.actors}
    return [
        Said(
            [names[ref] for ref in one.speakers],
            [span.text for span in one.content],
            [names[ref] for ref in one.via],
            [names[ref] for ref in one.addressees],
        )
        for one in found.statements
    ]
