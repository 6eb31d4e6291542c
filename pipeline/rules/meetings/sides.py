"""For whom somebody sits at a meeting: a country, a body, a warring side, or himself."""

import re
from functools import lru_cache

from pipeline.lookup.registry import load
from pipeline.rules.meetings.known_people import home_of
from pipeline.rules.meetings.levels import GROUPS
from pipeline.rules.mentions import Cast

_FOR_BODY = re.compile(
    r"\bsecretary[- ]general|\bhigh representative|\bcommissioner\b|\bU\.?N\b|\bUnited Nations\b"
    r"|\bEU\b|\bEuropean (?:Union|Council|Commission)\b|\bNATO\b|\bAfrican Union\b|\bLeague\b"
    r"|\bOSCE\b|\bIAEA\b|\bIMF\b|\bWorld Bank\b",
    re.IGNORECASE,
)
_ARMED = re.compile(
    r"\b(?:rebels?|insurgents?|militants?|militias?|paramilitar(?:y|ies)|separatists?|guerrillas?"
    r"|warlords?|jihadists?|junta)\b",
    re.IGNORECASE,
)
"""What makes somebody a side of his own in his own country."""
_STAFF = re.compile(
    r"\b(?:to|of) the (?:vice )?president\b(?! of\b)"
    r"|^(?:senior |special |deputy )?(?:advis[eo]r|assistant)$",
    re.IGNORECASE,
)
"""Who serves a president of whom the text need not tell whose he is."""
_PRESIDENT = re.compile(r"(?:the )?president", re.IGNORECASE)
_OF_STATE = re.compile(r"(?:\w+ ){1,2}president|president of .+", re.IGNORECASE)
_SENT_TO = re.compile(
    r"\b(envoy|ambassador|representative|coordinator|mediator|negotiator) (?:for|to|on) .*"
)
"""Whom he is sent to, and whose he is not: "UN envoy for Yemen"."""


def country_of(cast: Cast, one: int) -> str | None:
    """Whose country he acts for: by the text, else by the tables where they know one such name."""
    country = cast.countries[one] if cast.countries else None
    actor = cast.actors[one]
    if country is None and actor.kind in ("person", "role_holder", "government_body"):
        country = state_named_in(
            _SENT_TO.sub(
                r"\1",
                f"{actor.role or ''} {actor.name or ''}"
                if actor.kind != "person"
                else actor.role or "",
            )
        )
    if country or actor.kind != "person" or not actor.name or actor.affiliation:
        return country
    return None if acts_for_body(actor.role or "") else home_of(actor.name)


def acts_for_body(role: str) -> bool:
    """Whether somebody acts for a body of states, whatever country he is from."""
    return bool(_FOR_BODY.search(role))


@lru_cache(maxsize=2_000)
def state_named_in(words: str) -> str | None:
    """The state that an office's words name: `"White House Policy Director" -> USA`."""
    registry = load()
    parts = words.split()
    for at in range(len(parts)):
        for length in (2, 1):
            some = " ".join(parts[at : at + length])
            found = registry.state(some) or registry.metonym(some) if some[:1].isupper() else None
            if found in registry.states:
                return found
    return None


def side(cast: Cast, one: int) -> str:
    """For whom he sits: a country, what the article names, or himself."""
    actor = cast.actors[one]
    country = country_of(cast, one)
    if actor.kind in GROUPS:
        return actor.name or actor.ref
    if country:
        armed = actor.kind in ("person", "role_holder") and _ARMED.search(actor.role or "")
        return (actor.name or actor.ref) if armed else country
    if actor.kind in ("person", "role_holder") and _STAFF.search(actor.role or ""):
        return cast.publisher or _presided(cast) or "the president"
    if actor.affiliation:
        return actor.affiliation.lower().removeprefix("the ")
    if actor.kind == "state" and actor.name:
        return actor.name.lower().removeprefix("the ")
    return actor.ref


def _presided(cast: Cast) -> str | None:
    """The one state whose head the text means by "the president"; None where it may be two's.

    Whom it calls so; else who stands there by that office alone, `"President Jo Doe"`, or serves
    him; else whom it calls a state's: `"the Kenyan president"`.
    """
    meant = [one for m in cast.mentions if _PRESIDENT.fullmatch(m.text) for one in m.actors]
    roles = [(one, actor.role or "") for one, actor in enumerate(cast.actors)]
    bare = [one for one, role in roles if _PRESIDENT.fullmatch(role) or _STAFF.search(role)]
    told = [one for one, role in roles if _OF_STATE.fullmatch(role)]
    for some in (meant, bare, told):
        states = {country_of(cast, one) for one in some} - {None}
        if states:
            return states.pop() if len(states) == 1 else None
    return None
