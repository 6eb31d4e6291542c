"""Claims: aligned by evidence, wording and asserters, then judged.

`claim` wants evidence that overlaps and the same asserters; `claim.evidence` the overlap alone.
A claim's value counts where gold or the found claim has one; `claim.value` wants number and
comparator, `claim.number` the number alone. Several claims may rest on the same words, so
the alignment also looks at the sentence; that never makes a claim right.
"""

from collections.abc import Iterator

from pipeline.evaluation.actors import Who
from pipeline.evaluation.align import align
from pipeline.evaluation.gold import GoldArticle, GoldClaim
from pipeline.evaluation.results import Result
from pipeline.evaluation.spans import Span, dice, locate, overlap
from pipeline.evaluation.stored import StoredArticle, StoredClaim
from pipeline.lookup.names import plain

LEAST = 0.35
"""Similarity from which two claims may be one."""


def score_claims(gold: GoldArticle, stored: StoredArticle, who: Who) -> Iterator[Result]:
    places = {claim.id: _spans(stored.text, claim) for claim in gold.claims}

    def similarity(claim: GoldClaim, found: StoredClaim) -> float:
        spans = places[claim.id]
        touch = (overlap(spans, found.spans) + dice(spans, found.spans)) / 2
        if not touch:
            return 0.0
        asserted = who.keys(found.asserters) == who.wanted(claim.asserters)
        valued = claim.value == found.value
        wording = _wording(claim.text, found.text)
        return 0.5 * touch + 0.1 * asserted + 0.1 * valued + 0.3 * wording

    pairs, missed, extra = align(gold.claims, stored.claims, similarity, LEAST)
    for claim, found in pairs:
        yield from _pair(gold, claim, found, who)
    for claim in missed:
        source, numbered = _names(gold, claim), claim.value is not None
        for metric in ("claim", "claim.evidence", *(_VALUED if numbered else ())):
            yield Result(metric, gold.doc, claim.id, 0, 1, 0, source, "", claim.text)
    for found in extra if "claims" in gold.complete else ():
        for metric in ("claim", "claim.evidence", *(_VALUED if found.value is not None else ())):
            shown = ("no such claim", _told(found, who), found.text)
            yield Result(metric, gold.doc, f"+{found.id}", 0, 0, 1, *shown)


_VALUED = ("claim.number", "claim.value")


def _spans(text: str, claim: GoldClaim) -> list[Span]:
    found = (locate(text, quote.text, quote.near) for quote in claim.evidence)
    return [span for span in found if span]


def _wording(one: str, other: str) -> float:
    """Dice of the two sentences' words."""
    a, b = set(plain(one).split()), set(plain(other).split())
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def _names(gold: GoldArticle, claim: GoldClaim) -> str:
    return " + ".join(gold.actors[key].name for key in claim.asserters) or "the narrator"


def _told(found: StoredClaim, who: Who) -> str:
    return " + ".join(map(who.name, found.asserters)) or "the narrator"


def _pair(gold: GoldArticle, claim: GoldClaim, found: StoredClaim, who: Who) -> Iterator[Result]:
    doc = gold.doc
    asserted = who.keys(found.asserters) == who.wanted(claim.asserters)
    sources = (_names(gold, claim), _told(found, who))
    yield Result("claim", doc, claim.id, float(asserted), 1, 1, *sources, claim.text)
    yield Result("claim.evidence", doc, claim.id, 1.0, 1, 1, claim.text, found.text, claim.text)
    yield Result("claim.asserters", doc, claim.id, float(asserted), 1, 1, *sources, claim.text)
    if claim.value is not None or found.value is not None:
        sides = (float(claim.value is not None), float(found.value is not None))
        number = claim.value == found.value
        values = (
            f"{claim.comparator} {claim.value} {claim.unit}",
            f"{found.comparator} {found.value} {found.unit}",
        )
        exact = number and claim.comparator == found.comparator
        yield Result("claim.number", doc, claim.id, float(number), *sides, *values, claim.text)
        yield Result("claim.value", doc, claim.id, float(exact), *sides, *values, claim.text)
    compared: dict[str, tuple[object, object]] = {
        "type": (claim.claim_type, found.claim_type),
        "polarity": (claim.polarity, found.polarity),
        "certainty": (claim.certainty, found.certainty),
        "time": (claim.time, found.time),
    }
    for slot, (wanted, got) in compared.items():
        shown = (str(wanted), str(got), claim.text)
        yield Result(f"claim.{slot}", doc, claim.id, float(wanted == got), 1, 1, *shown)
