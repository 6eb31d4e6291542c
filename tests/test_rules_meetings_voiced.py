"""`meetings/voiced`: who "I" and "we" are where a form says who speaks."""

from tests.rules import read_document

TRANSCRIPT = """PRESIDENT VENN: Good morning. {}

Q: Madam President, did you meet President Hale in Bern?

PRESIDENT VENN: Next question, please."""


def test_the_speaker_of_a_transcript_is_who_i_means() -> None:
    told = "I met President Jon Hale of Ostrava in Geneva on Monday."
    ((meeting, names),) = read_document(TRANSCRIPT.format(told))
    assert "Jon Hale" in names
    assert len(names) == 2
    assert meeting.place_text == "Geneva"


def test_a_question_and_a_noun_before_we_tell_of_no_meeting() -> None:
    assert not read_document(TRANSCRIPT.format("There are challenges we meet together."))
