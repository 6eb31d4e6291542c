"""One record for each meeting: tellings that can be of one meeting are brought together."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.resolving.dates import DateContext
from pipeline.rules.meetings.agreeing import ROW_WITHIN, Agreeing, channels_fit, core_of, places_fit
from pipeline.rules.meetings.levels import level_of
from pipeline.rules.meetings.meeting import Meeting
from pipeline.rules.meetings.sides import side
from pipeline.rules.meetings.telling import Seats, Telling
from pipeline.rules.meetings.wording import PLURALE_TANTUM
from pipeline.rules.mentions import Cast

_STORY_WITHIN = 10
"""Sentences from a meeting within which "their experts" are those of its states."""
_FRESH = 7
"""Days from a meeting within which a statement of those who met is of it."""
_AT_HEAD = 1
"""Sentences behind the first in which a text tells of the meeting that its title names."""
_OF_TWO = re.compile(r"\b(?:two|both)\b", re.IGNORECASE)


class Joining:
    """Brings tellings together."""

    def __init__(self, cast: Cast, context: DateContext) -> None:
        self.cast = cast
        self.context = context
        self.agree = Agreeing(cast, context)
        self.meetings: list[Meeting] = []

    def join(self, tellings: Sequence[Telling]) -> list[Meeting]:
        for told in tellings:
            if told.title:
                self._proper(told)
            elif told.seats and not told.headed and not self.agree.is_generic(told):
                self._named(told)
        for told in tellings:
            if told.headed and not told.title:
                fresh = told.weak and len(told.seats) > 1 and self._just_held(tellings)
                self._headed(replace(told, weak=False) if fresh else told)
        for told in tellings:
            generic = not told.seats or self.agree.is_generic(told)
            if generic and not (told.title or told.headed or told.sequel or self._is_again(told)):
                self._reference(told)
        for told in tellings:
            again = told.sequel and (not told.seats or self.agree.is_generic(told))
            if again or self._is_again(told):
                self._sequel(told)
        return sorted(self.meetings, key=lambda one: min(t.at for t in one.tellings))

    def _is_again(self, told: Telling) -> bool:
        """Whether it is one more of "the three leaders", whoever they were before."""
        return told.again and told.status == "scheduled" and self.agree.is_generic(told)

    def _proper(self, told: Telling) -> None:
        """A summit by name: the one of that name, or a new one."""
        for one in self.meetings:
            named = one.title and (
                core_of(one.title) == core_of(told.title or "")
                or (
                    one.place == told.place
                    and core_of(one.place or "") in (core_of(one.title), core_of(told.title or ""))
                )
            )
            if named and self.agree.dates_fit(one, told) and places_fit(one.place, told.place):
                one.take(told)
                return
        self.meetings.append(new := Meeting([], told.status))
        new.take(told)

    def _headed(self, told: Telling) -> None:
        """The title's meeting is the one that the text tells of first; else it is one itself."""
        alone = [one for one in self.meetings if one.seats and one.status == "held"]
        for one in self.meetings:
            if (
                one.seats
                and (self._is_of_title(one, told) if told.seats else [one] == alone)
                # A title's "meeting" may have been a virtual one, by its text.
                and (channels_fit(one.channel, told.channel) or one.channel == "video")
                and places_fit(one.place, told.place)
            ):
                date = told.date if one.status == "held" else None
                one.take(replace(told, status=one.status, date=date, seats=()))
                return
        if not told.weak:
            self.meetings.append(new := Meeting([], told.status))
            new.take(told)

    def _just_held(self, tellings: Sequence[Telling]) -> bool:
        """Whether a text tells by place and day of one meeting alone, days ago: its signers'."""
        today = self.context.published.end
        days = [
            days
            for one in tellings
            if not (one.seats or one.headed) and one.status == "held" and one.date and one.place
            if (days := self.agree.days(one.date, one.status))
        ]
        fresh = [last for _, last in days if today and 0 <= today.toordinal() - last <= _FRESH]
        return len(fresh) == 1

    def _is_of_title(self, one: Meeting, told: Telling) -> bool:
        """Whether they have the same parties, or, told at the text's head, a side in common."""
        if self.agree.parties_fit(one, told):
            return True
        near = min(t.sentence for t in one.tellings) - told.sentence <= _AT_HEAD
        mine, theirs = self.agree.sides(set(one.seats)), self.agree.sides(set(told.actors))
        shared = mine.keys() & theirs.keys()
        # A title's adviser is not the president of the same state, told of right below it.
        same = any(self.agree.one_party(mine[some], theirs[some]) for some in shared)
        return near and same and one.status in ("held", told.status)

    def _named(self, told: Telling) -> None:
        alike = [one for one in self.meetings if self.agree.is_same(one, told)]
        if alike:
            # The nearest one: an article that tells of two puts their details beside each.
            best = min(
                alike,
                key=lambda one: (
                    not self.agree.dated_alike(one, told),
                    told.at - one.tellings[-1].at,
                ),
            )
            best.take(told)
            return
        if told.weak:
            return
        new = Meeting([], told.status)
        new.take(told)
        self.meetings.append(new)

    def _reference(self, told: Telling) -> None:
        """A meeting without names is one told before it, or one of its own kind."""
        fits = [one for one in self.meetings if self.agree.may_be(one, told)]
        if fits:
            best = min(fits, key=lambda one: abs(told.at - one.tellings[0].at))
            best.take(replace(told, seats=()))
            return
        dated = bool(told.date and (told.place or told.status != "held"))
        if told.seats and dated:
            seats = self._pair_before(told) or self._states_before(told) or told.seats
            self._add(replace(told, seats=seats))
        elif told.body and dated:
            self._add(replace(told, seats=told.body))
        elif told.own and (dated or told.status in ("cancelled", "postponed")):
            # "the Climate Summit" has its own guests; "the talks" are of those told before.
            seats = () if "Summit" in told.hint else self._states_before(told)
            self._add(replace(told, seats=seats))
        elif told.noun in PLURALE_TANTUM and told.status != "held" and told.date:
            seats = self._states_before(told)
            if seats:
                self._add(replace(told, seats=seats))

    def _add(self, told: Telling) -> None:
        self.meetings.append(new := Meeting([], told.status))
        new.take(told)

    def _states_before(self, told: Telling) -> Seats:
        """The states whose people met in every meeting told before, "their experts" are theirs."""
        before = [
            one for one in self.meetings if len(one.seats) > 1 and one.tellings[0].at < told.at
        ]
        groups = {frozenset(self.agree.sides(set(one.seats))) for one in before}
        near = any(
            0 <= told.sentence - t.sentence <= _STORY_WITHIN for one in before for t in one.tellings
        )
        if len(groups) != 1 or not near:
            return ()
        [sides] = groups
        states = {
            side(self.cast, at): at
            for at, one in enumerate(self.cast.actors)
            if one.kind == "state" and side(self.cast, at) in sides
        }
        if len(states) < len(sides):
            return ()
        return tuple((at, "participant") for at in sorted(states.values()))

    def _pair_before(self, told: Telling) -> Seats:
        """Whom "ministers of the two neighbours" means: the two of the meeting told nearest."""
        near = [
            one
            for one in self.meetings
            if any(0 <= told.sentence - t.sentence <= ROW_WITHIN for t in one.tellings)
        ]
        if not near or not self._is_of_two(told):
            return ()
        latest = max(near, key=lambda one: one.tellings[-1].at)
        pair = (
            len(self.agree.sides(set(latest.seats))) == len(latest.seats) == len(("one", "other"))
        )
        kinds = {self.cast.actors[one].kind for one in latest.seats}
        levels = {level_of(self.cast, group) for group in (told.actors, tuple(latest.seats))}
        states = kinds == {"state"} or (kinds == {"person"} and len(levels) == 1)
        return tuple((actor, "participant") for actor in latest.seats) if pair and states else ()

    def _is_of_two(self, told: Telling) -> bool:
        words = " ".join(self.cast.actors[one].name or "" for one in told.actors)
        return bool(_OF_TWO.search(words))

    def _sequel(self, told: Telling) -> None:
        """One of a row: a meeting of its status and day, else one more of those who met before."""
        for one in self.meetings:
            if one.status == told.status and told.date and self.agree.dated_alike(one, told):
                one.take(told)
                return
        call = told.noun in ("call", "conversation")
        near = [
            one
            for one in self.meetings
            if len(one.seats) > 1
            and (one.channel == "phone") <= call
            and (
                told.own or any(abs(t.sentence - told.sentence) <= ROW_WITHIN for t in one.tellings)
            )
        ]
        if told.weak or not near:
            return
        before = [one for one in near if one.tellings[0].at < told.at]
        latest = max(
            before or near, key=lambda one: one.tellings[0].at if before else -one.tellings[0].at
        )
        new = Meeting([], told.status)
        seats: Seats = tuple((actor, "participant") for actor in latest.seats)
        new.take(replace(told, seats=told.seats or seats))
        self.meetings.append(new)
