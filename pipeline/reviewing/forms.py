"""The fields that a person may edit, by kind of record: names, labels, closed lists.

What the article must hold is marked: such words are the article's own or null. What
follows from other fields (the share of quoted words, the event) is computed, not edited.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.reviewing.records import RECORDS
from pipeline.storing.dictionary import columns_of
from schemas.tables import ActorRow, ParticipationRow, StatementActorRow
from schemas.vocabulary import RecordKind

FieldType = Literal["text", "words", "prose", "date", "number", "list", "record", "actor"]


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    type: FieldType = "text"
    """`words` must stand in the article; `prose` is a sentence of the person's own;
    `record` names another record of the article, `actor` an actor.
    """


FORMS: Mapping[RecordKind, tuple[Field, ...]] = {
    "summit": (
        Field("title", "Name of the meeting", "words"),
        Field("status", "Status", "list"),
        Field("channel", "How they met", "list"),
        Field("level", "Rank", "list"),
        Field("date_text", "Words for the date", "words"),
        Field("date_start", "First day", "date"),
        Field("date_end", "Last day", "date"),
        Field("date_precision", "How exactly the day is known", "list"),
        Field("date_basis", "What the date rests on", "list"),
        Field("place_text", "Words for the place", "words"),
        Field("geoname_id", "GeoNames number", "number"),
        Field("country_iso3", "Country (ISO 3166-1 alpha-3)"),
    ),
    "statement": (
        Field("act", "What the speaker does by it", "list"),
        Field("medium", "Where it was said", "list"),
        Field("said_on", "Day on which it was said", "date"),
        Field("speaker_text", "Words for the speaker", "words"),
        Field("cue_text", "Words of saying", "words"),
        Field("summit_id", "Meeting at which it was said", "record"),
    ),
    "claim": (
        Field("text", "The claim as one sentence", "prose"),
        Field("claim_type", "What it is about", "list"),
        Field("certainty", "The asserter’s certainty", "list"),
        Field("polarity", "Polarity (- denies)", "list"),
        Field("comparator", "Comparator", "list"),
        Field("value", "Number", "number"),
        Field("unit", "Unit"),
        Field("time_text", "Words for the time", "words"),
        Field("time_start", "First day of that time", "date"),
        Field("time_end", "Last day of that time", "date"),
        Field("statement_id", "Statement that makes it", "record"),
    ),
    "actor_mention": (
        Field("name", "Name in the article", "words"),
        Field("role", "Office or role", "words"),
        Field("affiliation", "Acts for", "words"),
        Field("actor_id", "Who is meant", "actor"),
    ),
}


def as_json() -> dict[str, Any]:
    """The forms for the page: `{"summit": {"fields": […], "roles": […]}, …}`."""
    roles = {
        "summit": columns_of(ParticipationRow)["role"].words,
        "statement": columns_of(StatementActorRow)["role"].words,
        "claim": ("asserter",),
        "actor_mention": (),
    }
    return {
        "actor_kinds": columns_of(ActorRow)["kind"].words,
        **{
            kind: {
                "fields": [
                    {
                        "name": field.name,
                        "label": field.label,
                        "type": field.type,
                        "words": columns_of(RECORDS[kind])[field.name].words,
                        "nullable": columns_of(RECORDS[kind])[field.name].nullable,
                    }
                    for field in fields
                ],
                "roles": roles[kind],
            }
            for kind, fields in FORMS.items()
        },
    }
