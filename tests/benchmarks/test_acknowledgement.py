"""How soon Slack hears that something arrived: fifty mentions, commands and clicks a second, all of them answered.

Slack gives three seconds, and sends an event again that was acknowledged later.
"""

import asyncio
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Final

import aiohttp
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.settings import Transport
from tests.benchmarks.measuring import Samples, Table, percentile
from tests.benchmarks.quick_slack import QuickSlack
from tests.stand_in.delivery import Delivery, HttpDelivery, SocketDelivery
from tests.stand_in.payloads import click, command, mention, new_ts
from tests.stand_in.process import started

GROUP: Final = "acknowledgement, 50 events a second"
MARK: Final = "p99 ≤ 100 ms"
A_SECOND: Final = 50
SECONDS: Final = 12
WARMUP: Final = 25
"""Events that come first, one after the other."""
FIELDS: Final = {"type": "button", "action_id": "show:fields", "value": '{"passage":"field/pod"}'}


@pytest.mark.parametrize("transport", Transport)
def test_acknowledgement(
    benchmark: BenchmarkFixture, questions: Sequence[str], table: Table, tmp_path: Path, transport: Transport
) -> None:
    wanted = A_SECOND * SECONDS if benchmark.enabled else 3

    def run() -> Samples:
        return asyncio.run(_run(questions, wanted, tmp_path, transport))

    waited = benchmark.pedantic(run, rounds=1)  # type: ignore[no-untyped-call]
    for name, share in (("median", 0.5), ("p99", 0.99)):
        value = f"{percentile(waited.wall, share) * 1000:.1f} ms"
        table.add_value(GROUP, f"{transport}, {name}", value, mark=MARK if name == "p99" else "")


async def _run(questions: Sequence[str], wanted: int, folder: Path, transport: Transport) -> Samples:
    waited = Samples()
    async with (
        QuickSlack() as slack,
        aiohttp.ClientSession() as http,
        started(slack, transport, folder, module=("bot", "serve", "--transport"), cache=str(folder / "cache")) as bot,
    ):
        url = (await bot.logged(r"http://\S+:\d+"))[0]
        await bot.logged("Connected to Slack" if transport is Transport.SOCKET else "http://")
        delivery: Delivery = SocketDelivery(slack) if transport is Transport.SOCKET else HttpDelivery(url, http)
        following = cycle(questions[::7])

        async def send(number: int) -> None:
            begin = time.perf_counter()
            assert await _sent(delivery, slack, next(following), number)
            waited.wall.append(time.perf_counter() - begin)

        for number in range(min(WARMUP, wanted)):
            await send(number)
        waited.wall.clear()
        begin = time.perf_counter()
        async with asyncio.TaskGroup() as sending:
            for number in range(wanted):
                # By the clock, whether or not the last one has been acknowledged.
                await asyncio.sleep(max(0.0, begin + number / A_SECOND - time.perf_counter()))
                sending.create_task(send(number))
        bot.terminate()
        await bot.exit_status(within=10)
    return waited


async def _sent(delivery: Delivery, slack: QuickSlack, question: str, number: int) -> object:
    """Deliver a mention, every fifth time a command or a click instead."""
    if number % 5 == 3:
        return await delivery.command(command(question, slack.new_response_url()))
    if number % 5 == 4:
        payload = click(FIELDS | {"text": {}}, slack.new_response_url(), message={"ts": new_ts(), "text": "…"})
        return await delivery.interaction(payload)
    return await delivery.event(mention(question))
