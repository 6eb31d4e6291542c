"""From what an article calls things to what they are: dates, actors, places."""

from pipeline.actors import identified
from pipeline.dated import dated
from pipeline.places import resolve_place
from pipeline.registry import load
from schemas.records import ArticleRecords, Flag, KnownPlace, Summit


def resolve(records: ArticleRecords) -> ArticleRecords:
    """The records with days, actor ids and place ids; every decision has its rule."""
    return placed(identified(dated(records), load()))


def placed(records: ArticleRecords) -> ArticleRecords:
    """The records with every meeting's place; words that name no known place are flagged."""
    summits: list[Summit] = []
    known: dict[str, KnownPlace] = {}
    flags: list[Flag] = []
    for summit in records.summits:
        place = resolve_place(summit.place_text) if summit.place_text else None
        if summit.place_text and place is None:
            flags.append(
                Flag(
                    record_id=summit.summit_id,
                    code="unknown_place",
                    severity="info",
                    message=f"'{summit.place_text}' is in no table of places",
                )
            )
        if place is not None:
            known[place.place_id] = KnownPlace(
                place_id=place.place_id,
                name=place.name,
                kind=place.kind,
                geoname_id=place.geoname_id,
                country_iso3=place.country_iso3,
            )
            summit = summit.model_copy(
                update={
                    "place_id": place.place_id,
                    "geoname_id": place.geoname_id,
                    "country_iso3": place.country_iso3,
                }
            )
        summits.append(summit)
    return records.model_copy(
        update={
            "summits": tuple(summits),
            "known_places": tuple(known.values()),
            "flags": records.flags + tuple(flags),
        }
    )
