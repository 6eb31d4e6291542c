"""How many calls may be in flight: bounded, growing while all goes well, shrinking when not.

`Pace` is the rule: it is told the time, never asks for it, and waits for nothing. `Gate`
makes callers wait by it. Three things hold a call back:

- the limit. It starts at half its ceiling and grows by one for each answer, which doubles it, until
  the first trouble; then by a constant a round. Trouble is an overloaded endpoint (429,
  503, a time-out) or a slow round; it takes the limit down to 0.8 of itself, once for
  all calls then under way.
- a pause: `Retry-After` holds for every call, not only for the one that was told.
- an allowance: what the endpoint's headers say is left of requests and tokens; where it
  is used up, calls wait until the endpoint says there is more.

A round is as many answers as the limit, 8 at least, with the limit used. It is slow if
its median latency is more than twice the best so far **and** it did no more work a second
than a round with fewer calls in flight: a server that batches answers each call later,
but more of them. Where shrinking does not bring the latency down, the endpoint has become
slower and not fuller: what it now takes is the measure from then on.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

START = 16
"""Where the limit starts, or at half of its ceiling if that is more: who asks for 256 calls in
flight has an endpoint for many, and each round of growth costs a latency."""
SHRINK = 0.8
STEPS = 16
"""Constant growth goes from nothing to the ceiling in this many rounds."""
ROUND = 8
"""Fewer answers than this say nothing about latency."""
SLOW = 2.0
"""Times the best median latency."""
ALIKE = 0.9
"""Latencies, or rates, that differ by less are the same."""
PATIENCE = 3
"""Slow rounds after which the latency must have come down, or it is not of our making."""
GAIN = 0.2
"""Of the share by which there are more calls in flight: as much more work must be done."""
FADE_LATENCY, FADE_RATE = 1.002, 1.02
"""By how much the best of the past counts for less after each round."""


@dataclass(frozen=True, slots=True)
class Left:
    """What an endpoint said it has left of requests or of tokens, and for how many seconds."""

    remaining: float
    resets_in: float


@dataclass(frozen=True, slots=True)
class Ticket:
    """A call under way."""

    number: int
    began: float


@dataclass(frozen=True, slots=True)
class Ended:
    """How a call ended, as far as the pace is concerned."""

    answered: bool = False
    """By the model, whatever the answer is worth."""
    overloaded: bool = False
    """429, 503 or a time-out."""
    retry_after: float | None = None
    """Seconds."""
    tokens: int = 0
    requests_left: Left | None = None
    tokens_left: Left | None = None


@dataclass
class Allowance:
    """What is left of requests, or of tokens, until a moment; unknown allows everything."""

    remaining: float | None = None
    resets_at: float = 0.0
    _told_by: int = -1

    def wait(self, now: float, cost: float, longest: float) -> float:
        """Seconds until a call of this cost may go out."""
        if now >= self.resets_at:
            self.remaining = None
        if self.remaining is None or self.remaining >= cost:
            return 0.0
        wait = self.resets_at - now
        # Longer than anyone waits: ask, and let the endpoint itself say no.
        return wait if wait <= longest else 0.0

    def take(self, cost: float) -> None:
        if self.remaining is not None:
            self.remaining -= cost

    def told(self, left: Left | None, ticket: Ticket, now: float, later: float) -> None:
        """`later`: the cost of what went out after this call, which `left` cannot know of."""
        if left is not None and ticket.number > self._told_by:
            self._told_by = ticket.number
            self.remaining = left.remaining - later
            self.resets_at = now + left.resets_in


@dataclass
class Pace:
    """The rule; see the module. `now` is any clock that only goes up, in seconds."""

    ceiling: int
    longest: float = 300.0
    """Seconds that a call may be held back at once; what asks for more is not waited out."""
    limit: int = 0
    in_flight: int = 0
    closed: int = 0
    """How often running the endpoint asked for a wait that is too long, with no answer between."""
    _pause_until: float = 0.0
    _requests: Allowance = field(default_factory=Allowance)
    _tokens: Allowance = field(default_factory=Allowance)
    _tokens_a_call: float = 0.0
    _begun: int = 0
    _counts_from: int = 0
    """Calls begun before say nothing about the present limit."""
    _trouble_at: int = 0
    """Calls begun before belong to the trouble for which the limit shrank already."""
    _doubling: bool = True
    _round: int = ROUND
    """Answers until the round's end."""
    _latencies: list[float] = field(default_factory=list)
    _full: bool = False
    _best_latency: float = float("inf")
    _best_rate: float = 0.0
    _best_limit: int = 0
    """The fewest calls in flight that reached the best rate."""
    _slow_rounds: list[float] = field(default_factory=list)
    """The latencies for which the limit was shrunk, one after the other."""

    def __post_init__(self) -> None:
        self.limit = self.limit or min(max(START, self.ceiling // 2), self.ceiling)

    def wait(self, now: float) -> float | None:
        """Seconds until a call may begin; None while the limit is used up."""
        if self.in_flight >= self.limit:
            return None
        return max(
            0.0,
            self._pause_until - now,
            self._requests.wait(now, 1, self.longest),
            self._tokens.wait(now, self._tokens_a_call, self.longest),
        )

    def begin(self, now: float) -> Ticket:
        self.in_flight += 1
        self._begun += 1
        self._full |= self.in_flight >= self.limit
        self._requests.take(1)
        self._tokens.take(self._tokens_a_call)
        return Ticket(self._begun, now)

    def end(self, ticket: Ticket, now: float, ended: Ended) -> None:
        self.in_flight -= 1
        if ended.tokens:
            known = self._tokens_a_call or ended.tokens
            self._tokens_a_call = known + (ended.tokens - known) / 16
        later = self._begun - ticket.number
        self._requests.told(ended.requests_left, ticket, now, later)
        self._tokens.told(ended.tokens_left, ticket, now, later * self._tokens_a_call)
        if ended.retry_after is not None and ended.retry_after <= self.longest:
            self._pause_until = max(self._pause_until, now + ended.retry_after)
        elif ended.retry_after is not None:
            self.closed += 1
        if ended.answered:
            self.closed = 0
        if ended.overloaded:
            if ticket.number > self._trouble_at:
                self._trouble_at = self._begun
                self._doubling = False
                self._slow_rounds.clear()
                self._change(int(self.limit * SHRINK))
        elif ended.answered and ticket.number > self._counts_from:
            self._latencies.append(now - ticket.began)
            if self._doubling and self._full:
                self.limit = min(self.ceiling, self.limit + 1)
            if len(self._latencies) >= self._round:
                self._end_round()

    def _end_round(self) -> None:
        latency = max(median(self._latencies), 1e-6)
        full = self._full
        self._begin_round()
        if not full:
            return
        if self._doubling:
            self._best_latency = min(self._best_latency, latency)
            self._doubling = latency <= SLOW * self._best_latency
        elif self._is_slow(latency, self.limit / latency):
            self._slow_rounds.append(latency)
            self._change(int(self.limit * SHRINK))
        else:
            self._slow_rounds.clear()
            self._change(self.limit + 1 + self.ceiling // STEPS)

    def _is_slow(self, latency: float, rate: float) -> bool:
        """Whether calls take longer because there are too many of them; learns from the round."""
        if len(self._slow_rounds) >= PATIENCE and latency > SHRINK * self._slow_rounds[0]:
            # Shrinking brought nothing: the endpoint is slower, not fuller.
            self._best_latency, self._best_rate, self._best_limit = latency, rate, self.limit
        self._best_latency *= FADE_LATENCY
        self._best_rate /= FADE_RATE
        more = self.limit / max(1, self._best_limit) - 1
        enough = self._best_rate * (1 + GAIN * more if more > 0 else ALIKE)
        slow = latency > SLOW * self._best_latency and rate < enough
        self._best_latency = min(self._best_latency, latency)
        if rate > self._best_rate / ALIKE or (more > 0 and rate > enough):
            self._best_rate, self._best_limit = rate, self.limit
        elif rate > self._best_rate * ALIKE:
            self._best_rate = max(self._best_rate, rate)
            self._best_limit = min(self._best_limit, self.limit)
        return slow

    def _change(self, limit: int) -> None:
        limit = min(self.ceiling, max(1, limit))
        if limit != self.limit:
            # Until as many have begun as may, calls still meet the traffic of the old limit.
            self._counts_from = self._begun + limit
        self.limit = limit
        self._begin_round()

    def _begin_round(self) -> None:
        self._round = max(ROUND, self.limit)
        self._latencies.clear()
        self._full = self.in_flight >= self.limit


class Gate:
    """Callers wait here until the pace lets them; who asks again goes before who is new."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._waiting: deque[asyncio.Future[Ticket]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    async def enter(self, *, again: bool = False) -> Ticket:
        """A ticket for one call; every ticket must be given back by `leave`."""
        turn: asyncio.Future[Ticket] = asyncio.get_running_loop().create_future()
        if again:
            self._waiting.appendleft(turn)
        else:
            self._waiting.append(turn)
        self._let_in()
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave(turn.result(), Ended())
            raise

    def leave(self, ticket: Ticket, ended: Ended) -> None:
        self._pace.end(ticket, self._clock(), ended)
        self._let_in()

    def _let_in(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._waiting:
            if self._waiting[0].done():  # cancelled while it waited
                self._waiting.popleft()
                continue
            now = self._clock()
            wait = self._pace.wait(now)
            if wait is None:  # whoever leaves next lets in
                return
            if wait > 0:
                self._timer = asyncio.get_running_loop().call_later(wait, self._let_in)
                return
            self._waiting.popleft().set_result(self._pace.begin(now))
