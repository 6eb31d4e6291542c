"""What claims count and how their figures stand to each other: `33`, `at least 33`, `hundreds`."""

from pipeline.grounding.numerals import numbers
from pipeline.grounding.wording import stem, words_of
from pipeline.relating.claimpairs import Pair
from pipeline.relating.claimtopics import Assertion, family

MEASURED = 0.4
"""Likeness from which on two counts with like units can be counts of one thing."""
GROWS = 3.0
"""By more than this factor a toll is not the same toll, later."""
ABOUT = 0.1
"""How far a figure may lie from an approximate one."""
VAGUE_SPAN = 5
"""`hundreds of thousands` is kept as 200,000 and reaches up to 1,000,000."""
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


def same_measure(pair: Pair) -> bool:
    """Whether both count the same kind of thing, as far as units, names and words tell."""
    a, b = pair.a, pair.b
    if a.value is None or b.value is None:
        return False
    unit_a, unit_b = _unit(a), _unit(b)
    if not (unit_a and unit_b):
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


def looseness(one: Assertion) -> int:
    """0 an exact figure, 1 an approximate one, 2 a bound, 3 a vague plural."""
    if is_vague(one):
        return 3
    return {"=": 0, "~": 1}.get(one.comparator or "=", 2)


def is_vague(one: Assertion) -> bool:
    """Whether the value stands for a plural: 200,000 for "hundreds of thousands"."""
    return any(
        number.kind == "vague" and any(float(value) == one.value for value in number.values)
        for number in numbers(one.text)
    )


def has_grown(earlier: Assertion, later: Assertion) -> bool:
    """Whether a toll is the earlier one risen: 33, then 34; not 33, then 340."""
    if earlier.value is None or later.value is None or is_vague(earlier) or is_vague(later):
        return False
    return earlier.value < later.value <= GROWS * earlier.value


def _range(one: Assertion) -> tuple[float, float]:
    """The values that a claim leaves open, both ends included."""
    assert one.value is not None
    value, endless = one.value, float("inf")
    if is_vague(one):
        return value, VAGUE_SPAN * value
    return {
        "~": (value * (1 - ABOUT), value * (1 + ABOUT)),
        ">": (value, endless),
        ">=": (value, endless),
        "<": (-endless, value),
        "<=": (-endless, value),
    }.get(one.comparator or "=", (value, value))


def bears_out(one: Assertion, other: Assertion) -> bool:
    """Whether the first gives a figure within what the second, looser one leaves open."""
    assert one.value is not None
    assert other.value is not None
    if looseness(one) >= looseness(other):
        return False
    low, high = _range(other)
    near = is_vague(other) or one.value <= GROWS * other.value
    return low <= one.value <= high and near


def exclude(a: Assertion, b: Assertion) -> bool:
    """Whether no value satisfies both."""
    (low_a, high_a), (low_b, high_b) = _range(a), _range(b)
    return high_a < low_b or high_b < low_a
