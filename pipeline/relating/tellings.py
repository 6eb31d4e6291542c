"""A meeting as one article tells it, and the event that tellings of it make up."""

from dataclasses import dataclass
from datetime import date

_PLACE_RANK = {"venue": 0, "city": 0, "region": 1, "country": 2}
_RANK = {"day": 0, "range": 1, "part_month": 2, "month": 3}
"""Bounded enough to join; `year`, `before`, `after` and `unknown` are not."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One article's telling of a meeting, as far as merging looks at it."""

    summit_id: str
    article_id: str
    status: str
    channel: str
    level: str
    parties: frozenset[str]
    """States, bodies and groups."""
    date_start: date | None
    date_end: date | None
    date_precision: str
    place_id: str | None = None
    place_kind: str | None = None
    place_text: str | None = None
    geoname_id: int | None = None
    country_iso3: str | None = None
    told_on: date | None = None
    """When the article appeared, at the latest."""
    people: tuple[tuple[str, str], ...] = ()
    """(party, name) of each person who sits there; party "" where none is known."""

    @property
    def group(self) -> tuple[str, str, tuple[str, ...]]:
        """What must be equal."""
        return self.status, self.level, tuple(sorted(self.parties))

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last possible day, where both are known."""
        if self.date_start is None or self.date_end is None or self.date_end < self.date_start:
            return None
        return self.date_start, self.date_end

    @property
    def mergeable(self) -> bool:
        return bool(self.parties) and self.date_precision in _RANK and self.days is not None

    @property
    def how_exact(self) -> tuple[int, bool, int]:
        """By date, channel and place; the most exact first."""
        return (
            _RANK.get(self.date_precision, 9),
            self.channel == "unspecified",
            _PLACE_RANK.get(self.place_kind or "", 3),
        )

    @property
    def named_sides(self) -> int:
        """Parties of which it names people."""
        return len({party for party, _ in self.people})

    @property
    def exactness(self) -> tuple[object, ...]:
        """The most exact first; what is equally exact comes in the order of its contents."""
        return (
            *self.how_exact,
            str(self.date_start),
            self.channel,
            self.place_id or "",
            self.article_id + self.summit_id,
        )


@dataclass(frozen=True, slots=True)
class Member:
    """A mention's place in an event and the rule that put it there."""

    mention: Mention
    rule: str
    """`only`, `same_day`, `one_candidate`, `ambiguous`, `decided`."""
    decided_by: str = "rule"


@dataclass(frozen=True, slots=True)
class Event:
    event_id: str
    members: tuple[Member, ...]

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(member.mention for member in self.members)

    @property
    def first(self) -> Mention:
        """The most exact telling."""
        return self.members[0].mention

    @property
    def channel(self) -> str:
        """The one that any telling specifies."""
        told = (m.channel for m in self.mentions if m.channel != "unspecified")
        return next(told, "unspecified")

    @property
    def placed(self) -> Mention:
        """The most exact telling that names a known place, or else the most exact one."""
        return next((m for m in self.mentions if m.place_id), self.first)
