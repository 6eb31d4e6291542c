"""Turns of transcripts and statements given whole: every text here is invented."""

import pytest

from tests.rules import said

TALK = (
    "President of Lornia Mara Venn: I am glad to see you. We met in May.\n"
    "Let us begin with the bridge, which you know well.\n"
    "President of Ostrava Otto Brand: Thank you, Ms Venn. We will sign.\n"
    "Mara Venn: Good. My minister is here."
)
BRIEFING = (
    "{venn}: Good morning. We start today with the bridge.\n"
    "I will travel to Ostrava on Monday.\n"
    "{asks} Is the meeting put off?\n"
    "{venn}: There was no meeting to put off.\n"
    "Thank you."
)


def turns(text: str) -> list[tuple[str, str]]:
    """Who says what in each turn: speakers joined by a plus, and the first words."""
    return [("+".join(one.who), one.words[0]) for one in said(text)]


def test_names_at_the_head_of_paragraphs_take_turns() -> None:
    assert [(one.who, one.words) for one in said(TALK)] == [
        (
            ["Mara Venn"],
            [
                "I am glad to see you. We met in May.",
                "Let us begin with the bridge, which you know well.",
            ],
        ),
        (["Otto Brand"], ["Thank you, Ms Venn. We will sign."]),
        (["Mara Venn"], ["Good. My minister is here."]),
    ]


@pytest.mark.parametrize("asks", ["Q.", "Q:", "Q -", "Question:", "Journalist:", "QUESTION:"])
@pytest.mark.parametrize("venn", ["Mara Venn", "Minister Venn", "Foreign Minister Mara Venn"])
def test_one_name_answers_questions_however_these_are_marked(venn: str, asks: str) -> None:
    text = "Remarks by Foreign Minister Mara Venn of Lornia\n" + BRIEFING.format(
        venn=venn, asks=asks
    )
    found = said(text)
    assert [one.who[0].split()[-1] for one in found][::2] == ["Venn", "Venn"]
    assert found[1].words == ["Is the meeting put off?"]
    assert found[2].words == ["There was no meeting to put off.", "Thank you."]


def test_a_house_that_asks_is_a_speaker() -> None:
    found = turns(
        "Mara Venn: Good afternoon. The minister will visit Ostrava.\n"
        "Reuters: Will he sign the treaty?\n"
        "Mara Venn: We have said all we can say.\n"
        "Lornian Post: And what about the bridge?\n"
        "Mara Venn: Please ask the ministry."
    )
    assert [who for who, _ in found] == [
        "Mara Venn",
        "Reuters",
        "Mara Venn",
        "Lornian Post",
        "Mara Venn",
    ]


def test_a_paragraph_behind_a_question_answers_where_answers_have_no_label() -> None:
    found = turns(
        "Mara Venn, who led the talks for Lornia, has written a book. Venn lives in Ostrava.\n"
        "Q: Why a book?\nBecause nobody asked me.\nThat is all there is to it.\n"
        "Q: Do you miss the talks?\nNot for a day."
    )
    assert found == [
        ("Q", "Why a book?"),
        ("Mara Venn", "Because nobody asked me."),
        ("Q", "Do you miss the talks?"),
        ("Mara Venn", "Not for a day."),
    ]


@pytest.mark.parametrize(
    "called",
    [
        "First question, Ana Ruiz of Radio Lorn.",
        "We go to Ana Ruiz, please.",
        "Let us start with Ana Ruiz.",
    ],
)
def test_whoever_is_called_upon_asks_and_follows_up(called: str) -> None:
    found = turns(
        f"MODERATOR: Welcome. {called}\nQUESTION: Is it signed?\nMINISTER VENN: It is.\n"
        "QUESTION: A follow-up, if I may. When?\nMINISTER VENN: In May.\nQUESTION: Where?"
    )
    assert [who for who, _ in found] == [
        "MODERATOR",
        "Ana Ruiz",
        "VENN",
        "Ana Ruiz",
        "VENN",
        "QUESTION",
    ]


def test_an_interviews_questions_are_its_papers() -> None:
    found = turns(
        "Mara Venn led the talks. She spoke to The Lornian Post by video.\n"
        "Q: Why now?\nA: Because it was time."
    )
    assert found == [("The Lornian Post", "Why now?"), ("Mara Venn", "Because it was time.")]


def test_who_reports_a_briefing_goes_on_behind_it() -> None:
    found = turns(
        "I went to the ministry and learned little.\n"
        "Mara Venn opened with a statement on Lornia.\n"
        "MS. VENN: We disagree, then.\nQUESTION: About what?\nMS. VENN: About all of it.\n"
        "Later it began to rain, and I walked home to Ostrava.\n"
        "It rained all night."
    )
    assert found[-1] == ("Mara Venn", "About all of it.")


@pytest.mark.parametrize(
    "text",
    [
        "Population: 3 million.\nCapital: Ostrava.\nCurrency: the lorn.",
        "Jo Hale: a baker from Ostrava, who lost his shop.\nAna Ruiz: a nurse, who lost her home.",
        "Monday: Venn leaves.\nTuesday: Venn returns.\nWednesday: Venn rests.",
        "What we know: the bridge is closed.\nWhat we do not know: why it is closed.",
        "Bottom line: the talks failed.\nThe big picture: nobody wins.\nWhy it matters: trade.",
        "A. Trade in goods\nB. Trade in services\nA. Annexes are attached hereto.",
    ],
)
def test_headings_and_points_of_a_list_are_no_turns(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "announced",
    [
        "A spokesman for the Foreign Ministry gave the following answer to a question on Monday:",
        "The Foreign Ministry spokesman issued the following statement:",
        "Foreign Ministry spokesman Otto Brand on Monday made the following remarks:",
        "The spokesman released today the following press statement on the talks:",
    ],
)
def test_what_is_announced_is_given_whole(announced: str) -> None:
    found = said(
        f"{announced}\nThe talks of Ardesh were a farce.\nNobody can expect us to come again.\nENDS"
    )
    assert [one.words for one in found] == [
        ["The talks of Ardesh were a farce.", "Nobody can expect us to come again."]
    ]
    assert len(found[0].who) == 1


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
