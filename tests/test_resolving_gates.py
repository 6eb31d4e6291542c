"""What resolving leaves out of its look would have changed nothing."""

import re
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.grounding.quotations import Quotation
from pipeline.resolving.dated import nearest
from pipeline.resolving.dates import DateContext, resolve, tense, year
from pipeline.resolving.dates.folding import fold, lowered
from pipeline.resolving.resolve import touched_by
from schemas.records import DateInterval, Span

SENTENCE_END = re.compile(r"\n|[.!?][\"”’»)]*\s+(?=[\"“‘«(]?[A-Z0-9])")
"""The same as it is read by people."""
PUBLISHED = DateInterval(start=date(2020, 3, 1), end=date(2020, 3, 1), precision="day")
places = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)
starts = st.lists(st.integers(0, 40), min_size=1, max_size=4)
words = st.sampled_from(
    "the Syrian war conflict cri\u017fis s\u0131ege in into entered now . its \u0130ts \u0131t\u017f "
    "ITS third 7th 12TH eleventh \u017feventh year YEAR years yearly \n".split(" ")
)
told = st.sampled_from(
    "on Monday|in March|March 3|next week|tomorrow|the same day|in two days|by Friday".split("|")
)
tenses = st.sampled_from(
    "He will go {}.|They met {}.|The talks planned {} were held.|Said: {}, he would.|{}|".split("|")
)


@given(st.lists(places), places)
def test_only_quotations_that_share_characters_with_a_span_touch_it(
    marked: list[list[int]], place: list[int]
) -> None:
    start, end = place
    marks = [Quotation(*one) for one in sorted(marked)]
    touching = [m for m in marks if max(m.start, start) < min(m.end, end)]
    found = touched_by(marks)(Span(start=start, end=end, text="", match="exact"))
    assert [m for m in found if max(m.start, start) < min(m.end, end)] == touching


@given(st.lists(words, max_size=12).map(" ".join))
@example("The \u017fyrian war, now in \u0131t\u017f \u017feventh year")
def test_no_war_in_its_nth_year_is_passed_over(text: str) -> None:
    folded = fold(text)
    if year.IN_ITS_NTH.search(folded):
        assert year.MAY_BE_IN_ITS_NTH.search(lowered(folded))


@given(told, tenses, st.sampled_from(["scheduled", "proposed", "postponed"]))
def test_of_a_plan_the_tense_tells_nothing(words: str, sentence: str, status: str) -> None:
    context = DateContext(published=PUBLISHED)
    alone = resolve(words, context, status=status, met=True)
    assert (
        resolve(words, context, status=status, met=True, sentence=sentence.format(words)) == alone
    )


@given(st.text("ab ", max_size=30), st.text("ab ", min_size=1, max_size=3), starts)
def test_the_nearest_place_of_words_is_the_nearest_of_all(
    text: str, told: str, near: list[int]
) -> None:
    places = [at for at in range(len(text)) if text.startswith(told, at)]
    by_distance = min(places, key=lambda at: min(abs(at - one) for one in near), default=None)
    assert nearest(told, text, near) == by_distance


@given(st.text('aA. !?\n\t"”’ )«(1', max_size=40))
def test_a_sentence_ends_where_the_plain_pattern_says(text: str) -> None:
    ends = [one.span() for one in tense.SENTENCE_END.finditer(text)]
    assert ends == [one.span() for one in SENTENCE_END.finditer(text)]
