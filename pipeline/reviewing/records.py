"""A record with all the rows that are its own, and an article's reading as such records."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from schemas.records import Span
from schemas.tables import (
    TABLES,
    ActorMentionRow,
    ActorRow,
    ClaimAsserterRow,
    ClaimRow,
    EvidenceRow,
    FlagRow,
    ParticipationRow,
    PlaceRow,
    QuoteSpanRow,
    Row,
    StatementActorRow,
    StatementRow,
    SummitRow,
)
from schemas.vocabulary import RecordKind

RecordRow = SummitRow | StatementRow | ClaimRow | ActorMentionRow
PersonRow = ParticipationRow | StatementActorRow | ClaimAsserterRow
RECORDS: Mapping[RecordKind, type[RecordRow]] = {
    "summit": SummitRow,
    "statement": StatementRow,
    "claim": ClaimRow,
    "actor_mention": ActorMentionRow,
}
KINDS: Mapping[type[Row], RecordKind] = {model: kind for kind, model in RECORDS.items()}
PEOPLE: Mapping[RecordKind, type[PersonRow]] = {
    "summit": ParticipationRow,
    "statement": StatementActorRow,
    "claim": ClaimAsserterRow,
}
REFERENCES: Mapping[RecordKind, str] = {"statement": "summit_id", "claim": "statement_id"}
"""The column in which a record names another of its article."""
_BY_SINGULAR = {model.singular: model for model in TABLES}


@dataclass(frozen=True, slots=True)
class Record:
    """A meeting, statement, claim or mention with its people and its evidence."""

    row: RecordRow
    people: tuple[PersonRow, ...] = ()
    spans: tuple[EvidenceRow, ...] = ()

    @property
    def kind(self) -> RecordKind:
        return KINDS[type(self.row)]

    @property
    def id(self) -> str:
        return str(getattr(self.row, self.row.key[0]))

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where its evidence stands in the article."""
        return [(span.char_start, span.char_end) for span in self.spans]

    @property
    def refers(self) -> str | None:
        """The record of the same article that it names, if any."""
        column = REFERENCES.get(self.kind)
        return getattr(self.row, column) if column else None

    @property
    def actor_ids(self) -> dict[str, None]:
        """Everybody whom its rows name, parties left out."""
        own = [self.row.actor_id] if isinstance(self.row, ActorMentionRow) else []
        return dict.fromkeys([*own, *(person.actor_id for person in self.people)])

    def rows(self) -> Iterator[Row]:
        yield self.row
        yield from self.people
        yield from self.spans

    def having(self, **columns: Any) -> "Record":
        """The record with columns of its own row changed."""
        return replace(self, row=self.row.model_copy(update=columns))

    def as_json(self) -> dict[str, Any]:
        """What `record_of` reads; without the event, which is made anew from all articles."""
        own = self.having(event_id=None) if isinstance(self.row, SummitRow) else self
        return {
            "kind": self.kind,
            "record": own.row.model_dump(mode="json"),
            "people": [person.model_dump(mode="json") for person in self.people],
            "spans": [span.model_dump(mode="json") for span in self.spans],
        }


def record_of(told: Mapping[str, Any]) -> Record:
    """The record of its JSON form; raises ValidationError."""
    kind: RecordKind = told["kind"]
    return Record(
        RECORDS[kind].model_validate(told["record"]),
        tuple(PEOPLE[kind].model_validate(person) for person in told["people"]),
        tuple(EvidenceRow.model_validate(span) for span in told["spans"]),
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reading made of one article."""

    records: dict[str, Record] = field(default_factory=dict)
    """By id, in their order."""
    quote_spans: tuple[QuoteSpanRow, ...] = ()
    flags: tuple[FlagRow, ...] = ()
    shared: tuple[ActorRow | PlaceRow, ...] = ()
    """The actors and places that its rows name."""
    others: tuple[Row, ...] = ()

    def rows(self) -> Iterator[Row]:
        yield from self.shared
        for record in self.records.values():
            yield from record.rows()
        yield from self.quote_spans
        yield from self.flags
        yield from self.others

    @property
    def run_id(self) -> str | None:
        """The run that made its records; None where there are but mentions, or none."""
        return next(
            (
                record.row.run_id
                for record in self.records.values()
                if not isinstance(record.row, ActorMentionRow)
            ),
            None,
        )


def reading_of(rows: Iterable[Row]) -> Reading:
    """Rows of one article, in any order, as records."""
    own: dict[str, RecordRow] = {}
    people: dict[str, list[PersonRow]] = {}
    spans: dict[str, list[EvidenceRow]] = {}
    quotes, flags, shared, others = [], [], [], []
    for row in rows:
        if isinstance(row, SummitRow | StatementRow | ClaimRow | ActorMentionRow):
            own[getattr(row, row.key[0])] = row
        elif isinstance(row, ParticipationRow | StatementActorRow | ClaimAsserterRow):
            people.setdefault(getattr(row, row.key[0]), []).append(row)
        elif isinstance(row, EvidenceRow):
            spans.setdefault(row.record_id, []).append(row)
        elif isinstance(row, QuoteSpanRow):
            quotes.append(row)
        elif isinstance(row, FlagRow):
            flags.append(row)
        elif isinstance(row, ActorRow | PlaceRow):
            shared.append(row)
        else:
            others.append(row)
    records = {
        key: Record(
            row,
            tuple(sorted(people.get(key, ()), key=place_of)),
            tuple(sorted(spans.get(key, ()), key=lambda span: (span.field, span.position))),
        )
        for key, row in own.items()
    }
    return Reading(records, tuple(quotes), tuple(flags), tuple(shared), tuple(others))


def place_of(person: PersonRow) -> tuple[str, int, str]:
    if isinstance(person, StatementActorRow):
        return person.role, person.position, person.actor_id
    return "", 0, person.actor_id


def evidence_rows(record: RecordRow, spans: Iterable[Span]) -> tuple[EvidenceRow, ...]:
    """The evidence of a record, one row a span, in the spans' order."""
    return tuple(
        EvidenceRow(
            record_id=getattr(record, record.key[0]),
            record_kind=KINDS[type(record)],
            field="content" if isinstance(record, StatementRow) else "evidence",
            position=position,
            article_id=record.article_id,
            char_start=span.start,
            char_end=span.end,
            text=span.text,
            match=span.match,
        )
        for position, span in enumerate(spans)
    )


def as_line(row: Row) -> dict[str, Any]:
    """A row as a line of the exchange form: `{"kind": "actor", …, "actor_kind": "state"}`."""
    values = row.model_dump(mode="json")
    if "kind" in values:
        values[f"{row.singular}_kind"] = values.pop("kind")
    return {"kind": row.singular, **values}


def row_of(line: Mapping[str, Any]) -> Row:
    """The row of such a line; raises ValidationError."""
    model = _BY_SINGULAR[line["kind"]]
    values = {name: value for name, value in line.items() if name != "kind"}
    if "kind" in model.model_fields:
        values["kind"] = values.pop(f"{model.singular}_kind")
    return model.model_validate(values)
