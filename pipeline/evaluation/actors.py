"""Who is who: an article's stored actors against those of its gold, and across articles.

Names are compared through gold's aliases and `pipeline.lookup.names`, never by likeness. A role
that gold leaves unnamed ("leader of Turkey") may be resolved to the person who held it:
that is a merit, so any actor of that state whom the article itself does not name matches.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.evaluation.gold import GoldActor
from pipeline.evaluation.results import Result
from pipeline.evaluation.stored import StoredActor
from pipeline.lookup.names import fold, name_words, plain, surname

PEOPLE = ("person", "role_holder")


class Who:
    """Stored actor -> gold's key for him, within one article."""

    def __init__(self, gold: Mapping[str, GoldActor], stored: Sequence[StoredActor]) -> None:
        self._names = {actor.actor_id: actor.name for actor in stored}
        self.key_of: dict[str, str] = {}
        for actor in stored:
            likeness = {key: _likeness(known, actor) for key, known in gold.items()}
            best = max(likeness, key=lambda key: likeness[key], default=None)
            if best is not None and likeness[best] > 0:
                self.key_of[actor.actor_id] = best
        self._same_as = dict(self._resolved_roles(gold, stored))

    def _resolved_roles(
        self, gold: Mapping[str, GoldActor], stored: Sequence[StoredActor]
    ) -> Iterator[tuple[str, str]]:
        """Roles of gold that were resolved to a person whom the article names elsewhere."""
        for key, known in gold.items():
            if known.kind == "role_holder" and key not in self.key_of.values():
                for actor in stored:
                    if actor.country_iso3 == known.country_iso3 and _holds(known, actor.roles):
                        yield key, self.key(actor.actor_id)

    def wanted(self, keys: Iterable[str]) -> frozenset[str]:
        """Gold's keys as `keys` gives them back for the right actors."""
        return frozenset(self._same_as.get(key, key) for key in keys)

    def key(self, actor_id: str) -> str:
        """Gold's key, or `?` and the stored name for somebody whom gold does not have."""
        return self.key_of.get(actor_id) or f"?{self._names.get(actor_id, actor_id)}"

    def keys(self, actor_ids: Iterable[str]) -> frozenset[str]:
        return frozenset(self.key(actor_id) for actor_id in actor_ids)

    def name(self, actor_id: str) -> str:
        return self._names.get(actor_id, actor_id)


Cast = tuple[str, Mapping[str, GoldActor], Sequence[StoredActor], Who]
"""One article: its gold document, gold's actors, the stored ones, and who is who."""


def score_actors(articles: Sequence[Cast]) -> Iterator[Result]:
    """Results for `actor` (found, right country, the same in every article) and its parts.

    Gold lists the actors that its records name, so others are no errors. `actor.apart`
    has one result for each actor_id: 0 where it stands for two of gold's actors.
    """
    ids = _ids(articles)
    usual = {
        key: Counter(sorted(one for (_, k), found in ids.items() if k == key for one in found))
        for key in {key for _, key in ids}
    }
    for doc, gold, stored, _ in articles:
        by_id = {actor.actor_id: actor for actor in stored}
        for key, known in gold.items():
            found = [by_id[one] for one in sorted(ids[doc, key])]
            names = ", ".join(f"{actor.name} ({actor.country_iso3})" for actor in found)
            common = usual[key].most_common(1)
            same = len(found) == 1 and found[0].actor_id == common[0][0]
            # Gold leaves a country open where the article does: 'Pedersen' of the UN has none.
            country = bool(found) and all(a.country_iso3 == known.country_iso3 for a in found)
            told = (f"{known.name} ({known.country_iso3})", names, known.name)
            record = f"{doc.partition('_')[0]}:{key}"
            yield Result("actor", doc, record, float(same and country), 1, 1, *told)
            yield Result("actor.found", doc, record, float(bool(found)), 1, 1, *told)
            if found:
                yield Result("actor.country", doc, record, float(country), 1, 1, *told)
                yield Result("actor.same", doc, record, float(same), 1, 1, *told)
    yield from _apart(articles)


def _ids(articles: Sequence[Cast]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {
        (doc, key): set() for doc, gold, _, _ in articles for key in gold
    }
    for doc, gold, stored, who in articles:
        for actor in stored:
            key = who.key_of.get(actor.actor_id)
            if key is not None and actor.resolved_by:
                found[doc, key].add(actor.actor_id)
        for actor in stored:
            # A state that only stands behind a participant has no mention of its own.
            key = who.key_of.get(actor.actor_id)
            if key is not None and not found[doc, key]:
                found[doc, key].add(actor.actor_id)
        for key in gold:
            (same,) = who.wanted([key])
            found[doc, key] |= found.get((doc, same), set())
    return found


def _apart(articles: Sequence[Cast]) -> Iterator[Result]:
    meant: dict[str, set[str]] = {}
    seen: dict[str, tuple[str, str]] = {}
    for doc, gold, _, who in articles:
        for actor_id, key in who.key_of.items():
            if gold[key].kind != "role_holder":
                meant.setdefault(actor_id, set()).add(key)
                seen[actor_id] = (doc, who.name(actor_id))
    for actor_id, keys in meant.items():
        doc, name = seen[actor_id]
        yield Result(
            "actor.apart",
            doc,
            f"actor:{'+'.join(sorted(keys))}",
            float(len(keys) == 1),
            expected=" and ".join(sorted(keys)),
            got=f"{name} for all",
            words=name,
        )


def _likeness(gold: GoldActor, stored: StoredActor) -> int:
    """0 = somebody else; the more, the surer."""
    names = (stored.name, *stored.names)
    ways = (fold, plain, name_words)
    forms = {way(name) for name in gold.forms for way in ways}
    same_country = stored.country_iso3 == gold.country_iso3
    if forms & {way(name) for name in names for way in ways}:
        # Two articles may name two people alike; the country tells them apart.
        return 4 if same_country else 3
    if gold.kind == "role_holder" and stored.kind in PEOPLE and same_country and not stored.names:
        return 2 if _holds(gold, (*stored.roles, stored.name)) else 1
    if gold.kind in {"person", None} and stored.kind in PEOPLE:
        return int(_same_person(gold, stored)) * 2
    if gold.kind == "state" and same_country and gold.country_iso3:
        # "Ankara", "the Turkish government": gold speaks of the state.
        return {"state": 3, "government_body": 1}.get(stored.kind, 0)
    return 0


def _holds(gold: GoldActor, roles: Iterable[str]) -> bool:
    """Whether a role shares a word with gold's: `"leader of Turkey"`, `"Turkish leader"`."""
    wanted = set(plain(gold.name.partition(" of ")[0]).split())
    return any(wanted & set(plain(role).split()) for role in roles)


def _same_person(gold: GoldActor, stored: StoredActor) -> bool:
    """One of the two is a surname alone, and it is the other's; countries do not differ."""
    countries = {gold.country_iso3, stored.country_iso3} - {None}
    if len(countries) > 1:
        return False
    for given in gold.forms:
        for found in (stored.name, *stored.names):
            shorter = min(fold(given).split(), fold(found).split(), key=len)
            if len(shorter) == 1 and surname(given) == surname(found):
                return True
    return False
