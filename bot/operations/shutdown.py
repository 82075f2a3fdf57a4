"""How the bot stops: it hears the signal, and finishes what is running before it leaves."""

import asyncio
import logging
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)

logger = logging.getLogger(__name__)


@contextmanager
def stop_on_signals(stop: asyncio.Event) -> Iterator[None]:
    """Set `stop` at the first SIGTERM or SIGINT; the second acts as if nobody listened, for people in a hurry."""
    loop = asyncio.get_running_loop()

    def heard(name: str) -> None:
        logger.info("%s: finishing what is running", name)
        forget()
        stop.set()

    def forget() -> None:
        for number in SIGNALS:
            with suppress(NotImplementedError, ValueError):
                loop.remove_signal_handler(number)

    for number in SIGNALS:
        # Windows has no such handlers: there Ctrl-C raises KeyboardInterrupt, which ends the loop as well.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, heard, number.name)
    try:
        yield
    finally:
        forget()


class RunningTasks:
    """The tasks that are answering somebody. Holding them also keeps the garbage collector off them: Bolt does not."""

    def __init__(self, limit: float) -> None:
        """`limit`: seconds after which a task is cancelled; must be less than a claim's lease."""
        self._limit = limit
        self._tasks: set[asyncio.Task[Any]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    def track(self, task: asyncio.Task[Any] | None) -> None:
        """Hold a task until it is done."""
        if task is None or task in self._tasks:
            return
        self._tasks.add(task)
        # Whoever runs longer than the lease would answer beside the one who took the claim over.
        alarm = asyncio.get_running_loop().call_later(self._limit, self._give_up, task)

        def done(task: asyncio.Task[Any]) -> None:
            alarm.cancel()
            self._tasks.discard(task)

        task.add_done_callback(done)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something as a task of its own, and hold it. What it raises is logged."""

        async def run() -> None:
            try:
                await work
            except Exception:
                logger.exception("A background task failed")

        self.track(asyncio.create_task(run()))

    async def drain(self, patience: float) -> int:
        """Wait up to `patience` seconds for the tasks to finish; cancel the others, and return how many they were."""
        if self._tasks:
            logger.info("Answers still running: %d", len(self._tasks))
            await asyncio.wait(set(self._tasks), timeout=patience)
        abandoned = set(self._tasks)
        for task in abandoned:
            task.cancel()
        if abandoned:
            # Their claims stay leased: whoever runs when the lease has expired answers.
            logger.warning("Answers not finished in time, which will be taken up again: %d", len(abandoned))
            await asyncio.wait(abandoned, timeout=1)
        return len(abandoned)

    def _give_up(self, task: asyncio.Task[Any]) -> None:
        logger.warning("An answer took more than %.0f s and was abandoned; it will be taken up again", self._limit)
        task.cancel()
