"""Armed and opposition groups that the text calls so: "the rebel group Ansar Hama"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.rules.mentions import Cast, Mention
from pipeline.rules.text import Layout
from schemas.vocabulary import ActorKind

_SORT = (
    r"(?P<sort>armed|rebel|Islamist|jihadist|militant|insurgent|separatist|guerrilla|paramilitary"
    r"|secessionist|opposition)"
)
_CALLED = re.compile(
    rf"\b{_SORT} (?:[a-z-]+ ){{0,2}}(?:group|movement|militia|faction|alliance|coalition|party"
    r"|army|force|front|outfit)s? (?:the )?(?=[A-Z])"
)
_SENT_BY = re.compile(
    r"(?:\b(?:an?|the|some|senior|top|political|military|high-ranking) )*\b(?:delegations?|leaders"
    r"|envoys|members|officials|representatives|negotiators|commanders|chiefs) (?:of|from)"
    r" (?:the |an? )?(?:[a-z-]+ ){0,3}$",
    re.IGNORECASE,
)
_FAR = 70
"""Characters that may stand before a group's name with those whom it sends."""


def factions(layout: Layout, cast: Cast) -> Cast:
    """The cast with such groups as groups, and as one mention with those whom they send.

    `"A delegation of the rebel group Ansar Hama | met" -> Ansar Hama, an armed group`
    """
    found = list(_groups(layout, cast))
    if not found:
        return cast
    actors, mentions = list(cast.actors), list(cast.mentions)
    for mention, kind in found:
        at = mention.actors[0]
        if actors[at].kind == "person" and not actors[at].role:
            actors[at] = actors[at].model_copy(update={"kind": kind})
        mentions = [one for one in mentions if one.end <= mention.start or mention.end <= one.start]
        mentions.append(mention)
    mentions.sort(key=lambda one: one.start)
    return replace(cast, actors=tuple(actors), mentions=tuple(mentions))


def _groups(layout: Layout, cast: Cast) -> Iterator[tuple[Mention, ActorKind]]:
    """Each group by name, from those whom it sends to the end of its name, and what it is."""
    text = layout.text
    for called in _CALLED.finditer(text):
        name = cast.at(called.end())
        if name is None or name.kind != "name" or name.actor is None:
            continue
        actor = cast.actors[name.actor]
        if actor.kind not in ("person", "armed_group", "opposition_group") or actor.role:
            continue
        if name.start not in (called.end(), called.end() - len("the ")):
            continue
        kind: ActorKind = "opposition_group" if called["sort"] == "opposition" else "armed_group"
        first = max(layout.sentence_at(called.start()).start, called.start() - _FAR)
        sent = _SENT_BY.search(text[first : called.start()])
        start = first + sent.start() if sent else name.start
        yield replace(name, start=start, text=text[start : name.end]), kind
