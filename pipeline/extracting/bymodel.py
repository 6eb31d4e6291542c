"""Extraction by a model, every answer through the store of what was answered before."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from pipeline.errors import NotAnswered, Usage
from pipeline.extracting.extract import Asks, Extraction, ExtractionFailed, extract
from pipeline.extracting.recall import Recall, Wire
from pipeline.resolving.dated import dated_article
from pipeline.storing.answers import Answers, Shown
from schemas.records import Article

Extracts = Callable[[Article], Coroutine[Any, Any, Extraction]]
"""What turns an article, as it was read, into its records; raises ExtractionFailed."""


def by_model(
    model: Asks,
    wire: Wire,
    answers: Answers,
    prompt: str,
    *,
    spent: Callable[[Usage], None] = lambda _: None,
) -> Extracts:
    """Ask `model` what is not kept in `answers` yet."""

    async def extracts(article: Article) -> Extraction:
        shown = Shown(article, dated_article(article).published)
        recall = Recall(wire, answers, shown, model, spent=spent)
        return await recalled(shown, recall, prompt)

    return extracts


def by_memory(wire: Wire, answers: Answers, prompt: str) -> Extracts:
    """Ask nobody: an article lacking an answer fails with NotAnswered, which tells the request.

    So a run over this tells which requests are missing, and a batch can answer them.
    """

    async def extracts(article: Article) -> Extraction:
        shown = Shown(article, dated_article(article).published)
        return await recalled(shown, Recall(wire, answers, shown), prompt)

    return extracts


def by_replay(wire: Wire, answers: Answers, prompt: str) -> Extracts:
    """Make the records of stored texts anew: the same questions, today's rules, kept answers.

    The question is the one that was asked then, with the publication date that was shown
    then; what the records rest on is that date as today's rules read it.
    """

    async def extracts(text: Article) -> Extraction:
        shown = answers.shown(text.article_id, text)
        if shown is None:
            raise ExtractionFailed(NotAnswered("", b""), Usage(), ())
        found = await recalled(shown, Recall(wire, answers, shown, replay=True), prompt)
        published = dated_article(shown.read).published
        article = found.records.article.model_copy(update={"published": published})
        return replace(found, records=found.records.model_copy(update={"article": article}))

    return extracts


async def recalled(shown: Shown, recall: Recall, prompt: str) -> Extraction:
    """The records of an article as it was shown, with the answers that they cost."""
    try:
        found = await extract(shown.article, recall, extract_prompt=prompt)
    except ExtractionFailed as failure:
        failure.keys = tuple(recall.keys)
        raise
    return replace(found, keys=tuple(recall.keys))
