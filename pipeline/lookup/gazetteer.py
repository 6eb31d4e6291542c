"""The places that meetings name, from CSV files: cities, venues, regions and countries.

`cities.csv` is read from GeoNames, `places.csv` has what GeoNames lists lack: venues,
regions, small towns and the English spellings of cities. Ids are GeoNames' where a row has
one; a venue, a region and a part of a country have ids of their own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pipeline.lookup.known import several, table
from pipeline.lookup.names import plain
from pipeline.lookup.registry import REFERENCE, Registry, load

PlaceKind = Literal["city", "country", "region", "venue"]
Area = tuple[str, str | None]
"""A country, and within the United States a state: `("USA", "US-MD")`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a meeting can be.

    `place_id` is `geoname:491422`, `venue:camp-david` or `region:TUR/south`.
    """

    place_id: str
    name: str
    kind: PlaceKind
    geoname_id: int | None
    country_iso3: str | None
    admin1: str | None = None
    """State of the United States, as `US-MD`."""
    within: str | None = None
    """The id of the city in which a venue lies."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by their folded names, the most likely first; made by `load_gazetteer`."""

    by_name: Mapping[str, tuple[Place, ...]]
    countries: Mapping[str, Place]
    us_states: Mapping[str, Area]
    """`md`, `maryland` and `georgia`, which as a name of its own is the country."""

    def find(self, key: str, areas: tuple[Area, ...] = (), hint: str | None = None) -> Place | None:
        """The likeliest place of that folded name.

        Where `areas` are named, one of them must hold it; a `hint` only comes first.
        """
        places = self.by_name.get(key, ())
        if areas:
            return next((place for area in areas for place in places if lies_in(place, area)), None)
        hinted = (place for place in places if hint and place.country_iso3 == hint)
        return next(hinted, places[0] if places else None)


def lies_in(place: Place, area: Area) -> bool:
    """Whether a place lies in that country, and in that state where one is named."""
    country, admin1 = area
    return place.country_iso3 == country and admin1 in (None, place.admin1)


@lru_cache(maxsize=4)
def load_gazetteer(extra: Path | None = None) -> Gazetteer:
    """The tables of `reference/`, with those of the same names in a folder of your own.

    Under one name a country comes first, then what is written by hand or is a city's main
    name, by population, then the other spellings that GeoNames has.
    """
    folders = [REFERENCE] if extra is None else [REFERENCE, extra]
    registry = load(extra)
    countries = dict(_countries(registry))
    ranked: dict[str, list[tuple[int, int, Place]]] = {}

    def add(names: list[str], rank: int, population: int, place: Place) -> None:
        for key in dict.fromkeys(map(plain, names)):
            ranked.setdefault(key, []).append((rank, -population, place))

    for iso3, place in countries.items():
        add(list(registry.states[iso3].names), 0, 0, place)
    us_states: dict[str, Area] = {}
    for row in table(folders, "places"):
        place = _place(row)
        add([row["name"], *several(row["aliases"])], 1, int(row["population"] or 0), place)
        if place.kind == "region" and place.admin1:
            area = ("USA", place.admin1)
            names = [place.admin1[3:], place.name.removesuffix(" State"), *several(row["aliases"])]
            us_states |= dict.fromkeys(map(plain, names), area)
            add(names[1:2], 2, 0, place)  # "Georgia": after the country
    us_states["dc"] = ("USA", "US-DC")
    for row in table(folders, "cities"):
        place = _place({**row, "kind": "city"})
        add([row["name"]], 1, int(row["population"]), place)
        add(several(row["aliases"]), 2, int(row["population"]), place)
    by_name = {
        key: tuple(place for _, _, place in sorted(found, key=lambda entry: entry[:2]))
        for key, found in ranked.items()
    }
    return Gazetteer(by_name, countries, us_states)


def _countries(registry: Registry) -> Iterator[tuple[str, Place]]:
    for state in registry.states.values():
        place_id = f"geoname:{state.geoname_id}" if state.geoname_id else f"country:{state.iso3}"
        source = state.sources[0]
        yield (
            state.iso3,
            Place(place_id, state.name, "country", state.geoname_id, state.iso3, source=source),
        )


def _place(row: Mapping[str, str]) -> Place:
    geoname_id = int(row["geoname_id"]) if row["geoname_id"] else None
    kind: PlaceKind = (
        "city" if row["kind"] == "city" else "venue" if row["kind"] == "venue" else "region"
    )
    slug = plain(row["name"]).replace(" ", "-")
    within = row.get("within")
    return Place(
        place_id=f"geoname:{geoname_id}" if geoname_id else f"{kind}:{slug}",
        name=row["name"],
        kind=kind,
        geoname_id=geoname_id,
        country_iso3=row["country_iso3"] or None,
        admin1=row["admin1"] or None,
        within=f"geoname:{within}" if within else None,
        source=row["source"],
    )
