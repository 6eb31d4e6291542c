"""From a draft that points to records that hold article text.

Every anchor is resolved and every reference followed. What cannot be becomes a
`Failure` with a sentence that tells the model how to mend it; the rest stands.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.grounding.actors import actor_in, each_ref_once, placed_actors
from pipeline.grounding.claims import claims_in
from pipeline.grounding.coverage import quote_spans
from pipeline.grounding.failures import Failure
from pipeline.grounding.identities import Identified, identified
from pipeline.grounding.locate import NotFound, TextIndex
from pipeline.grounding.making import attempt
from pipeline.grounding.quotations import quotations
from pipeline.grounding.references import Known, lost_refs
from pipeline.grounding.statements import statement_in
from pipeline.grounding.summits import summit_in
from schemas.draft import ArticleDraft, HeadDraft
from schemas.records import Article, ArticleRecords, Flag


@dataclass(frozen=True, slots=True)
class Grounding:
    """What of a draft stands, and what does not."""

    records: ArticleRecords
    failures: tuple[Failure, ...]


def ground(
    article: Article, draft: ArticleDraft, not_speech: frozenset[int] = frozenset()
) -> Grounding:
    """All records of `draft` that stand in `article`, and what is wrong with the others.

    `not_speech` holds the offsets of quotations in which, as the model was asked,
    nobody speaks.
    """
    if draft.head.language and article.language is None:
        language = draft.head.language.strip().lower()[:8]
        article = article.model_copy(update={"language": language})
    index = TextIndex(article)
    marks = quotations(article.text, article.paragraphs)
    failures: list[Failure] = []

    made_actors = list(attempt("A", "actor_mention", draft.actors, actor_in(index), failures))
    by_actor = each_ref_once(made_actors, failures)
    named = {ref: made.draft for ref, made in by_actor.items()}
    known = Known(named, {}, lost_refs(draft, failures))

    made_meetings = list(attempt("M", "summit", draft.meetings, summit_in(index, known), failures))
    meetings, became = identified(article, "summit", made_meetings)
    by_ref = {made.draft.ref: became[made.path] for made in made_meetings}
    known = Known(named, by_ref, lost_refs(draft, failures))

    make = statement_in(index, marks, known)
    made_statements = list(attempt("S", "statement", draft.statements, make, failures))
    statements, said = identified(article, "statement", made_statements)
    made_claims = list(claims_in(index, draft, said, known, failures))
    claims, _ = identified(article, "claim", made_claims)

    summits = tuple(one.record for one in meetings)
    speech = tuple(one.record for one in statements)
    asserted = tuple(one.record for one in claims)
    placed = placed_actors(by_actor, summits, speech, asserted)
    actors, _ = identified(article, "actor_mention", placed)
    flags = [*_flags(actors), *_flags(meetings), *_flags(statements), *_flags(claims)]
    records = ArticleRecords(
        article=_with_head(index, draft.head, flags),
        actors=tuple(one.record for one in actors),
        summits=summits,
        statements=speech,
        claims=asserted,
        quote_spans=quote_spans(article.text, marks, speech, not_speech),
        flags=tuple(flags),
    )
    return Grounding(records, tuple(failures))


def _flags(standing: Iterable[Identified[Any]]) -> Iterator[Flag]:
    for one in standing:
        for doubt in one.doubts:
            yield Flag(record_id=one.id, code=doubt.code, severity="warning", message=doubt.message)


def _with_head(index: TextIndex, head: HeadDraft, flags: list[Flag]) -> Article:
    """The article with what it says of itself, where nobody gave it before."""
    article = index.article
    found: dict[str, str] = {}
    for name in ("title", "published_text", "byline", "dateline_place"):
        anchor = getattr(head, name)
        if anchor and getattr(article, name) is None:
            try:
                found[name] = index.anchor(anchor).text
            except NotFound as error:
                flags.append(
                    Flag(
                        record_id=None,
                        code=f"{name}_not_found",
                        severity="info",
                        message=str(error),
                    )
                )
    return article.model_copy(update=found) if found else article
