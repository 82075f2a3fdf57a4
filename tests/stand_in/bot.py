"""The whole bot, running in the test's own loop, as Slack and its operators see it."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Final

import aiohttp

from bot.engine import Engine
from bot.knowledge.course import Course
from bot.settings import Secret, Settings, Transport
from bot.slack.serve import Surroundings, serve
from tests.stand_in.delivery import SIGNING_SECRET, Delivery, HttpDelivery, SocketDelivery
from tests.stand_in.slack import StandInSlack
from tests.stand_in.web_api import APP_TOKEN, BOT_TOKEN

START_WITHIN: Final = 10.0
"""Seconds."""
STOP_WITHIN: Final = 10.0
"""Seconds; what the bot promises."""


_QUESTIONS: Final = re.compile(r"^k8s_bot_questions_total\{.*\} (\S+)$", re.MULTILINE)
QUICK: Final = Surroundings(pauses=(0.01,), course=Course)
"""Nothing is taught, since few tests have the knowledge that the course is about."""


@dataclass(frozen=True, slots=True)
class RunningBot:
    """A bot that runs until `stop`."""

    url: str
    """Of its web server."""
    delivery: Delivery
    http: aiohttp.ClientSession
    _stop: asyncio.Event
    _serving: asyncio.Task[None]

    async def get(self, path: str) -> tuple[int, str]:
        """Status and body of one of its pages."""
        async with self.http.get(f"{self.url}{path}") as response:
            return response.status, await response.text()

    async def answered(self, questions: int) -> None:
        """Wait until so many questions are done with: replied to, and everything about them kept."""
        async with asyncio.timeout(START_WITHIN):
            while sum(map(float, _QUESTIONS.findall((await self.get("/metrics"))[1]))) < questions:  # noqa: ASYNC110 - seen from outside
                await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """Tell it to stop, and wait: afterwards everything that it had begun is finished."""
        self._stop.set()
        async with asyncio.timeout(STOP_WITHIN):
            await self._serving


def settings_for(slack: StandInSlack, database_url: str) -> Settings:
    """Settings under which a bot talks to the stand-in, on whatever port is free."""
    return Settings(
        bot_token=Secret(BOT_TOKEN),
        app_token=Secret(APP_TOKEN),
        signing_secret=Secret(SIGNING_SECRET),
        api_url=slack.api_url,
        database_url=database_url,
        port=0,
    )


@asynccontextmanager
async def running(
    settings: Settings,
    engine: Engine,
    slack: StandInSlack,
    transport: Transport,
    *,
    surroundings: Surroundings = QUICK,
    ready: bool = True,
) -> AsyncIterator[RunningBot]:
    """Run a bot while the test's block runs. `ready`: whether to wait until Slack can reach it."""
    stop, started = asyncio.Event(), asyncio.Event()
    urls: list[str] = []

    def listening(url: str) -> None:
        urls.append(url)
        if not ready:
            started.set()

    surroundings = replace(surroundings, stop=stop, on_listening=listening)
    if ready:
        surroundings = replace(surroundings, on_ready=started.set)
    serving = asyncio.create_task(serve(settings, engine, transport=transport, surroundings=surroundings))
    waiting = asyncio.create_task(started.wait())
    try:
        await asyncio.wait({serving, waiting}, timeout=START_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            await serving
        assert started.is_set(), "the bot does not start"
        async with aiohttp.ClientSession() as http:
            delivery: Delivery = SocketDelivery(slack) if transport is Transport.SOCKET else HttpDelivery(urls[0], http)
            bot = RunningBot(urls[0], delivery, http, stop, serving)
            yield bot
            await bot.stop()
    finally:
        waiting.cancel()
        if not serving.done():
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
