"""`meetings/groups`: whom a stretch of the sentence seats, "⟦0⟧ and ⟦1⟧", and as what.

Also: `meetings/grammar`.
"""

import pytest

from tests.rules import meetings, read_document, who_met


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kenyan President Jomo Otieno and First Lady Ann Otieno will host Turkish President Ece"
            " Kaya in Nairobi on Friday.",
            {"Otieno", "Kaya"},
        ),
        (
            "Kenyan President Jomo Otieno hosted Prime Minister Ken Mori and Mrs. Yuko Mori of"
            " Japan in Nairobi on Monday.",
            {"Otieno", "Mori"},
        ),
        (
            "Kenyan President Jomo Otieno met with Turkish President Ece Kaya and her cabinet,"
            " Turkish Defence Minister Ali Demir, and Turkish Trade Minister Can Er in Ankara on"
            " Monday.",
            {"Otieno", "Kaya", "Demir", "Er"},
        ),
        (
            "Kenyan President Jomo Otieno met with Turkish President Ece Kaya and members of her"
            " government in Ankara on Monday.",
            {"Otieno", "Kaya"},
        ),
        (
            "Kenyan President Jomo Otieno met with Turkish President Ece Kaya, Turkish Trade"
            " Minister Can Er and other officials in Ankara on Monday.",
            {"Otieno", "Kaya", "Er"},
        ),
        (
            "Kenyan President Jomo Otieno met with senior Turkish officials, including Foreign"
            " Minister Ece Kaya and Trade Minister Ali Demir, in Ankara on Monday.",
            {"Otieno", "Kaya", "Demir"},
        ),
        (
            "Kenyan President Jomo Otieno met with Turkish ministers Ece Kaya and Ali Demir in"
            " Nairobi on Monday.",
            {"Otieno", "Kaya", "Demir"},
        ),
        (
            "Kenyan President Jomo Otieno met with UN envoys Ida Holm, Ali Demir and Jo Rao in"
            " Nairobi on Monday.",
            {"Otieno", "Holm", "Demir", "Rao"},
        ),
        (
            "Kenyan President Jomo Otieno met opposition leader Ina Vasko of Belarus in Nairobi on"
            " Monday.",
            {"Otieno", "Vasko"},
        ),
        (
            "Kenyan President Jomo Otieno met with His Highness, Crown Prince Saif Al-Noor of"
            " Kuwait, in Nairobi on Monday.",
            {"Otieno", "Al-Noor"},
        ),
        (
            "Kenyan Deputy Foreign Minister Jomo Otieno, together with Finance Minister of Turkey,"
            " Ece Kaya, and EU Commissioner Gert Maas, co-chaired the second meeting of the"
            " steering committee on Monday.",
            {"Otieno", "Kaya", "Maas"},
        ),
        (
            "The fifth meeting of the steering committee was co-chaired in Ankara on Monday by"
            " Kenyan Deputy Foreign Minister Jomo Otieno, Turkish Trade Minister Ece Kaya, and EU"
            " Commissioner Gert Maas.",
            {"Otieno", "Kaya", "Maas"},
        ),
        (
            "Kenyan President Jomo Otieno spoke by phone on Monday with Pacific Island Country (PIC)"
            " ambassadors.",
            {"Otieno", "ambassadors"},
        ),
        (
            "Kenyan President Jomo Otieno spoke on Monday with Jan Maas of the German Foreign"
            " Office.",
            {"Otieno", "Maas"},
        ),
        (
            "Kenyan President Jomo Otieno hosted a videoconference today with Allies and partners.",
            {"Otieno", "Allies"},
        ),
        (
            "Kenyan President Jomo Otieno and Chancellor Ece Kaya spoke today about the situation"
            " in Mali.",
            {"Otieno", "Kaya"},
        ),
        (
            "While in Geneva President Jomo Otieno of Kenya met Swiss President Guy Brun on"
            " Monday.",
            {"Otieno", "Brun"},
        ),
        (
            "Kenyan Foreign Minister Jomo Otieno spoke on Monday with Republic of Korea (ROK)"
            " National Security Advisor Kim Sung-han.",
            {"Otieno", "Sung-han"},
        ),
        (
            "Director Ann Wafula flew to Mali. DNI Wafula met with Malian President Awa Ba and"
            " Togolese President Jo Mensah on Monday.",
            {"Wafula", "Ba", "Mensah"},
        ),
        (
            "President Jomo Otieno welcomed to the White House Turkish President Ece Kaya and Prime"
            " Minister Awa Ba of Mali on Monday.",
            {"Otieno", "Kaya", "Ba"},
        ),
        (
            "Kenyan Foreign Minister Jomo Otieno will lead a delegation to Ankara on Friday to attend the"
            " opening of a bridge.",
            {"Otieno"},
        ),
        (
            "Kenyan Foreign Minister Jomo Otieno hosted diplomatic representatives from Chad, Mali"
            " and Niger in Nairobi on Monday.",
            {"Otieno", "Chad", "Mali", "Niger"},
        ),
    ],
)
def test_who_sits_at_it(text: str, expected: set[str]) -> None:
    assert who_met(text) == [expected]


def test_an_office_and_its_holder_parted_by_a_comma_are_one_participant() -> None:
    found = meetings(
        "Mali's energy minister, Awa Ba, met Chilean President Carolina Fuentes on Monday."
    )
    assert found[0].who == frozenset({"Ba", "Fuentes"})


VENN, HALE = "President Mara Venn of Kallistan", "President Jon Hale of Ostrava"


def test_offices_in_a_row_before_a_name_are_one_person() -> None:
    text = (
        f"{VENN} met with Jordanian Deputy Prime Minister and Foreign Minister Omar Zaid in Geneva"
        " on Monday."
    )
    ((_, names),) = read_document(text)
    assert names == {"Mara Venn", "Omar Zaid"}


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
    assert [who for _, who in read_document(text)] == [names]
