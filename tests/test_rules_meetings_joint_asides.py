"""`meetings/joint_asides`: "After meeting in Bern, they said"."""

import pytest

from tests.rules import told_with_places


@pytest.mark.parametrize(
    "wording",
    [
        "After meeting in Geneva on Tuesday, {p} issued a joint statement.",
        "After meeting behind closed doors in Geneva on Tuesday, {p} called for calm.",
        "Having met in Geneva on Tuesday, {p} called for calm.",
        "{P}, meeting in Geneva on Tuesday, called for calm.",
        "Meeting in Geneva on Tuesday, {p} called for calm.",
        "After talks in Geneva on Tuesday, {p} called for calm.",
        "Following two days of talks in Geneva this week, {p} called for calm.",
        "{P} called for calm after meeting in Geneva on Tuesday.",
        "{P} issued a joint statement following talks in Geneva on Tuesday.",
        "{P} called for calm on Tuesday after three rounds of talks in Geneva.",
    ],
)
@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("Kenyan President Mara Venn and Peruvian President Jo Hale", ("Hale", "Venn")),
        ("the foreign ministers of Kenya and Somalia", ("Kenya", "Somalia")),
        ("Turkey, Iran and Russia", ("Iran", "Russia", "Turkey")),
        ("delegations from Mali and Togo", ("Mali", "Togo")),
    ],
)
def test_those_who_did_it_together_had_met(
    wording: str, who: str, expected: tuple[str, ...]
) -> None:
    text = wording.format(p=who, P=who[0].upper() + who[1:])
    assert told_with_places(text) == [("held", "Geneva", expected)]


@pytest.mark.parametrize(
    "text",
    [
        "After meeting protesters in Geneva on Tuesday, France and Germany called for calm.",
        "After meeting in Geneva on Tuesday, the band and its fans went home.",
        "After talks in Geneva on Tuesday between unions and employers, France and Germany spoke up.",
        "Turkey and Greece told the United Nations after meeting in Geneva that they agreed.",
        "Kenya and Somalia closed the border without meeting in Geneva on Tuesday.",
        "Turkey convened its ambassadors in Ankara on Monday.",
        "Britain's prime minister hosted a regional conference of the Labour Party on Saturday.",
        "Turkey and Greece, which joined the conference in 1952, signed the treaty.",
    ],
)
def test_others_meeting_is_not_theirs(text: str) -> None:
    assert told_with_places(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peace talks between Colombia's government and its largest rebel group will begin"
            " on Friday.",
            [("scheduled", None, ("government",))],
        ),
        (
            "A meeting planned for Monday between Kenyan President Mara Venn and Peruvian President"
            " Jo Hale was cancelled.",
            [("cancelled", None, ("Hale", "Venn"))],
        ),
        (
            "The secretary of state met Peruvian Foreign Minister Jo Hale in Lima on Tuesday.",
            [("held", "Lima", ("Hale", "state"))],
        ),
        ("Talks between the company and its largest creditors will begin on Friday.", []),
    ],
)
def test_a_noun_names_one_side_or_its_day_first(
    text: str, expected: list[tuple[str, str | None, tuple[str, ...]]]
) -> None:
    assert told_with_places(text) == expected
