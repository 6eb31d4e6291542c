"""Meetings that a noun tells and whose parties stand elsewhere: bodies, clauses, rows of rounds.

Every passage is invented; each claims what a reader of Wednesday 13 May 2026 would record.
"""

import pytest

from tests.rules import last_words, summits

MET = "Iranian Foreign Minister Ali Karimi met US envoy Dan Hale in Muscat on Saturday. "
BOTH = "Hale Karimi"


def read(text: str) -> list[str]:
    """The meetings of a text: `"held 2026-05-11 Bern: Holm Venn"`, who by last words."""
    return [
        f"{one.status} {(one.date.start == one.date.end and one.date.start) or '-'}"
        f" {one.place_text or '-'}: {' '.join(sorted(last_words(names)))}"
        for one, names in summits(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The deal was struck at a meeting in Doha on Sunday at which Qatar and Egypt presented"
            " new proposals.",
            "held 2026-05-10 Doha: Egypt Qatar",
        ),
        (
            "The plan was drawn up during a conference in Berlin on 4 May, when Germany, France and"
            " Italy promised to respect the embargo.",
            "held 2026-05-04 Berlin: France Germany Italy",
        ),
        (
            "Tripoli hailed the quartet meeting on Libya, which brought the Arab League, the"
            " African Union and the European Union together in Cairo on Saturday.",
            "held 2026-05-09 Cairo: League Union Union",
        ),
        (
            "Rao took part in the talks that President Mara Venn held in Kyiv on Sunday with U.S."
            " Secretary of State Jo Hale.",
            "held 2026-05-10 Kyiv: Hale Venn",
        ),
        (
            "Russian Foreign Minister Ivan Orlov and Turkish Foreign Minister Emre Kaya agreed on"
            " the corridor after 18 hours of talks in Ankara on Monday.",
            "held 2026-05-11 Ankara: Kaya Orlov",
        ),
        (
            "Talks between Russian Foreign Minister Ivan Orlov and Turkey's Emre Kaya took place"
            " in Ankara on Monday.",
            "held 2026-05-11 Ankara: Kaya Orlov",
        ),
        (
            "Secretary-General Ban Rowe, who returned last week from Nairobi, is convening a high-level"
            " meeting on Sudan on 21 May.",
            "scheduled 2026-05-21 -: Rowe",
        ),
        (
            "French President Luc Morel will host a conference on Lebanon in Paris on Thursday.",
            "scheduled 2026-05-14 Paris: Morel",
        ),
        (
            "The foreign ministers of Egypt and Ethiopia left a meeting in Kinshasa on Tuesday.",
            "held 2026-05-12 Kinshasa: Egypt Ethiopia",
        ),
        (
            "At a meeting in Beijing on Monday, Chinese President Xu Lin told U.S. Secretary of"
            " State Jo Hale that both should be partners.",
            "held 2026-05-11 Beijing: Hale Lin",
        ),
        (
            "Chinese President Xu Lin told U.S. Secretary of State Jo Hale at a meeting in Beijing"
            " on Monday that both should be partners.",
            "held 2026-05-11 Beijing: Hale Lin",
        ),
        (
            "Monday's talks in Jeddah, the first between Canada and Poland since February, lasted"
            " eight hours.",
            "held 2026-05-11 Jeddah: Canada Poland",
        ),
        (
            "The foreign ministers' meeting in Luxembourg on Monday ended without agreement.",
            "held 2026-05-11 Luxembourg: ministers",
        ),
        (
            "Canada and Poland agreed at the talks in Lahore on Monday to reopen the border.",
            "held 2026-05-11 Lahore: Canada Poland",
        ),
        (
            "During their meeting in Moscow, Syrian President Adib Halabi thanked Russian President"
            " Ivan Orlov for his help.",
            "held - Moscow: Halabi Orlov",
        ),
        (
            "Following Saturday's sit-down between Iranian Foreign Minister Ali Karimi and US envoy"
            " Dan Hale in Muscat, oil fell.",
            "held 2026-05-09 Muscat: Hale Karimi",
        ),
        (
            "The gathering, the first of its kind, brought the presidents of Kazakhstan and"
            " Uzbekistan to Astana on Friday.",
            "held 2026-05-08 Astana: Kazakhstan Uzbekistan",
        ),
        (
            "Armenia and Azerbaijan pulled out of a peace summit in Granada due on Thursday.",
            "cancelled 2026-05-14 Granada: Armenia Azerbaijan",
        ),
        (
            "Albanian President Edi Hoxha will skip Thursday's meeting with Serbian President Ana"
            " Kos in Granada.",
            "cancelled 2026-05-14 Granada: Hoxha Kos",
        ),
        (
            "Russia and the United States are at odds. A US-Russia summit in Helsinki on July 16"
            " was announced on Tuesday.",
            "scheduled 2026-07-16 Helsinki: Russia States",
        ),
    ],
)
def test_who_meets_stands_in_a_clause_of_the_noun(text: str, expected: str) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tuesday's summit of the six-nation Gulf Cooperation Council began with an embrace.",
            "held 2026-05-12 -: Council",
        ),
        (
            "The process was revived at a summit of the Southern African Development Community's"
            " security troika in Maputo on May 5.",
            "held 2026-05-05 Maputo: Community",
        ),
        (
            "The Shanghai Cooperation Organisation's annual summit opened in Samarkand on Tuesday.",
            "held 2026-05-12 Samarkand: Organisation",
        ),
        (
            "It began with a message from Osaka, where the G20 was winding up.",
            "held - Osaka: G20",
        ),
        (
            "A retreat of ASEAN tourism ministers in Brunei has been postponed because of floods.",
            "postponed - Brunei: ASEAN",
        ),
        (
            "Poland and Hungary clashed at an OSCE ministerial in Lodz on Tuesday.",
            "held 2026-05-12 Lodz: OSCE",
        ),
        (
            "President Mara Venn left last week's G7 summit in Quebec early.",
            "held - Quebec: G7 Venn",
        ),
        (
            "The Arab League told reporters of preparations for the Arab summit, due to convene at"
            " the Dead Sea on May 29.",
            "scheduled 2026-05-29 Dead Sea: League",
        ),
    ],
)
def test_a_body_is_who_meets_where_its_name_tells_the_meeting(text: str, expected: str) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The next round is to be held in Rome on 19 May.", ["scheduled 2026-05-19 Rome"]),
        ("The fifth round, held on May 2, lasted nearly 11 hours.", ["held 2026-05-02 -"]),
        ("A third, planned for 20 May, was scrapped.", ["cancelled 2026-05-20 -"]),
        ("The previous one took place in Rome on 4 May.", ["held 2026-05-04 Rome"]),
        (
            "Two previous rounds in Rome, on 2 May and 4 May, ended in anger.",
            ["held 2026-05-02 Rome", "held 2026-05-04 Rome"],
        ),
    ],
)
def test_one_of_a_row_has_those_who_met_before(text: str, expected: list[str]) -> None:
    first = f"held 2026-05-09 Muscat: {BOTH}"
    assert read(MET + text) == [first, *(f"{one}: {BOTH}" for one in expected)]


@pytest.mark.parametrize(
    "text",
    [
        "Talks between Canada, Mexico and Brazil over the trade pact have stalled, and President"
        " Venn left on Monday.",
        "A summit between Iran and Oman would be premature, a spokesman said on Monday.",
        "The G7 price cap on Russian oil took effect on Monday.",
        "G20 countries account for most emissions, a report issued in Osaka said.",
        "The Arab League's decisions of Monday were rejected by Qatar.",
        "Shell hosted a conference on safety in Milan on Monday.",
        "Canada and Poland are likely to meet resistance in Geneva.",
        "Canada and Poland left the trade talks' fate to the courts on Monday.",
        "The talks that France and Germany had feared began in Brussels on Monday.",
        "The envoy left a meeting in Bern on Monday at which Iran and Oman were not represented.",
        "Aid workers held a meeting in Goma on Monday, when Rwanda and Congo were at war.",
        "India and China have agreed to start direct flights by the end of May.",
    ],
)
def test_a_matter_or_a_body_alone_is_no_meeting(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The first round of the presidential election will be held on May 24.",
        "A second man was arrested in Berlin on Monday, and a third is being sought in Paris.",
        "The third round of the French Open will be held in Paris on Friday.",
        "Two previous attempts in Paris, in March and April, failed.",
    ],
)
def test_a_row_of_other_things_adds_no_meeting(text: str) -> None:
    assert read(MET + text) == [f"held 2026-05-09 Muscat: {BOTH}"]


def test_a_day_stays_with_what_came_days_later() -> None:
    text = (
        "Rebels on Tuesday rejected the plan, days after the foreign ministers of Egypt and Sudan"
        " met in Cairo."
    )
    assert read(text) == ["held - Cairo: Egypt Sudan"]


CANADA = (
    "Canada and Poland are to build reactors together. Canadian Foreign Minister Claire Boyd met"
    " Polish Foreign Minister Jan Wilk in Ottawa on Tuesday. "
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A first round of talks between officials is to take place in Gdansk on June 14.",
            "scheduled 2026-06-14 Gdansk: Canada Poland",
        ),
        (
            "Consultations on consular affairs will be held in Warsaw on 3 June.",
            "scheduled 2026-06-03 Warsaw: Canada Poland",
        ),
        (
            "The consultations on visas foreseen for 20 May have been deferred.",
            "postponed 2026-05-20 -: Canada Poland",
        ),
    ],
)
def test_officials_of_nobody_are_those_of_the_two_who_met(text: str, expected: str) -> None:
    first = "held 2026-05-12 Ottawa: Boyd Wilk"
    assert read(CANADA + text) == [first, expected]


def test_the_gathering_is_that_of_the_body_told_before() -> None:
    text = (
        "Sudan said it was freezing its dealings with IGAD, accusing it of inviting a rebel to a"
        " summit in Uganda. The gathering opened in Entebbe on Monday with empty chairs."
    )
    assert read(text) == ["held 2026-05-11 Entebbe: IGAD"]


def test_whom_a_round_brought_together_stands_beside_it() -> None:
    text = (
        "Iranian President Ali Karimi met Turkish President Emre Kaya in Ankara on Saturday. Two"
        " previous rounds, on 2 May and 4 May, brought only the foreign ministers together."
    )
    assert read(text)[1:] == ["held 2026-05-02 -: ministers", "held 2026-05-04 -: ministers"]


def test_who_walked_out_of_a_summit_was_at_it() -> None:
    text = (
        "Talks would resume in June, according to Turkish President Emre Kaya, who walked out of"
        " his last summit with Greek President Nikos Rallis, in Hanoi in February."
    )
    assert "held - Hanoi: Kaya Rallis" in read(text)


def test_a_statement_is_of_the_meeting_it_thanks_for() -> None:
    title = "Joint Statement by Iran, Russia and Turkey on the International Meeting on Syria"
    text = (
        "The representatives of Iran, Russia and Turkey decided as follows.\n\n"
        "They expressed their gratitude to the hosts for hosting the meeting in Sochi on"
        " 10-11 May 2026."
    )
    [(one, _)] = summits(text, title)
    assert (one.status, one.place_text, len(one.participants)) == ("held", "Sochi", 3)


def test_a_summit_of_somebody_some_time_is_no_proposal() -> None:
    text = "Kenya and Uganda had offered a summit of regional leaders in Kampala instead."
    assert read(text) == []
