"""`content_before`: before it."""

import pytest

from tests.rules import said

BEFORE = "President Mara Venn of Lornia met Foreign Minister Otto Hale. "


@pytest.mark.parametrize(
    ("sentence", "who", "words"),
    [
        # a cue that parts the first words of a clause from the rest
        ("The list, she said, would be handed over.", "Mara Venn", ["The list", "would be handed over"]),
        (
            "In theory, Venn said, a deal could be made.",
            "Mara Venn",
            ["In theory", "a deal could be made"],
        ),
        ("It was, said the minister, “a missed chance”.", "Otto Hale", ["It was", "“a missed chance”"]),
        # a cue behind a clause that has a cue of its own
        (
            "Lornia has told Ardesh not to come, Hale revealed on Tuesday, calling it “a pity at last”.",
            "Otto Hale",
            ["Lornia has told Ardesh not to come"],
        ),
        (
            "Six countries have pledged to join a “reassurance force”, Hale has announced.",
            "Otto Hale",
            ["Six countries have pledged to join a “reassurance force”"],
        ),
        # who is meant by a wider word, an age or a call name
        ("“We wait,” the diplomat stressed.", "Otto Hale", ["“We wait,”"]),
        ("“It is late now,” its organisers added.", "organisers", ["“It is late now,”"]),
        ("The show would go ahead, its organisers added.", "organisers", ["The show would go ahead"]),
        ("A Saudi diplomat in Beirut, however, said the talks had failed.", "Saudi diplomat in Beirut", ["the talks had failed"]),
        ("Venn, known as Mar, claims to be fighting for peace.", "Mara Venn", ["be fighting for peace"]),
        # by whom
        ("It was noted by Hale that there was no way.", "Otto Hale", ["there was no way"]),
        ("It was stressed on the Lornian side that all was lost.", "Lornian side", ["all was lost"]),
        ("“We are no thieves,” Hale was cited by Interfax as saying.", "Otto Hale", ["“We are no thieves,”"]),
        # a question in marks, and whose it is
        ("“Why now?” Ms Venn asked on Monday.", "Mara Venn", ["“Why now?”"]),
        ("“Never!” Otto Hale shouted.", "Otto Hale", ["“Never!”"]),
    ],
)  # fmt: skip
def test_a_cue_finds_its_words_and_its_speaker(sentence: str, who: str, words: list[str]) -> None:
    found = [(one.who, one.words) for one in said(BEFORE + sentence)]
    assert ([who], words) in found, found
