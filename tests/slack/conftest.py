"""The Bolt app with its listeners, fed without a transport, against a stand-in for Slack's Web API."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.knowledge.course import Course
from bot.operations import Metrics
from bot.settings import Settings
from bot.slack.app import build_app
from bot.slack.client import build_client
from bot.slack.dependencies import Bot
from bot.storage import MemoryStore
from tests.slack.engine import ScriptedEngine
from tests.stand_in.bot import settings_for
from tests.stand_in.payloads import click, command, envelope_of_event
from tests.stand_in.slack import StandInSlack
from tests.stand_in.web_api import RESPONSE_URL, Call


class Tasks(AsyncListenerStartHandler):
    """Notes the task of every listener."""

    def __init__(self) -> None:
        self.all: set[asyncio.Task[Any]] = set()

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.all.add(task)


@dataclass
class Fed:
    """The app, and what is around it."""

    app: AsyncApp
    slack: StandInSlack
    store: MemoryStore
    engine: ScriptedEngine
    metrics: Metrics
    tasks: Tasks

    async def dispatch(self, body: Mapping[str, Any]) -> BoltResponse:
        """Hand a payload to Bolt, as if a transport had received it."""
        return await self.app.async_dispatch(AsyncBoltRequest(body=dict(body), mode="socket_mode"))

    async def event(self, event: Mapping[str, Any], **envelope: Any) -> BoltResponse:
        return await self.dispatch(envelope_of_event(event) | envelope)

    async def command(self, text: str, **more: Any) -> BoltResponse:
        return await self.dispatch(command(text, self.slack.new_response_url()) | more)

    async def click(self, call: Call, label: str, **more: Any) -> BoltResponse:
        """Click on a button of a message that the bot sent."""
        ephemeral = call.method == RESPONSE_URL and call.arguments["response_type"] == "ephemeral"
        message = call.message if call.ts else {"ts": "1.000001"}
        return await self.dispatch(
            click(call.button(label), self.slack.new_response_url(), message=message, ephemeral=ephemeral, **more)
        )

    async def posted(self) -> Call:
        return await self.slack.next("chat.postMessage")

    async def responded(self) -> Call:
        return await self.slack.next(RESPONSE_URL)

    async def settled(self) -> None:
        """Wait until every listener is done."""
        await asyncio.sleep(0)  # Bolt has made the last task, and the loop has not begun it
        async with asyncio.timeout(10):
            await asyncio.gather(*self.tasks.all)

    def counted(self, surface: str, outcome: str) -> float:
        labels = {"surface": surface, "outcome": outcome}
        return self.metrics.registry.get_sample_value("k8s_bot_questions_total", labels) or 0.0


@pytest.fixture
async def slack() -> AsyncIterator[StandInSlack]:
    async with StandInSlack() as slack:
        yield slack
    assert slack.violations == []


@pytest.fixture
def settings(slack: StandInSlack) -> Settings:
    return settings_for(slack, "sqlite+aiosqlite:///unused")


@pytest.fixture
async def fed(slack: StandInSlack, settings: Settings) -> AsyncIterator[Fed]:
    store, engine, metrics = MemoryStore(), ScriptedEngine(), Metrics()
    numbers = count(1)
    async with aiohttp.ClientSession() as session:
        bot = Bot.of(
            settings, engine=engine, store=store, metrics=metrics, new_id=lambda: f"id-{next(numbers)}", course=Course
        )
        app = build_app(settings, bot, build_client(settings, session))
        tasks = Tasks()
        app.listener_runner.listener_start_handler = tasks
        yield Fed(app, slack, store, engine, metrics, tasks)
