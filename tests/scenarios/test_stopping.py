"""The end: what was begun is finished, nothing new is taken, and what could not be finished is left to the next."""

import asyncio
from pathlib import Path

import aiohttp
import pytest

from bot.engine import Engine
from bot.settings import Settings, Transport
from bot.slack.serve import Surroundings
from bot.storage import MemoryStore
from tests.stand_in.bot import running
from tests.stand_in.clocks import StoppedClock
from tests.stand_in.delivery import Delivery, HttpDelivery, SocketDelivery
from tests.stand_in.engine import TEXTS
from tests.stand_in.failures import server_error, slow
from tests.stand_in.payloads import mention
from tests.stand_in.process import started
from tests.stand_in.slack import StandInSlack


async def test_sigterm_while_answering(slack: StandInSlack, transport: Transport, tmp_path: Path) -> None:
    """SIGTERM in the middle of an answer: it is finished, the process leaves with 0, and nobody answers again."""
    go = asyncio.Event()
    slack.fail("chat.postMessage", slow(go))
    event = mention("what is a pod?")
    async with started(slack, transport, tmp_path) as process, aiohttp.ClientSession() as session:
        url = (await process.logged(r"Listening on (http://[\d.:]+)"))[1]
        await process.logged("Connected to Slack as k8s in Stand-in")
        delivery: Delivery = SocketDelivery(slack) if transport is Transport.SOCKET else HttpDelivery(url, session)
        assert await delivery.event(event)
        await slack.next("chat.postMessage")

        process.terminate()
        await process.logged("SIGTERM: finishing what is running")
        go.set()
        assert await process.exit_status(within=10) == 0
        assert "Traceback" not in process.log
        assert "what is a pod" not in process.log

    async with started(slack, transport, tmp_path) as process, aiohttp.ClientSession() as session:
        url = (await process.logged(r"Listening on (http://[\d.:]+)"))[1]
        await process.logged("Connected to Slack")
        delivery = SocketDelivery(slack) if transport is Transport.SOCKET else HttpDelivery(url, session)
        assert await delivery.event(event, retry=1)
        process.terminate()
        assert await process.exit_status(within=10) == 0
    assert [TEXTS["pod"] in call.text for call in slack.messages()] == [True]


async def test_sigterm_while_slack_is_away(slack: StandInSlack, transport: Transport, tmp_path: Path) -> None:
    """A bot that never reached Slack leaves as quickly."""
    slack.fail("auth.test", *[server_error(503)] * 10)
    async with started(slack, transport, tmp_path) as process:
        await process.logged("Cannot reach Slack")
        process.terminate()
        assert await process.exit_status(within=10) == 0
        assert "Traceback" not in process.log


async def test_an_answer_that_was_given_up_is_taken_up(
    settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport, caplog: pytest.LogCaptureFixture
) -> None:
    """What does not finish in time is not lost: the next process answers it when the lease has expired."""
    never = asyncio.Event()
    slack.fail("chat.postMessage", slow(never))
    clock = StoppedClock()
    store = MemoryStore(clock=clock)
    event = mention("what is a pod?")
    surroundings = Surroundings(store=store, patience=0.05)
    async with running(settings, engine, slack, transport, surroundings=surroundings) as bot:
        assert await bot.delivery.event(event)
        await slack.next("chat.postMessage")
    assert "will be taken up again" in caplog.text

    clock.advance(seconds=61)
    async with running(settings, engine, slack, transport, surroundings=Surroundings(store=store)):
        call = await slack.next("chat.postMessage")
        assert call.arguments["thread_ts"] == event["ts"]
        assert TEXTS["pod"] in call.text
    never.set()


async def test_two_processes_on_one_store(
    settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport
) -> None:
    """Two bots on one database, as while a new one takes over from an old one: each message is answered once."""
    async with (
        running(settings, engine, slack, transport) as old,
        running(settings, engine, slack, transport) as new,
    ):
        for number in range(5):
            event = mention(f"what is a pod? {number}")
            assert await old.delivery.event(event)
            assert await new.delivery.event(event, retry=1)
    assert len(slack.messages()) == 5
