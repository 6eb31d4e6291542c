"""The draft that the rules fill: the same that a model would give."""

from pipeline.rules.cast import cast_of
from pipeline.rules.mentions import Cast
from pipeline.rules.speech import Said, statements
from pipeline.rules.text import Layout
from pipeline.rules.tokens import tokens_of
from schemas.draft import ActorDraft, ArticleDraft, HeadDraft, StatementDraft
from schemas.records import Article


def draft_by_rules(article: Article) -> ArticleDraft:
    """Everything the rules find in an article; the same text gives the same draft."""
    layout = Layout(article)
    tokens = tokens_of(layout)
    cast = cast_of(layout, tokens)
    said = [one for one in (_statement(layout, cast, one) for one in statements(layout, tokens, cast)) if one]
    used = {item.partition(" ")[0] for one in said for item in one.who}
    actors = tuple(actor for actor in cast.actors if actor.ref in used)
    return ArticleDraft(
        head=HeadDraft(), actors=actors, meetings=(), statements=tuple(said), claims=()
    )


def _statement(layout: Layout, cast: Cast, said: Said) -> StatementDraft | None:
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
