"""`cue_forms`: "according to", "as Venn put it", "warnings that".

Also: `cue_relayed`.
"""

import pytest

from tests.rules import VENN_MET_HOLM, is_told, said


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
    assert is_told(sentence, who, "it was over")
    assert not is_told(sentence, "Mara Venn", "it was over")


def test_a_report_by_nobody_known_is_not_of_who_rejects_it() -> None:
    assert not is_told(
        "Holm denied a report by a local daily that it was over.", "Otto Holm", "was"
    )


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
    (found,) = [one for one in said(VENN_MET_HOLM + sentence) if "not wait" in " ".join(one.words)]
    assert found.who == [who]


def test_answers_of_none_and_days_are_no_sources() -> None:
    assert said("“Frank” was the answer of the day.") == []
    assert said("The plan was dismissed as “an act of war” by Friday.") == []
