"""Which failed calls are made again, when, and for how long: one policy for every fault.

- transport, server, rate: again, after `Retry-After` or with jitter;
- output that is no such JSON: again, once and at once;
- refusal, cut-off: never, the same question gets the same answer;
- wrong key, unknown model: never, and the run stops (`Transport.fatal`).
"""

from typing import Any

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    Retrying,
    retry_if_exception,
    stop_after_attempt,
    stop_any,
    stop_before_delay,
    wait_exponential,
    wait_random_exponential,
)

from pipeline.errors import Invalid, Transport

_JITTER = wait_exponential(multiplier=0.5, max=15) + wait_random_exponential(multiplier=0.5, max=15)
"""Half of it is no jitter, so that so many attempts last at least so long."""


def retrying(attempts: int, ceiling: float) -> AsyncRetrying:
    """At most so many attempts, none beginning later than `ceiling` seconds from now.

    A wait that would reach beyond the ceiling is not begun: the error is raised instead.
    """
    return AsyncRetrying(**_policy(attempts, ceiling))


def retrying_alone(attempts: int, ceiling: float) -> Retrying:
    """The same for one who has nothing else to do in the meantime."""
    return Retrying(**_policy(attempts, ceiling))


def _policy(attempts: int, ceiling: float) -> dict[str, Any]:
    return {
        "retry": retry_if_exception(_is_worth_it),
        "wait": _wait,
        "stop": stop_any(stop_after_attempt(attempts), stop_before_delay(ceiling)),
        "reraise": True,
    }


def _is_worth_it(error: BaseException) -> bool:
    if isinstance(error, Transport):
        return error.retry
    return isinstance(error, Invalid) and not error.final


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, Invalid):
        return 0.0
    asked = error.retry_after if isinstance(error, Transport) else None
    return asked if asked is not None else _JITTER(state)
