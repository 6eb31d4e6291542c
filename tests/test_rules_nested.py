"""`nested`: who is quoted by whom somebody quotes."""

import pytest

from tests.rules import said, said_through

VENN = "President Mara Venn of Kallistan flew home. "


def test_a_question_inside_a_quotation_is_its_speakers() -> None:
    found = said(VENN + "“He asked me, ‘Is it over?’ and I laughed,” Venn said.")
    assert found[0].words == ["“He asked me, ‘Is it over?’ and I laughed,”"]
    assert found[0].who == ["Mara Venn"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“My boss came in and said, ‘Pack your things,’” recalled Dilip Rao, a clerk.",
            ("boss", "Pack your things", "Dilip Rao"),
        ),
        (
            "“I asked him why. Captain Erik Moe told me the ships had stopped coming,” Dilip Rao "
            "said.",
            ("Erik Moe", "the ships had stopped coming", "Dilip Rao"),
        ),
        (
            "Mayor Ana Brun spoke first. Ivo Lund was angry. “I asked a simple question. She told "
            "me the bridge would wait,” he said.",
            ("Ana Brun", "the bridge would wait", "Ivo Lund"),
        ),
        (
            "\"When I met President Lund last week, he told me: 'We cannot wait,'\" Foreign "
            "Minister Karl Aspen told lawmakers.",
            ("Lund", "We cannot wait", "Karl Aspen"),
        ),
        (
            "“As my predecessor liked to say, peace is a verb,” Karl Aspen said.",
            ("predecessor", "peace is a verb", "Karl Aspen"),
        ),
        (
            "MS. HALL: Good afternoon.\n\nQ: Will it pass?\n\nMS. HALL: As President Ode told "
            'governors on Sunday: "Nothing is dead until I stop calling." So we go on.',
            ("Ode", "Nothing is dead until I stop calling", "HALL"),
        ),
    ],
)
def test_who_is_quoted_in_a_quotation_speaks(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in said_through(text)


@pytest.mark.parametrize(
    "text",
    [
        "“I told him, ‘Go.’ I said it twice,” Dilip Rao said.",
        "“People say it is over. Nobody told me,” Dilip Rao said.",
        "“We agreed to meet. We called for calm,” Dilip Rao said.",
    ],
)
def test_a_speaker_who_quotes_himself_is_quoted_once(text: str) -> None:
    assert {who for who, _, _ in said_through(text)} == {"Dilip Rao"}


def test_the_outer_statement_stays_whole() -> None:
    found = said_through("“My boss said, ‘Go home,’ and I went,” Dilip Rao said.")
    assert ("Dilip Rao", "My boss said, ‘Go home,’ and I went", "") in found
