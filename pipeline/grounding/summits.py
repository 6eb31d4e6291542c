"""Meetings of a draft: who met, how, when and where, as the article has it."""

from collections.abc import Callable
from typing import cast

from pipeline.grounding.doubts import Doubt
from pipeline.grounding.failures import Path, Unusable
from pipeline.grounding.locate import TextIndex
from pipeline.grounding.making import Made
from pipeline.grounding.passages import anchored, copied, loosely_found
from pipeline.grounding.references import Known, names_of
from schemas.draft import MeetingDraft
from schemas.records import Participant, Summit
from schemas.vocabulary import ParticipantRole

REMOTE = ("phone", "video")


def summit_in(index: TextIndex, known: Known) -> Callable[[MeetingDraft, Path], Made[Summit]]:
    """What makes a draft a meeting of the article, between actors that are known."""

    def make(draft: MeetingDraft, path: Path) -> Made[Summit]:
        evidence = anchored(index, draft.evidence)
        if not evidence:
            raise Unusable("no_evidence", '"at": give the passage that tells of the meeting')
        participants: dict[str, Participant] = {}
        for item in draft.participants:
            ref, _, role = item.partition(" ")
            if known.actor(ref) not in participants:
                role = cast(ParticipantRole, role or "participant")
                participants[ref] = Participant(actor=ref, role=role)
        doubts = list(loosely_found(evidence))
        place = copied(index, draft.place_text, "place", doubts)
        if place and draft.channel in REMOTE:
            doubts.append(
                Doubt("place_of_remote", "flag", f"a {draft.channel} contact has no place: {place}")
            )
            place = None
        fields = {
            "ref": draft.ref,
            "title": copied(index, draft.title, "title", doubts),
            "status": draft.status,
            "channel": draft.channel,
            "level": draft.level,
            "date_text": copied(index, draft.date_text, "date", doubts),
            "date_llm": draft.date_llm,
            "place_text": place,
            "participants": tuple(participants.values()),
            "evidence": evidence,
        }
        told = " ".join([draft.status, draft.channel, *sorted(names_of(participants, known))])
        return Made(path, draft, evidence, told, Summit, fields, tuple(doubts))

    return make
