"""The slots of aligned meetings: status, channel, level, date, place, participants.

A slot's null is a value like any other: gold is null where the article is. A date is exact
when both ends are equal; `date_iou` gives shared days by all days, and leaves out the meetings
whose day gold does not know. `kind` is status, channel and level at once. A place is right
when the words of one form all stand in the other ("Sochi", "the Russian city of Sochi").
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.evaluation.actors import Who
from pipeline.evaluation.gold import GoldArticle, GoldMeeting
from pipeline.evaluation.intervals import UNKNOWN, iou
from pipeline.evaluation.results import Result
from pipeline.evaluation.stored import StoredMeeting
from pipeline.lookup.names import plain

SMALL_WORDS = frozenset("the of in at a an and city resort not named".split())


@dataclass(frozen=True, slots=True)
class Aligned:
    """One article's meetings: those with a partner, and those of either side without."""

    gold: GoldArticle
    pairs: tuple[tuple[GoldMeeting, StoredMeeting], ...]
    missed: tuple[GoldMeeting, ...]
    extra: tuple[StoredMeeting, ...]

    @property
    def complete(self) -> bool:
        """Whether a found meeting without partner is an error."""
        return "meetings" in self.gold.complete


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


def is_right(slot: str, gold: GoldMeeting, found: StoredMeeting) -> bool:
    if slot == "status":
        return found.status in gold.statuses
    if slot == "place":
        return same_place(gold.place, found.place)
    wanted, got = SLOTS[slot]
    return wanted(gold) == got(found)


def same_place(gold: str | None, found: str | None) -> bool:
    """`"Zappeion Hall, Athens", "Athens" -> True`; brackets hold remarks."""
    if gold is None or found is None:
        return gold is found
    for form in gold.replace("(", ";").replace(")", ";").split(";"):
        wanted = set(plain(form).split()) - SMALL_WORDS
        named = set(plain(found).split()) - SMALL_WORDS
        if wanted and named and (wanted <= named or named <= wanted):
            return True
    return False


def told(meeting: StoredMeeting, who: Who) -> str:
    """A found meeting in one line."""
    names = " + ".join(sorted(who.name(p.actor_id) for p in meeting.participants))
    parts = (meeting.status, meeting.channel, meeting.level, str(meeting.date), meeting.place)
    return ", ".join(filter(None, (names or meeting.title or "nobody named", *parts)))


def gold_told(meeting: GoldMeeting, gold: GoldArticle) -> str:
    names = " + ".join(sorted(gold.actors[key].name for key in meeting.participants))
    parts = (meeting.statuses[0], meeting.channel, meeting.level, str(meeting.date), meeting.place)
    return ", ".join(filter(None, (names or meeting.title or "nobody named", *parts)))


def words_of(meeting: GoldMeeting) -> str:
    return meeting.evidence[0].text if meeting.evidence else meeting.title


def present(gold: GoldMeeting, found: StoredMeeting, who: Who) -> int:
    """How many of the devset's participants sit there, in person or as a party."""
    keys = who.keys(one for p in found.participants for one in (p.actor_id, p.party_id) if one)
    return len(keys & frozenset(gold.participants))


def score_slots(aligned: Aligned, who: Who) -> Iterator[Result]:
    doc = aligned.gold.doc
    for meeting, found in aligned.pairs:
        yield from _pair(aligned.gold, meeting, found, who)
    for meeting in aligned.missed:
        yield from _one_sided(doc, meeting)
    for found in aligned.extra if aligned.complete else ():
        record = f"+{found.id}"
        for name in (*SLOTS, "kind", *(["date_iou"] if found.date != UNKNOWN else [])):
            yield Result(f"meeting.{name}", doc, record, 0, 0, 1)
        seated = {p.party_iso3 for p in found.participants if p.party_iso3}
        for name, n in (("participants", len(found.participants)), ("parties", len(seated))):
            if n:
                yield Result(f"meeting.{name}", doc, record, 0, 0, n)


def _pair(
    gold: GoldArticle, meeting: GoldMeeting, found: StoredMeeting, who: Who
) -> Iterator[Result]:
    doc, words = gold.doc, words_of(meeting)
    right = {slot: is_right(slot, meeting, found) for slot in SLOTS}
    for slot, (wanted, got) in SLOTS.items():
        if slot in meeting.scored:
            shown = (str(wanted(meeting)), str(got(found)), words)
            yield Result(f"meeting.{slot}", doc, meeting.id, float(right[slot]), 1, 1, *shown)
    if "date" in meeting.scored and meeting.date != UNKNOWN:
        shown = (str(meeting.date), str(found.date), words)
        yield Result(
            "meeting.date_iou", doc, meeting.id, iou(meeting.date, found.date), 1, 1, *shown
        )
    if {"status", "channel", "level"} <= meeting.scored:
        kind = float(right["status"] and right["channel"] and right["level"])
        shown = (gold_told(meeting, gold), told(found, who), words)
        yield Result("meeting.kind", doc, meeting.id, kind, 1, 1, *shown)
    if "participants" in meeting.scored:
        yield from _participants(gold, meeting, found, who)


def _participants(
    gold: GoldArticle, meeting: GoldMeeting, found: StoredMeeting, who: Who
) -> Iterator[Result]:
    doc, wanted = gold.doc, who.wanted(meeting.participants)
    shown = (
        " + ".join(sorted(gold.actors[key].name for key in meeting.participants)) or "nobody named",
        " + ".join(sorted(who.name(p.actor_id) for p in found.participants)) or "nobody named",
        words_of(meeting),
    )
    if not meeting.evidence:
        hit = present(meeting, found, who)
        yield Result("meeting.participants", doc, meeting.id, hit, len(wanted), len(wanted), *shown)
        return
    keys = who.keys(p.actor_id for p in found.participants)
    if wanted or keys:
        sums = (len(wanted & keys), len(wanted), len(keys))
        yield Result("meeting.participants", doc, meeting.id, *sums, *shown)
    states = frozenset(party for party, _ in meeting.participants.values() if party)
    seated = frozenset(p.party_iso3 for p in found.participants if p.party_iso3)
    if states or seated:
        sums = (len(states & seated), len(states), len(seated))
        named = (" + ".join(sorted(states)), " + ".join(sorted(seated)), shown[2])
        yield Result("meeting.parties", doc, meeting.id, *sums, *named)
    for p in found.participants:
        if (key := who.key(p.actor_id)) in wanted:
            roles = (r for k, (_, r) in meeting.participants.items() if who.wanted([k]) == {key})
            role = next(roles, None) or ""
            record = f"{meeting.id}:{key}"
            yield Result(
                "meeting.role", doc, record, float(p.role == role), 1, 1, role, p.role, shown[2]
            )


def _one_sided(doc: str, meeting: GoldMeeting) -> Iterator[Result]:
    for slot in SLOTS:
        if slot in meeting.scored:
            yield Result(f"meeting.{slot}", doc, meeting.id, 0, 1, 0)
    if "date" in meeting.scored and meeting.date != UNKNOWN:
        yield Result("meeting.date_iou", doc, meeting.id, 0, 1, 0)
    if {"status", "channel", "level"} <= meeting.scored:
        yield Result("meeting.kind", doc, meeting.id, 0, 1, 0)
    if "participants" in meeting.scored:
        if meeting.participants:
            yield Result("meeting.participants", doc, meeting.id, 0, len(meeting.participants), 0)
        states = {party for party, _ in meeting.participants.values() if party}
        if states:
            yield Result("meeting.parties", doc, meeting.id, 0, len(states), 0)
