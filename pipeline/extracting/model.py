"""A model that answers in a given shape, or says why not.

instructor drives: it says what a request holds in each mode, and it asks and reads again
what is out of the ordinary. Building a request takes it 10 ms, so it builds one a shape;
an OpenAI-compatible endpoint then gets the same bytes, filled with other messages,
through the openai client, the first by its own `post`. Every other provider is called by
instructor. The retries are this module's own, so that a 429 is not asked nine times. No
message is ever rendered as a template: no `context=` is passed, and article text may hold "{{".
"""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, Self, TypeVar

from pydantic import BaseModel

from pipeline.errors import ConfigurationError, Invalid, ModelError, Refused, Transport, Usage
from pipeline.extracting.completion import refusal_in, text_of, usage_of
from pipeline.extracting.faults import (
    explain,
    first_line,
    headers_of,
    no_such_json,
    timed_out,
    with_usage,
)
from pipeline.extracting.local import MODE, LocalModel, is_local, named
from pipeline.extracting.pace import Ended, Gate, Pace, Ticket
from pipeline.extracting.prompt import Message
from pipeline.extracting.ratelimits import left
from pipeline.extracting.retrying import retrying
from pipeline.extracting.sdk import (
    json_within,
    openai_client,
    prepared,
    provider_client,
    titled,
    unknown_model,
)
from pipeline.extracting.wire import Template, canonical, completion_in, placeholders, template

T = TypeVar("T", bound=BaseModel)
ATTEMPTS = 10
"""75 to 150 seconds of waiting: a server that starts anew takes one minute."""
CEILING_SECONDS = 300.0
"""No retry begins later than this after the first call, whatever the server says."""
TIMEOUT_SECONDS, LOCAL_SECONDS = 180.0, 3600.0
JOBS = 16
UNREACHABLE_ATTEMPTS = 3
"""An endpoint that never answered yet is likely no endpoint: it is not waited for long."""
CLOSED = 3
"""So often running told to wait beyond the ceiling, the endpoint is closed to the whole run."""
DIRECT_MODES = frozenset({"json_schema", "tools", "json", "md_json"})
"""The modes of `/chat/completions`."""
NAMELESS_MODES = DIRECT_MODES - {"tools"}
"""Here instructor does not look for the shape's name in its schema, which leaves it out."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which model, where, and how it is asked."""

    name: str
    """`provider/model` as instructor writes it; with `base_url` any name the endpoint knows."""
    base_url: str | None = None
    mode: str | None = None
    """instructor's mode, such as `tools`; None = json_schema, or the provider's own."""
    max_output_tokens: int | None = None
    timeout: float | None = None
    """Seconds that one call may take, up to the last byte of its answer; None = 180, or an
    hour for a model from a file, which is as slow as this machine is busy."""
    attempts: int = ATTEMPTS
    ceiling: float = CEILING_SECONDS
    jobs: int = JOBS
    """The most calls in flight; how many there are, the endpoint's answers decide."""

    @property
    def seconds(self) -> float:
        """`timeout`, whatever was said of it."""
        if self.timeout is not None:
            return self.timeout
        return LOCAL_SECONDS if is_local(self.name) else TIMEOUT_SECONDS


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    value: T
    raw: str
    """The answer's text as received."""
    usage: Usage


class Model:
    """A model behind an endpoint; use `async with Model.connect(settings) as model`."""

    def __init__(self, client: Any, settings: ModelSettings, mode: str | None = None) -> None:
        """`mode` is that of an OpenAI-compatible endpoint, None for any other provider."""
        self._client = client
        self._mode = mode
        self._templates: dict[tuple[type[BaseModel], tuple[str, ...]], Template | None] = {}
        self._reached = False
        self.local: LocalModel | None = None
        """What is to be closed with it."""
        self.settings = settings
        self.pace = Pace(settings.jobs, settings.ceiling)
        self._gate = Gate(self.pace)

    @classmethod
    def connect(cls, settings: ModelSettings) -> "Model":
        """Open the client; raises ConfigurationError where model, key or package is missing."""
        provider, _, name = settings.name.partition("/")
        if is_local(settings.name):
            return cls._in_this_process(settings)
        if settings.base_url or provider == "openai":
            if not name and provider == "openai":
                raise unknown_model(settings.name)
            mode = settings.mode or "json_schema"
            client = openai_client(
                settings.base_url, mode, timeout=settings.seconds, connections=settings.jobs
            )
            model = name if provider == "openai" else settings.name
            return cls(client, replace(settings, name=model), mode.lower())
        return cls(provider_client(settings.name, settings.mode), replace(settings, name=name))

    @classmethod
    def silent(cls, settings: ModelSettings) -> "Model":
        """One that is never asked: `body` and `parse` need no key, package or endpoint."""
        provider, _, name = settings.name.partition("/")
        if is_local(settings.name):
            return cls(None, replace(settings, name=named(settings.name)), MODE)
        if settings.base_url or provider == "openai":
            model = name if provider == "openai" else settings.name
            mode = settings.mode or "json_schema"
            return cls(None, replace(settings, name=model), mode.lower())
        return cls(None, replace(settings, name=name))

    @classmethod
    def _in_this_process(cls, settings: ModelSettings) -> "Model":
        """A model from a file, loaded here; one call at a time, which has all cores to itself."""
        if settings.base_url:
            raise ConfigurationError(
                f"{settings.name} runs in this process, but {settings.base_url} is set as its "
                "endpoint: leave out one of the two"
            )
        if settings.mode not in (None, MODE):
            raise ConfigurationError(f"{settings.name} answers in mode {MODE} alone")
        loaded = LocalModel.open(settings.name)
        settings = replace(settings, name=named(settings.name), jobs=1)
        client = openai_client(
            loaded.url, MODE, timeout=settings.seconds, connections=1, key=loaded.key
        )
        model = cls(client, settings, MODE)
        model.local = loaded
        return model

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        close = getattr(getattr(self._client, "client", None), "close", None)
        if close is not None:
            await close()
        if self.local is not None:
            self.local.close()

    def body(self, messages: Sequence[Message], shape: type[BaseModel]) -> bytes:
        """The request, byte for byte as an OpenAI-compatible endpoint gets it.

        For another provider, one form of all that shapes its answer. Raises Invalid where
        the messages cannot be sent: half a surrogate pair is no Unicode.
        """
        try:
            if self._mode is None:
                return canonical(
                    {
                        "model": self.settings.name,
                        "mode": self.settings.mode,
                        "messages": list(messages),
                        "name": shape.__name__,
                        "schema": _response_format(shape)["json_schema"]["schema"],
                        **self._parameters(shape),
                    }
                )
            roles = tuple(message["role"] for message in messages)
            if (shape, roles) not in self._templates:
                prepared = self._prepared(placeholders(roles), shape)
                self._templates[shape, roles] = template(prepared, len(roles))
            found = self._templates[shape, roles]
            # instructor makes `[]` of "".
            if found is None or not all(message["content"] for message in messages):
                return self._prepared(messages, shape)
            return found.filled(messages)
        except UnicodeEncodeError as error:
            fault = Invalid(f"the article cannot be sent: {first_line(error)}")
            fault.final = True
            raise fault from error

    def parse(self, raw: str, shape: type[T]) -> T:
        """An answer's text as a value; raises Invalid where it is no such JSON."""
        try:
            return shape.model_validate_json(self._json_in(raw), strict=False)
        except ValueError as error:
            raise no_such_json(raw, error) from error

    async def ask(self, messages: Sequence[Message], shape: type[T]) -> Answer[T]:
        """The model's answer in `shape`; raises ModelError with all that was spent.

        Waits for its turn first; `retrying` says what is tried again, its ceiling counts
        from the first call on. What came back unusable is asked again through instructor.
        """
        body = self.body(messages, shape) if self._mode in DIRECT_MODES else None
        ticket = await self._gate.enter()
        begun = time.monotonic()
        try:
            return await self._once(ticket, messages, shape, body)
        except ModelError as error:
            fault = error
        ceiling = self.settings.ceiling - (time.monotonic() - begun)
        return await self._again(fault, ceiling, messages, shape, body)

    async def _again(
        self,
        fault: ModelError,
        ceiling: float,
        messages: Sequence[Message],
        shape: type[T],
        body: bytes | None,
    ) -> Answer[T]:
        """The answer after a first call that failed, as `retrying` has it.

        Not for the first call as well: what tenacity makes is garbage in cycles, the only one
        of a run without faults, and a fifteenth of a call's time.
        """
        spent = Usage()
        invalid = 0
        async for attempt in retrying(self.settings.attempts, ceiling):
            with attempt:
                try:
                    if not spent.attempts:
                        raise fault
                    ticket = await self._gate.enter(again=True)
                    direct = None if invalid else body
                    answer = await self._once(ticket, messages, shape, direct)
                except ModelError as error:
                    spent = error.usage = spent + error.usage
                    invalid += isinstance(error, Invalid)
                    self._judge(error, invalid)
                    raise
                return replace(answer, usage=spent + answer.usage)
        raise AssertionError("the last attempt's error is raised again")

    async def _once(
        self, ticket: Ticket, messages: Sequence[Message], shape: type[T], body: bytes | None
    ) -> Answer[T]:
        """One call, which gives its ticket back."""
        begun = time.monotonic()
        ended = Ended()
        try:
            # The client's own time-out is one for each read: a byte now and then would never
            # meet it.
            async with asyncio.timeout(self.settings.seconds):
                if body is None:
                    answer, headers = await self._drive(messages, shape)
                else:
                    answer, headers = await self._post(body, shape)
            self._reached = True
            ended = _ended(answer.usage, headers)
            took = Usage(attempts=1, latency_ms=_milliseconds(begun))
            return replace(answer, usage=answer.usage + took)
        except Exception as error:
            timeout = isinstance(error, TimeoutError)
            fault = timed_out(self.settings.seconds) if timeout else explain(error)
            ended = _ended(fault.usage, headers_of(error), fault)
            fault.usage += Usage(attempts=1, latency_ms=_milliseconds(begun))
            raise fault from error
        finally:
            self._gate.leave(ticket, ended)

    async def _post(self, body: bytes, shape: type[T]) -> tuple[Answer[T], Mapping[str, str]]:
        """Bytes out, the answer's string in."""
        response = await self._client.client.post_bytes("/chat/completions", body)
        completion = completion_in(response.content)
        raw = text_of(completion) or ""
        try:
            return Answer(self.parse(raw, shape), raw, usage_of(completion)), response.headers
        except Invalid as error:
            raise with_usage(error, completion) from error.__cause__

    async def _drive(
        self, messages: Sequence[Message], shape: type[T]
    ) -> tuple[Answer[T], Mapping[str, str]]:
        """The call as instructor makes it and reads its answer."""
        value, completion = await self._client.create_with_completion(
            **self._request(messages, shape)
        )
        raw = text_of(completion) or ""
        if (refusal := refusal_in(completion)) is not None:
            raise with_usage(Refused(refusal, raw), completion)
        value = shape.model_construct(**dict(value))  # of `titled`, as instructor may have made it
        return Answer(value, self._readable(raw, value), usage_of(completion)), {}

    def _judge(self, error: ModelError, invalid: int) -> None:
        """What earlier calls say about this failure: whether to go on, and for whom."""
        if isinstance(error, Invalid):
            error.final |= invalid > 1
        if isinstance(error, Transport):
            self._reached |= not error.unreachable
            if not self._reached:
                error.retry &= error.usage.attempts < UNREACHABLE_ATTEMPTS
            if (error.retry_after or 0) > self.settings.ceiling:
                error.fatal = self.pace.closed >= CLOSED

    def _prepared(self, messages: Sequence[Message], shape: type[BaseModel]) -> bytes:
        return prepared(self._request(messages, shape), self._mode or "")

    def _request(self, messages: Sequence[Message], shape: type[BaseModel]) -> dict[str, Any]:
        """A call in instructor's words."""
        return {
            "model": self.settings.name,
            "messages": [dict(message) for message in messages],
            "response_model": shape if self._mode in NAMELESS_MODES else titled(shape),
            "max_retries": 0,
            "strict": False,  # else JSON's arrays are no tuples below a wrap validator
            **self._parameters(shape),
        }

    def _json_in(self, raw: str) -> str:
        return raw if self._mode in ("json_schema", "json", "tools") else json_within(raw)

    def _readable(self, raw: str, value: BaseModel) -> str:
        """The answer's text if it can be read again, else the value as JSON."""
        try:
            if self.parse(raw, type(value)) == value:
                return raw
        except Invalid:
            pass
        return value.model_dump_json(by_alias=True)

    def _parameters(self, shape: type[BaseModel]) -> dict[str, Any]:
        parameters: dict[str, Any] = {}
        strict = self._mode == "json_schema"
        if self.settings.max_output_tokens:
            key = "max_completion_tokens" if strict else "max_tokens"
            parameters[key] = self.settings.max_output_tokens
        if strict:
            # instructor's JSON_SCHEMA mode sends the schema without `strict`.
            parameters["extra_body"] = {"response_format": _response_format(shape)}
        return parameters


def request_body(messages: Sequence[Message], model: str, shape: type[BaseModel]) -> dict[str, Any]:
    """What goes to an OpenAI-compatible endpoint in json_schema mode, as an object."""
    return {
        "messages": [dict(message) for message in messages],
        "model": model,
        "response_format": _response_format(shape),
    }


@cache
def _response_format(shape: type[BaseModel]) -> dict[str, Any]:
    return {
        "type": "json_schema",
        "json_schema": {
            "name": shape.__name__,
            "strict": True,
            "schema": shape.model_json_schema(),
        },
    }


def _ended(usage: Usage, headers: Mapping[str, str], fault: ModelError | None = None) -> Ended:
    lost = fault if isinstance(fault, Transport) else None
    return Ended(
        answered=lost is None,
        overloaded=lost is not None and lost.overloaded,
        retry_after=None if lost is None else lost.retry_after,
        tokens=usage.input_tokens + usage.output_tokens,
        requests_left=left(headers, "requests"),
        tokens_left=left(headers, "tokens"),
    )


def _milliseconds(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
