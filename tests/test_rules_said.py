"""`said`: a statement, and who spoke last."""

from tests.rules import said

BEFORE = "President Mara Venn of Lornia met Foreign Minister Otto Hale. "


def test_whose_sentence_follows_a_question_did_not_ask_it() -> None:
    found = said(BEFORE + "“Never,” Venn said. “Why now?” Hale said the talks had failed.")
    assert [one.words for one in found if one.who == ["Otto Hale"]] == [["the talks had failed"]]
