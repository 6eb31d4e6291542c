"""`occasions`: at which meeting something was said, by the rules."""

from pipeline.rules.occasions import at_meetings
from schemas.draft import MeetingDraft, StatementDraft


def meeting(ref: str, at: str, *who: str, **fields: object) -> MeetingDraft:
    given = {"status": "held", "channel": "in_person", "level": "leaders", **fields}
    return MeetingDraft.model_validate(
        {"ref": ref, "participants": who, "evidence": (at,), **given}
    )


def statement(at: str, *who: str, medium: str = "unspecified") -> StatementDraft:
    return StatementDraft.model_validate(
        {"who": who, "content": (at,), "act": "assert", "medium": medium}
    )


def test_the_nearest_meeting_before_the_words_is_meant() -> None:
    row = (meeting("m1", "1", "a1", "a2"), meeting("m2", "4:met", "a1", "a3"))
    [early, late] = at_meetings((statement("2", "a1"), statement("5", "a1")), row)
    assert (early.occasion, late.occasion) == ("m1", "m2")


def test_who_did_not_take_part_spoke_elsewhere() -> None:
    [said] = at_meetings((statement("2", "a9"),), (meeting("m1", "1", "a1", "a2"),))
    assert said.occasion is None


def test_nothing_is_said_at_a_meeting_that_is_planned() -> None:
    planned = meeting("m1", "1", "a1", "a2", status="scheduled")
    assert at_meetings((statement("2", "a1"),), (planned,))[0].occasion is None


def test_what_one_says_on_the_telephone_is_said_to_the_other() -> None:
    call = meeting("m1", "1", "a1 caller", "a2", channel="phone")
    [said] = at_meetings((statement("2", "a1"),), (call,))
    assert (said.who, said.medium) == (("a1", "a2 to"), "phone")


def test_an_interview_is_no_meeting() -> None:
    row = (meeting("m1", "1", "a1", "a2"),)
    assert at_meetings((statement("2", "a1", medium="interview"),), row)[0].occasion is None
