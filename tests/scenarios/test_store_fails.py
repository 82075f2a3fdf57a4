"""The store cannot be written while the bot runs: answers go out all the same, once, and operators see it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

from bot.engine import Engine
from bot.settings import Settings, Transport
from bot.slack.serve import Surroundings
from bot.storage import MemoryStore
from tests.stand_in.bot import RunningBot, running
from tests.stand_in.clocks import StoppedClock
from tests.stand_in.engine import TEXTS
from tests.stand_in.payloads import CHANNEL, TEAM, USER, mention, new_ts
from tests.stand_in.slack import StandInSlack

TABLES = ("claims", "threads", "questions")


@asynccontextmanager
async def read_only(path: Path) -> AsyncIterator[None]:
    """Let every write to the database fail, as on a full disk; also for root, whom permissions do not hold."""
    triggers = [(f"no_{verb}_{table}", verb, table) for verb in ("INSERT", "UPDATE") for table in TABLES]
    body = "BEGIN SELECT RAISE(FAIL, 'attempt to write a readonly database'); END"
    # In a thread, since the bot may be in the middle of a write of its own, in this loop.
    await asyncio.to_thread(execute, path, [f"CREATE TRIGGER {n} BEFORE {v} ON {t} {body}" for n, v, t in triggers])
    yield
    await asyncio.to_thread(execute, path, [f"DROP TRIGGER {name}" for name, _, _ in triggers])


def execute(path: Path, statements: Sequence[str]) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


async def test_read_only(bot: RunningBot, slack: StandInSlack, tmp_path: Path) -> None:
    """The mention is answered, once under redelivery; `/readyz` says degraded and stays 200."""
    async with read_only(tmp_path / "bot.db"):
        event = mention("what is a pod?")
        assert await bot.delivery.event(event)
        assert TEXTS["pod"] in (await slack.next("chat.postMessage")).text
        assert await bot.delivery.event(event, retry=1)

        status, body = await bot.get("/readyz")
        assert status == 200
        assert '"store":"degraded"' in body
        assert "k8s_bot_store_degraded 1.0" in (await bot.get("/metrics"))[1]
        await bot.stop()
    assert len(slack.messages()) == 1


async def test_follow_up_while_it_fails(bot: RunningBot, slack: StandInSlack, tmp_path: Path) -> None:
    """The thread's context is kept in memory meanwhile."""
    root = new_ts()
    async with read_only(tmp_path / "bot.db"):
        await bot.delivery.event(mention("what is a service?", thread_ts=root))
        await slack.next("chat.postMessage")
        await bot.delivery.event(mention("and an example?", thread_ts=root))
        assert TEXTS["service"] in (await slack.next("chat.postMessage")).text
        await bot.stop()


async def test_a_question_whose_process_crashed(
    settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport
) -> None:
    """What another process claimed and never answered is answered by the one that is alive, in the same thread."""
    clock = StoppedClock()
    store = MemoryStore(clock=clock)
    ts = new_ts()
    job = {
        "surface": "mention",
        "team": TEAM,
        "channel": CHANNEL,
        "ts": ts,
        "thread_ts": ts,
        "user": USER,
        "question": "what is a pod?",
    }
    await store.claim(TEAM, CHANNEL, ts, job)
    clock.advance(seconds=61)

    async with running(settings, engine, slack, transport, surroundings=Surroundings(store=store)) as bot:
        call = await slack.next("chat.postMessage")
        assert call.arguments["thread_ts"] == ts
        assert TEXTS["pod"] in call.text
        assert await bot.delivery.event(mention("what is a pod?", ts=ts), retry=2)
    assert len(slack.messages()) == 1
