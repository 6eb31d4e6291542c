"""The one home of instructor and openai: a model that answers in a given shape, or says why not.

instructor drives each call once; the retries are this module's own, so that a 429
is not asked nine times (design.md, instructor). No message is ever rendered as a
template: no `context=` is passed, and article text may hold "{{".
"""

import logging
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, Self, TypeVar

from pydantic import BaseModel
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
    Usage,
)
from pipeline.extracting.completion import refusal_in, text_of, usage_of
from pipeline.extracting.faults import explain, first_line, with_usage
from pipeline.extracting.prompt import Message

T = TypeVar("T", bound=BaseModel)
ATTEMPTS = 6
CEILING_SECONDS = 300.0
"""No retry begins later than this, whatever the server says."""
TIMEOUT_SECONDS = 180.0
UNREACHABLE_ATTEMPTS = 3
"""An endpoint that never answered yet is likely no endpoint: it is not waited for long."""


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
            fault = explain(error)
            self._reached |= not (isinstance(fault, Transport) and fault.unreachable)
            raise fault from error
        self._reached = True
        raw = text_of(completion)
        if (refusal := refusal_in(completion)) is not None:
            raise with_usage(Refused(refusal, raw), completion)
        return Answer(value, raw or "", usage_of(completion))

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
        raise ConfigurationError(f"{settings.name} cannot be used: {first_line(error)}") from error
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


def _milliseconds(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
