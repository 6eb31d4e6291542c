"""Verbs of saying: what may follow them, and what else they tell, by `reference/speech_verbs.csv`.

Whoever reads verbs of saying asks here: `verbs` for the verb that a word is a form of, `forms` for
the words that a rule looks for, `any_form` for the same in a pattern.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.grounding.cues import branching
from schemas.vocabulary import Act


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of saying with its frames and its uses.

    frames: `q` introduces a quotation, `t` a clause, `o` somebody told and then a clause, `i`
    somebody and an infinitive, `n` a noun phrase, `f` an infinitive of one's own acts, `b` a label
    for something, `as` somebody "as saying", `p:for` a preposition.

    uses: `attitude`, what is held rather than told; `replies`; `somebody`, an object that is
    spoken to; and those of its forms alone, see `forms`.
    """

    lemma: str
    frames: frozenset[str]
    act: Act
    uses: frozenset[str] = frozenset()

    @property
    def prepositions(self) -> frozenset[str]:
        return frozenset(frame[2:] for frame in self.frames if frame.startswith("p:"))


@cache
def verbs() -> Mapping[str, Verb]:
    """Every form with its verb: `"said" -> say`."""
    found: dict[str, Verb] = {}
    for row in _rows():
        act: Act = row["act"]  # type: ignore[assignment]  # a test holds the table to the words
        uses = frozenset(use.partition(":")[0] for use in row["uses"].split())
        verb = Verb(row["lemma"], frozenset(row["frames"].split()), act, uses)
        for form in row["forms"].split():
            found.setdefault(form, verb)
    return found


@cache
def forms(use: str) -> frozenset[str]:
    """The words of a use: those in the past, or of the kinds that the table names behind a colon.

    `"answers" -> said, replied, …`; of `reports:sp` both "reports" and "reported". The kinds: `b`
    the bare form, `s` with -s, `p` the past, `n` a participle unlike it ("written"), `g` with -ing;
    `*` is for `any_form`.

    - `person`: only somebody who speaks is its subject;
    - `tells`, `agrees`: in a claim it only tells of the clause behind "that";
    - `speaks`: what follows is said or felt, and so no deed to claim;
    - `leads`: with it the article leads over to a statement;
    - `dated`: a day right behind it is that of saying, not of a meeting;
    - `reports`: before a meeting it makes "would" a future seen from the past;
    - `answers`: what follows is no longer what was asked;
    - `addresses`: its object is told something, so was there;
    - `noun`: behind an article or adjective it is a noun.
    """
    return frozenset(
        form
        for row in _rows()
        for found in row["uses"].split()
        if found.partition(":")[0] == use
        for form in row["forms"].split()
        if _kind(form, row["lemma"]) in (found.partition(":")[2] or "p")
    )


def any_form(use: str) -> str:
    """A pattern for any of the words of a use: `"answers" -> (?:a(?:nswered|d…`.

    Of a verb marked `leads:*` whatever begins as it does: "agreement".
    """
    stems = (row["lemma"].removesuffix("e") for row in _rows() if f"{use}:*" in row["uses"])
    return "|".join((branching(sorted(forms(use))), *(rf"{stem}\w*" for stem in stems)))


def _kind(form: str, lemma: str) -> str:
    if form == lemma:
        return "b"
    endings = (("ing", "g"), ("s", "s"), ("n", "n"))
    return next((kind for ending, kind in endings if form.endswith(ending)), "p")


@cache
def _rows() -> tuple[Mapping[str, str], ...]:
    with files("pipeline").joinpath("reference/speech_verbs.csv").open(encoding="utf-8") as rows:
        return tuple(csv.DictReader(rows))
