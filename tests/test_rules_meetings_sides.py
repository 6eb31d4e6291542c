"""`meetings/sides`: for whom somebody sits: a state, a body, a warring side."""

import pytest

from pipeline.grounding.ground import ground
from pipeline.reading.text import make_article
from pipeline.resolving.resolve import resolve
from pipeline.rules.draft import draft_by_rules
from tests.rules import read_document, told_of_leaders

VENN, HALE = "President Mara Venn of Kallistan", "President Jon Hale of Ostrava"


def test_a_persons_place_is_not_his_country() -> None:
    text = f"{VENN} received Jon Hale, the president of Ostrava, at the White House on Monday."
    ((meeting, names),) = read_document(text)
    assert names == {"Mara Venn", "Jon Hale"}
    assert meeting.place_text == "the White House"


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("United Nations Secretary-General Ada Mwangi", "igo:un"),
        ("Ada Mwangi, the European Union's foreign policy chief,", "igo:eu-hr"),
        ("African Union envoy Ada Mwangi", "igo:african-union"),
        ("Principal Deputy National Security Advisor Ada Mwangi", None),
        ("Permanent Under-Secretary of State Ada Mwangi", None),
    ],
)
def test_a_body_of_several_words_is_whose_envoy_he_is(text: str, party: str | None) -> None:
    article = make_article(f"On Tuesday, {text} met Turkish President Jan Tesar in Bern.", "a.txt")
    records = resolve(ground(article, draft_by_rules(article)).records)
    (actor,) = (one for one in records.actors if one.name == "Ada Mwangi")
    found = records.parties.get(actor.ref)
    assert (found.party_id if found else None) == party


MONDAY, TUESDAY, FRIDAY = "2026-05-11", "2026-05-12", "2026-05-15"


def test_a_secretary_general_is_no_diplomat_of_his_country() -> None:
    found = told_of_leaders(
        "Egyptian Foreign Minister Hany Nour conferred Monday with Arab League Secretary-General"
        " Ahmed Aboul Gheit."
    )
    assert [(one[0], one[2], one[4]) for one in found] == [("held", MONDAY, "Gheit Nour")]
