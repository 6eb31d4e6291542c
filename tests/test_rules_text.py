"""`text`: the layout that rules read: sentences, prose, and anchors that ground to their very span."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.grounding.ground import ground
from pipeline.grounding.locate import TextIndex
from pipeline.reading.text import make_article
from pipeline.rules.draft import draft_by_rules
from pipeline.rules.text import Layout
from schemas.records import Article

WORDS = st.sampled_from(
    ["the", "talks", "“Yes,”", "she", "said…", "U.S.", "2,212", "can't", "…", "Venn’s", "a", "--"]
)
TEXTS = st.one_of(
    st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=4).map(
        "\n".join
    ),
    st.text(alphabet="ab.,:…“”\"' \n1é\u200b\u0301中", min_size=1, max_size=60).filter(
        lambda text: text.strip() and text.strip("\u200b\u0301 \n")
    ),
)


def article(text: str) -> Article:
    return make_article(text, "test.txt")


@given(TEXTS, st.data())
@settings(max_examples=300, deadline=None)
def test_an_anchor_grounds_to_exactly_its_span(text: str, data: st.DataObject) -> None:
    try:
        one = article(text)
    except ValueError:
        return
    layout = Layout(one)
    start = data.draw(st.integers(0, len(one.text)))
    end = data.draw(st.integers(start, len(one.text)))
    anchor = layout.anchor(start, end)
    if anchor is not None:
        span = TextIndex(one).anchor(anchor)
        inside = one.text[start:end]
        first = start + len(inside) - len(inside.lstrip())
        assert (span.start, span.end) == (first, first + len(inside.strip()))


def test_a_span_that_cuts_a_letter_from_its_accent_has_no_anchor() -> None:
    assert Layout(article("1\u0301:…111")).anchor(1, 7) is None


@settings(deadline=None)
@given(st.lists(st.sampled_from(["talks", "peace", "“now,”", "Venn"]), min_size=2, max_size=20))
def test_every_run_of_words_has_an_anchor(words: list[str]) -> None:
    one = article(" ".join(words) + ".")
    layout = Layout(one)
    for start in range(0, len(one.text), 7):
        while start and not one.text[start - 1].isspace():
            start -= 1
        end = one.text.find(" ", start)
        assert layout.anchor(start, end if end > 0 else len(one.text)) is not None


def test_a_word_that_stands_twice_is_counted() -> None:
    assert Layout(article("peace and peace")).anchor(10, 15) == "1#2:peace"


def test_a_span_over_two_paragraphs_has_no_anchor() -> None:
    assert Layout(article("One here.\nTwo here.")).anchor(4, 13) is None


def test_a_cut_word_has_no_anchor() -> None:
    assert Layout(article("a warning came")).anchor(2, 5) is None


def test_headlines_and_buttons_are_no_prose() -> None:
    layout = Layout(article("Breaking News\nVenn Meets Rival\nVenn met him on Monday.\nShare"))
    assert layout.body == {3}


def test_spaces_of_other_widths_part_words_as_plain_ones_do() -> None:
    printed = (
        "South\xa0African President Ada\xa0Mwangi met Prime\u202fMinister Jan\u2009Tesar of "
        "Papua\xa0New Guinea in Bern on Tuesday. “We agreed on\xa0much of it,” she\xa0said."
    )
    plain = re.sub(r"\s", " ", printed)
    told = [ground(one, draft_by_rules(one)) for one in map(_article, (plain, printed))]
    assert not told[1].failures
    assert told[1].records.statements[0].content[0].text == "“We agreed on\xa0much of it,”"
    names, other = (
        [(actor.name, actor.role, actor.affiliation) for actor in one.records.actors]
        for one in told
    )
    assert names == other
    assert ("Jan Tesar", "Prime Minister", "Papua New Guinea") in names
    assert [len(one.records.summits) for one in told] == [1, 1]


def _article(text: str) -> Article:
    return make_article(text, "a.txt")
