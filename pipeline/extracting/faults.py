"""What went wrong in a call, told as one of our errors in one line.

It works by attributes and names, so that every SDK's errors will do and none is imported.
"""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from pipeline.errors import Invalid, ModelError, Refused, Transport, Truncated
from pipeline.extracting.completion import one_line, refusal_in, text_of, usage_of

RETRIED_STATUS = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
FATAL_STATUS = {
    401: "check the key (SUMMITRY_API_KEY, or the provider's own variable)",
    403: "the key may not use this model",
    404: "check --model and --base-url",
}
"""What every other article would meet too, and what to do about it."""


def explain(error: Exception) -> ModelError:
    """The real error below instructor's wrapping, as one of ours, in one line."""
    completion = getattr(error, "last_completion", None)
    chain = _causes(error)
    if any(type(link).__name__ == "IncompleteOutputException" for link in chain):
        completion = next(
            (c for c in (getattr(e, "last_completion", None) for e in chain) if c), None
        )
        return with_usage(
            Truncated("the answer was cut off by its length limit", text_of(completion)), completion
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
            f"no answer from the endpoint: {first_line(telling)}",
            retry=True,
            unreachable=not {"ConnectError", "ConnectTimeout"}.isdisjoint(names),
        )
    raw = text_of(completion)
    if (refusal := refusal_in(completion)) is not None:
        return with_usage(Refused(refusal, raw), completion)
    if completion is not None or any(
        isinstance(link, ValidationError | json.JSONDecodeError) for link in chain
    ):
        what = "is empty" if not (raw or "").strip() else "is not the JSON that was asked for"
        return with_usage(Invalid(f"the answer {what}: {first_line(chain[-1])}", raw), completion)
    # What an endpoint sends instead of an answer fails somewhere in an SDK's parsing.
    return Invalid(f"the endpoint's answer cannot be read: {first_line(chain[-1])}")


def _of_transport(error: BaseException) -> bool:
    name, package = type(error).__name__, type(error).__module__.partition(".")[0]
    return package in ("httpx2", "httpcore2", "httpx", "httpcore") or any(
        part in name for part in ("Timeout", "Connection", "Protocol")
    )


def _by_status(status: int, error: BaseException) -> ModelError:
    body = getattr(error, "body", None)
    said = body.get("message") if isinstance(body, Mapping) else None
    said = one_line(str(said)) if said else first_line(error)
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


def with_usage(error: ModelError, completion: Any) -> ModelError:
    error.usage = usage_of(completion)
    return error


def first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    name = type(error).__name__
    return f"{name}: {one_line(lines[0])}" if lines else name
