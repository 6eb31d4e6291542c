"""What of a draft cannot stand, where it stood, and how the model can mend it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from pipeline.grounding.doubts import Doubt
from pipeline.grounding.locate import NotFound
from schemas.draft import Malformed
from schemas.records import Reject
from schemas.vocabulary import RecordKind

Path = tuple[str | int, ...]
"""Where a record stands in the draft: `("S", 3)`, `("S", 3, "c", 0)`."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A record of the draft that cannot stand as it is."""

    path: Path
    kind: RecordKind
    draft: str
    """The record as the model gave it, JSON."""
    code: str
    message: str
    waits: bool = False
    """It only lacks a record that failed itself: nothing of its own to mend."""

    def as_reject(self) -> Reject:
        """What is kept of it where nobody mends it."""
        return Reject(record_kind=self.kind, draft=self.draft, code=self.code, message=self.message)


class Unusable(ValueError):
    """A record that cannot stand; the message is for the model."""

    def __init__(self, code: str, message: str, *, waits: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.waits = waits


def failure(path: Path, kind: RecordKind, draft: Any, error: Unusable | NotFound) -> Failure:
    """The failure of `draft`, which stands at `path`, for the reason that `error` gives."""
    given = draft.value if isinstance(draft, Malformed) else draft
    if isinstance(given, BaseModel):
        given = given.model_dump(mode="json", by_alias=True)
    text = json.dumps(given, ensure_ascii=False, default=str)
    waits = isinstance(error, Unusable) and error.waits
    return Failure(path, kind, text, error.code, str(error), waits)


def refuse(doubts: Iterable[Doubt]) -> None:
    """Raise `Unusable` with the first doubt that a record cannot stand with."""
    for doubt in doubts:
        if doubt.severity == "reject":
            raise Unusable(doubt.code, doubt.message)
