"""From the words of an article to a place, or to None: a place is never guessed.

`"the Russian resort city of Sochi" -> geoname:491422`, `"southern Turkey" ->
region:TUR/south` (never a city in it), `"Astana process" -> None`. Words that name a
round of talks are no place, and a place that stands in no table is None.
"""

import re
from functools import lru_cache

from pipeline.lookup.gazetteer import Area, Gazetteer, Place, load_gazetteer
from pipeline.lookup.names import plain
from pipeline.lookup.registry import PHRASES, Registry, load

FORMATS = frozenset(
    """
    process processes format formats talks negotiations track platform formula framework
    accord accords agreement agreements deal declaration communique convention protocol
    round summit meeting conference forum initiative group statement principles spirit
    consultations dialogue trio troika guarantors
    """.split()
)
"""Words after a place's name that make it the name of talks or papers."""
DIRECTIONS = frozenset(
    """
    north south east west northern southern eastern western central northeast northwest
    southeast southwest northeastern northwestern southeastern southwestern
    """.split()
)
SETTLEMENTS = frozenset(
    "city town village resort port capital seaside coastal metropolis island spa district".split()
)
DIVISIONS = frozenset(
    "province region governorate oblast county prefecture canton department area krai".split()
)
LOOSE_WORDS = (
    SETTLEMENTS
    | DIRECTIONS
    | frozenset(
        """
    the of a downtown historic ancient holy main largest biggest second black red sea dead
    mediterranean aegean baltic caspian alpine ski lakeside border old disputed
    """.split()
    )
)
"""Words that may stand before a city's name: `the Russian Black Sea resort of Sochi`."""
PREPOSITIONS = frozenset("in at inside".split())
SPECIFIC = ("venue", "city", "region", "country")


@lru_cache(maxsize=PHRASES)
def resolve_place(text: str, *, country_hint: str | None = None) -> Place | None:
    """The place that the words name, or None where they name none or more than one.

    `"Camp David, MD" -> venue:camp-david`, `"Kazakhstan's capital, Astana" ->
    geoname:1526273`, `"Geneva talks" -> None`, `"Germany; Angola" -> None`

    A name that several cities share is the largest one's, unless the words name a country
    (which then must hold it) or `country_hint` does (which is then preferred).
    """
    gazetteer, registry = load_gazetteer(), load()
    if whole := gazetteer.find(plain(text), hint=country_hint):
        # The pronoun "us" is no place: an acronym counts only in capitals.
        return None if whole.kind == "country" and registry.state(text) is None else whole
    pieces = re.split(r"[,()|]+", re.sub(r"['’]s\b", " ", text))
    segments = [piece.strip() for piece in pieces if plain(piece)]
    if ";" in text:
        return None
    found: list[Place] = []
    for i, segment in enumerate(segments):
        areas = tuple(area for later in segments[i + 1 :] for area in _areas(later, gazetteer))
        place = _segment(plain(segment), areas, country_hint, gazetteer, registry)
        found += [place] if place else []
    return min(found, key=lambda place: SPECIFIC.index(place.kind), default=None)


def compatible(a: Place | None, b: Place | None) -> bool:
    """Whether two mentions of one meeting may name these places.

    An unknown place fits any; a country fits all within it, a part of a country any place of
    that country, a venue its city. Two cities do not fit.
    """
    if a is None or b is None or a.place_id == b.place_id:
        return True
    if a.place_id == b.within or b.place_id == a.within:
        return True
    if a.country_iso3 is None or a.country_iso3 != b.country_iso3:
        return False
    if a.admin1 and b.admin1 and a.admin1 != b.admin1:
        return False
    kinds = {a.kind, b.kind}
    return "country" in kinds or ("region" in kinds and kinds != {"region"})


def _segment(
    key: str, areas: tuple[Area, ...], hint: str | None, gazetteer: Gazetteer, registry: Registry
) -> Place | None:
    """The place of one stretch between commas; `areas` are what the later ones name."""
    words = key.split()
    if len(words) > 1 and words[0] in PREPOSITIONS:
        return _segment(" ".join(words[1:]), areas, hint, gazetteer, registry)
    if place := gazetteer.find(key, areas, hint):
        return place
    for i in range(len(words) - 2, 0, -1):
        if words[i] in ("in", "at"):
            rest = plain(" ".join(words[i + 1 :]))
            within = (*areas, *_areas(rest, gazetteer))
            outer = _segment(rest, areas, hint, gazetteer, registry)
            country = outer.country_iso3 if outer else None
            named = gazetteer.find(" ".join(words[:i]), within, country)
            return named if named and named.kind == "venue" else outer
    if FORMATS & set(words):
        return None
    return (
        _part_of_country(words, gazetteer)
        or _capital(words, gazetteer, registry)
        or _described(words, areas, hint, gazetteer, registry)
    )


def _part_of_country(words: list[str], gazetteer: Gazetteer) -> Place | None:
    """`southern turkey`, `south of turkey`: a part of a country, without a GeoNames id."""
    compass, rest = words[0], words[2:] if words[1:2] == ["of"] else words[1:]
    country = gazetteer.find(plain(" ".join(rest))) if compass in DIRECTIONS and rest else None
    if country is None or country.kind != "country":
        return None
    place_id = f"region:{country.country_iso3}/{compass.removesuffix('ern')}"
    name = f"{compass} {'of ' if words[1] == 'of' else ''}{country.name}"
    return Place(place_id, name, "region", None, country.country_iso3, source=country.source)


def _capital(words: list[str], gazetteer: Gazetteer, registry: Registry) -> Place | None:
    """`turkish capital`, `capital of turkey`, `kazakhstan capital astana`."""
    if "capital" not in words:
        return None
    at = words.index("capital")
    after = words[at + 1 :]
    after = after[1:] if after[:1] == ["city"] else after
    owner = _state(" ".join(words[:at]), registry)
    if after[:1] == ["of"]:
        owner, after = _state(plain(" ".join(after[1:])), registry), []
    if owner is None:
        return None
    name = plain(" ".join(after)) or plain(registry.states[owner].capital)
    places = [p for p in gazetteer.by_name.get(name, ()) if p.country_iso3 == owner]
    # The city before the country of one name: Luxembourg's capital is a city.
    return next((p for p in places if p.kind == "city"), places[0] if places else None)


def _described(
    words: list[str],
    areas: tuple[Area, ...],
    hint: str | None,
    gazetteer: Gazetteer,
    registry: Registry,
) -> Place | None:
    """`russian black sea resort of sochi`, `swiss city geneva`, `syrian province of idlib`."""
    division = bool(DIVISIONS & set(words))
    words = [word for word in words if word not in DIVISIONS]
    for start in range(len(words)):
        before, name = words[:start], " ".join(words[start:])
        states = {
            iso3
            for i in range(len(before))
            for j in range(i + 1, len(before) + 1)
            if (iso3 := _state(" ".join(before[i:j]), registry))
        }
        loose = " ".join(word for word in before if word not in LOOSE_WORDS)
        town_of = before[-1:] == ["of"] and before[-2] in SETTLEMENTS if len(before) > 1 else False
        if len(states) > 1 or not (town_of or not loose or _state(loose, registry)):
            continue
        named = tuple((iso3, None) for iso3 in states) or areas
        place = gazetteer.find(name, named, hint)
        if place and division:
            slug = plain(place.name).replace(" ", "-")
            place_id = f"region:{place.country_iso3}/{slug}"
            return Place(place_id, place.name, "region", None, place.country_iso3)
        if place:
            return place
    return None


def _state(key: str, registry: Registry) -> str | None:
    """The state of these folded words, a name or an adjective."""
    found = registry.state_words.get(key, ())
    return found[0] if len(found) == 1 else None


def _areas(segment: str, gazetteer: Gazetteer) -> tuple[Area, ...]:
    """What may hold the place before it: `Georgia` the country, then the American state."""
    key = plain(segment)
    country = next((p for p in gazetteer.by_name.get(key, ()) if p.kind == "country"), None)
    country_area = ((country.country_iso3, None),) if country and country.country_iso3 else ()
    state_area = (gazetteer.us_states[key],) if key in gazetteer.us_states else ()
    return country_area + state_area
