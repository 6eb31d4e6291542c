"""The dates of the seeds and the devset come out, and every rule holds on its own."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.resolving.dates import (
    DateContext,
    bounded,
    check_against_model,
    day_order,
    find_anchors,
    find_dates,
    infer_year,
    publication_date,
    read_context,
    remembered_on,
    resolve,
    sentence_at,
)
from schemas.records import UNKNOWN_DATE, DateInterval

ROOT = Path(__file__).parent.parent
GOLD = [json.loads(p.read_text("utf-8")) for p in sorted((ROOT / "tests/gold").glob("0*.json"))]
DEVSET = [
    json.loads(line) for line in (ROOT / "tests/devset/index.jsonl").read_text("utf-8").splitlines()
]


def day(text: str) -> DateInterval:
    found = date.fromisoformat(text)
    return DateInterval(start=found, end=found, precision="day", basis="explicit")


def seed_text(gold: dict[str, Any]) -> str:
    return (ROOT / "seeds" / gold["doc"]).read_text("utf-8")


def seed_context(gold: dict[str, Any]) -> DateContext:
    published = day(gold["published_on"]) if gold["published_on"] else UNKNOWN_DATE
    return read_context(seed_text(gold), published)


def shown(interval: DateInterval) -> str:
    """`2018-09-07` for a day, `2018-04-01..2018-04-10` for a stretch, `unknown`."""
    if interval.precision == "unknown":
        return "unknown"
    start, end = (str(d) if d else "" for d in (interval.start, interval.end))
    return start if start == end else f"{start}..{end}"


def read(expression: str, published: str | None, **options: Any) -> str:
    context = DateContext(published=day(published) if published else UNKNOWN_DATE)
    return shown(resolve(expression, context, **options).interval)


def codes(expression: str, published: str | None, **options: Any) -> list[str]:
    context = DateContext(published=day(published) if published else UNKNOWN_DATE)
    return [problem.code for problem in resolve(expression, context, **options).problems]


# ---- the gold of the five seeds -------------------------------------------------------------


def resolve_gold(gold: dict[str, Any], meeting: dict[str, Any]) -> DateInterval:
    """The meeting's date, its evidence and its words as a pipeline would hand them on."""
    text, words = seed_text(gold), meeting["date_text"]
    reference = next((day(m["date_start"]) for m in gold["meetings"] if m["id"] == "S4m8"), None)
    if words is None:
        # What has no words of its own is bounded by the summit that the calls were about.
        before = meeting["precision"] == "before"
        return bounded(reference, "before", "none") if before and reference else UNKNOWN_DATE
    places = [text.find(words, *span) for span in meeting["evidence"]]
    place = next((p for p in places if p >= 0), text.index(words))
    return resolve(
        words,
        seed_context(gold),
        status=meeting["status"],
        position=place,
        sentence=sentence_at(text, place, place + len(words)),
        evidence=meeting["text"],
        reference=reference if "summit" in words else None,
    ).interval


@pytest.mark.parametrize(
    ("gold", "meeting"),
    [pytest.param(g, m, id=m["id"]) for g in GOLD for m in g["meetings"]],
)
def test_every_date_of_a_gold_meeting_comes_out(
    gold: dict[str, Any], meeting: dict[str, Any]
) -> None:
    interval = resolve_gold(gold, meeting)
    start, end = (d.isoformat() if d else None for d in (interval.start, interval.end))
    assert (start, end, interval.precision, interval.basis) == (
        meeting["date_start"],
        meeting["date_end"],
        meeting["precision"],
        meeting["date_basis"],
    )


# Statements that were not made at a dated meeting: the words that date them.
SAID = {
    "S1s6": "late on April 3",
    "S1s9": "On April 3",
    "S4s1": "November 22, 2017",
    "S4s5": "the following day",
    "S4s11": "November 21, 2017",
    "S4s31": "November 22, 2017",
}


@pytest.mark.parametrize(
    ("gold", "statement"),
    [pytest.param(g, s, id=s["id"]) for g in GOLD for s in g["statements"] if s["said_on"]],
)
def test_every_day_of_a_gold_statement_comes_out(
    gold: dict[str, Any], statement: dict[str, Any]
) -> None:
    words = SAID.get(statement["id"])
    if words is None:
        meeting = next(m for m in gold["meetings"] if m["id"] == statement["occasion"])
        assert shown(resolve_gold(gold, meeting)) == statement["said_on"]
        return
    text, (start, end) = seed_text(gold), statement["segments"][0]
    # The nearest such words: before the quotation, or after it where a tweet is signed.
    places = [i for i in range(len(text)) if text.startswith(words, i)]
    place = min(places, key=lambda i: min(abs(i - start), abs(i - end)))
    found = resolve(words, seed_context(gold), position=place)
    assert shown(found.interval) == statement["said_on"]


def test_seed_001_takes_its_year_from_the_length_of_the_war() -> None:
    hint = infer_year(seed_text(GOLD[1]))
    assert hint is not None
    assert (hint.year, hint.newest) == (2018, date(2018, 4, 4))
    assert hint.words[0] == "seven-year war"


def test_seed_004_takes_its_year_from_dates_told_twice() -> None:
    hint = infer_year(seed_text(GOLD[4]))
    assert hint is not None
    assert (hint.year, hint.newest) == (2017, date(2017, 11, 22))


def test_this_month_under_a_first_of_month_dateline_keeps_the_texts_reading() -> None:
    gold = GOLD[0]
    found = resolve("this month", seed_context(gold))
    assert shown(found.interval) == "2020-07-01..2020-07-31"
    assert [(p.code, p.severity) for p in found.problems] == [("deictic_month_boundary", "info")]


def test_a_tweets_date_is_no_day_of_the_story() -> None:
    gold = GOLD[4]
    text = seed_text(gold)
    place = text.index("two days later")
    assert shown(resolve("two days later", seed_context(gold), position=place).interval) == (
        "2017-11-22"
    )
    signed = [
        a for a in find_anchors(text, seed_context(gold)) if "(@" in text[a.start - 20 : a.start]
    ]
    assert len(signed) == 3
    assert not any(anchor.narrative for anchor in signed)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "unknown"), (1, "unknown"), (2, "2020-03-01"), (3, "2018-09-07"), (4, "unknown")],
)
def test_a_dateline_is_found_at_the_head_of_a_seed(number: int, expected: str) -> None:
    found = publication_date(None, seed_text(GOLD[number]))
    assert shown(found.interval) == expected


# ---- the devset -----------------------------------------------------------------------------


def devset(name: str) -> tuple[str, DateContext]:
    entry = next(e for e in DEVSET if e["file"].startswith(name))
    text = (ROOT / "tests/devset" / entry["file"]).read_text("utf-8")
    if text.startswith("---"):
        text = text.split("\n---\n", 1)[1]
    return text, read_context(text, day(entry["date"]))


@pytest.mark.parametrize(
    ("name", "words", "status", "expected"),
    [
        ("001", "August 18, 2023", "scheduled", "2023-08-18"),
        ("003", "in October", "scheduled", "2023-10-01..2023-10-31"),
        ("003", "In mid-August", "held", "2023-08-11..2023-08-20"),
        ("004", "Last July", "held", "2023-07-01..2023-07-31"),
        ("004", "March of this year", "held", "2023-03-01..2023-03-31"),
        ("009", "from October\n17-18", "scheduled", "2024-10-17..2024-10-18"),
        ("009", "The first week of December", "scheduled", "2024-12-01..2024-12-07"),
        ("010", "today", "held", "2024-10-18"),
        ("010", "today and tomorrow", "held", "2024-10-18..2024-10-19"),
        ("010", "earlier this year", "held", "2024-01-01..2024-10-18"),
        ("014", "today", "held", "2022-06-28"),
        ("015", "last month", "held", "2022-05-01..2022-05-31"),
        ("019", "by May 14, 2025", "scheduled", "..2025-05-14"),
        ("022", "On July 14, 2022", "held", "2022-07-14"),
        ("024", "In 2015", "held", "2015-01-01..2015-12-31"),
        ("026", "On Tuesday", "held", "2020-01-07"),
        ("026", "On last Thursday", "held", "2020-01-02"),
        ("026", "Earlier that day", "held", "2020-01-02"),
        ("026", "January 2", "held", "2020-01-02"),
        ("026", "December 20", "held", "2019-12-20"),
        ("026", "on March 20 last year", "held", "2019-03-20"),
        ("026", "In December", "held", "2019-12-01..2019-12-31"),
        ("026", "On November 27", "held", "2019-11-27"),
        ("026", "on January 28, 2016", "held", "2016-01-28"),
        ("026", "by December 2023", "scheduled", "..2023-12-31"),
        ("027", "Saturday, August 24, 2019", "held", "2019-08-24"),
        ("027", "On Thursday", "held", "2019-08-22"),
        ("027", "this weekend", "scheduled", "2019-08-24..2019-08-25"),
    ],
)
def test_the_words_of_the_devset_mean_the_days_that_its_reader_gave(
    name: str, words: str, status: Any, expected: str
) -> None:
    text, context = devset(name)
    place = text.index(words)
    assert shown(resolve(words, context, status=status, position=place).interval) == expected


def test_a_day_that_the_article_names_settles_last_thursday() -> None:
    _, context = devset("026")
    assert resolve("last Thursday", context).problems == ()
    assert codes("last Thursday", "2020-01-10") == ["ambiguous_weekday"]


# ---- one rule at a time ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [
        ("on Friday", "2018-09-07", "2018-09-07"),
        ("on Friday", "2018-09-08", "2018-09-07"),
        ("late on Saturday", "2020-03-01", "2020-02-29"),
        ("Friday evening", "2020-03-01", "2020-02-28"),
        ("Friday's", "2020-03-01", "2020-02-28"),
        ("Fri.", "2020-03-01", "2020-02-28"),
        ("last Friday", "2020-03-01", "2020-02-28"),
        ("Friday of last week", "2020-03-05", "2020-02-28"),
        ("on Thursday and Friday", "2020-03-01", "2020-02-27..2020-02-28"),
        ("from Thursday to Saturday", "2020-02-28", "2020-02-27..2020-02-29"),
        ("today", "2020-03-01", "2020-03-01"),
        ("tonight", "2020-03-01", "2020-03-01"),
        ("yesterday", "2020-03-01", "2020-02-29"),
        ("the day before yesterday", "2020-03-01", "2020-02-28"),
        ("this week", "2020-03-04", "2020-03-02..2020-03-08"),
        ("earlier this week", "2020-03-04", "2020-03-02..2020-03-04"),
        ("last week", "2020-03-04", "2020-02-24..2020-03-01"),
        ("over the weekend", "2020-03-02", "2020-02-29..2020-03-01"),
        ("at the weekend", "2020-03-01", "2020-02-29..2020-03-01"),
        ("last weekend", "2020-03-07", "2020-02-29..2020-03-01"),
        ("last month", "2020-03-15", "2020-02-01..2020-02-29"),
        ("this year", "2020-03-15", "2020-01-01..2020-12-31"),
        ("two days ago", "2020-03-01", "2020-02-28"),
        ("three weeks ago", "2020-03-01", "2020-02-06..2020-02-12"),
        ("two months ago", "2020-03-01", "2020-01-01..2020-01-31"),
        ("in early March", "2020-07-01", "2020-03-01..2020-03-10"),
        ("in mid-March", "2020-07-01", "2020-03-11..2020-03-20"),
        ("in late February", "2020-07-01", "2020-02-21..2020-02-29"),
        ("at the end of June", "2020-07-01", "2020-06-21..2020-06-30"),
        ("the first half of March", "2020-07-01", "2020-03-01..2020-03-15"),
        ("late August or early September", "2020-07-01", "2019-08-21..2019-09-10"),
        ("in November", "2018-04-04", "2017-11-01..2017-11-30"),
        ("in November", "2017-11-22", "2017-11-01..2017-11-30"),
        ("last November", "2017-11-22", "2016-11-01..2016-11-30"),
        ("April 3", "2018-04-05", "2018-04-03"),
        ("the 3rd of April", "2018-04-02", "2017-04-03"),
        ("December 31", "2018-01-02", "2017-12-31"),
        ("March 23, 1775", "2025-03-20", "1775-03-23"),
        ("Thursday, April 4", "2020-03-01", "2019-04-04"),
        ("on the afternoon of April 3", "2018-04-05", "2018-04-03"),
        ("April 3, before the summit", "2018-04-05", "2018-04-03"),
        ("22 November 2017", None, "2017-11-22"),
        ("November 22, 2017", None, "2017-11-22"),
        ("Nov. 22, 2017", None, "2017-11-22"),
        ("Wednesday, the 22nd of November 2017", None, "2017-11-22"),
        ("2017-11-22", None, "2017-11-22"),
        ("2017-11-22T16:12:00+03:00", None, "2017-11-22"),
        ("22.11.2017", None, "2017-11-22"),
        ("07.09.2018", None, "2018-09-07"),
        ("25/12/2018", None, "2018-12-25"),
        ("12/25/2018", None, "2018-12-25"),
        ("7/7/2018", None, "2018-07-07"),
        ("Friday 07/09/2018", None, "2018-09-07"),
        ("April 3-4", "2018-04-05", "2018-04-03..2018-04-04"),
        ("from 3 to 5 May 2019", None, "2019-05-03..2019-05-05"),
        ("between 3 and 4 May 2019", None, "2019-05-03..2019-05-04"),
        ("June 30 – July 1", "2020-07-01", "2020-06-30..2020-07-01"),
        ("between December 30 and January 2, 2019", None, "2018-12-30..2019-01-02"),
        ("December 30, 2018 to January 2", None, "2018-12-30..2019-01-02"),
        ("November 2017 to January 2018", None, "2017-11-01..2018-01-31"),
        ("in 2015", None, "2015-01-01..2015-12-31"),
        ("earlier in 2017", None, "2017-01-01..2017-12-31"),
        ("from 2011 to 2015", None, "2011-01-01..2015-12-31"),
        ("in the 1990s", None, "1990-01-01..1999-12-31"),
        ("the second quarter of 2018", None, "2018-04-01..2018-06-30"),
        ("H2 2018", None, "2018-07-01..2018-12-31"),
        ("since January 2017", None, "2017-01-01.."),
        ("until 2016", None, "..2016-12-31"),
        ("by the end of 2023", None, "..2023-12-31"),
        ("before April 3, 2018", None, "..2018-04-02"),
        ("after April 3, 2018", None, "2018-04-04.."),
    ],
)
def test_an_expression_means_these_days(words: str, published: str | None, expected: str) -> None:
    assert read(words, published) == expected


@pytest.mark.parametrize(
    ("words", "status", "published", "expected"),
    [
        ("on Friday", "scheduled", "2018-09-07", "2018-09-07"),
        ("on Friday", "proposed", "2018-09-08", "2018-09-14"),
        ("next Tuesday", "held", "2018-09-07", "2018-09-11"),
        ("tomorrow", "scheduled", "2018-09-07", "2018-09-08"),
        ("next week", "postponed", "2018-09-07", "2018-09-10..2018-09-16"),
        ("in early December", "scheduled", "2018-11-22", "2018-12-01..2018-12-10"),
        ("November 28", "scheduled", "2018-11-22", "2018-11-28"),
        ("January 5", "scheduled", "2018-11-22", "2019-01-05"),
        ("Wednesday, November 21", "scheduled", "2018-11-22", "2018-11-21"),
        ("in November", "scheduled", "2018-11-22", "2018-11-01..2018-11-30"),
        ("in two weeks", "scheduled", "2018-09-07", "2018-09-18..2018-09-24"),
        ("later this month", "scheduled", "2018-09-07", "2018-09-07..2018-09-30"),
        ("this weekend", "scheduled", "2018-09-05", "2018-09-08..2018-09-09"),
    ],
)
def test_what_is_planned_lies_not_before_publication(
    words: str, status: Any, published: str, expected: str
) -> None:
    assert read(words, published, status=status) == expected


@pytest.mark.parametrize(
    ("words", "sentence", "expected"),
    [
        ("on Monday", "He will meet Putin on Monday, he said on Friday.", "2018-09-10"),
        ("on Friday", "He will meet Putin on Monday, he said on Friday.", "2018-09-07"),
        ("On Thursday", "On Thursday he said he will go to Sochi.", "2018-09-06"),
        ("On Monday", "On Monday the ministers are to meet in Sochi.", "2018-09-10"),
        ("Monday", "They agreed to meet again on Monday.", "2018-09-10"),
        ("Monday", "The leaders met on Monday.", "2018-09-03"),
    ],
)
def test_the_nearest_verb_says_whether_a_weekday_is_to_come(
    words: str, sentence: str, expected: str
) -> None:
    assert read(words, "2018-09-07", sentence=sentence) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the same day", "2017-11-22"),
        ("that evening", "2017-11-22"),
        ("the following day", "2017-11-23"),
        ("the next morning", "2017-11-23"),
        ("the previous day", "2017-11-21"),
        ("the day before", "2017-11-21"),
        ("two days earlier", "2017-11-20"),
        ("two days later", "2017-11-24"),
        ("a week later", "2017-11-26..2017-12-02"),
        ("the previous month", "2017-10-01..2017-10-31"),
        ("earlier in the week", "2017-11-20..2017-11-22"),
        ("the following Friday", "2017-11-24"),
        ("that Wednesday", "2017-11-22"),
        ("that Friday", "unknown"),
        ("ahead of the summit", "..2017-11-22"),
        ("before the trilateral summit", "..2017-11-22"),
        ("after the talks", "2017-11-22.."),
        ("two days before the summit", "2017-11-20"),
        ("on the eve of the summit", "2017-11-21"),
        ("on the sidelines of the summit", "2017-11-22"),
    ],
)
def test_an_expression_that_refers_back_is_counted_from_its_reference(
    words: str, expected: str
) -> None:
    assert read(words, None, reference=day("2017-11-22")) == expected
    assert read(words, None) == "unknown"


def test_the_nearest_day_before_the_words_is_their_anchor() -> None:
    text = "On 3 May 2019 they met. On 7 May 2019 they spoke. The following day they signed."
    context = read_context(text)
    assert shown(resolve("The following day", context, position=text.index("The f")).interval) == (
        "2019-05-08"
    )
    assert shown(resolve("The following day", context, position=20).interval) == "2019-05-04"
    assert [p.code for p in resolve("The following day", context).problems] == ["no_anchor"]


def test_that_year_may_be_the_year_of_a_month() -> None:
    text = "In January 2021 they met. Later that year they spoke. The following day is not said."
    context = read_context(text)
    later = resolve("Later that year", context, position=text.index("Later")).interval
    assert shown(later) == "2021-01-01..2021-12-31"
    following = resolve("The following day", context, position=text.index("The following"))
    assert following.interval == UNKNOWN_DATE


def test_since_and_by_date_no_story() -> None:
    text = "On 3 May 2019 they met. The pact, in force since 1 June 2018, ends. The same day it rained."
    found = resolve("The same day", read_context(text), position=text.index("The same"))
    assert shown(found.interval) == "2019-05-03"


@pytest.mark.parametrize(
    ("evidence", "expected", "basis"),
    [
        (["attended a summit on 22 November 2017 in Sochi"], "2017-11-22", "explicit"),
        (["a summit on 21 November 2017"], "2019-11-22", "deictic"),
        (["22 November 2017", "22 November 2016"], "2019-11-22", "deictic"),
    ],
)
def test_the_records_own_evidence_states_the_year(
    evidence: list[str], expected: str, basis: str
) -> None:
    context = DateContext(published=day("2020-03-01"))
    found = resolve("On November 22", context, evidence=evidence).interval
    assert (shown(found), found.basis) == (expected, basis)


# ---- what stays unknown, and what is doubted ------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "resolution 2254",
        "resolution 2015",
        "2,212 soldiers",
        "about 2,000 troops",
        "2000 troops",
        "33 delegations",
        "less than six months",
        "the near future",
        "as early as possible",
        "last summer",
        "over the past year",
        "the last month",
        "in recent days",
        "every Friday",
        "Good Friday",
        "Russia Today",
        "a week from Friday",
        "the week of 5 July",
        "April 3, 4 and 6",
        "Monday and Friday",
        "the 2000s",
        "in two weeks",
        "07/09/18",
        "22 novembre 2017",
        "1 January 0000",
        "x" * 5000,
    ],
)
def test_what_no_rule_reads_stays_unknown(words: str) -> None:
    assert read(words, "2020-03-01") == "unknown"


@pytest.mark.parametrize("words", ["on Friday", "April 3", "in November", "this month", "today"])
def test_without_a_publication_date_no_year_is_made_up(words: str) -> None:
    assert read(words, None) == "unknown"
    assert codes(words, None) == ["no_publication_date"]


@pytest.mark.parametrize(
    ("words", "published", "expected", "code"),
    [
        ("Friday, 6 September 2018", "2018-09-07", "2018-09-06", "weekday_conflict"),
        ("April 3 (Sunday)", "2018-04-05", "2018-04-03", "weekday_conflict"),
        ("31 February 2017", None, "unknown", "impossible_date"),
        ("February 31", "2018-09-07", "unknown", "impossible_date"),
        ("2017-13-01", None, "unknown", "impossible_date"),
        ("07/09/2018", "2018-09-20", "unknown", "ambiguous_day_month"),
        ("last Thursday", "2020-01-10", "2020-01-02", "ambiguous_weekday"),
        ("last month", "2020-07-01", "2020-06-01..2020-06-30", "deictic_month_boundary"),
        ("2 March 2020", "2020-03-01", "2020-03-02", "after_publication"),
        ("April 3", "2020-04-01", "2019-04-03", "distant_year"),
        ("3 May 2019 and 7 May 2019", None, "unknown", "several_dates"),
    ],
)
def test_a_doubt_is_told(words: str, published: str | None, expected: str, code: str) -> None:
    assert read(words, published) == expected
    assert codes(words, published) == [code]


@pytest.mark.parametrize(
    ("day_first", "expected"), [(True, "2018-09-07"), (False, "2018-07-09"), (None, "unknown")]
)
def test_the_outlets_order_of_day_and_month_decides(day_first: bool | None, expected: str) -> None:
    found = resolve("07/09/2018", DateContext(day_first=day_first))
    assert shown(found.interval) == expected


def test_other_numeric_dates_of_a_text_tell_its_order() -> None:
    assert day_order("It was signed on 25/12/2017. They met on 07/09/2018.") is True
    assert day_order("It was signed on 12/25/2017.") is False
    assert day_order("On 12/25/2017 and 25/12/2017.") is None
    context = read_context("It was signed on 25/12/2017. They met on 07/09/2018.")
    assert shown(resolve("07/09/2018", context).interval) == "2018-09-07"


def test_a_held_meeting_computed_after_publication_is_given_up() -> None:
    context = DateContext(published=day("2020-03-01"))
    found = resolve("two days later", context, reference=day("2020-02-29"))
    assert found.interval == UNKNOWN_DATE
    assert [p.code for p in found.problems] == ["after_publication"]


@pytest.mark.parametrize(
    ("words", "published", "sentence", "expected"),
    [
        ("September 9", "2021-10-05", "He will build on their September 9 call.", "2021-09-09"),
        ("December 10", "2022-01-18", "The visit will further the December 10 call.", "2021-12-10"),
        ("in August", "2023-11-16", "They will carry on the work of the summit in August.",
         "2023-08"),
        ("in June", "2021-04-23", "They will talk at the summit in June.", "2021-06"),
        ("on Sunday", "2022-11-17", "It will stand beside their meeting on Sunday.", "2022-11-20"),
    ],
)  # fmt: skip
def test_a_held_meeting_beside_a_future_tense_lies_on_the_nearer_side(
    words: str, published: str, sentence: str, expected: str
) -> None:
    context = DateContext(published=day(published))
    found = resolve(words, context, sentence=sentence).interval
    assert str(found.start).startswith(expected)


def test_a_weekday_beside_the_date_finds_the_year_of_a_planned_meeting() -> None:
    context = DateContext(published=day("2024-08-08"))
    found = resolve("Thursday, August 15", context, status="scheduled")
    assert (shown(found.interval), found.problems) == ("2024-08-15", ())
    # Held and to come at once: the text does not say which is wrong.
    assert codes("Thursday, August 15", "2024-08-08") == ["after_publication"]


def test_a_publication_known_to_the_year_leaves_november_open() -> None:
    year = DateInterval(
        start=date(2018, 1, 1), end=date(2018, 12, 31), precision="year", basis="explicit"
    )
    found = resolve("in November", DateContext(published=year))
    assert found.interval == UNKNOWN_DATE
    assert [p.code for p in found.problems] == ["ambiguous_year"]


# ---- the year of a text without one ---------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("The six-year Yemeni war began in 2014. They met on May 3.", 2020),
        ("The war, now in its third year, broke out in February 2022. On May 3 they met.", 2024),
        ("After four years of civil war, which started in 2011, they met.", 2015),
        ("On May 3 they met. The communique of 3 May 2019 says so.", 2019),
        ("They met on May 3.\n— A Minister (@minister) May 4, 2019", 2019),
        # Not one of these is evidence enough.
        ("They met on May 3.", None),
        ("They met on May 3. A truce was agreed on December 29, 2016.", None),
        ("The seven-year war goes on.", None),
        ("The conflict broke out in 2011.", None),
        ("The seven-year plan was drawn up. The conflict broke out in 2011.", None),
        ("The eight-year war began in 1980. In 2015 they met.", None),
        ("The eight-year war, which began in 1980, ended in a truce.", None),
        ("The six-year Yemeni war goes on. The Ukrainian conflict began in 2014.", None),
        ("The six-year war and the nine-year conflict: one began in 2014.", None),
        ("On September 11 they met, as after September 11, 2001. In 2018 they had not.", None),
        ("On May 10 they met to commemorate May 10, 1775.", None),
        ("It will open on May 3, 2030. They met on May 3.", None),
        ("2,000 troops for a seven-year war under resolution 2011.", None),
    ],
)
def test_a_year_is_inferred_only_from_the_texts_own_evidence(text: str, year: int | None) -> None:
    hint = infer_year(text)
    assert (hint.year if hint else None) == year


def test_dates_around_new_year_stand_in_the_order_of_the_story() -> None:
    text = "The six-year war began in 2014. They spoke on December 28 and met on January 3."
    hint = infer_year(text)
    assert hint is not None
    assert hint.newest == date(2020, 1, 3)
    context = read_context(text)
    assert shown(resolve("on December 28", context).interval) == "2019-12-28"


def test_a_known_publication_date_needs_no_inference() -> None:
    assert read_context(seed_text(GOLD[1]), day("2018-04-05")).year_hint is None


# ---- publication dates, mentions, the model -------------------------------------------------


@pytest.mark.parametrize(
    ("words", "languages", "expected"),
    [
        ("March 1, 2020 - 16:12", ("en",), "2020-03-01"),
        ("07 September, 2018", ("en",), "2018-09-07"),
        ("2023-07-28 14:17:13-04:00", ("en",), "2023-07-28"),
        ("20230728", ("en",), "2023-07-28"),
        ("Fri, 28 Jul 2023 23:59:59 -0400", ("en",), "2023-07-28"),
        ("Published: 4 March 2020", ("en",), "2020-03-04"),
        ("1 марта 2020 г.", ("ru",), "2020-03-01"),
        ("Mittwoch, 22. November 2017", ("de",), "2017-11-22"),
        ("22 Kasım 2017", ("en", "tr"), "2017-11-22"),
        ("22 novembre 2017", ("fr",), "2017-11-22"),
        ("22 novembre", ("fr",), "unknown"),
        ("il y a deux jours", ("fr",), "unknown"),
        ("31 février 2017", ("fr",), "unknown"),
        ("22 novembre 2017", ("fr-CA",), "2017-11-22"),
        ("22 novembre 2017", ("xx",), "unknown"),
        ("07/09/2018", ("fr",), "unknown"),
        ("July 2023", ("en",), "unknown"),
        ("2 hours ago", ("en",), "unknown"),
    ],
)
def test_metadata_give_a_full_date_or_none(
    words: str, languages: tuple[str, ...], expected: str
) -> None:
    assert shown(publication_date(words, languages=languages).interval) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Leaders meet\n\nUpdated 5 March 2020 10:00\nPublished 4 March 2020\n\nText",
            "2020-03-04",
        ),
        ("ANKARA, April 4, 2018 (Reuters) - The leaders met.", "2018-04-04"),
        ("Leaders meet\n2 min read\nWednesday 4 April 2018\nThey met.", "2018-04-04"),
        ("The leaders met on April 4, 2018.", "unknown"),
        ("Putin in Moscow, Russia, July 1, 2020.", "unknown"),
        ("ANKARA, April 4 (Reuters) - The leaders met.", "unknown"),
        ("Leaders meet\n07/09/2018\nThey met.", "unknown"),
    ],
)
def test_only_a_dateline_dates_an_article(text: str, expected: str) -> None:
    assert shown(publication_date(None, text).interval) == expected


def test_mentions_stand_where_they_say() -> None:
    text = (
        "On Nov. 22, 2017, two days after the summit, some 2,212 soldiers and 2,000 troops left; "
        "resolution 2254 may 3 times be read in early March\u00a0or on Friday, Theresa May said."
    )
    found = find_dates(text)
    assert [(m.kind, m.text) for m in found] == [
        ("month_day", "Nov. 22, 2017"),
        ("offset", "two days after the summit"),
        ("month_part", "early March"),
        ("weekday", "Friday"),
    ]
    assert all(text[m.start : m.end] == m.text for m in found)


def test_no_mention_runs_over_a_line_break() -> None:
    assert [m.text for m in find_dates("They met in April\n3 min read")] == ["April"]


def test_a_sentence_is_cut_at_its_stops_and_not_at_abbreviations() -> None:
    text = "They met. The U.N. envoy came on Nov. 22 to Geneva. He left."
    place = text.index("Nov")
    assert sentence_at(text, place, place + 7) == "The U.N. envoy came on Nov. 22 to Geneva."


@pytest.mark.parametrize(
    ("theirs", "code"),
    [
        (None, None),
        ("2018-04-04", None),
        ("2018-04-03/2018-04-04", None),
        ("2018-04-05", "model_date_differs"),
        ("2017-04-04", "model_date_differs"),
        ("April 4", "model_date_unreadable"),
        ("2018-04-05/2018-04-03", "model_date_unreadable"),
    ],
)
def test_the_models_own_date_is_only_a_check(theirs: str | None, code: str | None) -> None:
    problem = check_against_model(day("2018-04-04"), theirs)
    assert (problem.code if problem else None) == code


def test_a_date_that_only_the_model_gives_is_told() -> None:
    problem = check_against_model(UNKNOWN_DATE, "2018-04-04")
    assert problem is not None
    assert problem.code == "model_date_only"


@pytest.mark.parametrize(
    ("names", "passages", "year"),
    [
        (["Camp David"], ["On the Anniversary of the Summit at Camp David", "the year since"], None),
        (["Camp David"], ["On the Anniversary of the Summit at Camp David", "in the year since"], 1),
        (["Singapore summit"], ["They marked the fifth anniversary of the Singapore summit."], 5),
        (["Reykjavik"], ["the 30-year anniversary of the meeting in Reykjavik"], 30),
        (["Astana talks"], ["the first anniversary of the Astana talks", "two years ago"], 1),
        # Another meeting's anniversary, one of no meeting, two numbers of years.
        (["Helsinki"], ["the fifth anniversary of the Singapore summit", "a year ago"], None),
        (["Kyiv"], ["the first anniversary of the invasion", "the talks in Kyiv a year ago"], None),
        (["Geneva"], ["the first anniversary of the talks in Geneva", "the 2nd anniversary of "
                      "the talks in Geneva"], None),
        ([None, None], ["the first anniversary of the summit"], None),
        (["Camp David"], [None, "in the year since our summit at Camp David"], None),
    ],
)  # fmt: skip
def test_a_meeting_whose_anniversary_is_marked_lies_so_many_years_back(
    names: list[str | None], passages: list[str | None], year: int | None
) -> None:
    found = remembered_on(day("2024-08-17"), names, passages)
    if year is None:
        assert found == UNKNOWN_DATE
    else:
        assert (found.start, found.end) == (date(2024 - year, 8, 14), date(2024 - year, 8, 20))
        assert (found.precision, found.basis) == ("range", "deictic")


def test_an_anniversary_needs_a_day_of_publication() -> None:
    told = ["the first anniversary of the summit in Sochi"]
    month = DateInterval(start=date(2024, 2, 1), end=date(2024, 2, 29), precision="month")
    assert remembered_on(month, ["Sochi"], told) == UNKNOWN_DATE
    assert remembered_on(day("2024-02-29"), ["Sochi"], told).start == date(2023, 2, 25)
