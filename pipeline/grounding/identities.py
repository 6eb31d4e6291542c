"""Ids of records, given by what they rest on; of two alike the first stands for both."""

from collections.abc import Callable

from pipeline.grounding.failures import Path
from pipeline.grounding.making import Made, R
from pipeline.identity import record_ids
from schemas.records import Actor, Article, Claim, Span, Statement, Summit
from schemas.vocabulary import RecordKind

ID_FIELDS: dict[RecordKind, str] = {
    "summit": "summit_id",
    "statement": "statement_id",
    "claim": "claim_id",
    "actor_mention": "mention_id",
}


def identified(
    article: Article, kind: RecordKind, made: list[Made[R]], tell_apart: Callable[[R], str]
) -> tuple[list[Made[R]], dict[Path, R]]:
    """Each record once and with its id, and which record each path of the draft became.

    Of two that are one and the same the first stands for both.
    """
    first: dict[tuple[tuple[Span, ...], str], Made[R]] = {}
    alike: dict[Path, tuple[tuple[Span, ...], str]] = {}
    for one in made:
        alike[one.path] = (evidence_of(one.record), tell_apart(one.record))
        first.setdefault(alike[one.path], one)
    ids = record_ids(article.article_id, kind, list(first))
    kept = {
        key: Made(one.path, one.record.model_copy(update={ID_FIELDS[kind]: given}), one.doubts)
        for (key, one), given in zip(first.items(), ids, strict=True)
    }
    return list(kept.values()), {path: kept[key].record for path, key in alike.items()}


def evidence_of(record: Actor | Summit | Statement | Claim) -> tuple[Span, ...]:
    """The spans that a record rests on."""
    return record.content if isinstance(record, Statement) else record.evidence


def id_of(record: Actor | Summit | Statement | Claim) -> str:
    """The record's own id; a claim also holds its statement's."""
    match record:
        case Actor():
            return record.mention_id
        case Summit():
            return record.summit_id
        case Statement():
            return record.statement_id
        case Claim():
            return record.claim_id
