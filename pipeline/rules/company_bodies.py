"""Which state, body, seat or paper a phrase means: "the Kremlin", "the ministry", "the firm"."""

from pipeline.lookup.registry import load
from pipeline.rules.company import Company
from pipeline.rules.people import Known, owner_key
from pipeline.rules.phrase import INDEFINITE, Phrase
from pipeline.rules.recent import Recent
from pipeline.rules.words import GIVEN, MEDIA, OUTLETS
from schemas.vocabulary import ActorKind

_KINDS: dict[str, ActorKind] = {
    "armed_group": "armed_group",
    "opposition_group": "opposition_group",
    "political_group": "opposition_group",
}
ARMED = frozenset("rebels fighters militants insurgents militia separatists".split())
_EXPERTS = frozenset(
    "institute institution university college center centre think-tank foundation".split()
)
_OPPOSITION = frozenset("opposition movement front party".split())
_FIRMS = frozenset("company firm group airline bank club retailer carmaker charity chain".split())


def institution_meant(company: Company, phrase: Phrase) -> int:
    """A state, a known body or its seat: `"Lornia"`, `"NATO"`, `"the Kremlin"`."""
    assert phrase.name is not None
    name = company.words(phrase.name)
    if phrase.kind == "state":
        return company.named(name, "state", owner_key(name))
    registry = load()
    if phrase.kind == "seat":
        whose = registry.metonym(name) or ""
        if whose in registry.states and _is_capital(name, whose):
            return company.named(name, "state", whose)
        return company.named(name, "government_body", f"seat:{name.lower()}", whose)
    key = registry.organisation(name) or name
    body = registry.organisations.get(key)
    kind = _KINDS.get(body.kind, "igo") if body else "igo"
    return company.named(name, kind, key)


def body_meant(company: Company, recent: Recent, phrase: Phrase) -> int:
    """A body told by what it is: one named before, else a new one."""
    words = company.words(phrase.name or phrase.title or (phrase.first, phrase.last))
    owners = {owner_key(one) for one in phrase.owners}
    last = phrase.head.split()[-1] if phrase.head else ""
    if phrase.determiner not in INDEFINITE:
        for at in reversed(range(len(company.known))):
            known = company.known[at]
            if known.is_person or known.kind == "collective" or known.name is None:
                continue
            same = known.name.casefold() == words.casefold()
            short = not owners and not phrase.name and known.heads and last in known.heads
            if same or short:
                return at
        if last in _FIRMS and not owners and (firm := _firm(company, recent)) is not None:
            company.known[firm].kind = "expert_org"
            company.known[firm].heads.add(last)
            return firm
    kind = _kind_of_body(words if phrase.name else "", last)
    kind = "media" if words in OUTLETS else kind
    at = company.new(Known(kind, name=words, heads={last}))
    company.take_owner(company.known[at], phrase.owners)
    return at


def thing_meant(company: Company, phrase: Phrase, *, told: bool) -> int:
    """What has a name with an article: a paper that is told something, else a body."""
    name = company.words(phrase.name or (phrase.first, phrase.last))
    if (at := company.by_name.get(name.casefold())) is not None:
        return at
    return company.named(name, "media" if told or name in OUTLETS else "expert_org")


def _is_capital(name: str, iso3: str) -> bool:
    return owner_key(load().states[iso3].capital) == iso3 and (
        load().states[iso3].capital.casefold() == name.casefold()
        or name in ("Washington", "Brussels", "Tel Aviv", "Kiev", "Jerusalem")
    )


def _firm(company: Company, recent: Recent) -> int | None:
    """The last subject of whose name nothing says that it is a person's."""
    for actor, _, _, subject in reversed(recent.uses):
        known = company.known[actor]
        told = known.heads or known.owners or known.gender or known.role
        given = (known.name or "").split(" ", 1)[0].lower() in GIVEN
        if subject and known.kind == "person" and known.name and not told and not given:
            return actor
    return None


def _kind_of_body(name: str, last: str) -> ActorKind:
    """What a body is by the last word for it, and its name where it has one."""
    if last in MEDIA:
        return "media"
    if last in _EXPERTS:
        return "expert_org"
    if last in ARMED:
        return "armed_group"
    if last in _OPPOSITION:
        return "opposition_group"
    return "igo" if last == "council" and _of_states(name) else "government_body"


def _of_states(words: str) -> bool:
    """Whether a body of states stands first or last in a name: "African Union Peace Council"."""
    parts, registry = words.replace("’s ", " ").replace("'s ", " ").split(), load()
    keys = (registry.organisation(" ".join(parts[:n])) or "" for n in range(1, len(parts)))
    last = registry.organisation(words.rsplit(" of the ", 1)[-1]) or ""
    return any(key.startswith("igo:") for key in (last, *keys))
