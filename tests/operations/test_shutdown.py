"""How the bot stops: what is running is finished, what never ends is left to others."""

import asyncio
import logging
import os
import signal

import pytest

from bot.operations import RunningTasks, stop_on_signals


async def test_drain_waits_for_what_runs() -> None:
    """An answer that is on its way when the bot is told to stop still arrives."""
    tasks, go, said = RunningTasks(limit=60), asyncio.Event(), []

    async def answer() -> None:
        await go.wait()
        said.append("answer")

    tasks.start(answer())
    draining = asyncio.create_task(tasks.drain(patience=10))
    go.set()

    assert await draining == 0
    assert said == ["answer"]
    assert len(tasks) == 0


async def test_drain_does_not_wait_for_ever() -> None:
    """What does not finish is cancelled, so that the bot leaves in time."""
    tasks = RunningTasks(limit=60)
    tasks.start(asyncio.Event().wait())  # type: ignore[arg-type]

    assert await tasks.drain(patience=0.01) == 1
    assert len(tasks) == 0


async def test_an_answer_has_a_limit(caplog: pytest.LogCaptureFixture) -> None:
    """Whoever takes longer than the lease is given up: somebody else has taken over."""
    tasks, given_up = RunningTasks(limit=0.01), asyncio.Event()

    async def answer() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            given_up.set()

    tasks.start(answer())
    async with asyncio.timeout(5):
        await given_up.wait()
    assert "abandoned" in caplog.text


async def test_a_background_task_that_fails_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """An exception in a task that nobody awaits is not lost."""
    tasks = RunningTasks(limit=60)

    async def fail() -> None:
        raise ValueError("no reason")

    with caplog.at_level(logging.ERROR):
        tasks.start(fail())
        await tasks.drain(patience=5)
    assert "no reason" in caplog.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_signals(number: signal.Signals) -> None:
    """SIGTERM and Ctrl-C stop the bot in an orderly way; a second Ctrl-C is not swallowed."""
    stop = asyncio.Event()
    before = signal.getsignal(number)
    with stop_on_signals(stop):
        os.kill(os.getpid(), number)
        async with asyncio.timeout(5):
            await stop.wait()
        assert signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}
    signal.signal(number, before)
