"""Those who lead a delegation, who sit for it: "a delegation from Mali headed by Awa Ba"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.rules.meetings.diplomats import calls_diplomats
from pipeline.rules.mentions import Cast, Mention
from pipeline.rules.text import Layout

_LED_BY = re.compile(r"\b(?:headed|led|chaired) by(?: the| his| her)? ")
_WORD = r"(?!(?:an?|the|another|its|his|her|their|and|or|by|with|to|in|on|at)\b)[\w.’'-]+ "
_DELEGATION = re.compile(
    rf"(?:\b(?:an?|the|another|its|his|her|their) |^)(?:{_WORD}){{0,5}}?"
    r"(?P<head>delegations?|missions?|team|teams|panel|negotiators|mediators|envoys|officials"
    r"|representatives)(?: (?:of|from) [^,;:.]{2,50})?,? $",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r" (?:of|from) (?P<whom>[a-z][a-z -]*s),? $")
"""Whom else a delegation may consist of: "a delegation of teachers"."""
_AND = re.compile(r",? and (?:the )?")
_FAR = 110
"""Characters that a delegation and what hangs on it may have before "led by"."""


def delegated(layout: Layout, cast: Cast) -> Cast:
    """The cast with each delegation and its leader as one mention of the leader.

    `"received | a delegation from Mali headed by Awa Ba | on Monday" -> Awa Ba, of Mali`
    """
    if "ed by " not in layout.text:
        return cast
    found = list(_leaders(layout, cast))
    if not found:
        return cast
    kept = [
        one
        for one in cast.mentions
        if not any(led.start < one.end and one.start < led.end for led in found)
    ]
    actors, countries = list(cast.actors), list(cast.countries)
    for led in found:
        for at, actor in enumerate(actors):
            if at not in led.actors or actor.affiliation:
                continue
            for other in cast.within(led.start, led.end):
                whose = other.actor
                if whose is None or whose in led.actors:
                    continue
                sender = cast.actors[whose]
                name = sender.name if sender.kind == "state" else sender.affiliation
                if name and at < len(countries) and countries[at] is None:
                    actors[at] = actor.model_copy(update={"affiliation": name})
                    countries[at] = countries[whose]
    mentions = sorted([*kept, *found], key=lambda one: one.start)
    return replace(cast, actors=tuple(actors), countries=tuple(countries), mentions=tuple(mentions))


def _leaders(layout: Layout, cast: Cast) -> Iterator[Mention]:
    text = layout.text
    for by in _LED_BY.finditer(text):
        leader = cast.at(by.end())
        if leader is None or leader.start < by.start() or leader.kind in ("adjective", "pronoun"):
            continue
        persons = {cast.actors[one].kind for one in leader.actors}
        if not persons or not persons <= {"person", "role_holder"}:
            continue
        sentence = layout.sentence_at(by.start())
        first = max(sentence.start, by.start() - _FAR)
        sent = _DELEGATION.search(text[first : by.start()])
        others = _OF_OTHERS.search(sent[0]) if sent else None
        if others and not calls_diplomats(others["whom"]):
            continue
        if sent is None or layout.quotation_at(by.start()) is not None:
            continue
        actors, end = leader.actors, leader.end
        following = cast.after(end)
        if sent["head"].endswith("s") and following and _AND.fullmatch(text[end : following.start]):
            actors, end = (*actors, *following.actors), following.end
        start = first + sent.start() + (text[first + sent.start()] == " ")
        yield replace(
            leader,
            start=start,
            end=end,
            text=text[start:end],
            kind="name",
            actors=tuple(dict.fromkeys(actors)),
            tail=max(end, leader.tail),
        )
