"""Messages whose process crashed are answered by whoever sweeps."""

import asyncio
import logging
from itertools import count

import pytest

from bot.operations import RunningTasks, Sweeper
from bot.storage import Claim, MemoryStore
from tests.stand_in.clocks import StoppedClock

MESSAGE = ("T1", "C1", "1.0")


class Answers:
    """Notes what it is asked to answer; fails while it is told to."""

    def __init__(self) -> None:
        self.taken: asyncio.Queue[Claim] = asyncio.Queue()
        self.failing = False

    async def __call__(self, claim: Claim) -> None:
        self.taken.put_nowait(claim)
        if self.failing:
            raise ValueError("still broken")


async def test_an_expired_claim_is_answered() -> None:
    """What somebody claimed and never completed is answered, once."""
    clock, answers, tasks = StoppedClock(), Answers(), RunningTasks(limit=60)
    store = MemoryStore(clock=clock)
    sweeper = Sweeper(store, answers, tasks)
    await store.claim(*MESSAGE, {"question": "what is a pod"})

    await sweeper.sweep()
    assert answers.taken.empty()

    clock.advance(seconds=61)
    await sweeper.sweep()
    await sweeper.sweep()
    await tasks.drain(patience=5)
    assert answers.taken.get_nowait().job == {"question": "what is a pod"}
    assert answers.taken.empty()


async def test_failing_answers_do_not_end_the_sweeping(caplog: pytest.LogCaptureFixture) -> None:
    """An answer that fails again is logged and left for the next lease, until the attempts are used up."""
    clock, answers, tasks = StoppedClock(), Answers(), RunningTasks(limit=60)
    store = MemoryStore(clock=clock)
    sweeper = Sweeper(store, answers, tasks)
    answers.failing = True
    await store.claim(*MESSAGE, {})

    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            clock.advance(seconds=61)
            await sweeper.sweep()
            await tasks.drain(patience=5)
    assert answers.taken.qsize() == 2
    assert caplog.text.count("ValueError: still broken") == 2


async def test_a_store_that_raises_does_not_end_the_sweeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sweeper outlives whatever a sweep runs into, and deletes what is too old."""
    store, sweeps, stop = MemoryStore(), count(1), asyncio.Event()

    async def expired() -> list[Claim]:
        if next(sweeps) == 1:
            raise RuntimeError("a bug")
        stop.set()
        return []

    monkeypatch.setattr(store, "expired", expired)
    async with asyncio.timeout(5):
        await Sweeper(store, Answers(), RunningTasks(limit=60), interval=0).run(stop)
    assert next(sweeps) == 3
