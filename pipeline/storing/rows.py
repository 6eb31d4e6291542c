"""From an article's records to the rows of the contract's tables.

An article has a hundred rows, and to validate each would take longer than to land it: what
they are made of is validated already. Tests hold them against their models.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from pipeline.identity import digest
from pipeline.storing.database import Unchecked
from schemas.records import Article, ArticleRecords, Span
from schemas.tables import (
    ActorMentionRow,
    ActorRow,
    ArticleRow,
    ArticleSourceRow,
    ClaimAsserterRow,
    ClaimRow,
    EvidenceRow,
    FlagRow,
    ParticipationRow,
    PlaceRow,
    QuoteSpanRow,
    RejectRow,
    SourceDigestRow,
    StatementActorRow,
    StatementRow,
    SummitRow,
)
from schemas.vocabulary import RecordKind

SEGMENT_JOINT = " […] "


def source_row(article: Article, read_at: datetime) -> ArticleSourceRow:
    return ArticleSourceRow(
        article_id=article.article_id,
        source_path=article.source_path,
        fetched_at=article.fetched_at or read_at,
    )


def source_digest_row(article: Article) -> SourceDigestRow | None:
    """None where nobody says what the article was read from."""
    if (read_from := article.read_from) is None:
        return None
    return SourceDigestRow(
        source_path=article.source_path,
        article_id=article.article_id,
        digest=read_from.digest,
        published_on=read_from.published_on,
    )


def article_row(article: Article) -> ArticleRow:
    published = article.published
    return ArticleRow(
        article_id=article.article_id,
        sha256=article.sha256,
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        language=article.language,
        byline=article.byline,
        dateline_place=article.dateline_place,
        published_text=article.published_text,
        published_on=published.start if published.precision == "day" else None,
        date_low=published.start,
        date_high=published.end,
        date_basis=published.basis,
        duplicate_of=None,
        text=article.text,
    )


def shared_rows(records: ArticleRecords) -> Iterator[Unchecked]:
    """Rows that articles share: the actors and places that the records name."""
    for actor in records.known_actors:
        yield (
            ActorRow,
            {
                "actor_id": actor.actor_id,
                "name": actor.name,
                "kind": actor.kind,
                "country_iso3": actor.country_iso3,
                "wikidata_qid": actor.wikidata_qid,
            },
        )
    for place in records.known_places:
        yield (
            PlaceRow,
            {
                "place_id": place.place_id,
                "name": place.name,
                "kind": place.kind,
                "geoname_id": place.geoname_id,
                "country_iso3": place.country_iso3,
            },
        )


def record_rows(records: ArticleRecords, run_id: str) -> Iterator[Unchecked]:
    """The article's current generation: every row that a later reading replaces."""
    yield from _mentions(records)
    yield from _summits(records, run_id)
    yield from _statements(records, run_id)
    yield from _claims(records, run_id)
    article_id = records.article.article_id
    for span in records.quote_spans:
        yield (
            QuoteSpanRow,
            {
                "article_id": article_id,
                "char_start": span.start,
                "char_end": span.end,
                "text": span.text,
                "statement_id": span.statement_id,
                "verdict": span.verdict,
            },
        )
    flags = {
        digest(article_id, flag.record_id, flag.code, flag.message): flag for flag in records.flags
    }
    for flag_id, flag in flags.items():
        yield (
            FlagRow,
            {
                "flag_id": flag_id,
                "article_id": article_id,
                "record_id": flag.record_id,
                "code": flag.code,
                "severity": flag.severity,
                "message": flag.message,
            },
        )
    rejects = {
        digest(run_id, article_id, at, reject.draft): reject
        for at, reject in enumerate(records.rejects)
    }
    for reject_id, reject in rejects.items():
        yield (
            RejectRow,
            {
                "reject_id": reject_id,
                "run_id": run_id,
                "article_id": article_id,
                "record_kind": reject.record_kind,
                "draft": reject.draft,
                "code": reject.code,
                "message": reject.message,
            },
        )


def _mentions(records: ArticleRecords) -> Iterator[Unchecked]:
    for actor in records.actors:
        yield (
            ActorMentionRow,
            {
                "mention_id": actor.mention_id,
                "article_id": records.article.article_id,
                "actor_id": actor.actor_id,
                "name": actor.name,
                "role": actor.role,
                "affiliation": actor.affiliation,
                "resolved_by": actor.resolved_by,
            },
        )
        yield from _evidence(records, actor.mention_id, "actor_mention", "evidence", actor.evidence)


def _summits(records: ArticleRecords, run_id: str) -> Iterator[Unchecked]:
    ids = {actor.ref: actor.actor_id for actor in records.actors}
    for summit in records.summits:
        yield (
            SummitRow,
            {
                "summit_id": summit.summit_id,
                "article_id": records.article.article_id,
                "run_id": run_id,
                "event_id": None,
                "title": summit.title,
                "status": summit.status,
                "channel": summit.channel,
                "level": summit.level,
                "date_text": summit.date_text,
                "date_start": summit.date.start,
                "date_end": summit.date.end,
                "date_precision": summit.date.precision,
                "date_basis": summit.date.basis,
                "place_text": summit.place_text,
                "place_id": summit.place_id,
                "geoname_id": summit.geoname_id,
                "country_iso3": summit.country_iso3,
            },
        )
        yield from _evidence(records, summit.summit_id, "summit", "evidence", summit.evidence)
        seen: set[str] = set()
        for participant in summit.participants:
            actor_id = ids[participant.actor]
            if actor_id in seen:
                continue
            seen.add(actor_id)
            party = records.parties.get(participant.actor)
            yield (
                ParticipationRow,
                {
                    "summit_id": summit.summit_id,
                    "actor_id": actor_id,
                    "party_id": party.party_id if party else None,
                    "party_iso3": party.country_iso3 if party else None,
                    "role": participant.role,
                },
            )


def _statements(records: ArticleRecords, run_id: str) -> Iterator[Unchecked]:
    ids = {actor.ref: actor.actor_id for actor in records.actors}
    summits = {summit.ref: summit.summit_id for summit in records.summits}
    for statement in records.statements:
        given = statement.statement_id
        yield (
            StatementRow,
            {
                "statement_id": given,
                "article_id": records.article.article_id,
                "run_id": run_id,
                "summit_id": summits[statement.occasion] if statement.occasion else None,
                "text": SEGMENT_JOINT.join([span.text for span in statement.content]),
                "quote_type": statement.quote_type,
                "quoted_ratio": statement.quoted_ratio,
                "act": statement.act,
                "medium": statement.medium,
                "said_on": statement.said_on,
                "speaker_text": statement.speaker_text,
                "cue_text": statement.cue_text,
            },
        )
        yield from _evidence(records, given, "statement", "content", statement.content)
        roles = (
            ("speaker", statement.speakers),
            ("via", statement.via),
            ("addressee", statement.addressees),
        )
        for role, refs in roles:
            for position, actor_id in enumerate(dict.fromkeys(map(ids.__getitem__, refs))):
                yield (
                    StatementActorRow,
                    {
                        "statement_id": given,
                        "actor_id": actor_id,
                        "role": role,
                        "position": position,
                    },
                )


def _claims(records: ArticleRecords, run_id: str) -> Iterator[Unchecked]:
    ids = {actor.ref: actor.actor_id for actor in records.actors}
    for claim in records.claims:
        yield (
            ClaimRow,
            {
                "claim_id": claim.claim_id,
                "article_id": records.article.article_id,
                "run_id": run_id,
                "statement_id": claim.statement_id,
                "text": claim.text,
                "claim_type": claim.claim_type,
                "certainty": claim.certainty,
                "polarity": claim.polarity,
                "value": claim.value,
                "unit": claim.unit,
                "comparator": claim.comparator,
                "time_text": claim.time_text,
                "time_start": claim.time.start,
                "time_end": claim.time.end,
            },
        )
        yield from _evidence(records, claim.claim_id, "claim", "evidence", claim.evidence)
        for actor_id in dict.fromkeys(map(ids.__getitem__, claim.asserters)):
            yield ClaimAsserterRow, {"claim_id": claim.claim_id, "actor_id": actor_id}


def _evidence(
    records: ArticleRecords,
    record_id: str,
    kind: RecordKind,
    field: str,
    spans: Iterable[Span],
) -> Iterator[Unchecked]:
    for position, span in enumerate(spans):
        yield (
            EvidenceRow,
            {
                "record_id": record_id,
                "record_kind": kind,
                "field": field,
                "position": position,
                "article_id": records.article.article_id,
                "char_start": span.start,
                "char_end": span.end,
                "text": span.text,
                "match": span.match,
            },
        )
