"""Rows land without validation: here each is held against its model."""

from pathlib import Path

import pytest

from pipeline.extracting.byrules import read_by_rules
from pipeline.grounding.ground import ground
from pipeline.reading.read import read
from pipeline.resolving.dated import dated_article
from pipeline.resolving.resolve import resolve
from pipeline.storing.database import Unchecked
from pipeline.storing.rows import record_rows, shared_rows
from schemas.draft import ArticleDraft
from schemas.records import Article, ArticleRecords
from tests.conftest import ROOT

TABLES = {
    "actors",
    "places",
    "actor_mentions",
    "summits",
    "participations",
    "statements",
    "statement_actors",
    "claims",
    "claim_asserters",
    "evidence",
    "quote_spans",
    "flags",
    "rejects",
}
"""All that an article's records may have rows for."""


def resolved() -> list[ArticleRecords]:
    found = []
    for folder, texts in (("seeds", "seeds"), ("devset", "tests/devset")):
        for article in read([str(ROOT / texts)]):
            assert isinstance(article, Article)
            number = Path(article.source_path).name[:3]
            answer = ROOT / "cassettes" / "answers" / folder / f"{number}.1.json"
            if answer.exists():
                draft = ArticleDraft.model_validate_json(answer.read_bytes())
                grounding = ground(dated_article(article), draft)
                rejects = tuple(failure.as_reject() for failure in grounding.failures)
                found.append(resolve(grounding.records.model_copy(update={"rejects": rejects})))
                found.append(resolve(read_by_rules(dated_article(article))))
    return found


@pytest.fixture(scope="module")
def rows() -> list[Unchecked]:
    return [
        row
        for records in resolved()
        for row in (*shared_rows(records), *record_rows(records, "r1"))
    ]


def test_every_row_of_the_recorded_answers_is_what_its_model_would_make(
    rows: list[Unchecked],
) -> None:
    for model, columns in rows:
        row = vars(model.model_validate(columns, strict=True))
        assert row == columns
        assert list(map(type, row.values())) == [type(columns[name]) for name in row]


def test_the_recorded_answers_have_rows_of_every_kind(rows: list[Unchecked]) -> None:
    assert {model.table for model, _ in rows} == TABLES
