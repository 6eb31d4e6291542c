"""How two claims stand to each other, as far as value, polarity and time tell.

Where wording decides, no rule speaks: such a pair is a candidate for the judge. A strict
contradiction is one proposition, both times known and overlapping, and values that
exclude each other or opposite polarity; whatever falls short of that is tension.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from pipeline.grounding.negation import hedges, negations
from pipeline.grounding.numerals import numbers
from pipeline.relating.claimcolumns import Columns
from pipeline.relating.claimcounts import (
    MEASURED,
    bears_out,
    exclude,
    has_grown,
    looseness,
    same_measure,
)
from pipeline.relating.claimnumbers import DOUBTED, FACTS
from pipeline.relating.claimpairs import Pair, Pairs
from pipeline.relating.claimtopics import Assertion, figures_in
from schemas.vocabulary import ClaimRelation

Times = Literal["overlap", "apart", "unknown"]
NEAR = 0.85
"""Likeness from which on two sentences say one thing, if names, numbers and order agree too."""
ONE_PROPOSITION = 0.6
"""Likeness below which two sentences are not one proposition, whatever a judge says."""
WORDED_ALIKE = 0.5
"""Likeness, actors included, at which other people's claims in other articles are compared."""
SOON = timedelta(days=60)
"""Publications further apart than this count different things, unless the claims' times say."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation of `a` to `b`: `a` supports, qualifies, updates `b`; the others hold both ways."""

    a: Assertion
    b: Assertion
    relation: ClaimRelation
    rule: str
    score: float


def times(a: Assertion, b: Assertion) -> Times:
    """Whether two claims speak of one time: `overlap` only where both are known at both ends."""
    for one, other in ((a, b), (b, a)):
        if one.time_end and other.time_start and one.time_end < other.time_start:
            return "apart"
    known = all((a.time_start, a.time_end, b.time_start, b.time_end))
    return "overlap" if known else "unknown"


def may_link(claims: Columns, pairs: Pairs) -> Any:
    """Of each pair whether `link_of` can see a relation at all: most are too unlike."""
    apart = claims["statement"][pairs.a] != claims["statement"][pairs.b]
    counted = claims["counts"][pairs.a] & claims["counts"][pairs.b]
    near = (pairs.whole >= NEAR) & (claims["figures"][pairs.a] == claims["figures"][pairs.b])
    return apart & (near | (counted & (pairs.whole >= MEASURED)))


def told_again(claims: Columns, pairs: Pairs) -> Any:
    """Of each pair whether one sentence stands twice, word for word, and is no count twice.

    What `link_of` sees in such a pair the columns tell: `restatements`.
    """
    a, b = pairs.a, pairs.b
    same = (pairs.whole >= NEAR) & (claims["worded"][a] == claims["worded"][b])
    return same & ~(claims["counts"][a] & claims["counts"][b])


def restatements(claims: Columns, pairs: Pairs) -> Iterator[tuple[ClaimRelation, str, Any, Any]]:
    """(relation, rule, which pairs, of these whether it is `b` that stands so to `a`) of pairs
    that are `told_again`, as `_denial` and `_restatement` see them.
    """
    import numpy as np

    a, b = pairs.a, pairs.b
    apart, known = at_other_times(claims, pairs), np.ones(len(pairs), dtype=bool)
    for days in (claims["start"], claims["end"]):
        known &= (days[a] > 0) & (days[b] > 0)
    vouched = claims["fact"] & (claims["certainty"] <= DOUBTED.index("probable"))
    strict = ~apart & known & vouched[a] & vouched[b]
    denied = claims["negative"][a] != claims["negative"][b]
    again = ~denied & ~apart
    for column in (claims["amount"], claims["doubts"]):
        again &= column[a] == column[b]
    straight = np.zeros(len(pairs), dtype=bool)
    weaker = claims["certainty"][a] < claims["certainty"][b]
    as_sure = claims["certainty"][a] == claims["certainty"][b]
    yield "contradicts", "opposite_polarity", denied & strict, straight
    yield "tension", "opposite_polarity", denied & ~strict, straight
    yield "same", "same_words", again & as_sure, straight
    yield "qualifies", "less_certain", again & ~as_sure, weaker


def at_other_times(claims: Columns, pairs: Pairs) -> Any:
    """Of each pair whether `times` says `apart`."""
    return _ends_before(claims, pairs.a, pairs.b) | _ends_before(claims, pairs.b, pairs.a)


def _ends_before(claims: Columns, one: Any, other: Any) -> Any:
    end, start = claims["end"][one], claims["start"][other]
    return (end > 0) & (start > 0) & (end < start)


def link_of(pair: Pair) -> Link | None:
    """The relation that the rules see, or None."""
    if _same_statement(pair):
        return None
    found = _counts(pair) or _denial(pair) or _restatement(pair)
    if found is None:
        return None
    first, second, relation, rule = found
    return Link(first, second, relation, rule, round(pair.whole, 3))


def contradiction_stands(pair: Pair) -> bool:
    """Whether a judge's `contradicts` can be one; else it is tension."""
    a, b = pair.a, pair.b
    return (
        times(a, b) == "overlap"
        and pair.whole >= ONE_PROPOSITION
        and _vouched(a, b)
        and (a.polarity != b.polarity or (same_measure(pair) and exclude(a, b)))
    )


_Found = tuple[Assertion, Assertion, ClaimRelation, str]


def _counts(pair: Pair) -> _Found | None:
    """Two counts of one thing: the same, the later, one within the other, or neither."""
    if not same_measure(pair) or pair.a.polarity != pair.b.polarity:
        return None
    a, b = pair.a, pair.b
    when = times(a, b)
    if when == "apart":
        return None
    if a.value == b.value and looseness(a) == looseness(b):
        same = pair.whole >= WORDED_ALIKE and a.comparator == b.comparator
        return (a, b, "same", "same_value") if same else None
    if _counted_beside(a, b) or _counted_beside(b, a):
        return None
    if updated := _update(pair):
        return updated
    for one, other in ((a, b), (b, a)):
        if bears_out(one, other):
            return one, other, "supports", "value_within"
    if exclude(a, b) and _near(pair, but_values=True) and _vouched(a, b):
        relation: ClaimRelation = "contradicts" if when == "overlap" else "tension"
        return a, b, relation, "values_exclude"
    return None


def _counted_beside(one: Assertion, other: Assertion) -> bool:
    """Whether the other's sentence tells this value too: it counts something else there.

    `"killed 12 and wounded 30"` makes a claim of 12 and one of 30.
    """
    told = (number.values for number in numbers(other.text))
    return any(float(value) == one.value for values in told for value in values)


def _update(pair: Pair) -> _Found | None:
    """A toll of the same event that has grown in a later publication."""
    a, b = pair.a, pair.b
    if "casualty" not in (a.claim_type, b.claim_type) or a.article_id == b.article_id:
        return None
    if not (a.published_high and b.published_low and b.published_low > a.published_high):
        return None
    if b.published_low - a.published_high > SOON and times(a, b) != "overlap":
        return None
    return (b, a, "updates", "later_toll") if has_grown(a, b) else None


def _denial(pair: Pair) -> _Found | None:
    """One sentence asserted and denied."""
    a, b = pair.a, pair.b
    if a.polarity == b.polarity or not _near(pair):
        return None
    strict = times(a, b) == "overlap" and _vouched(a, b)
    return a, b, "contradicts" if strict else "tension", "opposite_polarity"


def _restatement(pair: Pair) -> _Found | None:
    """One sentence twice, or once with less certainty."""
    a, b = pair.a, pair.b
    if a.polarity != b.polarity or times(a, b) == "apart" or not _near(pair):
        return None
    if (a.value, a.comparator) != (b.value, b.comparator) or _doubts(a) != _doubts(b):
        return None
    if a.certainty == b.certainty:
        return a, b, "same", "same_words"
    low, high = sorted((a, b), key=lambda one: DOUBTED.index(one.certainty), reverse=True)
    return low, high, "qualifies", "less_certain"


def _near(pair: Pair, *, but_values: bool = False) -> bool:
    """Whether the sentences are one, but for function words and what one of them adds."""
    one, other = pair.topic_a, pair.topic_b
    if pair.whole < NEAR or one.names != other.names:
        return False
    all_a, all_b = one.words | one.actors, other.words | other.actors
    if not (all_a <= all_b or all_b <= all_a):
        return False  # a word for another turns the sense: attend, boycott
    rows = [[word for word in topic.row if word in all_a & all_b] for topic in (one, other)]
    figures = [figures_in(one.text, one.value if but_values else None) for one in (pair.a, pair.b)]
    return rows[0] == rows[1] and figures[0] == figures[1]


def _vouched(a: Assertion, b: Assertion) -> bool:
    """Whether both are asserted as fact: plans, forecasts and guesses contradict nothing."""
    return all(
        one.claim_type in FACTS and one.certainty in ("certain", "probable") for one in (a, b)
    )


def _doubts(one: Assertion) -> tuple[bool, bool]:
    """Whether the sentence holds a negation or denial, and a hedge."""
    return bool(negations(one.text)), bool(hedges(one.text))


def _same_statement(pair: Pair) -> bool:
    return pair.a.statement_id is not None and pair.a.statement_id == pair.b.statement_id
