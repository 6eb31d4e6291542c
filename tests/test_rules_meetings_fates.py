"""`meetings/fates`: what became of it: held, planned, called off."""

import pytest

from tests.rules import (
    dated_meetings,
    day_of,
    read_meetings,
    summits,
)


def test_moved_meeting_has_its_new_day_alone() -> None:
    text = "The talks between Turkey and Kenya have been moved from Monday to Friday."
    assert all("/" not in (day_of(one) or "") for one, _ in summits(text))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Kallistan government denied that President Mara Venn of Kallistan had met"
         " President Jon Hale of Ostrava in Geneva.", "denied"),
        ("A planned meeting between President Mara Venn of Kallistan and President Jon Hale of"
         " Ostrava was cancelled on Tuesday.", "cancelled"),
        ("Talks between President Mara Venn of Kallistan and President Jon Hale of Ostrava have"
         " been postponed until June.", "postponed"),
        ("President Mara Venn of Kallistan had been due to meet President Jon Hale of Ostrava on"
         " Friday. The visit was put off, officials said.", "postponed"),
        ("There was no meeting between President Mara Venn of Kallistan and President Jon Hale of"
         " Ostrava.", "denied"),
    ],
)  # fmt: skip
def test_what_became_of_a_plan_is_its_status(text: str, status: str) -> None:
    assert [one.status for one in read_meetings(text).summits] == [status]


def test_a_claim_of_a_meeting_is_no_offer_of_one() -> None:
    both = "French President Luc Brun and Greek President Eleni Doukas"
    told = f"Envoys suggested on Tuesday that {both} met in Bern on Monday."
    assert [one.status for one in dated_meetings(told)] == ["held"]
    told = f"Ghana proposed a truce on Tuesday, and {both} met in Bern on Monday."
    assert [one.status for one in dated_meetings(told)] == ["held"]
