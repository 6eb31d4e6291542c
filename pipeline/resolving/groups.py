"""A group with and without its nation: "Syrian opposition groups", then "opposition groups".

The two are one where the article gives that group one nation and no other: not by an
adjective ("Turkish troops", "Russian troops"), not as somebody's ("Turkish-backed"), not
behind it ("troops of Iran").
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.lookup.names import plain
from pipeline.lookup.registry import Registry
from schemas.records import Actor

GROUPS = ("armed_group", "opposition_group", "collective")
_BEFORE = re.compile(r"(\S+)(?:\s+(\S+))?\s+\Z")
_BEHIND = re.compile(r"\s+(?:of|in|from|inside)\s+(?:the\s+)?(\S+)(?:\s+(\S+))?")
_SIDE = re.compile(r"(\w[\w.]*)-\w+")


def with_nation(
    actors: Sequence[Actor], unknown: Mapping[str, str | None], text: str, registry: Registry
) -> dict[str, str]:
    """Group without nation -> the same group with it, by ref.

    `unknown` holds the refs of actors that stand in no table, with the country of each.
    """
    full: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for actor in actors:
        if actor.name and actor.kind in GROUPS and actor.ref in unknown:
            for iso3, rest in _split(actor.name, registry):
                full.setdefault((actor.kind, rest), []).append((iso3, actor.ref))
    if not full:
        return {}
    found = {}
    for actor in actors:
        if not actor.name or actor.ref not in unknown:
            continue
        named = full.get((actor.kind, plain(actor.name)), [])
        nations = set(_nations(plain(actor.name), text, registry)) if named else set()
        nations |= {iso3 for iso3, _ in named}
        if own := unknown[actor.ref]:
            nations.add(own)
        if len(nations) == 1 and len({ref for _, ref in named}) == 1:
            found[actor.ref] = named[0][1]
    return found


def _split(name: str, registry: Registry) -> Iterator[tuple[str, str]]:
    """`"Syrian opposition groups" -> SYR, "opposition groups"`"""
    words = name.removeprefix("the ").removeprefix("The ").split()
    for at in range(1, min(3, len(words))):
        if iso3 := registry.state(" ".join(words[:at])):
            yield iso3, plain(" ".join(words[at:]))
            return


def _nations(group: str, text: str, registry: Registry) -> Iterator[str]:
    """Every nation, or side, that the article gives to a group so called."""
    called = re.compile(
        r"\b" + r"[\s'’-]+".join(map(re.escape, group.split())) + r"\b", re.IGNORECASE
    )
    for place in called.finditer(text):
        if before := _BEFORE.search(text, max(0, place.start() - 60), place.start()):
            first, second = before[1], before[2]
            yield from _nation(f"{first} {second}" if second else first, registry)
        if behind := _BEHIND.match(text, place.end()):
            yield from _nation(" ".join(filter(None, behind.groups())), registry, first=True)


def _nation(words: str, registry: Registry, *, first: bool = False) -> Iterator[str]:
    """The state that two words name, or that the nearer one names; a side as itself."""
    words = words.strip(".,;:!?()[]\"“”‘’'")
    near = words.split()[0 if first else -1].strip(".,;:!?()[]\"“”‘’'") if words else ""
    if side := _SIDE.fullmatch(near):
        if registry.state(side[1]) or registry.metonym(side[1]):
            yield near.casefold()
    elif iso3 := registry.state(words) or registry.state(near):
        yield iso3
