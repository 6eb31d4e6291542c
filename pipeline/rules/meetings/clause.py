"""A sentence being read for meetings: who does what to whom, without a parser.

The actor before a verb is its subject where nothing between them can have a subject of its
own; the actors behind it are its objects where only determiners and titles stand between.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.lookup.places import resolve_place
from pipeline.resolving.dated import dated_article
from pipeline.resolving.dates import DateContext, resolve
from pipeline.resolving.dates.values import DateMention
from pipeline.rules.meetings.grammar import (
    APPOSED,
    BEFORE_COMMA,
    BEHIND_RELATIVE,
    CARRIED,
    CITY,
    CONJUNCTION,
    COORDINATED,
    DATED_LINE,
    DATELINE,
    DENIES,
    GAP,
    HERE,
    IN_RELATIVE,
    LIST_OR_ONE,
    NOT_ONE,
    NOUN_BEFORE,
    OBJECT,
    OFFICERS,
    OPENING,
    OPENS_CLAUSE,
    OWN_OFFICE,
    OWNED,
    PREPOSITION,
    REPRESENTS,
    SENT_BY,
    SUPERLATIVE,
    WENT,
    WHEN,
)
from pipeline.rules.meetings.masked import SLOT, Masked, masked
from pipeline.rules.meetings.seating import (
    calls_diplomats,
    hinted_level,
    is_company,
    is_diplomatic,
    is_private,
)
from pipeline.rules.meetings.setting import date_near, dates_in, place_near
from pipeline.rules.meetings.telling import Seats, Telling
from pipeline.rules.meetings.wording import (
    AFTERTHOUGHT,
    AGAIN,
    BARE_WEEKDAY,
    MOVED_TO,
    PRESENT,
    PROPOSED_THAT,
    SAID,
    UNMET,
    auxiliaries,
    status_of,
)
from pipeline.rules.mentions import Cast
from pipeline.rules.text import Layout, Sentence
from schemas.vocabulary import Channel, MeetingStatus, ParticipantRole

_FAR = 260
"""Characters from the verb up to which a date or place belongs to the passage."""


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


class Clause:
    """One sentence: its masked text, and what of it a telling has taken."""

    def __init__(self, layout: Layout, cast: Cast, sentence: Sentence, number: int) -> None:
        self.layout, self.cast, self.number = layout, cast, number
        self.sentence = sentence
        self.span = (sentence.start, sentence.end)
        self.masked: Masked = masked(layout, cast, sentence)
        self.text = self.masked.text
        self._taken: list[tuple[int, int]] = []

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The sentence's dates; a dateline's is the day of the report, not of what it tells."""
        found = dates_in(self.layout.text, self.span)
        opening = DATED_LINE.match(self.text) if found else None
        if opening is None:
            return found
        first = self.masked.here(opening.end()) - self.sentence.start
        return tuple(one for one in found if one.start >= first)

    def is_open(self, start: int, end: int) -> bool:
        """Whether no telling has taken these words and nobody is quoted with them."""
        return self._is_free(start, end) and not self._is_quoted(start)

    def _is_free(self, start: int, end: int) -> bool:
        return all(end <= first or last <= start for first, last in self._taken)

    def _is_quoted(self, at: int) -> bool:
        return self.layout.quotation_at(self.masked.here(at)) is not None

    def _is_own_word(self, subject: re.Match[str]) -> bool:
        """Whether it is the "I" of whoever is quoted: of himself he may tell."""
        slot = self.masked.mentions[int(re.findall(r"\d+", subject[0])[0])]
        return slot.quoted and slot.text == "I"

    def take(self, start: int, end: int) -> None:
        self._taken.append((start, end))

    def deeds(self, pattern: re.Pattern[str]) -> Iterator[Deed]:
        """Each verb of `pattern` that has a subject and tells of a meeting, held or not."""
        for match in pattern.finditer(self.text):
            if not self._is_free(*match.span("verb")):
                continue
            start, aux = auxiliaries(self.text, match.start("verb"))
            subject = self._doer(start)
            if subject is None or AFTERTHOUGHT.match(self.text[match.end() :]):
                continue
            before = self.text[: subject.start()]
            if self._is_quoted(match.start("verb")) and not self._is_own_word(subject):
                continue
            gap = self.text[subject.end() : start]
            if aux == "to" and (self._is_superlative(subject) or WENT.match(gap)):
                continue  # "the most senior official to visit Bern"; an aside is "flew in to see"
            if self._is_relative(subject, before):
                continue
            present = not aux and PRESENT.match(match["verb"]) is not None
            if present and (shared := CARRIED.match(self.text[subject.end() : start])):
                aux, present = shared["aux"], False  # "will fly to Bern and meet"
            status = self._status(aux, before, match if present else None)
            if status is not None:
                yield Deed(match, subject, aux, "denied" if DENIES.search(gap) else status)

    def _status(self, aux: str, before: str, present: re.Match[str] | None) -> MeetingStatus | None:
        """What the verb says of the meeting; present: its match, if it is in the present tense."""
        known = "" if WHEN.search(before) else before
        status = status_of(aux, known, reported=bool(SAID.search(before)))
        if status == "held" and present:
            if PROPOSED_THAT.search(before):
                return "proposed"
            if self._is_to_come(present):
                return "scheduled"
        return status

    def _doer(self, end: int) -> re.Match[str] | None:
        """The subject of what begins at `end`; a pronoun behind "where" is the traveller's."""
        subject = self.subject(end)
        if subject is not None and self.text.endswith(" where ", 0, subject.start()):
            return self._traveller(subject)
        return subject

    def _traveller(self, subject: re.Match[str]) -> re.Match[str]:
        """Who "he" is behind ", who flew to Bern, where": whom the sentence is about."""
        slot = self.masked.mentions[int(re.findall(r"\d+", subject[0])[0])]
        if slot.kind != "pronoun" or subject[0].count("⟦") > 1:
            return subject
        leader = self.leading(subject.start())
        if leader is None or not self.text.startswith((" ", ","), leader.end()):
            return subject
        persons = {self.cast.actors[one].kind for one in self.actors(leader[0])}
        many = slot.text.lower() == "they"
        genders = self.cast.genders
        told = {genders[one] for one in self.actors(leader[0]) if one < len(genders)}
        other = {"he": "f", "she": "m"}.get(slot.text.lower(), "")
        fits = persons == {"person"} and (len(self.actors(leader[0])) > 1) == many
        return leader if fits and other not in told else subject

    def _is_to_come(self, match: re.Match[str]) -> bool:
        """Whether a verb in the present has a day still to come: "meet in Bern on Thursday".

        A weekday alone is the next one; a day with its date is past where publication is later.
        """
        at, text = self.masked.here(match.start("verb")), self.layout.text
        day = date_near(text, self.span, at, self.dates)
        if day is None or day[0] < at:
            return False
        words = text[slice(*day)]
        published = dated_article(self.layout.article).published
        weekday = BARE_WEEKDAY.fullmatch(words)
        first = resolve(
            words, DateContext(published=published), status="scheduled" if weekday else "cancelled"
        ).interval.start
        last = published.end
        return bool(first and last and (first > last or (weekday and first == last)))

    def _is_relative(self, subject: re.Match[str], before: str) -> bool:
        """Whether "we" stands right behind a noun: "the challenges | we | meet"."""
        mention = (
            self.masked.mentions[int(subject[0].strip("⟦⟧"))] if subject[0].count("⟦") < 2 else None
        )
        spoken = mention is not None and mention.text.lower() in ("i", "we")
        return spoken and bool(NOUN_BEFORE.search(before))

    def _is_superlative(self, subject: re.Match[str]) -> bool:
        slot = self.masked.mentions[int(re.findall(r"\d+", subject[0])[-1])]
        return bool(SUPERLATIVE.search(slot.text))

    def subject(self, end: int) -> re.Match[str] | None:
        """The actor or list of actors that does what begins at `end`."""
        for group in reversed(list(LIST_OR_ONE.finditer(self.text, 0, end))):
            if NOT_ONE.match(self.text, group.end()):
                continue
            if self._is_apposition(group):
                continue
            before = self.text[max(0, group.start() - 50) : group.start()]
            then = CONJUNCTION.search(before) and self.text[group.end() : end].strip(" ,") == ""
            if PREPOSITION.search(before) and not (then or self.senders(group)):
                # "At the invitation of ⟦0⟧, ⟦1⟧ and ⟦2⟧ met"
                comma = group[0].find(", ⟦")
                rest = (
                    LIST_OR_ONE.match(self.text, group.start() + comma + 2) if comma > 0 else None
                )
                if rest is None or rest.end() != group.end():
                    continue
                group = rest
            gap = self.text[group.end() : end]
            if "," in gap and IN_RELATIVE.search(self.text, 0, group.start()):
                continue  # "⟦0⟧, who accompanied ⟦1⟧, met": it is ⟦0⟧
            if GAP.fullmatch(gap) or BEHIND_RELATIVE.fullmatch(gap):
                return group
            if not COORDINATED.search(gap):
                return None
            if OPENS_CLAUSE.search(self.text, 0, group.start()):
                return group  # "flew to Bern to see ⟦1⟧ and met": it is not ⟦1⟧
        return None

    def leading(self, end: int) -> re.Match[str] | None:
        """The subject of the sentence up to `end`: its first actors behind no preposition."""
        opening = DATELINE.match(self.text)
        for group in LIST_OR_ONE.finditer(self.text, opening.end() if opening else 0, end):
            if NOT_ONE.match(self.text, group.end()):
                continue
            before = self.text[max(0, group.start() - 50) : group.start()]
            if not PREPOSITION.search(before) or self.senders(group):
                return group
        return None

    def _is_apposition(self, group: re.Match[str]) -> bool:
        """Whether a comma stands before it and behind it the same actor: "⟦0⟧, ⟦1⟧, met"."""
        before = BEFORE_COMMA.search(self.text, max(0, group.start() - 12), group.start())
        return before is not None and set(self.actors(group[0])) <= set(self.actors(before[0]))

    def object(self, end: int) -> re.Match[str] | None:
        """The actors whom the words from `end` name at once; `["group"]` has their slots."""
        found = OBJECT.match(self.text, end)
        return None if found is None or NOT_ONE.match(self.text, found.end()) else found

    def behind(self, end: int) -> int:
        """Where an object ends with its apposition: "the envoy, ⟦1⟧", "⟦1⟧ co-chairs"."""
        if officers := OFFICERS.match(self.text, end):
            end = officers.end()
        more = APPOSED.match(self.text, end)
        if more is None:
            return end
        slots = re.findall(SLOT, self.text[:end])
        same = set(self.actors(slots[-1] if slots else "")) & set(self.actors(more[0]))
        return more.end() if same else end

    def senders(self, group: re.Match[str]) -> str:
        """Who came for states named: "leaders" of "leaders of ⟦0⟧ and ⟦1⟧"; else nothing."""
        if who := self.sent(group[0]):
            return who
        before = self.text[max(0, group.start() - 60) : group.start()]
        if found := REPRESENTS.search(before):
            return found["who"]
        sent = SENT_BY.search(before)
        states = (self.cast.actors[one].kind in ("state", "igo") for one in self.actors(group[0]))
        if sent is None or not all(states):
            return ""
        mention = self.masked.mentions[int(sent[1])]
        return (
            mention.text if mention.kind == "collective" and calls_diplomats(mention.text) else ""
        )

    def sent(self, group: str) -> str:
        """Who came for the states of a group, by the words of its first; nothing for others."""
        slot = re.search(r"⟦(\d+)⟧", group)
        first = self.masked.mentions[int(slot[1])] if slot else None
        states = first is not None and {self.cast.actors[one].kind for one in first.actors}
        return first.text if first and first.kind == "collective" and states == {"state"} else ""

    def head(self, subject: re.Match[str]) -> int:
        """Where the passage begins: with the subject, those it sends, or a date that opens it."""
        before = self.text[: subject.start()]
        if OPENING.match(before):
            return 0
        sent = REPRESENTS.search(before) or SENT_BY.search(before)
        return sent.start() if sent else subject.start()

    def actors(self, group: str) -> tuple[int, ...]:
        """The actors of a group; offices in a row behind one name are all his."""
        found = self.masked.actors(group)
        cast = self.cast
        offices = [
            one
            for one in found[1:]
            if cast.actors[one].kind == "role_holder"
            and not (cast.actors[one].name or (cast.countries and cast.countries[one]))
        ]
        one_person = found and cast.actors[found[0]].kind == "person"
        return found[:1] if one_person and offices and len(offices) == len(found) - 1 else found

    def seats(
        self,
        one: str,
        other: str = "",
        first: ParticipantRole = "participant",
        second: ParticipantRole = "participant",
    ) -> Seats:
        """The actors of two groups with their roles, each once."""
        seated: dict[int, ParticipantRole] = {}
        for group, role in ((one, first), (other, second)):
            for actor in self.actors(group):
                seated.setdefault(actor, role)
        return tuple(seated.items())

    def is_company(self, seats: Seats) -> bool:
        """Whether these can hold a diplomatic meeting with one another."""
        if self._is_at_home([actor for actor, _ in seats]):
            return False
        return is_company(self.cast, tuple(actor for actor, _ in seats), self.called)

    def _is_at_home(self, actors: Sequence[int]) -> bool:
        """Whether one of two is the other's own: `⟦0⟧ met | her defence minister`."""
        told = [one for one in self.masked.mentions if set(one.actors) & set(actors)]
        if len(actors) != len(("one", "other")) or len(told) < len(actors):
            return False
        owner, own = told[0], next((one for one in told[1:] if one.actors != told[0].actors), None)
        countries = self.cast.countries
        return (
            own is not None
            and owner.kind != "pronoun"
            and bool(OWN_OFFICE.match(own.text))
            and not any(countries[actor] for actor in own.actors if actor < len(countries))
        )

    @cached_property
    def called(self) -> frozenset[int]:
        """Actors whom this sentence calls diplomats: "the ministers", "Egypt's Badr Abdelatty"."""
        found: set[int] = set()
        for at, mention in enumerate(self.masked.mentions):
            crowd = mention.kind == "collective" and len(mention.actors) < 2
            if calls_diplomats(mention.text) and not crowd:
                found.update(mention.actors)
            elif OWNED.match(mention.text):
                found.update(mention.actors)  # "Egypt's Badr Abdelatty"
            elif at and re.search(rf"⟦{at - 1}⟧['’]s? ⟦{at}⟧", self.text):
                owners = self.masked.mentions[at - 1].actors
                if all(self.cast.actors[one].kind in ("state", "igo") for one in owners):
                    found.update(mention.actors)
            if "counterpart" in mention.text:
                found.update(self._whose(at))
        return frozenset(found)

    def _whose(self, at: int) -> tuple[int, ...]:
        """Who has the counterpart that slot `at` names: `⟦0⟧ called | her Finnish counterpart`."""
        for mention in reversed(self.masked.mentions[:at]):
            kinds = {self.cast.actors[one].kind for one in mention.actors}
            if kinds == {"person"} and len(mention.actors) == 1:
                return () if is_private(self.cast.actors[mention.actors[0]]) else mention.actors
        return ()

    def are_private(self, group: str) -> bool:
        return any(is_private(self.cast.actors[one]) for one in self.actors(group))

    def are_diplomats(self, group: str) -> bool:
        return all(one in self.called or self.is_diplomat(one) for one in self.actors(group))

    def is_diplomat(self, one: int) -> bool:
        actor, countries = self.cast.actors[one], self.cast.countries
        return is_diplomatic(actor, countries[one] if countries else None) and not is_private(actor)

    def is_many(self, group: str) -> bool:
        """Whether one slot stands for several: "the three leaders", "Syrian opposition groups"."""
        for one in (self.cast.actors[actor] for actor in self.actors(group)):
            delegates = one.kind == "collective" and not is_private(one)
            named = hinted_level(one.role or one.name or "") is not None
            if (
                one.kind in ("opposition_group", "igo")
                or len(one.members) > 1
                or (delegates and named)
            ):
                return True
        return False

    def _new_date(self, end: int) -> tuple[int, int] | None:
        """Where the day stands to which the words behind `end` put a meeting off."""
        text, start = self.layout.text, self.sentence.start
        for day in self.dates:
            first = start + day.start
            before = text[max(self.masked.here(end), first - 60) : first]
            if first > self.masked.here(end) and MOVED_TO.search(before):
                return first, start + day.end
        return None

    def is_dated(self, at: int, reach: int) -> bool:
        """Whether a date stands within `reach` characters of what stands at `at`."""
        trigger = self.masked.here(at)
        date = date_near(self.layout.text, self.span, trigger, self.dates)
        return date is not None and min(abs(edge - trigger) for edge in date) <= reach

    def _here(self, at: int, end: int) -> tuple[int, int] | None:
        """The dateline's place, where those met "here"."""
        layout = self.layout
        if not layout.datelines or not HERE.search(layout.text, at, end + len(" here")):
            return None
        start, last = next(iter(layout.datelines.items()))
        city = CITY.match(layout.text, start, last)
        return city.span() if city and resolve_place(city[0]) else None

    def tell(
        self,
        extent: tuple[int, int],
        at: int,
        status: MeetingStatus,
        noun: str,
        seats: Seats,
        *,
        channel: Channel | None,
        hint: str = "",
        place: tuple[int, int] | None = None,
        placed: bool = True,
        until: int | None = None,
    ) -> Telling:
        """A telling of the masked text's `extent`, with the date and place that belong to it.

        placed: whether it can have a place where `place` is not given. until: where in the masked
        text the words end that can date and place it.
        """
        here, text = self.masked.here, self.layout.text
        last = self.behind(extent[1])
        start, end, trigger = here(extent[0]), here(last), here(at)
        if place is None and placed and channel not in ("phone", "video"):
            place = place_near(text, self.span, trigger, end, self.cast) or self._here(trigger, end)
        moved = self._new_date(last) if status == "postponed" else None
        date = moved or date_near(text, self.span, trigger, self.dates, end=end)
        if until is not None:
            place = place if place and place[0] < here(until) else None
            date = date if date and (moved or date[0] < here(until)) else None
        for span in (place, date):
            if span and span[0] >= self.sentence.start and abs(span[0] - trigger) < _FAR:
                start, end = min(start, span[0]), max(end, span[1])
        self.take(at, max(at + 1, last))
        return Telling(
            at=trigger,
            start=start,
            end=end,
            sentence=self.number,
            status=status,
            channel=channel,
            noun=noun.lower(),
            seats=seats,
            hint=hint,
            place=text[place[0] : place[1]] if place else None,
            date=text[date[0] : date[1]] if date else None,
            again=bool(AGAIN.search(self.text[max(0, at - 40) : last + 12])),
            moved=moved is not None,
            unmet=status == "scheduled" and bool(UNMET.search(self.text[max(0, at - 70) : at])),
        )
