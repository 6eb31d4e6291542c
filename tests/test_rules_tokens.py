"""`tokens`: words, each with a letter for its class; patterns run over the letters.

Also: `word_classes`, `words`.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.text import make_article
from pipeline.rules.text import Layout
from tests.rules import cast_in, said


def test_a_word_that_the_text_writes_small_is_no_ministers_family_name() -> None:
    """John Key and Stuart Young are in the registry."""
    found = cast_in(
        "Key talks failed. Young people spoke. Mara Venn took a key step with the young."
    )
    assert {actor.name for actor in found.actors} == {"people", "Mara Venn"}


def test_the_parties_of_a_case_are_nobody_in_the_text() -> None:
    """A president of the registry is called Wade."""
    found = cast_in("Before Jane Roe v. Wade was overturned, Mara Venn met Otto Brand.")
    assert {actor.name for actor in found.actors} == {"Mara Venn", "Otto Brand"}


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


def test_a_man_called_said_keeps_his_name() -> None:
    assert any(one.who == ["Said Jalil"] for one in said("Said Jalil said the talks were over."))


@pytest.mark.parametrize(
    "sentence",
    [
        "Theresa May left. Mrs May insists that it is “a serious plan” for all.",
        "Theresa May left. Ms May says that it is “a serious plan” for all.",
    ],
)
def test_a_name_that_is_a_verb_elsewhere_denies_nothing(sentence: str) -> None:
    assert [one.who for one in said(sentence)] == [["Theresa May"]]
