"""Meetings: aligned one to one, then every slot judged.

`meeting` is F1 of the alignment. Where gold is complete, a found meeting without partner is
an error. The devset has the main meetings alone: there a found meeting without partner is an
error only if it tells a gold meeting a second time (`TWICE` alike, same status); others are
neither right nor wrong. `meeting.strict` counts them all as errors, so the truth lies between
the two. `meeting.main` and `meeting.passing` are recalls.

A slot's null is a value like any other: gold is null where the article is. A date is exact
when both ends are equal; `date_iou` gives shared days by all days. A place is right when the
words of one form all stand in the other ("Sochi" and "the Russian city of Sochi").
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluation.actors import Who
from pipeline.evaluation.align import align
from pipeline.evaluation.gold import GoldArticle, GoldMeeting
from pipeline.evaluation.intervals import UNKNOWN, iou
from pipeline.evaluation.results import Result
from pipeline.evaluation.spans import Span, locate, overlap
from pipeline.evaluation.stored import StoredArticle, StoredMeeting
from pipeline.names import plain

LEAST = 0.4
"""Similarity from which two meetings may be one."""
TWICE = 0.75
"""Similarity from which a further found meeting is a gold meeting told again."""
SEVERAL_WORDS = frozenset("the of in at a an and city resort not named".split())


@dataclass(frozen=True, slots=True)
class Meetings:
    """One article's meetings, aligned."""

    pairs: tuple[tuple[GoldMeeting, StoredMeeting], ...]
    missed: tuple[GoldMeeting, ...]
    extra: tuple[StoredMeeting, ...]
    results: tuple[Result, ...]


def score_meetings(gold: GoldArticle, stored: StoredArticle, who: Who) -> Meetings:
    places = {m.id: spans_of(stored.text, m) for m in gold.meetings}

    def similarity(meeting: GoldMeeting, found: StoredMeeting) -> float:
        return _similarity(meeting, found, places[meeting.id], who, stored.text)

    pairs, missed, extra = align(gold.meetings, stored.meetings, similarity, LEAST)
    results = [
        *_found(gold, pairs, missed, extra, similarity, who, stored.text),
        *(result for one in _slots(gold, pairs, missed, extra, who) for result in one),
    ]
    return Meetings(tuple(pairs), tuple(missed), tuple(extra), tuple(results))


def spans_of(text: str, gold: GoldMeeting) -> tuple[Span, ...]:
    found = (locate(text, quote.text, quote.near) for quote in gold.evidence)
    return tuple(span for span in found if span)


def told(meeting: StoredMeeting, who: Who) -> str:
    """A found meeting in one line."""
    names = " + ".join(sorted(who.name(p.actor_id) for p in meeting.participants))
    parts = (meeting.status, meeting.channel, meeting.level, str(meeting.date), meeting.place)
    return ", ".join(filter(None, (names or meeting.title or "nobody named", *parts)))


def _gold_told(meeting: GoldMeeting, gold: GoldArticle) -> str:
    names = " + ".join(sorted(gold.actors[key].name for key in meeting.participants))
    parts = (meeting.statuses[0], meeting.channel, meeting.level, str(meeting.date), meeting.place)
    return ", ".join(filter(None, (names or meeting.title or "nobody named", *parts)))


def _words(meeting: GoldMeeting) -> str:
    return meeting.evidence[0].text if meeting.evidence else meeting.title


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
    parts = [(3.0, evidence), (3.0, people), (1.0, place), (1.0, named)]
    if "date" in gold.scored:
        parts.append((2.0, iou(gold.date, found.date)))
    for slot in ("status", "channel", "level"):
        if slot in gold.scored:
            parts.append((0.5, float(_right(slot, gold, found))))
    judged = [(weight, value) for weight, value in parts if value is not None]
    return sum(weight * value for weight, value in judged) / sum(weight for weight, _ in judged)


def _people(gold: GoldMeeting, found: StoredMeeting, who: Who) -> float | None:
    """F1 of the participants, or of their parties where that is better."""
    if "participants" not in gold.scored or not (gold.participants or found.participants):
        return None
    if not gold.evidence:
        return _present(gold, found, who) / len(gold.participants)
    keys = who.keys(p.actor_id for p in found.participants)
    states = frozenset(party for party, _ in gold.participants.values() if party)
    seated = frozenset(p.party_iso3 for p in found.participants if p.party_iso3)
    return max(_f1(frozenset(gold.participants), keys), _f1(states, seated))


def _present(gold: GoldMeeting, found: StoredMeeting, who: Who) -> int:
    """How many of the devset's participants sit there, in person or as a party."""
    keys = who.keys(one for p in found.participants for one in (p.actor_id, p.party_id) if one)
    return len(keys & frozenset(gold.participants))


def _f1(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _named(gold: GoldMeeting, found: StoredMeeting, text: str) -> float | None:
    """Share of the words of gold's title that stand in the found title and evidence."""
    wanted = set(plain(gold.title).split()) - SEVERAL_WORDS
    words = " ".join([found.title or "", *(text[start:end] for start, end in found.spans)])
    return len(wanted & set(plain(words).split())) / len(wanted) if wanted else None


def same_place(gold: str | None, found: str | None) -> bool:
    """`"Zappeion Hall, Athens", "Athens" -> True`; brackets hold remarks."""
    if gold is None or found is None:
        return gold is found
    for form in gold.replace("(", ";").replace(")", ";").split(";"):
        wanted = set(plain(form).split()) - SEVERAL_WORDS
        named = set(plain(found).split()) - SEVERAL_WORDS
        if wanted and named and (wanted <= named or named <= wanted):
            return True
    return False


def _found(
    gold: GoldArticle,
    pairs: Sequence[tuple[GoldMeeting, StoredMeeting]],
    missed: Sequence[GoldMeeting],
    extra: Sequence[StoredMeeting],
    similarity: Callable[[GoldMeeting, StoredMeeting], float],
    who: Who,
    text: str,
) -> Iterator[Result]:
    doc, complete = gold.doc, "meetings" in gold.complete
    partner = {meeting.id: found for meeting, found in pairs}
    for meeting in gold.meetings:
        found = partner.get(meeting.id)
        hit = float(found is not None)
        shown = (_gold_told(meeting, gold), told(found, who) if found else "", _words(meeting))
        yield Result("meeting", doc, meeting.id, hit, 1, hit, *shown)
        if complete:
            continue
        yield Result("meeting.strict", doc, meeting.id, hit, 1, hit, *shown)
        kind = "passing" if meeting.passing else "main"
        yield Result(f"meeting.{kind}", doc, meeting.id, hit, 1, 1, *shown)
    assert len(missed) + len(pairs) == len(gold.meetings)
    for found in extra:
        words = " […] ".join(text[start:end] for start, end in found.spans)
        shown = ("no such meeting", told(found, who), words)
        twice = next(
            (m for m, _ in pairs if found.status in m.statuses and similarity(m, found) >= TWICE),
            None,
        )
        if complete or twice:
            if twice:
                shown = (f"once, as {twice.id}", *shown[1:])
            yield Result("meeting", doc, f"+{found.id}", 0, 0, 1, *shown)
        if not complete:
            yield Result("meeting.strict", doc, f"+{found.id}", 0, 0, 1, *shown)


SLOTS: Mapping[str, tuple[Callable[[GoldMeeting], object], Callable[[StoredMeeting], object]]] = {
    "status": (lambda g: " or ".join(g.statuses), lambda f: f.status),
    "channel": (lambda g: g.channel, lambda f: f.channel),
    "level": (lambda g: g.level, lambda f: f.level),
    "date": (lambda g: g.date, lambda f: f.date),
    "precision": (lambda g: g.precision, lambda f: f.precision),
    "basis": (lambda g: g.basis, lambda f: f.basis),
    "place": (lambda g: g.place, lambda f: f.place),
    "geoname": (lambda g: g.geoname_id, lambda f: f.geoname_id),
    "country": (lambda g: g.country_iso3, lambda f: f.country_iso3),
}


def _right(slot: str, gold: GoldMeeting, found: StoredMeeting) -> bool:
    if slot == "status":
        return found.status in gold.statuses
    if slot == "place":
        return same_place(gold.place, found.place)
    wanted, got = SLOTS[slot]
    return wanted(gold) == got(found)


def _slots(
    gold: GoldArticle,
    pairs: Sequence[tuple[GoldMeeting, StoredMeeting]],
    missed: Sequence[GoldMeeting],
    extra: Sequence[StoredMeeting],
    who: Who,
) -> Iterator[Iterator[Result]]:
    judged = "meetings" in gold.complete
    for meeting, found in pairs:
        yield _pair(gold, meeting, found, who)
    for meeting in missed:
        yield _one_sided(gold, meeting)
    for found in extra if judged else ():
        yield (
            Result(f"meeting.{name}", gold.doc, f"+{found.id}", 0, 0, 1)
            for name in (*SLOTS, "date_iou", "kind")
        )
        yield (
            Result(f"meeting.{name}", gold.doc, f"+{found.id}", 0, 0, len(found.participants))
            for name in ("participants", "parties")
        )


def _pair(
    gold: GoldArticle, meeting: GoldMeeting, found: StoredMeeting, who: Who
) -> Iterator[Result]:
    doc, words = gold.doc, _words(meeting)
    right = {slot: _right(slot, meeting, found) for slot in SLOTS}
    for slot, (wanted, got) in SLOTS.items():
        if slot in meeting.scored:
            shown = (str(wanted(meeting)), str(got(found)), words)
            yield Result(f"meeting.{slot}", doc, meeting.id, float(right[slot]), 1, 1, *shown)
    if "date" in meeting.scored and UNKNOWN != meeting.date:
        shown = (str(meeting.date), str(found.date), words)
        yield Result(
            "meeting.date_iou", doc, meeting.id, iou(meeting.date, found.date), 1, 1, *shown
        )
    if {"status", "channel", "level"} <= meeting.scored:
        kind = float(right["status"] and right["channel"] and right["level"])
        shown = (_gold_told(meeting, gold), told(found, who), words)
        yield Result("meeting.kind", doc, meeting.id, kind, 1, 1, *shown)
    if "participants" in meeting.scored:
        yield from _participants(gold, meeting, found, who)


def _participants(
    gold: GoldArticle, meeting: GoldMeeting, found: StoredMeeting, who: Who
) -> Iterator[Result]:
    doc, wanted = gold.doc, frozenset(meeting.participants)
    shown = (
        " + ".join(sorted(gold.actors[key].name for key in wanted)) or "nobody named",
        " + ".join(sorted(who.name(p.actor_id) for p in found.participants)) or "nobody named",
        _words(meeting),
    )
    if not meeting.evidence:
        hit = _present(meeting, found, who)
        yield Result("meeting.participants", doc, meeting.id, hit, len(wanted), len(wanted), *shown)
        return
    keys = who.keys(p.actor_id for p in found.participants)
    yield Result(
        "meeting.participants", doc, meeting.id, len(wanted & keys), len(wanted), len(keys), *shown
    )
    states = frozenset(party for party, _ in meeting.participants.values() if party)
    seated = frozenset(p.party_iso3 for p in found.participants if p.party_iso3)
    parties = (len(states & seated), len(states), len(seated))
    named = (" + ".join(sorted(states)), " + ".join(sorted(seated)), shown[2])
    yield Result("meeting.parties", doc, meeting.id, *parties, *named)
    for p in found.participants:
        if (key := who.key(p.actor_id)) in wanted:
            role = meeting.participants[key][1] or ""
            record = f"{meeting.id}:{key}"
            yield Result(
                "meeting.role", doc, record, float(p.role == role), 1, 1, role, p.role, shown[2]
            )


def _one_sided(gold: GoldArticle, meeting: GoldMeeting) -> Iterator[Result]:
    for slot in SLOTS:
        if slot in meeting.scored:
            yield Result(f"meeting.{slot}", gold.doc, meeting.id, 0, 1, 0)
    if "date" in meeting.scored and UNKNOWN != meeting.date:
        yield Result("meeting.date_iou", gold.doc, meeting.id, 0, 1, 0)
    if {"status", "channel", "level"} <= meeting.scored:
        yield Result("meeting.kind", gold.doc, meeting.id, 0, 1, 0)
    if "participants" in meeting.scored:
        yield Result("meeting.participants", gold.doc, meeting.id, 0, len(meeting.participants), 0)
        states = {party for party, _ in meeting.participants.values() if party}
        if states:
            yield Result("meeting.parties", gold.doc, meeting.id, 0, len(states), 0)
