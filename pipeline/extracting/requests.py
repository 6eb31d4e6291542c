"""The requests of a run as a file: one JSON line an article, in the form of a batch file."""

import json
from collections.abc import Iterable, Iterator

from pipeline.extracting.model import request_body
from pipeline.extracting.prompt import messages
from pipeline.extracting.windows import window, windows
from pipeline.resolving.dated import dated_article
from schemas.draft import ArticleDraft
from schemas.records import Article


def request_lines(articles: Iterable[Article], model: str, extract: str) -> Iterator[str]:
    """The exact first request for each article; its custom id is the article's.

    A long article's later windows and all follow-ups depend on answers: they are not here.
    """
    for article in articles:
        dated = dated_article(article)
        chat = messages(dated, window(windows(dated)[0], None), extract=extract)
        line = {
            "custom_id": article.article_id,
            "method": "POST",
            "url": "/v1/chat/completions",
            "body": request_body(chat, model.removeprefix("openai/"), ArticleDraft),
        }
        yield json.dumps(line, ensure_ascii=False)
