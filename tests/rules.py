"""What the built-in rules read, in the form in which their tests compare it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.grounding.ground import ground
from pipeline.reading.text import make_article
from pipeline.resolving.resolve import resolve
from pipeline.rules.cast import cast, cast_of
from pipeline.rules.claims import claims
from pipeline.rules.draft import draft_by_rules
from pipeline.rules.meetings import meetings as meetings_of
from pipeline.rules.mentions import Cast
from pipeline.rules.text import Layout
from schemas.draft import ArticleDraft, StatementDraft
from schemas.records import Article, ArticleRecords, Claim, Summit
from schemas.vocabulary import Act

PUBLISHED = "2026-05-13"
"""A Wednesday, the day of every text about meetings."""


@dataclass(frozen=True)
class Met:
    status: str
    channel: str
    day: str | None
    place: str | None
    who: frozenset[str]


class Said(NamedTuple):
    who: list[str]
    words: list[str]
    via: list[str]
    to: list[str]


def summits(text: str, title: str | None = None) -> Iterator[tuple[Summit, list[str]]]:
    """Each resolved meeting of a text, with its participants' names, else roles, in their order.

    No meeting may fail to ground.
    """
    article = make_article(text, "text", title=title, published_text=PUBLISHED)
    grounding = ground(article, draft_by_rules(article))
    assert not [f for f in grounding.failures if f.record_kind == "summit"]
    records = resolve(grounding.records)
    names = {actor.ref: actor.name or actor.role or "" for actor in records.actors}
    for one in records.summits:
        yield one, [names[participant.actor] for participant in one.participants]


def last_words(names: list[str]) -> list[str]:
    """`["Ada Mwangi", "envoy"] -> ["Mwangi", "envoy"]`"""
    return [name.split()[-1] for name in names]


def day_of(one: Summit) -> str | None:
    """`2026-05-11`, `2026-05-11/2026-05-12`, or None where no day is known."""
    start, end = one.date.start, one.date.end
    return str(start) if start == end and start else f"{start}/{end}" if start else None


def meetings(text: str) -> list[Met]:
    """The meetings of a text in its order; who by last words of names, else of roles."""
    return [
        Met(one.status, one.channel, day_of(one), one.place_text, frozenset(last_words(names)))
        for one, names in summits(text)
    ]


def records(text: str, title: str | None = None) -> ArticleRecords:
    """All that the rules read, as it stands in the text; nothing may fail to ground."""
    article = make_article(text, "test.txt", title=title)
    grounding = ground(article, draft_by_rules(article))
    assert grounding.failures == ()
    return grounding.records


def said(text: str, title: str | None = None) -> list[Said]:
    """The statements of a text in its order."""
    found = records(text, title)
    names = {actor.ref: actor.name or actor.role or "" for actor in found.actors}
    return [
        Said(
            [names[ref] for ref in one.speakers],
            [span.text for span in one.content],
            [names[ref] for ref in one.via],
            [names[ref] for ref in one.addressees],
        )
        for one in found.statements
    ]


def cast_in(text: str) -> Cast:
    return cast(Layout(make_article(text, "test.txt")))


def meant(text: str, words: str, place: int = 1) -> list[str | None]:
    """Names, or roles, of those whom the mention that reads `words` means."""
    found = cast_in(text)
    mention = [m for m in found.mentions if m.text == words][place - 1]
    return [found.actors[one].name or found.actors[one].role for one in mention.actors]


LEAD = "President Mara Venn of Kallistan spoke in Geneva on Tuesday. "


def drafted(text: str, content: str | None = None, act: Act = "assert") -> ArticleDraft:
    """The draft of a text in which Mara Venn says `content`."""
    article = make_article(text, "text", published_text="2024-05-15")
    layout = Layout(article)
    cast = cast_of(layout, layout.tokens)
    said: tuple[StatementDraft, ...] = ()
    if content is not None:
        at = layout.text.index(content)
        anchor = layout.anchor(at, at + len(content))
        venn = next(actor.ref for actor in cast.actors if actor.name == "Mara Venn")
        assert anchor
        said = (StatementDraft(who=(venn,), content=(anchor,), act=act),)
    found = claims(layout, cast, said)
    statements = tuple(
        one.model_copy(update={"claims": made}) for one, made in zip(said, found.of, strict=True)
    )
    return ArticleDraft(
        actors=cast.actors, meetings=(), statements=statements, claims=found.narrator
    )


def claims_in(text: str, content: str | None = None, act: Act = "assert") -> tuple[Claim, ...]:
    grounding = ground(
        make_article(text, "text", published_text="2024-05-15"), drafted(text, content, act)
    )
    assert not grounding.failures
    return grounding.records.claims


def who_met(text: str) -> list[set[str]]:
    return [set(one.who) for one in meetings(text)]


def met(who: str, status: str, channel: str, day: str | None, place: str | None) -> Met:
    return Met(status, channel, day, place, frozenset(who.split()))


def told_in_lines(text: str) -> list[str]:
    """The meetings of a text: `"held 2026-05-11 Bern: Holm Venn"`, who by last words."""
    return [
        f"{one.status} {(one.date.start == one.date.end and one.date.start) or '-'}"
        f" {one.place_text or '-'}: {' '.join(sorted(last_words(names)))}"
        for one, names in summits(text)
    ]


def read_document(text: str, title: str | None = None) -> list[tuple[Summit, set[str]]]:
    """The meetings of a document with the names of who took part; everything must ground."""
    article = make_article(text, "text", title=title, published_text="2024-05-15")
    grounding = ground(article, draft_by_rules(article))
    assert not grounding.failures
    assert not [flag for flag in grounding.records.flags if flag.code.endswith("_not_in_text")]
    names = {actor.ref: actor.name or actor.role or "" for actor in grounding.records.actors}
    return [(one, {names[p.actor] for p in one.participants}) for one in grounding.records.summits]


def told_with_places(text: str) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """The meetings of a text: status, place and who took part by last words."""
    return [
        (one.status, one.place_text, tuple(sorted(last_words(names))))
        for one, names in summits(text)
    ]


@dataclass(frozen=True)
class Read:
    """The meetings of a text, grounded, with the words for who took part."""

    summits: Sequence[Summit]
    names: dict[str, str]

    def who(self, at: int = 0) -> set[str]:
        return {self.names[one.actor] for one in self.summits[at].participants}

    def role(self, name: str, at: int = 0) -> str:
        return next(p.role for p in self.summits[at].participants if name in self.names[p.actor])


def draft_of(article: Article) -> ArticleDraft:
    layout = Layout(article)
    cast = cast_of(layout, layout.tokens)
    return ArticleDraft(
        actors=cast.actors, meetings=meetings_of(layout, cast), statements=(), claims=()
    )


IN_MAY_2024 = "2024-05-15"


def read_meetings(text: str, title: str | None = None) -> Read:
    article = make_article(text, "text", title=title, published_text=IN_MAY_2024)
    draft = draft_of(article)
    grounding = ground(article, draft)
    assert not grounding.failures
    assert not [flag for flag in grounding.records.flags if flag.code.endswith("_not_in_text")]
    names = {actor.ref: actor.name or actor.role or "" for actor in grounding.records.actors}
    return Read(grounding.records.summits, names)


@dataclass(frozen=True)
class Dated:
    status: str
    day: str | None
    place: str | None
    who: frozenset[str]


def dated(who: str, status: str, day: str | None = None, place: str | None = None) -> Dated:
    return Dated(status, day, place, frozenset(who.split()))


def dated_meetings(text: str) -> list[Dated]:
    """The meetings of a text in its order, days of more than one left out."""
    return [
        Dated(
            one.status,
            str(one.date.start) if one.date.start and one.date.start == one.date.end else None,
            one.place_text,
            frozenset(last_words(names)),
        )
        for one, names in summits(text)
    ]


def told_words(text: str) -> list[tuple[str, str]]:
    """Who, joined by a plus, and the words of each statement."""
    return [("+".join(one.who), " | ".join(one.words)) for one in said(text)]


KENYA, NORWAY = "Kenyan President Ada Mwangi", "Norwegian Prime Minister Ingrid Solheim"


CHILE = "Chilean President Carolina Fuentes"


def told_of_leaders(text: str) -> list[tuple[str, str, str | None, str | None, str]]:
    """Status, channel, day, place and names of each meeting of a text, K, N and C filled in."""
    filled = text.replace("{K}", KENYA).replace("{N}", NORWAY).replace("{C}", CHILE)
    return [
        (one.status, one.channel, one.day, one.place, " ".join(sorted(one.who)))
        for one in meetings(filled)
    ]


def told_in_full(text: str) -> list[str]:
    """The meetings of a text: `"held 2026-05-12 Geneva: Kenya, Somalia"`."""
    return [
        f"{one.status} {(one.date.start == one.date.end and one.date.start) or '-'}"
        f" {one.place_text or '-'}: {', '.join(sorted(names))}"
        for one, names in summits(text)
    ]


def ways_met(text: str) -> list[tuple[str, str, frozenset[str]]]:
    """Status, channel and last words of those who met, for each meeting of a text."""
    return [(one.status, one.channel, one.who) for one in meetings(text)]


VENN_MET_HOLM = "President Mara Venn of Lornia met Foreign Minister Otto Holm. "


def is_told(sentence: str, who: str, words: str) -> bool:
    return any(
        who in ", ".join(one.who) and words in " ".join(one.words)
        for one in said(VENN_MET_HOLM + sentence)
    )


def told_undated(text: str) -> list[str]:
    """The meetings of a text: `"scheduled Nairobi: Hale, Mwangi"`, who by last words."""
    return [
        f"{one.status} {one.place_text or '-'}: {', '.join(sorted(last_words(names)))}"
        for one, names in summits(text)
    ]


def turns(text: str) -> list[tuple[str, str]]:
    """Who says what in each turn: speakers joined by a plus, and the first words."""
    return [("+".join(one.who), one.words[0]) for one in said(text)]


def told_with_roles(text: str) -> list[str]:
    """The meetings of a text: `"cancelled Tehran: Hale guest"`, who by last words."""
    return [
        f"{one.status} {one.place_text or '-'}: "
        + ", ".join(
            sorted(
                f"{name} {participant.role}"
                for name, participant in zip(last_words(names), one.participants, strict=True)
            )
        )
        for one, names in summits(text)
    ]


def said_through(text: str) -> set[tuple[str, str, str]]:
    """Who, what, and by way of whom."""
    found = records(text)
    names = {actor.ref: actor.name or actor.role or "" for actor in found.actors}
    return {
        (
            ", ".join(names[ref] for ref in one.speakers),
            " ".join(span.text.strip("“”‘’\"',.?!") for span in one.content),
            ", ".join(names[ref] for ref in one.via),
        )
        for one in found.statements
    }


def who_said(text: str) -> list[tuple[str, str]]:
    article = make_article(text, "test.txt")
    grounding = ground(article, draft_by_rules(article))
    assert grounding.failures == ()
    names = {actor.ref: actor.name or actor.role or "" for actor in grounding.records.actors}
    return [
        (names[ref], span.text)
        for one in grounding.records.statements
        for ref in one.speakers
        for span in one.content
    ]
