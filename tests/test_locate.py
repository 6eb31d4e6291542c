"""The ladder: what it finds is article text, and what means something else it does not find."""

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.grounding.locate import NotFound, TextIndex
from pipeline.reading.text import make_article

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
INDEXES = [TextIndex(make_article(path.read_text("utf-8"), path.name)) for path in SEEDS]
ALPHABET = "ab not 12.,;:'’\"“”‘«»-–—…()[]#\n\u00a0\u200b\u0301İßŒ½人می"


def index_of(text: str) -> TextIndex:
    return TextIndex(make_article(text, "synthetic"))


def texts(least: int = 1) -> st.SearchStrategy[str]:
    return st.text(ALPHABET, min_size=least, max_size=80) | st.text(min_size=least, max_size=80)


RUNS = [
    (
        index,
        [(first + m.start(), first + m.end()) for m in re.finditer(r"\S+", index.text[first:last])],
    )
    for index in INDEXES
    for first, last in index.article.paragraphs
]
"""Each paragraph of the seeds as its runs of characters between white space."""


@st.composite
def stretches(draw: st.DrawFn, pattern: str = r"\w") -> tuple[TextIndex, int, int]:
    """A stretch of a seed from run to run, with at least one that holds `pattern`."""
    index, row = draw(
        st.sampled_from(
            [r for r in RUNS if re.search(pattern, r[0].text[r[1][0][0] : r[1][-1][1]])]
        )
    )
    here = [at for at, (s, e) in enumerate(row) if re.search(pattern, index.text[s:e])]
    at = draw(st.sampled_from(here))
    first = draw(st.integers(max(0, at - 20), at))
    last = draw(st.integers(at, min(len(row) - 1, at + 20)))
    return index, row[first][0], row[last][1]


def bare(text: str) -> list[str]:
    """The words and numbers of a text without case, accents, marks and keyboards' letters."""
    text = text.translate(str.maketrans("يىكہە", "ییکهه", "ـ"))
    apart = unicodedata.normalize("NFKD", re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text))
    return re.findall(r"[^\W_]+", re.sub("[\u0300-\u036f]", "", apart).casefold())


def found(index: TextIndex, words: str) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in index.find(words, 0, len(index.text))]


# -- properties ---------------------------------------------------------------------------------


@given(texts(), texts())
def test_a_span_is_always_article_text(text: str, words: str) -> None:
    try:
        index = index_of(text)
    except ValueError:
        assume(False)
    for span in index.find(words, 0, len(index.text)):
        assert 0 <= span.start < span.end <= len(index.text)
        assert span.text == index.text[span.start : span.end]


@given(texts(), texts(0), st.integers(0, 3))
def test_an_anchor_fails_with_not_found_and_nothing_else(
    text: str, words: str, number: int
) -> None:
    try:
        index = index_of(text)
    except ValueError:
        assume(False)
    for anchor in (words, f"{number}:{words}", f"{number}#2:{words}", f"{number}:a…{words}"):
        try:
            span = index.anchor(anchor)
        except NotFound:
            continue
        assert span.text == index.text[span.start : span.end]


@given(stretches())
def test_an_exact_copy_is_found_at_its_place(stretch: tuple[TextIndex, int, int]) -> None:
    index, start, end = stretch
    assert (start, end) in found(index, index.text[start:end])


VARIANTS = {
    "no-break spaces": lambda words: words.replace(" ", "\u00a0"),
    "plain spaces": lambda words: words.replace("\u00a0", " "),
    "line breaks": lambda words: words.replace(" ", "\n"),
    "double spaces": lambda words: words.replace(" ", "  "),
    "straight marks": lambda words: words.translate(str.maketrans("“”‘’", "\"\"''")),
    "curly marks": lambda words: words.translate(str.maketrans("\"'", "”’")),
    "en dashes": lambda words: words.replace("-", "–"),
    "no-break hyphens": lambda words: words.replace("-", "‑"),
    "one character for three dots": lambda words: words.replace("...", "…"),
    "zero-width spaces": lambda words: words.replace(" ", " \u200b"),
}


@pytest.mark.parametrize("variant", VARIANTS)
@given(stretch=stretches())
@settings(max_examples=60)
def test_typography_never_hides_a_copy(variant: str, stretch: tuple[TextIndex, int, int]) -> None:
    index, start, end = stretch
    assert (start, end) in found(index, VARIANTS[variant](index.text[start:end]))


@given(stretches(r"\d"), st.data())
def test_a_changed_digit_is_found_on_no_rung(
    stretch: tuple[TextIndex, int, int], data: st.DataObject
) -> None:
    index, start, end = stretch
    words = index.text[start:end]
    at = data.draw(st.sampled_from([at for at, c in enumerate(words) if c.isdigit()]))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != words[at]]))
    changed = words[:at] + digit + words[at + 1 :]
    # "November 28" for "November 22" may stand elsewhere, but never here.
    assert not any(s < end and start < e for s, e in found(index, changed))


@given(stretches(), st.data(), st.sampled_from(["not", "never", "Norway"]))
def test_an_added_negation_or_name_is_never_bridged(
    stretch: tuple[TextIndex, int, int], data: st.DataObject, added: str
) -> None:
    index, start, end = stretch
    words = index.text[start:end].split(" ")
    at = data.draw(st.integers(0, len(words)))
    copy = " ".join([*words[:at], added, *words[at:]])
    # The article itself may say "not" just before or after the stretch.
    assert all(bare(index.text[s:e]) == bare(copy) for s, e in found(index, copy))
    assert added != "Norway" or not found(index, copy)


@given(stretches(), st.data())
def test_what_is_found_has_the_words_and_numbers_of_the_copy(
    stretch: tuple[TextIndex, int, int], data: st.DataObject
) -> None:
    index, start, end = stretch
    words = index.text[start:end].split()
    at = data.draw(st.integers(0, len(words) - 1))
    changed = data.draw(st.sampled_from([[], [words[at].upper()], [words[at], words[at]]]))
    copy = " ".join([*words[:at], *changed, *words[at + 1 :]])
    for span in index.find(copy, 0, len(index.text)):
        assert bare(span.text) == bare(copy)


@given(texts(), texts())
def test_what_is_found_in_any_text_has_the_words_of_the_copy(text: str, words: str) -> None:
    try:
        index = index_of(text)
    except ValueError:
        assume(False)
    for span in index.find(words, 0, len(index.text)):
        assert bare(span.text) == bare(words)


# -- the rungs ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("We can’t accept it.", "We can"),
        ("They did not agree.", "They did agree"),
        ("They did agree.", "They did not agree"),
        ("Troops numbered 2,212 in all.", "numbered 2"),
        ("Troops numbered 2,212 in all.", "212 in all"),
        ("It fell to -5 percent.", "5 percent"),
        ("It began at 16:12 sharp.", "12 sharp"),
        ("A warning came.", "war"),
        ("He met Lavrova.", "He met Lavrov"),
        ("The cannot-do spirit; they cannot leave.", "they can"),
        ("It rose 5% last year.", "It rose 5 last year"),
        ("They paid $5 each.", "They paid €5 each"),
    ],
)
def test_what_means_something_else_is_not_found(text: str, copy: str) -> None:
    assert not found(index_of(text), copy)


@pytest.mark.parametrize(
    ("text", "copy", "rung"),
    [
        ("He said “no”.", "said “no”", "exact"),
        ("He\u00a0said\n“no”.", "He said “no”", "space"),
        ("He said “no” -- twice.", 'said "no" – twice', "marks"),
        ("Erdoğan left, then spoke.", "erdogan left then spoke", "typographic"),
        ("Erdog\u0306an left.", "Erdoğan left", "typographic"),
        ("او گفت که ایران یک کشور است", "ايران يك كشور", "typographic"),
        ("قال إن الحــرب انتهت", "الحرب انتهت", "typographic"),
    ],
)
def test_a_match_names_the_rung_it_was_found_on(text: str, copy: str, rung: str) -> None:
    (span,) = index_of(text).find(copy, 0, len(text))
    assert span.match == rung


def test_dots_between_two_ends_of_an_anchor_are_no_loose_match() -> None:
    index = index_of("such a move could destabilize the region further")
    assert index.anchor("1:such a move could…destabilize the region further").match == "exact"


def test_dots_of_the_article_may_stand_in_an_anchor() -> None:
    index = index_of("in line with... the spirit of cooperation, and so on")
    span = index.anchor("1:in line with... the spirit")
    assert span.text == "in line with... the spirit"
    assert index.anchor("1:in line with…so on").text == index.text


def test_words_that_stand_twice_are_asked_for_again() -> None:
    index = index_of("talks failed and talks resumed")
    with pytest.raises(NotFound) as error:
        index.anchor("1:talks")
    assert error.value.code == "ambiguous"
    assert index.anchor("1#2:talks").start == 17


@pytest.mark.parametrize(
    "anchor", ["", "x", "1:" + "9" * 5000, "9" * 5000, "0", "-1:a", "1#0:a", "1#9:a"]
)
def test_a_malformed_anchor_says_what_is_wrong(anchor: str) -> None:
    with pytest.raises(NotFound) as error:
        index_of("a b a").anchor(anchor)
    assert error.value.code


def test_folded_copies_keep_the_order_of_the_text() -> None:
    for index in INDEXES:
        for folded in (index.spaced, index.marked):
            places = [(folded.start(at), folded.end(at)) for at in range(len(folded.text))]
            assert all(start < end for start, end in places)
            assert all(one[1] <= other[0] for one, other in pairwise(places))
            assert all(
                letter in (" ", '"', "-", "…") or index.text[start:end] == letter
                for letter, (start, end) in zip(folded.text, places, strict=True)
            )
