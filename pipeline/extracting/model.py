"""The one home of instructor and openai: a model that answers in a given shape, or says why not.

instructor drives each call once; the retries are this module's own, so that a 429
is not asked nine times (design.md, instructor). No message is ever rendered as a
template: no `context=` is passed, and article text may hold "{{".
"""

import json
import logging
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, Self, TypeVar

from pydantic import BaseModel, ValidationError
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    stop_any,
    stop_before_delay,
    wait_random_exponential,
)

from pipeline.errors import (
    ConfigurationError,
    Invalid,
    ModelError,
    Refused,
    Transport,
    Truncated,
    Usage,
)
from pipeline.extracting.prompt import Message

T = TypeVar("T", bound=BaseModel)
ATTEMPTS = 6
CEILING_SECONDS = 300.0
"""No retry begins later than this, whatever the server says."""
TIMEOUT_SECONDS = 180.0
UNREACHABLE_ATTEMPTS = 3
"""An endpoint that never answered yet is likely no endpoint: it is not waited for long."""
RETRIED_STATUS = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
FATAL_STATUS = {
    401: "check the key (SUMMITRY_API_KEY, or the provider's own variable)",
    403: "the key may not use this model",
    404: "check --model and --base-url",
}
"""What every other article would meet too, and what to do about it."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which model, where, and how it is asked."""

    name: str
    """`provider/model` as instructor writes it; with `base_url` any name the endpoint knows."""
    base_url: str | None = None
    mode: str | None = None
    """instructor's mode, such as `tools`; None = json_schema, or the provider's own."""
    max_output_tokens: int | None = None
    timeout: float = TIMEOUT_SECONDS
    attempts: int = ATTEMPTS
    ceiling: float = CEILING_SECONDS


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    value: T
    raw: str
    """The answer's text as received."""
    usage: Usage


class Model:
    """A model behind an endpoint; use `async with Model.connect(settings) as model`."""

    def __init__(self, client: Any, settings: ModelSettings, *, strict: bool) -> None:
        self._client = client
        self._strict = strict
        self._reached = False
        self.settings = settings

    @classmethod
    def connect(cls, settings: ModelSettings) -> "Model":
        """Open the client; raises ConfigurationError where model, key or package is missing."""
        import instructor

        # It logs each failed attempt, kilobytes of it; every failure is an outcome here.
        logging.getLogger("instructor").setLevel(logging.CRITICAL)
        provider, _, name = settings.name.partition("/")
        if not name and (provider == "openai" or not settings.base_url):
            raise _unknown_model(settings.name)
        if settings.base_url or provider == "openai":
            chosen = _mode(settings.mode or "json_schema")
            client = instructor.from_openai(_openai(settings, provider), mode=chosen)
            model = name if provider == "openai" else settings.name
            return cls(
                client,
                replace(settings, name=model),
                strict=chosen is instructor.Mode.JSON_SCHEMA,
            )
        return cls(_by_provider(settings, provider), replace(settings, name=name), strict=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        close = getattr(getattr(self._client, "client", None), "close", None)
        if close is not None:
            await close()

    async def ask(self, messages: Sequence[Message], shape: type[T]) -> Answer[T]:
        """The model's answer in `shape`; raises ModelError with all that was spent.

        Transport faults, 429 and 5xx are tried again with jitter or as `Retry-After`
        says; an answer that is no such JSON once; a refusal or a cut-off never.
        """
        spent = Usage()
        failed: ModelError | None = None
        invalid = 0
        async for attempt in AsyncRetrying(
            retry=retry_if_exception(_retried),
            wait=_wait,
            stop=stop_any(
                stop_after_attempt(self.settings.attempts),
                stop_before_delay(self.settings.ceiling),
            ),
            reraise=True,
        ):
            with attempt:
                begun = time.monotonic()
                try:
                    answer = await self._once(messages, shape)
                except ModelError as error:
                    took = Usage(attempts=1, latency_ms=_milliseconds(begun))
                    spent = error.usage = spent + error.usage + took
                    failed = error
                    if isinstance(error, Transport) and error.unreachable and not self._reached:
                        error.retry = spent.attempts < UNREACHABLE_ATTEMPTS
                    if isinstance(error, Invalid):
                        invalid += 1
                        error.final = invalid > 1
                    raise
                spent += replace(answer.usage, attempts=1, latency_ms=_milliseconds(begun))
                return replace(answer, usage=spent)
        raise failed or AssertionError("no attempt was made")

    async def _once(self, messages: Sequence[Message], shape: type[T]) -> Answer[T]:
        try:
            value, completion = await self._client.create_with_completion(
                model=self.settings.name,
                messages=[dict(message) for message in messages],
                response_model=shape,
                max_retries=0,
                strict=False,  # else JSON's arrays are no tuples below a wrap validator
                **self._parameters(shape),
            )
        except Exception as error:  # instructor wraps each provider's own tree of errors
            fault = _explain(error)
            self._reached |= not (isinstance(fault, Transport) and fault.unreachable)
            raise fault from error
        self._reached = True
        raw = _text(completion)
        if (refusal := _refusal(completion)) is not None:
            raise _with_usage(Refused(refusal, raw), completion)
        return Answer(value, raw or "", _usage(completion))

    def _parameters(self, shape: type[BaseModel]) -> dict[str, Any]:
        parameters: dict[str, Any] = {}
        if self.settings.max_output_tokens:
            key = "max_completion_tokens" if self._strict else "max_tokens"
            parameters[key] = self.settings.max_output_tokens
        if self._strict:
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


def _openai(settings: ModelSettings, provider: str) -> Any:
    import openai

    if settings.base_url and not settings.base_url.startswith(("http://", "https://")):
        raise ConfigurationError(
            f"'{settings.base_url}' is no address: --base-url is such as http://127.0.0.1:8000/v1"
        )
    key = os.environ.get("SUMMITRY_API_KEY") or os.environ.get("OPENAI_API_KEY")
    if not key and not settings.base_url:
        raise ConfigurationError(
            f"{provider}/… needs a key: set OPENAI_API_KEY, or name an endpoint that needs none "
            "with --base-url"
        )
    return openai.AsyncOpenAI(
        api_key=key or "none",
        base_url=settings.base_url,
        max_retries=0,
        timeout=settings.timeout,
    )


def _by_provider(settings: ModelSettings, provider: str) -> Any:
    import instructor
    from instructor.core.exceptions import ConfigurationError as InstructorConfiguration
    from instructor.v2.core.provider_specs import ALIAS_TO_PROVIDER

    if provider not in ALIAS_TO_PROVIDER:
        raise _unknown_model(settings.name)
    options: dict[str, Any] = {"mode": _mode(settings.mode)} if settings.mode else {}
    try:
        client = instructor.from_provider(settings.name, async_client=True, **options)
    except (ImportError, InstructorConfiguration) as error:
        reason = str(error).splitlines()[0]
        raise ConfigurationError(f"{settings.name} cannot be used: {reason}") from error
    except Exception as error:
        # Each provider's SDK has an error of its own for a missing key.
        raise ConfigurationError(f"{settings.name} cannot be used: {_first_line(error)}") from error
    sdk: Any = client.client
    if hasattr(sdk, "api_key") and not (sdk.api_key or getattr(sdk, "auth_token", None)):
        # Some SDKs miss their key only when they are asked something.
        raise ConfigurationError(
            f"{settings.name} cannot be used: it needs a key, set {provider.upper()}_API_KEY"
        )
    return client


def _unknown_model(name: str) -> ConfigurationError:
    from instructor.v2.core.provider_specs import ALIAS_TO_PROVIDER

    return ConfigurationError(
        f"no model '{name}': write provider/model, such as openai/gpt-5-mini; "
        f"providers: {', '.join(sorted(ALIAS_TO_PROVIDER))}"
    )


def _mode(name: str) -> Any:
    import instructor

    try:
        return instructor.Mode[name.upper()]
    except KeyError:
        modes = ", ".join(sorted(mode.name.lower() for mode in instructor.Mode))
        raise ConfigurationError(f"no mode '{name}'; there are: {modes}") from None


def _retried(error: BaseException) -> bool:
    if isinstance(error, Transport):
        return error.retry
    return isinstance(error, Invalid) and not error.final


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, Invalid):
        return 0.0
    asked = error.retry_after if isinstance(error, Transport) else None
    return asked if asked is not None else wait_random_exponential(multiplier=1, max=30)(state)


def _explain(error: Exception) -> ModelError:
    """The real error below instructor's wrapping, as one of ours, in one line."""
    completion = getattr(error, "last_completion", None)
    chain = _causes(error)
    if any(type(link).__name__ == "IncompleteOutputException" for link in chain):
        completion = next(
            (c for c in (getattr(e, "last_completion", None) for e in chain) if c), None
        )
        return _with_usage(
            Truncated("the answer was cut off by its length limit", _text(completion)), completion
        )
    for link in chain:
        status = getattr(link, "status_code", None)
        if isinstance(status, int):
            return _by_status(status, link)
    names = [type(link).__name__ for link in chain]
    if "CannotOverwriteExistingCassetteException" in names:  # vcrpy's: no cassette holds it
        return Transport(
            "no recorded answer for this request: prompt, schema or article changed: record again",
            retry=False,
            fatal=True,
        )
    if lost := [link for link in chain if _of_transport(link)]:
        telling = next((link for link in reversed(lost) if str(link)), lost[0])
        return Transport(
            f"no answer from the endpoint: {_first_line(telling)}",
            retry=True,
            unreachable=not {"ConnectError", "ConnectTimeout"}.isdisjoint(names),
        )
    raw = _text(completion)
    if (refusal := _refusal(completion)) is not None:
        return _with_usage(Refused(refusal, raw), completion)
    if completion is not None or any(
        isinstance(link, ValidationError | json.JSONDecodeError) for link in chain
    ):
        what = "is empty" if not (raw or "").strip() else "is not the JSON that was asked for"
        return _with_usage(Invalid(f"the answer {what}: {_first_line(chain[-1])}", raw), completion)
    # What an endpoint sends instead of an answer fails somewhere in an SDK's parsing.
    return Invalid(f"the endpoint's answer cannot be read: {_first_line(chain[-1])}")


def _of_transport(error: BaseException) -> bool:
    name, package = type(error).__name__, type(error).__module__.partition(".")[0]
    return package in ("httpx2", "httpcore2", "httpx", "httpcore") or any(
        part in name for part in ("Timeout", "Connection", "Protocol")
    )


def _by_status(status: int, error: BaseException) -> ModelError:
    body = getattr(error, "body", None)
    said = body.get("message") if isinstance(body, Mapping) else None
    said = _one_line(str(said)) if said else _first_line(error)
    if status == 400 and "content_filter" in str(body):
        return Refused(f"the provider's filter declined: {said}")
    if status == 429 and "insufficient_quota" in str(body):
        return Transport(f"HTTP {status}: {said}", retry=False, fatal=True)
    if status in RETRIED_STATUS:
        return Transport(f"HTTP {status}: {said}", retry=True, retry_after=_retry_after(error))
    advice = FATAL_STATUS.get(status)
    message = f"HTTP {status}: {said}" + (f"; {advice}" if advice else "")
    return Transport(message, retry=False, fatal=advice is not None)


def _retry_after(error: BaseException) -> float | None:
    """Seconds of `Retry-After`; a date or nonsense is left to the jitter."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(0.0, float(headers["retry-after"]))
    except (KeyError, TypeError, ValueError):
        return None


def _causes(error: BaseException) -> list[BaseException]:
    """The error and what it wraps, the innermost last; tenacity hides its own in an attempt."""
    chain: list[BaseException] = []
    todo: list[BaseException | None] = [error]
    while todo:
        link = todo.pop(0)
        if link is None or link in chain:
            continue
        chain.append(link)
        attempt = getattr(link, "last_attempt", None)
        todo.append(attempt.exception() if attempt is not None else None)
        todo.append(link.__cause__ or link.__context__)
    return chain


def _refusal(completion: Any) -> str | None:
    choices = getattr(completion, "choices", None)
    if choices:
        if said := getattr(choices[0].message, "refusal", None):
            return f"the model refused: {_one_line(said)}"
        if choices[0].finish_reason == "content_filter":
            return "the provider's filter stopped the answer"
    if getattr(completion, "stop_reason", None) == "refusal":
        return "the model refused"
    return None


def _text(completion: Any) -> str | None:
    """The answer's text, or the arguments of its tool call, as received."""
    if completion is None:
        return None
    choices = getattr(completion, "choices", None)
    if choices:
        message = choices[0].message
        calls = getattr(message, "tool_calls", None)
        if calls:
            return str(calls[0].function.arguments)
        return str(message.content or getattr(message, "refusal", None) or "")
    dump = getattr(completion, "model_dump_json", None)
    return str(dump()) if dump else str(completion)


def _usage(completion: Any) -> Usage:
    usage = getattr(completion, "usage", None)
    return Usage(
        input_tokens=_count(usage, "prompt_tokens", "input_tokens"),
        output_tokens=_count(usage, "completion_tokens", "output_tokens"),
    )


def _count(usage: Any, *names: str) -> int:
    found = (getattr(usage, name, None) for name in names)
    return next((int(value) for value in found if value is not None), 0)


def _with_usage(error: ModelError, completion: Any) -> ModelError:
    error.usage = _usage(completion)
    return error


def _milliseconds(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    name = type(error).__name__
    return f"{name}: {_one_line(lines[0])}" if lines else name


def _one_line(words: str) -> str:
    """The beginning of an endpoint's words, without what could drive a terminal."""
    seen = "".join(c if c.isprintable() else " " for c in words)
    return " ".join(seen.split())[:300]
