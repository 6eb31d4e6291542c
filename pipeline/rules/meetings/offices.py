"""What words beside a name tell of its bearer that the cast does not have: office and state.

"India's water resources minister, Harsh Rao," is one man, "Rwanda's Alphonse Nkusi" acts for
Rwanda, and who opens a story as "The foreign secretary" is the one named in the next sentence.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.lookup.registry import load
from pipeline.rules.meetings.counted import with_counted
from pipeline.rules.meetings.diplomats import calls_diplomats
from pipeline.rules.meetings.levels import hinted_level, told_role
from pipeline.rules.mentions import Cast, Mention
from pipeline.rules.text import Layout
from schemas.draft import ActorDraft

_OF_OFFICE = re.compile(r"['’]s?(?: [a-z][\w-]*){0,4} ")
"""Between a state and the head of an office: `India|'s water resources |minister`."""
_NAMED_NEXT = re.compile(r",? |-(?:designate|elect) ")
_ASIDE = re.compile(r",|\s+(?:and|on|in|at|told|said|has|had|will|was|met|is)\b")
_OWNER = re.compile(r"['’]s? ")
_AND = re.compile(r",? and (?:the )?")
_OFFICES = re.compile(
    r"(?:the )?(?:(?:two|three|four|five|six|both) )?(?P<one>(?:foreign |prime |defen[cs]e"
    r" )?(?:minister|leader"
    r"|president|premier|envoy|diplomat))s",
    re.IGNORECASE,
)
_OPPOSITE = re.compile(
    r"\b(?:his|her|their) (?:(?P<of>[A-Z][\w-]*(?: [A-Z][\w-]*)?) )?opposite number,? "
)
_DEPUTIES = re.compile(r"\b(?:deputy|vice)\b", re.IGNORECASE)
_FAR = 60
"""Characters between two mentions that are no longer of one person."""
_PAIR_WITHIN = 900
"""Characters behind two names joined by "and" in which two offices are theirs."""
_OPENING = 4
"""Sentences of a story in which an office that opens it is given its name."""


@dataclass
class _Told:
    """What was found: who is who, and what his office and state are."""

    same: dict[int, int] = field(default_factory=dict)
    """An office without a name -> its holder."""
    role: dict[int, str] = field(default_factory=dict)
    of: dict[int, tuple[str, str | None]] = field(default_factory=dict)
    """A person -> the state he acts for, by name and by code."""


def attested(layout: Layout, cast: Cast) -> Cast:
    """The cast with offices and states that the text tells beside its names.

    `"Mali's energy minister, Awa Ba, met" -> Awa Ba: "Mali's energy minister", of Mali`
    """
    told = _Told()
    mentions = _joined(layout, cast, told)
    _opened(layout, cast, told)
    _paired(layout, cast, told)
    _called(cast, told)
    if "opposite number" in layout.text:
        mentions = _opposite(layout.text, cast, mentions, told)
    mentions = _fitting(cast, mentions, told)
    if not (told.same or told.of or told.role or mentions != list(cast.mentions)):
        return with_counted(layout.text, cast)
    actors, countries = list(cast.actors), list(cast.countries or (None,) * len(cast.actors))
    for office, person in told.same.items():
        known = cast.actors[office]
        told.role.setdefault(person, known.role or "")
        if known.affiliation:
            told.of.setdefault(person, (known.affiliation, countries[office]))
    for one in told.role.keys() | told.of.keys():
        state, country = told.of.get(one, (None, None))
        actors[one] = actors[one].model_copy(
            update={
                "role": actors[one].role or told.role.get(one) or None,
                "affiliation": actors[one].affiliation or state,
            }
        )
        countries[one] = countries[one] or country
    if told.same:
        mentions = [_moved(one, told.same) for one in mentions]
    told_of = replace(
        cast, actors=tuple(actors), mentions=tuple(mentions), countries=tuple(countries)
    )
    return with_counted(layout.text, told_of)


def _moved(mention: Mention, same: Mapping[int, int]) -> Mention:
    if not any(one in same for one in mention.actors):
        return mention
    moved = dict.fromkeys(same.get(one, one) for one in mention.actors)
    return replace(mention, actors=tuple(moved))


def _joined(layout: Layout, cast: Cast, told: _Told) -> list[Mention]:
    """The mentions, those of one person in pieces as one: state, office and name."""
    found: list[Mention] = []
    at, mentions = 0, cast.mentions
    while at < len(mentions):
        length = _length(layout.text, cast, mentions[at : at + 3], told)
        first, last = mentions[at], mentions[at + length - 1]
        if length > 1:
            text = layout.text[first.start : last.end]
            first = replace(last, start=first.start, text=text, kind="name")
        found.append(first)
        at += length
    return found


def _length(text: str, cast: Cast, some: Sequence[Mention], told: _Told) -> int:
    """How many mentions from the first on are one person; what they tell goes into `told`."""
    if len(some) < 2 or some[0].actor is None:
        return 1
    first, second = some[0], some[1]
    one = second.actor
    gap = text[first.end : min(second.start, first.end + _FAR)]
    if one is None or len(gap) == _FAR:
        return 1
    if _is_office(cast, first) and _is_bare(cast, second):
        # "Norway's foreign minister, Ingrid Solheim, and …"
        named = _NAMED_NEXT.fullmatch(gap) and (gap == " " or _ASIDE.match(text, second.end))
        if named:
            told.same[first.actor or 0] = one
        return 2 if named else 1
    if _OWNER.fullmatch(gap) and _is_bare(cast, first) and _is_bare(cast, second):
        return 2 if " " in second.text and " " not in first.text else 1  # "Congo's Ada Mbo"
    return _owned(text, cast, some, told)


def _owned(text: str, cast: Cast, some: Sequence[Mention], told: _Told) -> int:
    """The same where a state stands first: "Mali's energy minister, Awa Ba", "Mali's Awa Ba"."""
    first, second = some[0], some[1]
    owner, one = cast.actors[first.actor or 0], second.actor or 0
    gap = text[first.end : second.start]
    if owner.kind != "state" or first.kind not in ("name", "seat") or not owner.name:
        return 1
    state = (owner.name, cast.countries[first.actor or 0] if cast.countries else None)
    if _is_bare(cast, second) and " " in second.text and _OWNER.fullmatch(gap):
        told.of.setdefault(one, state)  # "Rwanda's Alphonse Nkusi"
        return 2
    if not (_is_office(cast, second) and _OF_OFFICE.fullmatch(gap)):
        return 1
    role = text[first.start : second.end]
    if len(some) > 2 and _is_bare(cast, some[2]):
        between, person = text[second.end : some[2].start], some[2].actor
        if person is not None and _NAMED_NEXT.fullmatch(between):
            told.role.setdefault(person, role)
            told.of.setdefault(person, state)
            return 3
    return 1


def _is_office(cast: Cast, mention: Mention) -> bool:
    one = mention.actor
    return one is not None and mention.kind == "role" and _is_unnamed(cast.actors[one])


def _is_unnamed(actor: ActorDraft) -> bool:
    return actor.kind == "role_holder" and not actor.name


def _is_bare(cast: Cast, mention: Mention) -> bool:
    """Whether it names a person of whom the text tells nothing else."""
    one = mention.actor
    if one is None or mention.kind != "name":
        return False
    actor = cast.actors[one]
    return actor.kind == "person" and not actor.role and not actor.affiliation


def _opened(layout: Layout, cast: Cast, told: _Told) -> None:
    """Who opens the story as an office alone is the name with which a next sentence opens."""
    body = [s for s in layout.sentences[: 2 * _OPENING] if s.paragraph in layout.body][:_OPENING]
    office: Mention | None = None
    for sentence in body:
        first = next(iter(cast.within(sentence.start, sentence.end)), None)
        if first is None or first.start != sentence.start:
            continue
        if office is None:
            if _is_office(cast, first) and calls_diplomats(first.text):
                office = first
        elif (
            _is_bare(cast, first)
            and " " in first.text
            and not any(one.actors == first.actors for one in cast.mentions if one.end < first.end)
        ):
            if office.actor is not None and first.actor is not None:
                told.same.setdefault(office.actor, first.actor)
            return


def _paired(layout: Layout, cast: Cast, told: _Told) -> None:
    """`"Ana Ruiz and Bo Lind met. The Peruvian president and the Swedish king …"`, in order."""
    text, seen = layout.text, 0
    names: tuple[int | None, int | None] | None = None
    for first, second in zip(cast.mentions, cast.mentions[1:], strict=False):
        if not _AND.fullmatch(text[first.end : second.start]):
            continue
        both = (first.actor, second.actor)
        if names is None and first.kind == second.kind == "name":
            if all(one is not None and cast.actors[one].kind == "person" for one in both):
                names, seen = both, first.start
        elif names and first.kind == second.kind == "role" and first.start - seen < _PAIR_WITHIN:
            bare = names[1] is not None and _is_bare_actor(cast, names[1])
            if first.actor == names[0] and bare and _is_office(cast, second):
                told.same.setdefault(second.actor or 0, names[1] or 0)
            return


def _opposite(text: str, cast: Cast, mentions: list[Mention], told: _Told) -> list[Mention]:
    """Who is called somebody's opposite number holds his office: `her Finnish | Aino Salo`."""
    starts: dict[int, int] = {}
    for found in _OPPOSITE.finditer(text):
        mention = cast.at(found.end())
        if mention is None or not _is_bare(cast, mention):
            continue
        one = mention.actor or 0
        told.role.setdefault(one, f"{found['of'] or ''} counterpart".strip())
        if code := load().state(found["of"] or ""):
            told.of.setdefault(one, (found["of"], code))
        starts[mention.start] = found.start()
    return [
        replace(one, start=starts[one.start], text=text[starts[one.start] : one.end])
        if one.start in starts
        else one
        for one in mentions
    ]


def _called(cast: Cast, told: _Told) -> None:
    """Whom the text counts among "the ministers" is one, where it tells nothing else of him."""
    for mention in cast.mentions:
        office = _OFFICES.fullmatch(mention.text)
        if office is None or mention.kind != "collective" or len(mention.actors) < 2:
            continue
        for one in mention.actors:
            if cast.actors[one].kind == "person" and _is_bare_actor(cast, one):
                told.role.setdefault(one, office["one"])


def _fitting(cast: Cast, mentions: list[Mention], told: _Told) -> list[Mention]:
    """The mentions without "the prime ministers" who are others: foreign ministers, deputies."""
    return [
        one
        for one in mentions
        if len(one.actors) < 2
        or one.kind != "collective"
        or all(
            _fits(one.text, told.role.get(actor) or told_role(cast.actors[actor]))
            for actor in one.actors
        )
    ]


def _fits(words: str, role: str) -> bool:
    if _DEPUTIES.search(words):
        return bool(_DEPUTIES.search(role))
    called, told = hinted_level(words), hinted_level(role)
    return called != "leaders" or told in (None, "leaders") or "leaders" in words.lower()


def _is_bare_actor(cast: Cast, one: int) -> bool:
    actor = cast.actors[one]
    return not actor.role and not actor.affiliation
