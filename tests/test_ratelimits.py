"""Headers about waiting, as endpoints write them."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extracting.pace import Left
from pipeline.extracting.ratelimits import left, retry_after

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
DATE = format_datetime(NOW, usegmt=True)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 0.5 "}, 0.5),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "inf"}, float("inf")),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"date": DATE, "retry-after": "Sun, 22 Nov 2026 12:01:30 GMT"}, 90.0),
        ({"date": DATE, "retry-after": "Sun, 22 Nov 2026 11:00:00 GMT"}, 0.0),
        ({"date": DATE, "retry-after": "2026-11-22T12:00:05Z"}, 5.0),
        ({"date": DATE, "retry-after": "1m30s"}, 90.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "nan"}, None),
        ({}, None),
    ],
)
def test_retry_after_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


def test_date_without_the_endpoints_clock_is_read_by_ours() -> None:
    at = datetime.now(UTC) + timedelta(seconds=100)
    found = retry_after({"retry-after": format_datetime(at, usegmt=True)})
    assert found is not None
    assert 90 < found <= 100


@pytest.mark.parametrize(
    ("reset", "seconds"),
    [
        ("1s", 1.0),
        ("6m0s", 360.0),
        ("250ms", 0.25),
        ("1h2m3.5s", 3723.5),
        ("2m59.56s", 179.56),
        ("1d", 86400.0),
        ("12", 12.0),
        (str(int(NOW.timestamp()) + 30), 30.0),
        (str((int(NOW.timestamp()) + 30) * 1000), 30.0),
        ("2026-11-22T12:00:45Z", 45.0),
    ],
)
def test_reset_in_all_its_forms(reset: str, seconds: float) -> None:
    headers = {
        "date": DATE,
        "x-ratelimit-remaining-requests": "59",
        "x-ratelimit-reset-requests": reset,
        "x-ratelimit-remaining-tokens": "149984",
    }
    found = left(headers, "requests")
    assert found is not None
    assert found.remaining == 59
    assert found.resets_in == pytest.approx(seconds)
    assert left(headers, "tokens") is None


def test_anthropics_names_are_read_and_case_plays_no_part() -> None:
    headers = httpx2.Headers(
        {
            "Date": DATE,
            "Anthropic-RateLimit-Tokens-Remaining": "500",
            "Anthropic-RateLimit-Tokens-Reset": "2026-11-22T12:00:10Z",
        }
    )
    assert left(headers, "tokens") == Left(500.0, 10.0)


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_header_is_too_odd(one: str, two: str) -> None:
    headers = {
        "retry-after": one,
        "date": two,
        "x-ratelimit-remaining-tokens": two,
        "x-ratelimit-reset-tokens": one,
    }
    wait = retry_after(headers)
    assert wait is None or wait >= 0
    found = left(headers, "tokens")
    assert found is None or found.resets_in >= 0
