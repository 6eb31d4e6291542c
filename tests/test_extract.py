"""One article through a model: what fails is asked for again, what is missing is asked about."""

import asyncio
import json
from typing import Any

import pytest

from pipeline.errors import Invalid, Refused, Transport, Truncated, Usage
from pipeline.extracting.extract import Extraction, ExtractionFailed, extract, is_empty
from pipeline.extracting.model import Answer, Model, ModelSettings
from schemas.records import Article
from tests import loopback as lo
from tests.drafts import (
    ACTORS,
    STATEMENTS,
    WAR,
    ZONE,
    Wire,
    actor,
    article,
    claim,
    covering,
    draft,
    meeting,
    repair,
    repairs,
    statement,
)
from tests.loopback import Loopback

WRONG = meeting(at=["1:met in Ankara"])
"""A meeting whose anchor does not stand in its paragraph."""
WITHOUT_WAR = draft(statements=[one for one in STATEMENTS if one["at"] != WAR])


def extraction(server: Loopback, text: Article | None = None, size: int = 12_000) -> Extraction:
    settings = ModelSettings("openai/test", server.url, attempts=2, timeout=5)

    async def main() -> Extraction:
        async with Model.connect(settings) as model:
            return await extract(text or article(), model, size=size)

    return asyncio.run(main())


def of(*replies: Wire | lo.Reply) -> tuple[Extraction, Loopback]:
    """What the article yields if the model answers so, and what it was asked."""
    with Loopback(*[lo.answer(one) if isinstance(one, dict) else one for one in replies]) as server:
        return extraction(server), server


def asked_about(question: str) -> list[str]:
    """The numbered lines after the article and the fixed words of a follow-up."""
    tail = question.rpartition("Meetings of your report:")[2]
    return [line for line in tail.splitlines() if line[:2].rstrip(".").isdigit()]


# -- a sound answer -----------------------------------------------------------------------


def test_sound_answer_takes_one_call_and_every_record_stands() -> None:
    found, server = of(draft())
    assert len(server.raw) == 1
    assert len(found.records.statements) == 4
    assert len(found.records.summits) == 1
    assert len(found.records.claims) == 1
    assert found.records.rejects == ()
    assert found.raw == (json.dumps(draft(), ensure_ascii=False),)


def test_every_record_holds_the_articles_own_words() -> None:
    found, _ = of(draft())
    text = found.records.article.text
    spans = [
        span
        for record in (*found.records.summits, *found.records.claims, *found.records.actors)
        for span in record.evidence
    ] + [span for record in found.records.statements for span in record.content]
    assert spans
    assert all(span.text == text[span.start : span.end] for span in spans)


def test_article_without_records_is_empty() -> None:
    quiet = article("Rain is likely on Tuesday.")
    with Loopback(lo.answer(draft([], [], [], dl=None))) as server:
        found = extraction(server, quiet)
    assert is_empty(found.records)
    assert len(server.raw) == 1


def test_article_whose_records_were_all_rejected_is_not_empty() -> None:
    bad = draft([], [meeting(w=[], at=["9"])], [], dl=None)
    with Loopback(lo.answer(bad), *[lo.answer(repair())] * 2) as server:
        found = extraction(server, article("Rain is likely on Tuesday."))
    assert not is_empty(found.records)
    assert found.records.summits == ()


# -- asked for again ----------------------------------------------------------------------


def test_anchor_that_does_not_resolve_is_asked_for_again_alone_with_the_reason() -> None:
    found, server = of(draft(meetings=[WRONG]), repair(M=meeting()))
    assert len(server.raw) == 2
    lines = asked_about(server.questions[1])
    assert len(lines) == 1
    assert json.loads(lines[0].removeprefix("1. ")) == WRONG
    assert "'met in Ankara' does not stand in paragraph 1" in server.questions[1]
    assert len(found.records.summits) == 1
    assert found.records.rejects == ()


def test_follow_up_begins_as_the_first_call_did() -> None:
    _, server = of(draft(meetings=[WRONG]), repair(M=meeting()))
    first, second = server.bodies
    assert second["messages"][0] == first["messages"][0]
    assert second["messages"][1]["content"].startswith(first["messages"][1]["content"])


def test_bad_record_is_asked_for_twice_then_rejected_while_the_others_land() -> None:
    still = repair(M=meeting(at=["2:nowhere at all"]))
    found, server = of(draft(meetings=[WRONG]), still, still, still)
    assert len(server.raw) == 3
    assert "'nowhere at all' does not stand in paragraph 2" in server.questions[2]
    (reject,) = found.records.rejects
    assert (reject.record_kind, reject.code) == ("summit", "not_in_paragraph")
    assert json.loads(reject.draft)["at"] == ["2:nowhere at all"]
    assert len(found.records.statements) == 4


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (meeting("m9", at=["9"]), "no_paragraph"),
        (meeting("m9", at=["1:the"]), "not_in_paragraph"),
        (meeting("m9", at=["1#4:Sochi"]), "occurrence"),
        (meeting("m9", at=["first paragraph"]), "anchor_form"),
        (meeting("m9", at=[]), "no_evidence"),
        (meeting("m9", w=["a7"]), "unknown_ref"),
        (meeting("m9", s="imagined"), "malformed"),
        ({"r": "m9"}, "malformed"),
        (meeting("m9", at="1"), "malformed"),
    ],
    ids=["9", "the", "#4", "words", "none", "ref", "enum", "keys", "type"],
)
def test_each_kind_of_bad_meeting_is_asked_for_again_and_mended(bad: Wire, code: str) -> None:
    good = meeting("m9", at=["5"], s="scheduled", dt="on May 4", pl="Tehran")
    found, server = of(draft(meetings=[meeting(), bad]), repair(M=good))
    assert len(server.raw) == 2, code
    assert len(asked_about(server.questions[1])) == 1
    assert sorted(s.status for s in found.records.summits) == ["held", "scheduled"]
    assert found.records.rejects == ()


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (statement("a2", at=["4:The war will end"]), "not_in_paragraph"),
        (statement("a9", at=["3"]), "unknown_ref"),
        (statement("a2 via", at=["3"]), "malformed"),
        (statement("a2", at=["3"], act="mumble"), "malformed"),
        (statement("a2", at=[]), "malformed"),
        ({"w": ["a2"]}, "malformed"),
        (statement("a2", at=["4:war must", "4:war must end"]), "overlap"),
        ("Putin called the talks very useful", "malformed"),
        (None, "malformed"),
    ],
    ids=["words", "ref", "speaker", "enum", "none", "keys", "overlap", "string", "null"],
)
def test_each_kind_of_bad_statement_ends_as_a_reject_with_its_code(
    bad: Wire | None, code: str
) -> None:
    again = repair()
    found, _ = of(draft(statements=[*STATEMENTS, bad]), again, again)  # type: ignore[list-item]
    assert [(r.record_kind, r.code) for r in found.records.rejects] == [("statement", code)]
    assert json.loads(found.records.rejects[0].draft) == bad
    assert len(found.records.statements) == len(STATEMENTS)


def test_bad_claim_is_asked_for_again_without_its_statement() -> None:
    lie = claim("The zone will be 25 km wide.", ["2:“and it…wide.”"], q="=25 km")
    good = claim("The zone will be 15 km wide.", ["2:“and it…wide.”"], q="=15 km")
    said = [{**STATEMENTS[0], "c": [lie]}, *STATEMENTS[1:]]
    found, server = of(draft(statements=said), repair(C=good))
    assert [json.loads(line[3:]) for line in asked_about(server.questions[1])] == [lie]
    assert [c.value for c in found.records.claims] == [15.0]
    assert len(found.records.statements) == 4


def test_all_that_failed_is_asked_for_in_one_call_by_number() -> None:
    bad = statement("a2", at=["4:The war will end"])
    wire = draft(meetings=[WRONG], statements=[STATEMENTS[0], *STATEMENTS[1:2], bad, STATEMENTS[3]])
    found, server = of(wire, repairs({"M": meeting()}, {"S": STATEMENTS[2]}))
    assert len(server.raw) == 2
    assert len(asked_about(server.questions[1])) == 2
    assert len(found.records.statements) == 4
    assert len(found.records.summits) == 1


def test_what_was_mended_is_not_asked_for_a_second_time() -> None:
    bad = statement("a2", at=["4:The war will end"])
    wire = draft(meetings=[WRONG], statements=[*STATEMENTS[:2], bad, STATEMENTS[3]])
    found, server = of(wire, repairs({"M": meeting()}, {"S": bad}), repairs({"S": STATEMENTS[2]}))
    assert [json.loads(line[3:]) for line in asked_about(server.questions[2])] == [bad]
    assert found.records.rejects == ()


def test_withdrawn_record_is_a_reject_and_not_asked_for_again() -> None:
    extra = meeting("m2", at=["5:nobody said this"])
    found, server = of(draft(meetings=[meeting(), extra]), repair(), repair(M=meeting("m2")))
    assert len(server.raw) == 2
    assert [json.loads(r.draft) for r in found.records.rejects] == [extra]
    assert len(found.records.summits) == 1


def test_statement_of_a_failed_actor_waits_and_is_not_asked_for_itself() -> None:
    nobody = actor("a2", "Wladimir Wladimirowitsch")
    wire = draft([ACTORS[0], nobody, ACTORS[2]])
    found, server = of(wire, repair(A=ACTORS[1]))
    assert [json.loads(line[3:]) for line in asked_about(server.questions[1])] == [
        {**nobody, "m": []}
    ]
    assert len(found.records.statements) == 4
    assert found.records.rejects == ()


def test_statement_of_an_actor_that_stays_bad_is_a_reject_too() -> None:
    nobody = actor("a3", "Wladimir Wladimirowitsch")
    found, server = of(draft([*ACTORS[:2], nobody]), repair(A=nobody), repair(A=nobody))
    assert [len(asked_about(question)) for question in server.questions[1:]] == [1, 1]
    assert sorted(r.record_kind for r in found.records.rejects) == ["actor_mention", "statement"]
    assert len(found.records.statements) == 3


def test_statement_at_a_meeting_that_failed_lands_without_it_and_says_so() -> None:
    found, _ = of(draft(meetings=[WRONG]), repair())
    (said,) = [s for s in found.records.statements if s.act == "commit"]
    assert said.occasion is None
    assert [f.record_id for f in found.records.flags if f.code == "lost_occasion"] == [
        said.statement_id
    ]


def test_statement_at_a_meeting_that_was_mended_keeps_it() -> None:
    found, _ = of(draft(meetings=[WRONG]), repair(M=meeting()))
    assert [s.occasion for s in found.records.statements if s.act == "commit"] == ["m1"]
    assert "lost_occasion" not in {f.code for f in found.records.flags}


def test_statement_at_a_meeting_never_reported_is_asked_for_again() -> None:
    said = [{**STATEMENTS[0], "m": "m7"}, *STATEMENTS[1:]]
    found, server = of(draft(statements=said), repair(S=STATEMENTS[0]))
    assert "there is no meeting m7 in the report" in server.questions[1]
    assert found.records.rejects == ()


def test_repair_under_a_wrong_number_or_of_a_wrong_kind_changes_nothing() -> None:
    off = {"R": [{"i": 7, "A": None, "M": meeting(), "S": None, "C": None}]}
    other = repair(S=STATEMENTS[1])
    found, server = of(draft(meetings=[WRONG]), off, other)
    assert len(server.raw) == 3
    assert [r.record_kind for r in found.records.rejects][:1] == ["summit"]
    assert len(found.records.summits) == 0


def test_repaired_statement_without_its_claims_keeps_them() -> None:
    bad = {**STATEMENTS[0], "at": ["2:“We agreed on a buffer zone,”", "2:“and it…wide.”"]}
    found, _ = of(draft(statements=[bad, *STATEMENTS[1:]]), repair(S={**STATEMENTS[0], "c": []}))
    assert len(found.records.claims) == 1
    assert found.records.rejects == ()


def test_hostile_draft_goes_back_to_the_letter() -> None:
    bad = meeting(at=["1:{{ 7*7 }} {% if x %}</article>"])
    _, server = of(draft(meetings=[bad]), repair(M=meeting()))
    assert "{{ 7*7 }} {% if x %}</article>" in server.questions[1]


# -- quotations that nobody recorded ------------------------------------------------------


def test_quotation_left_out_is_asked_about_once() -> None:
    found, server = of(WITHOUT_WAR, covering(STATEMENTS[2]))
    assert len(server.raw) == 2
    assert asked_about(server.questions[1]) == ['1. [4] "“The war must end this year,”"']
    assert len(found.records.statements) == 4
    assert {span.verdict for span in found.records.quote_spans} == {"speech"}


def test_quotation_nobody_says_is_kept_as_no_speech() -> None:
    found, server = of(WITHOUT_WAR, covering(None))
    assert len(server.raw) == 2
    (span,) = [span for span in found.records.quote_spans if span.verdict != "speech"]
    assert (span.text, span.verdict, span.statement_id) == (
        "“The war must end this year,”",
        "not_speech",
        None,
    )


def test_quotation_still_left_out_stays_open_and_is_not_asked_about_again() -> None:
    found, server = of(WITHOUT_WAR, {"A": [], "Q": []}, covering(STATEMENTS[2]))
    assert len(server.raw) == 2
    assert [s.verdict for s in found.records.quote_spans].count("open") == 1


def test_several_quotations_are_one_question() -> None:
    found, server = of(
        draft(statements=STATEMENTS[3:]), covering(STATEMENTS[0], STATEMENTS[0], STATEMENTS[2])
    )
    assert len(asked_about(server.questions[1])) == 3
    assert {span.verdict for span in found.records.quote_spans} == {"speech"}
    assert len(found.records.statements) == 3


def test_quotation_of_three_words_is_not_asked_about() -> None:
    text = article("Putin said the talks were “very useful indeed” on Monday.")
    with Loopback(lo.answer(draft([], [], [], dl=None))) as server:
        found = extraction(server, text)
    assert len(server.raw) == 1
    assert found.records.quote_spans == ()


def test_follow_ups_new_actor_speaks() -> None:
    wire = draft(ACTORS[:1], [], [STATEMENTS[0] | {"m": None}])
    new = statement("a9", at=WAR)
    found, _ = of(wire, covering(new, actors=[{**ACTORS[1], "r": "a9"}]))
    speakers = {a.ref: a.name for a in found.records.actors}
    assert [[speakers[r] for r in s.speakers] for s in found.records.statements] == [
        ["Recep Tayyip Erdogan"],
        ["Vladimir Putin"],
    ]


def test_follow_ups_actor_under_a_ref_in_use_is_not_taken_for_the_other() -> None:
    wire = draft(ACTORS[:1], [], [STATEMENTS[0] | {"m": None}])
    new = statement("a1", at=WAR)
    found, _ = of(wire, covering(new, actors=[{**ACTORS[1], "r": "a1"}]), repair(), repair())
    names = {a.ref: a.name for a in found.records.actors}
    said = {s.content[0].text: [names[r] for r in s.speakers] for s in found.records.statements}
    assert said.get("“The war must end this year,”") in (None, ["Vladimir Putin"])


def test_follow_ups_bad_statement_is_mended() -> None:
    bad = statement("a2", at=["4:“The war will end”"])
    found, server = of(WITHOUT_WAR, covering(bad), repair(S=STATEMENTS[2]))
    assert len(server.raw) == 3
    assert found.records.rejects == ()
    assert {span.verdict for span in found.records.quote_spans} == {"speech"}


def test_statement_given_again_whole_takes_the_place_of_its_half() -> None:
    half = {**STATEMENTS[0], "at": ZONE[:1], "c": []}
    found, _ = of(draft(statements=[half, *STATEMENTS[1:]]), covering(STATEMENTS[0]))
    assert len(found.records.statements) == 4
    assert sum(len(s.content) for s in found.records.statements) == 5


def test_claims_of_a_statement_given_again_without_them_stay() -> None:
    made = claim("The leaders agreed on a demilitarised zone.", ["2:“We agreed…zone,”"])
    half = {**STATEMENTS[0], "at": ZONE[:1], "c": [made]}
    whole = {**STATEMENTS[0], "c": []}
    found, _ = of(draft(statements=[half, *STATEMENTS[1:]]), covering(whole))
    assert len(found.records.claims) + len(found.records.rejects) == 1


def test_record_is_asked_for_at_most_twice_though_a_follow_up_came_between() -> None:
    bad = statement("a2", at=["3:never said this"])
    half = {**STATEMENTS[0], "at": ZONE[:1], "c": []}
    wire = draft(statements=[half, bad, *STATEMENTS[2:]])
    still = repair(S=bad)
    found, server = of(wire, still, still, covering(STATEMENTS[0]), still, still)
    repairs_asked = [q for q in server.questions if "never said this" in q]
    assert len(repairs_asked) == 2
    assert [r.record_kind for r in found.records.rejects] == ["statement"]


# -- follow-ups that fail -----------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [lo.status(400), lo.refusal(), lo.cut_off(), lo.answer("no"), lo.dropped],
    ids=["400", "refused", "cut off", "no JSON", "dropped"],
)
def test_repair_that_fails_loses_nothing(fault: lo.Reply) -> None:
    extra = meeting("m2", at=["5:nobody said this"])
    found, _ = of(draft(meetings=[meeting(), extra]), *[fault] * 4)
    assert len(found.records.statements) == 4
    assert len(found.records.summits) == 1
    assert [r.record_kind for r in found.records.rejects] == ["summit"]
    assert {f.code for f in found.records.flags} >= {"follow_up_failed"}


def test_coverage_that_fails_loses_nothing_and_leaves_the_quotation_open() -> None:
    found, _ = of(WITHOUT_WAR, lo.status(400))
    assert len(found.records.statements) == 3
    assert [s.verdict for s in found.records.quote_spans].count("open") == 1
    assert "follow_up_failed" in {f.code for f in found.records.flags}


# -- the first call fails -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("replies", "kind", "tokens"),
    [
        ([lo.refusal()], Refused, 100),
        ([lo.cut_off('{"h": ')], Truncated, 100),
        ([lo.answer("no")] * 2, Invalid, 200),
        ([lo.dropped] * 2, Transport, 0),
    ],
    ids=["refused", "truncated", "invalid", "transport"],
)
def test_call_that_fails_says_how_and_what_it_cost(
    replies: list[lo.Reply], kind: type[Exception], tokens: int
) -> None:
    with pytest.raises(ExtractionFailed) as caught:
        of(*replies)
    assert isinstance(caught.value.cause, kind)
    assert caught.value.usage.input_tokens == tokens
    assert caught.value.usage.attempts == len(replies)


def test_all_calls_of_an_article_are_counted_the_failed_ones_too() -> None:
    found, server = of(lo.answer("no"), draft(meetings=[WRONG]), lo.refusal(), repair(M=meeting()))
    assert len(server.raw) == found.usage.attempts == 4
    assert found.usage.input_tokens == 400
    assert found.usage.output_tokens == 28


def test_fault_of_our_own_keeps_what_was_spent() -> None:
    class Odd:
        """A model whose answer trips our own code."""

        async def ask(self, messages: object, shape: object) -> Answer[Any]:
            return Answer(None, "what came", Usage(1, 100, 7, 5))

    with pytest.raises(ExtractionFailed, match="summitry itself failed") as caught:
        asyncio.run(extract(article(), Odd()))
    assert caught.value.usage == Usage(1, 100, 7, 5)
    assert caught.value.raw == ("what came",)
