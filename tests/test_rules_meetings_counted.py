"""`meetings/counted`: "officials from the three countries"."""

from pipeline.reading.text import make_article
from pipeline.rules.draft import draft_by_rules
from tests.rules import PUBLISHED, dated, dated_meetings, meetings


def test_the_five_countries_are_those_listed_before() -> None:
    found = meetings(
        "The leaders of Kenya, Somalia, Djibouti, Uganda and Ethiopia met in Nairobi on Monday."
        " Foreign ministers of the five countries will meet in Kampala on June 16."
    )
    assert found[-1].who == frozenset("Kenya Somalia Djibouti Uganda Ethiopia".split())
    assert (found[-1].place, found[-1].day) == ("Kampala", "2026-06-16")


def test_the_two_neighbours_are_those_who_met() -> None:
    text = (
        "Somalia called off a meeting with Ethiopia on Friday. Ministers of the two neighbours last"
        " met in Ankara on May 4."
    )
    assert dated_meetings(text)[-1] == dated("Somalia Ethiopia", "held", "2026-05-04", "Ankara")


def test_officials_of_counted_states_are_no_states() -> None:
    text = "Kenya, Uganda and Ghana agreed. Military chiefs from the three countries met in Accra on Monday."
    assert {one.who for one in dated_meetings(text)} == {frozenset({"Kenya", "Uganda", "Ghana"})}
    article = make_article(text, "text", published_text=PUBLISHED)
    roles = {actor.role for actor in draft_by_rules(article).actors}
    assert {"military chief of Kenya", "military chief of Uganda"} <= roles


def test_delegations_of_counted_states_are_those_states() -> None:
    text = "Kenya, Uganda and Ghana agreed. Delegations from the three countries met in Accra on Monday."
    article = make_article(text, "text", published_text=PUBLISHED)
    assert not [actor for actor in draft_by_rules(article).actors if actor.role]
