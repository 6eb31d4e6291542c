"""Ids of records, given by what they rest on; of two alike the first stands for both."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from pipeline.grounding.doubts import Doubt
from pipeline.grounding.failures import Path
from pipeline.grounding.making import Made, R
from pipeline.identity import record_ids
from schemas.records import Article
from schemas.vocabulary import RecordKind

ID_FIELDS: dict[RecordKind, str] = {
    "summit": "summit_id",
    "statement": "statement_id",
    "claim": "claim_id",
    "actor_mention": "mention_id",
}


@dataclass(frozen=True, slots=True)
class Identified(Generic[R]):
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
    keys = [(one.spans, one.told) for one in made]
    first: dict[object, Made[R]] = {}
    for key, one in zip(keys, made, strict=True):
        first.setdefault(key, one)
    ids = record_ids(article.article_id, kind, [(one.spans, one.told) for one in first.values()])
    field = ID_FIELDS[kind]
    kept = {
        key: Identified(given, one.build(**{field: given}), one.doubts)
        for (key, one), given in zip(first.items(), ids, strict=True)
    }
    became = {one.path: kept[key].record for key, one in zip(keys, made, strict=True)}
    return list(kept.values()), became
