"""The records as JSON-LD in the words of schema.org, one graph in one file.

    {"@type": "Quotation", "@id": "urn:summitry:statement:5c0f…", "text": "We agreed …",
     "isPartOf": "urn:summitry:article:8d0e…", "spokenByCharacter": ["urn:summitry:actor:…"], …}

The context stands in the file: nothing is fetched to read it. Where schema.org has no word
the columns' own names stand, as `summitry:quote_type`, and the graph says what each means.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.exporting.targets import written_file
from pipeline.storing.database import Database
from pipeline.storing.sqlfiles import sql
from schemas.tables import ActorRow, ArticleRow, ClaimRow, EventRow, Row, StatementRow

VOCABULARY = "urn:summitry:term:"
_DATES = ("datePublished", "dateCreated", "startDate", "endDate")
_IRIS = (
    "about attendee organizer spokenByCharacter author isPartOf isBasedOn appearance subjectOf "
    "sameAs url eventStatus eventAttendanceMode location summitry:via summitry:addressee "
    "summitry:duplicate_of"
).split()
CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "summitry": {"@id": VOCABULARY, "@prefix": True},
    **{name: {"@type": "Date"} for name in _DATES},
    **{name: {"@type": "@id"} for name in _IRIS},
}
_STATUS = {
    "held": "EventScheduled",
    "scheduled": "EventScheduled",
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
}
"""Of schema.org's words; a proposed or denied meeting has none."""
_MODE = {"in_person": "Offline", "phone": "Online", "video": "Online"}
_TYPES = {
    "person": "Person",
    "role_holder": "Person",
    "state": "GovernmentOrganization",
    "government_body": "GovernmentOrganization",
    "media": "NewsMediaOrganization",
}
"""An actor acts: a state is its government here, and its country is a Place."""
_OWN: dict[type[Row], str] = {
    ArticleRow: "sha256 dateline_place date_basis duplicate_of",
    ActorRow: "kind",
    EventRow: "status channel level date_start date_end date_precision n_articles",
    StatementRow: "quote_type quoted_ratio act medium speaker_text cue_text",
    ClaimRow: "claim_type certainty polarity value unit comparator time_text time_start time_end",
}
"""Columns for which schema.org has no word."""
_MORE = {
    "format": "What kind of meeting it is, from channel, level and number of parties.",
    "via": "Those who relayed the statement, the outermost first.",
    "addressee": "Those to whom it was said.",
}

Node = dict[str, Any]


def write_jsonld(db: Database, out: str | Path) -> int:
    """Write the graph; returns its nodes, the definitions of terms left out."""
    count = 0
    with written_file(out) as stream:
        head = json.dumps({"@context": CONTEXT}, ensure_ascii=False)
        stream.write(f'{head.removesuffix("}")}, "@graph": ['.encode())
        stream.write(",".join(f"\n{_encoded(node)}" for node in _terms()).encode())
        for node in _nodes(db):
            stream.write(f",\n{_encoded(node)}".encode())
            count += 1
        stream.write(b"\n]}\n")
    return count


def iri(kind: str, record_id: str) -> str:
    """The name of a record everywhere: `urn:summitry:actor:state:RUS`."""
    return f"urn:summitry:{kind}:{quote(record_id, safe=':')}"


def _nodes(db: Database) -> Iterator[Node]:
    for name, node_of in (
        ("linked_articles", _article),
        ("linked_actors", _actor),
        ("linked_places", _place),
        ("linked_events", _event),
        ("linked_statements", _statement),
        ("linked_claims", _claim),
    ):
        for row in db.each(sql(name)):
            yield node_of(row)


def _terms() -> Iterator[Node]:
    """What the words mean that schema.org does not have."""
    meanings = {
        name: model.model_fields[name].description or ""
        for model, names in reversed(_OWN.items())
        for name in names.split()
    }
    for name, meaning in sorted((meanings | _MORE).items()):
        yield {
            "@id": f"{VOCABULARY}{name}",
            "@type": "rdf:Property",
            "rdfs:label": name,
            "rdfs:comment": " ".join(meaning.split()),
        }


def _article(row: Node) -> Node:
    return {
        "@type": "NewsArticle",
        "@id": iri("article", row["article_id"]),
        "headline": row["title"],
        "url": row["url"],
        "inLanguage": row["language"],
        "author": {"@type": "Person", "name": row["byline"]} if row["byline"] else None,
        "publisher": {"@type": "Organization", "name": row["outlet"]} if row["outlet"] else None,
        "datePublished": row["published_on"],
        "articleBody": row["text"],
        **_own(ArticleRow, row),
        "summitry:duplicate_of": row["duplicate_of"] and iri("article", row["duplicate_of"]),
    }


def _actor(row: Node) -> Node:
    qid = row["wikidata_qid"]
    return {
        "@type": _TYPES.get(row["kind"], "Organization"),
        "@id": iri("actor", row["actor_id"]),
        "name": row["name"],
        "alternateName": row["names"],
        **_own(ActorRow, row),
        "sameAs": qid and f"http://www.wikidata.org/entity/{qid}",
        **_country("nationality" if row["kind"] == "person" else "areaServed", row),
    }


def _place(row: Node) -> Node:
    number = row["geoname_id"]
    return {
        "@type": "Place",
        "@id": iri("place", row["place_id"]),
        "name": row["name"],
        "sameAs": number and f"https://sws.geonames.org/{number}/",
        **_country("containedInPlace", row),
    }


def _event(row: Node) -> Node:
    place: Any = row["place_text"] and {"@type": "Place", "name": row["place_text"]}
    status, mode = _STATUS.get(row["status"]), _MODE.get(row["channel"])
    start, end = _written_days(row)
    return {
        "@type": "Event",
        "@id": iri("event", row["event_id"]),
        "name": row["title"],
        "startDate": start,
        "endDate": end,
        "eventStatus": status and f"https://schema.org/{status}",
        "eventAttendanceMode": mode and f"https://schema.org/{mode}EventAttendanceMode",
        "location": iri("place", row["place_id"]) if row["place_id"] else place,
        "attendee": _iris("actor", row["participants"]),
        "organizer": _iris("actor", row["hosts"]),
        "subjectOf": _iris("article", row["articles"]),
        "summitry:format": row["format"],
        **_own(EventRow, row),
    }


def _statement(row: Node) -> Node:
    return {
        "@type": "Quotation",
        "@id": iri("statement", row["statement_id"]),
        "text": row["text"],
        "isPartOf": iri("article", row["article_id"]),
        "spokenByCharacter": _iris("actor", row["speakers"]),
        "about": row["event_id"] and iri("event", row["event_id"]),
        "dateCreated": row["said_on"],
        "summitry:via": _iris("actor", row["via"]),
        "summitry:addressee": _iris("actor", row["addressees"]),
        **_own(StatementRow, row),
    }


def _claim(row: Node) -> Node:
    return {
        "@type": "Claim",
        "@id": iri("claim", row["claim_id"]),
        "text": row["text"],
        "appearance": iri("article", row["article_id"]),
        "author": _iris("actor", row["asserters"]),
        "isBasedOn": row["statement_id"] and iri("statement", row["statement_id"]),
        **_own(ClaimRow, row),
    }


def _written_days(row: Node) -> tuple[str | None, str | None]:
    """Start and end as schema.org means them: no exacter than they are known.

    A month is `2018-09`, a year `2018`; what is vaguer has `summitry:date_start` alone.
    """
    start, end = row["date_start"], row["date_end"]
    if row["date_precision"] == "range":
        return str(start), str(end)
    size = {"day": 10, "month": 7, "year": 4}.get(row["date_precision"])
    return (str(start)[:size], None) if size else (None, None)


def _own(model: type[Row], row: Node) -> Node:
    return {f"summitry:{name}": row[name] for name in _OWN[model].split()}


def _country(name: str, row: Node) -> Node:
    code = row["country_iso3"]
    return {name: {"@type": "Country", "identifier": code}} if code else {}


def _iris(kind: str, ids: list[str] | None) -> list[str]:
    return [iri(kind, one) for one in ids or ()]


def _encoded(node: Node) -> str:
    """A node as JSON; what is null or empty is not said."""
    said = {name: value for name, value in node.items() if value not in (None, [], "")}
    return json.dumps(said, ensure_ascii=False, default=_day)


def _day(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()
