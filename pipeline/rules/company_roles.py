"""Whom a role without a name means: "the Turkish president", "the envoy", "the striker"."""

from pipeline.rules.company import Company
from pipeline.rules.people import (
    Known,
    agrees,
    covers,
    fits,
    gender_of,
    governs,
    is_office,
    office_fits,
    owner_key,
    same_owner,
)
from pipeline.rules.phrase import INDEFINITE, Phrase
from pipeline.rules.recent import Recent

_ALONE = 4
"""Uses of persons among which one alone was named: a word that is no office means him."""
_SUBJECT = 0.4
"""What having been a subject lately adds to how well a role fits, below what words tell."""


def role_meant(company: Company, recent: Recent, phrase: Phrase) -> int:
    """The actor of a role: who fits it best of those known, else a new one."""
    owners = {owner_key(one) for one in phrase.owners}
    words = company.words(phrase.title or (phrase.first, phrase.last))
    gender = gender_of("", phrase.head.split())
    if phrase.determiner not in INDEFINITE:
        scored = [
            (role_score(company, recent, at, phrase, owners=owners, words=words), at)
            for at in range(len(company.known))
            if company.known[at].is_person and agrees(gender, company.known[at])
        ]
        best = max(scored, default=(0, 0))
        if best[0] > 0:
            if company.known[best[1]].kind == "person" and owners:
                company.take_role(best[1], phrase)
            return best[1]
        one = phrase.head.removesuffix("s")
        for at in reversed(range(len(company.known))):
            many = company.known[at]
            same = one in (head.removesuffix("s") for head in many.heads)
            if many.kind == "collective" and not owners and same:
                return at  # "the source" after "sources", not "the envoy" after "mediators"
    if phrase.determiner == "the" and not owners:
        at = _only(company, recent, phrase)
        at = _sort(company, recent, phrase) if at < 0 else at
        if at >= 0:
            return at
    definite = phrase.determiner not in INDEFINITE
    at = company.new(
        Known("role_holder", role=words, heads={phrase.head}, gender=gender, definite=definite)
    )
    company.take_owner(company.known[at], phrase.owners)
    return at


def role_score(
    company: Company, recent: Recent, at: int, phrase: Phrase, *, owners: set[str], words: str
) -> float:
    """How well a role fits an actor: above 0 it may be him; the last mentioned breaks ties."""
    known = company.known[at]
    near = 1 / (recent.uses_since(at) + 2) + _SUBJECT * recent.led(at)
    if _is_deputy(known.role or "") and not _is_deputy(words):
        near -= 1  # "the prime minister" is rather not his deputy
    if known.kind == "role_holder":
        same = bool(known.role) and known.role.casefold() == words.casefold()  # type: ignore[union-attr]  # role_holders have one
        owned = not owners or any(same_owner(a, b) for a in owners for b in known.owners)
        alike = bool(known.heads) and fits(phrase.head, known) and owned
        return 3 + near if same else 1 + near if alike else 0
    if owners:
        if not any(same_owner(a, b) for a in owners for b in known.owners):
            if known.owners or not known.name or not office_fits(words, known.name):
                return 0
            return 3 + near
        if known.heads and not fits(phrase.head, known):
            if phrase.determiner == "the" and covers(phrase.head, known):
                return 1 + near if recent.spoke_lately(at) else 0
            return 2.5 + near if known.name and office_fits(words, known.name) else 0
        return 3 + near if known.heads else 2 + near
    if known.heads and fits(phrase.head, known):
        return 2 + near
    wider = phrase.determiner == "the" and recent.spoke_lately(at)
    last = 1 / (recent.uses_since(at) + 2)
    return last if wider and covers(phrase.head, known) else 0


def _is_deputy(role: str) -> bool:
    low = role.lower()
    return "deputy" in low or "vice" in low


def _only(company: Company, recent: Recent, phrase: Phrase) -> int:
    """Whom a wider word means where it fits one person of late: "the envoy"; -1 for nobody.

    "The woman" is also the last subject of whom nothing tells that it is none.
    """
    lately = dict.fromkeys(
        actor for actor, _, sentence, _ in recent.uses if recent.here_sentence - sentence < 2
    )
    fitting = [at for at in lately if covers(phrase.head, company.known[at])]
    if len(fitting) == 1:
        return fitting[0]
    if fitting or phrase.head not in ("man", "woman") or not recent.uses:
        return -1
    actor, _, sentence, subject = recent.uses[-1]
    known = company.known[actor]
    near = subject and recent.here_sentence - sentence < 2
    alike = known.is_person and agrees(gender_of("", [phrase.head]), known)
    return actor if near and alike else -1


def _sort(company: Company, recent: Recent, phrase: Phrase) -> int:
    """Whom a word that is no office means: "the striker" is the last subject; -1 for nobody.

    `"“I ran,” Jo Hale, who drives a cab, said. “I hid,” the driver added."`
    """
    before = company.tokens.classes[phrase.first - 1 : phrase.first]
    if is_office(phrase.head) or before in ("f", "o") or not recent.uses:
        return -1
    word = phrase.head.split()[-1]
    if word in company.tokens.low[: phrase.first]:
        at = phrase.first - 1 - company.tokens.low[phrase.first - 1 :: -1].index(word)
        return _explained(company, recent, at)
    actor, _, sentence, subject = recent.uses[-1]
    known = company.known[actor]
    alone = all(use[0] == actor for use in recent.uses[-_ALONE:])
    near = (subject or alone) and recent.here_sentence - sentence < 2
    named = known.kind == "person" and " " in (known.name or "")
    gender = gender_of("", phrase.head.split())
    return actor if near and named and agrees(gender, known) and not governs(known) else -1


def _explained(company: Company, recent: Recent, at: int) -> int:
    """Whom a word behind his name explains: `"Jo Hale, the trumpeter who"`; -1 for nobody."""
    classes = company.tokens.classes
    begin = classes.rfind("c", 0, at)
    if begin < 0 or at - begin > 4 or set(classes[begin + 1 : at]) - set("DlM"):
        return -1
    for actor, token, _, _ in reversed(recent.uses):
        if token < begin:
            named = company.known[actor].kind == "person" and begin - token <= 4
            return actor if named and classes[begin - 1] == "C" else -1
    return -1
