"""The endpoint's files and batches, over HTTP through the openai client.

Every call is made again by the one policy of `retrying`, but for the one that makes a
batch: whether a lost one was made, only `find` can tell.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Any, Generic, Self, TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.errors import ModelError, Transport
from pipeline.extracting.completion import one_line
from pipeline.extracting.faults import explain
from pipeline.extracting.requests import CHAT
from pipeline.extracting.retrying import retrying_alone
from pipeline.extracting.sdk import plain_client

T = TypeVar("T")
Told = TypeVar("Told", bound=BaseModel)
ATTEMPTS = 5
CEILING_SECONDS = 300.0
TIMEOUT_SECONDS = 600.0
"""An upload or download of 200 MB takes its time."""
NAME = "summitry"
"""The key of our name in a batch's metadata."""
LISTED_DAYS = 30
"""Older batches are not looked at: their files are gone by then."""
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})


class _Counts(BaseModel):
    total: int = 0
    completed: int = 0
    failed: int = 0


class _Fault(BaseModel):
    code: str | None = None
    message: str | None = None


class _Faults(BaseModel):
    data: list[_Fault] | None = None


class Remote(BaseModel):
    """A batch as the endpoint tells it."""

    id: str
    status: str
    created_at: float = 0
    metadata: dict[str, Any] | None = None
    output_file_id: str | None = None
    error_file_id: str | None = None
    request_counts: _Counts | None = None
    errors: _Faults | None = None

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    @property
    def counts(self) -> _Counts:
        return self.request_counts or _Counts()

    @property
    def why(self) -> str | None:
        """The endpoint's own words for what is wrong with the whole batch."""
        faults = self.errors.data if self.errors else None
        told = [": ".join(filter(None, (one.code, one.message))) for one in faults or ()]
        return one_line("; ".join(told)) or None


class _File(BaseModel):
    id: str
    filename: str | None = None
    created_at: float = 0


Listed = TypeVar("Listed", Remote, _File)


class _Page(BaseModel, Generic[Listed]):
    data: list[Listed]
    has_more: bool | None = None


_Batches, _Files = _Page[Remote], _Page[_File]


class Endpoint:
    """Files and batches of one endpoint; use `with Endpoint.connect(url) as endpoint`.

    Every method raises ModelError in one line where the endpoint does not do as asked.
    """

    def __init__(self, client: Any) -> None:
        self._client = client

    @classmethod
    def connect(cls, base_url: str | None, *, timeout: float = TIMEOUT_SECONDS) -> "Endpoint":
        """Raises ConfigurationError where the key is missing."""
        return cls(plain_client(base_url, timeout=timeout))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    def submit(self, name: str, requests: IO[bytes], since: float) -> Remote:
        """The batch of that name: the one that is there, else a new one of these requests.

        `since`, in seconds of the epoch: nothing older is looked at.
        """
        for attempt in retrying_alone(ATTEMPTS, CEILING_SECONDS):
            # Before each attempt: the answer to the last one may have been lost.
            if (there := self.find(name, since)) is not None:
                return there
            file_id = self._file(name, since) or self._upload(name, requests)
            with attempt:
                return self._made(name, file_id)
        raise AssertionError("the last attempt's error is raised again")

    def find(self, name: str, since: float) -> Remote | None:
        """The batch of that name."""
        listed = self._listed(_Batches, self._client.batches.with_raw_response.list, since)
        return next((one for one in listed if (one.metadata or {}).get(NAME) == name), None)

    def get(self, batch_id: str) -> Remote:
        batches = self._client.batches.with_raw_response
        return self._again(lambda: self._read(Remote, batches.retrieve(batch_id)))

    def download(self, file_id: str, to: Path) -> None:
        """Write a file's content, whole or not at all."""

        def load() -> None:
            content = self._client.files.with_streaming_response.content(file_id)
            with content as response, to.open("wb") as written:
                for chunk in response.iter_bytes():
                    written.write(chunk)

        try:
            self._again(load)
        except BaseException:
            with suppress(OSError):
                to.unlink()
            raise

    def _file(self, name: str, since: float) -> str | None:
        """The file of that name, uploaded by one who was killed."""
        ask = partial(self._client.files.with_raw_response.list, purpose="batch")
        listed = self._listed(_Files, ask, since)
        return next((one.id for one in listed if one.filename == _file_name(name)), None)

    def _upload(self, name: str, requests: IO[bytes]) -> str:
        files = self._client.files.with_raw_response

        def upload() -> _File:
            requests.seek(0)
            return self._read(
                _File, files.create(file=(_file_name(name), requests), purpose="batch")
            )

        return self._again(upload).id

    def _made(self, name: str, file_id: str) -> Remote:
        with _told():
            return self._read(
                Remote,
                self._client.batches.with_raw_response.create(
                    input_file_id=file_id,
                    endpoint=CHAT,
                    completion_window="24h",
                    metadata={NAME: name},
                    # OpenAI does not promise to heed it; what does makes no second batch.
                    extra_headers={"Idempotency-Key": name},
                ),
            )

    def _listed(
        self, shape: type[_Page[Listed]], ask: Callable[..., Any], since: float
    ) -> Iterator[Listed]:
        """What the endpoint lists, the latest first, page after page."""
        after: dict[str, str] = {}
        while True:
            page = self._again(partial(self._page, shape, ask, after))
            yield from page.data
            last = page.data[-1] if page.data else None
            if not page.has_more or last is None or last.created_at < since:
                return
            after = {"after": last.id}

    def _page(
        self, shape: type[_Page[Listed]], ask: Callable[..., Any], after: dict[str, str]
    ) -> _Page[Listed]:
        return self._read(shape, ask(limit=100, **after))

    def _again(self, call: Callable[[], T]) -> T:
        for attempt in retrying_alone(ATTEMPTS, CEILING_SECONDS):
            with attempt, _told():
                return call()
        raise AssertionError("the last attempt's error is raised again")

    def _read(self, shape: type[Told], response: Any) -> Told:
        """The object in an answer; a proxy's page is none."""
        try:
            return shape.model_validate_json(response.content)
        except ValidationError as error:
            seen = one_line(response.content[:200].decode(errors="replace")) or "nothing"
            raise Transport(
                f"the endpoint's answer cannot be read, it begins: {seen}", retry=True
            ) from error


class _told:  # noqa: N801 - a context, used like a function
    """An SDK's errors as ours."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, ModelError):
            raise explain(error) from error


def _file_name(name: str) -> str:
    return f"{NAME}-{name}.jsonl"


def parsed(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a batch's file; raises Transport where one is no line of such a file."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                told = json.loads(line)
            except ValueError:
                told = None
            if not isinstance(told, dict) or not isinstance(told.get("custom_id"), str):
                seen = one_line(line[:60].decode(errors="replace"))
                raise Transport(
                    f"line {number} of its file is no line of a batch: {seen}", retry=False
                )
            yield told
