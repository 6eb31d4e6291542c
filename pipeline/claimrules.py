"""How two claims stand to each other, as far as value, polarity and time tell.

Where wording decides, no rule speaks: such a pair is a candidate for the judge. A strict
contradiction is one proposition, both times known and overlapping, and values that
exclude each other or opposite polarity; whatever falls short of that is tension.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from pipeline.claimpairs import Assertion, Pair, family
from pipeline.negation import hedges, negations
from pipeline.numerals import VAGUE, numbers
from pipeline.wording import stem, words_of
from pipeline.written_dates import MONTHS, WEEKDAYS
from schemas.vocabulary import ClaimRelation

Times = Literal["overlap", "apart", "unknown"]
NEAR = 0.85
"""Likeness from which on two sentences say one thing, if names, numbers and order agree too."""
MEASURED = 0.4
"""Likeness from which on two counts with like units can be counts of one thing."""
ONE_PROPOSITION = 0.6
"""Likeness below which two sentences are not one proposition, whatever a judge says."""
WORDED_ALIKE = 0.5
"""Likeness, actors included, at which other people's claims in other articles are compared."""
SAME_VOICE = 0.15
"""Topic likeness at which one asserter's claims are compared, and …"""
SAME_VOICE_AND_ARTICLE = 0.08
"""… where they stand in one article."""
SAME_ARTICLE = 0.35
"""Topic likeness at which claims of several asserters in one article are compared."""
GROWS = 3.0
"""By more than this factor a toll is not the same toll, later."""
SOON = timedelta(days=60)
"""Publications further apart than this count different things, unless the claims' times say."""
ABOUT = 0.1
"""How far a figure may lie from an approximate one."""
VAGUE_SPAN = 5
"""`hundreds of thousands` is kept as 200,000 and reaches up to 1,000,000."""
_FACTS = frozenset(("event", "casualty", "quantity", "control", "state", "responsibility"))
_NOT = frozenset("not never no none nobody cannot".split())
_OUTCOMES = tuple(
    frozenset(stem(word) for word in words.split())
    for words in (
        "kill killed die died dead death deaths fatality fatalities",
        "wound wounded injure injured",
        "displace displaced flee fled refugee refugees",
        "capture captured detain detained arrest arrested abduct abducted hostage hostages",
        "neutralize neutralise neutralized",
        "miss missing",
    )
)
"""What befell those who are counted; another outcome is another count."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation of `a` to `b`: `a` supports, qualifies or updates `b`; the others hold both ways."""

    a: Assertion
    b: Assertion
    relation: ClaimRelation
    rule: str
    score: float | None = None


def times(a: Assertion, b: Assertion) -> Times:
    """Whether two claims speak of one time: `overlap` only where both are known at both ends."""
    for one, other in ((a, b), (b, a)):
        if one.time_end and other.time_start and one.time_end < other.time_start:
            return "apart"
    known = all((a.time_start, a.time_end, b.time_start, b.time_end))
    return "overlap" if known else "unknown"


def link_of(pair: Pair) -> Link | None:
    """The relation that the rules see, or None."""
    if _same_statement(pair):
        return None
    found = _counts(pair) or _denial(pair) or _restatement(pair)
    if found is None:
        return None
    first, second, relation, rule = found
    return Link(first, second, relation, rule, round(pair.whole, 3))


def is_candidate(pair: Pair) -> bool:
    """Whether wording can relate the two, so that it is worth asking a judge.

    One statement does not argue with itself, nor does an article's narrator; other
    people speak of one thing only where the times can be the same. A person may be held
    to what he said at any time.
    """
    if _same_statement(pair) or not pair.shared:
        return False
    a, b = pair.a, pair.b
    here = a.article_id == b.article_id
    facts = a.claim_type in _FACTS and b.claim_type in _FACTS
    if here and facts and _negated(a) != _negated(b):
        return True
    if len(pair.shared) < 2 and pair.whole < WORDED_ALIKE:
        return False
    if a.asserters & b.asserters:
        floor = SAME_VOICE_AND_ARTICLE if here else SAME_VOICE
        return facts and pair.topic >= floor
    if times(a, b) == "apart":
        return False
    if here:
        return facts and pair.topic >= SAME_ARTICLE and bool(a.asserters or b.asserters)
    return pair.whole >= WORDED_ALIKE


def contradiction_stands(pair: Pair) -> bool:
    """Whether a judge's `contradicts` can be one; else it is tension."""
    a, b = pair.a, pair.b
    return (
        times(a, b) == "overlap"
        and pair.whole >= ONE_PROPOSITION
        and _vouched(a, b)
        and (a.polarity != b.polarity or (_same_measure(pair) and _exclude(a, b)))
    )


_Found = tuple[Assertion, Assertion, ClaimRelation, str]


def _counts(pair: Pair) -> _Found | None:
    """Two counts of one thing: the same, the later, one within the other, or neither."""
    if not _same_measure(pair) or pair.a.polarity != pair.b.polarity:
        return None
    a, b = pair.a, pair.b
    assert a.value is not None and b.value is not None
    when = times(a, b)
    if when == "apart":
        return None
    if a.value == b.value and _looseness(a) == _looseness(b):
        same = pair.whole >= WORDED_ALIKE and a.comparator == b.comparator
        return (a, b, "same", "same_value") if same else None
    if updated := _update(pair):
        return updated
    for one, other in ((a, b), (b, a)):
        if _bears_out(one, other):
            return one, other, "supports", "value_within"
    if _exclude(a, b) and _near(pair, but_values=True) and _vouched(a, b):
        relation: ClaimRelation = "contradicts" if when == "overlap" else "tension"
        return a, b, relation, "values_exclude"
    return None


def _update(pair: Pair) -> _Found | None:
    """A toll of the same event that has grown in a later publication."""
    a, b = pair.a, pair.b
    if "casualty" not in (a.claim_type, b.claim_type) or a.article_id == b.article_id:
        return None
    if not (a.published_high and b.published_low and b.published_low > a.published_high):
        return None
    if b.published_low - a.published_high > SOON and times(a, b) != "overlap":
        return None
    assert a.value is not None and b.value is not None
    if _is_vague(a) or _is_vague(b) or not a.value < b.value <= GROWS * a.value:
        return None
    return b, a, "updates", "later_toll"


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
    weak = ("certain", "probable", "possible", "unknown")
    low, high = sorted((a, b), key=lambda one: weak.index(one.certainty), reverse=True)
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
    figures = [_figures(claim, but_value=but_values) for claim in (pair.a, pair.b)]
    return rows[0] == rows[1] and figures[0] == figures[1]


def _figures(one: Assertion, *, but_value: bool) -> Counter[object]:
    """Numbers, months and weekdays of a sentence, if asked without the claim's own value."""
    values = [min(number.values) for number in numbers(one.text) if not number.soft]
    words = (word.folded for word in words_of(one.text))
    found: Counter[object] = Counter(word for word in words if word in MONTHS or word in WEEKDAYS)
    found.update(value for value in values if not (but_value and float(value) == one.value))
    return found


def _same_measure(pair: Pair) -> bool:
    """Whether both count the same kind of thing, as far as units, names and words tell."""
    a, b = pair.a, pair.b
    unit_a, unit_b = _unit(a), _unit(b)
    if a.value is None or b.value is None or not unit_a or not unit_b:
        return False
    if not (set(unit_a) <= set(unit_b) or set(unit_b) <= set(unit_a)):
        return False
    outcomes = [_outcomes(one) for one in (a, b)]
    if outcomes[0] and outcomes[1] and not outcomes[0] & outcomes[1]:
        return False
    # Hours or people alone are no subject: what they are hours or people of must be shared.
    subject = pair.shared - {word for word in unit_a if word in unit_b and word in _heads(pair)}
    return bool(subject) and pair.whole >= MEASURED and not _elsewhere(pair)


def _heads(pair: Pair) -> frozenset[str]:
    """The word of each unit that is counted: the first that is no name."""
    units = ((_unit(pair.a), pair.topic_a), (_unit(pair.b), pair.topic_b))
    return frozenset(
        next((word for word in unit if word not in topic.names), unit[0]) for unit, topic in units
    )


def _elsewhere(pair: Pair) -> bool:
    """Whether each names a place or person that the other does not: "in Idlib", "in Aleppo"."""
    one, other = pair.topic_a, pair.topic_b
    only = (one.names - other.names, other.names - one.names)
    if not (only[0] and only[1]):
        return False
    return not one.names & other.names or bool(only[0] & one.words and only[1] & other.words)


def _unit(one: Assertion) -> tuple[str, ...]:
    """`"Turkish soldiers killed" -> turkis, troop, kill`."""
    return tuple(family(word.stem) for word in words_of(one.unit or "") if word.is_content)


def _outcomes(one: Assertion) -> frozenset[int]:
    stems = {word.stem for word in words_of(f"{one.text} {one.unit}")}
    return frozenset(at for at, words in enumerate(_OUTCOMES) if words & stems)


def _looseness(one: Assertion) -> int:
    """0 an exact figure, 1 an approximate one, 2 a bound, 3 a vague plural."""
    if _is_vague(one):
        return 3
    return {"=": 0, "~": 1}.get(one.comparator or "=", 2)


def _is_vague(one: Assertion) -> bool:
    """Whether the value stands for a plural: 200,000 for "hundreds of thousands"."""
    return any(n.kind == "vague" and one.value in map(float, n.values) for n in numbers(one.text))


def _range(one: Assertion) -> tuple[float, float]:
    """The values that a claim leaves open, both ends included."""
    assert one.value is not None
    value, endless = one.value, float("inf")
    if _is_vague(one):
        return value, VAGUE_SPAN * value
    return {
        "~": (value * (1 - ABOUT), value * (1 + ABOUT)),
        ">": (value, endless),
        ">=": (value, endless),
        "<": (-endless, value),
        "<=": (-endless, value),
    }.get(one.comparator or "=", (value, value))


def _bears_out(one: Assertion, other: Assertion) -> bool:
    """Whether the first gives a figure within what the second, looser one leaves open."""
    assert one.value is not None and other.value is not None
    if _looseness(one) >= _looseness(other):
        return False
    low, high = _range(other)
    near = _is_vague(other) or one.value <= GROWS * other.value
    return low <= one.value <= high and near


def _exclude(a: Assertion, b: Assertion) -> bool:
    """Whether no value satisfies both."""
    (low_a, high_a), (low_b, high_b) = _range(a), _range(b)
    return high_a < low_b or high_b < low_a


def _vouched(a: Assertion, b: Assertion) -> bool:
    """Whether both are asserted as fact: plans, forecasts and guesses contradict nothing."""
    return all(
        one.claim_type in _FACTS and one.certainty in ("certain", "probable") for one in (a, b)
    )


def _negated(one: Assertion) -> bool:
    """By its polarity, or by a "not" that the polarity does not own up to."""
    return one.polarity == "-" or any(
        scope.word.casefold() in _NOT or scope.word.endswith(("n't", "n’t"))
        for scope in negations(one.text)
    )


def _doubts(one: Assertion) -> tuple[bool, bool]:
    """Whether the sentence holds a negation or denial, and a hedge."""
    return bool(negations(one.text)), bool(hedges(one.text))


def _same_statement(pair: Pair) -> bool:
    return pair.a.statement_id is not None and pair.a.statement_id == pair.b.statement_id
