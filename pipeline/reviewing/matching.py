"""Which record of a present reading is the one that a person decided on.

A record follows its words: kind, overlapping evidence, and what tells apart two that rest
on one passage. Where that leaves a doubt there is no match: a decision that finds nothing
is told, one that is laid on another record is not.
"""

from collections.abc import Iterable, Sequence

from pipeline.lookup.names import plain
from pipeline.reviewing.records import Record
from schemas.tables import ActorMentionRow, ClaimRow, ParticipationRow, StatementActorRow, SummitRow

SAME_WORDS = 0.5
"""Share of the shorter one's characters at which two readings speak of one record."""
SAME_STRETCH = 0.5
"""Dice of two contents at which they are one statement, whoever is said to speak."""
SAME_SENTENCE = 0.6
"""Dice of two claims' words at which they say the same."""

Likeness = tuple[float, float, float]
Places = Sequence[tuple[int, int]]


def likeness(then: Record, now: Record) -> Likeness | None:
    """How much a record of a reading is the one of then, None where it is another."""
    common = _common(then.places, now.places)
    if then.kind != now.kind or not common:
        return None
    a, b = _length(then.places), _length(now.places)
    share, dice = common / min(a, b), 2 * common / (a + b)
    fit = _fit(then, now, dice) if share >= SAME_WORDS else None
    return None if fit is None else (round(fit, 6), round(dice, 6), round(share, 6))


def _fit(then: Record, now: Record, dice: float) -> float | None:
    """What tells records of one passage apart, 0 to 1; None = another record."""
    match then.row, now.row:
        case SummitRow() as one, SummitRow() as other:
            parties, present = _parties(then), _parties(now)
            dated = one.date_start is not None or one.date_end is not None
            same_day = dated and (one.date_start, one.date_end) == (
                other.date_start,
                other.date_end,
            )
            if not (parties <= present or present <= parties):
                # "separate talks with Erdogan and Rouhani": never one for the other
                return None
            if not (one.status == other.status or same_day):
                return None
            return (_jaccard(parties, present) + (one.status == other.status) + same_day) / 3
        case ClaimRow() as one, ClaimRow() as other:
            wording = _wording(one.text, other.text)
            measured = one.value is not None and one.claim_type == other.claim_type
            if one.value != other.value or not (wording >= SAME_SENTENCE or measured):
                return None
            return wording
        case ActorMentionRow() as one, ActorMentionRow() as other:
            alike = (one.name, one.role) == (other.name, other.role)
            return float(alike) if alike or one.actor_id == other.actor_id else None
        case _:
            speakers, present = _speakers(then), _speakers(now)
            if dice < SAME_STRETCH and not speakers & present:
                # "Peskov said that Putin wants …": two statements, one within the other
                return None
            return _jaccard(speakers, present)


def _parties(record: Record) -> set[str]:
    return {p.party_id for p in record.people if isinstance(p, ParticipationRow) and p.party_id}


def _speakers(record: Record) -> set[str]:
    return {
        p.actor_id
        for p in record.people
        if isinstance(p, StatementActorRow) and p.role == "speaker"
    }


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def _wording(one: str, other: str) -> float:
    a, b = set(plain(one).split()), set(plain(other).split())
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def _common(some: Places, others: Places) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in some for b in others)


def _length(places: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in places)
