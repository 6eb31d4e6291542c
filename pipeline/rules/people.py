"""The actors that a text has named so far, and which of them a phrase means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.lookup.names import fold, plain, surname
from pipeline.lookup.registry import load
from pipeline.rules.words import GENDER, GIVEN
from schemas.vocabulary import ActorKind

LEADERS = frozenset(
    """
    president leader premier chancellor king queen emir sultan monarch ruler head
    chairman chief prince pope princess
    """.split()
)
"""Heads of roles that "the leader" may mean; a foreign minister is none."""
_LEADING = frozenset("head_of_state head_of_government leader".split())
SYNONYMS = {
    "premier": "prime minister",
    "pm": "prime minister",
    "spokeswoman": "spokesperson",
    "spokesman": "spokesperson",
    "chairwoman": "chair",
    "chairman": "chair",
    "chairperson": "chair",
    "top diplomat": "foreign minister",
    "chief diplomat": "foreign minister",
    "foreign secretary": "foreign minister",
    "secretary of state": "foreign minister",
    "minister of foreign affairs": "foreign minister",
    "defense minister": "defence minister",
    "minister of defense": "defence minister",
    "minister of defence": "defence minister",
    "secretary of defense": "defence minister",
    "defense secretary": "defence minister",
    "defence secretary": "defence minister",
    "adviser": "advisor",
    "aide": "advisor",
    "mediator": "envoy",
    "negotiator": "envoy",
    "representative": "envoy",
}


@dataclass
class Known:
    """One actor while the text is read; frozen into an ActorDraft at the end."""

    kind: ActorKind
    name: str | None = None
    role: str | None = None
    owners: set[str] = field(default_factory=set)
    """Keys of the states or bodies he is of: "TUR", "kallistan"."""
    affiliation: str | None = None
    heads: set[str] = field(default_factory=set)
    gender: str = ""
    speaks: bool = False
    """A verb of saying stood beside it."""
    definite: bool = True
    """Not "a senior official", who is nobody that was named before or will be."""
    members: tuple[int, ...] = ()

    @property
    def is_person(self) -> bool:
        return self.kind in ("person", "role_holder")


@lru_cache(maxsize=20_000)
def owner_key(words: str) -> str:
    """A state's code for all its forms, else the folded words: `"Turkish" -> "TUR"`."""
    registry = load()
    words = words.removesuffix("'s").removesuffix("’s")
    found = registry.state(words) or registry.metonym(words) or registry.organisation(words)
    return found or plain(words)


def same_owner(one: str, other: str) -> bool:
    """Equal, or a name and its adjective: `"kallistan", "kallistani" -> True`."""
    if one == other:
        return True
    if one.isupper() or other.isupper() or ":" in one + other:
        return False
    short, long = sorted((one, other), key=len)
    return len(short) >= 5 and long.startswith(short[: max(5, len(short) - 2)])


@lru_cache(maxsize=20_000)
def head_key(head: str) -> str:
    """The head in one spelling and in the singular: `"foreign ministers" -> "foreign minister"`."""
    head = head.lower()
    if head.endswith("men"):
        head = f"{head[:-2]}an"
    elif head.startswith("heads of"):
        head = f"head {head[6:]}"
    elif head.endswith("ies"):
        head = f"{head[:-3]}y"
    elif head.endswith("s") and not head.endswith("ss"):
        head = head[:-1]
    return SYNONYMS.get(head, head)


def fits(head: str, known: Known) -> bool:
    """Whether somebody with these roles may be called by that head."""
    wanted = head_key(head)
    heads = {head_key(one) for one in known.heads}
    if wanted in heads:
        return True
    last = wanted.split()[-1]
    tails = {one.split()[-1] for one in heads}
    if wanted == last and last in tails:
        return True  # "the minister" for the foreign minister
    if head == "secretary" and any("secretary" in one.lower().split() for one in known.heads):
        return True  # of state, which has another key
    if wanted in ("leader", "head of state", "head of government", "ruler"):
        return leads(known)
    if tails <= {"leader"} and tails:
        return wanted == "prime minister" or last in LEADERS
    return False


_OFFICES = frozenset(
    """
    spokesperson minister secretary envoy ambassador president premier chief head advisor deputy
    commissioner governor chair director commander general admiral negotiator chancellor official
    """.split()
)
_WIDER = {
    "diplomat": frozenset("spokesperson ambassador envoy minister secretary consul deputy".split()),
    "official": _OFFICES,
    "politician": frozenset(
        "minister leader senator mp president deputy lawmaker mayor governor candidate premier "
        "chancellor congressman congresswoman legislator speaker".split()
    ),
    "lawmaker": frozenset("senator mp congressman congresswoman deputy legislator speaker".split()),
    "envoy": frozenset("ambassador consul".split()),
    "expert": frozenset(
        "professor analyst researcher scientist economist historian director author fellow "
        "epidemiologist climatologist geologist seismologist".split()
    ),
    "officer": frozenset(
        "general colonel major captain brigadier admiral commander lieutenant sergeant".split()
    ),
}
_WIDER["scientist"] = _WIDER["researcher"] = _WIDER["academic"] = _WIDER["expert"]


_SCENE = _OFFICES | frozenset(
    """
    judge referee coach prosecutor defendant suspect victim lawyer attorney manager host owner
    moderator king queen prince pope bishop speaker mayor lord boss leader father mother son
    daughter husband wife brother sister boy girl child baby man woman couple president's
    """.split()
)


def is_office(head: str) -> bool:
    """Whether a word is an office, or somebody whom a scene has but once: not "the striker"."""
    last = head_key(head).split()[-1:]
    return not last or last[0] in _SCENE


def governs(known: Known) -> bool:
    """Whether somebody holds an office of those that news call by it: minister, envoy, mayor."""
    return any(head_key(head).split()[-1] in _OFFICES for head in known.heads if head)


def covers(head: str, known: Known) -> bool:
    """Whether a wider word may stand for somebody's office: `"diplomat"` for a spokeswoman."""
    if head in ("man", "woman"):
        return known.kind == "person" and known.gender == ("m" if head == "man" else "f")
    offices = {part for one in known.heads for part in head_key(one).split()[-1:]}
    return known.kind == "person" and bool(offices & _WIDER.get(head, frozenset()))


def leads(known: Known) -> bool:
    """Whether his roles are those of a head of state, government or movement."""
    heads = {head_key(head) for head in known.heads}
    return "prime minister" in heads or bool({head.split()[-1] for head in heads} & LEADERS)


@lru_cache(maxsize=20_000)
def office_fits(phrase: str, name: str) -> bool:
    """Whether the registry knows that person as a holder of that office.

    Heads of state and government alone: who was foreign minister when, the article says.
    """
    found = _office(phrase)
    if found is None or (found[1] is None and found[0] != "body_head"):
        return False
    if found[0] not in _LEADING and found[0] != "body_head":
        return False
    return any(
        holding.office == found[0] and found[1] in (None, holding.whose)
        for person in load().people(name) or load().bearers(name)
        for holding in load().holdings_by_person.get(person.person_id, ())
    )


@lru_cache(maxsize=20_000)
def _office(phrase: str) -> tuple[str, str | None] | None:
    return load().office_of(phrase)


@lru_cache(maxsize=20_000)
def name_key(name: str) -> tuple[str, tuple[str, ...]]:
    """Family name and all folded words: `"Bashar al-Assad" -> ("assad", ("bashar", "assad"))`."""
    return surname(name), tuple(fold(name).split())


def gender_of(name: str, title: Sequence[str]) -> str:
    """m, f or nothing: by title, else by given name."""
    for word in (part for words in title for part in words.split()):
        if found := GENDER.get(word.lower().rstrip(".")):
            return found
    first = name.split(maxsplit=1)[0].lower().split("-")[0] if name else ""
    return GIVEN.get(first, "")


def agrees(gender: str, known: Known) -> bool:
    return not (gender and known.gender) or gender == known.gender


def same_person(name: str, known: Known) -> bool:
    """Whether a name may be another form of that actor's: all words of the shorter in the longer.

    `"Putin", "Vladimir Putin" -> True`; `"Mohsen Rouhani", "Hassan Rouhani" -> False`
    """
    if known.name is None or known.kind != "person":
        return False
    family, parts = name_key(name)
    other_family, other = name_key(known.name)
    if not parts or not other:
        return False
    if len(parts) == 1:
        return (
            parts[0] in (other_family, other[-1])
            or (len(other) > 1 and parts[0] == other[-2] and len(parts[0]) > 5)
            or (len(other) > 1 and parts[0] == other[0] and parts[0] not in GIVEN)
            or (parts[0] in other[2:-1] and len(other) >= _FULL and parts[0] not in GIVEN)
        )  # "Song" of "Song Wei": a family name that stands first
    if len(other) == 1:
        return other[0] == family
    short, long = sorted((parts, other), key=len)
    if long[-len(short) :] == short:
        return True  # "Cho-Larsen" of "Sun-hee Cho-Larsen"
    if family != other_family:
        return False
    return set(parts[:-1]) <= set(other) or set(other[:-1]) <= set(parts) or _initials(parts, other)


_FULL = 4
"""Words from which a name may have its call name inside: "Luiz Inácio Lula da Silva"."""


def _initials(one: Iterable[str], other: Iterable[str]) -> bool:
    first, second = next(iter(one)), next(iter(other))
    return first[0] == second[0] and 1 in (len(first), len(second))
