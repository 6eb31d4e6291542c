"""`content_after`: behind the cue.

Also: `content`, `content_reach`.
"""

import pytest

from tests.rules import said


@pytest.mark.parametrize("aid", ["assistance", "aid", "support"])
def test_a_kind_of_aid_is_nobody_that_is_told(aid: str) -> None:
    (_, ordered) = said(
        "President Mara Venn declared that a disaster exists in Ostrava and ordered Federal "
        f"{aid} to supplement local efforts there."
    )
    assert ordered.to == []


VENN_MET_BRAND = "President Mara Venn of Lornia met Otto Brand. "


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
    found = [(one.who, one.words[-1]) for one in said(VENN_MET_BRAND + sentence)]
    assert any(one[0] == [who] and one[1].startswith(words) for one in found), found


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
    assert said(VENN_MET_BRAND + sentence) == []


def test_what_others_call_something_within_a_clause_is_theirs() -> None:
    found = said("Officials said it would end on Aug. 31, a day that Moscow called “a red line.”")
    assert [(one.who, one.words) for one in found] == [
        (["Officials"], ["it would end on Aug. 31"]),
        (["Moscow"], ["“a red line.”"]),
    ]


BEFORE = "President Mara Venn of Lornia met Foreign Minister Otto Hale. "


def test_whom_a_name_is_referred_to_by_is_no_speech() -> None:
    assert said(BEFORE + "Venn referred to the “coalition of the willing”.") == []
