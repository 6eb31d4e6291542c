"""Words of a text: read chunk by chunk, they are those of the whole."""

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.grounding.wording import _WORD, folded_words, words_between, words_of

TEXTS = st.text(st.sampled_from("aBn’'st.-12  \u00a0\n“é中"), max_size=60) | st.text(max_size=40)


@given(TEXTS)
@example("the U.S.’s  didn't-know\u00a0O’Brien's “no” U.N. 12th")
@example("x’" * 60)
def test_words_read_between_spaces_are_those_of_the_whole_text(text: str) -> None:
    found = [match.span() for match in _WORD.finditer(text)]
    assert [(word.start, word.end) for word in words_of(text)] == found
    assert [word.text for word in words_of(text)] == [text[start:end] for start, end in found]


@given(TEXTS)
def test_folded_words_are_those_of_the_words(text: str) -> None:
    assert folded_words(text) == [word.folded for word in words_of(text)]


def test_words_between_two_places_keep_their_offsets() -> None:
    text = "Russia did attack Turkey's north"
    between = words_between(text, text.index(" did"), text.index("Turkey"))
    assert [(word.text, word.start) for word in between] == [("did", 7), ("attack", 11)]
