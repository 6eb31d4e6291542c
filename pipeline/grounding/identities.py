"""Ids of records, given by what they rest on; of two alike the first stands for both."""

from collections.abc import Sequence
from typing import Generic, NamedTuple

from pipeline.grounding.doubts import Doubt
from pipeline.grounding.failures import Path
from pipeline.grounding.making import Made, R, built
from pipeline.identity import record_ids
from schemas.records import Article, Span
from schemas.vocabulary import RecordKind

ID_FIELDS: dict[RecordKind, str] = {
    "summit": "summit_id",
    "statement": "statement_id",
    "claim": "claim_id",
    "actor_mention": "mention_id",
}


class Identified(NamedTuple, Generic[R]):
    """A record with its id and the doubts about it."""

    id: str
    record: R
    doubts: tuple[Doubt, ...]


def identified(
    article: Article, kind: RecordKind, made: Sequence[Made[R]]
) -> tuple[list[Identified[R]], dict[Path, R]]:
    """Each record once and with its id, and which record each path of the draft became.

    Of two that are one and the same the first stands for both.
    """
    numbers: dict[tuple[tuple[Span, ...], str], int] = {}
    alike = [numbers.setdefault((one.spans, one.told), len(numbers)) for one in made]
    first = dict(zip(reversed(alike), reversed(made), strict=True))
    ids = record_ids(article.article_id, kind, list(numbers))
    field = ID_FIELDS[kind]
    kept = [
        Identified(given, built(first[number], **{field: given}), first[number].doubts)
        for number, given in enumerate(ids)
    ]
    became = {one.path: kept[number].record for number, one in zip(alike, made, strict=True)}
    return kept, became
