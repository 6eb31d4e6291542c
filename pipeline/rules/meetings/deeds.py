"""The verbs of a sentence that tell of a meeting: whose each is, and whether it was held."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.resolving.dated import dated_article
from pipeline.resolving.dates import DateContext, resolve
from pipeline.rules.meetings.clause import Clause
from pipeline.rules.meetings.grammar import CARRIED, DENIES, NOUN_BEFORE, SUPERLATIVE, WENT, WHEN
from pipeline.rules.meetings.verb_groups import auxiliaries, status_of
from pipeline.rules.meetings.when import date_near
from pipeline.rules.meetings.wording import AFTERTHOUGHT, BARE_WEEKDAY, PRESENT, PROPOSED_THAT, SAID
from schemas.vocabulary import MeetingStatus


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb of a pattern with its subject and what its verb group says of the meeting."""

    match: re.Match[str]
    subject: re.Match[str]
    aux: str
    status: MeetingStatus

    @property
    def verb(self) -> str:
        return str(self.match["verb"])

    @property
    def at(self) -> int:
        return self.match.start("verb")


def deeds(clause: Clause, pattern: re.Pattern[str]) -> Iterator[Deed]:
    """Each verb of `pattern` that has a subject and tells of a meeting, held or not."""
    for match in pattern.finditer(clause.text):
        if not clause.is_free(*match.span("verb")):
            continue
        start, aux = auxiliaries(clause.text, match.start("verb"))
        subject = _doer(clause, start)
        if subject is None or AFTERTHOUGHT.match(clause.text[match.end() :]):
            continue
        before = clause.text[: subject.start()]
        if clause.is_quoted(match.start("verb")) and not _is_own_word(clause, subject):
            continue
        gap = clause.text[subject.end() : start]
        if aux == "to" and (_is_superlative(clause, subject) or WENT.match(gap)):
            continue  # "the most senior official to visit Bern"; an aside is "flew in to see"
        if _is_relative(clause, subject, before):
            continue
        present = not aux and PRESENT.match(match["verb"]) is not None
        if present and (shared := CARRIED.match(clause.text[subject.end() : start])):
            aux, present = shared["aux"], False  # "will fly to Bern and meet"
        status = _status(clause, aux, before, match if present else None)
        if status is not None:
            yield Deed(match, subject, aux, "denied" if DENIES.search(gap) else status)


def _status(
    clause: Clause, aux: str, before: str, present: re.Match[str] | None
) -> MeetingStatus | None:
    """What the verb says of the meeting; present: its match, if it is in the present tense."""
    known = "" if WHEN.search(before) else before
    status = status_of(aux, known, reported=bool(SAID.search(before)))
    if status == "held" and present:
        if PROPOSED_THAT.search(before):
            return "proposed"
        if _is_to_come(clause, present):
            return "scheduled"
    return status


def _doer(clause: Clause, end: int) -> re.Match[str] | None:
    """The subject of what begins at `end`; a pronoun behind "where" is the traveller's."""
    subject = clause.subject(end)
    if subject is not None and clause.text.endswith(" where ", 0, subject.start()):
        return _traveller(clause, subject)
    return subject


def _traveller(clause: Clause, subject: re.Match[str]) -> re.Match[str]:
    """Who "he" is behind ", who flew to Bern, where": whom the sentence is about."""
    slot = clause.masked.mentions[int(re.findall(r"\d+", subject[0])[0])]
    if slot.kind != "pronoun" or subject[0].count("⟦") > 1:
        return subject
    leader = clause.leading(subject.start())
    if leader is None or not clause.text.startswith((" ", ","), leader.end()):
        return subject
    persons = {clause.cast.actors[one].kind for one in clause.who.actors(leader[0])}
    many = slot.text.lower() == "they"
    genders = clause.cast.genders
    told = {genders[one] for one in clause.who.actors(leader[0]) if one < len(genders)}
    other = {"he": "f", "she": "m"}.get(slot.text.lower(), "")
    fits = persons == {"person"} and (len(clause.who.actors(leader[0])) > 1) == many
    return leader if fits and other not in told else subject


def _is_to_come(clause: Clause, match: re.Match[str]) -> bool:
    """Whether a verb in the present has a day still to come: "meet in Bern on Thursday".

    A weekday alone is the next one; a day with its date is past where publication is later.
    """
    at, text = clause.masked.here(match.start("verb")), clause.layout.text
    day = date_near(text, clause.span, at, clause.dates)
    if day is None or day[0] < at:
        return False
    words = text[slice(*day)]
    published = dated_article(clause.layout.article).published
    weekday = BARE_WEEKDAY.fullmatch(words)
    first = resolve(
        words, DateContext(published=published), status="scheduled" if weekday else "cancelled"
    ).interval.start
    last = published.end
    return bool(first and last and (first > last or (weekday and first == last)))


def _is_relative(clause: Clause, subject: re.Match[str], before: str) -> bool:
    """Whether "we" stands right behind a noun: "the challenges | we | meet"."""
    mention = (
        clause.masked.mentions[int(subject[0].strip("⟦⟧"))] if subject[0].count("⟦") < 2 else None
    )
    spoken = mention is not None and mention.text.lower() in ("i", "we")
    return spoken and bool(NOUN_BEFORE.search(before))


def _is_superlative(clause: Clause, subject: re.Match[str]) -> bool:
    slot = clause.masked.mentions[int(re.findall(r"\d+", subject[0])[-1])]
    return bool(SUPERLATIVE.search(slot.text))


def _is_own_word(clause: Clause, subject: re.Match[str]) -> bool:
    """Whether it is the "I" of whoever is quoted: of himself he may tell."""
    slot = clause.masked.mentions[int(re.findall(r"\d+", subject[0])[0])]
    return slot.quoted and slot.text == "I"
