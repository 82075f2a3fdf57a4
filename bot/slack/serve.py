"""Runs the bot: one Bolt app behind Socket Mode or HTTP, the web server beside it, and an orderly end."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from typing import Final, TypeVar

from slack_bolt.async_app import AsyncApp
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient
from starlette.routing import BaseRoute

from bot.engine import Engine
from bot.errors import SettingsError
from bot.operations import Health, Metrics, RunningTasks, Sweeper, WebServer, configure_logging, stop_on_signals
from bot.settings import Settings, Transport
from bot.slack.app import build_app
from bot.slack.client import build_client, check_bot_token, new_session, open_connection
from bot.slack.transport_http import EVENTS_PATH, events_route
from bot.slack.transport_socket import SocketTransport
from bot.storage import MemoryStore, ResilientStore, Store

ANSWER_LIMIT: Final = 45.0
"""Seconds for one answer; less than a claim's lease, so that nobody takes over while it is still running."""
DRAIN_PATIENCE: Final = 7.0
"""Seconds that running answers get at the end. Together with the rest, the bot leaves within ten."""

T = TypeVar("T")

logger = logging.getLogger(__name__)


def run(settings: Settings, engine: Engine, *, transport: Transport | str | None = None) -> None:
    """Serve until SIGTERM or Ctrl-C, with the process's logging set up; for the command line.

    Raises:
        SettingsError: a setting cannot be used.
        StorageError: the store cannot be opened.
    """
    configure_logging(settings.log_level, settings.log_format)
    asyncio.run(serve(settings, engine, transport=transport))


async def serve(
    settings: Settings,
    engine: Engine,
    *,
    transport: Transport | str | None = None,
    stop: asyncio.Event | None = None,
    store: Store | None = None,
    on_listening: Callable[[str], None] = lambda _url: None,
    on_ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until `stop` is set (None: until SIGTERM or SIGINT).

    `store` stands in for the one of the settings. `on_listening` is told the web server's URL, before Slack is
    reached; `on_ready` is called when Slack can reach the bot.

    Raises:
        SettingsError: a setting cannot be used: what the transport needs is missing, Slack refuses a token, the port
            is in use.
        StorageError: the store cannot be opened.
    """
    chosen = settings.transport(transport)
    refuse_oauth(os.environ)
    async with AsyncExitStack() as stack:
        if stop is None:
            stop = asyncio.Event()
            stack.enter_context(stop_on_signals(stop))
        web = WebServer(settings.host, settings.port)
        stack.push_async_callback(web.stop)
        if store is None:
            store = await _open_store(settings)
        stack.push_async_callback(store.close)
        metrics = Metrics()
        health = Health(store, metrics)
        client = build_client(settings, await stack.enter_async_context(new_session()))
        app = build_app(settings=settings, engine=engine, store=store, metrics=metrics, client=client)
        tasks = RunningTasks(ANSWER_LIMIT)
        app.listener_runner.listener_start_handler = _Tracking(tasks)
        # From here on the order of the end counts: take nothing more, finish what is running, then let go of the rest.
        stack.push_async_callback(tasks.drain, DRAIN_PATIENCE)

        routes: list[BaseRoute] = [*health.routes()]
        if chosen is Transport.HTTP:
            assert settings.signing_secret is not None
            routes.append(events_route(app, settings.signing_secret.reveal()))
            stack.push_async_callback(web.stop)
        await web.start(routes)
        logger.info("Listening on %s%s", web.url, EVENTS_PATH if chosen is Transport.HTTP else " (health, metrics)")
        on_listening(web.url)

        connected = await _unless(stop, _connect(chosen, settings, app, client, health, stack))
        if not connected:
            return
        on_ready()
        sweeper = asyncio.create_task(_sweeper(app, store, tasks).run())
        stack.push_async_callback(_cancel, sweeper)
        await stop.wait()
        health.stopping = True


def refuse_oauth(environment: Mapping[str, str]) -> None:
    """Refuse an environment in which Bolt would silently become an app for many workspaces and drop our token.

    Raises:
        SettingsError: it is one.
    """
    if "SLACK_CLIENT_ID" in environment and "SLACK_CLIENT_SECRET" in environment:
        raise SettingsError("SLACK_CLIENT_ID", "set together with SLACK_CLIENT_SECRET; expected neither: one workspace")


class _Tracking(AsyncListenerStartHandler):
    """Bolt calls it first thing in every listener's task."""

    def __init__(self, tasks: RunningTasks) -> None:
        self._tasks = tasks

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        self._tasks.track(asyncio.current_task())
