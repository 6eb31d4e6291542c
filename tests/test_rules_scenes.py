"""Meetings told by verbs and scenes of everyday news, and what only sounds like them.

Every passage is invented. The two are called Mwangi (Kenya) and Solheim (Norway) throughout, so
that a wording is all that differs; each table has its near misses behind it.
"""

import pytest

from tests.rules import meetings as read

KENYA, NORWAY = "Kenyan President Ada Mwangi", "Norwegian Prime Minister Ingrid Solheim"
CHILE = "Chilean President Carolina Fuentes"


def told(text: str) -> list[tuple[str, str, str | None, str | None, str]]:
    """Status, channel, day, place and names of each meeting of a text, K, N and C filled in."""
    filled = text.replace("{K}", KENYA).replace("{N}", NORWAY).replace("{C}", CHILE)
    return [
        (one.status, one.channel, one.day, one.place, " ".join(sorted(one.who)))
        for one in read(filled)
    ]


MONDAY, TUESDAY, FRIDAY = "2026-05-11", "2026-05-12", "2026-05-15"
BOTH = "Mwangi Solheim"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{K}, flanked by {N}, announced the deal on Monday.", None),
        ("The deal was announced on Monday by {K}, flanked by {N}.", None),
        ("Standing beside {N} in Nairobi on Monday, {K} promised aid.", "Nairobi"),
        ("{K} raised her arms alongside {N} in Oslo on Monday.", "Oslo"),
        ("{K} told a joint news conference with {N} in Oslo on Monday that trade grew.", "Oslo"),
        ("{K} and {N} told a joint news conference in Oslo on Monday that trade grew.", "Oslo"),
        ("{K} posed for photographs with {N} in Oslo on Monday.", "Oslo"),
        ("The handshake between {K} and {N} in Geneva on Monday was brief.", "Geneva"),
        ("The three hours that {K} and {N} spent in Bern on Monday changed little.", "Bern"),
        ("{K} spent two hours with {N} in Bern on Monday.", "Bern"),
        ("{K} and {N} spent four hours together in Bern on Monday.", "Bern"),
        ("{K} closeted herself with {N} for an hour on Monday.", None),
        ("{K} had given {N} lunch in Nairobi on Monday.", "Nairobi"),
        ("{K} gave a dinner for {N} on Monday.", None),
        ("{K} shared a meal with {N} in Bern on Monday.", "Bern"),
        ("{K} sat across from {N} in Bern on Monday.", "Bern"),
        ("{K} walked in the garden with {N} on Monday.", None),
        ("{K} gave {N} a tour of the palace on Monday.", None),
        ("{K} and {N} put their differences aside over dinner in Oslo on Monday.", "Oslo"),
        ("{K} was joined in Oslo on Monday by {N}.", "Oslo"),
        ("{K} paid {N} a visit on Monday.", None),
        ("{K} signed a trade agreement with {N} in Oslo on Monday.", "Oslo"),
    ],
)
def test_a_scene_with_a_day_is_a_meeting(text: str, place: str | None) -> None:
    assert told(text) == [("held", "in_person", MONDAY, place, BOTH)]


@pytest.mark.parametrize(
    "text",
    [
        "{K}, flanked by bodyguards, left on Monday.",
        "{K}, flanked by her foreign minister, Amos Okello, spoke on Monday.",
        "Kenyan troops fought alongside Norwegian troops on Monday.",
        "{K} named {N} alongside {C} as a model on Monday.",
        "A portrait of {K} hung beside {N}'s on Monday.",
        "{K} spent two hours with her family in Bern on Monday.",
        "{K} gave {N} credit for the deal on Monday.",
        "{K} gave {N} an ultimatum in Oslo on Monday.",
        "{K} paid {N} a compliment on Monday.",
        "{K} shared a joke about {N} on Monday.",
        "{K} stood by {N} on Monday.",
        "{K} embraced {N}'s plan on Monday.",
        "Norwegian voters embraced {K} on Monday.",
        "The handshake between {K} and {N} never came.",
        "The handshake between the Kenyan captain and the Norwegian coach on Monday was brief.",
        "Photographs of {K} and {N} were shown together on Monday.",
        "{K} brought {N}'s words together with her own on Monday.",
    ],
)
def test_what_only_looks_like_a_scene_is_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("{K}, who left Baghdad on Monday after seeing {N}, urged calm.", MONDAY),
        ("{K} flew home on Monday after calling on {N}.", MONDAY),
        ("Before seeing {N} on Monday, {K} toured a school.", MONDAY),
        ("After meeting {N} on Monday, {K} said trade had grown.", MONDAY),
        ("Jon Roe said {K} left on Monday after holding talks with {N}.", MONDAY),
        ("{K} was in Oslo on Monday to see {N}.", MONDAY),
        ("{N}, whom {K} met on Monday, is ill.", MONDAY),
        ("{K} dropped in on {N} on Monday.", MONDAY),
        ("{K} visited {N} at her villa on Monday.", MONDAY),
        ("{K} met Monday with {N}.", MONDAY),
        ("{K} met behind closed doors with {N} on Monday.", MONDAY),
        ("{K} met for two hours on Monday with {N}.", MONDAY),
        ("{K} had earlier on Monday met {N}.", MONDAY),
        ("{K} last met {N} in January.", "2026-01-01/2026-01-31"),
    ],
)
def test_a_meeting_is_told_beside_the_main_verb(text: str, day: str) -> None:
    assert [(one[0], one[1], one[2], one[4]) for one in told(text)] == [
        ("held", "in_person", day, BOTH)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{K} spoke on Monday after seeing pictures of {N}.",
        "After seeing {N}'s speech on Monday, {K} wept.",
        "Seeing {N} weep on Monday, {K} stopped.",
        "{K} called on {N} on Monday to release the crew.",
        "{K} visited a school named for {N} in Oslo on Monday.",
        "{K} saw {N} win on Monday.",
        "{K} met her defence minister, Amos Okello, in Nairobi on Monday.",
        "{K} would like to see {N} in Oslo.",
        "{K} has not met {N} since January.",
        "Without meeting their conditions, {N} said, {K} could not join.",
        "A singer visited {N} in Oslo on Monday.",
    ],
)
def test_what_only_sounds_like_seeing_somebody_is_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{K} will on Friday host {N}.",
        "{K} will this Friday meet {N}.",
        "{K} is on Friday to meet {N}.",
        "{K} is expected to see {N} on Friday.",
        "{K} will discuss trade with {N} on Friday.",
    ],
)
def test_a_day_may_part_an_auxiliary_from_its_verb(text: str) -> None:
    found = told(text)
    assert [(one[0], one[2], one[4]) for one in found] == [("scheduled", FRIDAY, BOTH)]


@pytest.mark.parametrize(
    "text",
    [
        "{K} placed a call to {N} on Monday.",
        "{K} made a phone call to {N} on Monday.",
        "{K} took a call from {N} on Monday.",
        "{K} was telephoned by {N} on Monday.",
        "{K} got {N} on the phone on Monday.",
        "{K} reached {N} by telephone on Monday.",
        "{K} spoke to {N} over the hotline on Monday.",
        "{K} agreed with {N} by telephone on Monday that monitors would be sent.",
        "{K} was on the phone to {N} on Monday.",
        "{K} spoke late Monday by phone with {N}.",
    ],
)
def test_a_call_is_told_in_many_ways(text: str) -> None:
    assert told(text) == [("held", "phone", MONDAY, None, BOTH)]


@pytest.mark.parametrize(
    "text",
    [
        "{K} placed a call for tenders on Monday.",
        "{K} made a call to action on Monday, {N} said.",
        "{K} was called a liar by {N} on Monday.",
        "{K} got {N} on side on Monday.",
        "{K} agreed with {N} on Monday that rain was likely.",
    ],
)
def test_what_only_sounds_like_a_call_is_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{N} received a delegation headed by {K} on Monday.",
        "{N} on Monday received a Kenyan delegation led by President Ada Mwangi.",
        "A delegation led by {K} met {N} on Monday.",
        "{N} held talks on Monday with a delegation from Kenya headed by Ada Mwangi.",
    ],
)
def test_who_leads_a_delegation_sits_for_it(text: str) -> None:
    found = told(text)
    assert [(one[0], one[2], one[4]) for one in found] == [("held", MONDAY, BOTH)]


def test_a_delegation_of_others_is_none() -> None:
    assert told("A delegation of teachers led by Jane Doe met {K} on Monday.") == []
    assert told("A delegation led by Jane Doe, a teacher, met Mayor John Roe on Monday.") == []


@pytest.mark.parametrize(
    "text",
    [
        "{K} met {N} and {C} separately on Monday.",
        "{N} and {C} were in Bern on Monday. On Monday {K} met each of the two leaders separately.",
    ],
)
def test_who_is_met_apart_is_met_in_a_record_of_his_own(text: str) -> None:
    assert sorted(one[4] for one in told(text)) == ["Fuentes Mwangi", BOTH]


def test_who_discusses_a_thing_again_meets_again() -> None:
    found = told("{K} discussed prisoners with {N} on Monday and again on Tuesday.")
    assert [one[2] for one in found] == [MONDAY, TUESDAY]
    assert told("{K} discussed the book on {N} with students on Monday.") == []
    assert told("{K} wants to discuss trade with {N}.") == []


def test_a_mediator_goes_between_those_he_does_not_bring_together() -> None:
    found = told("{C} shuttled between {K} and {N} on Monday.")
    assert [one[4] for one in found] == ["Fuentes Mwangi Solheim"]
    brought = told("{C} will bring {K} and {N} together in Lima on Friday.")
    assert [(one[0], one[3]) for one in brought] == [("scheduled", "Lima")]
    assert told("{C} shuttled between Nairobi and Oslo on Monday.") == []


def test_who_leaves_without_meeting_somebody_did_not_meet_him() -> None:
    assert [one[0] for one in told("{K} left Oslo on Monday without meeting {N}.")] == ["denied"]


def test_who_is_quoted_tells_of_his_own_meetings_alone() -> None:
    own = told('"I met {N} in Oslo on Monday," {K} said.')
    assert own == [("held", "in_person", MONDAY, "Oslo", BOTH)]
    assert told('"{C} met {N} in Oslo on Monday," {K} said.') == []
    assert told('"I could meet {N} in Oslo on Friday," {K} said.') == []


@pytest.mark.parametrize(
    ("text", "status", "names"),
    [
        ("{K} met leaders of the rebel group Ansar Hama on Monday.", "held", "Hama Mwangi"),
        (
            "A delegation of the armed group Ansar Hama was in Nairobi on Monday but was not"
            " received by {K}.",
            "denied",
            "Hama Mwangi",
        ),
        ("{K} spoke on Monday. {N} waited. The pair had met in Bern in January.", "held", BOTH),
    ],
)
def test_groups_and_pairs_are_somebody(text: str, status: str, names: str) -> None:
    assert [(one[0], one[4]) for one in told(text)] == [(status, names)]


@pytest.mark.parametrize(
    ("text", "status", "day", "place"),
    [
        ("{K} will be in Oslo on Friday and hold in-depth talks with {N}.", "scheduled", FRIDAY, 0),
        ("{K}, appointed in September, met {N} on Monday.", "held", MONDAY, 0),
        ("{K} said on Monday after meeting {N} that trade grew.", "held", MONDAY, 0),
        (
            "{K}, who came back on Monday from Oslo, where she met {N}, is to open a fair on May"
            " 20.",
            "held",
            MONDAY,
            "Oslo",
        ),
        ("{K} left Oslo on Monday after seeing {N}.", "held", MONDAY, "Oslo"),
    ],
)
def test_day_and_status_are_those_of_the_clause(
    text: str, status: str, day: str, place: str | int
) -> None:
    found = [one for one in told(text) if one[4] == BOTH]
    assert [(one[0], one[2]) for one in found] == [(status, day)]
    assert not place or found[0][3] == place


def test_a_secretary_general_is_no_diplomat_of_his_country() -> None:
    found = told(
        "Egyptian Foreign Minister Hany Nour conferred Monday with Arab League Secretary-General"
        " Ahmed Aboul Gheit."
    )
    assert [(one[0], one[2], one[4]) for one in found] == [("held", MONDAY, "Gheit Nour")]


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("{K} will virtually meet with {N} on Friday.", "video"),
        ("On Monday {K} virtually hosted {N}.", "video"),
        ("Days after a virtual tour of the port {K} met {N} on Monday.", "in_person"),
    ],
)
def test_a_meeting_told_as_virtual_was_no_journey(text: str, channel: str) -> None:
    (one,) = told(text)
    assert one[1] == channel


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("the People’s Republic of China", "People’s Republic of China"),
        ("Washington D.C.", "Washington D.C."),
        ("Italy's Rome", "Rome"),
    ],
)
def test_an_owner_is_no_part_of_a_place_but_of_a_states_name(where: str, place: str) -> None:
    (one,) = told(f"{{K}} met {{N}} in {where} on Tuesday.")
    assert one[3] == place


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("at the Kasri palace", "the Kasri palace"),
        ("at her Verdun residence", "Verdun residence"),
        ("outside Geneva", "Geneva"),
        ("here", "OSLO"),
    ],
)
def test_places_are_residences_outskirts_and_the_dateline(where: str, place: str) -> None:
    found = told(f"OSLO, May 13 (Xinhua) -- {{K}} held talks {where} on Monday with {{N}}.")
    assert [one[3] for one in found] == [place]


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        ("{K} is due in Oslo on Friday to confer with {N}.", "scheduled", FRIDAY),
        ("{K} broke off her holiday on Monday to meet {N}.", "held", MONDAY),
        ("{K} was met at the airport by {N} on Monday.", "held", MONDAY),
        ("{K} had a word with {N} in Oslo on Monday.", "held", MONDAY),
        ("{K} briefed {N} in Oslo on Monday.", "held", MONDAY),
    ],
)
def test_short_ways_to_tell_of_a_meeting(text: str, status: str, day: str) -> None:
    assert [(one[0], one[2], one[4]) for one in told(text)] == [(status, day, BOTH)]


@pytest.mark.parametrize(
    "text",
    [
        "{K} was met by protesters in Oslo on Monday, {N} said.",
        "{K} briefed reporters on {N} in Oslo on Monday.",
        "{K} had harsh words for {N} in Oslo on Monday.",
        "{K}'s offer was met with silence by {N} on Monday.",
    ],
)
def test_what_only_sounds_like_a_short_way_is_none(text: str) -> None:
    assert told(text) == []
