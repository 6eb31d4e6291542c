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
from pipeline.grounding.identities import id_of, identified
from pipeline.grounding.locate import NotFound, TextIndex
from pipeline.grounding.making import Made, attempt
from pipeline.grounding.quotations import quotations
from pipeline.grounding.references import Known, lost_refs, names_of
from pipeline.grounding.statements import statement_in
from pipeline.grounding.summits import summit_in, who_met
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
    actors = {made.record.ref: made for made in each_ref_once(made_actors, draft.actors, failures)}
    known = Known(
        {ref: made.record for ref, made in actors.items()}, {}, lost_refs(draft, failures)
    )

    meetings = list(attempt("M", "summit", draft.meetings, summit_in(index, known), failures))
    refs = {made.path: made.record.ref for made in meetings}
    meetings, became = identified(article, "summit", meetings, lambda m: who_met(m, known))
    by_ref = {refs[path]: meeting for path, meeting in became.items()}
    known = Known(known.actors, by_ref, lost_refs(draft, failures))

    statements = list(
        attempt("S", "statement", draft.statements, statement_in(index, marks, known), failures)
    )
    statements, said = identified(
        article, "statement", statements, lambda s: " ".join(sorted(names_of(s.speakers, known)))
    )
    claims = list(claims_in(index, draft, said, known, failures))
    claims, _ = identified(article, "claim", claims, lambda claim: claim.text)

    placed = placed_actors(article, list(actors.values()), meetings, statements, claims)
    records = ArticleRecords(
        article=article,
        actors=tuple(made.record for made in placed),
        summits=tuple(made.record for made in meetings),
        statements=tuple(made.record for made in statements),
        claims=tuple(made.record for made in claims),
        quote_spans=quote_spans(
            article.text, marks, [made.record for made in statements], not_speech
        ),
        flags=tuple(_flags([*placed, *meetings, *statements, *claims])),
    )
    return Grounding(_with_head(records, index, draft.head), tuple(failures))


def _flags(made: Iterable[Made[Any]]) -> Iterator[Flag]:
    for one in made:
        for doubt in one.doubts:
            yield Flag(
                record_id=id_of(one.record),
                code=doubt.code,
                severity="warning",
                message=doubt.message,
            )


def _with_head(records: ArticleRecords, index: TextIndex, head: HeadDraft) -> ArticleRecords:
    """The article with what it says of itself, where nobody gave it before."""
    article = records.article
    found: dict[str, Any] = {}
    flags = list(records.flags)
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
    return records.model_copy(
        update={"article": article.model_copy(update=found), "flags": tuple(flags)}
    )
