"""What is read once of a text and kept is what reading its parts anew would give."""

import pytest

from pipeline.grounding.ground import ground
from pipeline.grounding.mentions import names_in
from pipeline.grounding.named import passage_of, pronouns_of
from pipeline.grounding.wording import forms_of
from pipeline.reading.read import read
from pipeline.resolving.dated import dated_article
from pipeline.resolving.resolve import resolve
from schemas.draft import ArticleDraft
from schemas.records import Article
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    found = read([str(ROOT / texts) for texts in ("seeds", "tests/devset")])
    return [dated_article(one) for one in found if isinstance(one, Article)]


@pytest.fixture(scope="module")
def answered(articles: list[Article]) -> list[tuple[Article, ArticleDraft]]:
    """The first recorded answer of each article that has one."""
    found = []
    for article in articles:
        folder = "seeds" if "/seeds/" in article.source_path else "devset"
        number = article.source_path.rsplit("/", 1)[-1][:3]
        path = ROOT / "cassettes" / "answers" / folder / f"{number}.1.json"
        if path.exists():
            draft = ArticleDraft.model_validate_json(path.read_text(encoding="utf-8"))
            found.append((article, draft))
    assert len(found) > 20
    return found


def test_what_was_read_before_changes_no_record(
    answered: list[tuple[Article, ArticleDraft]],
) -> None:
    """Texts are kept while they are read: neither order nor repetition shows in a record."""

    def records(pairs: list[tuple[Article, ArticleDraft]]) -> dict[str, tuple[str, str]]:
        found = {}
        for article, draft in pairs:
            grounded = ground(article, draft)
            made = resolve(grounded.records).model_dump_json()
            found[article.article_id] = (made, repr(grounded.failures))
        return found

    assert records(answered) == records(answered[::-1])


def test_sentences_of_a_passage_are_read_as_if_they_stood_alone(articles: list[Article]) -> None:
    for start_end, article in ((p, a) for a in articles for p in a.paragraphs):
        for one in passage_of(article.text[slice(*start_end)]).sentences:
            assert [name[2:] for name in one.named] == [name[2:] for name in names_in(one.text)]
            assert one.row == forms_of(one.text)


def test_pronouns_are_whole_words_in_any_case() -> None:
    assert pronouns_of("He's with THEM, item by item; its my_own") == ["he", "them", "its"]
