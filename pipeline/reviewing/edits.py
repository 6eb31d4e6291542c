"""From what a person wrote and selected to a record, through grounding's own code.

His spans are the article's text between offsets, cut at words; what he copies must stand in
the article; a claim's sentence is checked against its evidence. So no record that a person
made can misquote either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.grounding.attribution import attribute
from pipeline.grounding.cuts import governed
from pipeline.grounding.locate import TextIndex
from pipeline.grounding.meaning import check_claim, surroundings
from pipeline.grounding.passages import in_metadata
from pipeline.grounding.quotations import quotations
from pipeline.grounding.statements import DOCUMENTS, quote_type_of, quoted_ratio
from pipeline.identity import digest, record_ids
from pipeline.lookup.places import resolve_place
from pipeline.reviewing.cast import Cast, cast_of, names_of, resolved_again, with_new
from pipeline.reviewing.drawn import drawn
from pipeline.reviewing.faults import Unfit
from pipeline.reviewing.forms import FORMS
from pipeline.reviewing.records import (
    RECORDS,
    REFERENCES,
    PersonRow,
    Reading,
    Record,
    RecordRow,
    evidence_rows,
)
from pipeline.reviewing.seats import Person, seated
from pipeline.storing.rows import SEGMENT_JOINT
from pipeline.storing.validate import own_faults
from schemas.records import Article, Span
from schemas.tables import ClaimRow, PlaceRow, Row, StatementRow, SummitRow
from schemas.vocabulary import RecordKind


class NewActor(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    ref: str
    kind: str
    name: str = ""
    role: str = ""
    of: str = ""


class Written(BaseModel):
    """A record as the page sends it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: RecordKind
    fields: dict[str, str | float | int | None]
    spans: tuple[tuple[int, int], ...]
    people: tuple[Person, ...] = ()
    new_actors: tuple[NewActor, ...] = ()


@dataclass(frozen=True, slots=True)
class Edited:
    record: Record
    cast: tuple[Row, ...]
    about: Mapping[str, Any]
    """For a mention shown to be somebody else: his party."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is being written on: the article, its other records, the record as it was."""

    index: TextIndex
    reading: Reading
    before: Record | None
    spans: tuple[Span, ...]

    @property
    def moved(self) -> bool:
        """The record rests on other words than before."""
        places = [(span.start, span.end) for span in self.spans]
        return self.before is None or self.before.places != places

    @property
    def was(self) -> dict[str, Any]:
        return self.before.row.model_dump() if self.before else {}


def edited(
    article: Article, reading: Reading, written: Written, before: Record | None, run_id: str
) -> Edited:
    """The record that a person wrote; raises Unfit with the field that cannot stand.

    What he left as it was is not judged anew. `run_id` is for a record of his own.
    """
    index = TextIndex(article)
    kind = written.kind
    sheet = Sheet(index, reading, before, drawn(index, kind, written.spans, before))
    told = [one.model_dump() for one in written.new_actors]
    cast, new = with_new(cast_of(reading), index, told, sheet.spans)
    people = [
        one.model_copy(update={"actor": new.get(one.actor, one.actor)}) for one in written.people
    ]
    values = {"run_id": run_id, **_values(sheet, written)}
    about: dict[str, Any] = {}
    if kind == "summit":
        cast = _placed(values, sheet, cast)
    elif kind == "statement":
        _quoted(values, sheet, [one.actor for one in people if one.role == "speaker"], cast)
    elif kind == "actor_mention":
        cast = _meant(values, sheet, cast)
        party = cast.party(str(values["actor_id"]))
        about["party"] = dict(zip(("party_id", "party_iso3"), party, strict=True))
    row = _row(values, sheet, kind)
    seats, cast = seated(row, kind, people, cast)
    if isinstance(row, ClaimRow):
        _judge_claim(row, seats, sheet, cast)
    _refers(row, reading, kind)
    for fault in own_faults(row):
        raise Unfit(fault.field, f"{fault.field} {fault.message}")
    record = Record(row, seats, evidence_rows(row, sheet.spans))
    return Edited(record, cast.rows_for(record), about)


def _values(sheet: Sheet, written: Written) -> dict[str, Any]:
    """The columns as written, words as the article has them; raises Unfit."""
    values, index = sheet.was, sheet.index
    told = sheet.before.row.model_dump(mode="json") if sheet.before else {}
    asked = {field.name: field for field in FORMS[written.kind]}
    for name, value in written.fields.items():
        if name not in asked:
            raise Unfit(name, f"{name} is no field of a {written.kind} that can be edited")
        given = value.strip() or None if isinstance(value, str) else value
        if name in told and given == told[name]:
            continue
        if asked[name].type == "words" and isinstance(given, str):
            found = index.first(given)
            if found is None and not in_metadata(given, index.article):
                raise Unfit(name, f"“{given[:80]}” does not stand in the article; copy its words")
            given = found.text if found else given
        values[name] = given
    for field in FORMS[written.kind]:
        values.setdefault(field.name, None)
    return values


def _placed(values: dict[str, Any], sheet: Sheet, cast: Cast) -> Cast:
    """The place of new words, unless the person gave number or country himself."""
    was = sheet.was
    if values["place_text"] == was.get("place_text"):
        return cast
    place = resolve_place(values["place_text"]) if values["place_text"] else None
    values["place_id"] = place.place_id if place else None
    for column in ("geoname_id", "country_iso3"):
        if values[column] == was.get(column):
            values[column] = getattr(place, column) if place else None
    if place is None:
        return cast
    row = PlaceRow(
        place_id=place.place_id,
        name=place.name,
        kind=place.kind,
        geoname_id=place.geoname_id,
        country_iso3=place.country_iso3,
    )
    return replace(cast, places={**cast.places, row.place_id: row})


def _quoted(values: dict[str, Any], sheet: Sheet, speakers: Sequence[str], cast: Cast) -> None:
    """What follows from the content: text, share of quoted words, cue and source."""
    text, paragraphs = sheet.index.text, sheet.index.article.paragraphs
    if sheet.moved:
        names = [name for one in speakers for name in names_of(cast, one)]
        found = attribute(text, sheet.spans, paragraphs, names)
        values["speaker_text"] = values["speaker_text"] or found.source
        values["cue_text"] = values["cue_text"] or found.cue
        ratio = quoted_ratio(text, sheet.spans, quotations(text, paragraphs))
        reproduced = not values["cue_text"] and values["medium"] in DOCUMENTS
        values["quote_type"] = quote_type_of(ratio, reproduced=reproduced)
        values["quoted_ratio"] = ratio
    values["text"] = SEGMENT_JOINT.join(span.text for span in sheet.spans)


def _meant(values: dict[str, Any], sheet: Sheet, cast: Cast) -> Cast:
    """Whom a corrected mention means: as chosen, else by the resolver's rules."""
    was, chosen = sheet.was, values["actor_id"]
    same_words = all(values[w] == was.get(w) for w in ("name", "role", "affiliation"))
    if chosen and (chosen != was.get("actor_id") or same_words):
        if chosen not in cast.actors:
            raise Unfit("actor_id", f"no actor '{chosen}' in the article")
        if chosen != was.get("actor_id"):
            values["resolved_by"] = "decided"
        return cast
    kind = cast.actors[was["actor_id"]].kind if was else "person"
    told = {"name": values["name"], "role": values["role"], "of": values["affiliation"]}
    row, rule = resolved_again(sheet.index, {**told, "kind": kind}, sheet.spans)
    values["actor_id"], values["resolved_by"] = row.actor_id, rule
    return replace(cast, actors={row.actor_id: row, **cast.actors})


def _row(values: Mapping[str, Any], sheet: Sheet, kind: RecordKind) -> RecordRow:
    model = RECORDS[kind]
    columns = {name: values.get(name) for name in model.model_fields}
    columns[model.key[0]] = _id(sheet, kind)
    columns["article_id"] = sheet.index.article.article_id
    try:
        return model.model_validate(columns)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        field = str(fault["loc"][0]) if fault["loc"] else "record"
        given = values.get(field)
        message = "is missing" if given is None else f"cannot be {given!r}: {fault['msg']}"
        if given is not None and fault["type"].startswith("date"):
            message = f"is '{given}': write the day as year-month-day, such as 2020-03-31"
        raise Unfit(field, f"{field} {message}") from None


def _id(sheet: Sheet, kind: RecordKind) -> str:
    """The id that it had; if it moved, that of its words; where another has that, one apart."""
    if sheet.before and not sheet.moved:
        return sheet.before.id
    article_id = sheet.index.article.article_id
    given = record_ids(article_id, kind, [(sheet.spans, "")])[0]
    taken = sheet.reading.records.keys() - ({sheet.before.id} if sheet.before else set())
    number = 0
    while given in taken:
        number += 1
        given = digest(article_id, kind, given, number)
    return given


def _judge_claim(row: ClaimRow, people: Sequence[PersonRow], sheet: Sheet, cast: Cast) -> None:
    """A sentence that is new, or rests on other words, must be borne out by its evidence."""
    was = sheet.before.row if sheet.before else None
    if isinstance(was, ClaimRow) and not sheet.moved:
        said = (was.text, was.polarity, was.certainty)
        if said == (row.text, row.polarity, row.certainty):
            return
    speakers = [form for person in people for form in names_of(cast, person.actor_id)]
    for doubt in check_claim(
        row.text,
        [governed(sheet.index.text, span) for span in sheet.spans],
        names=[form for actor_id in cast.actors for form in names_of(cast, actor_id)],
        speakers=speakers,
        context="\n".join([surroundings(sheet.index.article, sheet.spans), *speakers]),
        certainty=row.certainty,
        polarity=row.polarity,
        english=sheet.index.is_english,
    ):
        if doubt.severity == "reject":
            raise Unfit("text", doubt.message)


def _refers(row: RecordRow, reading: Reading, kind: RecordKind) -> None:
    column = REFERENCES.get(kind)
    named = getattr(row, column) if column else None
    wanted = SummitRow if kind == "statement" else StatementRow
    if named and not isinstance(getattr(reading.records.get(named), "row", None), wanted):
        raise Unfit(str(column), f"no such record in the article: {named}")
