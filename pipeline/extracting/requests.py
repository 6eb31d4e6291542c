"""Requests without an answer, and answers from elsewhere: the two ends of a batch.

A request's custom id is the key under which its answer is kept, so it is the same
whoever writes it, and an answer is told apart from any other by it alone.
"""

import asyncio
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.errors import ModelError, NotAnswered, Usage, UsageError
from pipeline.extracting.bymodel import by_memory
from pipeline.extracting.completion import one_line, text_of, usage_of
from pipeline.extracting.extract import ExtractionFailed
from pipeline.extracting.faults import answered_with
from pipeline.extracting.recall import FAILURES, Wire
from pipeline.extracting.wire import completion_in
from pipeline.storing.answers import Answers, Kept
from schemas.records import Article

CHAT = "/v1/chat/completions"
KEY = re.compile("[0-9a-f]{64}")


def missing_requests(
    articles: Iterable[Article], wire: Wire, answers: Answers, prompt: str
) -> Iterator[tuple[Article, NotAnswered]]:
    """What a run over these articles would ask now, as far as it rests on no missing answer.

    So a follow-up shows only once what comes before it is answered; choices show at once.
    """
    extracts = by_memory(wire, answers, prompt)
    with asyncio.Runner() as runner:
        for article in articles:
            try:
                runner.run(extracts(article))
            except ExtractionFailed as failure:
                if isinstance(failure.cause, NotAnswered):
                    yield article, failure.cause
                    yield from ((article, other) for other in failure.cause.others)


def request_line(request: NotAnswered) -> str:
    """One line of a batch file, the request in it byte for byte."""
    head = json.dumps({"custom_id": request.key, "method": "POST", "url": CHAT})
    return f'{head[:-1]}, "body": {request.body.decode()}}}'


@dataclass
class Imported:
    """What came of reading answers into the store."""

    kept: int = 0
    """Answers that are new; refusals and cut-off ones are among them."""
    known: int = 0
    """That were kept already."""
    failed: list[str] = field(default_factory=list)
    """Lines without an answer, and why: their requests stay open."""


def import_answers(
    lines: Iterable[str], answers: Answers, found: Imported | None = None
) -> Imported:
    """Read a batch's output (`custom_id`, `response` or `error` a line) into the store.

    `found` counts while it goes on. Raises UsageError for a line that is none of a batch's.
    Reading it again changes nothing.
    """
    found = Imported() if found is None else found
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        key, told = _told(line, number)
        kept = answer_in(told)
        if isinstance(kept, str):
            found.failed.append(f"line {number} ({key[:16]}…): {kept}")
            continue
        before = answers.find(key)
        if before is not None and (before.outcome == "answer" or before.raw == kept.raw):
            found.known += 1
            continue
        answers.keep(key, fresh(kept, before), model=None, shape=None, shown=None)
        found.kept += 1
    return found


def fresh(kept: Kept, before: Kept | None) -> Kept:
    """A new answer in place of the one before, which no outcome may have counted yet."""
    due = Usage() if before is None or before.billed else before.usage
    return replace(kept, usage=due + kept.usage)


def _told(line: str, number: int) -> tuple[str, dict[str, Any]]:
    """A line's key and all that it says."""
    try:
        told = json.loads(line)
        key = told["custom_id"]
    except (ValueError, TypeError, KeyError):
        raise UsageError(f"line {number} is no line of a batch's output: {line[:60]!r}") from None
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise UsageError(f"line {number}: {key!r:.60} is no id of `summitry requests`")
    return key, told


def answer_in(told: dict[str, Any]) -> Kept | str:
    """What to keep of a line of a batch's output, at a batch's price, or why there is nothing."""
    response = told.get("response")
    if not isinstance(response, dict):
        return one_line(json.dumps(told.get("error") or response, ensure_ascii=False))
    called = Usage(attempts=1)
    status = response.get("status_code", 200)
    try:
        if status != 200:
            # vLLM puts the error beside the response, which then has no body.
            raise answered_with(status, response.get("body") or {"error": told.get("error")})
        completion = completion_in(json.dumps(response.get("body")).encode())
    except ModelError as error:
        outcome = next((name for kind, name in FAILURES if isinstance(error, kind)), None)
        if outcome is None or (outcome == "invalid" and error.raw is None):
            return str(error)
        return Kept(outcome, error.raw, (error.usage + called).by_batch(), str(error))
    usage = usage_of(completion) + called
    return Kept("answer", text_of(completion) or "", usage.by_batch())
