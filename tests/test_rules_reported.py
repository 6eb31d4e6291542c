"""Whose words short quotations and reported clauses are: every sentence here is invented."""

import pytest

from tests.rules import said

WHO = "President Mara Venn of Lornia met Otto Brand. "


@pytest.mark.parametrize(
    ("sentence", "who", "words"),
    [
        ("Venn called it a “small but useful” step.", "Mara Venn", "“small but useful”"),
        ("Venn called the report a “damning indictment”.", "Mara Venn", "“damning indictment”"),
        ("Venn dismissed as “idle” reports of a deal.", "Mara Venn", "“idle”"),
        ("Venn rejected as “absurd” the claims of Brand.", "Mara Venn", "“absurd”"),
        ("It failed for what Venn termed “technical reasons”.", "Mara Venn", "“technical reasons”"),
        ("It ended in what Brand called “a farce”.", "Otto Brand", "“a farce”"),
        ("Venn vowed Friday never to “trade the blood of men.”", "Mara Venn", "never to “trade"),
        ("Venn promised not to “look away” again.", "Mara Venn", "not to “look away” again"),
        ("Venn pledged on Monday to rebuild the bridge.", "Mara Venn", "rebuild the bridge"),
        (
            "Venn said Monday’s talks were “an insult” to all.",
            "Mara Venn",
            "Monday’s talks were “an insult” to all",
        ),
        ("Venn denied any rift.", "Mara Venn", "any rift"),
        (
            "A former nurse described being ordered to lie.",
            "former nurse",
            "being ordered to lie",
        ),
        (
            "Venn smiled; Brand, asked whether he trusted her, said it was “not about trust”.",
            "Otto Brand",
            "it was “not about trust”",
        ),
        (
            "His team left, its head, Vice President Jan Holm, declaring himself “appalled”.",
            "Jan Holm",
            "himself “appalled”",
        ),
        ("“Whatever you need,” Brand is heard saying on a tape.", "Otto Brand", "“Whatever you"),
        ("Lornia’s TV quoted the latter as saying unity “is all.”", "Otto Brand", "unity “is"),
        (
            "The ministry said, citing a report by police, that the road was open.",
            "ministry",
            "the road was open",
        ),
        (
            "A number of officials, he said later. A number of officials said it was over.",
            "officials",
            "it was over",
        ),
        (
            "Members of Lornia’s Peace Council, who pressed for the release of Jan Holm, called it "
            "“too little, too late”.",
            "Members of Lornia’s Peace Council",
            "“too little, too late”",
        ),
        (
            "Under-Secretary-General for Peacekeeping Jean-Marie Rous said the men were late.",
            "Jean-Marie Rous",
            "the men were late",
        ),
    ],
)
def test_whose_words_a_clause_reports(sentence: str, who: str, words: str) -> None:
    found = [(one.who, one.words[-1]) for one in said(WHO + sentence)]
    assert any(one[0] == [who] and one[1].startswith(words) for one in found), found


def test_both_of_a_row_say_what_which_reports() -> None:
    found = said("It was brushed aside by Lornia and Ardesh, which say the North must show it.")
    assert [one.who for one in found] == [["Lornia", "Ardesh"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "They met in what they called the “Blue House”.",
        "They have stopped calling it a “road map”.",
        "Venn spoke on the alleged plans of Ardesh to leave the treaty.",
        "Venn, asked whether she trusted Brand, smiled.",
    ],
)
def test_names_and_things_that_are_claimed_are_no_speech(sentence: str) -> None:
    assert said(WHO + sentence) == []


def test_a_full_name_has_its_call_name_inside() -> None:
    found = said("Brazil’s Luiz Inácio Lula da Silva spoke. “We won,” Lula told radio.")
    assert [one.who for one in found] == [["Luiz Inácio Lula da Silva"]]


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


def test_what_a_medium_reports_stays_whose_it_is() -> None:
    found = said("Lornia says it will wait, the BBC said.")
    assert [(one.who, one.words, one.via) for one in found] == [
        (["Lornia"], ["it will wait"], ["BBC"])
    ]


def test_an_age_may_tell_who_speaks() -> None:
    found = said("Amna Idris slept on the floor. “They only talk,” the 41-year-old teacher said.")
    assert [one.who for one in found] == [["Amna Idris"]]


@pytest.mark.parametrize("head", ["envoy", "diplomat"])
def test_a_wider_word_means_the_one_whom_it_fits(head: str) -> None:
    text = "Mara Venn saw French Ambassador Denis Piron, after which the {} said it was over."
    assert [one.who for one in said(text.format(head))] == [["Denis Piron"]]


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


def test_whose_sentence_follows_a_question_did_not_ask_it() -> None:
    found = said(BEFORE + "“Never,” Venn said. “Why now?” Hale said the talks had failed.")
    assert [one.words for one in found if one.who == ["Otto Hale"]] == [["the talks had failed"]]


def test_things_in_the_plural_say_nothing() -> None:
    assert said("The papers said nothing, the numbers added up, and the letters said little.") == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Venn made clear that the deal was off.", "the deal was off"),
        ("Venn has made it clear that she would go.", "she would go"),
        ("Venn let it be known that a deputy would come.", "a deputy would come"),
        ("Venn wanted to know why Hale had sent a deputy.", "why Hale had sent a deputy"),
        ("“It is late now,” she went on.", "“It is late now,”"),
        ("Venn went on: “It is late now.”", "“It is late now.”"),
        ("“That is a lie now,” Venn shot back.", "“That is a lie now,”"),
    ],
)
def test_several_words_may_be_a_cue(sentence: str, words: str) -> None:
    assert [(one.who, one.words) for one in said(BEFORE + sentence)] == [(["Mara Venn"], [words])]


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks went on, and the war went on for years.",
        "It was not clear that Venn knew.",
        "Venn did not make clear that she would come.",
        "Venn wanted to know more.",
        "Venn declined to say whether Hale had agreed to the operation.",
        "Lornia has recalled its ambassador after it was left out.",
    ],
)
def test_words_of_such_cues_alone_are_none(sentence: str) -> None:
    assert said(BEFORE + sentence) == []


def test_what_others_call_something_within_a_clause_is_theirs() -> None:
    found = said("Officials said it would end on Aug. 31, a day that Moscow called “a red line.”")
    assert [(one.who, one.words) for one in found] == [
        (["Officials"], ["it would end on Aug. 31"]),
        (["Moscow"], ["“a red line.”"]),
    ]


@pytest.mark.parametrize(
    ("sentence", "who", "words"),
    [
        ("“It is late,” said one of the farmers.", "farmers", ["“It is late,”"]),
        ("“It is late,” said one of the riders, Ana Ruiz.", "Ana Ruiz", ["“It is late,”"]),
        ("“It is late,” one of the riders, Ana Ruiz, said.", "Ana Ruiz", ["“It is late,”"]),
        ("The raid was condemned by Venn as “barbaric”.", "Mara Venn", ["“barbaric”"]),
        ("The talks were described by Venn as “frank”.", "Mara Venn", ["“frank”"]),
        ("Venn referred to it as “a trap”.", "Mara Venn", ["“a trap”"]),
    ],
)
def test_one_of_many_and_an_agent_speak(sentence: str, who: str, words: list[str]) -> None:
    assert [(one.who, one.words) for one in said(BEFORE + sentence)] == [([who], words)]


def test_both_issue_what_they_condemn() -> None:
    found = said("Poland and Hungary issued a joint paper condemning “acts of piracy”.")
    assert [one.who for one in found] == [["Poland", "Hungary"]]


def test_whom_a_name_is_referred_to_by_is_no_speech() -> None:
    assert said(BEFORE + "Venn referred to the “coalition of the willing”.") == []


def test_a_relative_clause_is_not_the_subjects_of_the_sentence() -> None:
    found = said("The army blamed the M23 rebel group, which denied it and said drones had struck.")
    assert all(one.words != ["drones had struck"] for one in found)


def test_who_acts_behind_and_calls_somebody_something_too() -> None:
    found = said(
        "Talks between the three governments have stalled, and Donald Hale left the room early, "
        "then called his host, Poland’s Jan Brand, “very dishonest and weak”."
    )
    assert [one.who for one in found] == [["Donald Hale"]]
