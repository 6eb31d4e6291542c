"""Whose government publishes a text: by the address or the name of the site."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from pipeline.lookup.registry import Registry, load

_AMERICAN = frozenset({"gov", "mil"})
"""Domains of the United States' own."""
_OF_GOVERNMENT = frozenset(
    "gov gob gouv govt government regjeringen president presidency presidencia presidence"
    " presidente primeminister".split()
)
"""Parts of an address that tell a government's site where it ends in a state's letters."""
_UNDER_STATE = frozenset("go gc gv admin".split())
"""The same before those letters alone: `"go.ke"`, `"gc.ca"`, `"admin.ch"`."""
_BODY = re.compile(
    r"\b(?:Office of the|Ministry|Government|Presidency|Embassy|Department of|Cabinet"
    r"|Chancellery)\b"
)


def government_of(url: str | None, outlet: str | None) -> str | None:
    """ISO 3166 code of the state whose government publishes there; None where nothing tells.

    `"https://www.whitehouse.gov/…" -> "USA"`, `"http://en.kremlin.ru" -> "RUS"`, outlet
    `"The White House" -> "USA"`; `"https://www.thestar.co.ke" -> None`
    """
    return _at(url or "") or _named(outlet or "")


@lru_cache(maxsize=1_000)
def _at(url: str) -> str | None:
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:  # such as "http://[half an IPv6 address"
        return None
    *parts, last = host.split(".")
    if last in _AMERICAN:
        return "USA"
    registry = load()
    state = next((one.iso3 for one in registry.states.values() if one.domain == last), None)
    if state is None:
        return None
    own = not _OF_GOVERNMENT.isdisjoint(parts) or not _UNDER_STATE.isdisjoint(parts[-1:])
    return state if own or any(_seat(registry, part) == state for part in parts) else None


def _seat(registry: Registry, words: str) -> str | None:
    """The state whose seat of government this is: `"kremlin" -> "RUS"`, no capital."""
    state = registry.states.get(registry.metonym(words) or "")
    return state.iso3 if state and words.casefold() != state.capital.casefold() else None


@lru_cache(maxsize=1_000)
def _named(outlet: str) -> str | None:
    registry = load()
    body = registry.country_of(outlet) if _BODY.search(outlet) else None
    return body or _seat(registry, outlet)
