"""Folding makes one spelling of a name, and never makes one name of two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lookup.names import fold, name_words, orders, plain, surname

LETTERS = "abcdefghijklmnopqrstuvwxyzáàâäãåāăąçćčďéèêëēęěğíìîïīñńňóòôöõøōőřśşšťúùûüūůűýžźżłđ"
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=5).map(" ".join)
NAMES = st.lists(
    st.one_of(
        st.text(LETTERS, min_size=1, max_size=9),
        st.sampled_from("al-Assad el as-Sisi bin von President King Mr. U.S. J.D. O’Brien".split()),
        st.sampled_from(["Secretary of State", "Türkiye’s", "P5+1", "Ki-moon", "the", "Ben", ""]),
    ),
    max_size=6,
).map(" ".join)


@given(NAMES)
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert plain(plain(name)) == plain(name)


@given(st.text(max_size=40))
def test_folding_any_text_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(WORDS)
def test_case_does_not_matter(name: str) -> None:
    assert fold(name.upper()) == fold(name) == fold(name.title())


@given(WORDS)
def test_accents_do_not_matter(name: str) -> None:
    bare = plain(name)
    assert bare.isascii()
    assert fold(bare) == fold(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Assad", "al-Assad"),
        ("Assad", "el-Assad"),
        ("Bashar Assad", "President Bashar al-Assad"),
        ("Recep Tayyip Erdogan", "President Recep Tayyip Erdoğan"),
        ("Robert O'Brien", "Robert O’Brien"),
        ("Antony Blinken", "Secretary of State Antony Blinken"),
        ("Ban Ki-moon", "BAN KI\u2011MOON"),
        ("J.D. Vance", "JD Vance"),
        ("Mohammed bin Salman", "Crown Prince Mohammed bin Salman"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lavrov", "Lavrova"),
        ("el-Sissi", "al-Sisi"),
        ("Rouhani", "Rohani"),
        ("Abdullah II", "Abdullah"),
        ("Ben Wallace", "Wallace"),
    ],
)
def test_likeness_alone_joins_no_two_names(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_family_name_first_or_last_is_the_same_set_of_words() -> None:
    assert name_words("Kishida Fumio") == name_words("Fumio Kishida")
    assert fold("Fumio Kishida") in orders("Kishida Fumio")
    assert fold("Suk Yeol Yoon") in orders("Yoon Suk-yeol")
    assert fold("Yoon Sukyeol") in orders("Yoon Suk-yeol")


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Sergei Lavrov", "lavrov"),
        ("Xi Jinping", "xi"),
        ("Yoon Suk Yeol", "yoon"),
        ("Ban Ki-moon", "ban"),
        ("Jae-in Moon", "moon"),
        ("King Abdullah II", "abdullah"),
        ("Ursula von der Leyen", "leyen"),
        ("Bashar al-Assad", "assad"),
        ("", ""),
    ],
)
def test_surname(name: str, family: str) -> None:
    assert surname(name) == family


def test_a_name_of_titles_alone_is_kept() -> None:
    assert fold("Prime Minister") == "prime minister"
    assert fold("King") == "king"
