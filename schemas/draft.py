"""What the language model fills: short keys on the wire, full names in code.

The model points and judges. It never gives an offset, a code or an id, and the
only prose of its own is a claim's sentence. Every field is required and nullable
instead of optional, without defaults or constraints in the JSON Schema, so that
the schema stays inside the providers' strict subset. Keys that most records leave
empty cost output on every one, so claims and actors have a plain form without them.
What is read is more forgiving than what is asked for, and a record that cannot be
read is kept as `Malformed`, so that it can be asked for again alone.

The field docstrings are read by developers and sent to the model.
"""

import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
    field_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from schemas.vocabulary import (
    Act,
    ActorKind,
    Channel,
    ClaimType,
    Level,
    Medium,
    MeetingStatus,
)

Anchor: TypeAlias = str
"""Where something stands: `12:first words…last words`, `12:short span` or `12`.

The number is a paragraph of the prompt; the words are copied from it. `12#2:word`
means the second place where the words stand.
"""

_NUMBER = re.compile(r"(>=|<=|[=><~])?\s*(-?\d[\d,_ ]*(?:\.\d+)?)\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Malformed:
    """A record that does not fit its schema: what came, and a sentence on what to mend."""

    value: Any
    message: str


class Lenient:
    """Marks a list item that becomes `Malformed` instead of failing the whole answer."""

    def __init__(self, model: type[BaseModel]) -> None:
        self.model = model

    def __get_pydantic_core_schema__(
        self, _source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        whole = handler.generate_schema(self.model)
        forgiving = core_schema.no_info_wrap_validator_function(_keep_malformed, whole)
        # What fits, as nearly all does, never comes up into Python: half of a parse's time.
        return core_schema.union_schema([whole, forgiving], mode="left_to_right")

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema["choices"][0])


def _keep_malformed(value: Any, validate: Any) -> Any:
    if isinstance(value, Malformed):
        return value
    try:
        return validate(value)
    except ValidationError as error:
        return Malformed(value, explain(error))


def explain(error: ValidationError) -> str:
    """One sentence a fault, by the key on the wire: `"k": Input should be 'person' …`."""
    return "; ".join(
        f'"{".".join(str(step) for step in fault["loc"])}": {fault["msg"]}'
        for fault in error.errors()
    )


class Wire(BaseModel):
    """Strict in the JSON Schema that is sent, forgiving in what is read."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, use_attribute_docstrings=True)

    forms: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """The keys of each form that is asked for, in order, all keys first; none: one form.

    A key that a form lacks has its default. OpenAI refuses a choice between objects that
    begin with the same key.
    """

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        # Providers' strict mode wants every key required, no defaults, no others.
        made = handler.resolve_ref_schema(handler(schema))
        made["required"] = list(made["properties"])
        made["additionalProperties"] = False
        made.pop("title", None)
        for field in made["properties"].values():
            field.pop("default", None)
            field.pop("title", None)
        return _choice(made, cls.forms) if cls.forms else made


def _choice(made: JsonSchemaValue, forms: tuple[tuple[str, ...], ...]) -> JsonSchemaValue:
    """One object for each form; what is said of a key stands in the first one alone."""
    described = made["properties"]
    bare = {
        key: {word: value for word, value in field.items() if word != "description"}
        for key, field in described.items()
    }
    objects = [
        {
            "type": "object",
            "properties": {key: (bare if number else described)[key] for key in keys},
            "required": list(keys),
            "additionalProperties": False,
        }
        for number, keys in enumerate(forms)
    ]
    return {"description": made["description"], "anyOf": objects}


class HeadDraft(Wire):
    """What the article says of itself; null where it does not say or it was given."""

    language: str | None = Field(None, alias="lang")
    """ISO 639-1 code of the text's language."""
    title: Anchor | None = Field(None, alias="ti")
    """AT of the headline."""
    published_text: Anchor | None = Field(None, alias="pub")
    """AT of the date of publication."""
    byline: Anchor | None = Field(None, alias="by")
    """AT of the author's name."""
    dateline_place: Anchor | None = Field(None, alias="dl")
    """AT of the dateline's place."""


class ActorDraft(Wire):
    """A person, role, state, body or group that a record of this answer uses."""

    forms = (("m", "r", "n", "k", "ro", "of"), ("r", "n", "k", "ro", "of"))

    ref: str = Field(alias="r")
    """a1, a2, …"""
    name: str | None = Field(None, alias="n")
    """Longest form of the name in the article, copied; null if only a role is given."""
    kind: ActorKind = Field(alias="k")
    role: str | None = Field(None, alias="ro")
    """Office or role in the article's words: "deputy prime minister"."""
    affiliation: str | None = Field(None, alias="of")
    """The state or body he acts for, as the article names it."""
    members: tuple[str, ...] = Field((), alias="m")
    """Refs of a collective's members that the article names; no other actor has this key."""


class MeetingDraft(Wire):
    """A diplomatic meeting or contact between parties, held or not."""

    ref: str = Field(alias="r")
    """m1, m2, …"""
    title: str | None = Field(None, alias="n")
    """Proper name of the meeting, copied, if it has one."""
    status: MeetingStatus = Field(alias="s")
    channel: Channel = Field(alias="ch")
    level: Level = Field(alias="lv")
    date_text: str | None = Field(None, alias="dt")
    """The words for its date, copied: "early on Sunday"."""
    date_llm: str | None = Field(None, alias="d")
    """The same as YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD; null if unsure."""
    place_text: str | None = Field(None, alias="pl")
    """Where it took or takes place, copied; null for a remote contact."""
    participants: tuple[str, ...] = Field((), alias="w")
    """Refs, each with a role if the text shows one: "a1", "a2 host", "a3 caller"."""
    evidence: tuple[Anchor, ...] = Field((), alias="at")
    """AT of each passage that tells of it, the best first."""

    @field_validator("participants")
    @classmethod
    def _participants(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _refs_with_role(value, ("host", "guest", "caller", "mediator", "participant"))


class ClaimDraft(Wire):
    """A checkable assertion in one self-contained sentence; plain if "f", "q", "w" add nothing."""

    forms = (("f", "t", "k", "q", "d", "w", "at"), ("t", "k", "d", "at"))

    text: str = Field(alias="t")
    """The sentence; its numbers, names and negations stand in the passage it rests on."""
    claim_type: ClaimType = Field(alias="k")
    certainty: str = Field("certain", alias="f")
    """certain, probable, possible or unknown; a leading "-" if the sentence is negated."""
    quantity: str | None = Field(None, alias="q")
    """Comparator, number, unit: ">=12 soldiers"; null if it carries none."""
    time_text: str | None = Field(None, alias="d")
    """The words for its time, copied."""
    asserters: tuple[str, ...] = Field((), alias="w")
    """Refs of who vouches; [] = the statement's speakers, or else the article itself."""
    evidence: tuple[Anchor, ...] = Field((), alias="at")
    """AT of the passage; [] = the whole content of its statement."""

    @field_validator("certainty")
    @classmethod
    def _certainty(cls, value: str) -> str:
        if value.removeprefix("-") not in ("certain", "probable", "possible", "unknown"):
            raise ValueError(
                f"'{value}' is not one of certain, probable, possible, unknown (each may have "
                "a leading '-')"
            )
        return value

    @field_validator("quantity")
    @classmethod
    def _quantity(cls, value: str | None) -> str | None:
        if value is not None and _NUMBER.fullmatch(value.strip()) is None:
            raise ValueError(
                f"'{value}' does not read as comparator, number in digits, unit, "
                "such as '>=12 soldiers'"
            )
        return value

    @property
    def measure(self) -> tuple[str, float, str | None] | None:
        """Comparator, value and unit: `">=340000 people" -> (">=", 340000.0, "people")`."""
        found = _NUMBER.fullmatch(self.quantity.strip()) if self.quantity else None
        if found is None:
            return None
        number = re.sub(r"[,_ ]", "", found[2])
        return found[1] or "=", float(number), found[3].strip() or None


class StatementDraft(Wire):
    """Content attributed to a source by a cue or by form."""

    who: tuple[str, ...] = Field(alias="w")
    """Refs: the speakers bare, "a2 via" for who relayed it, "a3 to" for who was addressed."""
    content: tuple[Anchor, ...] = Field(alias="at")
    """AT of the content alone, without cue and source; several if a cue splits it."""
    act: Act
    medium: Medium = Field("unspecified", alias="in")
    occasion: str | None = Field(None, alias="m")
    """Ref of the meeting at which it was said."""
    said_text: str | None = Field(None, alias="d")
    """The words for when it was said, copied, if no meeting gives the date."""
    claims: tuple[Annotated[ClaimDraft | Malformed, Lenient(ClaimDraft)], ...] = Field(
        (), alias="c"
    )
    """The claims that this statement makes."""

    @field_validator("who")
    @classmethod
    def _who(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        value = _refs_with_role(value, ("via", "to"))
        if not any(" " not in item for item in value):
            raise ValueError("nobody speaks: give the speaker's ref without a role")
        return value

    @field_validator("content")
    @classmethod
    def _content(cls, value: tuple[Anchor, ...]) -> tuple[Anchor, ...]:
        if not value:
            raise ValueError("give at least one AT for the content")
        return value


class ArticleDraft(Wire):
    """Everything the model reports of one article or one window of it."""

    head: HeadDraft = Field(default_factory=HeadDraft, alias="h")
    actors: tuple[Annotated[ActorDraft | Malformed, Lenient(ActorDraft)], ...] = Field(alias="A")
    meetings: tuple[Annotated[MeetingDraft | Malformed, Lenient(MeetingDraft)], ...] = Field(
        alias="M"
    )
    statements: tuple[Annotated[StatementDraft | Malformed, Lenient(StatementDraft)], ...] = Field(
        alias="S"
    )
    claims: tuple[Annotated[ClaimDraft | Malformed, Lenient(ClaimDraft)], ...] = Field(alias="C")
    """Claims of the article itself, outside any statement."""


class RepairItem(Wire):
    """A record given again, or withdrawn with four nulls."""

    number: int = Field(alias="i")
    actor: ActorDraft | None = Field(None, alias="A")
    meeting: MeetingDraft | None = Field(None, alias="M")
    statement: StatementDraft | None = Field(None, alias="S")
    claim: ClaimDraft | None = Field(None, alias="C")


class RepairDraft(Wire):
    """The records that were asked for again."""

    items: tuple[Annotated[RepairItem | Malformed, Lenient(RepairItem)], ...] = Field(alias="R")


class CoverageItem(Wire):
    """One quotation that no statement covered."""

    number: int = Field(alias="i")
    statement: Annotated[StatementDraft | Malformed, Lenient(StatementDraft)] | None = Field(
        None, alias="S"
    )
    """The statement that holds it; null if it is no speech."""


class CoverageDraft(Wire):
    """What the quotations are that no statement covered."""

    actors: tuple[Annotated[ActorDraft | Malformed, Lenient(ActorDraft)], ...] = Field(
        (), alias="A"
    )
    items: tuple[CoverageItem, ...] = Field(alias="Q")


def _refs_with_role(value: tuple[str, ...], roles: tuple[str, ...]) -> tuple[str, ...]:
    for item in value:
        ref, _, role = item.partition(" ")
        if not ref or (role and role not in roles):
            raise ValueError(f"'{item}' is not a ref, optionally followed by one of {roles}")
    return value
