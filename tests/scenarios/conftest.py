"""The whole bot against a stand-in for Slack, over each transport. What Slack or Bolt complains of fails the test."""

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.engine import Engine
from bot.settings import Settings, Transport
from tests.stand_in.bot import RunningBot, running, settings_for
from tests.stand_in.engine import FewWords
from tests.stand_in.slack import StandInSlack
from tests.whole import whole_engine

BOLT = ("slack_bolt", "slack_sdk", "k8s-bot")
"""Loggers of Bolt's; the last is named after the app. A misspelt argument of a listener is a warning, and then None."""


@pytest.fixture
async def slack() -> AsyncIterator[StandInSlack]:
    async with StandInSlack() as slack:
        yield slack
    assert slack.violations == []


@pytest.fixture
def engine() -> Engine:
    return FewWords()


@pytest.fixture
def shipped() -> Engine:
    """With all that the bot knows; a module that needs it overrides `engine` by it."""
    return whole_engine()


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/bot.db"


@pytest.fixture
def settings(slack: StandInSlack, database_url: str) -> Settings:
    return settings_for(slack, database_url)


@pytest.fixture(params=list(Transport))
def transport(request: pytest.FixtureRequest) -> Transport:
    assert isinstance(request.param, Transport)
    return request.param


@pytest.fixture
async def bot(
    settings: Settings, engine: Engine, slack: StandInSlack, transport: Transport
) -> AsyncIterator[RunningBot]:
    async with running(settings, engine, slack, transport) as bot:
        yield bot


@pytest.fixture(autouse=True)
def bolt_does_not_complain(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever Bolt warns of is a mistake of ours, unless the test asks for `complaints`."""
    yield
    records = [
        f"{record.name}: {record.getMessage()}"
        for when in ("setup", "call", "teardown")
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING and record.name.startswith((*BOLT, "asyncio", "aiohttp"))
    ]
    if "complaints" not in request.fixturenames:
        assert records == []


@pytest.fixture
def complaints() -> None:
    """For a test in which Bolt or the SDK is to complain: of a connection that breaks, of a Slack that is away."""
