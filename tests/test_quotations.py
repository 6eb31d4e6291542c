"""Where quotations begin and end."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.grounding.quotations import DOUBLE, SINGLE, quotations, within, words
from pipeline.reading.text import make_article, paragraphs_of

ROOT = Path(__file__).parent.parent
ALPHABET = "ab s.,!?'’\"“”‘«»„‟「」 \n1()-–"


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, paragraphs_of(text))]


@given(st.text(ALPHABET, max_size=80) | st.text(max_size=80))
def test_offsets_are_sane_for_any_text(text: str) -> None:
    paragraphs = paragraphs_of(text)
    found = quotations(text, paragraphs)
    for q in found:
        assert any(start <= q.start < q.end <= end for start, end in paragraphs)
        assert text[q.start] in DOUBLE + SINGLE
        assert not q.closed or (text[q.end - 1] in DOUBLE + SINGLE and q.end - q.start > 1)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(ALPHABET, max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_within_gives_all_quotations_that_share_a_character(text: str, one: int, two: int) -> None:
    start, end = sorted((one, two))
    found = quotations(text, paragraphs_of(text))
    shared = [q for q in found if max(q.start, start) < min(q.end, end)]
    assert start == end or list(within(found, start, end)) == shared


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" to it.', ['"no"']),
        ("He said “no” to “it”.", ["“no”", "“it”"]),
        ('It opens " straight and “closes” so.', ["“closes”"]),
        ('"One can say so,” he said.', ['"One can say so,”']),
        ("«Нет», сказал он.", ["«Нет»"]),
        ("„Nein“, sagte er.", ["„Nein“"]),
        ("「はい」と言った。", ["「はい」"]),
        ("A 6\" pipe and a 7' wall.", []),
        ("The leaders' talks weren't 'easy' at all.", ["'easy'"]),
        ("Calls process ‘effective’ now.", ["‘effective’"]),
        ("She said “he told me ‘no’ twice”.", ["“he told me ‘no’ twice”"]),
        ("“First paragraph.\n“Second paragraph.”", ["“First paragraph.", "“Second paragraph.”"]),
        ("Rock 'n' roll in the '90s.", ["'n'"]),
    ],
)
def test_marks_open_and_close(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“We will go on.\nNext."
    (q,) = quotations(text, paragraphs_of(text))
    assert (q.start, q.end, q.closed) == (0, 15, False)


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda p: p.stem[:3])
def test_every_quoted_content_of_gold_is_a_quotation(path: Path) -> None:
    gold = json.loads((ROOT / "tests/gold" / f"{path.stem}.json").read_text("utf-8"))
    article = make_article(path.read_text("utf-8"), path.name)
    found = {article.text[q.start : q.end] for q in quotations(article.text, article.paragraphs)}
    whole = [
        text.strip()
        for statement in gold["statements"]
        for text in statement["text"]
        if text.strip()[0] in DOUBLE and text.strip()[-1] in DOUBLE and len(words(text)) > 3
    ]
    assert [text for text in whole if text not in found] == []
