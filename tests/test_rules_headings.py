"""Meetings that a title, a speaker's "I" and "we" or a summit's name tell, read by rules.

Texts are synthetic; people and most countries are invented.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.grounding.ground import ground
from pipeline.reading.text import make_article, stored_text
from pipeline.rules.draft import draft_by_rules
from pipeline.rules.triggers import Spotter
from schemas.records import Summit

VENN, HALE = "President Mara Venn of Kallistan", "President Jon Hale of Ostrava"


def read(text: str, title: str | None = None) -> list[tuple[Summit, set[str]]]:
    """The meetings of a document with the names of who took part; everything must ground."""
    article = make_article(text, "text", title=title, published_text="2024-05-15")
    grounding = ground(article, draft_by_rules(article))
    assert not grounding.failures
    assert not [flag for flag in grounding.records.flags if flag.code.endswith("_not_in_text")]
    names = {actor.ref: actor.name or actor.role or "" for actor in grounding.records.actors}
    return [(one, {names[p.actor] for p in one.participants}) for one in grounding.records.summits]


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
    ((meeting, names),) = read("Trade and the harvest were on the agenda.", title)
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
    assert not read("Trade and the harvest were on the agenda.", title)


def test_title_and_text_tell_one_meeting() -> None:
    title = f"Readout of {VENN}’s Meeting with {HALE}"
    ((meeting, _),) = read(f"{VENN} met today with {HALE} in Geneva. They spoke of trade.", title)
    assert (meeting.date_text, meeting.place_text) == ("today", "Geneva")


def test_a_joint_statement_places_and_dates_the_meeting_of_its_signers() -> None:
    text = (
        "We, the leaders of Japan, the Republic of Korea (ROK), and the United States, affirm our"
        " partnership.\n\nToday we open a new chapter."
    )
    ((meeting, names),) = read(text, "Joint Leaders’ Statement on the Summit at Camp David")
    assert (meeting.place_text, meeting.date_text, meeting.level) == (
        "Camp David",
        "Today",
        "leaders",
    )
    assert len(names) == 3


def test_states_joined_by_a_hyphen_before_talks_are_the_parties() -> None:
    ((meeting, names),) = read("U.S.-China trade talks were held in Geneva on Monday.")
    assert names == {"U.S.", "China"}
    assert meeting.place_text == "Geneva"


@pytest.mark.parametrize(
    ("sentence", "status", "place"),
    [
        ("President Mara Venn spoke at the NATO Summit in Madrid last June.", "held", "Madrid"),
        ("She looks forward to the G20 Summit in Rome next month.", "scheduled", "Rome"),
        ("Leaders agreed on it at the Vilnius Summit.", "held", "Vilnius"),
        ("At the Tribal Nations Summit in Washington he spoke of schools.", None, None),
        ("No future NATO summit is planned.", None, None),
    ],
)
def test_a_summit_by_name_is_a_meeting_of_its_own(
    sentence: str, status: str | None, place: str | None
) -> None:
    found = read(sentence)
    assert [(one.status, one.place_text) for one, _ in found] == (
        [(status, place)] if status else []
    )


TRANSCRIPT = """PRESIDENT VENN: Good morning. {}

Q: Madam President, did you meet President Hale in Bern?

PRESIDENT VENN: Next question, please."""


def test_the_speaker_of_a_transcript_is_who_i_means() -> None:
    told = "I met President Jon Hale of Ostrava in Geneva on Monday."
    ((meeting, names),) = read(TRANSCRIPT.format(told))
    assert "Jon Hale" in names
    assert len(names) == 2
    assert meeting.place_text == "Geneva"


def test_a_question_and_a_noun_before_we_tell_of_no_meeting() -> None:
    assert not read(TRANSCRIPT.format("There are challenges we meet together."))


def test_a_report_that_is_denied_is_a_denied_meeting() -> None:
    text = f"Reports said {VENN} and {HALE} met in Geneva on Monday. Both governments denied it."
    assert [one.status for one, _ in read(text)] == ["denied"]


def test_the_two_sides_are_the_two_states_of_the_text() -> None:
    text = "Relations of Iran and Sweden are poor. The two sides met in Geneva on Monday."
    ((_, names),) = read(text)
    assert names == {"Iran", "Sweden"}


def test_offices_in_a_row_before_a_name_are_one_person() -> None:
    text = (
        f"{VENN} met with Jordanian Deputy Prime Minister and Foreign Minister Omar Zaid in Geneva"
        " on Monday."
    )
    ((_, names),) = read(text)
    assert names == {"Mara Venn", "Omar Zaid"}


def test_each_whom_a_caller_spoke_with_is_a_call() -> None:
    text = (
        f"{VENN} spoke by phone with {HALE}, with the Emir of Qatar, Tamim Aziz, and with Prime"
        " Minister Eva Brandt of Lornia."
    )
    assert [names - {"Mara Venn"} for _, names in read(text)] == [
        {"Jon Hale"},
        {"Tamim Aziz"},
        {"Eva Brandt"},
    ]


def test_spotter_sets_the_bit_of_each_pattern_whose_word_stands_there() -> None:
    spot = Spotter("met|meets?", "talks?", "host\\w*")
    assert spot("They MET, for talks.") == 0b011
    assert spot("for talks.") == 0b010
    assert spot("meetings and ghosts") == 0


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
    ("words", "names"),
    [
        ("the leaders of Japan, the Republic of Korea (ROK), and the United States",
         {"leader of Japan", "leader of Republic of Korea", "leader of United States"}),
        ("the Heads of Government of India, Israel, the United Arab Emirates (UAE), and Jordan",
         {f"head of government of {one}" for one in
          ("India", "Israel", "United Arab Emirates", "Jordan")}),
        (f"{VENN} and the Ostravan delegation", {"Mara Venn", "Ostravan delegation"}),
    ],
)  # fmt: skip
def test_each_of_a_row_of_states_sends_one(words: str, names: set[str]) -> None:
    text = f"Talks were cordial. {words[0].upper()}{words[1:]} met in Geneva on Monday."
    assert [who for _, who in read(text)] == [names]


def test_a_persons_place_is_not_his_country() -> None:
    text = f"{VENN} received Jon Hale, the president of Ostrava, at the White House on Monday."
    ((meeting, names),) = read(text)
    assert names == {"Mara Venn", "Jon Hale"}
    assert meeting.place_text == "the White House"
