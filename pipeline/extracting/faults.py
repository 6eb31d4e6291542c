"""What went wrong in a call, told as one of our errors in one line.

It works by attributes and names, so that every SDK's errors will do and none is imported.
"""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from pipeline.errors import Invalid, ModelError, Refused, Transport, Truncated
from pipeline.extracting.completion import one_line, refusal_in, text_of, usage_of
from pipeline.extracting.ratelimits import retry_after

RETRIED_STATUS = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
OVERLOADED_STATUS = frozenset({429, 503, 529})
FATAL_STATUS = {
    401: "check the key (SUMMITRY_API_KEY, or the provider's own variable)",
    402: "the account cannot pay: top it up and run the same again",
    403: "the key may not use this model",
    404: "check --model and --base-url",
}
"""What every other article would meet too, and what to do about it."""


def explain(error: Exception) -> ModelError:
    """The real error below instructor's wrapping, as one of ours, in one line."""
    if isinstance(error, ModelError):
        return error
    completion = getattr(error, "last_completion", None)
    chain = _causes(error)
    if any(type(link).__name__ == "IncompleteOutputException" for link in chain):
        return cut_off(
            next((c for c in (getattr(e, "last_completion", None) for e in chain) if c), None)
        )
    for link in chain:
        status = getattr(link, "status_code", None)
        if isinstance(status, int):
            return _by_status(status, link)
    names = {type(link).__name__ for link in chain}
    if "CannotOverwriteExistingCassetteException" in names:  # vcrpy's: no cassette holds it
        return Transport(
            "no recorded answer for this request: prompt, schema or article changed: record again",
            retry=False,
            fatal=True,
        )
    if "TooManyRedirects" in names:
        return Transport(
            "the endpoint redirects in a circle; check --base-url", retry=False, fatal=True
        )
    if lost := [link for link in chain if _of_transport(link)]:
        telling = next((link for link in reversed(lost) if str(link)), lost[0])
        return Transport(
            f"no answer from the endpoint: {_plainly(telling)}",
            retry=True,
            unreachable=not _NEVER_CONNECTED.isdisjoint(kinds := _kinds(lost)),
            overloaded=any("Timeout" in kind for kind in kinds),
        )
    return _unread(completion, chain)


def _unread(completion: Any, chain: list[BaseException]) -> ModelError:
    """What came as an answer and is none."""
    raw = text_of(completion)
    if isinstance(completion, str):  # an SDK hands on what is no JSON as it came
        seen = one_line(completion)[:80] or "nothing"
        return Invalid(f"the endpoint sent a page, no answer: {seen}; check --base-url", raw)
    if (refusal := refusal_in(completion)) is not None:
        return with_usage(Refused(refusal, raw), completion)
    # Not the innermost: the json module's StopIteration says nothing.
    unread = [link for link in chain if isinstance(link, ValidationError | json.JSONDecodeError)]
    telling = unread[-1] if unread else chain[-1]
    if completion is not None:
        return with_usage(no_such_json(raw, telling), completion)
    # What an endpoint sends instead of an answer fails somewhere in an SDK's parsing.
    return Invalid(f"the endpoint's answer cannot be read: {first_line(telling)}")


def cut_off(completion: Any) -> ModelError:
    message = "the answer was cut off by its length limit (--max-output-tokens, or the model's)"
    return with_usage(Truncated(message, text_of(completion)), completion)


def no_such_json(raw: str | None, error: BaseException) -> Invalid:
    begins = one_line((raw or "")[:200])[:80]
    if not begins:
        return Invalid("the answer is empty", raw)
    why = first_line(error)
    if isinstance(error, ValidationError) and (first := error.errors()[0]):
        why = one_line(": ".join([".".join(map(str, first["loc"])), first["msg"]]).lstrip(": "))
    return Invalid(
        f"the answer is not the JSON that was asked for ({why}), it begins: {begins}", raw
    )


def timed_out(seconds: float) -> Transport:
    """A call that was not over in its time, silent or not."""
    return Transport(
        f"no answer from the endpoint: it timed out after {seconds:g} s",
        retry=True,
        overloaded=True,
    )


def reported(error: Any) -> ModelError:
    """What an endpoint put into an answer with status 200 in place of a completion."""
    body = error if isinstance(error, Mapping) else {"message": error}
    said = one_line(str(body.get("message") or error))
    if "content_filter" in str(error):
        return Refused(f"the provider's filter declined: {said}")
    code = str(body.get("code"))
    status = int(code) if code.isdecimal() else 500
    return _told(status, f"the endpoint reports with status 200: {said}", str(error), None)


def answered_with(status: int, body: Any) -> ModelError:
    """What an endpoint's status and body say where it was no call of ours: a line of a batch."""
    error = body.get("error") if isinstance(body, Mapping) else None
    said = error.get("message") if isinstance(error, Mapping) else None
    words = one_line(str(said or body))
    if status == 400 and "content_filter" in str(body):
        return Refused(f"the provider's filter declined: {words}")
    return _told(status, f"HTTP {status}: {words}", str(body), None)


def headers_of(error: BaseException) -> Mapping[str, str]:
    """The headers of the HTTP answer below an error, as far as there was one."""
    responses = (getattr(link, "response", None) for link in _causes(error))
    found = (getattr(response, "headers", None) for response in responses)
    return next((headers for headers in found if headers is not None), {})


def _of_transport(error: BaseException) -> bool:
    name, package = type(error).__name__, type(error).__module__.partition(".")[0]
    return package in ("httpx2", "httpcore2", "httpx", "httpcore", "aiohttp") or any(
        part in name for part in ("Timeout", "Connection", "Protocol")
    )


_PLAINLY = {
    "ServerDisconnectedError": "it closed the connection",
    "ContentLengthError": "it broke off in the middle",
    "TransferEncodingError": "it broke off in the middle",
    "ClientPayloadError": "it broke off in the middle",
    "BadStatusLine": "what is there speaks no HTTP",
    "DecodingError": "what it sent cannot be decompressed",
}
"""What the usual faults of a connection are for who never saw an HTTP library."""


def _plainly(error: BaseException) -> str:
    # aiohttp numbers its own errors as if the endpoint had answered 400.
    told = first_line(error).replace("400, message: ", "")
    plain = _PLAINLY.get(type(error).__name__)
    return f"{plain} ({told})" if plain else told


def _kinds(lost: list[BaseException]) -> set[str]:
    # openai's aiohttp transport calls every lost connection a ConnectTimeout: where aiohttp's
    # own error is there, it says which.
    own = [link for link in lost if type(link).__module__.partition(".")[0] == "aiohttp"]
    return {kind.__name__ for link in own or lost for kind in type(link).__mro__}


_NEVER_CONNECTED = frozenset(
    {"ConnectError", "ConnectTimeout", "ClientConnectorError", "ConnectionTimeoutError"}
)


def _by_status(status: int, error: BaseException) -> ModelError:
    body = getattr(error, "body", None)
    said = body.get("message") if isinstance(body, Mapping) else None
    said = one_line(str(said)) if said else first_line(error)
    if status == 400 and "content_filter" in str(body):
        return Refused(f"the provider's filter declined: {said}")
    wait = retry_after(headers_of(error))
    asks = f"; it asks to wait {wait:g} s" if wait and wait >= 60 else ""
    return _told(status, f"HTTP {status}: {said}{asks}", str(body), wait)


def _told(status: int, message: str, body: str, wait: float | None) -> Transport:
    if (status == 429 and "insufficient_quota" in body) or "credit balance is too low" in body:
        return Transport(f"{message}; {FATAL_STATUS[402]}", retry=False, fatal=True)
    if status in RETRIED_STATUS:
        overloaded = status in OVERLOADED_STATUS
        return Transport(message, retry=True, retry_after=wait, overloaded=overloaded)
    advice = FATAL_STATUS.get(status)
    return Transport(
        message + (f"; {advice}" if advice else ""), retry=False, fatal=advice is not None
    )


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


def with_usage(error: ModelError, completion: Any) -> ModelError:
    error.usage = usage_of(completion)
    return error


def first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    name = type(error).__name__
    if lines and lines[0].endswith(":"):  # aiohttp says there what follows below
        lines[0] = " ".join(lines[:2])
    return f"{name}: {one_line(lines[0])}" if lines else name
