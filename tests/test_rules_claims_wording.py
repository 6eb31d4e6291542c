"""`claims_wording`: the claim's sentence."""

import pytest

from tests.rules import claims_in, drafted


@pytest.mark.parametrize(
    "content",
    [
        "the urgent need for additional aid",
        "the efforts to ensure Ardesh has the strongest hand",
        "her commitment to a peace that has no victims",
    ],
)
def test_a_noun_that_was_expressed_is_no_claim(content: str) -> None:
    assert not drafted(f"Mara Venn expressed {content}.", content).statements[0].claims


def test_who_is_committed_to_a_noun_is_told_so() -> None:
    content = "the truce in Ardesh"
    claim = claims_in(f"Mara Venn said she was committed to {content}.", content, "commit")[-1]
    assert claim.text == "Mara Venn is committed to the truce in Ardesh."
