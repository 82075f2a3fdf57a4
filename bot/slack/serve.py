"""Runs the bot: one Bolt app behind Socket Mode or HTTP, the web server beside it, and an orderly end."""

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeVar

from slack_bolt.async_app import AsyncApp
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient
from starlette.routing import BaseRoute

from bot.engine import Engine
from bot.knowledge.course import Course
from bot.operations import Health, Metrics, RunningTasks, Sweeper, WebServer, configure_logging, stop_on_signals
from bot.settings import Settings, Transport
from bot.slack.answer import answer_job
from bot.slack.app import build_app
from bot.slack.client import PAUSES, build_client, check_bot_token, new_session, open_connection
from bot.slack.dependencies import Bot, local_now
from bot.slack.jobs import GREETING, Job
from bot.slack.onboarding import greet
from bot.slack.tips import send_tips
from bot.slack.transport_http import EVENTS_PATH, events_route
from bot.slack.transport_socket import PING_INTERVAL, SocketTransport
from bot.storage import Claim, MemoryStore, ResilientStore, Store
from bot.storage.store import Clock

ANSWER_LIMIT: Final = 45.0
"""Seconds for one answer; less than a claim's lease, so that nobody takes over while it is still running."""
DRAIN_PATIENCE: Final = 6.0
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
    asyncio.run(serve(settings, engine, transport=transport, surroundings=Surroundings(on_ready=_settle)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a test puts in the place of the process's own."""

    stop: asyncio.Event | None = None
    """Ends the bot; None stands for SIGTERM and SIGINT."""
    store: Store | None = None
    """None stands for the one that the settings name."""
    on_listening: Callable[[str], None] = lambda _url: None
    """Told the web server's URL, before Slack is reached."""
    on_ready: Callable[[], None] = lambda: None
    """Called when Slack can reach the bot."""
    pauses: Sequence[float] = PAUSES
    """Seconds between attempts to reach Slack at the start."""
    ping_interval: float = PING_INTERVAL
    """Seconds between pings over the websocket."""
    patience: float = DRAIN_PATIENCE
    """Seconds that running answers get at the end."""
    now: Clock = local_now
    """The time of day."""
    course: Callable[[], Course] | None = None
    """The tour and the quiz; None stands for those beside the knowledge."""


async def serve(
    settings: Settings,
    engine: Engine,
    *,
    transport: Transport | str | None = None,
    surroundings: Surroundings = Surroundings(),
) -> None:
    """Serve until the process is told to stop.

    Raises:
        SettingsError: a setting cannot be used: what the transport needs is missing, Slack refuses a token, the port
            is in use.
        StorageError: the store cannot be opened.
    """
    chosen = settings.transport(transport)
    async with AsyncExitStack() as stack:
        stop = surroundings.stop
        if stop is None:
            stop = asyncio.Event()
            stack.enter_context(stop_on_signals(stop))
        web = WebServer(settings.host, settings.port)
        stack.push_async_callback(web.stop)
        store = surroundings.store or await _open_store(settings)
        stack.push_async_callback(store.close)
        metrics = Metrics()
        health = Health(store, metrics)
        client = build_client(settings, await stack.enter_async_context(new_session()))
        bot = Bot.of(
            settings, engine=engine, store=store, metrics=metrics, now=surroundings.now, course=surroundings.course
        )
        app = build_app(settings, bot, client)
        tasks = RunningTasks(ANSWER_LIMIT)
        app.listener_runner.listener_start_handler = _Tracking(tasks)
        # From here on the order of the end counts: take nothing more, finish what is running, then let go of the rest.
        stack.push_async_callback(tasks.drain, surroundings.patience)

        routes: list[BaseRoute] = [*health.routes()]
        if chosen is Transport.HTTP:
            assert settings.signing_secret is not None
            routes.append(events_route(app, settings.signing_secret.reveal()))
            stack.push_async_callback(web.stop)
        await web.start(routes)
        logger.info("Listening on %s%s", web.url, EVENTS_PATH if chosen is Transport.HTTP else " (health, metrics)")
        surroundings.on_listening(web.url)

        if not await _unless(stop, _connect(settings, chosen, surroundings, _Running(app, health, stack))):
            return
        surroundings.on_ready()
        sweeping = asyncio.create_task(_sweeper(app.client, bot, tasks).run(stop))
        stack.push_async_callback(_finish, sweeping)
        await stop.wait()
        health.stopping = True


def _settle() -> None:
    """Take everything that was made until now, which lives as long as the process, out of garbage collection.

    Going through the knowledge, the index and the modules would halt all answers for a tenth of a second each time.
    """
    gc.collect()
    gc.freeze()


class _Tracking(AsyncListenerStartHandler):
    """Bolt calls it first thing in every listener's task."""

    def __init__(self, tasks: RunningTasks) -> None:
        self._tasks = tasks

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        self._tasks.track(asyncio.current_task())


async def _open_store(settings: Settings) -> Store:
    # Imported here, so that a test of the wiring, which brings its own store, does not pay for SQLAlchemy.
    from bot.storage.sql import open_store  # noqa: PLC0415

    retention = timedelta(days=settings.retention_days)
    durable = await open_store(settings.database_url, retention=retention)
    return ResilientStore(durable, MemoryStore(retention=retention))


def _sweeper(client: AsyncWebClient, bot: Bot, tasks: RunningTasks) -> Sweeper:
    async def answer(claim: Claim) -> None:
        job = Job.read(claim.job)
        if job.surface == GREETING:
            await greet(client, bot, job)
        else:
            await answer_job(client, bot, claim.job)

    async def every() -> None:
        await send_tips(client, bot)

    return Sweeper(bot.store, answer, tasks, besides=every)


@dataclass(frozen=True, slots=True)
class _Running:
    """What there is when the bot connects."""

    app: AsyncApp
    health: Health
    stack: AsyncExitStack


async def _connect(settings: Settings, chosen: Transport, surroundings: Surroundings, running: _Running) -> None:
    client, health = running.app.client, running.health
    identity = await check_bot_token(client, surroundings.pauses)
    if chosen is Transport.SOCKET:
        assert settings.app_token is not None
        app_token = settings.app_token.reveal()
        url = await open_connection(client, app_token, surroundings.pauses)
        socket = SocketTransport(running.app, app_token, ping_interval=surroundings.ping_interval)
        running.stack.push_async_callback(socket.stop)
        await socket.connect(url)
        health.is_connected = socket.is_connected
    else:
        health.is_connected = _listening
    logger.info("Connected to Slack as %s in %s (%s)", identity.get("user"), identity.get("team"), chosen)


async def _listening() -> bool:
    return True


async def _unless(stop: asyncio.Event, work: Awaitable[None]) -> bool:
    """Do the work unless `stop` is set before it is done; whether it was done."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            await working
            return True
        return False
    finally:
        await _cancel(working)
        await _cancel(stopping)


async def _finish(task: "asyncio.Future[T]") -> None:
    """Wait a moment for a task that has been told to end."""
    await asyncio.wait({task}, timeout=1)
    await _cancel(task)


async def _cancel(task: "asyncio.Future[T]") -> None:
    if not task.done():
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
