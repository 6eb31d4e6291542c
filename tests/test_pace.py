"""Calls in flight: never too many, never none for good, and fewer when the endpoint says so."""

import asyncio
import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extracting.pace import SHRINK, START, Ended, Gate, Left, Pace, Ticket

ANSWERED = Ended(answered=True)
BUSY = Ended(overloaded=True)

lefts = st.none() | st.builds(
    Left, st.floats(0, 1000), st.sampled_from([0.0, 0.25, 1.0, 60.0, 9e9])
)
ends = st.builds(
    Ended,
    answered=st.booleans(),
    overloaded=st.booleans(),
    retry_after=st.none() | st.sampled_from([0.0, 0.5, 30.0, 300.0, 86400.0, float("inf")]),
    tokens=st.integers(0, 100_000),
    requests_left=lefts,
    tokens_left=lefts,
)


@given(
    ceiling=st.integers(1, 300),
    story=st.lists(st.tuples(ends, st.floats(0, 40), st.integers(0, 9)), max_size=120),
)
def test_whatever_happens_calls_stay_within_bounds_and_go_on(
    ceiling: int, story: list[tuple[Ended, float, int]]
) -> None:
    pace = Pace(ceiling, longest=300.0)
    now = 0.0
    flying: list[Ticket] = []
    for ended, passed, which in story:
        while pace.wait(now) == 0 and len(flying) < ceiling + 1:
            flying.append(pace.begin(now))
            assert pace.in_flight == len(flying) <= ceiling
        now += passed
        if flying:
            pace.end(flying.pop(which % len(flying)), now, ended)
        assert 1 <= pace.limit <= ceiling
    for ticket in flying:
        pace.end(ticket, now, Ended())
    assert pace.in_flight == 0
    wait = pace.wait(now)
    assert wait is not None
    assert wait <= 300.0
    assert pace.wait(now + wait + 1e-6) == 0


@dataclass
class Played:
    answers: int
    refused: int
    limits: list[int]
    waits: list[float]


def play(
    pace: Pace,
    seconds: float,
    latency: Callable[[float, int], float],
    *,
    noise: float = 0.3,
    capacity: int | None = None,
    told: Callable[[float], Ended] | None = None,
) -> Played:
    """An endless queue of calls against an endpoint of this latency, by the pace's rule."""
    rng = random.Random(7)
    played = Played(0, 0, [], [])
    flying: list[tuple[float, int, Ticket, Ended]] = []
    now, number, wait = 0.0, 0, None
    while now < seconds:
        while (wait := pace.wait(now)) == 0:
            ticket = pace.begin(now)
            number += 1
            full = capacity is not None and pace.in_flight > capacity
            ended = BUSY if full else told(now) if told else ANSWERED
            took = 0.05 if full else latency(now, pace.in_flight) * rng.lognormvariate(0, noise)
            heapq.heappush(flying, (now + took, number, ticket, ended))
        if wait:
            played.waits.append(wait)
        if wait and (not flying or now + wait < flying[0][0]):
            now += wait
            continue
        now, _, ticket, ended = heapq.heappop(flying)
        pace.end(ticket, now, ended)
        played.answers += ended.answered
        played.refused += ended.overloaded
        played.limits.append(pace.limit)
    return played


def late(limits: list[int]) -> list[int]:
    return limits[len(limits) // 2 :]


def test_limit_starts_at_half_and_reaches_the_ceiling_on_clean_rounds() -> None:
    assert [Pace(ceiling).limit for ceiling in (1, 16, 24, 256)] == [1, START, START, 128]
    pace = Pace(64)
    assert pace.limit == 32
    played = play(pace, 200, lambda *_: 1.0)
    assert pace.limit == 64
    assert played.limits.index(64) < 600


def test_limit_does_not_grow_on_calls_that_nobody_makes() -> None:
    pace = Pace(64)
    for second in range(500):
        pace.end(pace.begin(second), second + 0.5, ANSWERED)
    assert pace.limit == 32


def test_429_shrinks_once_for_all_calls_under_way() -> None:
    pace = Pace(64, limit=40)
    flying = [pace.begin(0) for _ in range(40)]
    for ticket in flying:
        pace.end(ticket, 1, BUSY)
    assert pace.limit == int(40 * SHRINK)
    pace.end(pace.begin(2), 3, BUSY)
    assert pace.limit == int(int(40 * SHRINK) * SHRINK)


def test_growth_after_trouble_is_by_a_constant() -> None:
    pace = Pace(320, limit=100)
    pace.end(pace.begin(0), 1, BUSY)
    played = play(pace, 30, lambda *_: 1.0)
    grown = {b - a for a, b in zip(played.limits, played.limits[1:], strict=False) if b > a}
    assert grown == {21}


def test_endpoint_that_refuses_above_its_capacity_is_held_near_it() -> None:
    played = play(Pace(64), 1000, lambda *_: 3.0, capacity=20)
    assert 12 <= min(late(played.limits)) <= max(late(played.limits)) <= 20 + 5
    assert played.refused < 0.2 * played.answers
    assert played.answers > 0.75 * 1000 * 20 / 3


def test_endpoint_that_queues_is_not_queued_at_for_nothing() -> None:
    played = play(Pace(256), 2000, lambda _, flying: 2 * max(1, flying / 8))
    assert max(late(played.limits)) < 80
    assert played.answers > 0.9 * 2000 * 4


def test_endpoint_that_batches_gets_more_though_each_answer_takes_longer() -> None:
    """Five seconds alone, twenty with 256: the most work a second is done with all of them."""
    played = play(Pace(256), 3000, lambda _, flying: 5 * (1 + 3 * flying / 256))
    assert played.answers > 0.7 * 3000 * 256 / 20


def test_endpoint_that_becomes_slower_but_not_fuller_is_not_starved() -> None:
    pace = Pace(64)
    play(pace, 2000, lambda now, _: 5 if now < 1000 else 20)
    assert pace.limit >= 32


def test_heavy_tailed_latency_is_no_trouble() -> None:
    assert play(Pace(64), 2000, lambda *_: 3.0, noise=1.2).answers > 0.6 * 2000 * 64 / 6.2


def test_retry_after_holds_every_call() -> None:
    pace = Pace(16)
    first, second = pace.begin(0), pace.begin(0)
    pace.end(first, 1, Ended(overloaded=True, retry_after=20))
    assert pace.wait(1) == 20
    pace.end(second, 5, Ended(answered=True))
    assert pace.wait(5) == 16
    assert pace.wait(21) == 0


def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    pace = Pace(16)
    for ticket, wait in [(pace.begin(0), 20), (pace.begin(0), 1)]:
        pace.end(ticket, 0, Ended(overloaded=True, retry_after=wait))
    assert pace.wait(0) == 20


def test_wait_beyond_the_ceiling_is_counted_and_holds_nobody() -> None:
    pace = Pace(16, longest=300)
    for _ in range(3):
        pace.end(pace.begin(0), 0, Ended(overloaded=True, retry_after=86400))
    assert (pace.closed, pace.wait(0)) == (3, 0)
    pace.end(pace.begin(0), 0, ANSWERED)
    assert pace.closed == 0


def test_no_call_goes_out_that_the_headers_say_will_be_refused() -> None:
    """60 requests a minute: nobody is refused, and all 60 are made use of."""
    state = {"minute": -1, "left": 0.0, "over": 0, "made": 0}

    def told(now: float) -> Ended:
        if int(now // 60) != state["minute"]:
            state.update(minute=int(now // 60), left=60.0)
        state["left"] -= 1
        state["made"] += 1
        state["over"] += state["left"] < 0
        left = Left(max(0.0, state["left"]), 60 - now % 60)
        return Ended(answered=True, requests_left=left)

    played = play(Pace(16), 1200, lambda *_: 2.0, told=told)
    assert state["over"] <= 0.02 * state["made"]
    assert state["made"] >= 0.95 * 60 * 20
    assert any(wait > 20 for wait in played.waits)


def test_tokens_left_hold_calls_back_by_what_a_call_costs() -> None:
    pace = Pace(16)
    ticket = pace.begin(0)
    pace.end(ticket, 1, Ended(answered=True, tokens=4000, tokens_left=Left(9000, 30)))
    assert pace.wait(1) == 0
    pace.begin(1)
    pace.begin(1)
    assert pace.wait(1) == pytest.approx(30)
    assert pace.wait(31) == 0


def test_older_answers_news_does_not_undo_newer_ones() -> None:
    pace = Pace(16)
    old, new = pace.begin(0), pace.begin(0)
    pace.end(new, 1, Ended(answered=True, requests_left=Left(0, 30)))
    pace.end(old, 2, Ended(answered=True, requests_left=Left(50, 30)))
    assert pace.wait(2) == 29


# -- who waits ----------------------------------------------------------------------------


def test_who_asks_again_goes_before_who_is_new() -> None:
    async def main() -> list[str]:
        gate = Gate(Pace(1))
        order: list[str] = []

        async def call(name: str, *, again: bool = False) -> None:
            ticket = await gate.enter(again=again)
            order.append(name)
            await asyncio.sleep(0)
            gate.leave(ticket, ANSWERED)

        first = await gate.enter()
        tasks = [asyncio.create_task(call(name)) for name in ("new 1", "new 2")]
        await asyncio.sleep(0)
        tasks.append(asyncio.create_task(call("again", again=True)))
        await asyncio.sleep(0)
        gate.leave(first, ANSWERED)
        await asyncio.gather(*tasks)
        return order

    assert asyncio.run(main()) == ["again", "new 1", "new 2"]


@given(st.integers(0, 2**32))
def test_callers_that_give_up_at_any_moment_block_nobody(seed: int) -> None:
    rng = random.Random(seed)

    async def main() -> int:
        pace = Pace(3, limit=2)
        gate = Gate(pace)
        done = 0

        async def call() -> None:
            nonlocal done
            ticket = await gate.enter(again=rng.random() < 0.3)
            try:
                await asyncio.sleep(0)
            finally:
                gate.leave(ticket, rng.choice([ANSWERED, BUSY, Ended()]))
            done += 1

        tasks = [asyncio.create_task(call()) for _ in range(30)]
        given_up = rng.sample(tasks, 12)
        for task in given_up:
            for _ in range(rng.randrange(3)):
                await asyncio.sleep(0)
            task.cancel()
        async with asyncio.timeout(5):
            await asyncio.gather(*tasks, return_exceptions=True)
        assert pace.in_flight == 0
        return done

    assert asyncio.run(main()) >= 18


def test_pause_ends_by_itself() -> None:
    async def main() -> float:
        gate = Gate(Pace(4))
        gate.leave(await gate.enter(), Ended(overloaded=True, retry_after=0.05))
        begun = asyncio.get_running_loop().time()
        async with asyncio.timeout(5):
            tickets = await asyncio.gather(*[gate.enter() for _ in range(3)])
        assert len(tickets) == 3
        return asyncio.get_running_loop().time() - begun

    assert asyncio.run(main()) >= 0.045
