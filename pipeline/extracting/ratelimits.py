"""What an endpoint's headers say about waiting: `Retry-After`, and what is left until when.

Read: `retry-after-ms`, `retry-after` (seconds or an HTTP date), `x-ratelimit-remaining-*` with
`x-ratelimit-reset-*` as OpenAI, Azure, Groq and others send them, and anthropic's
`anthropic-ratelimit-*-remaining` with `-reset`. What cannot be read is as if it were not there.
"""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pipeline.extracting.pace import Left

_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|[dhms])")
_SECONDS = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_EPOCH = 1e9
"""More seconds than anyone is asked to wait: a moment, in seconds or milliseconds since 1970."""


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, 0 for a moment that is past; None where the header is missing or odd."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return max(0.0, milliseconds / 1000)
    return _until(headers.get("retry-after"), _now(headers))


def left(headers: Mapping[str, str], kind: str) -> Left | None:
    """What is left of `kind`, `requests` or `tokens`; None where the headers do not say.

    `x-ratelimit-remaining-requests: 59, x-ratelimit-reset-requests: 1s -> Left(59.0, 1.0)`
    """
    for remaining_name, reset_name in (
        (f"x-ratelimit-remaining-{kind}", f"x-ratelimit-reset-{kind}"),
        (f"anthropic-ratelimit-{kind}-remaining", f"anthropic-ratelimit-{kind}-reset"),
    ):
        remaining = _number(headers.get(remaining_name))
        if remaining is None:
            continue
        resets_in = _until(headers.get(reset_name), _now(headers))
        if resets_in is not None:
            return Left(remaining, resets_in)
    return None


def _until(written: str | None, now: datetime) -> float | None:
    """Seconds until what is written: a number, `6m0s`, an HTTP date, an ISO date and time."""
    if written is None:
        return None
    written = written.strip()
    number = _number(written)
    if number is not None:
        if number > _EPOCH:
            number = (number / 1000 if number > _EPOCH * 100 else number) - now.timestamp()
        return max(0.0, number)
    parts = _PART.findall(written)
    if parts and "".join(f"{amount}{unit}" for amount, unit in parts) == written:
        return sum(float(amount) * _SECONDS[unit] for amount, unit in parts)
    moment = _moment(written)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def _moment(written: str) -> datetime | None:
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = parse(written)
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _now(headers: Mapping[str, str]) -> datetime:
    """The endpoint's own time, for its dates are told by its own clock."""
    told = headers.get("date")
    return (told and _moment(told)) or datetime.now(UTC)


def _number(written: str | None) -> float | None:
    try:
        number = float(written or "")
    except ValueError:
        return None
    return None if math.isnan(number) else number
