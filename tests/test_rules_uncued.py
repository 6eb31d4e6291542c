"""`uncued`: quotations that no cue takes, by their place."""

import pytest

from tests.rules import is_told, said


def test_a_question_passes_the_word_on() -> None:
    found = said(
        "Mara Venn met Otto Hale.\n“When did you last speak?” Mr. Hale asked.\n"
        "“On Sunday,” Venn answered.\n“And?”\n“And we agree.”"
    )
    assert [one.who[0] for one in found] == ["Otto Hale", "Mara Venn", "Otto Hale", "Mara Venn"]


def test_who_asked_nothing_goes_on() -> None:
    found = said(
        "Mara Venn met Otto Hale.\n“It was good,” Mr. Hale said.\n"
        "“On Sunday,” Venn answered.\n“And we agree.”"
    )
    assert [one.who[0] for one in found] == ["Otto Hale", "Mara Venn", "Mara Venn"]


ALL = "“We will not wait for them.”"


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        (f"Said one young activist in Ostrava: {ALL}", "young activist"),
        (f"Said a source who was in the room: {ALL}", "source"),
        (f"Said another diplomat at the table: {ALL}", "diplomat"),
        (f"Said Venn: {ALL}", "Mara Venn"),
        (f"Said Jo Hale, a nurse: {ALL}", "Jo Hale"),
        (f"Said the minister as he left: {ALL}", "Otto Holm"),
        (f"Wrote Venn: {ALL}", "Mara Venn"),
        (f"Replied one of the riders: {ALL}", "riders"),
        (f"Asked a lawmaker from the north: {ALL}", "lawmaker"),
        (f"Added Holm: {ALL}", "Otto Holm"),
    ],
)
def test_a_verb_that_opens_a_sentence_names_no_speaker(sentence: str, who: str) -> None:
    assert is_told(sentence, who, "not wait")


def test_a_quotation_of_three_paragraphs_is_one_statement() -> None:
    text = (
        "Mara Venn spoke on Monday.\n“The first thing is peace, she had always known.\n"
        "“The second thing is bread for everyone here.\n“The third is time,” Venn said."
    )
    found = said(text)
    assert [span for one in found for span in one.words][-1] == "“The third is time,”"
    assert all(one.who == ["Mara Venn"] for one in found)


VENN = "President Mara Venn of Kallistan flew home. "


def test_a_paragraph_that_is_a_quotation_goes_on_with_the_last_speaker() -> None:
    found = said(VENN + "\n“We are ready now,” Venn said.\n“They would rather lose at home.”")
    assert [(one.who, one.words) for one in found] == [
        (["Mara Venn"], ["“We are ready now,”"]),
        (["Mara Venn"], ["“They would rather lose at home.”"]),
    ]


@pytest.mark.parametrize(
    "announced",
    [
        "The ministry published the following list of towns:",
        "Venn met the following ministers:",
        "The following is known:",
    ],
)
def test_a_list_behind_a_colon_is_no_statement(announced: str) -> None:
    assert said(f"{announced}\nArdesh is in the north.\nOstrava is in the south.") == []
