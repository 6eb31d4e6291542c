"""Words of a text: read chunk by chunk, they are those of the whole."""

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.grounding.wording import _WORD, forms_of, words_of

TEXTS = st.text(st.sampled_from("aBn’'st.-12  \u00a0\n“é中"), max_size=60) | st.text(max_size=40)


@given(TEXTS)
@example("the U.S.’s  didn't-know\u00a0O’Brien's “no” U.N. 12th")
@example("x’" * 60)
def test_words_read_between_spaces_are_those_of_the_whole_text(text: str) -> None:
    found = [match.span() for match in _WORD.finditer(text)]
    assert [(word.start, word.end) for word in words_of(text)] == found
    assert [word.text for word in words_of(text)] == [text[start:end] for start, end in found]


@given(TEXTS)
def test_forms_are_those_of_the_words_without_their_places(text: str) -> None:
    assert forms_of(text) == [word[:-3] for word in words_of(text)]
    assert [word.number for word in words_of(text)] == list(range(len(words_of(text))))
