"""The analyst's twelve questions over the landed seeds (tests/gold/questions.md)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.storing.database import Database
from pipeline.storing.query import query

PUTIN, ROUHANI, ERDOGAN = "Vladimir Putin", "Hassan Rouhani", "Recep Tayyip Erdoğan"


@pytest.fixture(scope="module")
def ask(seeds_db: Path) -> Any:
    with Database.open(seeds_db, read_only=True) as db:
        yield lambda name: query(db, name)


def test_1_meetings_meetings_in_place(ask: Any) -> None:
    rows = ask("meetings_in_place")
    held = {(r["date_start"], r["date_end"], r["format"]) for r in rows if r["status"] == "held"}
    assert held == {
        (date(2017, 11, 20), date(2017, 11, 20), "bilateral"),
        (None, date(2017, 11, 22), "military_meeting"),
        (date(2017, 11, 22), date(2017, 11, 22), "summit"),
    }
    large = [r for r in rows if r["n_parties"] >= 3 and r["level"] == "leaders"]
    assert [r["date_start"] for r in large] == [date(2017, 11, 22)]
    (planned,) = [r for r in rows if r["status"] != "held"]
    assert planned["status"] == "scheduled"
    assert planned["title"] == "Syrian National Dialogue Congress"
    assert (planned["date_start"], planned["date_end"]) == (date(2017, 12, 1), date(2017, 12, 10))


def test_2_statements_about(ask: Any) -> None:
    rows = ask("statements_about")
    assert all(row["quote_type"] == "indirect" for row in rows)
    by_day = {row["said_on"]: row["text"] for row in rows}
    assert "withdraw its troops from Syria" in by_day[date(2020, 7, 1)]
    (other,) = [row["text"] for row in rows if row["said_on"] != date(2020, 7, 1)]
    assert other.startswith("foreign forces operating in Syria without approval")


def test_3_no_strict_contradiction_and_what_pulls_apart_is_found(ask: Any) -> None:
    rows = ask("contradicting_claims")
    assert {row["relation"] for row in rows} == {"tension"}
    pairs = [f"{row['text_a']} | {row['text_b']}" for row in rows]
    assert len(pairs) == 3
    for one, other in (
        ("tense", "stabilized"),
        ("destroy", "still active"),
        ("designated many of their rebel opponents", "never factored in terrorist"),
    ):
        assert any(one in pair and other in pair for pair in pairs), (one, other, pairs)


def test_4_quotations_by_leader_and_year(ask: Any) -> None:
    counted = {
        (row["quote_type"], row["year"], row["leader"]): row["n"]
        for row in ask("quotations_by_leader_year")
    }
    assert counted == {
        ("direct", 2017, PUTIN): 1,
        ("direct", 2017, ROUHANI): 1,
        ("direct", 2017, "Bashar al-Assad"): 1,
        ("direct", 2018, PUTIN): 2,
        ("direct", 2020, PUTIN): 4,
        ("direct", 2020, ROUHANI): 2,
        ("direct", 2020, ERDOGAN): 1,
        ("mixed", 2017, PUTIN): 1,
        ("mixed", 2018, PUTIN): 2,
        ("mixed", 2018, ROUHANI): 1,
        ("mixed", 2018, ERDOGAN): 1,
        ("mixed", 2018, "Donald Trump"): 1,
        ("mixed", 2020, PUTIN): 2,
        ("mixed", 2020, ROUHANI): 1,
    }


def test_5_remote_contacts_and_who_called(ask: Any) -> None:
    found = {
        (row["channel"], row["date_start"], row["date_end"], row["participants"], row["caller"])
        for row in ask("remote_contacts")
    }
    undated = (None, date(2017, 11, 22))
    day = lambda *ymd: (date(*ymd), date(*ymd))  # noqa: E731
    assert found == {
        ("phone", *day(2020, 2, 28), f"{ERDOGAN}, {PUTIN}", None),
        ("phone", *day(2020, 2, 29), f"{ROUHANI}, {PUTIN}", None),
        ("phone", *day(2020, 2, 29), f"{ROUHANI}, {ERDOGAN}", ROUHANI),
        ("video", *day(2020, 7, 1), f"{ROUHANI}, {ERDOGAN}, {PUTIN}", None),
        ("phone", *undated, f"Salman bin Abdulaziz Al Saud, {PUTIN}", PUTIN),
        ("phone", *undated, f"Abdel Fattah el-Sisi, {PUTIN}", PUTIN),
        ("phone", *undated, f"Benjamin Netanyahu, {PUTIN}", PUTIN),
        ("unspecified", *day(2017, 11, 21), f"Donald Trump, {PUTIN}", None),
    }


def test_6_told_by_more_than_one_article(ask: Any) -> None:
    (row,) = ask("told_by_several")
    assert (row["date_start"], row["place_text"], row["n_articles"]) == (
        date(2017, 11, 22),
        "Sochi",
        2,
    )


def test_7_days_between_the_trilateral_meetings(ask: Any) -> None:
    assert [(r["before"], r["next"], r["days"]) for r in ask("days_between_meetings")] == [
        (date(2017, 11, 22), date(2018, 4, 4), 133),
        (date(2018, 4, 4), date(2018, 9, 7), 156),
        (date(2018, 9, 7), date(2020, 7, 1), 663),
    ]


def test_8_contacts_of_actor(ask: Any) -> None:
    assert {row["whom"] for row in ask("contacts_of_actor")} == {
        "Bashar al-Assad",
        "Donald Trump",
        "Salman bin Abdulaziz Al Saud",
        "Abdel Fattah el-Sisi",
        "Benjamin Netanyahu",
        ROUHANI,
        ERDOGAN,
    }


def test_9_planned_and_not_reported_held(ask: Any) -> None:
    found = {(row["status"], row["date_start"], row["date_end"]) for row in ask("planned")}
    assert found == {
        ("scheduled", date(2017, 11, 28), date(2017, 11, 28)),
        ("scheduled", date(2017, 12, 1), date(2017, 12, 10)),
        ("proposed", None, None),
        ("proposed", date(2020, 8, 21), date(2020, 8, 31)),
    }


@pytest.mark.parametrize(
    ("asserter", "comparator", "value", "words"),
    [
        ("narrator", ">", 340_000, "killed"),
        ("narrator", ">=", 200_000, "killed"),
        ("narrator", ">=", 2_000_000, "Syria"),
        ("narrator", "~", 2_000, "troops"),
        ("Turkey", "=", 2_212, "neutralized"),
        ("Turkey", ">=", 40, "scores"),
        ("narrator", ">=", 33, "Turkish soldiers"),
        ("narrator", "=", 3, "campaign"),
        ("narrator", "~", 33, "delegations"),
        ("narrator", "=", 4, "zones"),
        ("narrator", "=", 10, "resigned"),
        ("narrator", "=", 3, "meeting"),
        ("narrator", ">", 1, "Trump"),
        ("narrator", "=", 2, "Assad"),
    ],
)
def test_10_claims_with_a_number_and_who_vouches(
    ask: Any, asserter: str, comparator: str, value: float, words: str
) -> None:
    rows = ask("claims_with_numbers")
    assert any(
        row["asserters"] == asserter
        and row["comparator"] == comparator
        and row["value"] == value
        and words in f"{row['text']} {row['evidence']}"
        for row in rows
    ), [(r["asserters"], r["comparator"], r["value"], r["text"]) for r in rows]


def test_11_second_hand_statements(ask: Any) -> None:
    via: dict[str, list[str]] = {}
    for row in ask("second_hand"):
        via.setdefault(row["via"], []).append(row["speakers"])
    # Two of the Ankara statement, and each of the 17 sentences of the Sochi statement.
    website = via["Hassan Rouhani's website"]
    assert len(website) == 2 + 17
    assert all({ROUHANI, ERDOGAN} <= set(speakers.split(", ")) for speakers in website)
    assert via["Iranian state TV"] == [ROUHANI]
    assert via["BBC"] == ["Russia"]
    assert [names for name, names in via.items() if "White House" in name] == [
        [f"{PUTIN}, Donald Trump"]
    ]
    assert [names for name, names in via.items() if "AFP" in name] == [["Jana Jabbour"]]


def test_12_held_meetings_by_format(ask: Any) -> None:
    assert {row["format"]: row["n"] for row in ask("held_by_format")} == {
        "phone_call": 6,
        "bilateral": 4,
        "summit": 3,
        "video_conference": 1,
        "contact": 1,
        "fm_meeting": 1,
        "military_meeting": 1,
        "non_state_meeting": 1,
    }
