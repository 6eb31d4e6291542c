"""Which stretches of a text are claims: clauses, labels, what no statement tells, and their dates.

The sentences are synthetic.
"""

import pytest

from pipeline.grounding.ground import ground
from pipeline.reading.text import make_article
from pipeline.rules.claims_clauses import main_of
from pipeline.rules.claims_parts import begun, clauses, untold
from pipeline.rules.claims_times import when
from pipeline.rules.draft import draft_by_rules
from tests.test_rules_claims import LEAD, drafted, read


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        ("However, the army left Ardesh.", "the army left Ardesh."),
        ("But Venn and Orlov have taken steps.", "Venn and Orlov have taken steps."),
        ("Aid for Ardesh: Kallistan sent 40 tents.", "Kallistan sent 40 tents."),
        ("The army left Ardesh.", "The army left Ardesh."),
    ],
)
def test_links_and_labels_are_no_part_of_a_claim(sentence: str, rest: str) -> None:
    assert sentence[begun(sentence, 0, len(sentence)) :] == rest


@pytest.mark.parametrize(
    ("sentence", "told", "rest"),
    [
        (
            "Rebels seized Ardesh on Monday, disregarding warnings that it could worsen the war.",
            "it could worsen the war",
            "Rebels seized Ardesh on Monday",
        ),
        (
            "She phoned the envoy on Friday, announcing that Lornia is ready.",
            "Lornia is ready",
            "She phoned the envoy on Friday",
        ),
        ("The envoy said the talks had failed.", "the talks had failed", None),
        ("He said it was late, adding that the war was over.", "the war was over", None),
    ],
)
def test_what_no_statement_tells_is_left(sentence: str, told: str, rest: str | None) -> None:
    at = sentence.index(told)

    def taken(start: int, end: int) -> bool:
        return start < at + len(told) and end > at

    end = untold(sentence, 0, len(sentence), taken)
    assert (None if end is None else sentence[:end]) == rest


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("More than 340,000 people died and 14,000 have fled.", 2),
        ("They relived those 9 minutes and 29 seconds were replayed.", 1),
        ("Two-thirds of the people are poor, 60% are young.", 1),
        ("Kallistan hosts rebels, while Lornia backs the army.", 1),
        ("Kallistan has hosted rebels, while Lornia backs the army.", 2),
    ],
)
def test_clauses_that_stand_alone_are_parted(sentence: str, count: int) -> None:
    assert len([*clauses(sentence, 0, len(sentence))]) == count


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("On Monday, the army left Ardesh.", "Monday"),
        ("Today, the minister signed the treaty.", "Today"),
        ("The leaders on Monday signed the treaty.", "Monday"),
        ("The army left Ardesh in early March 2024.", "early March 2024"),
        ("Ostrava has had troops there since 2015.", "since 2015"),
        ("The ministry will send the tents by July 24.", "by July 24"),
        ("The envoy held talks with Orlov on April 4 ahead of the summit.", "April 4"),
        ("They discussed the summit of the bloc in Ardesh next month.", None),
        ("Following the call on April 24, the minister left.", None),
        ("The envoy presented the events of October 7 to the council.", None),
        ("The group reviewed last week's milestones.", None),
        ("The order declared on August 1, 2007, remains in force.", None),
        ("The minister looked forward to the presidency in 2024.", None),
        ("The bloc welcomed the pact that was signed on Friday.", None),
    ],
)
def test_a_date_is_the_main_verbs(sentence: str, date: str | None) -> None:
    assert when(sentence, 0, len(sentence), main_of(sentence)) == date


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
    assert not [claim for claim in read(LEAD + sentence) if claim.text[:4] in sentence]


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


def test_a_figure_in_what_was_announced_is_a_claim_of_the_whole_sentence() -> None:
    content = "a contribution of EUR 22 million for the port"
    claim = read(f"Mara Venn announced {content}.", content)[0]
    assert (claim.text, claim.value) == (f"Mara Venn announced {content}.", 22_000_000)
    assert claim.statement_id


def test_who_is_committed_to_a_noun_is_told_so() -> None:
    content = "the truce in Ardesh"
    claim = read(f"Mara Venn said she was committed to {content}.", content, "commit")[-1]
    assert claim.text == "Mara Venn is committed to the truce in Ardesh."


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
    claims = read(text, f"{content}, and {rest}", "request")
    assert 40 in [claim.value for claim in claims]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Petrik, of Ostrava, to be an envoy for four years, vice Jo Orr, resigned.",
        "Ana Petrik, of Lornia, to be a judge of 12 courts, vice Jo Orr, retired.",
    ],
)
def test_a_nomination_without_a_verb_is_no_claim(sentence: str) -> None:
    assert not [claim for claim in read(LEAD + sentence) if claim.text.startswith("Ana")]


def test_an_office_with_a_number_stands_for_no_pronoun() -> None:
    text = "The Second Gentleman of Kallistan came. He visited 12 schools in Ardesh on Monday."
    assert not [claim for claim in read(text) if "Second" in claim.text and claim.value]


@pytest.mark.parametrize("sentence", ["Well, it was now.", "Heroism is bright."])
def test_of_a_speech_only_what_would_be_told_anyway_is_claimed(sentence: str) -> None:
    content = f"Kallistan hosts 40,000 refugees. {sentence}"
    found = read(f"Mara Venn: {content}", content)
    assert [claim.value for claim in found] == [40_000]


def test_he_behind_a_phrase_gives_way_to_a_name() -> None:
    text = "Mara Venn, the president, was in Geneva. Before the war, she led the army of Ardesh."
    assert read(text)[-1].text == "Before the war, Mara Venn led the army of Ardesh."


@pytest.mark.parametrize(("head", "stands"), [("Alfred", True), ("Graduated", False)])
def test_given_name_that_ends_as_a_participle_heads_a_sentence(head: str, stands: bool) -> None:
    text = f"{head} and his men killed 12 people in Bern on Monday."
    told = draft_by_rules(make_article(text, "text")).claims
    assert [one.text for one in told] == ([text] if stands else [])
