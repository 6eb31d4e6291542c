"""Sources that stand oddly beside their words: every sentence and name here is invented."""

import pytest

from tests.rules import said

WHO = "President Mara Venn of Lornia met Foreign Minister Otto Holm. "
ALL = "“We will not wait for them.”"
GO = "“We will not wait for them,”"


def told(sentence: str, who: str, words: str) -> bool:
    return any(
        who in ", ".join(one.who) and words in " ".join(one.words) for one in said(WHO + sentence)
    )


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
    assert told(sentence, who, "not wait")


def test_a_man_called_said_keeps_his_name() -> None:
    assert any(one.who == ["Said Jalil"] for one in said("Said Jalil said the talks were over."))


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Venn rejected as baseless a statement by Holm that it was over.", "Otto Holm"),
        ("She was responding to a claim by the opposition's Jo Hale that it was over.", "Jo Hale"),
        ("Venn denied an allegation by Ardesh that it was over.", "Ardesh"),
        ("Venn brushed aside a warning from the central bank that it was over.", "central bank"),
        ("Venn dismissed accusations by the rebels that it was over.", "rebels"),
        ("It followed a threat by General Rao that it was over.", "Rao"),
        ("Reports by the army that it was over angered Venn.", "army"),
        ("Despite an assurance from Holm that it was over, the guns went on.", "Otto Holm"),
        ("Venn confirmed a report by Lornian police that it was over.", "Lornian police"),
        ("Venn laughed at the suggestion by Jo Hale, a nurse, that it was over.", "Jo Hale"),
    ],
)
def test_a_claim_by_somebody_is_hers_and_not_of_who_rejects_it(sentence: str, who: str) -> None:
    assert told(sentence, who, "it was over")
    assert not told(sentence, "Mara Venn", "it was over")


def test_a_report_by_nobody_known_is_not_of_who_rejects_it() -> None:
    assert not told("Holm denied a report by a local daily that it was over.", "Otto Holm", "was")


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("The war was over, Venn told the broadcaster Lumen, and nobody had won.", "Mara Venn"),
        ("What was at stake, she told the business daily Lumen, was the war.", "Mara Venn"),
        ("The war, Venn told the daily Lumen Post on Friday, was over.", "Mara Venn"),
        ("The war was over, Venn told a press conference.", "Mara Venn"),
        ("The war was over, Venn told a news briefing in Rome.", "Mara Venn"),
        ("The war was over, an official here said.", "official"),
        ("The war was over, diplomatic sources said.", "sources"),
        ("The war, weary diplomatic sources said, was over.", "sources"),
        ("The war was over, the bloc's envoy said on Tuesday.", "envoy"),
        ("The war was over, a member of the government team said.", "member of the government"),
        (
            "The war was over, an official in the ministry told Radio Lumen on condition of "
            "anonymity because he was not allowed to speak.",
            "official",
        ),
        ("The war was over, Holm said later, because nobody paid for it.", "Otto Holm"),
        ("The war was over, according to diplomatic sources.", "sources"),
        ("The war was over, according to senior government officials.", "government officials"),
        ("Sources in the Ministry said Jo Hale had conveyed this war plan to her host.", "Sources"),
    ],
)
def test_a_clause_finds_its_source_past_what_stands_between(sentence: str, who: str) -> None:
    assert any(
        any(who in name for name in one.who) and "war" in " ".join(one.words)
        for one in said(WHO + sentence)
    )


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        (f"{GO} reads a joint statement issued by Venn.", "Mara Venn"),
        (f"{GO} reads a letter signed by Jo Hale.", "Jo Hale"),
        (f"{GO} read a statement from the ministry.", "ministry"),
        (f"{GO} ran the banner headline in the Lumen Post.", "Lumen Post"),
        (f"{GO} read the headline in Friday's Lumen Post.", "Lumen Post"),
        (f"Holm said in a letter that all was well. {GO} the letter read.", "Otto Holm"),
        (f"Holm said in two letters that all was well. {GO} the letters read.", "Otto Holm"),
        (f"{GO} the witness quoted Jo Hale as saying.", "Jo Hale"),
        (f"{GO} the Lumen Post cited a diplomat as saying on Friday.", "diplomat"),
        (f"The study has ten cases. {GO} it quotes one woman as saying.", "woman"),
        (f"{GO[:-2]}” was how one diplomat put it.", "diplomat"),
        (f"{GO[:-2]}” is how Holm summed it up.", "Otto Holm"),
        (f"{GO} Ford Bay elder Jonas Reed Hale said.", "Jonas Reed Hale"),
        (f"{GO} one Lornian ambassador texted the Lumen Post.", "Lornian ambassador"),
    ],
)
def test_papers_and_go_betweens_give_the_words_to_their_source(sentence: str, who: str) -> None:
    assert told(sentence, who, "not wait")


@pytest.mark.parametrize(
    "sentence",
    [
        "Venn called on Jo Hale the next day and also met Holm.",
        "Venn, who landed on Monday, called on Chancellor Jo Hale earlier in the day.",
        "Venn expressed herself in those terms on her return from Ostrava.",
        "The ministers informed each other of the situation in their countries.",
        "Holm asked not to be named, insisting on anonymity because of his post.",
        "The weather was how the farmers in the north liked it.",
    ],
)
def test_no_words_where_nobody_says_any(sentence: str) -> None:
    assert said(WHO + sentence) == []


@pytest.mark.parametrize(
    ("sentence", "who", "words"),
    [
        (
            "They welcomed the Bern Statement of 17 April and stressed that peace was near.",
            "Bern Statement",
            "peace",
        ),
        ("Hale flew in on Friday, when Holm agreed to wait longer.", "Otto Holm", "Hale flew"),
        (
            "When the round had ended, a long one, Holm had promised to wait.",
            "Otto Holm",
            "the round",
        ),
    ],
)
def test_words_are_not_given_to_who_stands_near(sentence: str, who: str, words: str) -> None:
    assert not told(sentence, who, words)


@pytest.mark.parametrize(
    "sentence",
    [
        "Theresa May left. Mrs May insists that it is “a serious plan” for all.",
        "Theresa May left. Ms May says that it is “a serious plan” for all.",
    ],
)
def test_a_name_that_is_a_verb_elsewhere_denies_nothing(sentence: str) -> None:
    assert [one.who for one in said(sentence)] == [["Theresa May"]]


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("a charge Venn brushed aside as “summer polemics”.", "summer polemics"),
        ("an accusation Venn called “absurd and insulting”.", "absurd and insulting"),
        ("a claim Venn dismissed as “nonsense from start to end”.", "nonsense"),
        ("a remark Venn described as “sad and wrong”.", "sad and wrong"),
        ("a suggestion Venn laughed off as “idle talk of the town”.", "idle talk"),
        ("an allegation Venn rejected as “a lie”.", "a lie"),
    ],
)
@pytest.mark.parametrize(
    "charge", ["Jo Hale said the deal was “a gift to thieves”, ", "Jo Hale spoke of “a gift”, "]
)
def test_who_judges_a_charge_speaks_and_not_who_brings_it(
    charge: str, sentence: str, verdict: str
) -> None:
    assert told(charge + sentence, "Mara Venn", verdict)
    assert not told(charge + sentence, "Jo Hale", verdict)


@pytest.mark.parametrize(
    ("text", "who", "words"),
    [
        (
            "Army spokesman Jon Reed said it was false. But a church leader, who asked not to be "
            "named, told the BBC he had seen it. “They called us out by name,” he said.",
            "church leader",
            "called us out",
        ),
        (
            "“We stay,” Jon Reed, the group's spokesman, wrote. The offer had been made by Vice "
            "President Karl Bahar in an interview, in which he said the port was “free and safe”.",
            "Karl Bahar",
            "free and safe",
        ),
        (
            "Lornian Prime Minister Nik Pasha and Ardeshi President Ilya Aliv have met in Bern for "
            "talks that both sides described as “positive and useful”.",
            "Nik Pasha, Ilya Aliv",
            "positive",
        ),
        (
            "Foreign Minister Ahmet Dav and his Greek counterpart Dim Drout met in Bern. The two "
            "ministers announced that a new round would be held soon.",
            "Ahmet Dav, Dim Drout",
            "a new round",
        ),
        (
            "“We wait,” reads a statement issued by Foreign Minister Otto Holm and his Greek "
            "opposite number Karl Reed.",
            "Otto Holm, Karl Reed",
            "We wait",
        ),
        (
            "Judge Karl Reed closed until Thursday, when, he said, the court would hear “the last "
            "of them”.",
            "Karl Reed",
            "the court would hear",
        ),
    ],
)
def test_he_and_both_mean_whom_the_sentence_tells_of(text: str, who: str, words: str) -> None:
    assert any(who == ", ".join(one.who) and words in " ".join(one.words) for one in said(text))


def test_a_house_that_tells_again_ends_a_reproduced_answer() -> None:
    text = (
        "Ostrava, May 4 -- A spokesman for the Foreign Ministry of Lornia gave the following "
        "answer to a question on Friday:\n\nThe drill is a rehearsal for war.\n\n"
        "The Lumen Post called it a sham the same day. “No one is taken in,” the paper says."
    )
    answer = said(text)[0]
    assert "The drill is a rehearsal for war." in answer.words
    assert not any("taken in" in words for words in answer.words)


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


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("“We will not wait,” was the verdict of Jo Hale.", "Jo Hale"),
        ("“We will not wait,” came the reply from Jo Hale.", "Jo Hale"),
        ("“We will not wait,” was Jo Hale's answer.", "Jo Hale"),
        ("Jo Hale told Karl Reed: “Come with us.” “We will not wait,” he replied.", "Karl Reed"),
        ("Holm warned, in a speech to parliament on Monday, that “we will not wait”.", "Otto Holm"),
        ("Jo Hale flew in. She was of the view that they “will not wait”.", "Jo Hale"),
        ("The plan was condemned as “a law that will not wait” by Jo Hale.", "Jo Hale"),
        ("The plan, described by Jo Hale as “one that will not wait”, was dropped.", "Jo Hale"),
        ("The plan, condemned as “what will not wait” by the rebels, was dropped.", "rebels"),
    ],
)
def test_nouns_and_passives_name_the_source(sentence: str, who: str) -> None:
    (found,) = [one for one in said(WHO + sentence) if "not wait" in " ".join(one.words)]
    assert found.who == [who]


def test_answers_of_none_and_days_are_no_sources() -> None:
    assert said("“Frank” was the answer of the day.") == []
    assert said("The plan was dismissed as “an act of war” by Friday.") == []


def test_an_envoy_is_not_the_mediators_and_a_father_not_his_sons() -> None:
    text = "The junta assured foreign mediators of it. The envoy said they would come at once."
    assert [one.who for one in said(text)][-1] == ["envoy"]
    text = (
        "The writer's sons, in an open letter, have described their father as dying. "
        "“Prime Minister,” they wrote, “bring him home to us.”"
    )
    assert not any("writer" in one.who or "father" in one.who for one in said(text))
