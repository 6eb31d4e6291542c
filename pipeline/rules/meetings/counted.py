"""Whom counted states sent: "the five countries", "military chiefs from the three nations"."""

import re
from dataclasses import replace
from operator import is_

from pipeline.lookup.registry import load
from pipeline.rules.meetings.diplomats import calls_diplomats
from pipeline.rules.meetings.levels import hinted_level
from pipeline.rules.mentions import Cast, Mention
from pipeline.rules.people import head_key
from schemas.draft import ActorDraft

_COUNTED = re.compile(
    r"\b(?P<n>two|three|four|five|six|seven|eight) (?:\w+ )?"
    r"(?:countries|nations|states|neighbou?rs|governments|capitals)$",
    re.IGNORECASE,
)
_SENT_BY = re.compile(r"(?:the |senior |top )*(?P<who>[\w-]+(?: [\w-]+)?) (?:of|from) (?:the )?")
_CROWD = re.compile(r"\b(?:delegat\w+|teams?|sides|representatives|officials)\b", re.IGNORECASE)
_FROM = re.compile(r" (?:of|from) (?:the )?")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_SEVERAL = 2


def with_counted(text: str, cast: Cast) -> Cast:
    """Takes "the five countries" for those five whose leaders, or who, stood in a list before."""
    found: list[Mention] = []
    lists: dict[int, tuple[int, ...]] = {}
    named: dict[str, int] = {}
    actors, countries = list(cast.actors), list(cast.countries)
    for mention in cast.mentions:
        counted = _COUNTED.search(mention.text) if mention.kind == "collective" else None
        if counted and len(mention.actors) == 1 and countries:
            number = _NUMBERS[counted["n"].lower()]
            alone = tuple(named.values()) if len(named) == number else None
            members = lists.get(number) or alone
            states = [_state_of(actors, countries, one) for one in members or ()]
            if states and None not in states:
                seats = tuple(one or 0 for one in states)
                mention = replace(mention, actors=seats)
                if sent := _SENT_BY.match(mention.text, 0, counted.start()):
                    mention = _sent(mention, sent["who"], actors, countries)
        elif len(mention.actors) > 1:
            lists[len(mention.actors)] = mention.actors
        for one in mention.actors:
            if one < len(countries) and (country := countries[one]):
                named.setdefault(country, one)
        if found and (joint := _with_senders(text, found[-1], mention, actors, countries)):
            found[-1] = joint
        else:
            found.append(mention)
    if len(found) == len(cast.mentions) and all(map(is_, found, cast.mentions)):
        return cast
    return replace(cast, actors=tuple(actors), mentions=tuple(found), countries=tuple(countries))


def _with_senders(
    text: str,
    who: Mention,
    states: Mention,
    actors: list[ActorDraft],
    countries: list[str | None],
) -> Mention | None:
    """Two mentions as one: `Military chiefs` from `the three nations`."""
    if (
        not _FROM.fullmatch(text, who.end, states.start)
        or not who.kind == states.kind == "collective"
        or len(states.actors) < _SEVERAL
        or any(actors[one].kind != "state" for one in states.actors)
    ):
        return None
    words = text[who.start : states.end]
    joint = replace(who, end=states.end, text=words, actors=states.actors)
    sent = _sent(joint, who.text, actors, countries)
    return sent if sent.actors != states.actors else None


def _sent(
    mention: Mention, who: str, actors: list[ActorDraft], countries: list[str | None]
) -> Mention:
    """The mention of states as their officials: "military chiefs from | the three nations".

    A delegation is its state; whoever holds an office is not, though he sits for it.
    """
    if not calls_diplomats(who) or _CROWD.search(who):
        return mention
    office = head_key(re.sub(r"^(?:the|senior|top) ", "", who))
    officers = (_officer(actors, countries, office, one) for one in mention.actors)
    return replace(mention, actors=tuple(dict.fromkeys(officers)))


def _officer(actors: list[ActorDraft], countries: list[str | None], office: str, state: int) -> int:
    """Who holds an office for a state: whom the text tells of, else somebody without a name."""
    country = countries[state] or ""
    known = load().states.get(country)
    name = known.name if known else actors[state].name
    for at, actor in enumerate(actors):
        role = (actor.role or "").lower()
        if actor.kind in ("person", "role_holder") and countries[at] == country and role:
            level = hinted_level(office)
            if office in role or (level == "leaders" == hinted_level(role)):
                return at
    ref, role = f"a{len(actors) + 1}", f"{office} of {name}"
    actors.append(ActorDraft(ref=ref, kind="role_holder", role=role, affiliation=name))
    countries.append(countries[state])
    return len(actors) - 1


def _state_of(actors: list[ActorDraft], countries: list[str | None], one: int) -> int | None:
    """The state that somebody acts for, added to the actors where it is none yet."""
    name, country = actors[one].affiliation, countries[one]
    if country is None:
        return one if actors[one].kind == "state" else None
    for at, actor in enumerate(actors):
        named = actor.kind == "state" and load().state(actor.name or "") == country
        if named and countries[at] == country:  # no capital that stands for it
            return at
    if not name:
        return None
    actors.append(ActorDraft(ref=f"a{len(actors) + 1}", name=name, kind="state"))
    countries.append(country)
    return len(actors) - 1
