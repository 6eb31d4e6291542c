"""`clause_openings`: where it begins behind a verb."""

import pytest

from pipeline.grounding.ground import ground
from pipeline.reading.text import make_article
from pipeline.rules.draft import draft_by_rules


@pytest.mark.parametrize(
    "text",
    [
        "The statement to express their thanks came late.",
        "A letter to say so was sent to Jon Hale.",
        "He signed a declaration to affirm that the law stands.",
    ],
)
def test_a_document_before_an_infinitive_is_read(text: str) -> None:
    article = make_article(text, "test.txt")
    assert ground(article, draft_by_rules(article)).failures == ()
