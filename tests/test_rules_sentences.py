"""One sentence, two sides: each way to say that they met, by each way to name who did."""

import pytest

from tests.rules import meetings, summits


def read(text: str) -> list[tuple[str, str, frozenset[str]]]:
    """Status, channel and last words of those who met, for each meeting of a text."""
    return [(one.status, one.channel, one.who) for one in meetings(text)]


BOTH = frozenset(("Quispe", "Jun"))


@pytest.mark.parametrize(
    ("verb", "status", "channel"),
    [
        ("received", "held", "in_person"),
        ("called on", "held", "in_person"),
        ("paid a call on", "held", "in_person"),
        ("got together with", "held", "in_person"),
        ("met here with", "held", "in_person"),
        ("met with her host,", "held", "in_person"),
        ("sat across the table from", "held", "in_person"),
        ("played host to", "held", "in_person"),
        ("received in private", "held", "in_person"),
        ("ruled out any meeting with", "denied", "in_person"),
        ("told reporters after meeting", "held", "in_person"),
        ("is to be received by", "scheduled", "in_person"),
        ("was granted an audience by", "held", "in_person"),
        ("visited", "held", "in_person"),
        ("came face to face with", "held", "in_person"),
        ("flew in to see", "held", "in_person"),
        ("called off talks with", "cancelled", "in_person"),
        ("has scrapped talks with", "cancelled", "in_person"),
        ("postponed talks with", "postponed", "in_person"),
        ("refused to meet", "denied", "in_person"),
        ("declined to meet with", "denied", "in_person"),
        ("denied having met", "denied", "in_person"),
        ("denied meeting", "denied", "in_person"),
        ("ruled out meeting", "denied", "in_person"),
    ],
)
@pytest.mark.parametrize(
    "subject",
    [
        "Peruvian President Ana Quispe",
        "Ana Quispe, the Peruvian president,",
        "Peruvian President Ana Quispe, who had accompanied Chilean ministers to Bern,",
    ],
)
@pytest.mark.parametrize(
    "whom",
    ["Chinese Vice Foreign Minister Ren Jun", "Ren Jun, China's vice foreign minister,"],
)
def test_a_sentence_alone_is_read(
    subject: str, verb: str, whom: str, status: str, channel: str
) -> None:
    found = read(f"{subject} {verb} {whom} in Geneva on Tuesday.")
    assert found == [(status, channel, BOTH)]


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian President Ana Quispe called on Chinese Premier Li Fang to pull back his troops.",
        "Peruvian President Ana Quispe may never want to see Chinese Premier Li Fang in Geneva.",
        "Peruvian President Ana Quispe visited the rebels' victims in Geneva on Tuesday.",
        "Peruvian President Ana Quispe came face to face with angry farmers on Tuesday.",
    ],
)
def test_near_misses_are_no_meetings(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian President Ana Quispe, who arrived here on Monday and called on Chinese Premier"
        " Ren Jun, spoke of trade.",
        "Peruvian President Ana Quispe, who arrived on Monday, called on Chinese Premier Ren Jun"
        " the following day.",
        "Peruvian President Ana Quispe, who was in Geneva on Monday to consult Chinese Premier Ren"
        " Jun, spoke of trade.",
    ],
)
def test_what_a_relative_clause_tells_is_of_whom_it_tells_about(text: str) -> None:
    assert [one[2] for one in read(text)] == [BOTH]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Jo Hale, the UN special envoy for Peru, met Peruvian President Ana Quispe on Tuesday.",
            "Hale Quispe",
        ),
        (
            "UN envoy Jo Hale said he had met Ana Quispe, the country's president, on Tuesday.",
            "Hale Quispe",
        ),
        (
            "Kim Su Nam, president of the Presidium of the Supreme People's Assembly, met Lao"
            " Foreign Minister Thong Sisoulith on Tuesday.",
            "Nam Sisoulith",
        ),
        (
            "Premier Ren Jun met a delegation of Laos led by its Deputy Prime Minister and Foreign"
            " Minister Thong Sisoulith on Tuesday.",
            "Jun Sisoulith",
        ),
        (
            "Chinese Premier Ren Jun, who arrived here for an official visit, later saw the"
            " headquarters of the African Union and met with Kenyan President Ada Mwangi.",
            "Jun Mwangi",
        ),
        (
            "Iranian General Reza Karimi, who is in Geneva at the head of a military delegation,"
            " sat down with Kenyan Army Chief Ada Mwangi on Tuesday.",
            "Karimi Mwangi",
        ),
        (
            "Pat Malone, Ireland's taoiseach, met Kenyan President Ada Mwangi on Tuesday.",
            "Malone Mwangi",
        ),
    ],
)
def test_an_office_told_otherwise_still_sits(text: str, who: str) -> None:
    assert [one[2] for one in read(text)] == [frozenset(who.split())]


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian President Ana Quispe reviewed the plan with Chinese Premier Ren Jun on Monday.",
        "Peruvian President Ana Quispe hopped over to Geneva on Monday for lunch with Chinese"
        " Premier Ren Jun.",
        "Peruvian President Ana Quispe went to Geneva on Monday for talks with Chinese Premier Ren"
        " Jun.",
    ],
)
def test_what_was_on_monday_was_the_last_one(text: str) -> None:
    ((one, _),) = summits(text)
    assert (one.status, str(one.date.start)) == ("held", "2026-05-11")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Attending the signing ceremony in Geneva on Monday were Peruvian President Ana Quispe"
            " and Chinese Premier Ren Jun.",
            "Quispe Jun",
        ),
        (
            "Also present at the talks in Geneva were Peruvian President Ana Quispe and Chinese"
            " Premier Ren Jun.",
            "Quispe Jun",
        ),
        (
            "Chinese Premier Ren Jun, who was in Lima last month as the guest of Peruvian President"
            " Ana Quispe, said no.",
            "Quispe Jun",
        ),
        ("EU foreign ministers discussed the plan in Luxembourg on Monday.", "ministers"),
        ("Eurozone finance ministers reviewed Italy's plans in Brussels on Monday.", "ministers"),
        ("Arab League foreign ministers agreed in Cairo on Monday to wait.", "ministers"),
        (
            "The news came a day after Ren Jun, the Chinese premier, met here with Peruvian"
            " President Ana Quispe.",
            "Quispe Jun",
        ),
    ],
)
def test_who_was_there_met(text: str, who: str) -> None:
    assert [one[2] for one in read(text)] == [frozenset(who.split())]


@pytest.mark.parametrize(
    "text",
    [
        "EU foreign ministers backed the plan on Monday.",
        "Britain's ministers discussed the plan in London on Monday.",
        "Attending the match in Geneva were Peruvian President Ana Quispe and her son.",
        "Chinese Premier Ren Jun was in Lima as the guest of a mining company.",
    ],
)
def test_who_was_there_with_nobody_met_nobody(text: str) -> None:
    assert read(text) == []
