"""Records on their way: each draft of a list becomes one, or a failure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from pipeline.grounding.doubts import Doubt
from pipeline.grounding.failures import Failure, Path, Unusable, failure
from pipeline.grounding.locate import NotFound
from schemas.draft import Malformed
from schemas.records import Actor, Claim, Span, Statement, Summit
from schemas.vocabulary import RecordKind

R = TypeVar("R", Actor, Summit, Statement, Claim)


class Made(NamedTuple, Generic[R]):
    """All of a record but its id, which hangs on its neighbours, with the doubts about it."""

    path: Path
    draft: Any
    """What it was made of."""
    spans: tuple[Span, ...]
    """What it rests on."""
    told: str
    """What tells it from others that rest on the same spans."""
    model: type[R]
    fields: Mapping[str, Any]
    """All but the id: pydantic records are dear to copy, so each is built once."""
    doubts: tuple[Doubt, ...] = ()


def built(made: Made[R], **more: Any) -> R:
    """The record with the fields it lacks, validated as `model(…)` would, at half the price."""
    record: R = made.model.__pydantic_validator__.validate_python({**made.fields, **more})
    return record


def attempt(
    place: str | Path,
    kind: RecordKind,
    drafts: Sequence[Any],
    make: Callable[[Any, Path], Made[R]],
    failures: list[Failure],
) -> Iterator[Made[R]]:
    """Make each draft a record; one that cannot be joins `failures`."""
    place = (place,) if isinstance(place, str) else place
    for at, draft in enumerate(drafts):
        path = (*place, at)
        try:
            yield make(_well_formed(draft), path)
        except (Unusable, NotFound) as error:
            failures.append(failure(path, kind, draft, error))


def _well_formed(draft: Any) -> Any:
    if isinstance(draft, Malformed):
        raise Unusable("malformed", draft.message)
    return draft
