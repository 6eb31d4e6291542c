"""At which of an article's meetings something was said."""

from collections.abc import Sequence

from schemas.draft import MeetingDraft, StatementDraft
from schemas.vocabulary import Channel, Medium

_REACH = 12
"""Paragraphs behind a meeting's mention in which a participant still speaks of it."""
_MEDIA: dict[Channel, Medium] = {"phone": "phone", "video": "meeting"}
"""How something was said where only the meeting's channel tells."""
_TWO = 2
_ELSEWHERE = frozenset("interview social_post release broadcast".split())
"""Media of their own: what is said there is not said at the meeting."""


def at_meetings(
    statements: Sequence[StatementDraft], meetings: Sequence[MeetingDraft]
) -> tuple[StatementDraft, ...]:
    """The statements with the held meeting at which a participant said them.

    That meeting of his is meant whose evidence stands nearest before his words. What one
    of two says on the telephone is said to the other.
    """
    return tuple(_placed(one, meetings) for one in statements)


def _placed(said: StatementDraft, meetings: Sequence[MeetingDraft]) -> StatementDraft:
    if said.medium in _ELSEWHERE:
        return said
    speakers = {ref for ref in said.who if " " not in ref}
    here = _paragraph(said.content[0])
    best: tuple[int, MeetingDraft] | None = None
    for meeting in meetings:
        met = {item.partition(" ")[0] for item in meeting.participants}
        if meeting.status != "held" or not speakers <= met:
            continue
        for anchor in meeting.evidence:
            back = here - _paragraph(anchor)
            if 0 <= back <= _REACH and (best is None or back < best[0]):
                best = (back, meeting)
    if best is None:
        return said
    meeting = best[1]
    medium = said.medium
    if medium == "unspecified":
        medium = _MEDIA.get(meeting.channel, medium)
    who = said.who
    parties = [item.partition(" ")[0] for item in meeting.participants]
    others = [ref for ref in parties if ref not in speakers]
    if meeting.channel == "phone" and len(parties) == _TWO and len(others) == 1:
        named = {item.partition(" ")[0] for item in who}
        who = (*who, *(f"{ref} to" for ref in others if ref not in named))
    return said.model_copy(update={"who": who, "occasion": meeting.ref, "medium": medium})


def _paragraph(anchor: str) -> int:
    return int(anchor.partition(":")[0].partition("#")[0])
