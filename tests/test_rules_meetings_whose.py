"""`meetings/whose`: the body whose summit it is, where nobody else met."""

import pytest

from pipeline.resolving.resolve import resolve
from schemas.records import ArticleRecords
from tests.rules import records

TOLD = "Mara Venn of Kallistan spoke on Tuesday of the outcomes of the {name} in {place} last May."


def resolved(text: str) -> ArticleRecords:
    return resolve(records(text))


@pytest.mark.parametrize(
    ("name", "place", "body"),
    [
        ("G20 Leaders’ Summit", "Bali", "igo:g20"),
        ("NATO Summit", "Madrid", "igo:nato"),
        ("African Union Summit", "Addis Ababa", "igo:african-union"),
        ("Nuclear Security Summit", "Seoul", None),
    ],
)
def test_a_summit_that_bears_a_bodys_name_is_the_bodys(
    name: str, place: str, body: str | None
) -> None:
    found = resolved(TOLD.format(name=name, place=place))
    (summit,) = (one for one in found.summits if one.title and one.place_text == place)
    parties = [found.parties[one.actor].party_id for one in summit.participants]
    assert parties == ([body] if body else [])


def test_a_body_that_the_text_names_elsewhere_is_one_actor() -> None:
    found = resolved(
        "NATO said on Monday that it was ready. " + TOLD.format(name="NATO Summit", place="Madrid")
    )
    assert len([one for one in found.actors if one.actor_id == "igo:nato"]) == 1
