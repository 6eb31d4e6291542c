"""Verbs of saying and what may follow them, read from `reference/speech_verbs.csv`."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from schemas.vocabulary import Act


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of saying with its frames.

    `q` introduces a quotation, `t` a clause, `o` somebody told and then a clause, `i`
    somebody and an infinitive, `n` a noun phrase, `f` an infinitive of one's own acts,
    `b` a label for something, `as` somebody "as saying", `p:for` a preposition.
    """

    lemma: str
    frames: frozenset[str]
    act: Act

    @property
    def prepositions(self) -> frozenset[str]:
        return frozenset(frame[2:] for frame in self.frames if frame.startswith("p:"))


@cache
def verbs() -> Mapping[str, Verb]:
    """Every form with its verb: `"said" -> say`."""
    found: dict[str, Verb] = {}
    with files("pipeline").joinpath("reference/speech_verbs.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            act: Act = row["act"]  # type: ignore[assignment]  # a test holds the table to the words
            verb = Verb(row["lemma"], frozenset(row["frames"].split()), act)
            for form in row["forms"].split():
                found.setdefault(form, verb)
    return found
