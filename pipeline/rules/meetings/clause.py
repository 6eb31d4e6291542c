"""A sentence being read for meetings: who does what to whom, without a parser.

The actor before a verb is its subject where nothing between them can have a subject of its
own; the actors behind it are its objects where only determiners and titles stand between.
"""

import re
from functools import cached_property

from pipeline.lookup.places import resolve_place
from pipeline.resolving.dates.values import DateMention
from pipeline.rules.meetings.grammar import (
    APPOSED,
    BEFORE_COMMA,
    BEHIND_RELATIVE,
    CITY,
    CONJUNCTION,
    COORDINATED,
    CROWD,
    DATED_LINE,
    DATELINE,
    GAP,
    HERE,
    IN_RELATIVE,
    INCLUDING,
    LIST_OR_ONE,
    NOT_ONE,
    OBJECT,
    OFFICERS,
    OPENING,
    OPENS_CLAUSE,
    PREPOSITION,
    REPRESENTS,
    SENT_BY,
)
from pipeline.rules.meetings.groups import Groups
from pipeline.rules.meetings.masked import SLOT, Masked, masked
from pipeline.rules.meetings.telling import Seats, Telling
from pipeline.rules.meetings.when import date_near, dates_in
from pipeline.rules.meetings.where import place_near
from pipeline.rules.meetings.wording import AGAIN, MOVED_TO, UNMET
from pipeline.rules.mentions import Cast
from pipeline.rules.text import Layout, Sentence
from schemas.vocabulary import Channel, MeetingStatus

_FAR = 260
"""Characters from the verb up to which a date or place belongs to the passage."""


_VIRTUAL = re.compile(r"\b[Vv]irtual(?:ly)?\b")
_ADVERB = len("virtually the ")
"""Characters before a meeting's words in which it may be called a virtual one."""


class Clause:
    """One sentence: its masked text, and what of it a telling has taken."""

    def __init__(self, layout: Layout, cast: Cast, sentence: Sentence, number: int) -> None:
        self.layout, self.cast, self.number = layout, cast, number
        self.sentence = sentence
        self.span = (sentence.start, sentence.end)
        self.masked: Masked = masked(layout, cast, sentence)
        self.text = self.masked.text
        self.who = Groups(self.masked, cast)
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
        return self.is_free(start, end) and not self.is_quoted(start)

    def is_free(self, start: int, end: int) -> bool:
        return all(end <= first or last <= start for first, last in self._taken)

    def is_quoted(self, at: int) -> bool:
        return self.layout.quotation_at(self.masked.here(at)) is not None

    def take(self, start: int, end: int) -> None:
        self._taken.append((start, end))

    def subject(self, end: int) -> re.Match[str] | None:
        """The actor or list of actors that does what begins at `end`."""
        for group in reversed(list(LIST_OR_ONE.finditer(self.text, 0, end))):
            if NOT_ONE.match(self.text, group.end()):
                continue
            if self._is_apposition(group):
                continue
            before = self.text[max(0, group.start() - 50) : group.start()]
            then = CONJUNCTION.search(before) and self.text[group.end() : end].strip(" ,") == ""
            if PREPOSITION.search(before) and not (then or self.who.senders(group)):
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
            if not PREPOSITION.search(before) or self.who.senders(group):
                return group
        return None

    def _is_apposition(self, group: re.Match[str]) -> bool:
        """Whether a comma stands before it and behind it the same actor: "⟦0⟧, ⟦1⟧, met"."""
        before = BEFORE_COMMA.search(self.text, max(0, group.start() - 12), group.start())
        return before is not None and set(self.who.actors(group[0])) <= set(
            self.who.actors(before[0])
        )

    def object(self, end: int) -> re.Match[str] | None:
        """The actors whom the words from `end` name at once; `["group"]` has their slots."""
        found = OBJECT.match(self.text, end)
        return None if found is None or NOT_ONE.match(self.text, found.end()) else found

    def whole(self, found: re.Match[str]) -> tuple[str, int]:
        """The slots of an object and its end, with those of it who follow by name.

        `"senior Turkish officials, | including ⟦2⟧ and ⟦3⟧"`
        """
        group, end = found["group"], found.end()
        more = INCLUDING.match(self.text, end)
        if more is None or NOT_ONE.match(self.text, more.end()):
            return group, end
        kinds = {self.cast.actors[one].kind for one in self.who.actors(more["group"])}
        start, last = self.sentence.start, self.masked.here(end)
        if not kinds <= {"person", "role_holder"} or not CROWD.search(
            self.layout.text, start, last
        ):
            return group, end
        slot = group.rfind("⟦")
        crowd = self.masked.mentions[int(group[slot:].strip("⟦⟧"))].kind == "collective"
        return f"{group[: slot if crowd else None]}, {more['group']}", more.end()

    def behind(self, end: int) -> int:
        """Where an object ends with its apposition: "the envoy, ⟦1⟧", "⟦1⟧ co-chairs"."""
        if officers := OFFICERS.match(self.text, end):
            end = officers.end()
        more = APPOSED.match(self.text, end)
        if more is None:
            return end
        slots = re.findall(SLOT, self.text[:end])
        same = set(self.who.actors(slots[-1] if slots else "")) & set(self.who.actors(more[0]))
        return more.end() if same else end

    def head(self, subject: re.Match[str]) -> int:
        """Where the passage begins: with the subject, those it sends, or a date that opens it."""
        before = self.text[: subject.start()]
        if OPENING.match(before):
            return 0
        sent = REPRESENTS.search(before) or SENT_BY.search(before)
        return sent.start() if sent else subject.start()

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
        since: int | None = None,
        until: int | None = None,
    ) -> Telling:
        """A telling of the masked text's `extent`, with the date and place that belong to it.

        placed: whether it can have a place where `place` is not given. since, until: where in the
        masked text the words begin and end that can date it, and end that can place it.
        """
        here, text = self.masked.here, self.layout.text
        last = self.behind(extent[1])
        if channel == "in_person" and _VIRTUAL.search(self.text, max(0, at - _ADVERB), at):
            channel = "video"
        start, end, trigger = here(extent[0]), here(last), here(at)
        if place is None and placed and channel not in ("phone", "video"):
            place = place_near(text, self.span, trigger, end, self.cast) or self._here(trigger, end)
        moved = self._new_date(last) if status == "postponed" else None
        first = 0 if since is None else here(since) - self.sentence.start
        days = self.dates if not first else tuple(d for d in self.dates if d.start >= first)
        date = moved or date_near(text, self.span, trigger, days, end=end)
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
