"""Who is in an article: names, roles, collectives and pronouns brought to actors."""

import re
from dataclasses import dataclass, field

from pipeline.lookup.publishers import government_of
from pipeline.lookup.registry import load
from pipeline.rules.appositions import (
    beside,
    further_office,
    introduces,
    second_office,
    tail_of,
)
from pipeline.rules.bystanders import bystanders
from pipeline.rules.collectives import Collectives
from pipeline.rules.company import Company
from pipeline.rules.company_bodies import body_meant, institution_meant, thing_meant
from pipeline.rules.company_roles import role_meant
from pipeline.rules.mentions import Cast, Mention, MentionKind
from pipeline.rules.modifiers import modified_until
from pipeline.rules.phrase import Phrase
from pipeline.rules.phrases import phrases
from pipeline.rules.prose import prose
from pipeline.rules.recent import WHERE, Recent
from pipeline.rules.text import Layout
from pipeline.rules.tokens import Tokens
from pipeline.rules.words import GIVEN
from schemas.draft import ActorDraft

_PRONOUN = re.compile("h")
# "50 U.S.C. 1622" is a law's number, "7:48 P.M. CDT" an hour.
_CITED = re.compile(r"(?<=\d)\s(?:(?:[A-Z][a-z]*\.){1,4}\s§? ?\d|[AP]\.M\.)")
MALE, FEMALE = frozenset("he him his".split()), frozenset("she her hers".split())
_REFLEXIVE = {"himself": "m", "herself": "f"}
PLURAL = frozenset("they them we us both".split())


def cast(layout: Layout) -> Cast:
    """The cast of an article. `"Mara Venn, Kallistan's president, … she" -> one actor`."""
    return cast_of(layout, layout.tokens)


def cast_of(layout: Layout, tokens: Tokens) -> Cast:
    """The same with the article's tokens at hand."""
    company = Company(layout.text, tokens)
    return _Casting(layout, tokens, company, Recent(tokens, company.known)).done()


@dataclass
class _Casting:
    layout: Layout
    tokens: Tokens
    company: Company
    recent: Recent
    mentions: list[Mention] = field(default_factory=list)
    owned: tuple[int, str, int] = (-1, "", -1)
    """Who was called "her lawyer" last, the gender of "her", the sentence."""
    affiliated: int = 0
    """Token past the last body that stands behind a name: "Jo Hale of Barrow Street"."""

    def done(self) -> Cast:
        stretches = list(prose(self.layout, self.tokens))
        found = [
            phrase
            for phrase in phrases(self.tokens, stretches)
            if not _CITED.match(self.layout.text, max(0, self.tokens.starts[phrase.first] - 1))
        ]
        by_first = {phrase.first: phrase for phrase in found}
        for unnamed in bystanders(self.layout, self.tokens):
            if not any(at in by_first for at in range(unnamed.first, unnamed.last)):
                by_first[unnamed.first] = unnamed
                found.append(unnamed)
        taken: dict[int, int] = {}
        pronouns = [at for stretch in stretches for at in _pronouns(self.tokens.classes, stretch)]
        events = sorted(
            [(p.first, p) for p in found] + [(at, None) for at in pronouns], key=lambda e: e[0]
        )
        for at, phrase in events:
            if phrase is None:
                self._pronoun(at)
            elif at in taken:
                self._emit(phrase, (taken[at],), "role", beside=True)
            else:
                self._phrase(phrase, by_first, taken)
        self.recent.close_row()
        return self._frozen()

    def _phrase(self, phrase: Phrase, by_first: dict[int, Phrase], taken: dict[int, int]) -> None:
        if phrase.kind == "adjective":
            self._emit(phrase, (), "adjective")
            return
        following = beside(self.tokens, phrase, by_first)
        if phrase.kind == "role" and (holder := second_office(self.tokens, phrase, by_first)):
            actor = self.company.person(self.recent, holder)
            self.company.take_role(actor, phrase)
            taken[holder.first] = actor
            self._emit(phrase, (actor,), "role", holder.tail)
        elif phrase.kind == "name" and self._is_thing(phrase):
            self._thing(phrase)
        elif phrase.kind in ("person", "name"):
            self._named(phrase, following, taken)
            further_office(self.tokens, following, by_first, taken)
        elif phrase.kind == "group":
            end = modified_until(self.tokens, phrase)
            actors = Collectives(self.company, self.recent).group(phrase)
            self.company.describe(actors, phrase, end)
            end = max(end, self._listed(phrase, actors, by_first, taken))
            self._emit(phrase, actors, "collective", end)
        elif phrase.kind != "role":
            self._institution(phrase)
        elif (
            following
            and following.kind in ("person", "name")
            and introduces(self.tokens, phrase, following)
        ):
            actor = self.company.person(self.recent, following)
            if phrase.determiner in ("his", "her"):
                sentence = self.layout.sentence_number(self.tokens.starts[phrase.first])
                self.owned = (actor, "m" if phrase.determiner == "his" else "f", sentence)
            self.company.take_role(actor, phrase)
            taken[following.first] = actor
            end = tail_of(self.tokens, following, by_first.get(following.tail + 1))
            if self.tokens.classes[end : end + 1] == "c" and end == following.tail:
                end += 1
            self._emit(phrase, (actor,), "role", end)
        else:
            actor = role_meant(self.company, self.recent, phrase)
            end = modified_until(self.tokens, phrase)
            self.company.describe((actor,), phrase, end)
            tail = tail_of(self.tokens, phrase, None)
            self._emit(phrase, (actor,), "role", max(end, tail))

    def _listed(
        self,
        phrase: Phrase,
        actors: tuple[int, ...],
        by_first: dict[int, Phrase],
        taken: dict[int, int],
    ) -> int:
        """`"The ministers of Lornia and Ardesh, Zofia Maj and Darius Petkus,"`: their names.

        Returns the token past the row and its comma, 0 where no such row follows.
        """
        classes, row, at = self.tokens.classes, list[Phrase](), phrase.tail
        if len(actors) < 2 or classes[at : at + 1] != "c":
            return 0
        while len(row) < len(actors) and classes[at : at + 1] in ("c", "a"):
            at += 1 + (classes[at : at + 2] == "ca")
            one = by_first.get(at)
            if one is None or one.kind not in ("person", "name") or one.title or one.owners:
                return 0
            row.append(one)
            at = one.tail
        if len(row) < len(actors) or classes[at : at + 1] not in ("c", "v"):
            return 0
        if not all(
            self.company.name_holder(who, one) for who, one in zip(actors, row, strict=True)
        ):
            return 0
        taken.update({one.first: who for who, one in zip(actors, row, strict=True)})
        return at + (classes[at] == "c")

    def _named(self, phrase: Phrase, following: Phrase | None, taken: dict[int, int]) -> None:
        actor = self.company.person(self.recent, phrase, self._introduced(phrase, following))
        tail = tail_of(self.tokens, phrase, following)
        if reflexive := _REFLEXIVE.get("".join(self.tokens.low[phrase.tail : phrase.tail + 1])):
            known = self.company.known[actor]
            known.gender = known.gender or reflexive
        if following and following.kind in ("role", "body") and tail > phrase.tail:
            self.company.take_role(actor, following, tail)
            taken[following.first] = actor
        if phrase.tail > phrase.last:
            self.affiliated = phrase.tail
        self._emit(phrase, (actor,), "name", tail)

    def _thing(self, phrase: Phrase) -> None:
        before = self.tokens.low[phrase.first - 1]
        actor = thing_meant(self.company, phrase, told=before in ("told", "tells"))
        placed = before in WHERE or phrase.first < self.affiliated
        self._emit(phrase, (actor,), "seat" if placed else "name", beside=placed)

    def _is_thing(self, phrase: Phrase) -> bool:
        """Whether an article stands before a name that is no person's: `"told the Beacon"`."""
        assert phrase.name is not None
        begin, _ = phrase.name
        if phrase.first < self.affiliated and phrase.last - begin > 1:
            return not self.company.is_person(phrase)  # "Jo Hale of Barrow Street Research"
        return (
            phrase.determiner == "the"
            and begin == phrase.first + 1
            and self.tokens.low[begin] not in GIVEN
            and not self.company.is_person(phrase)
        )

    def _introduced(self, phrase: Phrase, following: Phrase | None) -> int | None:
        """Whom the lead called by his office alone, where a full name opens what follows.

        `"The finance minister has told parliament … Gunnar Ek said …"`
        """
        at = phrase.first
        opens = (
            at > 0 and self.tokens.classes[at - 1] == "x" and self.tokens.words[at - 1] in '.”"’'
        )
        whole = phrase.last - phrase.first > 1 and phrase.title is None and not phrase.owners
        if not opens or not whole or following is not None:
            return None
        return self.recent.lead(self.layout.sentence_number(self.tokens.starts[at]))

    def _institution(self, phrase: Phrase) -> None:
        if phrase.kind == "body":
            actor = body_meant(self.company, self.recent, phrase)
            kind: MentionKind = "name" if phrase.name else "role"
        else:
            actor = institution_meant(self.company, phrase)
            kind = "seat" if phrase.kind == "seat" else "name"
        self._emit(phrase, (actor,), kind, tail_of(self.tokens, phrase, None))

    def _pronoun(self, at: int) -> None:
        low = self.tokens.low[at]
        start = self.tokens.starts[at]
        quoted = self.layout.quotation_at(start) is not None
        if low in ("i", "we", "us", "you") or (quoted and low != "it"):
            return
        sentence = self.layout.sentence_number(start)
        if low in MALE or low in FEMALE:
            owned, gender, where = self.owned
            but = owned if where == sentence and (low in MALE) == (gender == "m") else -1
            actors = self.recent.single("m" if low in MALE else "f", sentence, but)
        elif low in PLURAL:
            actors = self.recent.several(sentence)
            opens = start == self.layout.sentences[sentence].start
            if low == "they" and actors and (opens or self.tokens.classes[at - 1] == "c"):
                self.recent.groups.append((actors, sentence, True))
        else:
            actors = self.recent.thing(sentence)
        self.recent.close_row()
        words = self.tokens.words[at]
        self.mentions.append(
            Mention(
                start,
                self.tokens.ends[at],
                words,
                "pronoun",
                actors,
                (start, self.tokens.ends[at]),
                self.tokens.ends[at],
                quoted,
            )
        )
        if len(actors) == 1 and low in ("he", "she"):
            known = self.company.known[actors[0]]
            if self.recent.is_alone(actors[0], sentence):
                known.gender = known.gender or ("m" if low == "he" else "f")
            self.recent.use(actors[0], at, sentence, subject=True)

    def _emit(
        self,
        phrase: Phrase,
        actors: tuple[int, ...],
        kind: MentionKind,
        tail: int | None = None,
        *,
        beside: bool = False,
    ) -> None:
        tokens = self.tokens
        start, end = tokens.starts[phrase.first], tokens.ends[phrase.last - 1]
        core = phrase.name or (phrase.first, phrase.last)
        past = phrase.tail if tail is None else tail
        quoted = self.layout.quotation_at(start) is not None
        mention = Mention(
            start,
            end,
            self.layout.text[start:end],
            kind,
            actors,
            (tokens.starts[core[0]], tokens.ends[core[1] - 1]),
            tokens.ends[past - 1],
            quoted,
        )
        self.mentions.append(mention)
        if quoted or beside or kind == "adjective":
            return
        self.recent.note(phrase, actors, past, self.layout.sentence_number(start))

    def _frozen(self) -> Cast:
        registry = load()
        actors = tuple(
            ActorDraft(
                ref=f"a{at}",
                name=known.name,
                kind=known.kind,
                role=known.role,
                affiliation=known.affiliation,
            )
            for at, known in enumerate(self.company.known, start=1)
        )
        countries = tuple(
            next((one for one in sorted(known.owners) if one in registry.states), None)
            for known in self.company.known
        )
        genders = tuple(known.gender for known in self.company.known)
        article = self.layout.article
        publisher = government_of(article.url, article.outlet)
        return Cast(actors, tuple(self.mentions), countries, genders, publisher)


def _pronouns(classes: str, stretch: range) -> list[int]:
    return [m.start() for m in _PRONOUN.finditer(classes, stretch.start, stretch.stop)]
