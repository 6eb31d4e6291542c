"""One row model per table of the contract: names, types, keys, nullability, enum values.

`summitry schema check` proves that the DuckDB tables equal these models; the
exchange form (`{"kind": "<table in the singular>", …the row}`) is read and
written through them. Times are UTC. Offsets are Python character offsets,
half-open.
"""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, WithJsonSchema

from schemas.vocabulary import (
    Act,
    ActorKind,
    Certainty,
    Channel,
    ClaimRelation,
    ClaimType,
    Comparator,
    DateBasis,
    DatePrecision,
    EventRelation,
    Level,
    MatchKind,
    Medium,
    MeetingStatus,
    OutcomeKind,
    ParticipantRole,
    Polarity,
    QuoteType,
    RecordKind,
    Severity,
    SourceRole,
    Verdict,
)

SCHEMA_VERSION = "1"
"""Version of tables and exchange form; a change of either is a new one."""

Json = Annotated[Any, WithJsonSchema({})]
"""Any JSON value; a JSON column in DuckDB."""


class Row(BaseModel):
    """A row: frozen, no other columns."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    table: ClassVar[str]
    singular: ClassVar[str]
    """The exchange form's `kind`. A row's own column `kind` is `<singular>_kind` there."""
    key: ClassVar[tuple[str, ...]]
    refers: ClassVar[dict[str, str]] = {}
    """Column -> table whose key it must be."""


class ArticleRow(Row):
    """One row is one stored text."""

    table, singular, key = "articles", "article", ("article_id",)
    refers = {"duplicate_of": "articles"}
    article_id: str
    """First 16 hex digits of `sha256`."""
    sha256: str
    """SHA-256 of `text` in UTF-8."""
    title: str | None
    outlet: str | None
    url: str | None
    language: str | None
    """ISO 639-1."""
    byline: str | None
    dateline_place: str | None
    published_text: str | None
    """The publication date as the source words it."""
    published_on: date | None
    date_low: date | None
    """Earliest day on which it can have been published."""
    date_high: date | None
    """Latest day on which it can have been published."""
    date_basis: DateBasis
    duplicate_of: str | None
    """The article of which this is a near-duplicate or an earlier version."""
    text: str
    """The stored text; every offset refers to it."""


class ArticleSourceRow(Row):
    """One row is one place where an article's text was read."""

    table, singular, key = "article_sources", "article_source", ("article_id", "source_path")
    refers = {"article_id": "articles"}
    article_id: str
    source_path: str
    fetched_at: datetime


class ActorRow(Row):
    """One row is one actor, the same in every article."""

    table, singular, key = "actors", "actor", ("actor_id",)
    actor_id: str
    name: str
    kind: ActorKind
    country_iso3: str | None
    wikidata_qid: str | None


class ActorMentionRow(Row):
    """One row is one actor as one article names it."""

    table, singular, key = "actor_mentions", "actor_mention", ("mention_id",)
    refers = {"article_id": "articles", "actor_id": "actors"}
    mention_id: str
    article_id: str
    actor_id: str
    name: str | None
    role: str | None
    affiliation: str | None
    resolved_by: str
    """The rule that chose `actor_id`."""


class PlaceRow(Row):
    """One row is one place."""

    table, singular, key = "places", "place", ("place_id",)
    place_id: str
    name: str
    kind: str
    geoname_id: int | None
    country_iso3: str | None


class SummitRow(Row):
    """One row is one meeting as one article tells it."""

    table, singular, key = "summits", "summit", ("summit_id",)
    refers = {
        "article_id": "articles",
        "run_id": "runs",
        "event_id": "events",
        "place_id": "places",
    }
    summit_id: str
    article_id: str
    run_id: str
    event_id: str | None
    title: str | None
    status: MeetingStatus
    channel: Channel
    level: Level
    date_text: str | None
    """The article's words for the date."""
    date_start: date | None
    date_end: date | None
    date_precision: DatePrecision
    date_basis: DateBasis
    place_text: str | None
    place_id: str | None
    geoname_id: int | None
    country_iso3: str | None


class ParticipationRow(Row):
    """One row is one participant of one meeting."""

    table, singular, key = "participations", "participation", ("summit_id", "actor_id")
    refers = {"summit_id": "summits", "actor_id": "actors", "party_id": "actors"}
    summit_id: str
    actor_id: str
    party_id: str | None
    """The actor for whom the participant sat there: a state, igo or group."""
    party_iso3: str | None
    role: ParticipantRole


class StatementRow(Row):
    """One row is one statement: content attributed to a source."""

    table, singular, key = "statements", "statement", ("statement_id",)
    refers = {"article_id": "articles", "run_id": "runs", "summit_id": "summits"}
    statement_id: str
    article_id: str
    run_id: str
    summit_id: str | None
    """The meeting at which it was said."""
    text: str
    """The content, segments joined by ' […] '."""
    quote_type: QuoteType
    quoted_ratio: float
    act: Act
    medium: Medium
    said_on: date | None
    speaker_text: str | None
    cue_text: str | None


class StatementActorRow(Row):
    """One row is one source, relayer or addressee of a statement."""

    table, singular, key = (
        "statement_actors",
        "statement_actor",
        ("statement_id", "role", "position"),
    )
    refers = {"statement_id": "statements", "actor_id": "actors"}
    statement_id: str
    actor_id: str
    role: SourceRole
    position: int
    """From 0; of relayers the outermost first."""


class ClaimRow(Row):
    """One row is one claim: who vouches for what; never whether it is true."""

    table, singular, key = "claims", "claim", ("claim_id",)
    refers = {"article_id": "articles", "run_id": "runs", "statement_id": "statements"}
    claim_id: str
    article_id: str
    run_id: str
    statement_id: str | None
    """The statement that makes it; null = the article's narrator."""
    text: str
    claim_type: ClaimType
    certainty: Certainty
    """The asserter's own certainty."""
    polarity: Polarity
    value: float | None
    unit: str | None
    comparator: Comparator | None
    time_text: str | None
    time_start: date | None
    time_end: date | None


class ClaimAsserterRow(Row):
    """One row is one actor who vouches for a claim; none = the article's narrator."""

    table, singular, key = "claim_asserters", "claim_asserter", ("claim_id", "actor_id")
    refers = {"claim_id": "claims", "actor_id": "actors"}
    claim_id: str
    actor_id: str


class ClaimLinkRow(Row):
    """One row is one relation between two claims."""

    table, singular, key = "claim_links", "claim_link", ("claim_a", "claim_b")
    refers = {"claim_a": "claims", "claim_b": "claims"}
    claim_a: str
    claim_b: str
    relation: ClaimRelation
    rule: str
    score: float | None


class EvidenceRow(Row):
    """One row is one stretch of article text on which a record rests."""

    table, singular, key = "evidence", "evidence", ("record_id", "field", "position")
    refers = {"article_id": "articles"}
    record_id: str
    record_kind: RecordKind
    field: str
    """'evidence', or 'content' for what a statement says."""
    position: int
    article_id: str
    char_start: int
    char_end: int
    text: str
    """Exactly the article's text between the offsets."""
    match: MatchKind


class QuoteSpanRow(Row):
    """One row is one quotation of four words or more, covered by a statement or not."""

    table, singular, key = "quote_spans", "quote_span", ("article_id", "char_start")
    refers = {"article_id": "articles", "statement_id": "statements"}
    article_id: str
    char_start: int
    char_end: int
    text: str
    statement_id: str | None
    verdict: Verdict
    """'open' = no statement covers it and nobody said that it is no speech."""


class EventRow(Row):
    """One row is one meeting in the world, told by one article or more."""

    table, singular, key = "events", "event", ("event_id",)
    event_id: str
    status: MeetingStatus
    channel: Channel
    level: Level
    date_start: date | None
    date_end: date | None
    date_precision: DatePrecision
    place_text: str | None
    geoname_id: int | None
    country_iso3: str | None
    n_articles: int
    """Articles that tell it, near-duplicates counted once."""


class EventMentionRow(Row):
    """One row is one meeting record's place in an event."""

    table, singular, key = "event_mentions", "event_mention", ("event_id", "summit_id")
    refers = {"event_id": "events", "summit_id": "summits"}
    event_id: str
    summit_id: str
    rule: str
    score: float | None
    decided_by: str
    """'rule' or the person who decided."""


class EventLinkRow(Row):
    """One row is one relation between two events."""

    table, singular, key = "event_links", "event_link", ("event_a", "event_b", "relation")
    refers = {"event_a": "events", "event_b": "events"}
    event_a: str
    event_b: str
    relation: EventRelation
    rule: str


class FlagRow(Row):
    """One row is one doubt about a record or an article."""

    table, singular, key = "flags", "flag", ("flag_id",)
    refers = {"article_id": "articles"}
    flag_id: str
    article_id: str
    record_id: str | None
    """Null = the article itself."""
    code: str
    severity: Severity
    message: str


class DecisionRow(Row):
    """One row is one decision of a person, never altered."""

    table, singular, key = "decisions", "decision", ("decision_id",)
    decision_id: str
    decided_at: datetime
    decided_by: str
    kind: str
    article_id: str | None
    target: str
    value: Json
    undone_by: str | None


class RunRow(Row):
    """One row is one run and all that shaped its result."""

    table, singular, key = "runs", "run", ("run_id",)
    run_id: str
    started_at: datetime
    finished_at: datetime | None
    model: str
    prompt: str
    prompt_sha256: str
    schema_version: str
    settings: Json
    code_version: str


class OutcomeRow(Row):
    """One row is how one source ended in one run."""

    table, singular, key = "outcomes", "outcome", ("run_id", "source_path")
    refers = {"run_id": "runs"}
    run_id: str
    source_path: str
    article_id: str | None
    """Null where there is no text."""
    outcome: OutcomeKind
    reason: str | None
    attempts: int
    """Calls made, failed ones included."""
    input_tokens: int
    output_tokens: int
    cost_usd: float | None
    """Null where no price is known."""
    latency_ms: int
    raw: str | None
    """The model's answers as received, one after the other."""


class RejectRow(Row):
    """One row is one record that did not land, with the reason."""

    table, singular, key = "rejects", "reject", ("reject_id",)
    refers = {"run_id": "runs", "article_id": "articles"}
    reject_id: str
    run_id: str
    article_id: str
    record_kind: RecordKind
    draft: Json
    code: str
    message: str


class EvaluationRow(Row):
    """One row is one figure of one run against one gold."""

    table, singular, key = "evaluations", "evaluation", ("run_id", "gold", "metric")
    refers = {"run_id": "runs"}
    run_id: str
    gold: str
    """Name of the gold's folder or file, `@`, first 8 hex digits of its content's SHA-256."""
    metric: str
    value: float | None
    """F1, or what the metric itself is; null where nothing could be measured."""
    n: int
    """Records that count."""
    details: Json
    """Precision, recall, interval, and the result of each record."""


TABLES: tuple[type[Row], ...] = (
    ArticleRow,
    ArticleSourceRow,
    ActorRow,
    ActorMentionRow,
    PlaceRow,
    SummitRow,
    ParticipationRow,
    StatementRow,
    StatementActorRow,
    ClaimRow,
    ClaimAsserterRow,
    ClaimLinkRow,
    EvidenceRow,
    QuoteSpanRow,
    EventRow,
    EventMentionRow,
    EventLinkRow,
    FlagRow,
    DecisionRow,
    RunRow,
    OutcomeRow,
    RejectRow,
)

OPTIONAL_TABLES: tuple[type[Row], ...] = (EvaluationRow,)
"""Made when first needed; no part of the exchange form."""
