"""`multiword`: states, titles and names of several words, joined to one token."""

import pytest

from pipeline.grounding.ground import ground
from pipeline.reading.text import make_article
from pipeline.resolving.resolve import resolve
from pipeline.rules.draft import draft_by_rules

SAID = "said that the talks had failed."


@pytest.mark.parametrize(
    ("adjective", "state", "iso3"),
    [
        ("South African", "South Africa", "ZAF"),
        ("South Sudanese", "South Sudan", "SSD"),
        ("New Zealand", "New Zealand", "NZL"),
        ("Papua New Guinean", "Papua New Guinea", "PNG"),
        ("Equatorial Guinean", "Equatorial Guinea", "GNQ"),
        ("North Macedonian", "North Macedonia", "MKD"),
        ("Central African Republic", "the Central African Republic", "CAF"),
        ("Ivory Coast", "Ivory Coast", "CIV"),
        ("Emirati", "the United Arab Emirates", "ARE"),
        ("British", "the United Kingdom", "GBR"),
        ("Sudanese", "Sudan", "SDN"),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "{A} President Ada Mwangi {S}",
        "In Bern, the {A} president, Ada Mwangi, {S}",
        "On Tuesday, {A} Foreign Minister Ada Mwangi {S}",
        "President Ada Mwangi of {N} {S}",
        "In Bern, {N}'s President Ada Mwangi {S}",
    ],
)
def test_a_state_of_several_words_is_none_of_its_words(
    text: str, adjective: str, state: str, iso3: str
) -> None:
    article = make_article(text.format(A=adjective, N=state, S=SAID), "a.txt")
    records = resolve(ground(article, draft_by_rules(article)).records)
    (actor,) = (one for one in records.actors if one.name == "Ada Mwangi")
    assert actor.country_iso3 == iso3


@pytest.mark.parametrize(
    ("state", "iso3"),
    [
        ("South Sudan (RSS)", "SSD"),
        ("United Arab Emirates (UAE)", "ARE"),
        ("Trinidad & Tobago (TT)", "TTO"),
        ("St. Kitts and Nevis", "KNA"),
        ("United Kingdom of Great Britain and Northern Ireland", "GBR"),
    ],
)
@pytest.mark.parametrize("address", ["", "Her Excellency, ", "Her Royal Highness, Her Excellency "])
def test_letters_and_addresses_beside_a_state_hide_none_of_its_words(
    address: str, state: str, iso3: str
) -> None:
    text = f"In Bern, {address}{state} Foreign Minister Ada “Addy” Mwangi {SAID}"
    article = make_article(text, "a.txt")
    records = resolve(ground(article, draft_by_rules(article)).records)
    assert [one.country_iso3 for one in records.actors] == [iso3]


@pytest.mark.parametrize("adjective", ["Turkish", "South African", "Saudi Arabian"])
def test_a_speakers_we_may_be_the_state_that_he_acts_for(adjective: str) -> None:
    text = f"{adjective} President Ada Mwangi met Jan Tesar. “We agreed on much of it,” she said."
    article = make_article(text, "a.txt")
    assert ground(article, draft_by_rules(article)).failures == ()
