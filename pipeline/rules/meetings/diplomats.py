"""Who meets as a diplomat, and who together can hold a diplomatic meeting."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from pipeline.rules.meetings.at_home import (
    called_private,
    is_home_office,
    is_kept_home,
    is_of_cause,
    is_of_one_government,
    is_private,
)
from pipeline.rules.meetings.known_people import offices_of
from pipeline.rules.meetings.levels import (
    BODIES,
    GROUPS,
    hinted_level,
    is_faction,
    level_of_one,
    told_role,
)
from pipeline.rules.meetings.sides import acts_for_body, country_of, side, state_named_in
from pipeline.rules.mentions import Cast
from schemas.draft import ActorDraft

_OF_SOME = re.compile(
    r"[A-Z]\w|\bcounterparts\b|\bforeign ministers|\bdeputy ministers|\bmilitary chiefs"
    r"|\bheads of state"
)
_SERVES = re.compile(
    r"\b(?:Ministry|Office|Embassy|Council|Court|Cabinet|Secretariat|Government|Mission|Delegation)\b"
)
"""Bodies of a state whose people act for it: "Jo Doe of the Omani Royal Office"."""
_COUNTERPART = re.compile(r"\bcounterparts?\b", re.IGNORECASE)
_SIDES = 2
_MAJORITY = 3
"""Diplomats beside whom a person of whom the text tells nothing may sit too."""


def is_diplomatic(actor: ActorDraft, country: str | None) -> bool:
    """Whether he, or it, meets others on behalf of a state, a body of states or a warring side."""
    if actor.kind in (*BODIES, *GROUPS):
        return True
    if actor.kind in ("media", "expert_org"):
        return False
    words = told_role(actor)
    if actor.kind == "collective" and not (country or actor.affiliation or actor.members):
        return bool(is_faction(words) or _OF_SOME.search(words))
    if (
        words
        and not is_kept_home(actor, words)
        and (level_of_one(actor) is not None or _COUNTERPART.search(words))
    ):
        return True
    if actor.kind != "person" or words:
        return False
    serves = _SERVES.search(actor.affiliation or "") and state_named_in(actor.affiliation or "")
    return bool(serves or offices_of(actor.name or "", country))


@lru_cache(maxsize=10_000)
def calls_diplomats(words: str) -> bool:
    """Whether words for somebody name an office: "Minister Wiraatmaja", "the two leaders"."""
    return hinted_level(words) is not None and not called_private(words) and not is_of_cause(words)


def is_company(cast: Cast, actors: Sequence[int], called: Collection[int] = ()) -> bool:
    """Whether these can hold a diplomatic meeting: two parties at least, not of one country.

    called: those whom the text there calls by an office, "the ministers".
    """
    known = cast.countries or (None,) * len(cast.actors)
    if any(is_private(cast.actors[one]) for one in actors):
        return False
    if len(actors) == 1:
        one = cast.actors[actors[0]]
        return one.kind in ("collective", "opposition_group") and (
            len(one.members) > 1
            or (
                hinted_level(told_role(one)) is not None
                and not is_of_one_government(told_role(one))
            )
        )
    sure = [one for one in actors if one in called or is_diplomatic(cast.actors[one], known[one])]
    if not all(one in sure or cast.actors[one].kind == "person" for one in actors):
        return False
    if len(sure) < len(actors) and (
        len(sure) < _MAJORITY
        or any(told_role(cast.actors[one]) for one in actors if one not in sure)
    ):
        return False
    guests = [
        one
        for one in sure
        if not is_home_office(cast.actors[one], country_of(cast, one))
        and not _is_double(cast, one, sure)
    ]
    if len({side(cast, one) for one in guests}) < _SIDES:
        return False
    # "Chair Doe and Vice Chair Roe": somebody must be known to act for a state or body.
    return any(
        country_of(cast, one)
        or cast.actors[one].kind not in ("person", "role_holder", "government_body")
        or cast.actors[one].affiliation
        or acts_for_body(cast.actors[one].role or "")
        or level_of_one(cast.actors[one], known[one]) not in (None, "officials")
        for one in sure
    )


def _is_double(cast: Cast, one: int, others: Sequence[int]) -> bool:
    """Whether an office alone is the one before it under another word: `"THE PRESIDENT"`."""
    return any(
        _bare(cast, one) == _bare(cast, at) != "" for at in others[: list(others).index(one)]
    )


def _bare(cast: Cast, one: int) -> str:
    """`"the president"`, where neither a name nor a country stands beside it; else nothing."""
    actor = cast.actors[one]
    known = actor.kind != "role_holder" or actor.name or actor.affiliation
    return (
        "" if known or country_of(cast, one) else (actor.role or "").casefold().removeprefix("the ")
    )
