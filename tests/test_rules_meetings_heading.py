"""`meetings/heading`: what the title tells of a meeting, and of whom."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.grounding.ground import ground
from pipeline.reading.text import make_article, stored_text
from pipeline.rules.draft import draft_by_rules
from tests.rules import last_words, read_document, summits


def test_a_statement_is_of_the_meeting_it_thanks_for() -> None:
    title = "Joint Statement by Iran, Russia and Turkey on the International Meeting on Syria"
    text = (
        "The representatives of Iran, Russia and Turkey decided as follows.\n\n"
        "They expressed their gratitude to the hosts for hosting the meeting in Sochi on"
        " 10-11 May 2026."
    )
    [(one, _)] = summits(text, title)
    assert (one.status, one.place_text, len(one.participants)) == ("held", "Sochi", 3)


VENN, HALE = "President Mara Venn of Kallistan", "President Jon Hale of Ostrava"


@pytest.mark.parametrize(
    ("title", "channel"),
    [
        (f"Readout of {VENN}’s Call with {HALE}", "phone"),
        (f"Readout of {VENN}’s Meeting with {HALE}", "in_person"),
        (f"Remarks by {VENN} and {HALE} Before Bilateral Meeting", "in_person"),
        (f"Remarks by {VENN} and {HALE} in Joint Press Conference", "in_person"),
        (f"Joint Statement by {VENN} and {HALE} Following Their Summit in Geneva", "in_person"),
    ],
)
def test_the_title_of_a_document_tells_who_met_and_how(title: str, channel: str) -> None:
    ((meeting, names),) = read_document("Trade and the harvest were on the agenda.", title)
    assert (meeting.status, meeting.channel) == ("held", channel)
    assert names == {"Mara Venn", "Jon Hale"}


@pytest.mark.parametrize(
    "title",
    [
        f"{VENN} to rue call with {HALE}",
        "Readout of President Mara Venn’s Call with Governor Jon Hale",
        f"Statement by {VENN} on the Passing of {HALE}",
        "Remarks by President Mara Venn Before Meeting with Cabinet",
    ],
)
def test_a_title_that_tells_of_no_meeting_of_states_gives_none(title: str) -> None:
    assert not read_document("Trade and the harvest were on the agenda.", title)


def test_title_and_text_tell_one_meeting() -> None:
    title = f"Readout of {VENN}’s Meeting with {HALE}"
    ((meeting, _),) = read_document(
        f"{VENN} met today with {HALE} in Geneva. They spoke of trade.", title
    )
    assert (meeting.date_text, meeting.place_text) == ("today", "Geneva")


def test_a_joint_statement_places_and_dates_the_meeting_of_its_signers() -> None:
    text = (
        "We, the leaders of Japan, the Republic of Korea (ROK), and the United States, affirm our"
        " partnership.\n\nToday we open a new chapter."
    )
    ((meeting, names),) = read_document(
        text, "Joint Leaders’ Statement on the Summit at Camp David"
    )
    assert (meeting.place_text, meeting.date_text, meeting.level) == (
        "Camp David",
        "Today",
        "leaders",
    )
    assert len(names) == 3


TITLES = st.sampled_from(
    (
        "Readout of", "Remarks by", "Joint Statement of", VENN, HALE, "the Leaders of", "Kallistan",
        "and", ",", "’s", "Call with", "Meeting", "Before", "Summit in", "Geneva", "NATO", "COP29",
        "Declaration", "|", "(", ")", "⟦0⟧", "U.S.-China",
    )
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.lists(TITLES, max_size=14).map(" ".join),
    st.lists(st.sampled_from(("We, ", VENN, " met ", HALE, " today", ".", "\n\n")), max_size=12),
)
def test_any_title_is_read_and_every_record_grounds(title: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    if stored_text(text):
        article = make_article(text, "text", title=title, published_text="2024-05-15")
        assert not ground(article, draft_by_rules(article)).failures


@pytest.mark.parametrize(
    "issuer",
    [
        "Readout by NSC Spokesperson Adrienne Watson of",
        "Readout from Press Secretary Jen Psaki of",
        "Statement by NSC Spokesperson Emily Horne on",
        "Readout of",
    ],
)
def test_who_gives_a_readout_out_did_not_meet(issuer: str) -> None:
    title = f"{issuer} National Security Advisor Jake Sullivan’s Meeting with President Duda"
    text = "Assistant to the President Jake Sullivan received President Andrzej Duda today."
    for _, who in summits(text, title):
        assert sorted(last_words(who)) == ["Duda", "Sullivan"]


@pytest.mark.parametrize(
    "title",
    [
        "Remarks by President Biden Before Meeting with Labor Leaders on Infrastructure",
        "Readout of the President’s Meeting with Economists on the Outlook",
        "Remarks by President Biden Before Meeting with Speaker McCarthy",
        "Readout of White House Meeting with State Legislative Leaders",
        "Readout of Senior Leadership Meeting with NewDEAL Leaders",
    ],
)
def test_a_title_of_guests_at_home_is_no_other_meetings(title: str) -> None:
    text = (
        "Oval Office\n\nTHE PRESIDENT: Everybody, come on in.\n\nOn Monday, President Macron of"
        " France met with Chancellor Scholz of Germany in Berlin."
    )
    ((found, who),) = summits(text, title)
    assert sorted(last_words(who)) == ["Macron", "Scholz"]
    assert len(found.evidence) == 1


def test_a_titles_adviser_is_not_the_president_told_of_below_it() -> None:
    title = (
        "Readout of National Security Advisor Jake Sullivan’s Meeting with National Security"
        " Advisor Eyal Hulata of Israel"
    )
    text = (
        "Following President Biden’s conversation with Israeli Prime Minister Bennett on May 10,"
        " the allies stay close.\n\nThe advisers agreed on much."
    )
    found = [(one.channel, sorted(last_words(who))) for one, who in summits(text, title)]
    assert ("unspecified", ["Bennett", "Biden"]) in found
