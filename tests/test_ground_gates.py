"""What a cheap look rules out in grounding, the dear one would not have found."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.grounding.mentions import _opens, names_in
from pipeline.grounding.named import Passage
from pipeline.grounding.negation import hedges, negations
from pipeline.grounding.numerals import _BEFORE, numbers
from pipeline.grounding.wording import forms_of, words_of
from pipeline.grounding.written_dates import written_dates

TEXTS = st.text(st.sampled_from("aBlD’'st.-1 \u00a0\n“é, "), max_size=60) | st.lists(
    st.sampled_from(
        "the The Russian President Putin bin Al al-Assad el Salman, U.N.-backed (Sochi “We MAY May "
        "twelfth 12 two-thirds half-hearted 2019 Mon. monday not didn't no-one unlikely\nRussia’s"
        " told.\tNew “Ankara and — 1920s U.S. US us Secretary-General".split(" ")
    )
).map(" ".join)


@given(TEXTS)
@example("met Mohammed bin\u00a0Salman al-\nAssad bin x Bin-Laden of\u00a0 “ Moscow: “Putin")
def test_a_passage_has_the_words_and_names_of_its_text(text: str) -> None:
    passage = Passage(text)
    assert passage.row == forms_of(text)
    assert [tuple(name) for name in passage.named] == [tuple(name) for name in names_in(text)]


@given(TEXTS)
def test_what_its_chunks_rule_out_stands_nowhere_in_a_text(text: str) -> None:
    passage = Passage(text)
    assert passage.numbers == numbers(text)
    assert passage.dates == written_dates(text)
    assert passage.negations == negations(text)
    assert passage.hedges == hedges(text)


@given(TEXTS)
def test_a_sentence_begins_where_only_marks_part_a_word_from_the_last(text: str) -> None:
    begins = re.compile(r"(?:^|[.!?…:]|\n)[\s\"“”'‘’(\[]*$")
    for word in words_of(text):
        before = text[max(0, word.start - 6) : word.start]
        assert _opens(text, word) == bool(begins.search(before))


LIMITS = (
    "at least|no fewer than|no less than|not less than|a minimum of|more than|greater than|upward of"
    "|upwards of|in excess of|exceed|exceeds|exceeded|exceeding|over|above|topped|topping|at most"
    "|up to|as many as|as much as|no more than|a maximum of|less than|fewer than|under|below|within"
    "|about|around|approximately|roughly|some|nearly|almost|close to|circa|an estimated|estimated"
    "|more or less|or so"
).split("|")


@given(
    st.lists(st.sampled_from(["(", "far ", "not ", "no ", "pas\u017f ", "met\n"]), max_size=2),
    st.sampled_from(LIMITS),
    st.sampled_from([" ", "  ", "\t", " the ", " A ", " an  ", ""]),
    st.sampled_from(["", "$", "€", "$$", "-"]),
    st.booleans(),
)
def test_a_number_is_limited_wherever_the_pattern_says_so(
    lead: list[str], limit: str, between: str, currency: str, is_loud: bool
) -> None:
    before = f"{''.join(lead)}{limit.upper() if is_loud else limit}{between}{currency}"
    for number in numbers(f"{before}340 troops"):
        found = _BEFORE.search(f"{before}340"[max(0, number.start - 32) : number.start])
        assert number.bound == (found.lastgroup if found else None)
