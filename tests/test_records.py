"""A record's value that stages hand on: frozen, and copied without cost."""

import pickle
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from schemas.records import Actor, DateInterval, Span, Value

SPAN = Span(start=0, end=3, text="Ann", match="exact")
ACTOR = Actor(
    ref="a1", mention_id="m", name="Ann", kind="person", role=None, affiliation=None, members=(),
    evidence=(SPAN,), actor_id="person:ann",
)  # fmt: skip
DAY = DateInterval(start=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("value", "changed"),
    [
        (ACTOR, {}),
        (ACTOR, {"actor_id": "person:bo", "country_iso3": "TUR"}),
        (DAY, {"end": date(2020, 1, 2), "precision": "range"}),
        (SPAN, {"end": 2, "text": "An"}),
    ],
)
@pytest.mark.parametrize("deep", [False, True])
def test_a_copy_is_the_one_that_pydantic_makes(
    value: Value, changed: dict[str, Any], deep: bool
) -> None:
    theirs = BaseModel.model_copy(value, update=changed, deep=deep)
    ours = value.model_copy(update=changed, deep=deep)
    for copied in (ours, pickle.loads(pickle.dumps(ours)), ours.model_copy()):
        assert copied == theirs
        assert vars(copied) == vars(theirs)
        assert copied.model_fields_set == theirs.model_fields_set
        assert copied.model_dump_json() == theirs.model_dump_json()
        assert copied.__pydantic_extra__ is theirs.__pydantic_extra__
        assert copied.__pydantic_private__ is theirs.__pydantic_private__


def test_a_copy_leaves_the_other_as_it_was_and_is_frozen() -> None:
    copied = ACTOR.model_copy(update={"country_iso3": "TUR"})
    assert ACTOR.country_iso3 is None
    assert "country_iso3" not in ACTOR.model_fields_set
    with pytest.raises(ValidationError, match="frozen"):
        copied.country_iso3 = None
