"""Which meetings of different articles are one event: the merge rule, as a pure function.

Same status, same level, same non-empty set of parties, channels equal or one
unspecified, days that overlap, places that can be one, people who can be the same.
Never two meetings of one article. Less exact tellings ("in November") join only where
exactly one event is left for them; else they stay apart as ambiguous. What has no bounded
date joins nothing.

The result depends on the meetings alone, never on the order in which they came: they
are grouped by what must be equal and joined from the most exact telling down. The cost
of n meetings is about n log n: a telling is compared with the events of its own days.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, permutations

from pipeline.identity import digest
from pipeline.relating.calendars import Calendar
from pipeline.relating.compatibility import same_people, same_place, why_different
from pipeline.relating.decisions import Decided, joined, standing
from pipeline.relating.tellings import Event, Member, Mention

EXACT = ("day", "range")


def merge(mentions: Iterable[Mention], decisions: Sequence[Decided] = ()) -> tuple[Event, ...]:
    """All events, sorted by id; the later decision on a mention outweighs the earlier."""
    by_id = {mention.summit_id: mention for mention in mentions}
    apart, together = standing(decisions, by_id)
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
    events = [_event(cluster) for cluster in joined(clusters, together)]
    return tuple(sorted(_with_ids(events), key=lambda event: event.event_id))


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
    people: dict[tuple[tuple[str, str], ...], Mention] = field(default_factory=dict)

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
            and all(same_place(mention, told) for told in self.places.values())
            and all(same_people(mention, told) for told in self.people.values())
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
        if mention.people:
            self.people.setdefault(mention.people, mention)


def _clusters(group: Sequence[Mention]) -> list[list[Member]]:
    """The events of one group, joined from the most exact telling down."""
    clusters: list[_Cluster] = []
    calendar: Calendar[_Cluster] = Calendar()
    twins = _twins(group)
    for mention in sorted(
        group,
        key=lambda one: (one.how_exact, one.summit_id in twins, -one.named_sides, one.exactness),
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
        if one.how_exact == other.how_exact and why_different(one, other) is None
    }


def _event(cluster: Sequence[Member]) -> tuple[Member, ...]:
    return tuple(sorted(cluster, key=lambda member: member.mention.exactness))


def _with_ids(clusters: Iterable[tuple[Member, ...]]) -> Iterator[Event]:
    """Ids from contents: who, at what level and when, by the most exact telling.

    So a further article of an event leaves its id, unless it is the first to know the
    day. Only events that share all this are told apart by channel, then by place, then
    by people, then by the meeting itself.
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
        lambda event: repr(event.first.people),
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
