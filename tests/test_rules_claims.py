"""`claims`: goes through the parts of a text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.grounding.ground import ground
from pipeline.reading.text import make_article, stored_text
from pipeline.rules.draft import draft_by_rules
from tests.rules import LEAD, claims_in, drafted


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("At least 47 people have been killed in Ardesh.", "casualty"),
        ("The army has deployed about 2,000 troops in Ardesh.", "quantity"),
        ("The rebels seized the town of Ardesh last month.", "control"),
        ("The attack was carried out by the Eastern Front.", "responsibility"),
        ("Air strikes hit the port of Ardesh on Monday.", "event"),
        ("The two sides agreed to share the water of the river.", "commitment"),
        ("The border will reopen next month.", "prediction"),
        ("Kallistan has long supported the government of Ostrava.", "state"),
    ],
)
def test_a_sentence_of_the_article_is_a_claim_of_its_kind(sentence: str, kind: str) -> None:
    claim = claims_in(LEAD + sentence)[-1]
    assert (claim.text, claim.claim_type, claim.asserters) == (sentence, kind, ())


@pytest.mark.parametrize(
    ("sentence", "certainty", "polarity"),
    [
        ("The army withdrew from Ardesh.", "certain", "+"),
        ("The army reportedly withdrew from Ardesh.", "probable", "+"),
        ("The army may have withdrawn from Ardesh.", "possible", "+"),
        ("The army has not withdrawn from Ardesh.", "certain", "-"),
    ],
)
def test_hedges_and_negations_are_kept(sentence: str, certainty: str, polarity: str) -> None:
    claim = claims_in(LEAD + sentence)[-1]
    assert (claim.text, claim.certainty, claim.polarity) == (sentence, certainty, polarity)


def test_what_is_asked_for_or_has_no_verb_is_no_claim() -> None:
    wish = "the U.S. to withdraw its troops from Ardesh"
    assert not drafted(f"Mara Venn urged {wish}.", wish, "request").statements[0].claims
    noun = "the need for peace in Ardesh"
    assert not drafted(f"Mara Venn stressed {noun}.", noun).statements[0].claims


def test_two_clauses_with_figures_are_two_claims() -> None:
    found = claims_in(
        f"{LEAD}More than 340,000 people have been killed and 14,000 have fled Ardesh."
    )
    assert [claim.value for claim in found[-2:]] == [340_000, 14_000]


def test_the_dateline_of_an_agency_is_no_part_of_a_claim() -> None:
    sentence = "Rebels seized the town of Ardesh on Monday."
    found = claims_in(f"KINGSPORT, Lornia, May 14 (Wire) - {sentence}\n\n{LEAD}")
    assert sentence in [claim.text for claim in found]
    assert not [claim for claim in found if "KINGSPORT" in claim.text]


def test_sentences_of_a_long_statement_are_claims_each_by_its_own_act() -> None:
    content = "We demand an end to this war. Kallistan hosts 40,000 refugees."
    found = claims_in(f"Mara Venn: {content} The border is shut.", content, "request")
    assert [claim.value for claim in found if claim.value] == [40_000]


def test_a_headline_and_a_question_claim_nothing() -> None:
    found = claims_in(f"Rebels seize Ardesh\n\n{LEAD}Will the rebels seize the town of Ardesh?")
    assert not [claim for claim in found if "Ardesh" in claim.text]


READABLE = st.characters(exclude_categories=["Cs"])


PIECES = st.sampled_from(
    (
        "President Mara Venn", "We lost", "at least", "33", "soldiers", "have been killed", "and",
        "thousands", "fled", "“", "”", '"', "not", "reportedly", "$2bn", "50%", "half of", "Our",
        "He", "seized", "the town", "of Ardesh", ". ", ", ", "while", "1.2.3", "\n\n", "(", ")",
        "in 2015", "May", "…", "#2:", "\u00a0", "I", "will", "to", "twelve hundred",
    )
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(READABLE, max_size=200), st.lists(PIECES, max_size=40).map(" ".join)))
def test_any_text_is_read_and_every_claim_grounds(text: str) -> None:
    if stored_text(text):
        assert not ground(make_article(text, "text"), drafted(text)).failures


@pytest.mark.parametrize(
    "sentence",
    [
        "The sides will work together to:",
        "Ana Petrik, a teacher held in Ostrava for 836 days.",
        "Graduated from a college no more than two years before the first day.",
        "Additional information on 12 sites to be released in the coming days.",
        "Congress should give the plan $4 billion.",
        "2012, with respect to Lornia is to continue beyond May 16, 2021.",
        "Whether 40 women have the freedom to choose.",
    ],
)
def test_what_is_no_assertion_is_no_claim(sentence: str) -> None:
    assert not [claim for claim in claims_in(LEAD + sentence) if claim.text[:4] in sentence]


def test_what_a_reporter_asks_is_no_claim() -> None:
    article = make_article(
        "Q    The army has 40,000 men in Ardesh.\n\n"
        "THE PRESIDENT:  The army has 30,000 men there.\n\n"
        "Q    But the rebels have 50,000 men.\n\nTHE PRESIDENT:  That is so.",
        "text",
    )
    claims = ground(article, draft_by_rules(article)).records.claims
    assert [claim.value for claim in claims if claim.value] == [30_000]


def test_a_clause_of_a_request_tells_what_is_so() -> None:
    content = "Kallistan has lost 40 towns in the war"
    rest = "its people should be helped"
    text = f"Mara Venn noted that {content}, and {rest}."
    claims = claims_in(text, f"{content}, and {rest}", "request")
    assert 40 in [claim.value for claim in claims]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Petrik, of Ostrava, to be an envoy for four years, vice Jo Orr, resigned.",
        "Ana Petrik, of Lornia, to be a judge of 12 courts, vice Jo Orr, retired.",
    ],
)
def test_a_nomination_without_a_verb_is_no_claim(sentence: str) -> None:
    assert not [claim for claim in claims_in(LEAD + sentence) if claim.text.startswith("Ana")]


@pytest.mark.parametrize("sentence", ["Well, it was now.", "Heroism is bright."])
def test_of_a_speech_only_what_would_be_told_anyway_is_claimed(sentence: str) -> None:
    content = f"Kallistan hosts 40,000 refugees. {sentence}"
    found = claims_in(f"Mara Venn: {content}", content)
    assert [claim.value for claim in found] == [40_000]
