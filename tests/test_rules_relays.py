"""`relays`: papers and media between words and who says them."""

import pytest

from tests.rules import is_told, said


def test_what_a_medium_reports_stays_whose_it_is() -> None:
    found = said("Lornia says it will wait, the BBC said.")
    assert [(one.who, one.words, one.via) for one in found] == [
        (["Lornia"], ["it will wait"], ["BBC"])
    ]


GO = "“We will not wait for them,”"


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
    assert is_told(sentence, who, "not wait")


def test_a_medium_that_quotes_is_via() -> None:
    found = said("Kallistan state TV quoted Mara Venn as saying that the talks had ended.")
    assert (found[0].who, found[0].words) == (["Mara Venn"], ["the talks had ended"])
    assert found[0].via


def test_a_medium_that_is_told_is_via_and_a_person_is_addressed() -> None:
    told = said("Mara Venn told Reuters that the talks had ended.")
    assert (told[0].via, told[0].to) == (["Reuters"], [])
    told = said("Mara Venn told Otto Brand that the talks had ended.")
    assert (told[0].via, told[0].to) == ([], ["Otto Brand"])
