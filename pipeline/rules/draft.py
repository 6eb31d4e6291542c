"""The draft that the rules fill: the same that a model would give."""

from dataclasses import dataclass, replace

from pipeline.rules.bylines import among
from pipeline.rules.cast import cast_of
from pipeline.rules.claims import claims
from pipeline.rules.documents import turns
from pipeline.rules.language import with_language
from pipeline.rules.meetings import meetings
from pipeline.rules.meetings.delegations import delegated
from pipeline.rules.meetings.factions import factions
from pipeline.rules.meetings.heading import heading
from pipeline.rules.meetings.offices import attested
from pipeline.rules.meetings.the_two import paired
from pipeline.rules.meetings.voiced import voiced
from pipeline.rules.meetings.whose import whose_summit
from pipeline.rules.mentions import Cast
from pipeline.rules.nested import relayed
from pipeline.rules.occasions import at_meetings
from pipeline.rules.said import Said
from pipeline.rules.speech import statements
from pipeline.rules.text import Layout
from pipeline.rules.turn import Turn, mention_of
from pipeline.rules.wordings import act_within
from schemas.draft import ActorDraft, ArticleDraft, HeadDraft, MeetingDraft, StatementDraft
from schemas.records import Article


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules read of an article, before it is a draft: whoever knows better may put
    another speaker or meeting in, and all that rests on it follows.
    """

    layout: Layout
    cast: Cast
    said: tuple[Said, ...]
    """In text order."""
    met: tuple[MeetingDraft, ...]
    formed: frozenset[int]
    """Numbers of the paragraphs whose form says who speaks: a transcript's, a post's."""


def draft_by_rules(article: Article) -> ArticleDraft:
    """Everything the rules find in an article; the same text gives the same draft."""
    return drafted(reading_of(article))


def reading_of(article: Article) -> Reading:
    """Who is in an article, who said what in it, and who met."""
    layout = Layout(article)
    tokens = layout.tokens
    cast = cast_of(layout, tokens)
    formed = turns(layout, cast)
    taken = frozenset(number for turn in formed for number in turn.paragraphs)
    cast, spoken = _with_labels(layout, cast, formed)
    found = statements(layout, tokens, cast, taken)
    inner = relayed(layout, tokens, cast, found, spoken)
    said = sorted([*spoken, *found, *inner], key=lambda one: one.content[0])
    cast = paired(layout, delegated(layout, factions(layout, attested(layout, cast))))
    head = heading(layout, cast, voiced=bool(spoken))
    cast = head.cast if head else cast
    cast, met = whose_summit(
        cast, meetings(layout, voiced(layout, cast, spoken, found, head), head)
    )
    return Reading(layout, cast, tuple(said), met, taken)


def drafted(reading: Reading) -> ArticleDraft:
    """The draft of a reading, with the claims and the occasions that follow from it."""
    layout, cast, met = reading.layout, reading.cast, reading.met
    drafts = tuple(draft for one in reading.said if (draft := statement_draft(layout, cast, one)))
    drafts = at_meetings(drafts, met)
    claimed = claims(layout, cast, drafts)
    drafts = tuple(
        one.model_copy(update={"claims": made}) if made else one
        for one, made in zip(drafts, claimed.of, strict=True)
    )
    used = {
        item.partition(" ")[0]
        for row in (
            *(one.who for one in drafts),
            *(one.participants for one in met),
            *(one.asserters for one in claimed.narrator),
        )
        for item in row
    }
    return ArticleDraft(
        head=HeadDraft(language=with_language(layout.article).language),
        actors=tuple(actor for actor in cast.actors if actor.ref in used),
        meetings=met,
        statements=drafts,
        claims=claimed.narrator,
    )


def _with_labels(layout: Layout, cast: Cast, formed: tuple[Turn, ...]) -> tuple[Cast, list[Said]]:
    """The turns as statements, and the cast with those whom only a label names."""
    actors = list(cast.actors)
    by_name: dict[str, int] = {}
    said: list[Said] = []
    for turn in formed:
        speakers = turn.speakers
        if turn.authors:
            speakers = tuple(_author(actors, one) for one in turn.authors)
        elif not speakers:
            known = mention_of(cast, turn.name) if len(turn.name) > 1 else None
            if known is not None and known.actors:
                speakers = known.actors[:1]
            else:
                if turn.name not in by_name:
                    by_name[turn.name] = len(actors)
                    actors.append(_labelled(len(actors) + 1, turn))
                speakers = (by_name[turn.name],)
        via: tuple[int, ...] = ()
        if turn.via:
            if turn.via not in by_name:
                by_name[turn.via] = len(actors)
                actors.append(
                    ActorDraft(ref=f"a{len(actors) + 1}", name=turn.via, kind="government_body")
                )
            via = (by_name[turn.via],)
        act = act_within(layout, turn.content)
        said.append(Said(turn.content, speakers, act, turn.medium, via))
    countries = (*cast.countries, *(None for _ in actors[len(cast.countries) :]))
    return replace(cast, actors=tuple(actors), countries=countries), said


def _author(actors: list[ActorDraft], one: ActorDraft) -> int:
    """Which actor a title's speaker is; added to `actors` where the text names nobody like him."""
    known = among(actors, one)
    if known is None:
        known = len(actors)
        actors.append(one.model_copy(update={"ref": f"a{known + 1}"}))
    elif len(one.name or "") > len(actors[known].name or ""):
        role = actors[known].role or one.role
        actors[known] = actors[known].model_copy(update={"name": one.name, "role": role})
    return known


def _labelled(number: int, turn: Turn) -> ActorDraft:
    if turn.medium == "social_post" or (" " in turn.name and not turn.name.isupper()):
        return ActorDraft(ref=f"a{number}", name=turn.name, kind="person")
    return ActorDraft(ref=f"a{number}", kind="role_holder", role=turn.name)


def statement_draft(layout: Layout, cast: Cast, said: Said) -> StatementDraft | None:
    """One statement on the wire; None where it has no place of its own or nobody speaks."""
    anchors = [layout.anchor(start, end) for start, end in sorted(said.content)]
    content = tuple(anchor for anchor in anchors if anchor is not None)
    if not content or not said.speakers:
        return None
    who = (
        *cast.refs(said.speakers),
        *(f"{ref} via" for ref in cast.refs(said.via)),
        *(f"{ref} to" for ref in cast.refs(said.addressees)),
    )
    return StatementDraft(who=who, content=content, act=said.act, medium=said.medium)
