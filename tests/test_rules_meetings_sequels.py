"""`meetings/sequels`: one of a row: "a second round"."""

import pytest

from tests.rules import Met, meetings, met, told_in_full, told_in_lines

MET_BEFORE = (
    "Kenyan President Ada Mwangi met Chilean President Carolina Fuentes in Lima on Monday. "
)


@pytest.mark.parametrize(
    ("sequel", "expected"),
    [
        (
            "A second round is scheduled for May 20 in Geneva.",
            met("Mwangi Fuentes", "scheduled", "in_person", "2026-05-20", "Geneva"),
        ),
        (
            "The last meeting was held in Bern in October 2024.",
            met("Mwangi Fuentes", "held", "in_person", "2024-10-01/2024-10-31", "Bern"),
        ),
        (
            "After their last meeting, in Bern in October 2024, both had smiled.",
            met("Mwangi Fuentes", "held", "in_person", "2024-10-01/2024-10-31", "Bern"),
        ),
        (
            "The two leaders are to reconvene in Geneva in June.",
            met("Mwangi Fuentes", "scheduled", "in_person", "2026-06-01/2026-06-30", "Geneva"),
        ),
    ],
)
def test_a_sequel_is_of_those_who_met_before(sequel: str, expected: Met) -> None:
    found = meetings(MET_BEFORE + sequel)
    met_first = [one for one in found if one.day == "2026-05-11"]
    assert len(met_first) == 1
    placed = Met(expected.status, "in_person", expected.day, expected.place, expected.who)
    again = [Met(o.status, "in_person", o.day, o.place, o.who) for o in found]
    assert placed in again


def test_a_sequel_of_a_phone_call_or_from_afar_is_of_nobody_known() -> None:
    call = MET_BEFORE.replace("met", "phoned").replace(" in Lima", "")
    assert len(meetings(call + "A second round is scheduled for May 20 in Geneva.")) == 1
    between = "Prices rose. Rain fell. Trams ran. Schools shut. Farmers sowed. "
    assert len(meetings(f"{MET_BEFORE}{between}The next round is set for May 20 in Bern.")) == 1


MET_IN_MUSCAT = "Iranian Foreign Minister Ali Karimi met US envoy Dan Hale in Muscat on Saturday. "


HALE_AND_KARIMI = "Hale Karimi"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The next round is to be held in Rome on 19 May.", ["scheduled 2026-05-19 Rome"]),
        ("The fifth round, held on May 2, lasted nearly 11 hours.", ["held 2026-05-02 -"]),
        ("A third, planned for 20 May, was scrapped.", ["cancelled 2026-05-20 -"]),
        ("The previous one took place in Rome on 4 May.", ["held 2026-05-04 Rome"]),
        (
            "Two previous rounds in Rome, on 2 May and 4 May, ended in anger.",
            ["held 2026-05-02 Rome", "held 2026-05-04 Rome"],
        ),
    ],
)
def test_one_of_a_row_has_those_who_met_before(text: str, expected: list[str]) -> None:
    first = f"held 2026-05-09 Muscat: {HALE_AND_KARIMI}"
    assert told_in_lines(MET_IN_MUSCAT + text) == [
        first,
        *(f"{one}: {HALE_AND_KARIMI}" for one in expected),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The first round of the presidential election will be held on May 24.",
        "A second man was arrested in Berlin on Monday, and a third is being sought in Paris.",
        "The third round of the French Open will be held in Paris on Friday.",
        "Two previous attempts in Paris, in March and April, failed.",
    ],
)
def test_a_row_of_other_things_adds_no_meeting(text: str) -> None:
    assert told_in_lines(MET_IN_MUSCAT + text) == [f"held 2026-05-09 Muscat: {HALE_AND_KARIMI}"]


def test_whom_a_round_brought_together_stands_beside_it() -> None:
    text = (
        "Iranian President Ali Karimi met Turkish President Emre Kaya in Ankara on Saturday. Two"
        " previous rounds, on 2 May and 4 May, brought only the foreign ministers together."
    )
    assert told_in_lines(text)[1:] == [
        "held 2026-05-02 -: ministers",
        "held 2026-05-04 -: ministers",
    ]


def test_a_round_of_contacts_is_one_more_of_those_who_met() -> None:
    found = told_in_full(
        "Kenyan President Asha Mwangi met Peruvian President Jo Hale in Lima on Monday. A 53rd"
        " round of exploratory contacts will be held in Istanbul on 20 June."
    )
    assert found[1] == "scheduled 2026-06-20 Istanbul: Asha Mwangi, Jo Hale"
