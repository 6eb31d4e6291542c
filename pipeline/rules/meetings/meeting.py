"""A meeting as the sentences read so far tell of it."""

from dataclasses import dataclass, field

from pipeline.rules.meetings.telling import Telling
from schemas.vocabulary import Channel, MeetingStatus, ParticipantRole

_FATES: tuple[MeetingStatus, ...] = ("cancelled", "postponed", "held")
"""What supersedes a plan for the same meeting."""


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
