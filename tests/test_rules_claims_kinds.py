"""`claims_kinds`: what kind of claim it makes."""

import pytest

from pipeline.grounding.polarity import is_negated
from pipeline.rules.claims_clauses import main_of
from pipeline.rules.claims_kinds import KIND_WORDS, kind_of
from pipeline.rules.triggers import Spotter

_words = Spotter(*KIND_WORDS)


def kind(text: str) -> str | None:
    return kind_of(text, _words(text), main_of(text), commits=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels captured the town of Ardesh.", "control"),
        ("The port has been retaken by government forces.", "control"),
        ("The army regained control of the bridge.", "control"),
        ("The valley is held by the militia.", "control"),
        ("Most of the coast remains under the control of the rebels.", "control"),
        ("The front lost its last stronghold.", "control"),
        ("Ardesh fell to the rebels on Monday.", "control"),
        ("He seized every chance to serve.", "event"),
        ("The Centers for Disease Control provided the evidence.", "event"),
        ("Ostrava imposed export controls on chips.", "event"),
        ("Police seized 40 weapons and arrested six men.", "event"),
        ("They discussed arms control and security.", "event"),
        ("The army launched a raid to capture the port.", "event"),
    ],
)
def test_control_is_of_places(text: str, expected: str) -> None:
    assert (kind(text) == "control") is (expected == "control")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The group claimed responsibility for the blast.", "responsibility"),
        ("Ostrava blamed the rebels for the attack.", "responsibility"),
        ("Kallistan accused Ostrava of breaking the truce.", "responsibility"),
        ("The strike was carried out by the air force.", "responsibility"),
        ("The militia is directly responsible for the killings.", "responsibility"),
        ("The fire was caused by a missile.", "responsibility"),
        ("The rebels carried out the attack on the port.", "responsibility"),
        ("She was responsible for making the budget.", "state"),
        ("He served as the director responsible for trade.", "event"),
        ("They discussed the need to hold perpetrators to account.", "event"),
        ("The review was carried out by the ministry.", "event"),
    ],
)
def test_responsibility_is_for_harm(text: str, expected: str) -> None:
    assert (kind(text) == "responsibility") is (expected == "responsibility")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kallistan pledged to send 300 vehicles.", "commitment"),
        ("The two sides agreed to share the water.", "commitment"),
        ("The United States will provide $85 million for the port.", "commitment"),
        ("Ostrava is ready to host the talks.", "commitment"),
        ("Kallistan remains committed to the truce.", "commitment"),
        ("The ministry intends to publish the text.", "commitment"),
        ("The meeting will be held in May.", "prediction"),
        ("Prime Minister Venn will visit Ostrava on Monday.", "prediction"),
        ("The bill will help farmers.", "prediction"),
        ("The talks are expected to resume.", "prediction"),
        ("The border could reopen next week.", "prediction"),
        ("The war would stop if Ostrava agreed to leave.", "prediction"),
        ("The Senate blocked a bill that would raise taxes.", "event"),
        ("They discussed how the deal could be kept.", "event"),
        ("Since May, the minister has held 20 meetings.", "event"),
        ("The leaders, who will meet again in Ardesh, signed the pact.", "event"),
        ("The minister spent years committed to peace and signed the pact.", "event"),
        ("The aim of the talks is to end the war and lift the sanctions.", "state"),
    ],
)
def test_promises_and_predictions_are_the_main_verbs(text: str, expected: str) -> None:
    assert kind(text) == expected


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The policy has not changed at all.", True),
        ("No one was hurt in the attack.", True),
        ("Neither side has agreed to the plan.", True),
        ("The city has no water.", True),
        ("According to the ministry, the troops have not left.", True),
        ("Not a single member voted for the package.", True),
        ("Ostrava and Lornia have not met since 2015.", True),
        ("He left without a word.", False),
        ("She said that it is not so.", False),
        ("Health care is a right, not a privilege.", False),
        ("The numbers are rising – not declining.", False),
        ("While Ostrava does not support any party, it is committed to elections.", False),
        ("The office launched a service like never before.", False),
        ("He is determined to have unity, and will not spare anything.", False),
        ("Inflation has fallen with no recession.", False),
        ("The no-notice fires destroyed 40 houses.", False),
    ],
)
def test_polarity_is_the_main_verbs(text: str, negated: bool) -> None:
    assert is_negated(text) is negated
