"""Actors of a draft: where the article names them, or which record needs them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pipeline.grounding.failures import Failure, Path, Unusable, failure
from pipeline.grounding.identities import identified
from pipeline.grounding.locate import TextIndex
from pipeline.grounding.making import Made
from pipeline.grounding.passages import in_metadata, loosely_found
from schemas.draft import ActorDraft
from schemas.records import Actor, Article, Claim, Span, Statement, Summit


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
        actor = Actor(
            ref=draft.ref,
            mention_id="",
            name=draft.name,
            kind=draft.kind,
            role=draft.role,
            affiliation=draft.affiliation,
            members=draft.members,
            evidence=found,
            actor_id="",
        )
        return Made(path, actor, tuple(loosely_found(found)))

    return make


def each_ref_once(
    made: list[Made[Actor]], drafts: Sequence[Any], failures: list[Failure]
) -> Iterator[Made[Actor]]:
    """Each actor's ref once; a second actor under one ref fails."""
    seen: set[str] = set()
    for one in made:
        if one.record.ref in seen:
            error = Unusable("double_ref", f'"r": {one.record.ref} is the ref of another actor too')
            failures.append(failure(one.path, "actor_mention", drafts[int(one.path[1])], error))
            continue
        seen.add(one.record.ref)
        yield one


def placed_actors(
    article: Article,
    actors: list[Made[Actor]],
    meetings: Sequence[Made[Summit]],
    statements: Sequence[Made[Statement]],
    claims: Sequence[Made[Claim]],
) -> list[Made[Actor]]:
    """Actors with ids; one that is only a role rests on the first record that uses it.

    An actor that stands nowhere and that no record uses is left out.
    """
    uses: dict[str, tuple[Span, ...]] = {}
    for meeting in meetings:
        for participant in meeting.record.participants:
            uses.setdefault(participant.actor, meeting.record.evidence[:1])
    for statement in statements:
        said = statement.record
        for ref in said.speakers + said.via + said.addressees:
            uses.setdefault(ref, said.content[:1])
    for claim in claims:
        for ref in claim.record.asserters:
            uses.setdefault(ref, claim.record.evidence[:1])
    placed = [
        Made(
            one.path,
            one.record.model_copy(
                update={"evidence": one.record.evidence or uses.get(one.record.ref, ())}
            ),
            one.doubts,
        )
        for one in actors
    ]
    placed = [one for one in placed if one.record.evidence]
    return identified(article, "actor_mention", placed, lambda actor: actor.ref)[0]
