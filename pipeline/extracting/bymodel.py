"""Extraction by a model, every answer through the store of what was answered before."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from pipeline.errors import Usage
from pipeline.extracting.extract import Asks, Extraction, ExtractionFailed, extract
from pipeline.extracting.recall import Recall, Wire
from pipeline.resolving.dated import dated_article
from pipeline.storing.answers import Answers, Shown
from schemas.records import Article

Extracts = Callable[[Article], Awaitable[Extraction]]
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


async def recalled(shown: Shown, recall: Recall, prompt: str) -> Extraction:
    """The records of an article as it was shown, with the answers that they cost."""
    try:
        found = await extract(shown.article, recall, extract_prompt=prompt)
    except ExtractionFailed as failure:
        failure.keys = tuple(recall.keys)
        raise
    return replace(found, keys=tuple(recall.keys))
