"""`subjects_apart`: the same, parted from its verb.

Also: `auxiliaries`.
"""

import pytest

from tests.rules import VENN_MET_HOLM, said


def test_a_relative_clause_is_not_the_subjects_of_the_sentence() -> None:
    found = said("The army blamed the M23 rebel group, which denied it and said drones had struck.")
    assert all(one.words != ["drones had struck"] for one in found)


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
        for one in said(VENN_MET_HOLM + sentence)
    )
