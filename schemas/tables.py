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
    indexed: ClassVar[bool] = False
    """Whether DuckDB holds the key. It keeps an index in memory and writes it anew at every
    checkpoint, so only tables whose rows are replaced by key have one; of the others, which
    make room for an article's rows together, `summitry validate` checks the keys.
    """
    refers: ClassVar[dict[str, str]] = {}
    """Column -> table whose key it must be."""


class ArticleRow(Row):
    """One row is one stored text."""

    table, singular, key = "articles", "article", ("article_id",)
    indexed = True
    refers = {"duplicate_of": "articles"}
    article_id: str
    """First 16 hex digits of `sha256`."""
    sha256: str
    """SHA-256 of `text` in UTF-8."""
    title: str | None
    """The headline, as the source has it."""
    outlet: str | None
    """Who published it."""
    url: str | None
    """Where it was published."""
    language: str | None
    """ISO 639-1."""
    byline: str | None
    """Who wrote it, as the article says."""
    dateline_place: str | None
    """The place that stands before the first sentence."""
    published_text: str | None
    """The publication date as the source words it."""
    published_on: date | None
    """The day of publication; null where no single day is known."""
    date_low: date | None
    """Earliest day on which it can have been published."""
    date_high: date | None
    """Latest day on which it can have been published."""
    date_basis: DateBasis
    """What the publication date rests on."""
    duplicate_of: str | None
    """The article of which this is a near-duplicate or an earlier version."""
    text: str
    """The stored text; every offset refers to it."""


class ArticleSourceRow(Row):
    """One row is one place where an article's text was read."""

    table, singular, key = "article_sources", "article_source", ("article_id", "source_path")
    indexed = True
    refers = {"article_id": "articles"}
    article_id: str
    """The text that was read there."""
    source_path: str
    """File, or file and line, as it was named; "-" is standard input."""
    fetched_at: datetime
    """When it was fetched or, where nobody says, read; UTC."""


class ActorRow(Row):
    """One row is one actor, the same in every article."""

    table, singular, key = "actors", "actor", ("actor_id",)
    indexed = True
    actor_id: str
    """Of the registry (`state:RUS`, `igo:nato`), or made from the name."""
    name: str
    """The name under which the registry knows it, else its longest form in an article."""
    kind: ActorKind
    """What sort of actor it is."""
    country_iso3: str | None
    """The state it belongs to; ISO 3166-1 alpha-3."""
    wikidata_qid: str | None
    """Its item in Wikidata, such as Q7747."""


class ActorMentionRow(Row):
    """One row is one actor as one article names it."""

    table, singular, key = "actor_mentions", "actor_mention", ("mention_id",)
    refers = {"article_id": "articles", "actor_id": "actors"}
    mention_id: str
    """Hash of the article and the words that name the actor."""
    article_id: str
    """The article that names it."""
    actor_id: str
    """Whom the words mean."""
    name: str | None
    """The longest form in the article; null where only a role is given."""
    role: str | None
    """Office or function as the article words it."""
    affiliation: str | None
    """The state or body it acts for, as the article words it."""
    resolved_by: str
    """The rule that chose `actor_id`."""


class PlaceRow(Row):
    """One row is one place."""

    table, singular, key = "places", "place", ("place_id",)
    indexed = True
    place_id: str
    """Of the gazetteer."""
    name: str
    """The name under which the gazetteer knows it."""
    kind: str
    """City, capital, venue, region, state …"""
    geoname_id: int | None
    """Its number in GeoNames."""
    country_iso3: str | None
    """The state in which it lies; ISO 3166-1 alpha-3."""


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
    """Hash of the article and the words that tell the meeting."""
    article_id: str
    """The article that tells it."""
    run_id: str
    """The run that made this row."""
    event_id: str | None
    """The event of which this is one telling; null where it is in none."""
    title: str | None
    """Its name, where it has one."""
    status: MeetingStatus
    """Whether it took place or is planned, as the article tells it."""
    channel: Channel
    """How the participants met or spoke."""
    level: Level
    """Rank of the participants."""
    date_text: str | None
    """The article's words for the date."""
    date_start: date | None
    """First day on which it can have been; null where only an end is known."""
    date_end: date | None
    """Last day on which it can have been, inclusive."""
    date_precision: DatePrecision
    """How exactly the day is known."""
    date_basis: DateBasis
    """The rule that turned `date_text` into days."""
    place_text: str | None
    """The article's words for the place; null for remote contact."""
    place_id: str | None
    """The place of those words; null where they name no known one."""
    geoname_id: int | None
    """The place's number in GeoNames."""
    country_iso3: str | None
    """The state in which the place lies; ISO 3166-1 alpha-3."""


class ParticipationRow(Row):
    """One row is one participant of one meeting."""

    table, singular, key = "participations", "participation", ("summit_id", "actor_id")
    refers = {"summit_id": "summits", "actor_id": "actors", "party_id": "actors"}
    summit_id: str
    """The meeting."""
    actor_id: str
    """Who took part."""
    party_id: str | None
    """The actor for whom the participant sat there: a state, igo or group."""
    party_iso3: str | None
    """The party's state; ISO 3166-1 alpha-3."""
    role: ParticipantRole
    """The part it played."""


class StatementRow(Row):
    """One row is one statement: content attributed to a source."""

    table, singular, key = "statements", "statement", ("statement_id",)
    refers = {"article_id": "articles", "run_id": "runs", "summit_id": "summits"}
    statement_id: str
    """Hash of the article and the words of the content."""
    article_id: str
    """The article that reports it."""
    run_id: str
    """The run that made this row."""
    summit_id: str | None
    """The meeting at which it was said."""
    text: str
    """The content, segments joined by ' […] '."""
    quote_type: QuoteType
    """How much of the content stands between quotation marks."""
    quoted_ratio: float
    """Share of the content's words between quotation marks, 0 to 1."""
    act: Act
    """What the speaker does by saying it."""
    medium: Medium
    """Where or how it was said."""
    said_on: date | None
    """The day it was said; null where unknown."""
    speaker_text: str | None
    """The article's words for the speaker, such as "he"."""
    cue_text: str | None
    """The article's words of saying, such as "told reporters"."""


class StatementActorRow(Row):
    """One row is one source, relayer or addressee of a statement."""

    table, singular, key = (
        "statement_actors",
        "statement_actor",
        ("statement_id", "role", "position"),
    )
    refers = {"statement_id": "statements", "actor_id": "actors"}
    statement_id: str
    """The statement."""
    actor_id: str
    """Who."""
    role: SourceRole
    """Source, relayer or addressee."""
    position: int
    """From 0; of relayers the outermost first."""


class ClaimRow(Row):
    """One row is one claim: who vouches for what; never whether it is true."""

    table, singular, key = "claims", "claim", ("claim_id",)
    refers = {"article_id": "articles", "run_id": "runs", "statement_id": "statements"}
    claim_id: str
    """Hash of the article, the claim's evidence and its wording."""
    article_id: str
    """The article that reports it."""
    run_id: str
    """The run that made this row."""
    statement_id: str | None
    """The statement that makes it; null = the article's narrator."""
    text: str
    """The claim as one sentence that stands by itself; worded by the model, not the article."""
    claim_type: ClaimType
    """What it is about."""
    certainty: Certainty
    """The asserter's own certainty."""
    polarity: Polarity
    """'-' = it denies what it names."""
    value: float | None
    """The number it states, in `unit`."""
    unit: str | None
    """What is counted or measured, such as people, km, percent."""
    comparator: Comparator | None
    """How `value` is meant: '>=' at least, '~' about; "thousands" is >= 2000."""
    time_text: str | None
    """The article's words for the time it speaks of."""
    time_start: date | None
    """First day of the time it speaks of."""
    time_end: date | None
    """Last day of that time, inclusive."""


class ClaimAsserterRow(Row):
    """One row is one actor who vouches for a claim; none = the article's narrator."""

    table, singular, key = "claim_asserters", "claim_asserter", ("claim_id", "actor_id")
    refers = {"claim_id": "claims", "actor_id": "actors"}
    claim_id: str
    """The claim."""
    actor_id: str
    """Who vouches for it."""


class ClaimLinkRow(Row):
    """One row is one relation between two claims."""

    table, singular, key = "claim_links", "claim_link", ("claim_a", "claim_b")
    refers = {"claim_a": "claims", "claim_b": "claims"}
    claim_a: str
    """The one that supports, qualifies or updates the other; else either of the two."""
    claim_b: str
    """The other claim."""
    relation: ClaimRelation
    """How they stand to each other."""
    rule: str
    """The rule that linked them, or `judge`."""
    score: float | None
    """How alike they are, 0 to 1; null where the rule measures nothing."""


class EvidenceRow(Row):
    """One row is one stretch of article text on which a record rests."""

    table, singular, key = "evidence", "evidence", ("record_id", "field", "position")
    refers = {"article_id": "articles"}
    record_id: str
    """The record that rests on it."""
    record_kind: RecordKind
    """What that record is, so in which table it stands."""
    field: str
    """'evidence', or 'content' for what a statement says."""
    position: int
    """From 0, in the order of the record's pieces of text."""
    article_id: str
    """The article in which the words stand."""
    char_start: int
    """Offset of the first character in the article's text, from 0, in code points."""
    char_end: int
    """Offset after the last character, in code points."""
    text: str
    """Exactly the article's text between the offsets."""
    match: MatchKind
    """How the model's pointer fitted the article's words."""


class QuoteSpanRow(Row):
    """One row is one quotation of four words or more, covered by a statement or not."""

    table, singular, key = "quote_spans", "quote_span", ("article_id", "char_start")
    refers = {"article_id": "articles", "statement_id": "statements"}
    article_id: str
    """The article in which it stands."""
    char_start: int
    """Offset of the first character in the article's text, from 0, in code points."""
    char_end: int
    """Offset after the last character, in code points."""
    text: str
    """Exactly the article's text between the offsets."""
    statement_id: str | None
    """The statement that covers it; null = none does."""
    verdict: Verdict
    """'open' = no statement covers it and nobody said that it is no speech."""


class EventRow(Row):
    """One row is one meeting in the world, told by one article or more."""

    table, singular, key = "events", "event", ("event_id",)
    event_id: str
    """Hash of its first telling."""
    status: MeetingStatus
    """Whether it took place or is planned."""
    channel: Channel
    """How the participants met or spoke."""
    level: Level
    """Rank of the participants."""
    date_start: date | None
    """First day on which it can have been; null where only an end is known."""
    date_end: date | None
    """Last day on which it can have been, inclusive."""
    date_precision: DatePrecision
    """How exactly the day is known."""
    place_text: str | None
    """The words for the place in the telling that is most exact."""
    geoname_id: int | None
    """The place's number in GeoNames."""
    country_iso3: str | None
    """The state in which the place lies; ISO 3166-1 alpha-3."""
    n_articles: int
    """Articles that tell it, near-duplicates counted once."""


class EventMentionRow(Row):
    """One row is one meeting record's place in an event."""

    table, singular, key = "event_mentions", "event_mention", ("event_id", "summit_id")
    refers = {"event_id": "events", "summit_id": "summits"}
    event_id: str
    """The event."""
    summit_id: str
    """The meeting record that tells it."""
    rule: str
    """The rule that put it there: only, same_day, one_candidate, copy, decided, ambiguous."""
    score: float | None
    """Null where the rule measures nothing."""
    decided_by: str
    """'rule' or the person who decided."""


class EventLinkRow(Row):
    """One row is one relation between two events."""

    table, singular, key = "event_links", "event_link", ("event_a", "event_b", "relation")
    refers = {"event_a": "events", "event_b": "events"}
    event_a: str
    """The earlier plan, or the part."""
    event_b: str
    """What became of it, or the whole."""
    relation: EventRelation
    """How they stand to each other."""
    rule: str
    """The rule that linked them."""


class FlagRow(Row):
    """One row is one doubt about a record or an article."""

    table, singular, key = "flags", "flag", ("flag_id",)
    refers = {"article_id": "articles"}
    flag_id: str
    """Hash of what is flagged and why."""
    article_id: str
    """The article it is about."""
    record_id: str | None
    """Null = the article itself."""
    code: str
    """The kind of doubt."""
    severity: Severity
    """How grave it is."""
    message: str
    """The doubt in one sentence."""


class DecisionRow(Row):
    """One row is one decision of a person, never altered."""

    table, singular, key = "decisions", "decision", ("decision_id",)
    indexed = True
    decision_id: str
    """Hash of the decision and its time."""
    decided_at: datetime
    """When; UTC."""
    decided_by: str
    """Who."""
    kind: str
    """What was decided, such as event_merge or event_split."""
    article_id: str | None
    """The article it is about; null where it is about several."""
    target: str
    """Ids of the records it is about, joined by ","."""
    value: Json
    """What was decided on, bound to articles and words, so that it outlives a new reading."""
    undone_by: str | None
    """Who took it back; null = it stands."""


class RunRow(Row):
    """One row is one run and all that shaped its result."""

    table, singular, key = "runs", "run", ("run_id",)
    indexed = True
    run_id: str
    """Time of its start and six random digits."""
    started_at: datetime
    """UTC."""
    finished_at: datetime | None
    """UTC; null = it was killed, or still runs."""
    model: str
    """As it was named: provider/model."""
    prompt: str
    """Name and version of the extraction prompt."""
    prompt_sha256: str
    """SHA-256 of all prompts that were used."""
    schema_version: str
    """Version of tables and exchange form."""
    settings: Json
    """Whatever else was set."""
    code_version: str
    """Version of summitry."""


class OutcomeRow(Row):
    """One row is how one source ended in one run."""

    table, singular, key = "outcomes", "outcome", ("run_id", "source_path")
    indexed = True
    refers = {"run_id": "runs"}
    run_id: str
    """The run."""
    source_path: str
    """The source, as it was named."""
    article_id: str | None
    """Null where there is no text."""
    outcome: OutcomeKind
    """How it ended."""
    reason: str | None
    """Why, where it did not end in records."""
    attempts: int
    """Calls made, failed ones included."""
    input_tokens: int
    """Tokens sent, in all calls."""
    output_tokens: int
    """Tokens received, in all calls."""
    cost_usd: float | None
    """Null where no price is known."""
    latency_ms: int
    """Time spent waiting for the model, in milliseconds."""
    raw: str | None
    """The model's answers as received, one after the other."""


class RejectRow(Row):
    """One row is one record that did not land, with the reason."""

    table, singular, key = "rejects", "reject", ("reject_id",)
    refers = {"run_id": "runs", "article_id": "articles"}
    reject_id: str
    """Hash of the run, the article and the draft."""
    run_id: str
    """The run in which it was refused."""
    article_id: str
    """The article it was drawn from."""
    record_kind: RecordKind
    """What it should have become."""
    draft: Json
    """The record as the model gave it."""
    code: str
    """The kind of fault."""
    message: str
    """The fault in one sentence, as the model was told it."""


class EvaluationRow(Row):
    """One row is one figure of one run against one gold."""

    table, singular, key = "evaluations", "evaluation", ("run_id", "gold", "metric")
    indexed = True
    refers = {"run_id": "runs"}
    run_id: str
    """The run that was measured."""
    gold: str
    """Name of the gold's folder or file, `@`, first 8 hex digits of its content's SHA-256."""
    metric: str
    """The name of the figure."""
    value: float | None
    """F1, or what the metric itself is; null where nothing could be measured."""
    n: int
    """Records that count."""
    details: Json
    """Precision, recall, interval, and the result of each record."""


class SupersededRow(Row):
    """One row is one article's records of an earlier run, replaced by a later one's."""

    table, singular, key = "superseded", "superseded_article", ("run_id", "article_id")
    indexed = True
    refers = {"run_id": "runs", "article_id": "articles", "superseded_by": "runs"}
    run_id: str
    """The run that made them."""
    article_id: str
    """The article they are about."""
    superseded_by: str
    """The run whose records stand in their place."""
    records: Json
    """The rows as the exchange form's lines, with the actors and places that they name."""


class ReadingRow(Row):
    """One row is what the current reading made of an article on which people decided."""

    table, singular, key = "readings", "reading", ("article_id",)
    indexed = True
    refers = {"article_id": "articles", "run_id": "runs"}
    article_id: str
    """The article."""
    run_id: str
    """The run that read it."""
    records: Json
    """The rows as the exchange form's lines, before decisions were laid over them."""


class SourceDigestRow(Row):
    """One row is what one source held when an article last landed from it."""

    table, singular, key = "source_digests", "source_digest", ("source_path",)
    refers = {"article_id": "articles"}
    source_path: str
    """File, or file and line, as it was named; "-" is standard input."""
    article_id: str
    """The text that was read there."""
    digest: str
    """Of the bytes, what was known beside them and the program that read them; 32 hex digits."""
    published_on: date | None
    """The day of publication that reading found; null where it found none."""


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

OPTIONAL_TABLES: tuple[type[Row], ...] = (
    EvaluationRow,
    SupersededRow,
    ReadingRow,
    SourceDigestRow,
)
"""Made when first needed; no part of the exchange form."""
