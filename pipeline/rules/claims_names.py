"""Who speaks in a claim and whom a pronoun means, by name."""

import re

from pipeline.grounding.numerals import numbers
from pipeline.lookup.registry import load
from pipeline.rules.mentions import Cast, Mention

_ASKS = re.compile(r"(?:Q|Question|Reporter|Moderator|Interviewer|Host|Press)\b", re.IGNORECASE)
"""A label under which no claim stands: who asks vouches for nothing."""
_MANY = 5
"""Actors whom one "they" can mean."""
_BEARS = 7
"""Blanks of a clause from which on an office may stand for its pronoun."""


_TOO_MUCH = re.compile(
    r"\b(?:who|which|that|not|never|no|first|second|third|fourth|fifth)\b|\d", re.IGNORECASE
)
"""What of an office would be a claim's own: numbers, negations, clauses."""


def is_asking(cast: Cast, speakers: tuple[int, ...]) -> bool:
    """Whether somebody who only asks speaks: a transcript's "Q"."""
    actors = [cast.actors[one] for one in speakers]
    return any(_ASKS.fullmatch(actor.name or actor.role or "") for actor in actors)


def are_several(cast: Cast, mention: Mention) -> bool:
    """Whether "they" can be these: people, or states, not a body and a person mixed."""
    kinds = [cast.actors[one].kind for one in mention.actors]
    people = [kind in ("person", "role_holder") for kind in kinds]
    if len(kinds) == 1:
        return kinds[0] not in ("state", "igo", "media", "person")
    return len(kinds) <= _MANY and (all(people) or not any(people))


def carries(name: str, words: str) -> bool:
    """Whether a clause is long enough to bear an office's words, which it does not hold."""
    return not name.lower().startswith("the ") or words.count(" ") >= _BEARS


def spoken_name(cast: Cast, speakers: tuple[int, ...]) -> str | None:
    names = [_actor_name(cast, one) for one in speakers]
    if not names or not all(names):
        return None
    return _joined([name for name in names if name])


def speaks_for_himself(cast: Cast, speakers: tuple[int, ...]) -> bool:
    """Whether one person speaks for nobody that the text names: "our" is more than his."""
    actor = cast.actors[speakers[0]] if len(speakers) == 1 else None
    return actor is not None and actor.kind == "person" and not actor.affiliation


def body(cast: Cast, speakers: tuple[int, ...]) -> str | None:
    """Whom "we" means: the state or body that the speaker acts for, else the speaker.

    A state by its name, where only its adjective stands beside him: `"Iranian" -> "Iran"`.
    """
    if len(speakers) == 1:
        actor, registry = cast.actors[speakers[0]], load()
        if actor.affiliation and actor.kind in ("person", "role_holder"):
            state = registry.states.get(registry.state(actor.affiliation) or "")
            return (
                state.name if state and actor.affiliation in state.adjectives else actor.affiliation
            )
    return spoken_name(cast, speakers)


def _actor_name(cast: Cast, one: int) -> str | None:
    actor = cast.actors[one]
    if actor.name:
        return actor.name
    if actor.role and not _TOO_MUCH.search(actor.role):
        if actor.role.isupper() and len(actor.role) > 1:
            role = actor.role.removeprefix("THE ").title()  # the label of a transcript
            return f"the {role}"
        return actor.role if actor.role.lower().startswith("the ") else f"the {actor.role}"
    return None


def name_of(cast: Cast, mention: Mention) -> str | None:
    names = [_actor_name(cast, one) for one in mention.actors]
    if not names or any(name is None or numbers(name) for name in names):
        return None  # a number of a name would be a number of the claim
    return _joined([name for name in names if name])


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
