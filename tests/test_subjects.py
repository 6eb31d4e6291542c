"""`subjects`: a passage may leave its subject to the rest of its sentence."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.grounding.meaning import check_claim
from pipeline.grounding.named import passage_of
from pipeline.grounding.subjects import subjects, telling

ACTORS = (
    "United States,Viet Nam,Turkey,Russia,Iran,Israel,France,Ukraine,Vladimir Putin,Steven Witkoff,"
    "Recep Tayyip Erdogan,Emmanuel Macron,Syrian Democratic Forces"
).split(",")


def doubts(marked: str, claim: str) -> dict[str, str]:
    """The doubts about a claim that rests on what stands between the bars of a sentence."""
    passage = marked.split("|")[1].strip()
    told = check_claim(claim, [passage], names=ACTORS, context=marked.replace("|", ""), dates=())
    return {doubt.code: doubt.severity for doubt in told}


TARIFFS = (
    "The United States will maintain at 20 percent the reciprocal tariffs, as set forth in "
    "Executive Order 14257, as amended, on originating goods of Viet Nam, and |will also identify "
    "products from the list set out in Annex III to Executive Order 14346, Potential Tariff "
    "Adjustments for Aligned Partners, to receive a zero percent reciprocal tariff rate|."
)
DEAL = (
    "|Developed by the White House Office of Science and Technology Policy in coordination with "
    "the Office of the First Lady|, and signed during President Donald J. Trump’s visit to Asia, "
    "the U.S.-Korea Technology Prosperity Deal formalizes cooperation."
)
TAKEN = "Turkey said Russia had shelled the town |and had taken two villages near Idlib|."
PROMISED = "Putin met Erdogan in Moscow |and promised to send grain to Egypt|."
CALLED = "Asked about Iran, Macron called Putin |and spoke of a visit to Egypt|."
BACKED = "|Backed by Russia and Iran|, Assad took the town, which Turkey held."
REJECTED = "France, which borders Spain, met Israel |and rejected the plan of Egypt|."
FLEW = "Putin praised Macron, who |then flew home from Sochi|."
PRISON = (
    "The United States commends the Syrian Democratic Forces (SDF), who, along with Coalition "
    "forces, |completed operations to retake the Hasakah prison in Syria|."
)
STRUCK = "Israel, backed by France, |has struck targets near Damascus|."
SENDING = "Ukraine, Poland and France |will send troops to Odesa|."
OFFERED = "In a letter to Erdogan, Putin |has offered talks in Sochi|."
DRIVEN = "Turkey fought Syria |and was driven out of Idlib by Russia|."


@pytest.mark.parametrize(
    ("marked", "claim"),
    [
        (
            TARIFFS,
            "The United States will identify products from the list set out in Annex III to "
            "Executive Order 14346 to receive a zero percent reciprocal tariff rate.",
        ),
        (
            DEAL,
            "The U.S.-Korea Technology Prosperity Deal was developed by the White House Office of "
            "Science and Technology Policy in coordination with the Office of the First Lady.",
        ),
        (PROMISED, "Putin promised to send grain."),
        (CALLED, "Macron spoke of a visit."),
        (BACKED, "Assad was backed by Russia."),
        (REJECTED, "France rejected the plan."),
        (FLEW, "Macron flew home."),
        (PRISON, "The Syrian Democratic Forces completed operations to retake the prison."),
        (STRUCK, "Israel has struck targets."),
        (SENDING, "Poland will send troops."),
        (OFFERED, "Putin has offered talks."),
        (DRIVEN, "Turkey was driven out of Idlib."),
        ("|Speaking in Ankara on Friday|, Erdogan warned Russia.", "Erdogan spoke on Friday."),
        (
            "President Joseph R. Biden and Putin left Geneva |and tasked teams in Vienna|.",
            "Joseph Biden tasked teams.",
        ),
    ],
)
def test_a_subject_that_the_passage_leaves_out_replaces_nobody(marked: str, claim: str) -> None:
    assert doubts(marked, claim) == {}


@pytest.mark.parametrize(
    ("marked", "claim"),
    [
        (TARIFFS, "Viet Nam will identify products from the list set out in Annex III."),
        (DEAL, "The U.S.-Korea Technology Prosperity Deal was developed by Donald Trump."),
        (TAKEN, "Turkey had taken two villages."),
        (PROMISED, "Erdogan promised to send grain."),
        (CALLED, "Putin spoke of a visit."),
        (CALLED, "Iran spoke of a visit."),
        (BACKED, "Turkey was backed by Russia."),
        (BACKED, "Assad backed Russia."),
        (REJECTED, "Israel rejected the plan."),
        (FLEW, "Putin flew home."),
        (PRISON, "The United States completed operations to retake the prison."),
        (STRUCK, "France has struck targets."),
        (OFFERED, "Erdogan has offered talks."),
        (DRIVEN, "Turkey drove them out of Idlib."),
        ("Israel's ally France |has struck targets near Damascus|.", "Israel has struck targets."),
        (
            "Ukraine and, to the anger of Russia, Poland |will send troops to Odesa|.",
            "Russia will send troops.",
        ),
        (
            "Putin has written to Erdogan and Macron |has offered talks in Sochi|.",
            "Putin has offered talks.",
        ),
        (
            "France keeps its tariffs |and will name goods, while Iran will open its markets|.",
            "France will open its markets.",
        ),
        ("Turkey went to Syria |and attacked Russia in Idlib|.", "Turkey was attacked in Idlib."),
    ],
)
def test_another_name_beside_the_passage_is_swapped_for_its_subject(
    marked: str, claim: str
) -> None:
    assert doubts(marked, claim).get("name_swapped") == "reject"


def test_a_word_whose_capital_only_opens_a_sentence_stands_for_no_name() -> None:
    told: dict[str, Any] = {"names": ACTORS, "dates": ()}
    for opening, severity in (("Officials", "flag"), ("Turkey", "reject")):
        passage = f"{opening} reviewed the plan."
        context = f"Iran was told.\n{passage}"
        found = check_claim("Iran reviewed the plan.", [passage], context=context, **told)
        assert [doubt.severity for doubt in found] == [severity]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday, Iran and Russia met Assad, who left.", [["Iran", "Russia"], ["Assad"]]),
        ("In Asia, the U.S.-Korea Deal has begun.", [["U.S.", "Korea Deal"]]),
        ("In Asia, Africa and Europe, Putin said, Iran has grown.", [["Putin"]]),
        ("Talks with Macron ended, and Mr. Putin left.", [["Putin"]]),
        ("Egypt's President el-Sissi met Putin.", [["Sissi"]]),
        ("Thanks to Iran, Russia won.", [["Russia"]]),
        ("Following the talks in Doha, Qatar has left.", [["Qatar"]]),
    ],
)
def test_a_subject_is_told_by_the_words_beside_it(text: str, expected: list[list[str]]) -> None:
    found = subjects(text, passage_of(text).named)
    assert [[name.text for name in names] for names in found] == expected


@given(
    st.lists(
        st.sampled_from(
            ["Putin", "Iran", "and", ",", ".", "met", "was", "by", "who", "that", "has", "J.",
             "said", "(SDF)", "’s", "the", "\n", "“"]
        ),
        max_size=12,
    ),
    st.data(),
)  # fmt: skip
def test_any_part_of_any_sentence_is_told_of_somebody(
    words: list[str], data: st.DataObject
) -> None:
    line = passage_of(" ".join(words))
    start = data.draw(st.integers(0, len(line.text)))
    end = data.draw(st.integers(start, len(line.text)))
    told = telling(line, start, end)
    for name in told.left_out:
        assert name.words[-1].end <= start or end <= name.words[0].start
    assert all(start <= name.words[0].start < end for name in told.acting)
