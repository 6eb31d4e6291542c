"""What a model answers when it is given options: one word a question, none of its own.

A shape has exactly as many keys as there are questions, so that an engine that holds a
model to its schema can neither run on nor stop early. What is none of the options is read
as no answer, and one bad word costs only its own question.
"""

from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema, create_model

from schemas.draft import Wire
from schemas.vocabulary import MeetingStatus

SpeakerChoice: TypeAlias = Literal["A", "B", "C", "D", "E", "F", "other", "nobody"]
"""A letter of the question's own; somebody who is none of them; or nobody says it."""
MeetingChoice: TypeAlias = MeetingStatus | Literal["none"]
"""What became of the meeting; `none`: the passage tells of none."""
LETTERS = "ABCDEF"
SPEAKER_CHOICES: tuple[str, ...] = get_args(SpeakerChoice)
MEETING_CHOICES: tuple[str, ...] = (*get_args(MeetingStatus), "none")


class ChoiceDraft(Wire):
    """The answers of one call: `{"s1": "B", "s2": "nobody", "m1": "held"}`."""

    def chosen(self, question: str) -> str | None:
        """The answer to a question by its key; None where there is none to be read."""
        found: str | None = getattr(self, question, None)
        return found


def _one_of(choices: tuple[str, ...]) -> Any:
    def known(value: Any) -> Any:
        return value if value in choices else None

    schema = {"type": "string", "enum": list(choices)}
    return Annotated[str | None, BeforeValidator(known), WithJsonSchema(schema)]


@cache
def choice_shape(speakers: int, meetings: int) -> type[ChoiceDraft]:
    """The shape for so many questions of either kind: keys `s1`, `s2`, …, `m1`, …"""
    fields: dict[str, Any] = {
        **{f"s{n}": (_one_of(SPEAKER_CHOICES), Field(None)) for n in range(1, speakers + 1)},
        **{f"m{n}": (_one_of(MEETING_CHOICES), Field(None)) for n in range(1, meetings + 1)},
    }
    return create_model("ChoiceDraft", __base__=ChoiceDraft, **fields)
