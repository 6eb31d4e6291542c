"""What it costs to make events of n meetings: the merge rule, the links, the whole rebuild.

`python bench/resolve_events.py [--json] [--sizes 1000 3000 …]`, from the top of the repository.

Meetings are generated: ten years of a world of 190 states whose pairs meet by a power law,
each meeting told by a power-law number of articles, of which 10 % know the month alone,
20 % no channel and 30 % no place; an article tells three meetings on average. Deterministic:
one random generator for each size. `rebuild` is `rebuild_events` on a database that holds
the meetings with participants and evidence, and the events of before; `decided` is the same
with n/100 decisions of a person whose meetings have been read anew, so that each is looked
for by its words.

Figures in µs per n·log2(n): where the cost grows no faster, they do not grow.
"""

import argparse
import gc
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from math import log2
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.relating.eventlinks import links  # noqa: E402
from pipeline.relating.events import rebuild_events  # noqa: E402
from pipeline.relating.merging import merge  # noqa: E402
from pipeline.relating.tellings import Mention  # noqa: E402
from pipeline.storing.database import Database  # noqa: E402
from schemas import tables as t  # noqa: E402

T = TypeVar("T")
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
FIRST_DAY = date(2014, 1, 1)
DAYS = 3650
STATES = [f"state:{number:03}" for number in range(190)]
WEIGHTS = list(accumulate(1 / (rank + 2) for rank in range(len(STATES))))
STATUSES = ("held", "scheduled", "proposed", "postponed", "cancelled", "denied")
STATUS_WEIGHTS = (74, 16, 4, 3, 2, 1)
LEVELS = ("leaders", "foreign_ministers", "officials", "military", "non_state", "mixed")
LEVEL_WEIGHTS = (45, 25, 15, 6, 5, 4)
CHANNELS, CHANNEL_WEIGHTS = ("in_person", "phone", "video"), (65, 27, 8)
MULTILATERAL, VAGUE, NO_CHANNEL, NO_PLACE, REALISED = 0.1, 0.1, 0.2, 0.3, 0.6
CITIES = 4
"""Cities of a state in which its guests are met."""
TAIL = 1.6
"""Exponent of the Pareto law of how many articles tell a meeting."""
BATCH = 20_000
NOON = datetime(2024, 1, 1, 12)  # noqa: DTZ001  # as DuckDB gives it: UTC, no zone
TEXT = "x" * 300
SPAN = 80


@dataclass(frozen=True, slots=True)
class Figures:
    """One line of the table; times in seconds."""

    mentions: int
    events: int
    links: int
    largest: int
    """Tellings of the event most told."""
    merge: float
    link: float
    rebuild: float
    decided: float


def mentions_of(size: int) -> list[Mention]:
    """So many meetings of articles, in no order."""
    rng = random.Random(size)
    made: list[Mention] = []
    while len(made) < size:
        for event in _planned_and_held(rng):
            told = min(int(rng.paretovariate(TAIL)), size // 20)
            articles = rng.sample(range(size // 3), told)
            made += [_telling(rng, event, len(made) + at, one) for at, one in enumerate(articles)]
    rng.shuffle(made)
    return made[:size]


def _planned_and_held(rng: random.Random) -> Iterator[Mention]:
    """A meeting, and where it was planned, most often the meeting that came of it."""
    event = _meeting(rng)
    yield event
    if event.status in ("scheduled", "postponed") and rng.random() < REALISED:
        later = 0 if event.status == "scheduled" else rng.randint(5, 60)
        assert event.date_start is not None
        day = event.date_start + timedelta(days=later)
        yield _changed(event, status="held", date_start=day, date_end=day)


def _meeting(rng: random.Random) -> Mention:
    wanted = rng.randint(3, 20) if rng.random() < MULTILATERAL else 2
    parties: set[str] = set()
    while len(parties) < wanted:
        parties.update(rng.choices(STATES, cum_weights=WEIGHTS, k=wanted - len(parties)))
    (channel,) = rng.choices(CHANNELS, CHANNEL_WEIGHTS)
    day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
    host = rng.choice(sorted(parties))
    place = f"{host}/{rng.randrange(CITIES)}" if channel == "in_person" else None
    return Mention(
        summit_id="",
        article_id="",
        status=rng.choices(STATUSES, STATUS_WEIGHTS)[0],
        channel=channel,
        level=rng.choices(LEVELS, LEVEL_WEIGHTS)[0],
        parties=frozenset(parties),
        date_start=day,
        date_end=day,
        date_precision="day",
        place_id=place,
        place_kind="city" if place else None,
        place_text=place,
        country_iso3=host[-3:] if place else None,
        told_on=day,
    )


def _telling(rng: random.Random, event: Mention, number: int, article: int) -> Mention:
    """What one article knows of it."""
    changes: dict[str, object] = {
        "summit_id": f"s{number:07}",
        "article_id": f"a{article:07}",
    }
    if rng.random() < VAGUE:
        assert event.date_start is not None
        first = event.date_start.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        changes |= {"date_start": first, "date_end": last, "date_precision": "month"}
    if rng.random() < NO_CHANNEL:
        changes["channel"] = "unspecified"
    if rng.random() < NO_PLACE:
        changes |= dict.fromkeys(("place_id", "place_kind", "place_text", "country_iso3"))
    return _changed(event, **changes)


def _changed(mention: Mention, **changes: object) -> Mention:
    return Mention(**(asdict(mention) | changes))


def measure(size: int, folder: Path) -> Figures:
    mentions = mentions_of(size)
    seconds_merge, events = timed(lambda: merge(mentions))
    seconds_link, found = timed(lambda: list(links(events)))
    with Database.open(folder / f"{size}.duckdb") as db:
        _land(db, mentions)
        rebuild_events(db)
        seconds_rebuild, _ = timed(lambda: rebuild_events(db))
        _decide(db, mentions)
        seconds_decided, _ = timed(lambda: rebuild_events(db))
    return Figures(
        mentions=size,
        events=len(events),
        links=len(found),
        largest=max(len(event.members) for event in events),
        merge=seconds_merge,
        link=seconds_link,
        rebuild=seconds_rebuild,
        decided=seconds_decided,
    )


def timed(work: Callable[[], T]) -> tuple[float, T]:
    gc.collect()
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def _land(db: Database, mentions: list[Mention]) -> None:
    """Rows as landing writes them, in batches."""
    articles = sorted({mention.article_id for mention in mentions})
    places = {m.place_id: m for m in mentions if m.place_id}
    for start in range(0, len(articles), BATCH):
        db.insert(_article(article) for article in articles[start : start + BATCH])
    db.insert(
        t.PlaceRow(
            place_id=place_id,
            name=place_id,
            kind="city",
            geoname_id=None,
            country_iso3=mention.country_iso3,
        )
        for place_id, mention in places.items()
    )
    for start in range(0, len(mentions), BATCH):
        db.insert(row for m in mentions[start : start + BATCH] for row in _summit(m))


def _article(article_id: str) -> t.ArticleRow:
    return t.ArticleRow(
        article_id=article_id,
        sha256=article_id,
        title=None,
        outlet=None,
        url=None,
        language="en",
        byline=None,
        dateline_place=None,
        published_text=None,
        published_on=None,
        date_low=None,
        date_high=None,
        date_basis="none",
        duplicate_of=None,
        text=TEXT,
    )


def _summit(mention: Mention) -> Iterator[t.Row]:
    yield t.SummitRow.model_validate(
        {
            **{key: value for key, value in asdict(mention).items() if key in _SUMMIT},
            "run_id": "bench",
            "event_id": None,
            "title": None,
            "date_text": None,
            "date_basis": "explicit",
        }
    )
    for party in sorted(mention.parties):
        yield t.ParticipationRow(
            summit_id=mention.summit_id,
            actor_id=party,
            party_id=party,
            party_iso3=party[-3:],
            role="participant",
        )
    start = _place_in_text(mention)
    yield t.EvidenceRow(
        record_id=mention.summit_id,
        record_kind="summit",
        field="evidence",
        position=0,
        article_id=mention.article_id,
        char_start=start,
        char_end=start + SPAN,
        text=TEXT[start : start + SPAN],
        match="exact",
    )


_SUMMIT = frozenset(t.SummitRow.model_fields)


def _place_in_text(mention: Mention) -> int:
    return int(mention.summit_id[1:]) % (len(TEXT) - SPAN)


def _decide(db: Database, mentions: list[Mention]) -> None:
    """Merges of two meetings at a time, by ids that no present reading has."""
    decided = []
    for number in range(len(mentions) // 100):
        value = [
            {
                "summit_id": f"old {mention.summit_id}",
                "article_id": mention.article_id,
                "status": mention.status,
                "date_start": mention.date_start,
                "date_end": mention.date_end,
                "spans": [[_place_in_text(mention), _place_in_text(mention) + SPAN]],
                "parties": sorted(mention.parties),
            }
            for mention in mentions[2 * number : 2 * number + 2]
        ]
        decided.append(
            t.DecisionRow(
                decision_id=f"d{number}",
                decided_at=NOON + timedelta(seconds=number),
                decided_by="bench",
                kind="event_split" if number % 4 == 0 else "event_merge",
                article_id=None,
                target="",
                value=json.dumps(value, default=str),
                undone_by=None,
            )
        )
    db.insert(decided)


COLUMNS = ("merge", "link", "rebuild", "decided")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    asked = parser.parse_args()
    if not asked.json:
        print("            events   links  largest   seconds" + " " * 29 + "µs per n·log2(n)")
        print("  mentions" + " " * 27 + "".join(f"{c:>9}" for c in COLUMNS * 2))
    table = []
    with tempfile.TemporaryDirectory() as folder:
        for size in asked.sizes:
            row = measure(size, Path(folder))
            table.append(asdict(row))
            if asked.json:
                continue
            seconds = [getattr(row, column) for column in COLUMNS]
            relative = [1e6 * one / (size * log2(size)) for one in seconds]
            print(
                f"{size:10,}{row.events:9,}{row.links:8,}{row.largest:9,}"
                + "".join(f"{one:9.2f}" for one in (*seconds, *relative)),
                flush=True,
            )
    if asked.json:
        print(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
