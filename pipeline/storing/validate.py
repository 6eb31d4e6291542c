"""Whether exchanged records can be trusted: schema, keys, references, grounding.

    schema      field_missing, field_unknown, enum, type, columns, unknown_kind,
                missing_header, schema_version, broken_line
    file        missing_file, empty_file, not_text, not_exchange, not_database, locked,
                broken_file, ignored
    keys        duplicate_key
    references  reference
    grounding   article_hash, offsets, evidence_text, quote_text, statement_text,
                no_evidence, evidence_article
    meaning     quoted_ratio, date_order, date_precision, n_articles

Each fault is a `Finding` whose message says what is wrong and what is there instead. All
files given together are one set of records: a reference may lead from one to another.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from itertools import chain
from math import isfinite
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.storing.exchange import (
    UNREADABLE,
    Finding,
    Line,
    line_name,
    read_exchange,
    shown,
    storable,
)
from schemas.tables import (
    TABLES,
    ArticleRow,
    ClaimRow,
    EventRow,
    EvidenceRow,
    QuoteSpanRow,
    Row,
    StatementRow,
    SummitRow,
)

SEGMENTS = " […] "
"""What joins the segments of a statement's content."""

_RECORD_TABLES = {
    "summit": "summits",
    "statement": "statements",
    "claim": "claims",
    "actor_mention": "actor_mentions",
}
_SCHEMA_CODES = {
    "missing": "field_missing",
    "extra_forbidden": "field_unknown",
    "literal_error": "enum",
}


class Summary(BaseModel):
    """What was looked at and how much was wrong; the last item of `validate`."""

    model_config = ConfigDict(frozen=True)
    kind: Literal["summary"] = "summary"
    files: int
    unread: int
    """Files of which nothing could be read."""
    rows: dict[str, int]
    """Rows that fit their model, by table; tables without rows are left out."""
    errors: int
    warnings: int

    def __str__(self) -> str:
        return (
            f"errors: {self.errors:,}, warnings: {self.warnings:,}; rows: "
            f"{sum(self.rows.values()):,}, files read: {self.files - self.unread} of {self.files}"
        )


class Fault(NamedTuple):
    """What is wrong with one row."""

    field: str
    code: str
    message: str


Key = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A row that fits its model, and the line it came from."""

    line: Line
    row: Any

    def finding(self, fault: Fault) -> Finding:
        return self.line.finding(*fault)

    @property
    def place(self) -> str:
        return (
            self.line.file if self.line.number is None else f"{self.line.file}:{self.line.number}"
        )


@dataclass(frozen=True, slots=True)
class Records:
    """All rows that were read, so that they can be held against each other."""

    tables: dict[str, dict[Key, Placed]] = field(
        default_factory=lambda: {model.table: {} for model in TABLES}
    )
    """Table -> key -> row."""
    unsound: set[tuple[str, Key]] = field(default_factory=set)
    """Table and key of rows that do not fit their model: there, but not to be relied on."""

    def knows(self, table: str, row_id: str) -> bool:
        """Whether a row of that id was read, sound or not."""
        return (row_id,) in self.tables[table] or (table, (row_id,)) in self.unsound


def validate(paths: Sequence[str]) -> Iterator[Finding | Summary]:
    """Every fault of the files, each as soon as it is found, and a summary as the last item.

    A path is JSON lines (gzipped or not), `-`, a folder of Parquet files, or a database.
    Never raises for what a path holds. Needs no network.
    """
    paths = list(dict.fromkeys(paths))
    records = Records()
    severities: Counter[str] = Counter()
    unread: set[str] = set()
    for finding in chain(_read(paths, records, unread), _relations(records)):
        severities[finding.severity] += 1
        yield finding
    yield Summary(
        files=len(paths),
        unread=len(unread),
        rows={table: len(found) for table, found in records.tables.items() if found},
        errors=severities["error"],
        warnings=severities["warning"],
    )


def _read(paths: Sequence[str], records: Records, unread: set[str]) -> Iterator[Finding]:
    """Fill `records`, and yield what shows in a row by itself."""
    for path in paths:
        some, broken = False, False
        for item in read_exchange(path):
            if isinstance(item, Finding):
                broken = broken or item.code in UNREADABLE
                yield item
                continue
            some = True
            try:
                row = item.row()
            except ValidationError as error:
                records.unsound.add((item.model.table, _loose_key(item)))
                yield from _schema_findings(item, error)
                continue
            # The values as read are dropped here: a million rows are held once, not twice.
            placed = Placed(Line(item.file, item.number, item.model, vars(row)), row)
            yield from map(placed.finding, _value_faults(item, row))
            yield from _add(placed, records.tables[row.table])
        if broken and not some:
            unread.add(path)


def _loose_key(line: Line) -> Key:
    values = (line.columns.get(column) for column in line.model.key)
    return tuple(value if isinstance(value, Hashable) else None for value in values)


def _schema_findings(line: Line, error: ValidationError) -> Iterator[Finding]:
    model = line.model
    for fault in error.errors(include_url=False):
        if not fault["loc"]:  # half a surrogate pair, or lists in lists without end
            yield line.finding(None, "type", f"cannot be read: {fault['msg']}")
            continue
        column = str(fault["loc"][0])
        if fault["type"] == "missing":
            message = "is missing; a column without a value is null"
        elif fault["type"] == "extra_forbidden":
            columns = ", ".join(line_name(model, name) for name in model.model_fields)
            message = f"is no column of {model.table}; there are: {columns}"
        else:
            message = f"is {shown(fault['input'])}; {fault['msg'][0].lower()}{fault['msg'][1:]}"
        yield line.finding(column, _SCHEMA_CODES.get(fault["type"], "type"), message)


def _add(placed: Placed, table: dict[Key, Placed]) -> Iterator[Finding]:
    key = tuple(getattr(placed.row, column) for column in placed.row.key)
    first = table.setdefault(key, placed)
    if first is placed:
        yield from map(placed.finding, own_faults(placed.row))
    elif first.line.file == placed.line.file or storable(first.row) != storable(placed.row):
        # The same actor in the exports of two days is one actor; two versions are not.
        message = f"is {shown(key[0] if len(key) == 1 else key)}, the key of {first.place} already"
        yield placed.finding(Fault("+".join(placed.row.key), "duplicate_key", message))


# ---- a row by itself -----------------------------------------------------------


def own_faults(row: Row) -> Iterator[Fault]:
    if isinstance(row, ArticleRow):
        yield from _hash_faults(row)
        yield from _order_faults("date_low", row.date_low, "date_high", row.date_high)
    elif isinstance(row, SummitRow | EventRow):
        yield from _precision_faults(row)
        yield from _order_faults("date_start", row.date_start, "date_end", row.date_end)
        if isinstance(row, EventRow) and row.n_articles < 1:
            yield Fault(
                "n_articles", "n_articles", f"is {row.n_articles}; an event is told by 1 or more"
            )
    elif isinstance(row, StatementRow):
        yield from _ratio_faults(row)
    elif isinstance(row, ClaimRow):
        yield from _order_faults("time_start", row.time_start, "time_end", row.time_end)


def _value_faults(line: Line, row: Row) -> Iterator[Fault]:
    """What JSON can say and a column cannot hold."""
    for name, value in vars(row).items():
        if value is None or isinstance(value, str):
            continue
        if isinstance(value, float) and not isfinite(value):
            yield Fault(name, "type", f"is {value}; a finite number is needed")
        elif isinstance(value, int) and not -(2**63) <= value < 2**63:
            yield Fault(name, "type", f"is {shown(value)}; more than 64 bits")
        elif isinstance(value, datetime) and line.number is not None:
            # Without zone it would be anybody's time; pydantic also takes "1700000000".
            raw = line.columns[name]
            if value.tzinfo is None or "T" not in raw:
                message = f"is {shown(raw)}; a time is written as 2018-09-07T12:00:00Z"
                yield Fault(name, "type", message)


def _hash_faults(row: ArticleRow) -> Iterator[Fault]:
    digest = sha256(row.text.encode()).hexdigest()
    if row.sha256 != digest:
        message = f"is {shown(row.sha256)}; the text has {digest}"
        yield Fault("sha256", "article_hash", message)
    if row.article_id != row.sha256[:16]:
        message = f"is {shown(row.article_id)}; sha256 begins with {row.sha256[:16]}"
        yield Fault("article_id", "article_hash", message)


def _order_faults(first: str, start: date | None, last: str, end: date | None) -> Iterator[Fault]:
    if start is not None and end is not None and start > end:
        yield Fault(last, "date_order", f"is {end}, before {first} {start}")


def _precision_faults(row: SummitRow | EventRow) -> Iterator[Fault]:
    start, end = row.date_start, row.date_end
    filled = (start is not None, end is not None)
    ends = {"before": (False, True), "after": (True, False), "unknown": (False, False)}
    wanted = ends.get(row.date_precision, (True, True))
    found = f"there are date_start {start} and date_end {end}"
    if filled != wanted:
        names = [n for n, has in zip(("date_start", "date_end"), wanted, strict=True) if has]
        rule = f"fills {' and '.join(names) or 'neither date'}"
        message = f"is '{row.date_precision}', which {rule}{' alone' * (len(names) == 1)}; {found}"
        yield Fault("date_precision", "date_precision", message)
    elif row.date_precision == "day" and start != end:
        yield Fault("date_precision", "date_precision", f"is 'day', but {found}")


def _ratio_faults(row: StatementRow) -> Iterator[Fault]:
    if not 0 <= row.quoted_ratio <= 1:
        yield Fault("quoted_ratio", "quoted_ratio", f"is {row.quoted_ratio}; it lies in 0..1")
        return
    types = {0.0: ("indirect", "document"), 1.0: ("direct",)}
    wanted = types.get(row.quoted_ratio, ("mixed",))
    if row.quote_type not in wanted:
        message = (
            f"is '{row.quote_type}'; quoted_ratio {row.quoted_ratio} makes it {' or '.join(wanted)}"
        )
        yield Fault("quote_type", "quoted_ratio", message)


# ---- rows among each other -----------------------------------------------------


def _relations(records: Records) -> Iterator[Finding]:
    tables = records.tables
    for model in TABLES:
        for placed in tables[model.table].values():
            yield from map(placed.finding, _reference_faults(placed.row, records))
    evidence: dict[tuple[str, str], list[EvidenceRow]] = {}
    for placed in tables["evidence"].values():
        evidence.setdefault((placed.row.record_kind, placed.row.record_id), []).append(placed.row)
        yield from map(placed.finding, _owner_faults(placed.row, records))
        yield from map(placed.finding, _span_faults(placed.row, tables, "evidence_text"))
    for placed in tables["quote_spans"].values():
        yield from map(placed.finding, _span_faults(placed.row, tables, "quote_text"))
    unsound = {key[0] for table, key in records.unsound if table == "evidence"}
    for kind, table in _RECORD_TABLES.items():
        for (record_id,), placed in tables[table].items():
            if record_id not in unsound:
                found = evidence.get((kind, str(record_id)), [])
                yield from map(placed.finding, _support_faults(placed.row, found))


def _reference_faults(row: Row, records: Records) -> Iterator[Fault]:
    for column, table in row.refers.items():
        value = getattr(row, column)
        if value is not None and not records.knows(table, value):
            yield Fault(column, "reference", f"is {shown(value)}; {table} has no such row")


def _owner_faults(row: EvidenceRow, records: Records) -> Iterator[Fault]:
    table = _RECORD_TABLES[row.record_kind]
    owner = records.tables[table].get((row.record_id,))
    if not records.knows(table, row.record_id):
        message = f"is {shown(row.record_id)}; {table} has no such row"
        yield Fault("record_id", "reference", message)
    elif owner is not None and owner.row.article_id != row.article_id:
        message = f"is {shown(row.article_id)}; its {row.record_kind} is of {owner.row.article_id}"
        yield Fault("article_id", "evidence_article", message)


def _span_faults(
    row: EvidenceRow | QuoteSpanRow, tables: Mapping[str, dict[Key, Placed]], code: str
) -> Iterator[Fault]:
    article = tables["articles"].get((row.article_id,))
    if article is None:  # told as a reference
        return
    text, start, end = article.row.text, row.char_start, row.char_end
    if not 0 <= start < end <= len(text):
        message = f"is {end} after char_start {start}; the article has 0..{len(text)}"
        yield Fault("char_end", "offsets", message)
    elif text[start:end] != row.text:
        message = f"is {_difference(row.text, text[start:end])} at {start}..{end}"
        if (place := text.find(row.text)) >= 0 and row.text:
            message += f"; these words stand at {place}..{place + len(row.text)}"
        yield Fault("text", code, message)


def _support_faults(row: Any, evidence: list[EvidenceRow]) -> Iterator[Fault]:
    if not isinstance(row, StatementRow):
        if not evidence:
            yield Fault(row.key[0], "no_evidence", "no row of evidence has this record_id")
        return
    content = sorted((e for e in evidence if e.field == "content"), key=attrgetter("position"))
    if not content:
        message = f"no row of evidence with field 'content'; there are {len(evidence)} others"
        yield Fault("statement_id", "no_evidence", message)
    elif (joined := SEGMENTS.join(segment.text for segment in content)) != row.text:
        message = f"is {_difference(row.text, joined)} in its content evidence"
        yield Fault("text", "statement_text", message)


def _difference(found: str, wanted: str) -> str:
    """Where two texts part: `'did agree', but it is 'did not ag…'`, from there on."""
    pairs = enumerate(zip(found, wanted, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(found), len(wanted)))
    since = max(0, at - 20)
    lead = f"from character {since} on " if since else ""
    return f"{lead}{shown(found[since:])}, but it is {shown(wanted[since:])}"
