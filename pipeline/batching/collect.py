"""Collecting: what batches answered is kept, what did not come fails, what is whole lands."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.batching.submit import note
from pipeline.batching.terms import Terms, waiting
from pipeline.errors import ModelError, NotAnswered, Transport
from pipeline.extracting.batchapi import Endpoint, Remote, parsed
from pipeline.extracting.bymodel import Extracts, by_memory
from pipeline.extracting.extract import Extraction, ExtractionFailed
from pipeline.extracting.requests import answer_in, fresh
from pipeline.reading.unreadable import Unreadable
from pipeline.storing.batches import Batch, Batches, Waiting
from schemas.records import Article

WITHOUT_ANSWER = {
    "completed": "its output has no line for this request",
    "expired": "it expired before this request was answered",
    "cancelled": "it was cancelled before this request was answered",
    "failed": "the endpoint did not accept it",
}


@dataclass
class Collected:
    """What came of one batch."""

    batch: Batch
    status: str
    answered: int = 0
    """Refusals and cut-off answers are among them."""
    failed: int = 0
    foreign: int = 0
    """Lines about requests that are not of this batch; nothing is made of them."""
    forgotten: int = 0
    """Lines about articles that have been forgotten since; nothing is kept of them."""


def collect(batches: Batches, batch: Batch, endpoint: Endpoint, folder: Path) -> Collected | None:
    """Read the answers of a batch in; None while it has not ended.

    Again after a kill it changes nothing that is in already. Raises ModelError where the
    endpoint does not give its files whole: then it is not collected, and nothing is lost.
    """
    assert batch.batch_id is not None
    remote = endpoint.get(batch.batch_id)
    note(batches, batch.name, remote)
    if not remote.ended:
        return None
    found = Collected(batch, remote.status)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        files = [id_ for id_ in (remote.output_file_id, remote.error_file_id) if id_]
        paths = [Path(scratch, str(number)) for number in range(len(files))]
        for file_id, path in zip(files, paths, strict=True):
            endpoint.download(file_id, path)
            for _ in parsed(path):  # all of it, before any of it counts
                pass
        for path in paths:
            _keep(batches, batch, path, found)
    found.forgotten = min(found.foreign, batches.forgotten(batch.name))
    found.foreign -= found.forgotten
    left = sum(one.open for one in batches.all() if one.name == batch.name)
    found.failed += left
    batches.collected(batch.name, _reason(remote, WITHOUT_ANSWER[remote.status]))
    return found


def _keep(batches: Batches, batch: Batch, path: Path, found: Collected) -> None:
    for told in parsed(path):
        key = told["custom_id"]
        state = batches.state(batch.name, key)
        if state is None:
            found.foreign += 1
        if state != "open":
            continue  # a line twice counts once
        kept = answer_in(told)
        if isinstance(kept, str):
            batches.fail(batch.name, key, f"batch {batch.batch_id}: {kept}")
            found.failed += 1
        else:
            batches.keep(batch.name, key, fresh(kept, batches.answers.find(key)))
            found.answered += 1


def _reason(remote: Remote, what: str) -> str:
    return f"batch {remote.id}: {what}" + (f" ({remote.why})" if remote.why else "")


@dataclass
class Harvest:
    """The sources of which all answers are there, or one failed, and how each was extracted."""

    batches: Batches
    terms: Terms
    landed: list[Waiting] = field(default_factory=list)
    """What has been given to the run; it has ended well or failed for good."""
    failed: list[Waiting] = field(default_factory=list)
    """What a batch left without an answer: the next submit asks again."""
    _ready: tuple[str, Extraction | ExtractionFailed] | None = None

    def sources(self) -> Iterator[Article | Unreadable]:
        """For a run with one article in flight; what is not whole yet is left out.

        A source counts as given once the run asks for the one after it.
        """
        failures = self.batches.failures(str(self.terms))
        extracts = by_memory(
            self.terms.wire,
            self.batches.answers,
            self.terms.prompt,
            missing=lambda key, body: _missing(failures, key, body),
        )
        for one, source in waiting(self.batches, self.terms):
            lost = False
            if isinstance(source, Article):
                result = _at_once(extracts, source)
                cause = result.cause if isinstance(result, ExtractionFailed) else None
                if isinstance(cause, NotAnswered):
                    continue
                lost = isinstance(cause, Transport)
                self._ready = source.article_id, result
            yield source
            (self.failed if lost else self.landed).append(one)

    async def extracts(self, article: Article) -> Extraction:
        """What was found when the source was given; raises ExtractionFailed if that was none."""
        assert self._ready is not None
        article_id, result = self._ready
        assert article_id == article.article_id
        if isinstance(result, ExtractionFailed):
            raise result
        return result

    def close(self) -> None:
        """Note what has landed; only once the run has ended without an error."""
        self.batches.landed(self.landed, self.failed)


def _missing(failures: dict[str, str], key: str, body: bytes) -> ModelError:
    reason = failures.get(key)
    return NotAnswered(key, body) if reason is None else Transport(reason, retry=False)


def _at_once(extracts: Extracts, article: Article) -> Extraction | ExtractionFailed:
    """The extraction by memory, which waits for nobody: it ends with its first step."""
    extraction = extracts(article)
    try:
        extraction.send(None)
    except StopIteration as ended:
        found: Extraction = ended.value
        return found
    except ExtractionFailed as failure:
        return failure
    raise AssertionError("memory waits for nobody")
