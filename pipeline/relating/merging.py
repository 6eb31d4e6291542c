"""Which meetings of different articles are one event: the merge rule, as a pure function.

Same status, same level, same non-empty set of parties, channels equal or one
unspecified, days that overlap, places that can be one. Never two meetings of one
article. Less exact tellings ("in November") join only where exactly one event is left
for them; else they stay apart as ambiguous. What has no bounded date joins nothing.

The result depends on the meetings alone, never on the order in which they came: they
are grouped by what must be equal and joined from the most exact telling down. The cost
of n meetings is about n log n: a telling is compared with the events of its own days.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, permutations
from typing import Generic, TypeVar

from pipeline.identity import digest

T = TypeVar("T")

EXACT = ("day", "range")
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


@dataclass(frozen=True, slots=True)
class Decided:
    """A person's word on mentions: together, or apart from all others."""

    kind: str
    """`event_merge` or `event_split`."""
    summit_ids: tuple[str, ...]
    decided_by: str


def merge(mentions: Iterable[Mention], decisions: Sequence[Decided] = ()) -> tuple[Event, ...]:
    """All events, sorted by id; the later decision on a mention outweighs the earlier."""
    by_id = {mention.summit_id: mention for mention in mentions}
    apart, together = _read_decisions(decisions, by_id)
    set_apart = {key for one in apart for key in one.summit_ids}
    groups: dict[object, list[Mention]] = defaultdict(list)
    clusters: list[list[Member]] = []
    for mention in by_id.values():
        if mention.summit_id in set_apart:
            continue
        if mention.mergeable:
            groups[mention.group].append(mention)
        else:
            clusters.append([Member(mention, "only")])
    for group in groups.values():
        clusters += _clusters(group)
    for one in apart:
        clusters.append([Member(by_id[key], "decided", one.decided_by) for key in one.summit_ids])
    events = [_event(cluster) for cluster in _joined(clusters, together)]
    return tuple(sorted(_with_ids(events), key=lambda event: event.event_id))


def compatible(a: Mention, b: Mention) -> str | None:
    """None where two tellings of one group can be one event, else why not."""
    if a.article_id == b.article_id:
        return "told by the same article"
    return _why_different(a, b)


def counterpart(copy: Mention, originals: Iterable[Mention]) -> Mention | None:
    """The meeting of the original article that a meeting of its copy tells again.

    None where there is none, or where two fit equally well.
    """
    fitting = [
        original
        for original in originals
        if original.group == copy.group
        and (original.days == copy.days or _overlap(original, copy))
        and _same_channel(original, copy)
        and _same_place(original, copy)
    ]
    alike = [(_alike(copy, original), original) for original in fitting]
    best = max((likeness for likeness, _ in alike), default=0)
    found = [original for likeness, original in alike if likeness == best]
    return found[0] if len(found) == 1 else None


class Calendar(Generic[T]):
    """Things by their days, to find those that overlap without looking at the others.

    They are kept by length (up to 1, 2, 4, 8 … days), each length in order of the first
    day: of one length, all that overlap begin in one stretch of time.
    """

    def __init__(self) -> None:
        self._by_length: dict[int, tuple[list[int], list[tuple[int, T]]]] = {}

    def add(self, days: tuple[date, date], thing: T) -> None:
        start, end = days[0].toordinal(), days[1].toordinal()
        length = (end - start).bit_length()
        starts, things = self._by_length.setdefault(length, ([], []))
        at = bisect_right(starts, start)
        starts.insert(at, start)
        things.insert(at, (end, thing))

    def overlapping(self, days: tuple[date, date]) -> Iterator[T]:
        start, end = days[0].toordinal(), days[1].toordinal()
        for length, (starts, things) in self._by_length.items():
            earliest = bisect_left(starts, start - (1 << length) + 1)
            for at in range(earliest, bisect_right(starts, end)):
                last, thing = things[at]
                if last >= start:
                    yield thing


@dataclass(slots=True)
class _Cluster:
    """An event in the making, and what its tellings leave open for one more.

    A further telling is compared with that and not with each of a thousand others.
    """

    members: list[Member] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    channel: str = "unspecified"
    latest_start: date = date.min
    earliest_end: date = date.max
    places: dict[tuple[str | None, ...], Mention] = field(default_factory=dict)

    def fits(self, mention: Mention) -> bool:
        """Whether it is compatible with every telling."""
        assert mention.days is not None
        start, end = mention.days
        return (
            mention.article_id not in self.articles
            and (
                self.channel == mention.channel or "unspecified" in (self.channel, mention.channel)
            )
            and start <= self.earliest_end
            and end >= self.latest_start
            and all(_same_place(mention, told) for told in self.places.values())
        )

    def add(self, mention: Mention, rule: str) -> None:
        assert mention.days is not None
        self.members.append(Member(mention, rule))
        self.articles.add(mention.article_id)
        if mention.channel != "unspecified":
            self.channel = mention.channel
        self.latest_start = max(self.latest_start, mention.days[0])
        self.earliest_end = min(self.earliest_end, mention.days[1])
        if mention.place_id is not None:
            place = (mention.place_id, mention.place_kind, mention.country_iso3)
            self.places.setdefault(place, mention)


def _clusters(group: Sequence[Mention]) -> list[list[Member]]:
    """The events of one group, joined from the most exact telling down."""
    clusters: list[_Cluster] = []
    calendar: Calendar[_Cluster] = Calendar()
    twins = _twins(group)
    for mention in sorted(
        group, key=lambda one: (one.how_exact, one.summit_id in twins, one.exactness)
    ):
        assert mention.days is not None
        near = calendar.overlapping(mention.days)
        fitting = list(islice((cluster for cluster in near if cluster.fits(mention)), 2))
        # What fits a twin fits the other one too: which of them it is, nobody knows.
        if len(fitting) == 1 and mention.summit_id not in twins:
            rule = "same_day" if mention.date_precision in EXACT else "one_candidate"
            fitting[0].add(mention, rule)
            continue
        cluster = _Cluster()
        cluster.add(mention, "ambiguous" if fitting else "only")
        clusters.append(cluster)
        # What is ambiguous is one of the events that are there: it is no further candidate.
        # By the days of its first telling: what fits a cluster overlaps every telling of it.
        if not fitting:
            calendar.add(mention.days, cluster)
    return [cluster.members for cluster in clusters]


def _twins(group: Sequence[Mention]) -> set[str]:
    """Meetings that nothing tells apart from another, equally exact one of their article."""
    by_article: dict[str, list[Mention]] = defaultdict(list)
    for mention in group:
        by_article[mention.article_id].append(mention)
    return {
        one.summit_id
        for told in by_article.values()
        for one, other in permutations(told, 2)
        if one.how_exact == other.how_exact and _why_different(one, other) is None
    }


def _event(cluster: Sequence[Member]) -> tuple[Member, ...]:
    return tuple(sorted(cluster, key=lambda member: member.mention.exactness))


def _with_ids(clusters: Iterable[tuple[Member, ...]]) -> Iterator[Event]:
    """Ids from contents: who, at what level and when, by the most exact telling.

    So a further article of an event leaves its id, unless it is the first to know the
    day. Only events that share all this are told apart by channel, then by place, then
    by the meeting itself.
    """
    events = []
    for members in clusters:
        first = members[0].mention
        own = "" if first.mergeable else first.summit_id
        key = digest("event", first.group, first.date_start, first.date_end, own)
        events.append(Event(key, members))
    tell_apart: tuple[Callable[[Event], str | None], ...] = (
        lambda event: event.channel,
        lambda event: event.placed.place_id,
        lambda event: event.first.summit_id,
    )
    for apart in tell_apart:
        shared = Counter(event.event_id for event in events)
        events = [
            Event(digest(event.event_id, apart(event)), event.members)
            if shared[event.event_id] > 1
            else event
            for event in events
        ]
    yield from events


def _joined(clusters: list[list[Member]], together: Sequence[Decided]) -> list[list[Member]]:
    """The clusters with those that a person merged as one."""
    at = {m.mention.summit_id: i for i, cluster in enumerate(clusters) for m in cluster}
    above = list(range(len(clusters)))

    def root(i: int) -> int:
        while above[i] != i:
            above[i] = above[above[i]]
            i = above[i]
        return i

    said_by: dict[int, str] = {}
    for decided in together:
        first, *others = sorted({root(at[key]) for key in decided.summit_ids}) or [0]
        for other in others:
            above[other] = first
            said_by[first] = decided.decided_by
    whole: dict[int, list[Member]] = defaultdict(list)
    for i, cluster in enumerate(clusters):
        by = said_by.get(root(i))
        whole[root(i)] += [Member(m.mention, "decided", by) for m in cluster] if by else cluster
    return list(whole.values())


def _read_decisions(
    decisions: Sequence[Decided], there: Mapping[str, Mention]
) -> tuple[list[Decided], list[Decided]]:
    """(what is set apart, merges that still stand): later words outweigh earlier ones."""
    set_apart: dict[str, int] = {}
    for at, decided in enumerate(decisions):
        for key in decided.summit_ids:
            if decided.kind == "event_merge":
                set_apart.pop(key, None)
            elif key in there:
                set_apart[key] = at
    # A mention taken out of a set-apart group leaves the others of it together.
    left: dict[int, list[str]] = defaultdict(list)
    for key, at in set_apart.items():
        left[at].append(key)
    apart = [
        Decided("event_split", tuple(keys), decisions[at].decided_by) for at, keys in left.items()
    ]
    together: list[Decided] = []
    split_later: set[str] = set()
    for decided in reversed(decisions):
        if decided.kind == "event_split":
            split_later.update(decided.summit_ids)
            continue
        keys = tuple(k for k in decided.summit_ids if k in there and k not in split_later)
        together.append(Decided(decided.kind, keys, decided.decided_by))
    return apart, together[::-1]


def _why_different(a: Mention, b: Mention) -> str | None:
    if not _same_channel(a, b):
        return f"channels differ: {a.channel}, {b.channel}"
    if not _overlap(a, b):
        return f"dates do not overlap: {_days(a)}, {_days(b)}"
    if not _same_place(a, b):
        return f"places differ: {a.place_text}, {b.place_text}"
    return None


def _alike(a: Mention, b: Mention) -> int:
    """In how many of channel, days and place they are equal."""
    return (a.channel == b.channel) + (a.days == b.days) + (a.place_id == b.place_id)


def _same_channel(a: Mention, b: Mention) -> bool:
    return a.channel == b.channel or "unspecified" in (a.channel, b.channel)


def _overlap(a: Mention, b: Mention) -> bool:
    if a.days is None or b.days is None:
        return False
    return a.days[0] <= b.days[1] and b.days[0] <= a.days[1]


def _same_place(a: Mention, b: Mention) -> bool:
    """Whether both can be one place: the same, one unknown, or a city and its country."""
    if a.place_id is None or b.place_id is None or a.place_id == b.place_id:
        return True
    wider = any(one.place_kind in ("country", "region") for one in (a, b))
    return wider and a.country_iso3 is not None and a.country_iso3 == b.country_iso3


def _days(mention: Mention) -> str:
    return f"{mention.date_start or '…'}–{mention.date_end or '…'}"
