"""The one home of instructor and openai: clients, the requests they make, the JSON they find."""

import logging
import os
from base64 import b64encode
from collections.abc import AsyncIterator
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel

from pipeline.errors import ConfigurationError
from pipeline.extracting.faults import explain, first_line

CONNECT_SECONDS = 20.0
LONGEST_ANSWER = 32 * 1024 * 1024
"""Bytes; the longest answers of any model are a hundredth of it."""
KEPT_SECONDS = 4.0
"""Idle connections are closed after this, before a server does: many do after five."""


def openai_client(
    base_url: str | None, mode: str, *, timeout: float, connections: int, key: str | None = None
) -> Any:
    """An instructor client for an OpenAI-compatible endpoint; None = OpenAI's own.

    `key` is that of a server in this process, before which no proxy stands, whatever the
    environment names; None = what the environment holds.
    """
    import httpx2
    import instructor
    import openai

    _silence()
    api_key = _key(base_url, key)
    chosen = _mode(mode)
    address, headers = _signed_in(base_url)
    sdk = _posting()(
        api_key=api_key,
        base_url=address,
        default_headers=headers,
        max_retries=0,
        timeout=httpx2.Timeout(timeout, connect=min(CONNECT_SECONDS, timeout)),
        # Three times as fast as httpx2's own transport with 256 calls in flight.
        http_client=openai.DefaultAioHttpClient(
            limits=httpx2.Limits(max_connections=connections, keepalive_expiry=KEPT_SECONDS),
            event_hooks={"response": [_bound]},
            trust_env=key is None,
        ),
    )
    return instructor.from_openai(sdk, mode=chosen)


@cache
def _posting() -> Any:
    import httpx2
    import openai

    class AsyncOpenAI(openai.AsyncOpenAI):  # a request tells the class that sends it
        _first: httpx2.Request | None = None

        async def post_bytes(self, path: str, content: bytes) -> httpx2.Response:
            """`post`, always to the same path: openai makes the first request alone.

            It takes 0.2 ms for what the others have in common: all but body and cookies.
            """
            if self._first is None:
                response = await self.post(path, cast_to=httpx2.Response, content=content)
                self._first = (response.history or [response])[0].request
                for header in ("content-length", "cookie"):
                    self._first.headers.pop(header, None)
                return response
            request = httpx2.Request(
                "POST",
                self._first.url,
                headers=self._first.headers,
                cookies=self._client.cookies,
                content=content,
                extensions=self._first.extensions,
            )
            try:
                response = await self._client.send(request)
            except httpx2.TimeoutException as error:
                raise openai.APITimeoutError(request=request) from error
            except Exception as error:
                raise openai.APIConnectionError(request=request) from error
            if not response.is_success:
                raise self._make_status_error_from_response(response)
            return response

    return AsyncOpenAI


def plain_client(base_url: str | None, *, timeout: float) -> Any:
    """The openai client itself, which waits for each answer; None = OpenAI's own endpoint."""
    import httpx2
    import openai

    api_key = _key(base_url)
    address, headers = _signed_in(base_url)
    return openai.OpenAI(
        api_key=api_key,
        base_url=address,
        default_headers=headers,
        max_retries=0,
        timeout=httpx2.Timeout(timeout, connect=min(CONNECT_SECONDS, timeout)),
    )


def _signed_in(base_url: str | None) -> tuple[str | None, dict[str, str]]:
    """An address without its user and password, and the header that says them in their place.

    In the address aiohttp refuses them beside the key's header: `https://me:word@host/v1`.
    """
    parts = urlsplit(base_url or "")
    said, at, host = parts.netloc.rpartition("@")
    if not at:
        return base_url, {}
    user, _, word = said.partition(":")
    token = b64encode(f"{unquote(user)}:{unquote(word)}".encode()).decode()
    return parts._replace(netloc=host).geturl(), {"Authorization": f"Basic {token}"}


def _key(base_url: str | None, given: str | None = None) -> str:
    """The key of an OpenAI-compatible endpoint; raises ConfigurationError where it needs one."""
    if base_url and not base_url.startswith(("http://", "https://")):
        raise ConfigurationError(
            f"'{base_url}' is no address: --base-url is such as http://127.0.0.1:8000/v1"
        )
    key = given or os.environ.get("SUMMITRY_API_KEY") or os.environ.get("OPENAI_API_KEY")
    if not key and not base_url:
        raise ConfigurationError(
            "openai/… needs a key: set OPENAI_API_KEY, or name an endpoint that needs none "
            "with --base-url"
        )
    return key or "none"


def provider_client(model: str, mode: str | None) -> Any:
    """An instructor client for any other provider's `provider/name`."""
    import instructor
    from instructor.core.exceptions import ConfigurationError as InstructorConfiguration
    from instructor.v2.core.provider_specs import ALIAS_TO_PROVIDER

    _silence()
    provider, _, name = model.partition("/")
    if not name or provider not in ALIAS_TO_PROVIDER:
        raise unknown_model(model)
    options: dict[str, Any] = {"mode": _mode(mode)} if mode else {}
    try:
        client = instructor.from_provider(model, async_client=True, **options)
    except (ImportError, InstructorConfiguration) as error:
        reason = str(error).splitlines()[0]
        raise ConfigurationError(f"{model} cannot be used: {reason}") from error
    except Exception as error:
        # Each provider's SDK has an error of its own for a missing key.
        raise ConfigurationError(f"{model} cannot be used: {first_line(error)}") from error
    sdk: Any = client.client
    if hasattr(sdk, "api_key") and not (sdk.api_key or getattr(sdk, "auth_token", None)):
        # Some SDKs miss their key only when they are asked something.
        raise ConfigurationError(
            f"{model} cannot be used: it needs a key, set {provider.upper()}_API_KEY"
        )
    if hasattr(sdk, "max_retries"):
        sdk.max_retries = 0  # or each attempt of ours would be three
    return client


def unknown_model(name: str) -> ConfigurationError:
    if name.endswith(".gguf"):
        return ConfigurationError(f"a model from a file is named with local/: local/{name}")
    from instructor.v2.core.provider_specs import ALIAS_TO_PROVIDER

    return ConfigurationError(
        f"no model '{name}': write provider/model, such as openai/gpt-5-mini; "
        f"providers: {', '.join(sorted(ALIAS_TO_PROVIDER))}"
    )


async def _bound(response: Any) -> None:
    """Let an answer that does not end fill neither memory nor the night."""
    response.stream = _bounded()(response.stream)


@cache
def _bounded() -> Any:
    import httpx2

    class Bounded(httpx2.AsyncByteStream):
        def __init__(self, stream: Any) -> None:
            self._stream = stream

        async def __aiter__(self) -> AsyncIterator[bytes]:
            length = 0
            async for chunk in self._stream:
                length += len(chunk)
                if length > LONGEST_ANSWER:
                    raise httpx2.ReadError(f"its answer is longer than {LONGEST_ANSWER:,} bytes")
                yield chunk

        async def aclose(self) -> None:
            await self._stream.aclose()

    return Bounded


@cache
def titled(shape: type[BaseModel]) -> type[BaseModel]:
    """The shape, its name in its schema: instructor names a tool by it.

    The drafts leave titles out, which are tokens that tell a model nothing.
    """

    def with_title(*arguments: Any, **options: Any) -> dict[str, Any]:
        return {"title": shape.__name__, **shape.model_json_schema(*arguments, **options)}

    members = {"__doc__": shape.__doc__, "__module__": shape.__module__}
    return type(shape.__name__, (shape,), {**members, "model_json_schema": with_title})


def prepared(request: dict[str, Any], mode: str) -> bytes:
    """The bytes that instructor and openai make of a request; nobody is called."""
    import httpx2
    import instructor
    import openai

    _silence()
    sent: list[bytes] = []

    class Keep(httpx2.BaseTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            sent.append(request.read())
            return httpx2.Response(400)

    http = httpx2.Client(transport=Keep())
    with openai.OpenAI(api_key="none", max_retries=0, http_client=http) as sdk:
        client = instructor.from_openai(sdk, mode=_mode(mode))
        try:
            client.create(**request)
        except Exception as error:  # the answer is none, which is an error of its own
            if not sent:
                raise explain(error) from error
    return sent[0]


def json_within(answer: str) -> str:
    """The JSON in an answer that holds other words too; raises ValueError where it is too deep."""
    from instructor.v2.core.json import extract_json_from_codeblock

    return extract_json_from_codeblock(answer)


def _mode(name: str) -> Any:
    import instructor

    try:
        return instructor.Mode[name.upper()]
    except KeyError:
        modes = ", ".join(sorted(mode.name.lower() for mode in instructor.Mode))
        raise ConfigurationError(f"no mode '{name}'; there are: {modes}") from None


def _silence() -> None:
    # instructor logs each failed attempt, kilobytes of it; every failure is an outcome here.
    logging.getLogger("instructor").setLevel(logging.CRITICAL)
