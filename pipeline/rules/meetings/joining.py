"""One record for each meeting: tellings that can be of one meeting are brought together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.resolving.dates import DateContext, resolve
from pipeline.rules.meetings.agreeing import (
    as_plain,
    channels_fit,
    core_of,
    days_agree,
    is_gathering,
    places_fit,
    weekdays_fit,
)
from pipeline.rules.meetings.levels import level_of
from pipeline.rules.meetings.sides import side
from pipeline.rules.meetings.telling import Seats, Telling
from pipeline.rules.meetings.wording import PLURALE_TANTUM
from pipeline.rules.mentions import Cast
from schemas.vocabulary import Channel, MeetingStatus, ParticipantRole

_FATES: tuple[MeetingStatus, ...] = ("cancelled", "postponed", "held")
"""What supersedes a plan for the same meeting."""
_RELATIVE = re.compile(
    r"\b(?:later|earlier|same|that|following|previous|next day|ahead|before|after)\b", re.IGNORECASE
)
_ROW_WITHIN = 4
"""Sentences from a meeting within which "a second round" is one more of it."""
_STORY_WITHIN = 10
"""Sentences from a meeting within which "their experts" are those of its states."""
_FRESH = 7
"""Days from a meeting within which a statement of those who met is of it."""
_AT_HEAD = 1
"""Sentences behind the first in which a text tells of the meeting that its title names."""
_GENERIC = re.compile(
    r"(?:the |all |both |two |three |four )*(?:leaders|presidents|(?:foreign |prime "
    r"|defen[cs]e )?ministers|sides|parties|delegations?"
    r"|officials|envoys|negotiators|mediators|(?:top |chief |senior )?diplomats"
    r"|heads of state(?: and government)?"
    r"|countries|powers|men)(?: (?:of|from) the (?:two|three) (?:countries|neighbou?rs|states|sides"
    r"|nations))?",
    re.IGNORECASE,
)
_OF_TWO = re.compile(r"\b(?:two|both)\b", re.IGNORECASE)


@dataclass
class Meeting:
    """A meeting as the tellings read so far have it."""

    tellings: list[Telling]
    status: MeetingStatus
    seats: dict[int, ParticipantRole] = field(default_factory=dict)
    channel: Channel | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None

    def take(self, told: Telling) -> None:
        self.tellings.append(told)
        if (self.status in ("scheduled", "proposed") and told.status in _FATES) or (
            self.status == "proposed" and told.status == "scheduled"
        ):
            self.status = told.status
        for actor, role in told.seats:
            if self.seats.get(actor, "participant") == "participant":
                self.seats[actor] = role
        self.channel = self.channel or told.channel
        self.place = self.place or told.place
        self.date = told.date if told.moved else self.date or told.date
        self.title = self.title or told.title


class Joining:
    """Brings tellings together; dates are compared as days where their words differ."""

    def __init__(self, cast: Cast, context: DateContext) -> None:
        self.cast = cast
        self.context = context
        self.meetings: list[Meeting] = []
        self._known: dict[tuple[str, MeetingStatus], tuple[int, int] | None] = {}

    def join(self, tellings: Sequence[Telling]) -> list[Meeting]:
        for told in tellings:
            if told.title:
                self._proper(told)
            elif told.seats and not told.headed and not self._is_generic(told):
                self._named(told)
        for told in tellings:
            if told.headed and not told.title:
                fresh = told.weak and len(told.seats) > 1 and self._just_held(tellings)
                self._headed(replace(told, weak=False) if fresh else told)
        for told in tellings:
            generic = not told.seats or self._is_generic(told)
            if generic and not (told.title or told.headed or told.sequel or self._is_again(told)):
                self._reference(told)
        for told in tellings:
            again = told.sequel and (not told.seats or self._is_generic(told))
            if again or self._is_again(told):
                self._sequel(told)
        return sorted(self.meetings, key=lambda one: min(t.at for t in one.tellings))

    def _is_generic(self, told: Telling) -> bool:
        """Whether it names who met only as "the leaders", whoever they are."""
        actors = [self.cast.actors[one] for one in told.actors]
        return (
            len(actors) == 1
            and actors[0].kind == "collective"
            and bool(_GENERIC.fullmatch(actors[0].name or actors[0].role or ""))
        )

    def _is_again(self, told: Telling) -> bool:
        """Whether it is one more of "the three leaders", whoever they were before."""
        return told.again and told.status == "scheduled" and self._is_generic(told)

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
            if named and self._dates_fit(one, told) and places_fit(one.place, told.place):
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
            if (days := self._days(one.date, one.status))
        ]
        fresh = [last for _, last in days if today and 0 <= today.toordinal() - last <= _FRESH]
        return len(fresh) == 1

    def _is_of_title(self, one: Meeting, told: Telling) -> bool:
        """Whether they have the same parties, or, told at the text's head, a side in common."""
        if self._parties_fit(one, told):
            return True
        near = min(t.sentence for t in one.tellings) - told.sentence <= _AT_HEAD
        mine, theirs = self._sides(set(one.seats)), self._sides(set(told.actors))
        shared = mine.keys() & theirs.keys()
        # A title's adviser is not the president of the same state, told of right below it.
        same = any(self._one_party(mine[some], theirs[some]) for some in shared)
        return near and same and one.status in ("held", told.status)

    def _named(self, told: Telling) -> None:
        alike = [one for one in self.meetings if self._same(one, told)]
        if alike:
            # The nearest one: an article that tells of two puts their details beside each.
            best = min(
                alike,
                key=lambda one: (not self._dated_alike(one, told), told.at - one.tellings[-1].at),
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
        fits = [one for one in self.meetings if self._may_be(one, told)]
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
        groups = {frozenset(self._sides(set(one.seats))) for one in before}
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
            if any(0 <= told.sentence - t.sentence <= _ROW_WITHIN for t in one.tellings)
        ]
        if not near or not self._is_of_two(told):
            return ()
        latest = max(near, key=lambda one: one.tellings[-1].at)
        pair = len(self._sides(set(latest.seats))) == len(latest.seats) == len(("one", "other"))
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
            if one.status == told.status and told.date and self._dated_alike(one, told):
                one.take(told)
                return
        call = told.noun in ("call", "conversation")
        near = [
            one
            for one in self.meetings
            if len(one.seats) > 1
            and (one.channel == "phone") <= call
            and (
                told.own
                or any(abs(t.sentence - told.sentence) <= _ROW_WITHIN for t in one.tellings)
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

    def _same(self, one: Meeting, told: Telling) -> bool:
        return (
            self._status_fits(one, told)
            and channels_fit(one.channel, told.channel)
            and self._parties_fit(one, told)
            and self._dates_fit(one, told)
            and places_fit(one.place, told.place)
            and not (
                told.again
                and not self._dated_alike(one, told)
                and told.sentence != one.tellings[-1].sentence
            )
        )

    def _may_be(self, one: Meeting, told: Telling) -> bool:
        levels = {level_of(self.cast, group) for group in (told.actors, tuple(one.seats)) if group}
        if len(levels - {"mixed"}) > 1:
            return False  # "the foreign ministers" are not the presidents told before
        if not (self._status_fits(one, told) and channels_fit(one.channel, told.channel)):
            return False
        if told.again or not self._dates_fit(one, told) or not places_fit(one.place, told.place):
            return False
        if one.channel in ("phone", "video") and told.channel is None and told.noun == "summit":
            return one.channel == "video"
        if one.channel == "phone" and told.noun not in (
            "talks",
            "call",
            "conversation",
            "phone call",
        ):
            return False
        many = len(one.seats) >= 3 and level_of(self.cast, tuple(one.seats)) == "leaders"
        nouns = {t.noun for t in one.tellings}
        if told.noun == "summit":
            return many or "summit" in nouns
        return True

    def _status_fits(self, one: Meeting, told: Telling) -> bool:
        states = {one.status, told.status}
        if len(states) == 1:
            return True
        if "denied" in states:
            return False
        if states <= {"scheduled", "cancelled", "postponed"}:
            return True
        if states in ({"proposed", "scheduled"}, {"proposed", "cancelled"}):
            return self._dated_alike(one, told) or not told.seats
        return states == {"held", "scheduled"} and self._is_its_plan(one, told)

    def _is_its_plan(self, one: Meeting, told: Telling) -> bool:
        """Whether a plan is of the meeting told as held; "will meet again in May" is another."""
        if not told.seats or self._is_generic(told):
            return not told.again
        plans = [t for t in (*one.tellings, told) if t.status == "scheduled"]
        dates = {as_plain(words) for words in (one.date, told.date) if words}
        new_date = told.status == "scheduled" and told.date and not one.date
        return not any(plan.again for plan in plans) and len(dates) <= 1 and not new_date

    def _parties_fit(self, one: Meeting, told: Telling) -> bool:
        mine, theirs = set(one.seats), set(told.actors)
        if not mine:
            return False
        if one.status == told.status == "denied" and mine & theirs:
            return any(abs(t.sentence - told.sentence) <= _ROW_WITHIN for t in one.tellings)
        sides_one, sides_two = self._sides(mine), self._sides(theirs)
        small, large = sorted((sides_one, sides_two), key=len)
        if not small.keys() <= large.keys():
            return bool(mine & theirs) and self._is_visit(one, told)
        if len(small) < 2 and len(large) > 1 and not self._is_visit(one, told):
            return bool(mine & theirs) and len(large) == len(small)
        whole = is_gathering(one.tellings, told, fewer_in_one=small is sides_one)
        if len(large) > len(small) and not (whole or self._is_visit(one, told)):
            return False
        return all(self._one_party(small[side], large[side]) for side in small)

    def _is_visit(self, one: Meeting, told: Telling) -> bool:
        """A visit and whom the visitor met there are one: same sentence, or the next."""
        visit = any(t.noun == "visit" for t in one.tellings) or told.noun == "visit"
        near = any(abs(t.sentence - told.sentence) <= 1 for t in one.tellings)
        alone = len(one.seats) == 1 or len(told.seats) == 1
        return visit and near and alone and bool(set(one.seats) & set(told.actors))

    def _one_party(self, some: set[int], others: set[int]) -> bool:
        """Whether one side's people agree: the same ones, or named on one side only."""
        if some & others:
            return True
        named = [
            {a for a in group if self.cast.actors[a].kind == "person"} for group in (some, others)
        ]
        if all(named):
            return False
        # "his Iranian counterpart" may be the president named elsewhere, not his minister.
        levels = [level_of(self.cast, sorted(group)) for group in (some, others)]
        return len(set(levels) - {"mixed"}) < 2

    def _sides(self, actors: set[int]) -> dict[str, set[int]]:
        sides: dict[str, set[int]] = {}
        for actor in sorted(actors):
            sides.setdefault(side(self.cast, actor), set()).add(actor)
        return sides

    def _dates_fit(self, one: Meeting, told: Telling) -> bool:
        if not one.date or not told.date or as_plain(one.date) == as_plain(told.date):
            return True
        if told.moved or (one.status != told.status and "postponed" in (one.status, told.status)):
            return True
        first, second = (
            self._days(words, status)
            for words, status in ((one.date, one.status), (told.date, told.status))
        )
        if first is None or second is None:
            if (not told.seats or self._is_generic(told)) and _RELATIVE.search(told.date):
                return True
            return days_agree(one.date, told.date) or weekdays_fit(
                one.date, told.date, first or second
            )
        low, high = max(first[0], second[0]), min(first[1], second[1])
        return low <= high

    def _dated_alike(self, one: Meeting, told: Telling) -> bool:
        return bool(one.date and told.date and self._dates_fit(one, told))

    def _days(self, words: str, status: MeetingStatus) -> tuple[int, int] | None:
        known = self._known
        if (words, status) not in known:
            known[words, status] = self._read(words, status)
        return known[words, status]

    def _read(self, words: str, status: MeetingStatus) -> tuple[int, int] | None:
        found = resolve(words, self.context, status=status).interval
        start, end = found.start or found.end, found.end or found.start
        return (start.toordinal(), end.toordinal()) if start and end else None
