"""`meetings/agreeing`: whether a telling can be of a meeting: status, parties, day, place."""

from tests.rules import dated_meetings, read_meetings, told_in_lines


def test_a_day_stays_with_what_came_days_later() -> None:
    text = (
        "Rebels on Tuesday rejected the plan, days after the foreign ministers of Egypt and Sudan"
        " met in Cairo."
    )
    assert told_in_lines(text) == ["held - Cairo: Egypt Sudan"]


def test_a_visit_and_whom_the_visitor_met_are_one() -> None:
    found = read_meetings(
        "On Monday, Syrian President Omar Zaid visited the Russian resort city of Sochi, where he"
        " met with Russian President Ivan Orlov."
    )
    assert len(found.summits) == 1
    assert found.summits[0].place_text == "Sochi"
    assert (found.role("Zaid"), found.role("Orlov")) == ("guest", "host")


TWO = "Kallistan's President Mara Venn met Ostrava's President Jon Hale"


def test_one_meeting_told_in_three_sentences_is_one_record() -> None:
    found = read_meetings(
        f"{TWO} on Tuesday.\n\n"
        "The talks in Geneva lasted three hours.\n\n"
        "Venn and Hale held their meeting on Tuesday behind closed doors."
    )
    assert len(found.summits) == 1
    assert found.summits[0].place_text == "Geneva"
    assert len(found.summits[0].evidence) > 1


def test_another_day_or_another_channel_is_another_meeting() -> None:
    found = read_meetings(
        f"{TWO} in Geneva on Tuesday. Venn and Hale will meet again in Bern on June 4. Venn and"
        " Hale spoke by phone on Sunday."
    )
    assert sorted(one.status for one in found.summits) == ["held", "held", "scheduled"]


def test_the_meeting_says_who_was_at_the_conference() -> None:
    text = (
        "Donors pledged 2 billion euros for Sudan at a conference in Berlin on Tuesday. The meeting,"
        " co-hosted by Germany and France, brought together 41 ministers."
    )
    (found,) = dated_meetings(text)
    assert (found.day, found.place) == ("2026-05-12", "Berlin")
    assert found.who >= {"Germany", "France"}
