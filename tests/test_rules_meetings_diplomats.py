"""`meetings/diplomats`: who meets as a diplomat, and who together."""

import pytest

from tests.rules import ways_met, who_met


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President Jomo Otieno and First Lady Ann Otieno met in Nairobi on Monday.",
        "Kenyan President Jomo Otieno and his cabinet met in Nairobi on Monday.",
        "Kenyan President Jomo Otieno met opposition leader Ina Vasko in Nairobi on Monday.",
        "Ann Wafula, Senior Advisor to the President, and Jo Hale, Director of the White House"
        " Council and Assistant to the President, met with lawmakers on Monday.",
        "Kenyan President Jomo Otieno spoke about the Kenyan economy with reporters on Monday.",
        "Kenyan President Jomo Otieno met with teachers, including Ann Wafula, on Monday.",
        "The second meeting of the council was chaired by Mayor Jo Hale and Ann Wafula on Monday.",
    ],
)
def test_company_of_ones_own_is_no_meeting(text: str) -> None:
    assert who_met(text) == []


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
    assert [one[2] for one in ways_met(text)] == [frozenset(who.split())]
