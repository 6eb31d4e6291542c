"""Extraction by a model, every answer through the store of what was answered before."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from pipeline.errors import ModelError, NotAnswered, Usage
from pipeline.extracting.choices import choose
from pipeline.extracting.extract import Asks, Extraction, ExtractionFailed, extract
from pipeline.extracting.local import fits, is_local
from pipeline.extracting.prompt import is_choice
from pipeline.extracting.questions import calls
from pipeline.extracting.recall import Keeps, Recall, Wire
from pipeline.extracting.windows import LOCAL_WINDOW_CHARACTERS, WINDOW_CHARACTERS, windows
from pipeline.resolving.dated import dated_article
from pipeline.rules.draft import reading_of
from pipeline.rules.language import is_served
from pipeline.storing.answers import Answers, Shown
from schemas.records import Article

Extracts = Callable[[Article], Coroutine[Any, Any, Extraction]]
"""What turns an article, as it was read, into its records; raises ExtractionFailed."""


def by_model(
    model: Asks,
    wire: Wire,
    answers: Keeps,
    prompt: str,
    *,
    spent: Callable[[Usage], None] = lambda _: None,
) -> Extracts:
    """Ask `model` what is not kept in `answers` yet.

    Raises ConfigurationError for a model from a file whose context is too small.
    """
    if (loaded := getattr(model, "local", None)) is not None:
        fits(wire.settings.name, loaded.context, "choices" if is_choice(prompt) else "whole")

    async def extracts(article: Article) -> Extraction:
        shown = Shown(article, dated_article(article).published)
        recall = Recall(wire, answers, shown, model, spent=spent)
        return await recalled(shown, recall, prompt)

    return extracts


def by_memory(
    wire: Wire,
    answers: Answers,
    prompt: str,
    *,
    missing: Callable[[str, bytes], ModelError] = NotAnswered,
) -> Extracts:
    """Ask nobody: an article lacking an answer fails with NotAnswered, which tells the request.

    So a run over this tells which requests are missing, and a batch can answer them. Where
    one did not, `missing` says by key and body what it failed with instead.
    """

    async def extracts(article: Article) -> Extraction:
        shown = Shown(article, dated_article(article).published)
        return await recalled(shown, Recall(wire, answers, shown, missing=missing), prompt)

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
        name = recall.wire.settings.name
        found = await by_strategy(shown.article, recall, prompt, name=name)
    except ExtractionFailed as failure:
        failure.keys = tuple(recall.keys)
        raise
    return replace(found, keys=tuple(recall.keys))


async def by_strategy(
    article: Article, model: Asks, prompt: str, *, name: str | None = None
) -> Extraction:
    """By the strategy that the prompt's family stands for: choices, or the whole article.

    `name` is the model's: one from a file gets smaller windows.
    """
    if is_choice(prompt):
        return await choose(article, model, choice_prompt=prompt)
    return await extract(article, model, extract_prompt=prompt, size=_window_size(name or ""))


def calls_in(article: Article, prompt: str, model: str) -> int:
    """How many calls an article takes before any follow-up."""
    if is_choice(prompt):
        return len(calls(reading_of(article))) if is_served(article) else 0
    return len(windows(article, _window_size(model)))


def _window_size(model: str) -> int:
    return LOCAL_WINDOW_CHARACTERS if is_local(model) else WINDOW_CHARACTERS
