"""Which meetings of different articles are one event: the merge rule, as a pure function.

Same status, same level, same non-empty set of parties, channels equal or one
unspecified, days that overlap, places that can be one. Never two meetings of one
article. Less exact tellings ("in November") join only where exactly one event is left
for them; else they stay apart as ambiguous. What has no bounded date joins nothing.

The result depends on the meetings alone, never on the order in which they came: they
are grouped by what must be equal and joined from the most exact telling down.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.identity import digest

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

    @property
    def group(self) -> tuple[str, str, tuple[str, ...]]:
        """What must be equal."""
        return self.status, self.level, tuple(sorted(self.parties))

    @property
    def mergeable(self) -> bool:
        return bool(self.parties) and self.date_precision in _RANK

    @property
    def exactness(self) -> tuple[int, int, int, str, str, str, str]:
        """The most exact first; what is alike comes in the order of its contents."""
        return (
            _RANK.get(self.date_precision, 9),
            self.channel == "unspecified",
            _PLACE_RANK.get(self.place_kind or "", 3),
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
    set_apart, together = _read_decisions(decisions, by_id)
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
    for apart in {id(one): one for one in set_apart.values()}.values():
        members = [
            Member(by_id[key], "decided", apart.decided_by)
            for key in apart.summit_ids
            if key in by_id
        ]
        clusters.append(members)
    events = [_event(cluster) for cluster in _joined(clusters, together)]
    return tuple(sorted(_with_ids(events), key=lambda event: event.event_id))


def compatible(a: Mention, b: Mention) -> str | None:
    """None where two tellings of one group can be one event, else why not."""
    if a.article_id == b.article_id:
        return "told by the same article"
    if a.channel != b.channel and "unspecified" not in (a.channel, b.channel):
        return f"channels differ: {a.channel}, {b.channel}"
    if not _overlap(a, b):
        return f"dates do not overlap: {_days(a)}, {_days(b)}"
    if not _same_place(a, b):
        return f"places differ: {a.place_text}, {b.place_text}"
    return None


def _clusters(group: Sequence[Mention]) -> list[list[Member]]:
    """The events of one group, joined from the most exact telling down."""
    clusters: list[list[Member]] = []
    by_day: dict[date, list[list[Member]]] = defaultdict(list)
    for mention in sorted(group, key=lambda one: one.exactness):
        fitting = [
            cluster
            for cluster in _near(mention, clusters, by_day)
            if all(compatible(mention, member.mention) is None for member in cluster)
        ]
        if len(fitting) == 1:
            rule = "same_day" if mention.date_precision in EXACT else "one_candidate"
            fitting[0].append(Member(mention, rule))
            continue
        cluster = [Member(mention, "ambiguous" if fitting else "only")]
        clusters.append(cluster)
        if mention.date_precision == "day" and mention.date_start:
            by_day[mention.date_start].append(cluster)
    return clusters


def _near(
    mention: Mention, clusters: list[list[Member]], by_day: Mapping[date, list[list[Member]]]
) -> Sequence[list[Member]]:
    """The clusters that can overlap; among days alone only that day's, so that cost stays flat.

    Days come before all that is less exact, so a day meets nothing but days.
    """
    if mention.date_precision == "day" and mention.date_start:
        return by_day.get(mention.date_start, ())
    return clusters


def _event(cluster: Sequence[Member]) -> tuple[Member, ...]:
    return tuple(sorted(cluster, key=lambda member: member.mention.exactness))


def _with_ids(events: Iterable[tuple[Member, ...]]) -> Iterable[Event]:
    """Ids from contents: who, when and how of the most exact telling, so that a further
    article of the same event changes nothing; where two share these, the mention's own.
    """
    by_key: dict[str, list[tuple[Member, ...]]] = defaultdict(list)
    for members in events:
        first = members[0].mention
        key = digest(
            "event",
            first.group,
            first.date_start,
            first.date_end,
            channel([member.mention for member in members]),
            "" if first.mergeable else first.summit_id,
        )
        by_key[key].append(members)
    for key, shared in by_key.items():
        for members in shared:
            own = key if len(shared) == 1 else digest(key, members[0].mention.summit_id)
            yield Event(own, members)


def channel(mentions: Iterable[Mention]) -> str:
    """The one channel that any telling specifies."""
    return next((m.channel for m in mentions if m.channel != "unspecified"), "unspecified")


def _joined(clusters: list[list[Member]], together: Sequence[Decided]) -> list[list[Member]]:
    """The clusters with those that a person merged as one."""
    for decided in together:
        wanted = set(decided.summit_ids)
        hit = [c for c in clusters if any(m.mention.summit_id in wanted for m in c)]
        if len(hit) < 2:
            continue
        rest = [c for c in clusters if not any(c is one for one in hit)]
        one = [Member(m.mention, "decided", decided.decided_by) for c in hit for m in c]
        clusters = [*rest, one]
    return clusters


def _read_decisions(
    decisions: Sequence[Decided], by_id: Mapping[str, Mention]
) -> tuple[dict[str, Decided], list[Decided]]:
    """(set apart by summit, merges that still stand): later words outweigh earlier ones."""
    set_apart: dict[str, Decided] = {}
    together: list[Decided] = []
    for decided in decisions:
        there = tuple(key for key in decided.summit_ids if key in by_id)
        current = Decided(decided.kind, there, decided.decided_by)
        if decided.kind == "event_split":
            set_apart |= dict.fromkeys(there, current)
            together = [
                Decided(d.kind, tuple(k for k in d.summit_ids if k not in there), d.decided_by)
                for d in together
            ]
        else:
            for key in there:
                set_apart.pop(key, None)
            together.append(current)
    # A mention taken out of a set-apart group leaves the others of it together.
    for decided in list(dict.fromkeys(set_apart.values())):
        left = tuple(key for key in decided.summit_ids if set_apart.get(key) is decided)
        set_apart |= dict.fromkeys(left, Decided(decided.kind, left, decided.decided_by))
    return set_apart, together


def _overlap(a: Mention, b: Mention) -> bool:
    if None in (a.date_start, a.date_end, b.date_start, b.date_end):
        return False
    return a.date_start <= b.date_end and b.date_start <= a.date_end  # type: ignore[operator]


def _same_place(a: Mention, b: Mention) -> bool:
    """Whether both can be one place: the same, one unknown, or a city and its country."""
    if a.place_id is None or b.place_id is None or a.place_id == b.place_id:
        return True
    wider = any(one.place_kind in ("country", "region") for one in (a, b))
    return wider and a.country_iso3 is not None and a.country_iso3 == b.country_iso3


def _days(mention: Mention) -> str:
    return f"{mention.date_start or '…'}–{mention.date_end or '…'}"
