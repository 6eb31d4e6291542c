"""The entries of the reference tables as values, and their reading from CSV files.

Each entry says where it was read: a package with its version, or `UNVERIFIED` where it is
general knowledge. Tables lie in `reference/`; a folder of one's own adds to them.
"""

import csv
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.lookup.names import fold, plain

UNVERIFIED = "general knowledge, unverified"
GROUP_KINDS = frozenset(
    {"armed_group", "opposition_group", "political_group", "regional_government"}
)
KNOWN_UNTIL = date(2025, 12, 31)
"""Past this day an office without an end is no longer certain: the tables may be older."""


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory with a code of ISO 3166, or one that has ended."""

    iso3: str
    name: str
    kind: str
    """`state`, `territory` or `historic`."""
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    capital: str
    domain: str
    """What addresses there end in: `"uk"`; empty where none do."""
    geoname_id: int | None
    qid: str | None
    sources: tuple[str, ...]
    """Package and version, or `general knowledge, unverified`, of the row's fields."""

    @property
    def actor_id(self) -> str:
        """`TUR -> state:TUR`"""
        return f"state:{self.iso3}"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body of states or one of its organs (`igo:nato`), or a group (`group:hamas`)."""

    actor_id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    qid: str | None
    source: str


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Someone who held an office: `person_id` is `person:vladimir-putin-RUS`."""

    person_id: str
    name: str
    country_iso3: str | None
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Holding:
    """An office someone held. A half-known date is an interval: `2017-05` is all of May.

    `end` is None while the office was held when the row was written.
    """

    person: KnownPerson
    office: str
    whose: str
    """ISO 3166 code of the state, or the id of the body."""
    start: tuple[date, date]
    end: tuple[date, date] | None
    note: str
    """For an envoy or a spokesman: for what, or of which ministry."""
    source: str

    def covers(self, first: date, last: date) -> bool | None:
        """True where held on all these days, False where on none, else None: not certain."""
        latest = self.end[1] if self.end else date.max
        if last < self.start[0] or first > latest:
            return False
        surely_until = self.end[0] if self.end else KNOWN_UNTIL
        return True if self.start[1] <= first and last <= surely_until else None


def table(folders: Iterable[Path], name: str) -> Iterator[dict[str, str]]:
    """The rows of `name`.csv (a pattern) in each folder, in order; missing files have none."""
    for folder in folders:
        for path in sorted(folder.glob(f"{name}.csv")):
            with path.open(encoding="utf-8", newline="") as lines:
                yield from csv.DictReader(lines)


_DOMAINS = {"GBR": "uk"}
"""Where it is not the code of two letters."""


def read_states(rows: Iterable[Mapping[str, str]]) -> dict[str, State]:
    """The states of states.csv by their code."""
    states = {}
    for row in rows:
        names = (row["name"], row["iso_name"], row["official_name"], *several(row["aliases"]))
        adjectives = several(f"{row['adjectives']};{row['more_adjectives']}")
        sources = [row[key] for key in row if key.endswith("source")]
        states[row["iso3"]] = State(
            iso3=row["iso3"],
            name=row["name"],
            kind=row["kind"],
            names=tuple(dict.fromkeys(filter(None, names))),
            adjectives=tuple(dict.fromkeys(adjectives)),
            capital=row["capital"],
            domain=_DOMAINS.get(row["iso3"], row["iso2"].lower()) if not row["until"] else "",
            geoname_id=int(row["geoname_id"]) if row["geoname_id"] else None,
            qid=row["qid"] or None,
            sources=tuple(dict.fromkeys(filter(None, sources))),
        )
    return states


def read_organisations(rows: Iterable[Mapping[str, str]]) -> dict[str, Organisation]:
    """The bodies of organisations.csv by their id."""
    bodies = {}
    for row in rows:
        actor_id = f"{'group' if row['kind'] in GROUP_KINDS else 'igo'}:{row['slug']}"
        aliases = tuple(several(row["aliases"]))
        bodies[actor_id] = Organisation(
            actor_id, row["name"], aliases, row["kind"], row["qid"] or None, row["source"]
        )
    return bodies


def read_holdings(
    rows: Iterable[Mapping[str, str]], states: Mapping[str, State], bodies: Mapping[str, str]
) -> tuple[Holding, ...]:
    """Who held what, from all office_holders files; `bodies` finds a body's id by its words.

    Rows with one canonical name are one person where one living state is among theirs, or
    none: an office in a body or in a state that has ended is then the same person's. Two
    living states make two people, save where they share office and day of entry: a monarch
    of several realms is one person, of the United Kingdom if that is one.
    """
    by_name: dict[str, list[tuple[str, Mapping[str, str]]]] = {}
    for row in rows:
        owner = row["iso3_or_body"]
        body = plain(owner.removeprefix("igo:"))
        whose = owner if owner in states else bodies.get(body, f"igo:{body.replace(' ', '-')}")
        by_name.setdefault(fold(row["person"]), []).append((whose, row))
    holdings = []
    for entries in by_name.values():
        # In the tables' order: by a set's, the same person's id would differ from run to run.
        in_order = dict.fromkeys(whose for whose, _ in entries)
        owners = sorted(in_order, key=lambda whose: whose not in states)
        living = [w for w in owners if w in states and states[w].kind != "historic"]
        entered = {(row["office"], row["start"]) for w, row in entries if w in living}
        if len(entered) == 1:
            living = [w for w in living if w == "GBR"] or living[:1]
        homes = {w: w if len(living) > 1 else [*living, *owners][0] for w in owners}
        for whose, row in entries:
            group = [row for w, row in entries if homes[w] == homes[whose]]
            holdings.append(_holding(row, _person(group, homes[whose], states), whose))
    return tuple(holdings)


def several(cell: str) -> list[str]:
    """`"Turks; Turkish" -> ["Turks", "Turkish"]`"""
    return [part.strip() for part in cell.split(";") if part.strip()]


def bounds(written: str) -> tuple[date, date]:
    """The first and last day of a year, month or day.

    `"2017" -> 2017-01-01, 2017-12-31`, `"2017-02" -> 2017-02-01, 2017-02-28`
    """
    year, month, day = ([int(part) for part in written.split("-")] + [0, 0])[:3]
    last_month = month or 12
    last_day = day or monthrange(year, last_month)[1]
    return date(year, month or 1, day or 1), date(year, last_month, last_day)


def _person(rows: list[Mapping[str, str]], home: str, states: Mapping[str, State]) -> KnownPerson:
    name = rows[0]["person"].strip()
    aliases = dict.fromkeys(alias for row in rows for alias in several(row["aliases"]))
    sources = "; ".join(dict.fromkeys(row["source"] for row in rows))
    slug = f"{plain(name).replace(' ', '-')}-{home.rpartition(':')[2]}"
    country = home if home in states else None
    return KnownPerson(f"person:{slug}", name, country, tuple(aliases), sources)


def _holding(row: Mapping[str, str], person: KnownPerson, whose: str) -> Holding:
    start = bounds(row["start"]) if row["start"] else (date.min, date.max)
    end = bounds(row["end"]) if row["end"] else None
    note = row.get("note") or ""
    return Holding(person, row["office"], whose, start, end, note, row["source"])
