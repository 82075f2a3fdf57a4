"""The memory of `serve`, a process of its own: at rest, and after ten thousand questions, no two of them the same."""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.evaluation.typos import mistyped
from bot.settings import Transport
from tests.benchmarks.measuring import Table, resident
from tests.benchmarks.quick_slack import QuickSlack
from tests.stand_in.payloads import envelope_of_event, mention
from tests.stand_in.process import Process, started

GROUP: Final = "serve, Socket Mode"
MARK: Final = "≤ 120 MiB"
QUESTIONS: Final = 10_000
SHOWN: Final = (1_000, 3_000)
"""Where the memory is looked at on the way: what levels off is a cache, what does not is a leak."""
FIRST_START: Final = -1
"""Stands for the start that builds the engine and keeps it; all later ones read it."""
AT_ONCE: Final = 4
"""Questions on the way at a time."""
LONGEST: Final = 75.0
"""Seconds after which no more are asked, so that a run stays short on a busy machine; the table tells how many."""


def test_memory(benchmark: BenchmarkFixture, questions: Sequence[str], table: Table, tmp_path: Path) -> None:
    wanted = QUESTIONS if benchmark.enabled else 2 * AT_ONCE

    def run() -> dict[int, float]:
        return asyncio.run(_run(questions, wanted, table, tmp_path))

    memory = benchmark.pedantic(run, rounds=1)  # type: ignore[no-untyped-call]
    if not memory:
        pytest.skip("this system does not tell a process's memory")
    for number, mebibytes in memory.items():
        what = f"resident after {number:,} questions" if number > 0 else "resident at rest"
        what = "resident at the first start" if number == FIRST_START else what
        table.add_value(GROUP, what, f"{mebibytes:.1f} MiB", mark=MARK)


async def _run(questions: Sequence[str], wanted: int, table: Table, folder: Path) -> dict[int, float]:
    """The memory, by the number of questions after which it was looked at."""
    memory: dict[int, float] = {}

    def look(process: Process, asked: int) -> None:
        mebibytes = resident(process.id)
        if mebibytes is not None:
            memory[asked] = mebibytes

    serve = ("bot", "serve", "--transport")
    cache = str(folder / "cache")
    async with QuickSlack() as slack, started(slack, Transport.SOCKET, folder, module=serve, cache=cache) as process:
        await process.logged("Connected to Slack")
        look(process, FIRST_START)
    async with QuickSlack() as slack, started(slack, Transport.SOCKET, folder, module=serve, cache=cache) as process:
        await process.logged("Connected to Slack")
        look(process, 0)
        asked = 0
        begin = time.perf_counter()
        following = _distinct(questions)
        while asked < wanted and time.perf_counter() - begin < LONGEST:
            await asyncio.gather(*(_ask(slack, next(following)) for _ in range(AT_ONCE)))
            slack.forget()
            asked += AT_ONCE
            if asked in SHOWN:
                look(process, asked)
        look(process, asked)
        seconds = time.perf_counter() - begin
        table.add_value(GROUP, f"answered, {AT_ONCE} at a time", f"{asked / seconds:.0f} a second")
        process.terminate()
        await process.exit_status(within=10)
    return memory


async def _ask(slack: QuickSlack, question: str) -> None:
    assert await slack.deliver("events_api", envelope_of_event(mention(question)))
    await slack.next("chat.postMessage")


def _distinct(questions: Sequence[str]) -> Iterator[str]:
    """The questions with typos, again and again with others: what the bot keeps of words has to find an end."""
    chance = random.Random(1)
    while True:
        yield from (mistyped(question, chance) for question in questions)
