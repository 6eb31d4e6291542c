"""`meetings/at_home`: people, offices, bodies and groups of a state's own, no side."""

import csv
import re

import pytest

from pipeline.rules.meetings.at_home import is_home_summit, is_of_cause
from tests.conftest import ROOT
from tests.rules import meetings


@pytest.mark.parametrize(
    "words",
    [
        "labor leaders",
        "Business leaders",
        "State Legislative leaders",
        "Reproductive Justice leaders",
        "disability rights leaders",
        "Democratic Congressional leaders",
        "Muslim community leaders",
        "Arab American leaders",
        "civil society leaders",
        "tenant leaders",
        "leading economists",
        "Community Violence Prevention Experts",
        "members of Congress",
        "Cabinet officials",
        "leaders of the labor movement",
        "Vietnamese industry leaders",
    ],
)
def test_who_leads_a_trade_or_cause_leads_no_state(words: str) -> None:
    assert is_of_cause(words)


@pytest.mark.parametrize(
    "words",
    [
        "the two leaders",
        "G7 leaders",
        "Caribbean leaders",
        "leaders of the Bucharest Nine",
        "Pacific Island Forum leaders",
        "CARICOM heads of state",
        "senior Nigerian officials",
        "Kallistan officials",
        "American and Russian officials",
        "Israeli and Palestinian leaders",
        "officials from both countries",
        "leaders of five African nations",
        "Congolese opposition leaders",
        "leaders of the rebel coalition",
        "Ukrainian military officials",
        "chief negotiators",
        "their experts",
        "nuclear experts",
        "NATO defense ministers",
        "Indian counterparts",
        "envoys of the Economic Community of West African States",
    ],
)
def test_who_comes_for_states_or_rebels_is_no_crowd_at_home(words: str) -> None:
    assert not is_of_cause(words)


@pytest.mark.parametrize(
    "text",
    [
        "President Biden met with labor leaders at the White House on Tuesday.",
        "President Macron hosted leading economists in Paris on Monday.",
        "President Biden will convene Cabinet officials next week.",
        "On Tuesday, President Biden met with Congressional leaders from both parties.",
        "Today, the White House and the Department of Agriculture convened a roundtable with"
        " leaders from 15 agriculture organizations.",
        "Senior administration officials convened philanthropic organizations on Tuesday.",
        "President Biden and Transportation Secretary Pete Buttigieg met in the Oval Office on"
        " Thursday.",
        "President Biden spoke with the chief of police on Tuesday.",
        "On Monday the president met with the vice president.",
        "On Tuesday, senior officials from the Department of Defense and the Department of"
        " Homeland Security participated in the first Council of Governors meeting.",
        "Yesterday, White House officials convened a meeting with disability rights leaders.",
        "President Biden and Vice President Harris met in the Oval Office on Monday.",
        "President Biden and Vice President Harris met with leaders on Monday.",
        "I last saw Mrs. Mary King Farris on Monday, President Biden said.",
        "Last week, White House officials convened a meeting with leaders from ten civil rights"
        " organizations.",
        "The White House convened experts from power companies and unions on Monday.",
        "After my consultations with the Office of Legal Counsel at the Department of Justice,"
        " President Biden has decided.",
    ],
)
def test_a_leader_at_home_holds_no_diplomatic_meeting(text: str) -> None:
    assert meetings(text) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "President Biden met with Caribbean leaders in Nassau on Tuesday.",
            {"Biden", "leaders"},
        ),
        (
            "President Biden met with senior Ukrainian officials in Warsaw on Tuesday.",
            {"Biden", "officials"},
        ),
        (
            "Israeli Health Minister Dana Levi met with her Greek counterpart Nikos Dimas on"
            " Tuesday.",
            {"Levi", "Dimas"},
        ),
        (
            "Homeland Security Secretary Alejandro Mayorkas met with Mexican President Claudia"
            " Sheinbaum and German Transport Minister Volker Wissing in Bonn on Tuesday.",
            {"Mayorkas", "Sheinbaum", "Wissing"},
        ),
        (
            "President Biden and Vice President Harris met with Prime Minister Modi of India on"
            " Monday.",
            {"Biden", "Harris", "Modi"},
        ),
        (
            "President Biden and Vice President Duterte of the Philippines met in Manila on Monday.",
            {"Biden", "Duterte"},
        ),
        (
            "President Macron convened leaders from across the African continent in Paris on"
            " Monday.",
            {"Macron", "leaders"},
        ),
        (
            "The G7 leaders met in Hiroshima on Monday.",
            {"leaders"},
        ),
    ],
)
def test_the_same_words_with_another_state_are_a_meeting(text: str, who: set[str]) -> None:
    (found,) = meetings(text)
    assert found.who == who


def test_each_kind_of_the_table_is_asked_for_and_each_row_has_a_source() -> None:
    with (ROOT / "pipeline/reference/at_home.csv").open(encoding="utf-8") as rows:
        table = list(csv.DictReader(rows))
    code = (ROOT / "pipeline/rules/meetings/at_home.py").read_text(encoding="utf-8")
    assert {row["kind"] for row in table} == set(re.findall(r"_WORDS\[[\"'](\w+)[\"']\]", code))
    assert all(row["words"] and row["source"] for row in table)
    assert len({(row["words"], row["kind"]) for row in table}) == len(table)


@pytest.mark.parametrize(
    ("name", "at_home"),
    [
        ("White House Tribal Nations Summit", True),
        ("Tech Summit", True),
        ("Cybersecurity Summit", True),
        ("NATO Summit", False),
        ("Nuclear Security Summit", False),
    ],
)
def test_a_summit_of_a_state_s_own_is_told_by_its_name(name: str, at_home: bool) -> None:
    assert is_home_summit(name) is at_home
