"""A draft that points becomes records that hold article text; what cannot is told with a reason."""

import json

import pytest

from pipeline.grounding.ground import Grounding, ground
from schemas.records import Article
from tests.drafts import (
    ACTORS,
    STATEMENTS,
    TEXT,
    WAR,
    ZONE,
    Wire,
    actor,
    article,
    claim,
    draft,
    meeting,
    parsed,
    statement,
)


def grounded(wire: Wire, text: Article | None = None) -> Grounding:
    return ground(text or article(), parsed(wire))


def failed(wire: Wire) -> list[tuple[str, str, bool]]:
    return [(f.kind, f.code, f.waits) for f in grounded(wire).failures]


def codes(found: Grounding) -> set[str]:
    return {flag.code for flag in found.records.flags}


def test_sound_draft_stands_whole() -> None:
    found = grounded(draft())
    assert found.failures == ()
    counts = [len(rows) for rows in (found.records.actors, found.records.summits)]
    assert counts == [3, 1]
    assert len(found.records.statements) == 4


def test_same_draft_gives_the_same_ids() -> None:
    assert grounded(draft()).records == grounded(draft()).records


def test_order_of_the_draft_does_not_change_ids() -> None:
    turned = draft(statements=STATEMENTS[::-1])
    ids = [{s.statement_id for s in grounded(w).records.statements} for w in (draft(), turned)]
    assert ids[0] == ids[1]


def test_corrected_field_keeps_the_id() -> None:
    other = draft(meetings=[meeting(s="scheduled")])
    assert (
        grounded(draft()).records.summits[0].summit_id
        == grounded(other).records.summits[0].summit_id
    )


def test_two_records_on_one_span_have_two_ids() -> None:
    calls = [meeting("m1", "a1", at=["1"]), meeting("m2", "a2", at=["1"])]
    found = grounded(draft(meetings=calls, statements=[]))
    assert len({s.summit_id for s in found.records.summits}) == 2


def test_record_given_twice_is_one_and_references_to_either_stand() -> None:
    twice = [meeting("m1", "a1", "a2"), meeting("m2", "a1", "a2")]
    said = [{**STATEMENTS[0], "m": "m2"}, *STATEMENTS[1:]]
    found = grounded(draft(meetings=twice, statements=said))
    assert len(found.records.summits) == 1
    assert found.failures == ()
    assert found.records.statements[0].occasion == found.records.summits[0].ref


def test_statements_segments_stand_in_text_order() -> None:
    turned = draft(statements=[{**STATEMENTS[0], "at": ZONE[::-1]}])
    (said,) = grounded(turned).records.statements
    assert [span.text for span in said.content] == [
        "“We agreed on a demilitarised zone,”",
        "“and it will be 15 km wide.”",
    ]


@pytest.mark.parametrize(
    ("at", "kind", "ratio"),
    [
        (WAR, "direct", 1.0),
        (["3:the talks…useful."], "indirect", 0.0),
        (["4:“The war…told reporters."], "mixed", 6 / 9),
    ],
    ids=["direct", "indirect", "mixed"],
)
def test_quote_type_is_the_share_of_words_inside_the_marks(
    at: list[str], kind: str, ratio: float
) -> None:
    (said,) = grounded(draft(statements=[statement("a2", at=at)])).records.statements
    assert said.quote_type == kind
    assert said.quoted_ratio == pytest.approx(ratio)


def test_sentence_of_a_joint_statement_without_marks_is_a_document() -> None:
    text = article("Joint statement\nThe presidents met today.")
    wire = draft(
        [actor("a1", None, "role_holder", ro="presidents")],
        [],
        [statement("a1", at=["2"], **{"in": "joint_statement"})],
        dl=None,
    )
    assert [s.quote_type for s in grounded(wire, text).records.statements] == ["document"]


# -- what cannot stand --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("4:“The war must not end this year,”", "not_in_paragraph"),
        ("4:“The war must end last year,”", "not_in_paragraph"),
        ("2:“and it will be 25 km wide.”", "not_in_paragraph"),
        ("2:We disagreed…zone", "not_in_paragraph"),
        ("4:“THE WAR…this year,”", None),
        ('4:"The war…this year,"', None),
        ("4:“The war…15 km", "not_in_paragraph"),
        ("0", "no_paragraph"),
        ("6", "no_paragraph"),
        ("999", "no_paragraph"),
        ("99999999999999999999", "anchor_form"),
        ("", "anchor_form"),
        ("x", "anchor_form"),
        ("4#2:war", "occurrence"),
        ("1:President", "ambiguous"),
    ],
)
def test_changed_number_name_or_negation_is_never_a_match(words: str, code: str | None) -> None:
    wire = draft(meetings=[], statements=[statement("a2", at=[words])])
    assert [one for _, one, _ in failed(wire)] == ([] if code is None else [code])


def test_misquoted_words_never_land() -> None:
    wire = draft(statements=[statement("a2", at=["4:“The war must not end this year,”"])])
    assert grounded(wire).records.statements == ()


def test_span_from_one_quotation_into_the_next_is_refused() -> None:
    wire = draft(meetings=[], statements=[statement("a1", at=["2:demilitarised zone…will be"])])
    assert [kind for kind, _, _ in failed(wire)] == ["statement"]


def test_failure_holds_the_draft_as_given_and_its_place() -> None:
    bad = statement("a2", at=["9"])
    (failure,) = grounded(draft(statements=[STATEMENTS[1], bad])).failures
    assert json.loads(failure.draft) == bad
    assert failure.path == ("S", 1)
    assert not failure.waits


def test_what_refers_to_a_failed_actor_waits() -> None:
    nobody = actor("a2", "Nobody Known")
    assert failed(draft([ACTORS[0], nobody, ACTORS[2]])) == [
        ("actor_mention", "name_not_in_text", False),
        ("summit", "unknown_ref", True),
        ("statement", "unknown_ref", True),
        ("statement", "unknown_ref", True),
    ]


def test_what_refers_to_a_malformed_actor_waits() -> None:
    wire = draft([ACTORS[0], {**ACTORS[1], "k": "king"}, ACTORS[2]])
    assert {waits for kind, _, waits in failed(wire) if kind != "actor_mention"} == {True}


def test_what_refers_to_nobody_does_not_wait() -> None:
    assert failed(draft(statements=[statement("a8", at=["3"])])) == [
        ("statement", "unknown_ref", False)
    ]


def test_claims_of_a_failed_statement_wait() -> None:
    bad = {**STATEMENTS[0], "at": ["9"]}
    assert failed(draft(statements=[bad])) == [
        ("statement", "no_paragraph", False),
        ("claim", "lost_statement", True),
    ]


def test_second_actor_under_one_ref_fails() -> None:
    wire = draft([*ACTORS, actor("a1", "Tehran", "state")])
    assert failed(wire) == [("actor_mention", "double_ref", False)]


@pytest.mark.parametrize("bad", [None, 7, "a1", [], {}, {"r": "a9", "k": None}])
def test_anything_in_place_of_a_record_fails_alone(bad: object) -> None:
    wire = draft([*ACTORS, bad])  # type: ignore[list-item]
    assert failed(wire) == [("actor_mention", "malformed", False)]
    assert len(grounded(wire).records.statements) == 4


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"t": "The demilitarised zone will be 25 km wide."}, "number"),
        ({"t": "The Syrian opposition agreed on a demilitarised zone."}, "name"),
        ({"t": "The zone will not be 15 km wide."}, "negation"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_claim_with_words_its_passage_lacks_is_refused(change: Wire, what: str) -> None:
    made = {**STATEMENTS[0]["c"][0], "at": ZONE, **change}
    wire = draft(statements=[{**STATEMENTS[0], "c": [made]}])
    assert [kind for kind, _, _ in failed(wire)] == ["claim"], what
    assert grounded(wire).records.claims == ()


def test_claim_without_anchors_rests_on_its_statement() -> None:
    made = claim("The war must end this year.", [])
    (found,) = grounded(draft(statements=[{**STATEMENTS[2], "c": [made]}])).records.claims
    assert [span.text for span in found.evidence] == ["“The war must end this year,”"]
    assert found.asserters == ("a2",)


def test_articles_own_claim_without_a_passage_fails() -> None:
    assert failed(draft(claims=[claim("They met.", [])])) == [("claim", "no_evidence", False)]


# -- what is left out and flagged ---------------------------------------------------------


def test_place_and_date_that_are_not_in_the_text_are_left_out_and_flagged() -> None:
    found = grounded(draft(meetings=[meeting(pl="Yalta", dt="on Friday")]))
    (summit,) = found.records.summits
    assert (summit.place_text, summit.date_text) == (None, None)
    assert {"place_not_in_text", "date_not_in_text"} <= codes(found)


def test_phone_call_has_no_place() -> None:
    found = grounded(draft(meetings=[meeting(ch="phone")]))
    assert found.records.summits[0].place_text is None
    assert "place_of_remote" in codes(found)


def test_a_name_may_stand_in_the_title_alone_whatever_its_spaces() -> None:
    wire = draft([*ACTORS, actor("a9", "Mara Venn")])
    assert "name_not_in_text" in {one.code for one in grounded(wire).failures}
    given = grounded(wire, article(title="Remarks by Mara\xa0Venn"))
    assert "name_not_in_text" not in {one.code for one in given.failures}


def test_title_that_was_given_is_kept_before_the_models() -> None:
    found = grounded(draft(ti="3"), article(title="Given"))
    assert found.records.article.title == "Given"


def test_head_is_taken_from_the_text_where_nobody_gave_it() -> None:
    found = grounded(draft(ti="3", by="5:the Kremlin"))
    head = found.records.article
    assert (head.title, head.byline, head.dateline_place, head.language) == (
        "Putin called the talks very useful.",
        "the Kremlin",
        "ANKARA",
        "en",
    )


def test_head_anchor_that_does_not_resolve_costs_a_flag_alone() -> None:
    found = grounded(draft(ti="9"))
    assert found.records.article.title is None
    assert "title_not_found" in codes(found)
    assert len(found.records.statements) == 4


def test_text_is_never_altered() -> None:
    assert grounded(draft()).records.article.text == TEXT


def test_actor_that_nobody_uses_and_that_stands_nowhere_is_left_out() -> None:
    wire = draft([*ACTORS, actor("a4", None, "role_holder", ro="the unseen envoy")])
    assert "a4" not in {a.ref for a in grounded(wire).records.actors}


def test_role_in_other_words_rests_on_the_record_that_uses_it() -> None:
    wire = draft(
        [actor("a1", None, "role_holder", ro="leader of Turkey")],
        [],
        [statement("a1", at=["3:the talks…useful."])],
    )
    (found,) = grounded(wire).records.actors
    assert [span.text for span in found.evidence] == ["the talks very useful."]


def test_a_doubt_about_a_claim_is_flagged_on_the_claim_itself() -> None:
    within = statement(
        "a2", at=WAR, claims=[claim("The war must end this year or later still.", [])]
    )
    alone = claim("Putin called the talks most useful indeed and quite long.", ["3"])
    found = grounded(draft(statements=[within], claims=[alone])).records
    claims = {one.claim_id for one in found.claims}
    flagged = {flag.record_id for flag in found.flags if flag.code == "words_not_in_evidence"}
    assert flagged
    assert flagged <= claims
