"""Actors of a draft: where the article names them, or which record needs them."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.grounding.failures import Failure, Path, Unusable, failure
from pipeline.grounding.locate import TextIndex
from pipeline.grounding.making import Made
from pipeline.grounding.passages import in_metadata, loosely_found
from schemas.draft import ActorDraft
from schemas.records import Actor, Claim, Span, Statement, Summit


def actor_in(index: TextIndex) -> Callable[[ActorDraft, Path], Made[Actor]]:
    """What makes a draft an actor of the article."""

    def make(draft: ActorDraft, path: Path) -> Made[Actor]:
        if not draft.name and not draft.role:
            raise Unusable("nameless", 'give "n" a name of the article, or "ro" a role')
        place = index.first(draft.name or draft.role or "")
        found = (place,) if place else ()
        if draft.name and not found and not in_metadata(draft.name, index.article):
            raise Unusable(
                "name_not_in_text",
                f"\"n\": '{draft.name}' does not stand in the article: copy the longest form "
                "that does, or give null if only a role is named",
            )
        fields = {
            "ref": draft.ref,
            "name": draft.name,
            "kind": draft.kind,
            "role": draft.role,
            "affiliation": draft.affiliation,
            "members": draft.members,
            "evidence": found,
            "actor_id": "",
        }
        return Made(path, draft, found, draft.ref, Actor, fields, tuple(loosely_found(found)))

    return make


def each_ref_once(made: Iterable[Made[Actor]], failures: list[Failure]) -> dict[str, Made[Actor]]:
    """The actors by their refs; a second actor under one ref fails."""
    by_ref: dict[str, Made[Actor]] = {}
    for one in made:
        ref = one.draft.ref
        if ref in by_ref:
            error = Unusable("double_ref", f'"r": {ref} is the ref of another actor too')
            failures.append(failure(one.path, "actor_mention", one.draft, error))
        else:
            by_ref[ref] = one
    return by_ref


def placed_actors(
    actors: Mapping[str, Made[Actor]],
    meetings: Sequence[Summit],
    statements: Sequence[Statement],
    claims: Sequence[Claim],
) -> list[Made[Actor]]:
    """The actors; one that is only a role rests on the first record that uses it.

    An actor that stands nowhere and that no record uses is left out.
    """
    if all(one.spans for one in actors.values()):
        return list(actors.values())
    uses: dict[str, tuple[Span, ...]] = {}
    for meeting in meetings:
        for participant in meeting.participants:
            uses.setdefault(participant.actor, meeting.evidence[:1])
    for said in statements:
        for ref in said.speakers + said.via + said.addressees:
            uses.setdefault(ref, said.content[:1])
    for claim in claims:
        for ref in claim.asserters:
            uses.setdefault(ref, claim.evidence[:1])
    return [
        one
        if one.spans
        else one._replace(spans=uses[ref], fields={**one.fields, "evidence": uses[ref]})
        for ref, one in actors.items()
        if one.spans or ref in uses
    ]
