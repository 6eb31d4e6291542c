"""Every quotation of four words or more is covered by a statement, or counted as open."""

from typing import Any

import pytest

from pipeline.grounding.coverage import quote_spans
from pipeline.grounding.quotations import quotations
from pipeline.reading.text import paragraphs_of
from schemas.records import QuoteSpan, Span, Statement


def said(given: str, text: str, *words: str) -> Statement:
    """A statement whose content is these stretches of the text."""
    content = []
    for one in words:
        start = text.index(one)
        content.append(Span(start=start, end=start + len(one), text=one, match="exact"))
    blank: dict[str, Any] = dict.fromkeys(("speaker_text", "cue_text", "occasion", "said_text"))
    return Statement(
        statement_id=given,
        speakers=("a1",),
        via=(),
        addressees=(),
        content=tuple(content),
        act="assert",
        medium="unspecified",
        quote_type="direct",
        quoted_ratio=1.0,
        **blank,
    )


def spans(
    text: str, *statements: Statement, not_speech: frozenset[int] = frozenset()
) -> list[QuoteSpan]:
    return list(quote_spans(text, quotations(text, paragraphs_of(text)), statements, not_speech))


def verdicts(text: str, *statements: Statement) -> list[tuple[str, str | None]]:
    return [(span.verdict, span.statement_id) for span in spans(text, *statements)]


HOLD = "“The ceasefire has to hold,” she said, “and it will hold.”"


@pytest.mark.parametrize(
    ("quoted", "counted"),
    [
        ("“peace”", 0),
        ("“a very good”", 0),
        ("“a very good talk”", 1),
        ('"a very good talk"', 1),
        ("«a very good talk»", 1),
        ("‘a very good talk’", 1),
        ("“2,212 of them”", 1),
        ("the leaders' very good talks'", 0),
    ],
)
def test_quotations_count_from_four_words_up(quoted: str, counted: int) -> None:
    assert len(spans(f"Putin had {quoted} of it.")) == counted


def test_uncovered_quotation_is_open() -> None:
    assert verdicts(HOLD) == [("open", None), ("open", None)]


def test_covered_quotation_names_its_statement() -> None:
    statement = said("s1", HOLD, "“The ceasefire has to hold,”", "“and it will hold.”")
    assert verdicts(HOLD, statement) == [("speech", "s1"), ("speech", "s1")]


def test_span_holds_the_texts_own_words() -> None:
    assert all(span.text == HOLD[span.start : span.end] for span in spans(HOLD))


def test_content_without_the_marks_covers_too() -> None:
    statement = said("s1", HOLD, "The ceasefire has to hold", "and it will hold")
    assert {verdict for verdict, _ in verdicts(HOLD, statement)} == {"speech"}


def test_quotation_of_which_one_word_is_left_out_is_open() -> None:
    statement = said("s1", HOLD, "The ceasefire has to", "and it will hold")
    assert verdicts(HOLD, statement) == [("open", None), ("speech", "s1")]


def test_quotation_that_two_statements_share_names_the_one_with_most_words() -> None:
    text = "“The ceasefire has to hold and the talks go on,” she said."
    two = said("s2", text, "The ceasefire has"), said("s1", text, "to hold and the talks go on")
    assert verdicts(text, *two) == [("speech", "s1")]


def test_quotation_inside_a_long_statement_is_covered() -> None:
    text = f"Before. {'word ' * 300}He said “the war must end” there. {'word ' * 300}"
    assert verdicts(text, said("s1", text, text)) == [("speech", "s1")]


def test_headline_that_repeats_covered_words_is_covered_by_that_statement() -> None:
    text = "“War must end now”: Putin\n“The war must end now,” Putin said."
    statement = said("s1", text, "“The war must end now,”")
    assert verdicts(text, statement) == [("speech", "s1"), ("speech", "s1")]


def test_words_are_repeated_as_whole_words_only() -> None:
    text = "“art is not a war”: headline\nHe said the start is not a warning to them."
    statement = said("s1", text, "the start is not a warning")
    assert verdicts(text, statement) == [("open", None)]


def test_what_nobody_says_is_no_speech_unless_a_statement_covers_it() -> None:
    second = HOLD.index("“and")
    not_speech = frozenset({0, second})
    statement = said("s1", HOLD, "“The ceasefire has to hold,”")
    found = spans(HOLD, statement, not_speech=not_speech)
    assert [span.verdict for span in found] == ["speech", "not_speech"]


def test_quotations_of_several_paragraphs_are_counted_one_by_one() -> None:
    text = "“The first thing is peace.\n“The second thing is trade.”"
    assert [span.text for span in spans(text)] == text.split("\n")
