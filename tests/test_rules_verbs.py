"""`verbs`: verbs of saying stand in one table, and whoever reads them asks it."""

import csv
import re
from pathlib import Path
from typing import get_args

import pytest

from pipeline.grounding.wording import IRREGULAR
from pipeline.rules.verbs import any_form, forms, verbs
from schemas.vocabulary import Act

ROOT = Path(__file__).parent.parent


def table() -> list[dict[str, str]]:
    with (ROOT / "pipeline/reference/speech_verbs.csv").open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


def test_the_table_of_verbs_holds_known_acts() -> None:
    assert {row["act"] for row in table()} <= set(get_args(Act))
    assert all(row["lemma"] and row["forms"] and row["source"] for row in table())


DOUBLED = frozenset("admit commit concur deadpan extol refer regret submit".split())
"""Verbs of several syllables that double their last consonant; those of one all do."""
EITHER = frozenset("label marvel signal".split())
"""Verbs whose British forms double it and whose American ones do not."""
OTHERWISE = {"swore": "swear", "sworn": "swear", "wept": "weep"}
"""Irregular forms that `wording.IRREGULAR` does not list."""


def inflected(lemma: str) -> set[str]:
    """The regular forms of a verb: `"shrug" -> shrug, shrugs, shrugged, shrugging`."""
    if lemma.endswith("e"):
        going = lemma + "ing" if lemma.endswith("ee") else lemma[:-1] + "ing"
        return {lemma, lemma + "s", lemma + "d", going}
    if re.search("[^aeiou]y$", lemma):
        return {lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    ending = "es" if re.search("(?:s|x|z|ch|sh)$", lemma) else "s"
    doubles = re.fullmatch("(?:qu|[^aeiou])*[aeiou][^aeiouwxy]", lemma) or lemma in DOUBLED
    stems = {lemma + lemma[-1]} if doubles else {lemma}
    stems |= {lemma + lemma[-1]} if lemma in EITHER else set()
    return {lemma, lemma + ending} | {stem + end for stem in stems for end in ("ed", "ing")}


def test_every_form_of_a_verb_is_spelt_as_its_verb_is_inflected() -> None:
    misspelt = {
        form
        for row in table()
        for form in set(row["forms"].split()) - inflected(row["lemma"])
        if {**IRREGULAR, **OTHERWISE}.get(form) != row["lemma"]
    }
    assert not misspelt
    assert inflected("shrug") == {"shrug", "shrugs", "shrugged", "shrugging"}


def test_each_use_in_the_table_of_verbs_is_asked_for_and_has_words() -> None:
    told = {use.partition(":")[0] for row in table() for use in row["uses"].split()}
    code = "".join(path.read_text("utf-8") for path in (ROOT / "pipeline").rglob("*.py"))
    of_forms = set(re.findall(r"\b(?:any_form|forms)\([\"'](\w+)[\"']\)", code))
    of_verbs = set(re.findall(r"\"(\w+)\" (?:not )?in [\w.]*\buses\b", code))
    assert of_forms | of_verbs == told
    assert all(forms(use) for use in of_forms)


@pytest.mark.parametrize(
    ("use", "counts", "not_so"),
    [
        ("reports", "said says told reported reports", "saying tells report denied"),
        ("dated", "said told tells wrote", "written writes asked"),
        ("tells", "say believes added stressed", "agreed thought"),
        ("noun", "claim claims warning", "claimed warn"),
    ],
)
def test_a_use_counts_in_the_forms_that_the_table_names(use: str, counts: str, not_so: str) -> None:
    assert forms(use) >= set(counts.split())
    assert not forms(use) & set(not_so.split())


def test_a_pattern_for_a_use_matches_its_words_and_what_is_made_of_a_verb() -> None:
    words = re.compile(any_form("answers"))
    assert all(words.fullmatch(form) for form in forms("answers"))
    assert not words.fullmatch("says")
    leads = re.compile(any_form("leads"))
    assert all(map(leads.fullmatch, ("agreement", "announcing", "denied", "thought")))
    assert not leads.fullmatch("think")


def test_what_somebody_holds_is_told_from_what_he_tells() -> None:
    assert "attitude" in verbs()["hopes"].uses
    assert "attitude" not in verbs()["said"].uses
