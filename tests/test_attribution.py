"""Cue and source are read beside the content, and a document has none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.grounding.attribution import attribute
from pipeline.grounding.cues import branching
from pipeline.reading.text import paragraphs_of
from schemas.records import Span


def told(
    text: str, *contents: str, names: tuple[str, ...] = ("Vladimir Putin", "Putin")
) -> tuple[str | None, str | None]:
    spans = [
        Span(start=text.index(one), end=text.index(one) + len(one), text=one, match="exact")
        for one in contents
    ]
    found = attribute(text, spans, paragraphs_of(text), names)
    return found.source, found.cue


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ('"We leave," Putin said at the start.', '"We leave,"', ("Putin", "said")),
        ("Putin told reporters that they leave.", "they leave", ("Putin", "told reporters that")),
        ('The situation "is bad," the Russian leader said.', 'The situation "is bad,"', ("the Russian leader", "said")),
        ('"It is bad," he noted.', '"It is bad,"', ("he", "noted")),
        ("According to Putin, they leave.", "they leave", ("Putin", "According to")),
        ('"We leave now." Putin said no more.', '"We leave now."', ("Putin", "said")),
    ],
)  # fmt: skip
def test_cue_and_source(text: str, content: str, expected: tuple[str, str]) -> None:
    assert told(text, content) == expected


def test_a_split_quotation_finds_the_cue_in_between() -> None:
    text = '"There is a risk," Josep Borrell tweeted. "It is bad."'
    assert told(text, '"There is a risk,"', '"It is bad."', names=("Josep Borrell",)) == (
        "Josep Borrell",
        "tweeted",
    )


def test_a_whole_sentence_of_a_document_has_no_cue_of_its_neighbours() -> None:
    text = "They agreed that it ends. The Presidents acknowledged the framework."
    assert told(text, "The Presidents acknowledged the framework.", names=()) == (None, None)


WORDS = st.text("abé ", min_size=1, max_size=5)


@given(st.lists(WORDS, min_size=1, max_size=12), st.text("abé x", max_size=40))
def test_a_branching_pattern_finds_what_alternatives_find(words: list[str], text: str) -> None:
    longest_first = sorted(words, key=len, reverse=True)
    side_by_side = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
    branched = re.compile(rf"\b(?:{branching(words)})\b")
    assert [m.span() for m in branched.finditer(text)] == [
        m.span() for m in side_by_side.finditer(text)
    ]
