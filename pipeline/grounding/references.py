"""What records may refer to, and the names of those whom a reference means."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.grounding.failures import Failure, Unusable
from schemas.draft import ActorDraft, ArticleDraft, Malformed
from schemas.records import Span, Summit


@dataclass(frozen=True)
class Known:
    """What records may refer to."""

    actors: Mapping[str, ActorDraft]
    meetings: Mapping[str, Summit]
    lost: frozenset[str]
    """References whose own records failed."""

    @cached_property
    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """How the article may name each actor: in full, by surname, by role."""
        return {ref: _forms_of(actor) for ref, actor in self.actors.items()}

    def forms_of(self, refs: Iterable[str]) -> list[str]:
        return [form for ref in refs for form in self.forms[ref]]

    def acted_for(self, refs: Iterable[str]) -> list[str]:
        """Whom actors mean when they say "we": `"South Africa"`."""
        return [of for ref in refs if (of := self.actors[ref].affiliation)]

    @cached_property
    def roles(self) -> Sequence[tuple[str, str]]:
        """Role, case folded, and name of each actor who has both."""
        actors = self.actors.values()
        return [(one.role.casefold(), one.name) for one in actors if one.name and one.role]

    def actor(self, ref: str) -> str:
        if ref not in self.actors:
            raise Unusable(
                "unknown_ref", f"there is no actor {ref} in the report", waits=ref in self.lost
            )
        return ref

    def meeting(self, ref: str) -> str:
        if ref not in self.meetings:
            raise Unusable(
                "unknown_ref", f"there is no meeting {ref} in the report", waits=ref in self.lost
            )
        return self.meetings[ref].ref


def _forms_of(actor: ActorDraft) -> tuple[str, ...]:
    name = actor.name.split() if actor.name else []
    surname = [name[-1]] if len(name) > 1 and actor.kind == "person" else []
    return tuple(form for form in (actor.name, *surname, actor.role) if form)


def lost_refs(draft: ArticleDraft, failures: Sequence[Failure]) -> frozenset[str]:
    """The refs of actors and meetings that failed, as far as they can be read."""
    rows = {"A": draft.actors, "M": draft.meetings}
    refs: set[str] = set()
    for failure in failures:
        if failure.path[0] in rows:
            given = rows[str(failure.path[0])][int(failure.path[1])]
            if not isinstance(given, Malformed):
                refs.add(given.ref)
            elif isinstance(given.value, dict):
                refs.add(str(given.value.get("r")))
    return frozenset(refs)


def names_of(refs: Iterable[str], known: Known) -> list[str]:
    """By name, else by role, else the reference itself."""
    return [known.actors[ref].name or known.actors[ref].role or ref for ref in refs]


def meant_by_role(evidence: Sequence[Span], known: Known) -> Iterator[str]:
    """The names of those whom a passage names by their role alone."""
    passage = " ".join(span.text for span in evidence).casefold()
    return (name for role, name in known.roles if role in passage)
