"""`triggers`: which patterns a text may match, told by its words."""

from pipeline.reading.text import make_article
from pipeline.rules.text import Layout
from pipeline.rules.triggers import Spotter


def test_spotter_sets_the_bit_of_each_pattern_whose_word_stands_there() -> None:
    spot = Spotter("met|meets?", "talks?", "host\\w*")
    assert spot("They MET, for talks.") == 0b011
    assert spot("for talks.") == 0b010
    assert spot("meetings and ghosts") == 0


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
