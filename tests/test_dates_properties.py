"""What holds for any expression, any text and any machine."""

import os
import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.resolving.dates import (
    DateContext,
    ResolvedDate,
    bounded,
    check_against_model,
    day_order,
    find,
    find_dates,
    folding,
    grammar,
    infer_year,
    publication_date,
    read_context,
    resolve,
    sentence_at,
)
from schemas.records import DateInterval

ROOT = Path(__file__).parent.parent
MONTHS = "January February March April May June July August September October November December"
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"

publications = st.dates(date(1950, 1, 1), date(2090, 12, 31))
any_day = st.dates()
fragments = st.sampled_from(
    [
        *MONTHS.split(),
        *WEEKDAYS.split(),
        *"early mid late on in at from to until since by between and or - – / , . ( ) the of".split(),
        *"last next this that same following previous earlier later ago before after".split(),
        *"today yesterday tomorrow day days week month year weekend two three a summit talks".split(),
        *"1 3 03 22nd 31 2015 2018 2254 2,000 07/09/2018 2017-11-22 22.11.2017 Q1 1990s".split(),
        *"\u00a0 \n \u0661\u0662 \u0130 \u017f \u212a".split(" "),
    ]
)
date_like = st.lists(fragments, max_size=8).map(" ".join)
expressions = st.one_of(st.text(max_size=250), date_like)

past_words = st.one_of(
    st.sampled_from(WEEKDAYS.split()).map("on {}".format),
    st.sampled_from(WEEKDAYS.split()).map("late on {}".format),
    st.sampled_from(WEEKDAYS.split()).map("last {}".format),
    st.sampled_from(MONTHS.split()).map("in {}".format),
    st.tuples(st.sampled_from(["early", "mid", "late"]), st.sampled_from(MONTHS.split())).map(
        lambda pair: f"in {pair[0]} {pair[1]}"
    ),
    st.tuples(st.sampled_from(MONTHS.split()), st.integers(1, 28)).map(
        lambda pair: f"{pair[0]} {pair[1]}"
    ),
    st.sampled_from(
        "today|yesterday|last month|this week|this month|earlier this week|over the weekend|last week"
        "|two days ago|three weeks ago|this year|April 3-4|June 30 - July 1|at the end of June".split(
            "|"
        )
    ),
)


def known(day: date) -> DateInterval:
    return DateInterval(start=day, end=day, precision="day", basis="explicit")


def assert_sound(found: ResolvedDate) -> None:
    interval = found.interval
    start, end, precision = interval.start, interval.end, interval.precision
    assert (precision == "unknown") == (start is None and end is None)
    assert (precision == "unknown") == (interval.basis == "none")
    assert (precision == "before") == (start is None and end is not None)
    assert (precision == "after") == (end is None and start is not None)
    if start and end:
        assert start <= end
        assert precision != "day" or start == end
    assert all(problem.message for problem in found.problems)


@given(expressions, st.one_of(st.none(), any_day), st.one_of(st.none(), any_day))
@settings(max_examples=1500, deadline=2000)
def test_any_expression_is_answered_with_an_ordered_interval(
    words: str, published: date | None, reference: date | None
) -> None:
    context = DateContext(published=known(published)) if published else DateContext()
    for status in ("held", "scheduled"):
        found = resolve(
            words,
            context,
            status=status,
            position=3,
            sentence=words,
            evidence=[words],
            reference=known(reference) if reference else None,
        )
        assert_sound(found)


@given(expressions, publications)
@settings(max_examples=400, deadline=2000)
def test_the_same_words_mean_the_same_days_again(words: str, published: date) -> None:
    context = DateContext(published=known(published), languages=("en", "fr", "ru"))
    assert resolve(words, context) == resolve(words, context)


@given(past_words, publications)
@settings(max_examples=1000)
def test_a_held_meeting_never_begins_after_publication(words: str, published: date) -> None:
    found = resolve(words, DateContext(published=known(published)))
    assert found.interval.start is not None
    assert found.interval.start <= published


@given(past_words, publications)
@settings(max_examples=1000)
def test_a_weekday_or_date_without_a_year_lies_less_than_nine_years_back(
    words: str, published: date
) -> None:
    found = resolve(words, DateContext(published=known(published)))
    assert found.interval.end is not None
    assert published - found.interval.end < timedelta(days=8 * 366)


@given(st.sampled_from(WEEKDAYS.split()), publications)
def test_a_planned_weekday_lies_within_the_seven_days_from_publication(
    weekday: str, published: date
) -> None:
    found = resolve(f"on {weekday}", DateContext(published=known(published)), status="scheduled")
    assert found.interval.start is not None
    assert 0 <= (found.interval.start - published).days <= 6
    assert found.interval.start.strftime("%A") == weekday


@given(st.one_of(past_words, st.just("22 November 2017"), date_like), publications)
@settings(max_examples=600, deadline=2000)
def test_case_and_kinds_of_space_do_not_matter(words: str, published: date) -> None:
    context = DateContext(published=known(published))
    expected = resolve(words, context).interval
    assert resolve(words.replace(" ", " \u00a0 "), context).interval == expected
    assert resolve(f"\t{words}\n", context).interval == expected
    if words.isascii():
        assert resolve(words.upper(), context).interval == expected
        assert resolve(words.lower(), context).interval == expected


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 3))
def test_a_full_date_is_read_back_in_every_form(day: date, form: int) -> None:
    month = MONTHS.split()[day.month - 1]
    forms = [
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{month[:3]}. {day.day}, {day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
    ]
    assert resolve(forms[form], DateContext()).interval == known(day)
    assert publication_date(forms[form]).interval == known(day)


@given(st.lists(st.one_of(st.text(max_size=80), date_like), max_size=12).map(". ".join))
@settings(max_examples=400, deadline=3000)
def test_any_text_is_searched_without_error(text: str) -> None:
    found = find_dates(text)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(m.text in sentence_at(text, m.start, m.end) for m in found)
    anchors = read_context(text).anchors
    assert all(a.start < a.end <= len(text) for a in anchors)
    infer_year(text)
    publication_date(None, text)
    publication_date(text, languages=("de", "ar", "zh"))


@given(any_day, st.one_of(st.text(max_size=40), any_day.map(str), st.just("2018-01-01/x")))
def test_the_models_date_may_be_anything(day: date, theirs: str) -> None:
    problem = check_against_model(known(day), theirs)
    assert problem is None or problem.code != "model_date_only"


@given(any_day)
def test_a_bound_includes_the_day_of_the_event(day: date) -> None:
    assert bounded(known(day), "before").end == day
    assert bounded(known(day), "after").start == day


PROGRAM = """
from datetime import date
from pipeline.resolving.dates import DateContext, publication_date, resolve
from schemas.records import DateInterval
day = date(2018, 9, 7)
context = DateContext(published=DateInterval(start=day, end=day, precision="day", basis="explicit"))
for words in ("on Friday", "today", "in early March", "April 3", "last month", "22 November 2017"):
    print(resolve(words, context).interval)
for words in ("2018-09-07T23:59:00+12:00", "22 novembre 2017", "1 марта 2020"):
    print(publication_date(words, languages=("fr", "ru")).interval)
"""


def test_time_zone_and_locale_of_the_machine_change_nothing() -> None:
    seen = set()
    for zone, locale in (
        ("Pacific/Kiritimati", "tr_TR.UTF-8"),
        ("America/Adak", "C"),
        ("UTC", "ar_SA"),
    ):
        environment = os.environ | {
            "TZ": zone,
            "LC_ALL": locale,
            "LANG": locale,
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(ROOT),
        }
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(done.stdout)
    assert len(seen) == 1
    assert "unknown" not in seen.pop()


def test_a_long_text_takes_seconds_at_most() -> None:
    text = "On Friday, 3 May, Putin will meet two days after the 2,000 talks in late March. " * 2000
    assert len(find_dates(text)) > 2000


def test_dateparser_is_not_imported_for_english() -> None:
    program = (
        "import sys, pipeline.resolving.dates as d; d.publication_date('March 1, 2020 - 16:12');"
        "d.resolve('on Friday', d.DateContext()); print('dateparser' in sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


OPENING = [word for word in grammar.OPENED_BY if word != "0"]
PIECES = [
    *"1 15 2015 2018 5th 12/25/2018 2018-05-03 q1 mid-2015 weeks day week month's ago to of and".split(),
    *"- , . : summit talks meeting weekend quarter half morning eve on MAY Sept. \u017funday _".split(),
    *("the day before yesterday", "the very same", "the week after the", "run-up to the"),
    "\n",
    "\u00a0",
]


@given(
    st.lists(st.sampled_from(OPENING + PIECES), max_size=14).map(" ".join)
    | st.lists(st.sampled_from(OPENING + PIECES), max_size=14).map("".join),
    st.booleans(),
)
def test_no_rule_can_open_at_a_word_that_is_not_listed_for_it(words: str, prose: bool) -> None:
    """The rules are tried at listed words alone; tried at every character they find the same."""
    folded = folding.fold(words)
    everywhere = [
        (at, kind, match.span())
        for at, (kind, rule) in enumerate(grammar.RULES)
        for match in rule.finditer(folding.lowered(folded))
        if find._stands(kind, match, folded, prose=prose)
    ]
    found = [
        (at, kind, (start, -minus_end))
        for _, start, minus_end, at, kind, _ in find._candidates(folded, prose=prose)
        if at < len(grammar.RULES)
    ]
    assert sorted(found) == sorted(everywhere)


@given(
    st.lists(
        st.sampled_from(["3", "25/12", "/", "-", "\u2212", ".", "2018", " ", "\uff11", "x", "\n"]),
        max_size=12,
    ).map("".join)
)
def test_the_order_of_day_and_month_is_told_by_every_numeric_date(text: str) -> None:
    """A quick look at the text passes over none of its dates."""
    dates = [m for m in find_dates(text) if m.kind == "numeric" and m.part("sep") != "."]
    pairs = ((int(m.part("first")), int(m.part("second"))) for m in dates)
    orders = {first > 12 for first, second in pairs if (first > 12) != (second > 12)}
    assert day_order(text) == (orders.pop() if len(orders) == 1 else None)


@given(st.text())
def test_folding_keeps_the_length_and_every_plain_character(text: str) -> None:
    folded = folding.fold(text)
    assert folded == text.translate(folding._FOLD)
    assert len(folding.lowered(folded)) == len(text)
