"""Meetings in the many ways that news tells them: offices beside names, sequels, days, places.

Every passage is invented; each claims who, how, when and where a reader would record.
"""

import pytest

from tests.rules import Met
from tests.rules import meetings as read


def met(who: str, status: str, channel: str, day: str | None, place: str | None) -> Met:
    return Met(status, channel, day, place, frozenset(who.split()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "India's water minister, Harsh Solanki, and his Nepalese counterpart, Dev Thapa, met in"
            " Geneva on Monday.",
            met("Solanki Thapa", "held", "in_person", "2026-05-11", "Geneva"),
        ),
        (
            "Norway's foreign minister, Ingrid Solheim, and Sri Lanka's Anura Weerasinghe sat down"
            " for two hours in Geneva on Tuesday.",
            met("Solheim Weerasinghe", "held", "in_person", "2026-05-12", "Geneva"),
        ),
        (
            "The foreign secretary has told Georgia to free a critic. Miriam Holt spoke by"
            " telephone to her Georgian counterpart, Irakli Javelidze, on Tuesday.",
            met("Holt Javelidze", "held", "phone", "2026-05-12", None),
        ),
        (
            "French Foreign Minister Luc Ferrand, who flew in from Dakar, joined German counterpart"
            " Anke Vogel for a working dinner on Monday evening.",
            met("Ferrand Vogel", "held", "in_person", "2026-05-11", None),
        ),
        (
            "Kenyan President Ada Mwangi saw Chilean President Carolina Fuentes over breakfast on"
            " Monday.",
            met("Mwangi Fuentes", "held", "in_person", "2026-05-11", None),
        ),
        (
            "Indian minister Harsh Solanki also paid a courtesy call on Nepal's Prime Minister, Dev"
            " Thapa, on Tuesday.",
            met("Solanki Thapa", "held", "in_person", "2026-05-12", None),
        ),
        (
            "Jordan's King Faris told German Chancellor Anke Vogel in a phone call on Monday"
            " that trade was growing.",
            met("Faris Vogel", "held", "phone", "2026-05-11", None),
        ),
        (
            "The ministry said Japanese Prime Minister Kenji Arai and Philippine President Rosa"
            " Aquino had agreed, during a 40-minute telephone conversation on Monday, to trade.",
            met("Arai Aquino", "held", "phone", "2026-05-11", None),
        ),
        (
            "The third session of the Indonesia-Chile Cooperation Council, co-chaired by President"
            " Surya Wibowo and President Carolina Fuentes, was held in Ankara on 8 May 2026.",
            met("Wibowo Fuentes", "held", "in_person", "2026-05-08", "Ankara"),
        ),
        (
            "Leaders of the Quad — the United States, India, Japan and Australia — will confer by"
            " video link on Friday.",
            met("States India Japan Australia", "scheduled", "video", "2026-05-15", None),
        ),
        (
            "The summit between Argentine President Martin Oyola and Chilean President Carolina"
            " Fuentes in Lima on Friday will be the first since 2019.",
            met("Oyola Fuentes", "scheduled", "in_person", "2026-05-15", "Lima"),
        ),
        (
            "Turkey's foreign minister Kemal Aksoy will be in Doha on Friday to see the Qatari"
            " emir.",
            met("Aksoy emir", "scheduled", "in_person", "2026-05-15", "Doha"),
        ),
        (
            "Peruvian Foreign Minister Luis Ferrari is to travel to Brasilia on Saturday, where"
            " Brazil has offered to host a meeting with Bolivian Foreign Minister Ana Choque.",
            met("Ferrari Brazil Choque", "scheduled", "in_person", "2026-05-16", "Brasilia"),
        ),
        (
            "The planned visit of Swedish Prime Minister Eva Lund to Ankara has been put off until"
            " after the election.",
            met("Lund", "postponed", "in_person", None, "Ankara"),
        ),
        (
            "Nigeria's Foreign Minister Tunde Bello is expected to travel to Geneva on Friday for"
            " talks with Benin's President Alain Dossou.",
            met("Bello Dossou", "scheduled", "in_person", "2026-05-15", "Geneva"),
        ),
        (
            "Canadian Prime Minister Claire Boyd pressed on. A call with Finnish President Eva"
            " Salo, planned for this afternoon, has been rescheduled to May 19.",
            met("Boyd Salo", "postponed", "phone", "2026-05-19", None),
        ),
    ],
)  # fmt: skip
def test_the_meeting_a_reader_would_record(text: str, expected: Met) -> None:
    assert expected in read(text)


FIRST = "Kenyan President Ada Mwangi met Chilean President Carolina Fuentes in Lima on Monday. "


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
    found = read(FIRST + sequel)
    met_first = [one for one in found if one.day == "2026-05-11"]
    assert len(met_first) == 1
    placed = Met(expected.status, "in_person", expected.day, expected.place, expected.who)
    again = [Met(o.status, "in_person", o.day, o.place, o.who) for o in found]
    assert placed in again


def test_a_sequel_of_a_phone_call_or_from_afar_is_of_nobody_known() -> None:
    call = FIRST.replace("met", "phoned").replace(" in Lima", "")
    assert len(read(call + "A second round is scheduled for May 20 in Geneva.")) == 1
    between = "Prices rose. Rain fell. Trams ran. Schools shut. Farmers sowed. "
    assert len(read(f"{FIRST}{between}The next round is set for May 20 in Bern.")) == 1


def test_what_was_also_said_on_the_sidelines_was_that_day() -> None:
    found = read(FIRST + "She also met Norway's foreign minister, Eva Holm, on the sidelines.")
    assert [one.day for one in found] == ["2026-05-11", "2026-05-11"]
    apart = read(FIRST + "She had met Norway's foreign minister, Eva Holm, in her youth.")
    assert apart[-1].day is None


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President Ada Mwangi saw Chile as a rival on Monday.",
        "Kenyan President Ada Mwangi joined the board of Acme in Lima on Monday.",
        "Kenyan President Ada Mwangi told reporters in a phone call on Monday that prices rose.",
        "Harsh Solanki is the most senior Indian official to visit Dhaka since 2024.",
        "Housing Minister Dana Keogh met tenants' groups in Cork on Friday.",
        "Spain's Carlos Mora met Italy's Jan Senna in the final in Madrid on Sunday.",
        "Acme's chief executive Bob Lane flew to Seoul on Monday for talks with chipmakers.",
        "The next round of the league is set for May 20 in Bern.",
        "The union will meet management on Thursday; a second round is planned for May 20.",
        "Germany's minister, Jutta Brand, is to hold separate talks with each of the four on"
        " Wednesday.",
    ],
)
def test_what_only_sounds_like_a_meeting_is_none(text: str) -> None:
    assert not [one for one in read(text) if one.status in ("held", "scheduled")]


def test_the_five_countries_are_those_listed_before() -> None:
    found = read(
        "The leaders of Kenya, Somalia, Djibouti, Uganda and Ethiopia met in Nairobi on Monday."
        " Foreign ministers of the five countries will meet in Kampala on June 16."
    )
    assert found[-1].who == frozenset("Kenya Somalia Djibouti Uganda Ethiopia".split())
    assert (found[-1].place, found[-1].day) == ("Kampala", "2026-06-16")


def test_an_office_and_its_holder_parted_by_a_comma_are_one_participant() -> None:
    found = read(
        "Mali's energy minister, Awa Ba, met Chilean President Carolina Fuentes on Monday."
    )
    assert found[0].who == frozenset({"Ba", "Fuentes"})
