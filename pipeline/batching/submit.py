"""Submitting: what is missing becomes files of requests, each file one batch, none made twice.

A batch is noted with its name before anything is sent, and carries that name at the
endpoint. Whatever dies in between, the next submit or collect asks the endpoint for it by
that name first.
"""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import IO, Any

from pipeline.batching.terms import Terms, articles
from pipeline.errors import NotAnswered
from pipeline.extracting.batchapi import LISTED_DAYS, Endpoint, Remote
from pipeline.extracting.requests import missing_requests, request_line
from pipeline.storing.batches import PAIRS, Batch, Batches, open_batches

MOST_REQUESTS = 50_000
MOST_BYTES = 200_000_000
"""What one file of OpenAI's may hold."""
GRACE_SECONDS = 15.0
"""What was sent just before a process died may show at the endpoint only so much later."""

Connect = Callable[[str | None], Endpoint]


@dataclass(frozen=True, slots=True)
class Limits:
    requests: int = MOST_REQUESTS
    bytes: int = MOST_BYTES


LIMITS = Limits()


@dataclass
class File:
    """Requests on their way into one batch."""

    content: IO[bytes]
    digest: Any = field(default_factory=sha256)
    size: int = 0
    requests: list[tuple[str, str]] = field(default_factory=list)
    """(key, article_id) of each line; PAIRS for an article_id where it is about claims."""


def submit(
    batches: Batches,
    terms: Terms,
    endpoint: Endpoint,
    folder: Path,
    limits: Limits = LIMITS,
    *,
    pairs: Iterable[NotAnswered] = (),
) -> Iterator[Batch]:
    """Submit what is missing of all that waits on these terms; yields each batch once it is made.

    With it the questions about `pairs` of claims. What a batch is still to answer is left
    out. `folder` holds the files meanwhile.
    """
    found = missing_requests(articles(batches, terms), terms.wire, batches.answers, terms.prompt)
    asked = ((article.article_id, request) for article, request in found)
    for file in _files(batches, chain(asked, ((PAIRS, one) for one in pairs)), folder, limits):
        with file.content:
            name = batches.name(file.digest.hexdigest())
            batches.intend(name, str(terms), file.requests)
            note(batches, name, endpoint.submit(name, file.content, _earliest()))
        yield next(batch for batch in batches.all() if batch.name == name)


def settle(batches: Batches, connect: Connect, grace: float = GRACE_SECONDS) -> None:
    """Find out about batches that were about to be made when a process died.

    One that the endpoint has is as good as any; of one that it has not, the requests are
    free again.
    """
    for batch in open_batches(batches.all()):
        if batch.batch_id is not None:
            continue
        with connect(Terms.of(batch.terms).base_url) as endpoint:
            there = endpoint.find(batch.name, _earliest())
            if there is None and (rest := batch.age_left(grace)) > 0:
                time.sleep(rest)
                there = endpoint.find(batch.name, _earliest())
        if there is None:
            batches.drop(batch.name)
        else:
            note(batches, batch.name, there)


def note(batches: Batches, name: str, remote: Remote) -> None:
    counts = remote.counts
    batches.seen(name, remote.id, remote.status, counts.completed, counts.failed)


def _files(
    batches: Batches, asked: Iterable[tuple[str, NotAnswered]], folder: Path, limits: Limits
) -> Iterator[File]:
    """Each request with what it is about, in files that the endpoint takes."""
    file: File | None = None
    for about, request in asked:
        if batches.is_open(request.key):
            continue
        line = request_line(request).encode() + b"\n"
        if file and (len(file.requests) == limits.requests or file.size + len(line) > limits.bytes):
            yield file
            file = None
        if file is None:
            file = File(tempfile.TemporaryFile(dir=folder))  # noqa: SIM115 - closed by who takes it
        file.content.write(line)
        file.digest.update(line)
        file.size += len(line)
        file.requests.append((request.key, about))
    if file:
        yield file


def _earliest() -> float:
    return time.time() - LISTED_DAYS * 86_400
