"""The records of one article after grounding: frozen values that stages hand on.

`Article` is what reading makes; `ArticleRecords` holds what extraction and
grounding found in it. Every offset is a Python character offset into
`Article.text`, half-open: `text[start:end]`.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from schemas.vocabulary import (
    Act,
    ActorKind,
    Certainty,
    Channel,
    ClaimType,
    Comparator,
    DateBasis,
    DatePrecision,
    Level,
    MatchKind,
    Medium,
    MeetingStatus,
    ParticipantRole,
    Polarity,
    QuoteType,
    RecordKind,
    Severity,
    Verdict,
)


class Value(BaseModel):
    """A frozen value that knows exactly its own fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Pydantic's own, at half its price: a value has neither extras nor private attributes."""
        if deep:
            return super().model_copy(update=update, deep=True)
        changed = update or {}
        copied = object.__new__(type(self))
        object.__setattr__(copied, "__dict__", {**self.__dict__, **changed})
        known = self.__pydantic_fields_set__
        object.__setattr__(copied, "__pydantic_fields_set__", known.union(changed))
        object.__setattr__(copied, "__pydantic_extra__", None)
        object.__setattr__(copied, "__pydantic_private__", None)
        return copied


class Span(Value):
    """A stretch of an article: offsets, the very words, and how they were found."""

    start: int
    """First character, counted from 0 in `Article.text`."""
    end: int
    """One past the last character."""
    text: str
    """`Article.text[start:end]`, never a copy made by a model."""
    match: MatchKind
    """The rung of the ladder on which the words were found."""


class DateInterval(Value):
    """A day or a stretch of days, both ends included, with what they rest on.

    `before` has only an end, `after` only a start, `unknown` neither.
    """

    start: date | None = None
    end: date | None = None
    precision: DatePrecision = "unknown"
    basis: DateBasis = "none"


UNKNOWN_DATE = DateInterval()


class ReadFrom(Value):
    """What reading made an article of: the same again need not be read again."""

    digest: str
    """Of the source's bytes and all else that reading them rested on; 32 hex digits."""
    published_on: date | None
    """The day of publication that reading found; later stages may find another."""


class Article(Value):
    """One stored text with what is known about it (schema.org NewsArticle)."""

    article_id: str
    """First 16 hex digits of `sha256`."""
    sha256: str
    """SHA-256 of `text` in UTF-8, hex."""
    text: str
    """The stored text: decided once by reading, never altered later."""
    paragraphs: tuple[tuple[int, int], ...]
    """Offsets of the numbered paragraphs; number 1 is `paragraphs[0]`."""
    source_path: str
    """Where it was read: a path, `-`, or `file.jsonl:12` for line 12."""
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    byline: str | None = None
    dateline_place: str | None = None
    published_text: str | None = None
    """The publication date as the source words it."""
    published: DateInterval = UNKNOWN_DATE
    """The publication date; `explicit` where metadata or the text states it."""
    fetched_at: datetime | None = None
    read_from: ReadFrom | None = None
    """None where it was not read from bytes: made by hand, or from the database."""


class Actor(Value):
    """A person, role, state or group as one article names it."""

    ref: str
    """The draft's own reference, such as `a3`; local to the article."""
    mention_id: str
    name: str | None
    """The longest form that stands in the article; None where only a role is given."""
    kind: ActorKind
    role: str | None
    affiliation: str | None
    """The state or body he acts for, as the article names it."""
    members: tuple[str, ...]
    """References of the members of a collective."""
    evidence: tuple[Span, ...]
    actor_id: str
    """The same for the same actor in every article, once resolved."""
    country_iso3: str | None = None
    wikidata_qid: str | None = None
    resolved_by: str = "name"
    """The rule that gave `actor_id`."""


class Participant(Value):
    actor: str
    """Reference of an `Actor`."""
    role: ParticipantRole


class Summit(Value):
    """A diplomatic meeting or contact of any kind, held or not."""

    ref: str
    summit_id: str
    title: str | None
    status: MeetingStatus
    channel: Channel
    level: Level
    date_text: str | None
    date_llm: str | None
    """The model's own ISO date or interval: a cross-check, never the date."""
    place_text: str | None
    participants: tuple[Participant, ...]
    evidence: tuple[Span, ...]
    date: DateInterval = UNKNOWN_DATE
    place_id: str | None = None
    geoname_id: int | None = None
    country_iso3: str | None = None


class Statement(Value):
    """What somebody said: source, cue and content (PARC; schema.org Quotation)."""

    statement_id: str
    speakers: tuple[str, ...]
    """References of the sources; several speak as a collective."""
    via: tuple[str, ...]
    """Who relayed it, the outermost first."""
    addressees: tuple[str, ...]
    speaker_text: str | None
    """The source as written beside the content: "he", "the Russian leader"."""
    cue_text: str | None
    """The words that attribute: "said", "according to"; None for a document."""
    content: tuple[Span, ...]
    """Several where a cue splits a quotation."""
    act: Act
    medium: Medium
    occasion: str | None
    """Reference of the meeting at which it was said."""
    said_text: str | None
    quote_type: QuoteType
    quoted_ratio: float
    """Share of the content's words that stand inside quotation marks, 0 to 1."""
    said_on: date | None = None


class Claim(Value):
    """A checkable assertion and who vouches for it (schema.org Claim)."""

    claim_id: str
    text: str
    claim_type: ClaimType
    asserters: tuple[str, ...]
    """References; empty = the article's narrator."""
    statement_id: str | None
    certainty: Certainty
    polarity: Polarity
    value: float | None
    unit: str | None
    comparator: Comparator | None
    time_text: str | None
    evidence: tuple[Span, ...]
    time: DateInterval = UNKNOWN_DATE


class QuoteSpan(Value):
    """A stretch between quotation marks and whether a statement covers it."""

    start: int
    end: int
    text: str
    statement_id: str | None
    verdict: Verdict


class Flag(Value):
    """Something about a record that a person should look at."""

    record_id: str | None
    """None = the article itself."""
    code: str
    severity: Severity
    message: str


class Reject(Value):
    """A record that did not land: what the model gave and why it was refused."""

    record_kind: RecordKind
    draft: str
    """The record as the model gave it, JSON."""
    code: str
    message: str


class KnownActor(Value):
    """An actor as every article shares it: a row of `actors`."""

    actor_id: str
    name: str
    kind: ActorKind
    country_iso3: str | None = None
    wikidata_qid: str | None = None


class Party(Value):
    """For whom a participant sits at a meeting."""

    party_id: str
    """An actor: a state, igo or group, never a person."""
    country_iso3: str | None = None
    """A state's own code; None for every other party."""


class KnownPlace(Value):
    """A place as every article shares it: a row of `places`."""

    place_id: str
    name: str
    kind: str
    geoname_id: int | None = None
    country_iso3: str | None = None


class ArticleRecords(Value):
    """All that one article yielded, ready to land."""

    article: Article
    actors: tuple[Actor, ...] = ()
    summits: tuple[Summit, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    quote_spans: tuple[QuoteSpan, ...] = ()
    flags: tuple[Flag, ...] = ()
    rejects: tuple[Reject, ...] = ()
    known_actors: tuple[KnownActor, ...] = ()
    """Every actor that a resolved reference or party names."""
    known_places: tuple[KnownPlace, ...] = ()
    parties: dict[str, Party] = {}
    """By actor reference: for whom he acts."""
