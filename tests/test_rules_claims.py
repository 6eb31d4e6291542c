"""Claims read by rules: figures, control, events and promises in the text's own words.

The sentences are synthetic; people and most countries are invented.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.grounding.ground import ground
from pipeline.reading.text import make_article, stored_text
from pipeline.rules.cast import cast_of
from pipeline.rules.claims import claims
from pipeline.rules.claims_figures import figures
from pipeline.rules.text import Layout
from schemas.draft import ArticleDraft, StatementDraft
from schemas.records import Claim
from schemas.vocabulary import Act

LEAD = "President Mara Venn of Kallistan spoke in Geneva on Tuesday. "


def drafted(text: str, content: str | None = None, act: Act = "assert") -> ArticleDraft:
    """The draft of a text in which Mara Venn says `content`."""
    article = make_article(text, "text", published_text="2024-05-15")
    layout = Layout(article)
    cast = cast_of(layout, layout.tokens)
    said: tuple[StatementDraft, ...] = ()
    if content is not None:
        at = layout.text.index(content)
        anchor = layout.anchor(at, at + len(content))
        venn = next(actor.ref for actor in cast.actors if actor.name == "Mara Venn")
        assert anchor
        said = (StatementDraft(who=(venn,), content=(anchor,), act=act),)
    found = claims(layout, cast, said)
    statements = tuple(
        one.model_copy(update={"claims": made}) for one, made in zip(said, found.of, strict=True)
    )
    return ArticleDraft(
        actors=cast.actors, meetings=(), statements=statements, claims=found.narrator
    )


def read(text: str, content: str | None = None, act: Act = "assert") -> tuple[Claim, ...]:
    grounding = ground(
        make_article(text, "text", published_text="2024-05-15"), drafted(text, content, act)
    )
    assert not grounding.failures
    return grounding.records.claims


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("about 2,000 troops are there", "~2000 troops"),
        ("at least 33 soldiers died", ">=33 soldiers killed"),
        ("more than 340,000 people were killed", ">340000 people killed"),
        ("as many as 40 aid workers left", "<=40 aid workers"),
        ("fewer than 20 tanks remain", "<20 tanks"),
        ("five of them died", "=5 people killed"),
        ("the mayor put the toll at 31", "=31 people killed"),
        ("the final count could pass 100", "=100 people killed"),
        ("the board puts the figure at 17,000", "=17000"),
        ("a contribution of EUR 22 million", "=22000000 EUR"),
        ("hundreds of thousands of people fled", ">=200000 people"),
        ("68% of its members oppose it", "=68 percent"),
        ("more than half of the vote", ">50 percent"),
        ("a $2.3 billion deficit", "=2300000000 dollars"),
        ("€6bn was paid", "=6000000000 euros"),
        ("the three-hour meeting", "=3 hours"),
    ],
)
def test_a_figure_has_comparator_number_and_unit(words: str, quantity: str) -> None:
    assert [one.words for one in figures(words)] == [quantity]


@pytest.mark.parametrize(
    "words",
    [
        "on 4 May 2024",
        "at 4 p.m. local time",
        "Resolution 2254 calls for a ceasefire",
        "the three presidents met",
        "a seven-year war",
        "Ivana Petrik, 61, a signal operator",
        "a 13-year-old boy",
        "the second summit",
        "two days later",
        "a three-way meeting",
        "won 3-2 at home",
        "in 2015",
        "the G20 summit",
    ],
)
def test_dates_ages_ordinals_and_mere_parties_are_no_figures(words: str) -> None:
    assert not figures(words)


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
    claim = read(LEAD + sentence)[-1]
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
    claim = read(LEAD + sentence)[-1]
    assert (claim.text, claim.certainty, claim.polarity) == (sentence, certainty, polarity)


def test_we_is_whom_the_speaker_acts_for() -> None:
    content = "“We lost at least 12 soldiers,”"
    claim = read(f"{LEAD}\n\n{content} President Mara Venn of Kallistan said.", content)[0]
    assert claim.text == "Kallistan lost at least 12 soldiers."
    assert (claim.comparator, claim.value) == (">=", 12)


def test_he_gives_way_to_a_name() -> None:
    found = read(
        "Mara Venn, the president, was in Geneva. She signed the treaty with Ostrava on Monday."
    )
    assert found[-1].text == "Mara Venn signed the treaty with Ostrava on Monday."


def test_a_promise_of_the_speaker_names_him() -> None:
    content = "help the refugees return to Ardesh"
    claim = read(f"President Mara Venn of Kallistan promised to {content}.", content, "commit")[-1]
    assert claim.text == "Mara Venn will help the refugees return to Ardesh."
    assert claim.claim_type == "commitment"


def test_what_is_asked_for_or_has_no_verb_is_no_claim() -> None:
    wish = "the U.S. to withdraw its troops from Ardesh"
    assert not drafted(f"Mara Venn urged {wish}.", wish, "request").statements[0].claims
    noun = "the need for peace in Ardesh"
    assert not drafted(f"Mara Venn stressed {noun}.", noun).statements[0].claims


def test_two_clauses_with_figures_are_two_claims() -> None:
    found = read(f"{LEAD}More than 340,000 people have been killed and 14,000 have fled Ardesh.")
    assert [claim.value for claim in found[-2:]] == [340_000, 14_000]


def test_the_dateline_of_an_agency_is_no_part_of_a_claim() -> None:
    sentence = "Rebels seized the town of Ardesh on Monday."
    found = read(f"KINGSPORT, Lornia, May 14 (Wire) - {sentence}\n\n{LEAD}")
    assert sentence in [claim.text for claim in found]
    assert not [claim for claim in found if "KINGSPORT" in claim.text]


def test_we_of_an_iranian_envoy_is_iran_by_its_name() -> None:
    content = "“We lost at least 12 soldiers,”"
    text = f"{content} Iranian envoy Mara Venn said."
    assert [claim.text for claim in read(text, content)] == ["Iran lost at least 12 soldiers."]
    ours = "“Our position was agreed in 2015,”"
    assert read(f"{ours} Iranian envoy Mara Venn said.", ours)[0].text.startswith("Iran’s position")


def test_its_at_the_head_is_the_speakers() -> None:
    content = "its teams had received 41 bodies"
    text = f"The ministry of Kallistan and Mara Venn met. Mara Venn said {content}."
    found = read(text, content)  # a person has no "its"
    assert not [claim for claim in found if "Venn’s" in claim.text]
    his = "her office had received 41 letters"
    assert read(f"Mara Venn said {his}.", his)[0].text == (
        "Mara Venn’s office had received 41 letters."
    )


def test_a_clause_in_commas_does_not_hide_the_main_verb() -> None:
    sentence = "Ostrava, which has no coast, will contribute 12 ships over three years."
    assert read(LEAD + sentence)[-1].value == 12


def test_sentences_of_a_long_statement_are_claims_each_by_its_own_act() -> None:
    content = "We demand an end to this war. Kallistan hosts 40,000 refugees."
    found = read(f"Mara Venn: {content} The border is shut.", content, "request")
    assert [claim.value for claim in found if claim.value] == [40_000]


def test_a_headline_and_a_question_claim_nothing() -> None:
    found = read(f"Rebels seize Ardesh\n\n{LEAD}Will the rebels seize the town of Ardesh?")
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


def test_second_figures_are_claims_whether_or_not_the_sentence_is_negated() -> None:
    one = "The blast in Ardesh killed 12 people and wounded 30."
    found = [claim for claim in read(LEAD + one) if claim.text == one]
    assert [(claim.value, claim.unit) for claim in found] == [
        (12, "people killed"),
        (30, "people wounded"),
    ]
    assert len({claim.claim_id for claim in found}) == 2
    other = "The deal brought 140,000 jobs, many of which do not need a four year degree."
    assert read(LEAD + other)[-1].value == 140_000
