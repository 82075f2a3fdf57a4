"""A store that never fails its caller: while the one on disk does, what can be kept in memory is."""

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Coroutine, Mapping
from typing import Any, Final, TypeVar

from bot.errors import StorageError
from bot.matching import ThreadContext
from bot.storage.learners import Feedback, Learner, Learners
from bot.storage.memory import CAPACITY, MemoryStore
from bot.storage.store import Claim, QuestionRecord, Store

PATIENCE: Final = 1.5
"""Seconds to wait for the store. Claiming comes before the acknowledgement, for which Slack gives 3 s."""
PAUSE: Final = 5.0
"""Seconds for which a store that failed is left alone, so that not every event waits for it."""

T = TypeVar("T")
Key = tuple[str, str, str]

logger = logging.getLogger(__name__)


class ResilientStore:
    """Wraps a store that may fail. While it does, a message is still answered once by *this* process.

    `monotonic` tells the seconds since some fixed moment.
    """

    def __init__(
        self,
        store: Store,
        memory: MemoryStore,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._memory = memory
        self._monotonic = monotonic
        self._degraded = False
        self._retry_at = 0.0
        self._learners = ResilientLearners(self.attempt, store.learners, memory.learners)
        self._unkept: set[Key] = set()
        """Threads whose last context the store does not have."""
        self._unwritten: dict[Key, None] = {}
        """Completed while the store failed. It still takes them for lost, and would have them answered again."""

    @property
    def learners(self) -> "ResilientLearners":
        """As `Store.learners`."""
        return self._learners

    @property
    def degraded(self) -> bool:
        """As `Store.degraded`."""
        return self._degraded

    async def claim(self, team: str, channel: str, ts: str, job: Mapping[str, str]) -> bool:
        """As `Store.claim`."""
        # Memory first, and always: a claim made while the store worked must hold when it fails a moment later.
        if not await self._memory.claim(team, channel, ts, job):
            return False
        claimed = await self.attempt(self._store.claim(team, channel, ts, job), otherwise=True)
        if not claimed:
            await self._memory.release(team, channel, ts)
        return claimed

    async def complete(self, team: str, channel: str, ts: str) -> None:
        """As `Store.complete`."""
        await self._memory.complete(team, channel, ts)
        self._unwritten[team, channel, ts] = None
        while len(self._unwritten) > CAPACITY:
            del self._unwritten[next(iter(self._unwritten))]
        await self._write_completed((team, channel, ts))

    async def release(self, team: str, channel: str, ts: str) -> None:
        """As `Store.release`."""
        await self._memory.release(team, channel, ts)
        await self.attempt(self._store.release(team, channel, ts), otherwise=None)

    async def expired(self) -> list[Claim]:
        """As `Store.expired`."""
        for key in tuple(self._unwritten):
            await self._write_completed(key)
        found = await self.attempt(self._store.expired(), otherwise=None)
        if found is None:
            found = await self._memory.expired()
        return [claim for claim in found if (claim.team, claim.channel, claim.ts) not in self._unwritten]

    async def remember(self, team: str, channel: str, thread_ts: str, context: ThreadContext, user: str = "") -> None:
        """As `Store.remember`."""
        await self._memory.remember(team, channel, thread_ts, context, user)
        if await self.attempt(self._remembered(team, channel, thread_ts, context, user), otherwise=False):
            self._unkept.discard((team, channel, thread_ts))
        else:
            self._unkept.add((team, channel, thread_ts))

    async def recall(self, team: str, channel: str, thread_ts: str) -> ThreadContext:
        """As `Store.recall`."""
        unknown = ThreadContext()
        context = await self.attempt(self._store.recall(team, channel, thread_ts), otherwise=unknown)
        if context is unknown or (team, channel, thread_ts) in self._unkept:
            return await self._memory.recall(team, channel, thread_ts)
        return context

    async def note(self, team: str, channel: str, thread_ts: str, what: str, ts: str) -> None:
        """As `Store.note`; a note that is lost costs a repetition."""
        await self.attempt(self._store.note(team, channel, thread_ts, what, ts), otherwise=None)

    async def noted(self, team: str, channel: str, thread_ts: str, what: str) -> str:
        """As `Store.noted`."""
        return await self.attempt(self._store.noted(team, channel, thread_ts, what), otherwise="")

    async def record(self, record: QuestionRecord) -> None:
        """As `Store.record`; while the store fails the record is lost, never the answer."""
        await self.attempt(self._store.record(record), otherwise=None)

    async def prune(self) -> int:
        """As `Store.prune`."""
        await self._memory.prune()
        return await self.attempt(self._store.prune(), otherwise=0)

    async def close(self) -> None:
        """As `Store.close`."""
        await self._store.close()

    async def _remembered(self, team: str, channel: str, thread_ts: str, context: ThreadContext, user: str) -> bool:
        await self._store.remember(team, channel, thread_ts, context, user)
        return True

    async def _write_completed(self, key: Key) -> None:
        if await self.attempt(self._completed(key), otherwise=False):
            self._unwritten.pop(key, None)

    async def _completed(self, key: Key) -> bool:
        await self._store.complete(*key)
        return True

    async def attempt(self, operation: Coroutine[Any, Any, T], *, otherwise: T) -> T:
        """What the store says, or `otherwise` while it fails or is left alone."""
        if self._degraded and self._monotonic() < self._retry_at:
            operation.close()
            return otherwise
        try:
            async with asyncio.timeout(PATIENCE):
                result = await operation
        except (StorageError, TimeoutError) as error:
            self._retry_at = self._monotonic() + PAUSE
            if not self._degraded:
                logger.warning("The store fails, answers go on without it: %s", str(error) or "it does not respond")
            self._degraded = True
            return otherwise
        if self._degraded:
            logger.warning("The store works again")
            self._degraded = False
        return result


class ResilientLearners:
    """What is kept about people, by a store that may fail: then there are the defaults, and writing is said to fail.

    Nothing of it is kept in memory meanwhile: whoever changes a setting is told that it is not kept.
    """

    def __init__(self, attempt: Callable[..., Coroutine[Any, Any, Any]], learners: Learners, memory: Learners) -> None:
        self._attempt = attempt
        self._learners = learners
        self._memory = memory

    async def learner(self, team: str, user: str) -> Learner:
        """As `Learners.learner`; the defaults while the store fails."""
        known = await self._attempt(self._learners.learner(team, user), otherwise=None)
        return known or Learner()

    async def keep(self, team: str, user: str, learner: Learner) -> None:
        """As `Learners.keep`.

        Raises:
            StorageError: it is not kept.
        """
        await self._insist(self._learners.keep(team, user, learner))

    async def give_feedback(self, feedback: Feedback) -> None:
        """As `Learners.give_feedback`; while the store fails it is lost."""
        await self._attempt(self._learners.give_feedback(feedback), otherwise=None)

    async def recent(self, team: str, user: str) -> list[tuple[str, str]]:
        """As `Learners.recent`; none while the store fails."""
        found = await self._attempt(self._learners.recent(team, user), otherwise=None)
        return found or []

    async def question(self, team: str, user: str, asked: str) -> str | None:
        """As `Learners.question`; None while the store fails."""
        found = await self._attempt(self._learners.question(team, user, asked), otherwise=None)
        return str(found) if found else None

    async def read(self, team: str, user: str) -> set[str]:
        """As `Learners.read`; nothing while the store fails."""
        found = await self._attempt(self._learners.read(team, user), otherwise=None)
        return found or set()

    async def uncovered(self, team: str, users: Collection[str]) -> list[tuple[str, str]]:
        """As `Learners.uncovered`; none while the store fails."""
        found = await self._attempt(self._learners.uncovered(team, users), otherwise=None)
        return found or []

    async def all(self, team: str = "") -> list[tuple[str, str, Learner]]:
        """As `Learners.all`; nobody while the store fails."""
        found = await self._attempt(self._learners.all(team), otherwise=None)
        return found or []

    async def forget(self, team: str, user: str) -> None:
        """As `Learners.forget`.

        Raises:
            StorageError: nothing is deleted.
        """
        # What their conversations were about is held there besides.
        await self._memory.forget(team, user)
        await self._insist(self._learners.forget(team, user))

    async def _insist(self, operation: Coroutine[Any, Any, None]) -> None:
        async def done() -> bool:
            await operation
            return True

        doing = done()
        try:
            if not await self._attempt(doing, otherwise=False):
                raise StorageError("the store cannot be written now")
        finally:
            operation.close()
