"""What is done from time to time: claims that nobody completed are answered, and what is too old is deleted."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import count
from typing import Final

from bot.operations.shutdown import RunningTasks
from bot.storage import Claim, Store

SWEEP_INTERVAL: Final = 20.0
"""Seconds. A question whose process crashed is answered within this and a lease."""
PRUNE_EVERY: Final = 180
"""Sweeps: an hour."""
BESIDES_EVERY: Final = 15
"""Sweeps: five minutes."""

logger = logging.getLogger(__name__)


class Sweeper:
    """Answers for those who crashed. Every process has one; the store sees to it that a claim goes to one of them."""

    def __init__(
        self,
        store: Store,
        answer: Callable[[Claim], Awaitable[None]],
        tasks: RunningTasks,
        *,
        interval: float = SWEEP_INTERVAL,
        besides: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """`besides`: what else is to be done now and then."""
        self._store = store
        self._answer = answer
        self._tasks = tasks
        self._interval = interval
        self._besides = besides

    async def run(self, stop: asyncio.Event) -> None:
        """Sweep until `stop` is set; not until cancelled, since that could catch the store in the middle of a write."""
        for sweeps in count():
            try:
                await self.sweep()
                if sweeps % PRUNE_EVERY == 0:
                    await self._store.prune()
                if self._besides and sweeps % BESIDES_EVERY == 0:
                    await self._besides()
            except Exception:
                # Whatever it was, the next sweep may succeed; without sweeps a crash would go unnoticed for ever.
                logger.exception("A sweep failed")
            with suppress(TimeoutError):
                async with asyncio.timeout(self._interval):
                    await stop.wait()
            if stop.is_set():
                return

    async def sweep(self) -> None:
        """Take up every claim whose lease has expired."""
        for claim in await self._store.expired():
            logger.warning("Taking up a message that was not answered (attempt %d)", claim.attempts)
            self._tasks.start(self._take_up(claim))

    async def _take_up(self, claim: Claim) -> None:
        await self._answer(claim)
