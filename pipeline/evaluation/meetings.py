"""Meetings: aligned one to one, then every slot judged.

`meeting` is F1 of the alignment. Where gold is complete, a found meeting without partner is
an error. The devset has the main meetings alone: there a found meeting without partner is an
error only if it tells a gold meeting a second time (`TWICE` alike, same status); others are
neither right nor wrong. `meeting.strict` counts them all as errors, so the truth lies between
the two. `meeting.main` and `meeting.passing` are recalls.
"""

from collections.abc import Callable, Iterator, Sequence

from pipeline.evaluation.actors import Who
from pipeline.evaluation.align import align
from pipeline.evaluation.gold import GoldArticle, GoldMeeting
from pipeline.evaluation.intervals import iou
from pipeline.evaluation.meeting_slots import (
    SMALL_WORDS,
    Aligned,
    gold_told,
    is_right,
    present,
    same_place,
    score_slots,
    told,
    words_of,
)
from pipeline.evaluation.results import Result
from pipeline.evaluation.spans import Span, locate, overlap
from pipeline.evaluation.stored import StoredArticle, StoredMeeting
from pipeline.lookup.names import plain

LEAST = 0.4
"""Similarity from which two meetings may be one."""
TWICE = 0.75
"""Similarity from which a further found meeting is a gold meeting told again."""


def score_meetings(
    gold: GoldArticle, stored: StoredArticle, who: Who
) -> tuple[Aligned, list[Result]]:
    """One article's meetings, aligned, and all their results."""
    places = {m.id: spans_of(stored.text, m) for m in gold.meetings}

    def similarity(meeting: GoldMeeting, found: StoredMeeting) -> float:
        return _similarity(meeting, found, places[meeting.id], who, stored.text)

    pairs, missed, extra = align(gold.meetings, stored.meetings, similarity, LEAST)
    aligned = Aligned(gold, tuple(pairs), tuple(missed), tuple(extra))

    def told_twice(found: StoredMeeting) -> str | None:
        alike = (
            meeting.id
            for meeting, partner in pairs
            if found.status in meeting.statuses
            and similarity(meeting, found) >= TWICE
            and not _elsewhere(partner, found)
        )
        return next(alike, None)

    return aligned, [
        *_expected(aligned, who),
        *_extra(aligned, who, stored.text, told_twice),
        *score_slots(aligned, who),
    ]


def _elsewhere(one: StoredMeeting, other: StoredMeeting) -> bool:
    """Whether two found meetings differ in a place that both name: a visit to two countries."""
    return bool(one.place and other.place) and not same_place(one.place, other.place)


def spans_of(text: str, gold: GoldMeeting) -> tuple[Span, ...]:
    found = (locate(text, quote.text, quote.near) for quote in gold.evidence)
    return tuple(span for span in found if span)


def _similarity(
    gold: GoldMeeting, found: StoredMeeting, spans: Sequence[Span], who: Who, text: str
) -> float:
    """Weighted mean of what can be compared; 0 where neither words nor people nor place agree."""
    evidence = overlap(spans, found.spans) if spans else None
    people = _people(gold, found, who)
    place = float(same_place(gold.place, found.place)) if gold.place else None
    named = None if spans else _named(gold, found, text)
    if not any((evidence, people, named, not spans and place)):
        return 0.0
    dated = iou(gold.date, found.date) if "date" in gold.scored else None
    kinds = {"status", "channel", "level"} & gold.scored
    parts = [(3.0, evidence), (3.0, people), (2.0, dated), (1.0, place), (1.0, named)]
    parts += [(0.5, float(is_right(slot, gold, found))) for slot in kinds]
    judged = [(weight, value) for weight, value in parts if value is not None]
    return sum(weight * value for weight, value in judged) / sum(weight for weight, _ in judged)


def _people(gold: GoldMeeting, found: StoredMeeting, who: Who) -> float | None:
    """F1 of the participants, or of their parties where that is better."""
    if "participants" not in gold.scored or not (gold.participants or found.participants):
        return None
    if not gold.evidence:
        return present(gold, found, who) / len(gold.participants)
    keys = who.keys(p.actor_id for p in found.participants)
    wanted = who.wanted(gold.participants)
    states = frozenset(party for party, _ in gold.participants.values() if party)
    seated = frozenset(p.party_iso3 for p in found.participants if p.party_iso3)
    return max(_f1(wanted, keys), _f1(states, seated))


def _f1(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _named(gold: GoldMeeting, found: StoredMeeting, text: str) -> float | None:
    """Share of the words of gold's title that stand in the found title and evidence."""
    wanted = set(plain(gold.title).split()) - SMALL_WORDS
    words = " ".join([found.title or "", *(text[start:end] for start, end in found.spans)])
    return len(wanted & set(plain(words).split())) / len(wanted) if wanted else None


def _expected(aligned: Aligned, who: Who) -> Iterator[Result]:
    gold = aligned.gold
    partner = {meeting.id: found for meeting, found in aligned.pairs}
    for meeting in gold.meetings:
        found = partner.get(meeting.id)
        hit = float(found is not None)
        shown = (gold_told(meeting, gold), told(found, who) if found else "", words_of(meeting))
        yield Result("meeting", gold.doc, meeting.id, hit, 1, hit, *shown)
        if not aligned.complete:
            yield Result("meeting.strict", gold.doc, meeting.id, hit, 1, hit, *shown)
            kind = "passing" if meeting.passing else "main"
            yield Result(f"meeting.{kind}", gold.doc, meeting.id, hit, 1, 1, *shown)


def _extra(
    aligned: Aligned, who: Who, text: str, told_twice: Callable[[StoredMeeting], str | None]
) -> Iterator[Result]:
    """Found meetings without partner; `told_twice` names the gold meeting that one repeats."""
    doc = aligned.gold.doc
    for found in aligned.extra:
        words = " […] ".join(text[start:end] for start, end in found.spans)
        twice = told_twice(found)
        shown = (f"once, as {twice}" if twice else "no such meeting", told(found, who), words)
        if aligned.complete or twice:
            yield Result("meeting", doc, f"+{found.id}", 0, 0, 1, *shown)
        if not aligned.complete:
            yield Result("meeting.strict", doc, f"+{found.id}", 0, 0, 1, *shown)
