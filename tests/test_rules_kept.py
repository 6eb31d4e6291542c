"""What the rules work out once for a word, and the words they look it up for."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.text import make_article
from pipeline.rules import kept
from pipeline.rules.kept import Kept
from pipeline.rules.text import Layout
from pipeline.rules.triggers import Spotter

PIECES = st.sampled_from(
    (
        "Mara Venn",
        "U.S.-led",
        " ",
        "\n\n",
        "*",
        "said",
        "’s",
        "“No,”",
        "(NSA)",
        "2,212",
        "é",
        "\xa0",
    )
)


def test_kept_asks_once_for_each_word_and_forgets_all_when_full() -> None:
    asked: list[str] = []
    length = Kept(lambda word: asked.append(word) or len(word))
    assert [length["no"], length["news"], length["no"]] == [2, 4, 2]
    assert asked == ["no", "news"]
    for number in range(kept.MOST):
        length[str(number)]
    assert len(length) <= kept.MOST
    assert length["no"] == len("no")


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12).map("".join).filter(str.strip))
def test_tokens_stand_where_their_offsets_say_and_leave_no_word_out(text: str) -> None:
    article = make_article(f"Venn {text}", "test.txt")
    tokens = Layout(article).tokens
    spans = list(zip(tokens.starts, tokens.ends, tokens.words, strict=True))
    for start, end, word in spans:
        assert article.text[start:end].startswith(word)
    left = "".join(
        article.text[past:start]
        for past, start in zip((0, *tokens.ends), (*tokens.starts, len(article.text)), strict=True)
    )
    assert not left.strip(" \n*\xa0")


def test_words_inside_a_title_are_looked_up_too() -> None:
    text = "Security Advisor (NSA) Jane Doe was there."
    layout = Layout(make_article(text, "test.txt"))
    assert "(" not in layout.tokens.words
    spot = Spotter("nsa", "advisor", "doe", "there")
    assert spot.within(layout.tokens, 0, len(text)) == spot(text) == 0b1111
    assert spot.within(layout.tokens, text.index("Jane"), text.index("was")) == 0b100


def test_each_spotter_has_its_own_bits_whenever_it_was_made() -> None:
    first = Spotter("met", "talks?")
    assert first("they met for talks") == 0b11
    second = Spotter("for", "met", "zzz")
    assert second("they met for talks") == 0b011
    assert first("they met for tea") == 0b01
