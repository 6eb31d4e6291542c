"""What turns the meaning is doubted; what only says it otherwise is not."""

import importlib.util
import json
import sys
from collections.abc import Callable
from datetime import date
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.grounding.locate import TextIndex
from pipeline.grounding.meaning import check_claim, check_content, surroundings
from pipeline.grounding.mentions import names_in
from pipeline.grounding.negation import hedges, negations, open_negation
from pipeline.grounding.numerals import numbers
from pipeline.grounding.quotations import quotations
from pipeline.grounding.wording import related, stem
from pipeline.grounding.written_dates import borne_out, interval, written_dates
from pipeline.lookup.registry import load
from pipeline.reading.text import make_article
from schemas.records import Span

ROOT = Path(__file__).parent.parent
STEMS = sorted(path.stem for path in (ROOT / "seeds").glob("*.txt"))


def seed(name: str) -> tuple[TextIndex, dict[str, Any]]:
    article = make_article((ROOT / "seeds" / f"{name}.txt").read_text("utf-8"), name)
    gold = json.loads((ROOT / "tests/gold" / f"{name}.json").read_text("utf-8"))
    return TextIndex(article), gold


def doubts_of_content(text: str, *words: str, evidence: bool = False) -> dict[str, str]:
    """Code -> severity for the spans of `words` in a synthetic article."""
    index = TextIndex(make_article(text, "synthetic"))
    spans = [index.find(part, 0, len(text))[0] for part in words]
    marks = quotations(index.text, index.article.paragraphs)
    return {d.code: d.severity for d in check_content(index, spans, marks, evidence=evidence)}


def doubts_of_claim(claim: str, *evidence: str, **told: Any) -> dict[str, str]:
    told = {"dates": ()} | told
    return {d.code: d.severity for d in check_claim(claim, evidence, **told)}


# -- gold -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STEMS)
def test_no_content_of_gold_is_doubted(name: str) -> None:
    index, gold = seed(name)
    marks = quotations(index.text, index.article.paragraphs)
    for statement in gold["statements"]:
        spans = [index.quotation(words.strip()) for words in statement["text"]]
        assert check_content(index, spans, marks) == (), statement["id"]


@pytest.mark.parametrize("name", STEMS)
def test_no_claim_of_gold_is_rejected_or_flagged(name: str) -> None:
    index, gold = seed(name)
    marks = quotations(index.text, index.article.paragraphs)
    actors = gold["actors"]
    meetings = [m["date_start"] for m in gold["meetings"] if m["date_start"]]
    states = load().states
    for claim in gold["claims"]:
        evidence = claim["quote"].split(" […] ")
        spans = [index.quotation(words) for words in evidence]
        by = [actors[ref] for ref in claim["asserters"]]
        doubts = check_claim(
            claim["text"],
            evidence,
            names=[actor["name"] for actor in actors.values() if actor["name"]],
            speakers=[actor["name"] for actor in by if actor["name"]]
            + [states[actor["iso3"]].name for actor in by if actor["iso3"] in states],
            dates=[claim["time"]] if claim["time"] else meetings,
            context=surroundings(index.article, spans),
            certainty=claim["certainty"],
            polarity=claim["polarity"],
        )
        assert doubts == (), claim["id"]
        assert check_content(index, spans, marks, evidence=True) == (), claim["id"]


def test_the_figures_of_the_mutation_bench_are_a_floor() -> None:
    """Seeds alone; `python bench/mutations.py` prints all, devset included."""
    spec = importlib.util.spec_from_file_location("mutations", ROOT / "bench/mutations.py")
    assert spec
    assert spec.loader
    bench = importlib.util.module_from_spec(spec)
    sys.modules["mutations"] = bench
    spec.loader.exec_module(bench)
    table = bench.run(bench.texts()[: len(STEMS)])
    figures = {
        (what, kind): sum(row.noticed for _, row in rows) / sum(row.tried for _, row in rows)
        for (what, kind), grouped in groupby(sorted(table.items()), key=lambda item: item[0][:2])
        if (rows := [item for item in grouped if item[0][2] != "cut at a comma"])
    }
    assert {key: share for key, share in figures.items() if key[1] == "harmless" and share} == {}
    least = {"copy": 0.99, "anchor": 0.99, "claim (gold)": 0.95, "claim (sentence)": 0.98}
    assert {w: figures[w, "harmful"] for w in least if figures[w, "harmful"] < least[w]} == {}


# -- content --------------------------------------------------------------------------------------

SPLIT = "“We will go on with the talks,” he said. “They will end well.”"


def test_two_quotations_around_a_cue_are_spliced() -> None:
    assert doubts_of_content(SPLIT, SPLIT)["spliced"] == "reject"


def test_two_quotations_given_apart_are_not_spliced() -> None:
    parts = ("“We will go on with the talks,”", "“They will end well.”")
    assert doubts_of_content(SPLIT, *parts) == {}


def test_a_paragraph_with_a_cue_may_be_evidence_of_a_meeting() -> None:
    assert doubts_of_content(SPLIT, SPLIT, evidence=True) == {}


def test_terms_in_marks_are_no_splice() -> None:
    text = "He said fighting “terrorism” was “an unavoidable part” of restoring stability."
    content = "fighting “terrorism” was “an unavoidable part” of restoring stability"
    assert doubts_of_content(text, content) == {}


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ("“We will not attack", {"cut_short": "reject"}),
        ("attack anyone. We want peace.”", {"cut_start": "reject"}),
        ("“We will not attack anyone.", {"quotation_in_part": "flag"}),
        ("We want peace.”", {"quotation_in_part": "flag"}),
        ("We will not attack anyone. We want peace.", {}),
        ("“We will not attack anyone. We want peace.”", {}),
    ],
)
def test_a_quotation_is_cut_only_at_sentences(taken: str, expected: dict[str, str]) -> None:
    found = doubts_of_content("“We will not attack anyone. We want peace.” he said.", taken)
    assert {code: found[code] for code in found if code != "after_negation"} == expected


@pytest.mark.parametrize(
    ("text", "taken", "expected"),
    [
        (
            "They “stressed the need to implement it,” he said.",
            "the need to implement it,”",
            "cut_start",
        ),
        ("“We told them that the war ends,” he said.", "the war ends,”", "cut_start"),
        ("“She told me that the war ends,” he said.", "the war ends,”", "quotation_in_part"),
        ("“In the call, our king stated it ends,” he said.", "it ends,”", "quotation_in_part"),
    ],
)
def test_what_somebody_else_is_quoted_with_may_be_taken_out_of_a_quotation(
    text: str, taken: str, expected: str
) -> None:
    assert expected in doubts_of_content(text, taken)


@pytest.mark.parametrize(
    "taken", ["the war must end in", "the war must", "the war must end in Syria before the"]
)
def test_reported_speech_cut_inside_a_clause_is_flagged(taken: str) -> None:
    text = "He said the war must end in Syria before the winter, a spokesman said."
    assert doubts_of_content(text, taken)["cut_short"] == "flag"


@pytest.mark.parametrize(
    ("text", "taken", "noticed"),
    [
        ("Russia will withdraw its troops, if Turkey agrees.", "Russia will withdraw its troops,", True),
        ("They backed Assad, while Turkey said no.", "They backed Assad,", True),
        ("We oppose the war; we want peace.", "We oppose the war;", True),
        ("The war will end, Putin said on Friday.", "The war will end,", False),
        ("The war will end, according to the Kremlin.", "The war will end,", False),
        ("They agreed on the following:\nPeace.", "They agreed on the following:", False),
        ("“The war will end,” Putin said.", "“The war will end,”", False),
    ],
)  # fmt: skip
def test_content_that_ends_with_a_comma_is_cut_unless_only_its_source_follows(
    text: str, taken: str, noticed: bool
) -> None:
    assert ("cut_short" in doubts_of_content(text, taken)) is noticed


@pytest.mark.parametrize(
    ("text", "taken", "code"),
    [
        ("They did not agree to withdraw.", "agree to withdraw", "after_negation"),
        ("They did not agree to withdraw.", "withdraw", "after_negation"),
        ("They didn’t agree to withdraw.", "agree to withdraw", "after_negation"),
        ("He never said the war was lost.", "the war was lost", "after_negation"),
        ("They refused to withdraw.", "withdraw", "after_denial"),
        ("Moscow denied that the presidents had met.", "the presidents had met", "after_denial"),
        ("They failed to reach a deal.", "reach a deal", "after_denial"),
        ("They are unlikely to meet again.", "meet again", "after_negation"),
        ("No agreement was reached.", "agreement was reached", "after_negation"),
        ("Moscow ruled out a ceasefire.", "a ceasefire", "after_denial"),
        ("They reportedly agreed on a plan.", "agreed on a plan", "after_hedge"),
    ],
)
def test_what_a_negation_governs_is_flagged(text: str, taken: str, code: str) -> None:
    assert doubts_of_content(text, taken, evidence=True) == {code: "flag"}


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("It is not acceptable that terrorists stay.", "terrorists stay"),
        ("He did not smile. Peace will come.", "Peace will come"),
        ("He did not smile, but peace will come.", "peace will come"),
        ("They not only met but agreed.", "agreed"),
        ("He has no doubt that peace will come.", "peace will come"),
        ("In May talks resumed.", "talks resumed"),
    ],
)
def test_what_a_negation_does_not_govern_is_not(text: str, taken: str) -> None:
    assert doubts_of_content(text, taken, evidence=True) == {}


def test_a_second_cue_in_the_span_is_flagged() -> None:
    text = "The war must end, he said. Putin said the talks would go on."
    assert "two_sentences" in doubts_of_content(text, text)


# -- claims ---------------------------------------------------------------------------------------

PASSAGE = "at least 33 Turkish soldiers have died in a Syrian government attack on militants"


@pytest.mark.parametrize(
    ("claim", "code", "severity"),
    [
        ("At least 34 Turkish soldiers died.", "number_not_in_evidence", "reject"),
        ("At least thirty-four Turkish soldiers died.", "number_not_in_evidence", "reject"),
        ("Dozens of Turkish soldiers died.", "number_not_in_evidence", "reject"),
        ("33 Turkish soldiers died.", "comparator", "flag"),
        ("About 33 Turkish soldiers died.", "comparator", "flag"),
        ("Up to 33 Turkish soldiers died.", "comparator", "reject"),
        ("At least 33 Russian soldiers died.", "name_swapped", "reject"),
        ("At least 33 Norwegian soldiers died.", "name_not_in_evidence", "reject"),
        ("At least 33 Turkish soldiers have not died.", "negation_added", "reject"),
        ("At least 33 Turkish soldiers died on 3 May 2020.", "date_not_in_evidence", "reject"),
        ("Farmers protest against higher prices.", "words_not_in_evidence", "reject"),
    ],
)
def test_what_the_passage_does_not_say_is_doubted(claim: str, code: str, severity: str) -> None:
    told = {"context": f"Russia kept silent.\nIn an escalation, {PASSAGE}.", "names": ["Russia"]}
    assert doubts_of_claim(claim, PASSAGE, **told).get(code) == severity


@pytest.mark.parametrize(
    "claim",
    [
        "At least 33 Turkish soldiers died in a Syrian government attack.",
        "At least thirty-three soldiers of Turkey died.",
        "More than 33 Turkish soldiers died in an attack by the Syrian government.",
    ],
)
def test_the_same_in_other_words_is_not(claim: str) -> None:
    assert doubts_of_claim(claim, PASSAGE) == {}


@pytest.mark.parametrize(
    ("claim", "passage", "code"),
    [
        ("They agreed to withdraw.", "they did not agree to withdraw", "negation_dropped"),
        ("The presidents met.", "Moscow denied that the presidents had met", "negation_dropped"),
        ("The presidents met.", "the presidents never met", "negation_dropped"),
        ("An agreement was reached.", "no agreement was reached", "negation_dropped"),
        ("They reached a deal.", "they failed to reach a deal", "negation_dropped"),
        (
            "Foreign forces operate with approval.",
            "forces operating without approval",
            "negation_dropped",
        ),
        (
            "There is a drought, as there was in 2015.",
            "there is not a drought, as there was in 2015",
            "negation_dropped",
        ),
        ("There is a drought.", "there is not a drought, as there was in 2015", "negation_dropped"),
        (
            "There was a drought in 2019.",
            "in 2019 there was not a drought, as there was in 2015",
            "negation_dropped",
        ),
        (
            "They met in 2015.",
            "they did not meet. A drought came, as it did in 2015",
            "negation_dropped",
        ),
        ("They will meet again.", "they may meet again", "hedge_dropped"),
        (
            "The leaders discussed a plan.",
            "the leaders reportedly discussed a plan",
            "hedge_dropped",
        ),
    ],
)
def test_a_lost_negation_or_hedge_is_doubted(claim: str, passage: str, code: str) -> None:
    assert code in doubts_of_claim(claim, passage)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Peace will come.", "it is not easy, but peace will come"),
        (
            "Parts of Syria are under their control.",
            "it is not acceptable that parts of Syria are under their control",
        ),
        (
            "There was an extreme drought in 2015 and 2016.",
            "this year we do not have an extreme drought, as there was in 2015 and 2016",
        ),
        ("There was a drought in 2015.", "there is no drought as in 2015"),
        ("No deal was reached.", "they did not reach a deal"),
        ("They not only met but agreed.", "they not only met but agreed"),
        ("No fewer than 33 men died.", "at least 33 men died"),
    ],
)
def test_a_negation_that_governs_something_else_is_not_missed(claim: str, passage: str) -> None:
    assert doubts_of_claim(claim, passage) == {}


@pytest.mark.parametrize(
    ("claim", "passage", "swapped"),
    [
        ("Russia attacked Turkey.", "Turkey attacked Russia", True),
        ("Moscow attacked Ankara.", "Turkey has attacked Russia", True),
        ("Russia was attacked by Turkey.", "Russia attacked Turkey", True),
        ("Russia was attacked by Turkey.", "Turkey attacked Russia", False),
        ("Turkey attacked Russia.", "Russia was attacked by Turkey", False),
        ("Putin met Erdogan.", "Erdogan met Putin", False),
        ("Turkey attacked Russia.", "Turkey attacked Russia after Russia attacked Turkey", False),
    ],
)
def test_who_acts_and_who_is_acted_on_are_not_exchanged(
    claim: str, passage: str, swapped: bool
) -> None:
    assert ("roles_swapped" in doubts_of_claim(claim, passage)) is swapped


@pytest.mark.parametrize(
    ("claim", "misplaced"),
    [
        ("The crisis in Hassan Rouhani could escalate.", True),
        ("340,000 people were killed in Turkish since 2011.", True),
        ("Russia, Turkey and Russia are guarantors.", True),
        ("The crisis in Turkey could escalate.", False),
        ("Turkish, Finnish and Swedish leaders met.", False),
        ("Turkish President Erdogan met them.", False),
    ],
)
def test_a_name_stands_where_such_a_name_can(claim: str, misplaced: bool) -> None:
    found = doubts_of_claim(claim, "the crisis could escalate, 340,000 people were killed")
    assert ("name_misplaced" in found) is misplaced


def test_a_hedge_may_live_in_the_certainty() -> None:
    passage = "the leaders reportedly discussed a plan"
    assert doubts_of_claim("The leaders discussed a plan.", passage, certainty="probable") == {}


def test_polarity_follows_the_sentence() -> None:
    passage = "we have never factored in terrorists"
    claim = "They have never factored in terrorists."
    assert doubts_of_claim(claim, passage, polarity="-") == {}
    assert doubts_of_claim(claim, passage, polarity="+") == {"polarity": "flag"}


CONTEXT = "Russia and Iran support President Bashar Assad, while Turkey has backed his foes."


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ("Turkey has backed the foes of Bashar Assad.", None),
        ("Russia has backed the foes of Bashar Assad.", "name_swapped"),
        ("Turkey has backed the foes of Donald Trump.", "name_not_in_evidence"),
    ],
)
def test_a_pronoun_stands_for_a_name_nearby_and_a_name_for_itself(
    claim: str, code: str | None
) -> None:
    told = {"names": ["Turkey", "Russia", "Bashar Assad"], "context": CONTEXT}
    found = doubts_of_claim(claim, "Turkey has backed his foes", **told)
    assert set(found) == ({code} if code else set())


def test_we_is_the_speaker() -> None:
    told = {
        "names": ["Russia", "Turkey", "Vladimir Putin"],
        "speakers": ["Vladimir Putin", "Russia"],
        "context": "Putin said: “We will strive for peace.” Turkey did not comment.",
    }
    assert (
        doubts_of_claim("Russia will strive for peace.", "We will strive for peace", **told) == {}
    )
    found = doubts_of_claim("Turkey will strive for peace.", "We will strive for peace", **told)
    assert "name_of_speaker" in found


def test_a_name_of_the_passage_does_not_stand_in_for_another() -> None:
    passage = "Rohani held talks with Erdogan and Putin"
    claim = "Putin held talks with Erdogan and Putin."
    assert doubts_of_claim(claim, passage) == {"name_swapped": "flag"}
    assert doubts_of_claim(claim, passage, names=["Rohani"]) == {"name_swapped": "reject"}


@pytest.mark.parametrize(
    ("claim", "passage", "known", "expected"),
    [
        ("They met on 22 November 2017.", "they met on Wednesday", ["2017-11-22"], set()),
        (
            "They met on 23 November 2017.",
            "they met on Wednesday",
            ["2017-11-22"],
            {"date_not_in_evidence"},
        ),
        ("They met on Wednesday, 1 July 2020.", "they met on Wednesday", [date(2020, 7, 1)], set()),
        (
            "They met on Thursday.",
            "they met on Wednesday",
            [date(2020, 7, 1)],
            {"date_not_in_evidence"},
        ),
        ("They met in early March 2020.", "they met in early March", ["2020-03"], set()),
        (
            "They met in late March 2020.",
            "they met in early March",
            ["2020-03"],
            {"date_not_in_evidence"},
        ),
        ("They met on 4 April.", "they met on April 4", [], set()),
        ("They met in November 2015.", "they met in November 2016", [], {"date_not_in_evidence"}),
        ("They may meet in May.", "they may meet in June", [], {"date_not_in_evidence"}),
    ],
)
def test_a_written_out_date_is_what_the_words_resolve_to(
    claim: str, passage: str, known: list[Any], expected: set[str]
) -> None:
    assert set(doubts_of_claim(claim, passage, dates=known)) == expected


def test_without_resolved_dates_a_written_out_one_is_only_flagged() -> None:
    found = doubts_of_claim("They met on 1 July 2020.", "they met on Wednesday", dates=None)
    assert found == {"date_not_in_evidence": "flag"}


def test_numbers_count_in_every_script_and_names_only_where_there_are_capitals() -> None:
    assert doubts_of_claim("قتل 34 جنديا", "قتل 33 جنديا") == {"number_not_in_evidence": "reject"}
    assert doubts_of_claim("قتل ٣٣ جنديا", "قتل 33 جنديا") == {}
    assert doubts_of_claim("33人死亡", "33人死亡") == {}


@pytest.mark.parametrize("space", ["\u00a0", "\n", "  "])
def test_white_space_in_claim_or_passage_changes_nothing(space: str) -> None:
    claim = "At least 33 Turkish soldiers have died."
    assert doubts_of_claim(claim.replace(" ", space), PASSAGE) == {}
    assert doubts_of_claim(claim, PASSAGE.replace(" ", space)) == {}


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(claim: str, passage: str) -> None:
    check_claim(claim, [passage], context=passage, names=[claim], speakers=[passage], dates=())


@given(st.text("ab “”‘\"'.,not\n", min_size=1, max_size=60), st.data())
def test_any_span_of_any_text_can_be_checked(text: str, data: st.DataObject) -> None:
    try:
        index = TextIndex(make_article(text, "synthetic"))
    except ValueError:
        return
    start = data.draw(st.integers(0, len(index.text) - 1))
    end = data.draw(st.integers(start + 1, len(index.text)))
    span = Span(start=start, end=end, text=index.text[start:end], match="exact")
    check_content(index, [span], quotations(index.text, index.article.paragraphs))


# -- the parts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two thousand two hundred and twelve", [("count", 2212)]),
        ("2,212 and 2 212", [("count", 2212), ("count", 2212)]),
        ("hundreds of thousands", [("vague", 200000)]),
        ("$4bn, 1.5 million", [("count", 4 * 10**9), ("count", 1500000)]),
        ("half of it, 50 %, fifty percent", [("share", 0.5)] * 3),
        ("two-thirds, the second, the 22nd", [("share", 2 / 3), ("ordinal", 2), ("ordinal", 22)]),
        ("the M5, the G20", []),
        ("a dozen, twice", [("count", 12), ("count", 2)]),
    ],
)
def test_numbers_are_read_by_value(text: str, expected: list[tuple[str, float]]) -> None:
    found = [(n.kind, float(max(n.values))) for n in numbers(text)]
    assert (
        found == pytest.approx(expected)
        if not expected
        else found == [(kind, pytest.approx(value)) for kind, value in expected]
    )


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("at least 33", "at_least"),
        ("more than 340,000", "at_least"),
        ("12 people or more", "at_least"),
        ("as many as 5,000", "at_most"),
        ("no more than five", "at_most"),
        ("about 2,000", "about"),
        ("some 33 delegations", "about"),
        ("33", None),
    ],
)
def test_a_number_knows_what_limits_it(text: str, bound: str | None) -> None:
    assert numbers(text)[0].bound == bound


def test_names_are_runs_of_capitals() -> None:
    text = "Syrian President Bashar al-Assad met U.N.-backed Syrians on Monday, 3 May."
    assert [name.text for name in names_in(text)] == ["Syrian Bashar Assad", "U.N.", "Syrians"]


@pytest.mark.parametrize(
    ("read", "text", "words"),
    [
        (negations, "He did not agree to withdraw, but left", ["not"]),
        (negations, "They not only met, there is no doubt", []),
        (negations, "He can’t go and won't", ["can’t", "won't"]),
        (hedges, "In May they may meet", ["may"]),
    ],
)
def test_scopes_begin_at_their_words(
    read: Callable[[str], Any], text: str, words: list[str]
) -> None:
    assert [scope.word for scope in read(text)] == words


def test_an_open_negation_governs_what_follows() -> None:
    assert open_negation("They did not ") == ("not", "negation")
    assert open_negation("It is not acceptable that ") is None
    assert open_negation("Moscow Rules  out ") is None
    assert open_negation("Moscow does not rule out ") == ("rule out", "denial")


@given(
    st.lists(
        st.sampled_from(
            ["Ruled out", "stopped short of", "don’t", "cannot", "Denied", "unlikely to", "far from",
             "not only", "it", "U.S.", "that", "and", "NEITHER", "\n", ",", "İ"]
        ),
        max_size=8,
    )
)  # fmt: skip
def test_an_open_negation_stands_as_it_is_told(words: list[str]) -> None:
    before = " ".join(words)
    found = open_negation(before)
    assert found is None or found[0] in before


@pytest.mark.parametrize(
    ("one", "other"),
    [("met", "meeting"), ("travelled", "traveled"), ("stabilised", "stabilization"),
     ("agreed", "agreement"), ("intervened", "intervention"), ("countries", "country")],
)  # fmt: skip
def test_words_of_a_family_are_related(one: str, other: str) -> None:
    assert related(stem(one), stem(other))


def test_a_date_fills_up_from_one_known_date_alone() -> None:
    (claimed,) = written_dates("1 July 2020")
    there = written_dates("on July 1")
    assert borne_out(claimed, there, [interval("2020-07-01")])
    assert not borne_out(claimed, there, [interval("2021-07-01")])


def test_messages_say_what_stands_there_instead() -> None:
    doubts = chain(check_claim("At least 34 soldiers died.", [PASSAGE], dates=()))
    assert [doubt.message for doubt in doubts] == [
        "'34' stands nowhere in the passage, where there is '33'"
    ]
