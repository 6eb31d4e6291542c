"""Negations and hedges of English sentences and the words they govern.

A scope runs from its word to the end of the clause, as far as punctuation and
conjunctions show it (the heuristic of NegEx, Chapman et al. 2001, with clause ends).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.grounding.wording import CHUNKS, Word, forms_in, related, words_of

Kind = Literal["negation", "denial", "hedge"]
NEGATORS = frozenset(
    "not no never none nobody nothing nowhere neither nor cannot without hardly barely scarcely "
    "rarely seldom".split()
)
DENIALS = frozenset(
    """
    deny denies denied denying denial denials refuse refuses refused refusing refusal
    reject rejects rejected rejecting rejection decline declines declined declining
    fail fails failed failing failure doubt doubts doubted doubting dispute disputes disputed
    disputing refute refutes refuted refuting lack lacks lacked lacking unable unlikely impossible
    unwilling abstain abstains abstained absence
    """.split()
)
"""Words that negate what they govern without a "not"."""
HEDGES = frozenset(
    """
    reportedly allegedly apparently purportedly supposedly seemingly presumably ostensibly
    likely unlikely possibly probably perhaps maybe potentially may might could
    seem seems seemed appear appears appeared alleged suspected expected believed thought
    rumoured rumored
    """.split()
)
REPORTING = frozenset(
    "say think believe expect claim confirm agree plan want intend promise announce know suggest "
    "imply mean den doubt disput refut reject".split()
)
"""Stems after which a "that" clause is not vouched for when they are negated."""
_PSEUDO = re.compile(
    r"\bnot (?:only|just|merely|simply|least)\b|\bno (?:doubt|matter|wonder|less than|fewer than"
    r"|more than)\b|\bnot (?:more|less|fewer) than(?=\s+(?:[$€£]?\d|a\b|half|two|three|four|five"
    r"|six|seven|eight|nine|ten))|\bnot to mention\b|\bwhether or not\b"
    r"|\bif not\b|\bno\. ?(?=\d)|\bMay(?= \d| of\b|,)|\b(?:in|of|since|by|early|late|mid) May\b",
    re.IGNORECASE,
)
"""What looks like a negation or a hedge and is none; blanked out before reading."""
_RULED_OUT = re.compile(
    r"\b(?:rul(?:e|es|ed|ing) out|(?:stop|fall|fell)\w* short of)\b", re.IGNORECASE
)
_TURNS = NEGATORS | DENIALS | HEDGES | frozenset(["out", "short"])
_CLAUSE_END = re.compile(r"[;:!?()]|[,.](?!\d)(?=\s|$|[\"”’'])|\s[-–—]+\s|—|\n|\[…\]")
_CONJUNCTIONS = frozenset(
    "but while whereas although though because since as when after before until unless if which "
    "who whom whose yet so".split()
)
_WEAK = frozenset("any yet long longer way means such full fully clear clearly new".split())
"""Content words too common to tell what is negated, where another follows."""
SCOPE = 8
"""Content words of a scope that are kept."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A negating or hedging word and the stems of the content words after it in its clause.

    `"did not agree to withdraw troops, but" -> not: agr, withdraw, troop`
    """

    word: str
    kind: Kind
    start: int
    governed: tuple[str, ...]
    embeds: bool
    """A "that" follows the first governed word and what stands behind it is still true:
    `"not acceptable that …"`."""

    @property
    def head(self) -> str | None:
        return self.governed[0] if self.governed else None


def negations(text: str) -> tuple[Scope, ...]:
    """Every negation and denial: `"He denied that they met" -> denied: meet`."""
    return _scopes(text)[0]


def hedges(text: str) -> tuple[Scope, ...]:
    """Every hedge: `"may reportedly meet" -> may: meet; reportedly: meet`."""
    return _scopes(text)[1]


def is_negator(word: str) -> bool:
    """Whether a folded word negates by itself: `"not"`, `"didn't"`."""
    return word in NEGATORS or word.endswith("n't")


def may_turn(text: str) -> bool:
    """Whether a word of a text may negate or hedge; most texts have none."""
    return any(map(_turns, text.split(" ")))


@lru_cache(maxsize=CHUNKS)
def _turns(chunk: str) -> bool:
    return any(form.folded in _TURNS or "n't" in form.folded for form, _ in forms_in(chunk))


def _masked(text: str) -> str:
    """The text without what only looks like a negation, and with "refuse" for "rule out"."""
    text = _PSEUDO.sub(lambda found: " " * len(found[0]), text)
    return _RULED_OUT.sub(lambda found: "refuse".ljust(len(found[0])), text)


@lru_cache(maxsize=1024)
def _scopes(text: str) -> tuple[tuple[Scope, ...], tuple[Scope, ...]]:
    """The negations and denials of a text, and its hedges."""
    if not may_turn(text):
        return (), ()
    masked = _masked(text)
    row = words_of(masked)
    negations: list[Scope] = []
    hedges: list[Scope] = []
    for at, word in enumerate(row):
        # "unlikely" is a denial and a hedge.
        if is_negator(word.folded):
            negations.append(_scope(masked, row, at, "negation"))
        elif word.folded in DENIALS:
            negations.append(_scope(masked, row, at, "denial"))
        if word.folded in HEDGES and word.text != "May":
            hedges.append(_scope(masked, row, at, "hedge"))
    return tuple(negations), tuple(hedges)


def _scope(text: str, row: tuple[Word, ...], at: int, kind: Kind) -> Scope:
    governed, embeds = _governed(text, row, at)
    return Scope(row[at].text, kind, row[at].start, governed, embeds)


def _governed(text: str, row: tuple[Word, ...], at: int) -> tuple[tuple[str, ...], bool]:
    stems: list[str] = []
    embeds = False
    for before, word in zip(row[at:], row[at + 1 :], strict=False):
        if _CLAUSE_END.search(text, before.end, word.start) and stems:
            break
        if word.folded in _CONJUNCTIONS and stems:
            break
        if word.folded == "that" and len(stems) == 1:
            embeds = not any(related(stems[0], verb) for verb in REPORTING)
        if word.is_content and word.folded not in NEGATORS:
            stems.append(word.stem)
        if len(stems) == SCOPE:
            break
    strong = [stem for stem in stems if stem not in _WEAK]
    return tuple(strong or stems), embeds


@lru_cache(maxsize=1024)
def open_negation(before: str) -> tuple[str, Kind] | None:
    """The negating or hedging word, as written, that still governs what follows `before`.

    `"They did not " -> not`, `"Moscow denied that " -> denied`, `"it is not acceptable
    that " -> None`: what follows is true. Three words may stand between, none of them a
    clause end; a hedge must touch.
    """
    if not may_turn(before):
        return None
    masked = _masked(before)
    begin = max([end.end() for end in _CLAUSE_END.finditer(masked)], default=0)
    row = words_of(masked[begin:])
    for at in range(len(row) - 1, max(-1, len(row) - 2 - _BETWEEN), -1):
        word, between = row[at], row[at + 1 :]
        if word.folded in _CONJUNCTIONS or word.folded in ("and", "or"):
            return None
        if (
            word.folded in HEDGES
            and word.text != "May"
            and all(w.folded in ("to", "be") for w in between)
        ):
            return word.text, "negation" if word.folded == "unlikely" else "hedge"
        if word.folded in DENIALS:
            ruled_out = _RULED_OUT.match(before, begin + word.start)
            return ruled_out[0] if ruled_out else word.text, "denial"
        if is_negator(word.folded):
            inner = [w for w in between if w.is_content]
            that = any(w.folded == "that" for w in between)
            if that and not any(related(w.stem, verb) for w in inner for verb in REPORTING):
                return None
            return word.text, "negation"
    return None


_BETWEEN = 3
"""Words that may stand between a negation and what it still governs."""
