"""`transcripts`: turns under labels, interviews."""

import pytest

from tests.rules import said, turns


def test_labels_that_name_an_office_are_whom_the_title_names() -> None:
    talk = (
        "THE PRESIDENT:  Good evening. I am glad to be here.\n\n(Applause.)\n\n"
        "Q    Will you go to Bern?\n\nTHE PRESIDENT:  (Inaudible.)\n\n"
        "THE PRESIDENT:  No. I’m staying at home."
    )
    found = said(talk, "Remarks by President Mara Venn After a Dinner")
    assert [(one.who, one.words) for one in found] == [
        (["Mara Venn"], ["Good evening. I am glad to be here."]),
        (["Q"], ["Will you go to Bern?"]),
        (["Mara Venn"], ["No. I’m staying at home."]),
    ]


@pytest.mark.parametrize(
    ("title", "label", "who"),
    [
        ("Remarks by First Lady Jo Hale at a School", "THE FIRST LADY", "Jo Hale"),
        ("Remarks by Vice President Jo Hale", "THE VICE PRESIDENT", "Jo Hale"),
        ("Remarks by Secretary-General Jo Hale", "THE SECRETARY-GENERAL", "Jo Hale"),
        ("Remarks by First Lady Jo Hale", "DR. HALE", "Jo Hale"),
        ("Remarks by Vice President Jo Hale", "THE PRESIDENT", "THE PRESIDENT"),
        ("Remarks by First Lady Jo Hale", "PRESIDENT HALE", "HALE"),
    ],
)
def test_a_label_is_nobody_of_another_office(title: str, label: str, who: str) -> None:
    talk = f"{label}:  Good evening.\n\nQ    Will you go?\n\n{label}:  No, not today."
    assert said(talk, title)[0].who == [who]


def test_turns_are_told_under_seats_offices_and_hosts() -> None:
    text = (
        "Mr. Alan Perrin (Stoke East) (Lab): What has the Minister made of the delay?\n\n"
        "The Minister for Africa (Ms Helen Carrow): The delay is indefensible.\n\n"
        "Mr. Perrin: I am grateful. Will she act?\n\nMs Carrow: I will act at once."
    )
    assert [one.who for one in said(text)] == [["Alan Perrin"], ["Helen Carrow"]] * 2
    text = (
        "Prime Minister Otto Holm met reporters on Friday.\n\n“We met for an hour,” Mr Holm told "
        "Radio Lumen.\n\nHost: But did you ask for their release?\n\nHolm: I asked. I did."
    )
    assert [one.who for one in said(text)] == [["Otto Holm"], ["Host"], ["Otto Holm"]]


def test_labels_make_a_transcript() -> None:
    found = said(
        "Ostrava, May 3\nMODERATOR: Good afternoon to all.\nMINISTER VENN: We have signed it.\n"
        "It was time, dear friends.\nQUESTION: Is it final, Minister?"
    )
    assert [(one.who, one.words) for one in found] == [
        (["MODERATOR"], ["Good afternoon to all."]),
        (["VENN"], ["We have signed it.", "It was time, dear friends."]),
        (["QUESTION"], ["Is it final, Minister?"]),
    ]


def test_the_headings_of_a_fact_sheet_are_no_speakers() -> None:
    assert not said(
        "PROTECTING CIVIL RIGHTS: Kallistan has a new law.\nEXPANDING TRADE: The ports are open."
    )


TALK = (
    "President of Lornia Mara Venn: I am glad to see you. We met in May.\n"
    "Let us begin with the bridge, which you know well.\n"
    "President of Ostrava Otto Brand: Thank you, Ms Venn. We will sign.\n"
    "Mara Venn: Good. My minister is here."
)


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


BRIEFING = (
    "{venn}: Good morning. We start today with the bridge.\n"
    "I will travel to Ostrava on Monday.\n"
    "{asks} Is the meeting put off?\n"
    "{venn}: There was no meeting to put off.\n"
    "Thank you."
)


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
