"""The other side of the comparison: an article's records as the database holds them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import PurePath
from typing import Any

from pipeline.evaluation.gold import GoldArticle
from pipeline.evaluation.intervals import Interval
from pipeline.evaluation.spans import Span
from pipeline.storing.database import Database


@dataclass(frozen=True, slots=True)
class StoredActor:
    actor_id: str
    name: str
    kind: str
    country_iso3: str | None
    names: tuple[str, ...]
    """As this article names him; empty where it gives a role alone."""
    roles: tuple[str, ...]
    """The roles of his mentions that give no name."""
    resolved_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Participation:
    actor_id: str
    party_id: str | None
    party_iso3: str | None
    role: str


@dataclass(frozen=True, slots=True)
class StoredMeeting:
    id: str
    event_id: str | None
    title: str | None
    status: str
    channel: str
    level: str
    date: Interval
    precision: str
    basis: str
    place: str | None
    geoname_id: int | None
    country_iso3: str | None
    participants: tuple[Participation, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class StoredStatement:
    id: str
    summit_id: str | None
    text: str
    quote_type: str
    act: str
    medium: str
    said_on: date | None
    speaker_text: str | None
    speakers: tuple[str, ...]
    via: tuple[str, ...]
    addressees: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class StoredClaim:
    id: str
    text: str
    claim_type: str
    certainty: str
    polarity: str
    value: float | None
    unit: str | None
    comparator: str | None
    time: Interval
    asserters: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class QuoteSpan:
    span: Span
    text: str
    statement_id: str | None
    verdict: str


@dataclass(frozen=True, slots=True)
class StoredArticle:
    article_id: str | None
    """None: a source that was read in vain, so that all its gold is missed."""
    outcome: str | None = None
    """How it ended last; None where no run tells."""
    text: str = ""
    actors: tuple[StoredActor, ...] = ()
    meetings: tuple[StoredMeeting, ...] = ()
    statements: tuple[StoredStatement, ...] = ()
    claims: tuple[StoredClaim, ...] = ()
    quote_spans: tuple[QuoteSpan, ...] = ()
    ungrounded: tuple[str, ...] = ()
    """Evidence that is not the article's text at its offsets."""


def find_articles(
    database: Database, gold: Iterable[GoldArticle]
) -> dict[str, StoredArticle | None]:
    """Gold document -> its article, by file name, else by hash of the text, else by address.

    None where the database never saw it: such an article is not scored, but told.
    """
    rows = database.run("eval_articles").dicts()
    found: dict[str, StoredArticle | None] = {}
    for article in gold:
        matching = (
            [row for row in rows if PurePath(row["source_path"]).name == article.doc]
            or [row for row in rows if article.sha256 and row["sha256"] == article.sha256]
            or [row for row in rows if article.url and row["url"] == article.url]
        )
        # A source that failed once and succeeded later has both rows: the article counts.
        row = max(matching, key=lambda row: row["article_id"] is not None, default=None)
        found[article.doc] = None if row is None else _article(database, row)
    return found


def _article(database: Database, source: dict[str, Any]) -> StoredArticle:
    article_id = source["article_id"]
    if article_id is None:
        return StoredArticle(None, source["outcome"])

    def rows(name: str) -> list[dict[str, Any]]:
        return database.run(name, {"article_id": article_id}).dicts()

    evidence = rows("eval_evidence")
    spans: dict[str, tuple[Span, ...]] = {
        record_id: tuple((row["char_start"], row["char_end"]) for row in group)
        for record_id, group in groupby(evidence, key=lambda row: str(row["record_id"]))
    }
    return StoredArticle(
        article_id=article_id,
        outcome=source["outcome"],
        text=rows("eval_text")[0]["text"],
        actors=tuple(_actors(rows("eval_actors"))),
        meetings=tuple(_meetings(rows("eval_meetings"), spans)),
        statements=tuple(_statements(rows("eval_statements"), spans)),
        claims=tuple(_claims(rows("eval_claims"), spans)),
        quote_spans=tuple(
            QuoteSpan(
                (row["char_start"], row["char_end"]),
                row["text"],
                row["statement_id"],
                row["verdict"],
            )
            for row in rows("eval_quote_spans")
        ),
        ungrounded=tuple(row["text"] for row in evidence if not row["grounded"]),
    )


def _groups(rows: list[dict[str, Any]], key: str) -> Iterator[list[dict[str, Any]]]:
    for _, group in groupby(rows, key=lambda row: str(row[key])):
        yield list(group)


def _actors(rows: list[dict[str, Any]]) -> Iterator[StoredActor]:
    for group in _groups(rows, "actor_id"):
        first = group[0]
        yield StoredActor(
            first["actor_id"],
            first["name"],
            first["kind"],
            first["country_iso3"],
            tuple(row["mention_name"] for row in group if row["mention_name"]),
            tuple(
                row["mention_role"]
                for row in group
                if row["mention_role"] and not row["mention_name"]
            ),
            tuple(row["resolved_by"] for row in group if row["resolved_by"]),
        )


def _meetings(
    rows: list[dict[str, Any]], spans: Mapping[str, tuple[Span, ...]]
) -> Iterator[StoredMeeting]:
    for group in _groups(rows, "summit_id"):
        first = group[0]
        yield StoredMeeting(
            id=first["summit_id"],
            event_id=first["event_id"],
            title=first["title"],
            status=first["status"],
            channel=first["channel"],
            level=first["level"],
            date=Interval(first["date_start"], first["date_end"]),
            precision=first["date_precision"],
            basis=first["date_basis"],
            place=first["place_text"],
            geoname_id=first["geoname_id"],
            country_iso3=first["country_iso3"],
            participants=tuple(
                Participation(row["actor_id"], row["party_id"], row["party_iso3"], row["role"])
                for row in group
                if row["actor_id"]
            ),
            spans=spans.get(first["summit_id"], ()),
        )


def _statements(
    rows: list[dict[str, Any]], spans: Mapping[str, tuple[Span, ...]]
) -> Iterator[StoredStatement]:
    for group in _groups(rows, "statement_id"):
        first = group[0]

        def ids(role: str, of: list[dict[str, Any]] = group) -> tuple[str, ...]:
            return tuple(row["actor_id"] for row in of if row["role"] == role)

        yield StoredStatement(
            id=first["statement_id"],
            summit_id=first["summit_id"],
            text=first["text"],
            quote_type=first["quote_type"],
            act=first["act"],
            medium=first["medium"],
            said_on=first["said_on"],
            speaker_text=first["speaker_text"],
            speakers=ids("speaker"),
            via=ids("via"),
            addressees=ids("addressee"),
            spans=spans.get(first["statement_id"], ()),
        )


def _claims(
    rows: list[dict[str, Any]], spans: Mapping[str, tuple[Span, ...]]
) -> Iterator[StoredClaim]:
    for group in _groups(rows, "claim_id"):
        first = group[0]
        yield StoredClaim(
            id=first["claim_id"],
            text=first["text"],
            claim_type=first["claim_type"],
            certainty=first["certainty"],
            polarity=first["polarity"],
            value=first["value"],
            unit=first["unit"],
            comparator=first["comparator"],
            time=Interval(first["time_start"], first["time_end"]),
            asserters=tuple(row["actor_id"] for row in group if row["actor_id"]),
            spans=spans.get(first["claim_id"], ()),
        )
