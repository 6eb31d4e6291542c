"""Events in the database: rebuilt from its meetings and decisions.

Rebuilding looks at all meetings, so that the events depend on what is in the database alone
and not on the order in which it came.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from pipeline.relating.changes import Changes
from pipeline.relating.compatibility import counterpart
from pipeline.relating.decisions import Decided
from pipeline.relating.eventlinks import HeldMeetings, held_meetings, links_of_parties, parts
from pipeline.relating.merging import merge
from pipeline.relating.opening import Where, opened
from pipeline.relating.presentdecisions import decisions_now
from pipeline.relating.tellings import Event, Mention
from pipeline.storing.database import Database
from pipeline.storing.sqlfiles import sql
from schemas.tables import EventLinkRow, EventMentionRow, EventRow, FlagRow

MEETINGS_AT_ONCE = 50_000
"""Meetings, about, that the database joins and sorts together."""
POINTED_AT_ONCE = 122_880
"""Meetings whose events are noted in one transaction: those that DuckDB keeps together."""


def rebuild_events(where: Where, pointed_at_once: int = POINTED_AT_ONCE) -> None:
    """Make events, their mentions and their links anew.

    Meetings are read and joined party by party, for only meetings of the same parties can be
    one, and what differs from before is written in one transaction, but for the events of
    meetings beyond the first `pointed_at_once`.
    """
    changes = Changes(where, (EventRow, EventMentionRow, EventLinkRow))
    held = HeldMeetings()
    decided_on: list[dict[str, Any]] = []
    with opened(where, read_only=True) as db:
        decided, _ = decisions_now(db, {})
        named_in = {key for one in decided for key in one.summit_ids}
        for _, alike in groupby(meetings(db), key=lambda row: (row["level"], row["parties"])):
            group = list(alike)
            if any(row["summit_id"] in named_in for row in group):
                # A person's word joins meetings of any parties: these are seen together.
                decided_on += group
            else:
                _rebuild(group, lambda _: (), changes, held)
        lost: list[FlagRow] = []

        def of_these(copies: Mapping[str, str | None]) -> list[Decided]:
            stands, gone = decisions_now(db, copies)
            lost.extend(gone)
            return stands

        _rebuild(decided_on, of_these, changes, held)
    for together in held.together():
        changes.add(EventLinkRow, parts(together))
    with opened(where) as db, db.transaction():
        changes.write(db)
        db.run("delete_lost_decisions")
        db.insert({flag.flag_id: flag for flag in lost}.values())
        last = db.run("count_summits").rows[0][1]
        _point(db, 0, pointed_at_once)
    changes.close()
    # What a transaction updates is all in memory.
    for since in range(pointed_at_once, last + 1, pointed_at_once):
        with opened(where) as db, db.transaction():
            _point(db, since, since + pointed_at_once)


def _point(db: Database, since: int, until: int) -> None:
    """Note of meetings to which event they belong."""
    db.run("point_summits_at_events", {"since": since, "until": until})


def _rebuild(
    rows: Iterable[dict[str, Any]],
    decisions: Callable[[Mapping[str, str | None]], Sequence[Decided]],
    changes: Changes,
    held: HeldMeetings,
) -> None:
    """The events of some meetings, with what joins them to events of the same parties."""
    originals = {row["summit_id"]: row.pop("duplicate_of") for row in rows}
    mentions, copies = _told_again(map(_mention, rows), originals)
    events = merge(mentions, decisions(copies))
    changes.add(EventRow, map(_row, events))
    changes.add(EventMentionRow, _mentions(events, copies))
    changes.add(EventLinkRow, links_of_parties(events))
    held.add(held_meetings(events))


def originals(db: Database) -> tuple[list[Mention], dict[str, str | None]]:
    """All meetings of original articles, and what copies tell of them: see `_told_again`."""
    rows = list(meetings(db))
    originals = {row["summit_id"]: row.pop("duplicate_of") for row in rows}
    return _told_again(map(_mention, rows), originals)


def meetings(db: Database, at_once: int = MEETINGS_AT_ONCE) -> Iterator[dict[str, Any]]:
    """All meetings, those of the same parties and level together."""
    shares = 1 + db.run("count_summits").rows[0][0] // at_once
    for share in range(shares):
        some = {"share": share, "shares": shares}
        yield from db.each(sql("mentions_by_parties"), parameters=some)


def _mention(row: dict[str, Any]) -> Mention:
    parties, people = frozenset(row["parties"]), tuple(map(tuple, row["people"]))
    return Mention(**{**row, "parties": parties, "people": people})


def _told_again(
    told: Iterable[Mention], originals: Mapping[str, str | None]
) -> tuple[list[Mention], dict[str, str | None]]:
    """(the meetings of original articles, a copy's meeting -> the one that it tells again).

    `originals` tells of each meeting whose copy its article is. A copy's meeting that its
    original does not tell (None) makes no event of its own.
    """
    mentions, retold = [], []
    by_article: dict[str, list[Mention]] = defaultdict(list)
    for mention in told:
        if originals[mention.summit_id] is not None:
            retold.append(mention)
        else:
            mentions.append(mention)
            by_article[mention.article_id].append(mention)
    copies = {}
    for copy in retold:
        original = counterpart(copy, by_article.get(originals[copy.summit_id] or "", ()))
        copies[copy.summit_id] = original.summit_id if original else None
    return mentions, copies


def _row(event: Event) -> tuple[object, ...]:
    """An event's columns, in their order."""
    first, placed = event.first, event.placed
    return (
        event.event_id,
        first.status,
        event.channel,
        first.level,
        first.date_start,
        first.date_end,
        first.date_precision,
        placed.place_text,
        placed.geoname_id,
        placed.country_iso3,
        len({member.mention.article_id for member in event.members}),
    )


def _mentions(
    events: Iterable[Event], copies: Mapping[str, str | None]
) -> Iterator[tuple[object, ...]]:
    """The columns of what each event's meetings are to it, and their copies."""
    event_of: dict[str | None, str] = {}
    for event in events:
        for member in event.members:
            summit_id = member.mention.summit_id
            event_of[summit_id] = event.event_id
            yield event.event_id, summit_id, member.rule, None, member.decided_by
    for copy, original in copies.items():
        if original in event_of:
            yield event_of[original], copy, "copy", None, "rule"
