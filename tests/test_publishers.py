"""Whose government publishes a text, and whose "the president" is in it."""

import pytest

from pipeline.lookup.publishers import government_of
from pipeline.reading.text import make_article
from pipeline.rules.draft import draft_by_rules, reading_of
from pipeline.rules.meetings.sides import side


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("https://www.whitehouse.gov/briefing-room/", "USA"),
        ("https://bidenwhitehouse.archives.gov/x", "USA"),
        ("http://en.kremlin.ru/events", "RUS"),
        ("https://www.gov.uk/government/news", "GBR"),
        ("www.president.go.ke/news", "KEN"),
        ("https://www.elysee.fr/", "FRA"),
        ("https://www.pm.gc.ca", "CAN"),
        ("https://www.mfa.gov.tr", "TUR"),
        ("https://www.the-star.co.ke/news", None),
        ("https://www.president-hotel.ch", None),
        ("https://go.com", None),
        ("https://news.example/gov/kremlin", None),
        ("http://[half an address", None),
        ("", None),
    ],
)
def test_address_tells_a_governments_own_site(url: str, state: str | None) -> None:
    assert government_of(url, None) == state


@pytest.mark.parametrize(
    ("outlet", "state"),
    [
        ("The White House", "USA"),
        ("Kremlin", "RUS"),
        ("Office of the President of Kenya", "KEN"),
        ("Ministry of Foreign Affairs of Japan", "JPN"),
        ("Kenya Times", None),
        ("Ankara", None),
        ("Reuters", None),
    ],
)
def test_outlet_tells_a_government_and_no_paper(outlet: str, state: str | None) -> None:
    assert government_of(None, outlet) == state


ADVISER = "Ann Wafula, Senior Advisor to the President, met with"
AMERICAN = f"{ADVISER} American Ambassador Jon Hale in Bern on Monday."
KENYAN = f"{ADVISER} Kenyan Foreign Minister Jomo Otieno in Bern on Monday."


@pytest.mark.parametrize(
    ("text", "url", "met"),
    [
        (AMERICAN, "https://www.president.go.ke/news", True),
        (KENYAN, "https://www.president.go.ke/news", False),
        (AMERICAN, "https://www.whitehouse.gov/briefing-room/", False),
        (KENYAN, "https://www.whitehouse.gov/briefing-room/", True),
        (f"The Kenyan president spoke on Sunday. {AMERICAN}", None, True),
        (f"The Kenyan president spoke on Sunday. {KENYAN}", None, False),
        (f"The Georgian president spoke on Sunday. {AMERICAN}", None, True),
        (AMERICAN, None, True),
    ],
)
def test_adviser_to_the_president_sits_for_the_state_whose_text_it_is(
    text: str, url: str | None, met: bool
) -> None:
    draft = draft_by_rules(make_article(text, "text", url=url, published_text="2026-05-13"))
    assert [len(one.participants) for one in draft.meetings] == ([2] if met else [])


def test_two_advisers_to_a_president_of_no_told_state_are_one_side() -> None:
    text = (
        "Ann Wafula, Senior Advisor to the President, and Jo Hale, Assistant to the President, met"
        " in Bern on Monday."
    )
    cast = reading_of(make_article(text, "text")).cast
    assert [actor.name for actor in cast.actors[:2]] == ["Ann Wafula", "Jo Hale"]
    assert side(cast, 0) == side(cast, 1) != "USA"
