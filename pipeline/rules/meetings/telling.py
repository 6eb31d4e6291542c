"""What one stretch of a sentence tells of one meeting."""

from dataclasses import dataclass
from typing import TypeAlias

from schemas.vocabulary import Channel, MeetingStatus, ParticipantRole

Seats: TypeAlias = tuple[tuple[int, ParticipantRole], ...]
"""Actors of the cast, each with its role, in the order of the text."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A meeting as one stretch of a sentence has it; offsets refer to the article."""

    at: int
    """Where the verb or noun stands that tells of it."""
    start: int
    end: int
    sentence: int
    """Index into the layout's sentences."""
    status: MeetingStatus
    channel: Channel | None
    noun: str
    """What the text calls it: "summit", "talks"; the verb where it has no noun."""
    seats: Seats
    """Empty where the sentence names nobody."""
    hint: str = ""
    """Words that tell the level where the seats do not."""
    place: str | None = None
    date: str | None = None
    again: bool = False
    """It is another one than the meeting told before: "met again", "a second meeting"."""
    weak: bool = False
    """Too little to make a record of: it may only belong to one."""
    unmet: bool = False
    """It had been planned, and the text looks back on the plan: "had been due to"."""
    own: bool = False
    """Without names it is still a meeting of its own: "U.N.-backed peace talks on May 4"."""

    sequel: bool = False
    """One of a row: who meets is who met in the meeting told nearest."""

    title: str | None = None
    """The proper name of a summit: "NATO Summit", "COP29"."""
    moved: bool = False
    """Its date is the one to which it was put off."""
    headed: bool = False
    """It stands in the title; its passage is the first sentence of the text."""

    body: Seats = ()
    """Whose gathering it may be by the sentences before, where no meeting told is meant."""

    @property
    def actors(self) -> tuple[int, ...]:
        return tuple(actor for actor, _ in self.seats)
