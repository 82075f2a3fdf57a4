"""A store that fails while the bot runs: every message is still answered, and once."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.matching import ThreadContext
from bot.storage import Feedback, Learner, MemoryStore, ResilientStore
from bot.storage.resilient import PAUSE
from bot.storage.sql import open_store
from tests.stand_in.clocks import StoppedClock
from tests.storage.test_stores import JOB, MESSAGE, question


class Outage:
    """Holds the write lock of a database, so that nobody else can write."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def __call__(self) -> Iterator[None]:
        connection = sqlite3.connect(self._path, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            connection.close()


class Seconds:
    """A monotonic clock that stands still until a test moves it."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def outage(tmp_path: Path) -> Outage:
    return Outage(tmp_path / "bot.db")


@pytest.fixture
async def store(tmp_path: Path, clock: StoppedClock, seconds: Seconds) -> AsyncIterator[ResilientStore]:
    durable = await open_store(f"sqlite+aiosqlite:///{tmp_path}/bot.db", clock=clock)
    store = ResilientStore(durable, MemoryStore(clock=clock), monotonic=seconds)
    yield store
    await store.close()


async def test_claims_go_on_in_memory(store: ResilientStore, outage: Outage, caplog: pytest.LogCaptureFixture) -> None:
    """While nobody can write, a message is claimed once by this process; one warning says so."""
    with outage(), caplog.at_level(logging.WARNING):
        assert await store.claim(*MESSAGE, JOB)
        assert not await store.claim(*MESSAGE, JOB)
        await store.complete(*MESSAGE)
        await store.record(question("q1"))

        assert store.degraded
    assert [record.message for record in caplog.records] == [
        "The store fails, answers go on without it: the database fails: database is locked"
    ]


async def test_a_claim_from_before_holds(store: ResilientStore, outage: Outage) -> None:
    """A message that was claimed while the store worked is not answered again when it fails."""
    await store.claim(*MESSAGE, JOB)
    with outage():
        assert not await store.claim(*MESSAGE, JOB)


async def test_a_failing_store_is_left_alone(store: ResilientStore, outage: Outage, seconds: Seconds) -> None:
    """Not every event waits for a store that fails; after a while it is tried again, and found to work."""
    with outage():
        await store.claim(*MESSAGE, JOB)
        async with asyncio.timeout(0.5):  # less than one wait for the lock
            for number in range(100):
                await store.claim("T1", "C1", f"{number}", JOB)
    await store.prune()
    assert store.degraded

    seconds.now += PAUSE
    await store.prune()
    assert not store.degraded


async def test_completed_during_an_outage(
    store: ResilientStore, outage: Outage, clock: StoppedClock, seconds: Seconds
) -> None:
    """The store takes a message for lost that was answered while it failed; it is not answered again."""
    await store.claim(*MESSAGE, JOB)
    with outage():
        await store.complete(*MESSAGE)
        clock.advance(minutes=2)
        assert await store.expired() == []
    assert await store.expired() == []

    seconds.now += PAUSE
    assert await store.expired() == []
    assert not store.degraded


async def test_threads_go_on_in_memory(store: ResilientStore, outage: Outage, seconds: Seconds) -> None:
    """A follow-up is understood during an outage and after it."""
    context = ThreadContext(topics=("pod",), passage="pod/what-it-is")
    with outage():
        await store.remember(*MESSAGE, context)
        assert await store.recall(*MESSAGE) == context
    seconds.now += PAUSE
    assert await store.recall(*MESSAGE) == context


async def test_settings_while_the_store_fails(store: ResilientStore, outage: Outage, seconds: Seconds) -> None:
    """Everybody reads as usual; whoever changes something or wants to be forgotten is told that it is not done."""
    await store.learners.keep("T1", "U1", Learner(depth="line"))
    with outage():
        with pytest.raises(StorageError):
            await store.learners.keep("T1", "U1", Learner(depth="deep"))
        with pytest.raises(StorageError):
            await store.learners.forget("T1", "U1")
        assert await store.learners.learner("T1", "U1") == Learner()
        assert await store.learners.recent("T1", "U1") == []
        await store.learners.give_feedback(Feedback("q1", "T1", "U1", helpful=True))
    seconds.now += PAUSE
    assert await store.learners.learner("T1", "U1") == Learner(depth="line")


async def test_a_store_that_hangs(clock: StoppedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that does not respond costs a moment, not the answer."""
    monkeypatch.setattr("bot.storage.resilient.PATIENCE", 0.01)

    class Hanging(MemoryStore):
        async def claim(self, *_: object) -> bool:
            await asyncio.Event().wait()
            return False

    store = ResilientStore(Hanging(clock=clock), MemoryStore(clock=clock))

    assert await store.claim(*MESSAGE, JOB)
    assert store.degraded


async def test_memory_is_limited() -> None:
    """A long outage does not fill the memory: the oldest go first."""
    memory = MemoryStore(capacity=10)
    for number in range(20):
        await memory.claim("T1", "C1", f"{number}", JOB)
        await memory.remember("T1", "C1", f"{number}", ThreadContext(topics=("pod",)))
        await memory.record(question(f"q{number}"))

    assert await memory.claim("T1", "C1", "0", JOB)
    assert not await memory.claim("T1", "C1", "19", JOB)
    assert await memory.recall("T1", "C1", "9") == ThreadContext()
    assert await memory.recall("T1", "C1", "10") != ThreadContext()
    assert [record.id for record in memory.questions] == [f"q{number}" for number in range(10, 20)]
