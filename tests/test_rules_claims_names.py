"""`claims_names`: who speaks, whom a pronoun means."""

from tests.rules import LEAD, claims_in


def test_we_is_whom_the_speaker_acts_for() -> None:
    content = "“We lost at least 12 soldiers,”"
    claim = claims_in(f"{LEAD}\n\n{content} President Mara Venn of Kallistan said.", content)[0]
    assert claim.text == "Kallistan lost at least 12 soldiers."
    assert (claim.comparator, claim.value) == (">=", 12)


def test_he_gives_way_to_a_name() -> None:
    found = claims_in(
        "Mara Venn, the president, was in Geneva. She signed the treaty with Ostrava on Monday."
    )
    assert found[-1].text == "Mara Venn signed the treaty with Ostrava on Monday."


def test_a_promise_of_the_speaker_names_him() -> None:
    content = "help the refugees return to Ardesh"
    claim = claims_in(
        f"President Mara Venn of Kallistan promised to {content}.", content, "commit"
    )[-1]
    assert claim.text == "Mara Venn will help the refugees return to Ardesh."
    assert claim.claim_type == "commitment"


def test_we_of_an_iranian_envoy_is_iran_by_its_name() -> None:
    content = "“We lost at least 12 soldiers,”"
    text = f"{content} Iranian envoy Mara Venn said."
    assert [claim.text for claim in claims_in(text, content)] == ["Iran lost at least 12 soldiers."]
    ours = "“Our position was agreed in 2015,”"
    assert claims_in(f"{ours} Iranian envoy Mara Venn said.", ours)[0].text.startswith(
        "Iran’s position"
    )


def test_its_at_the_head_is_the_speakers() -> None:
    content = "its teams had received 41 bodies"
    text = f"The ministry of Kallistan and Mara Venn met. Mara Venn said {content}."
    found = claims_in(text, content)  # a person has no "its"
    assert not [claim for claim in found if "Venn’s" in claim.text]
    his = "her office had received 41 letters"
    assert claims_in(f"Mara Venn said {his}.", his)[0].text == (
        "Mara Venn’s office had received 41 letters."
    )


def test_an_office_with_a_number_stands_for_no_pronoun() -> None:
    text = "The Second Gentleman of Kallistan came. He visited 12 schools in Ardesh on Monday."
    assert not [claim for claim in claims_in(text) if "Second" in claim.text and claim.value]


def test_he_behind_a_phrase_gives_way_to_a_name() -> None:
    text = "Mara Venn, the president, was in Geneva. Before the war, she led the army of Ardesh."
    assert claims_in(text)[-1].text == "Before the war, Mara Venn led the army of Ardesh."
