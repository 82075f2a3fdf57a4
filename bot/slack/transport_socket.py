"""Socket Mode: a websocket to Slack that stops taking before it closes."""

import asyncio
import logging
from typing import Final

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

ACKNOWLEDGE_TIMEOUT: Final = 2.0
"""Seconds at the end for what was taken and is not acknowledged yet; Slack itself waits for 3 s."""
PING_INTERVAL: Final = 10.0
"""Seconds between pings, and between attempts to connect again."""

logger = logging.getLogger(__name__)


class SocketTransport(AsyncSocketModeHandler):
    """Takes envelopes while it is told to, and knows which of them it has not acknowledged yet."""

    def __init__(self, app: AsyncApp, app_token: str, *, ping_interval: float) -> None:
        super().__init__(app, app_token, ping_interval=ping_interval)
        self._taking = True
        self._dispatching: set[asyncio.Task[None]] = set()
        self.client.message_listeners.append(self._note_connections)

    async def connect(self, url: str) -> None:
        """Connect to a URL that `open_connection` gave; later ones the client gets by itself."""
        self.client.wss_uri = url
        await self.connect_async()  # type: ignore[no-untyped-call]

    async def is_connected(self) -> bool:
        """Whether the websocket is open and answers pings."""
        return self._taking and await self.client.is_connected()

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Dispatch one envelope and acknowledge it."""
        if not self._taking:
            return  # not acknowledged: Slack delivers it to whoever is connected next
        task = asyncio.current_task()
        assert task is not None
        self._dispatching.add(task)
        try:
            await super().handle(client, req)
        finally:
            self._dispatching.discard(task)

    async def stop(self) -> None:
        """Take nothing more, acknowledge what was taken, and close."""
        self._taking = False
        if self._dispatching:
            await asyncio.wait(set(self._dispatching), timeout=ACKNOWLEDGE_TIMEOUT)
        await self.close_async()  # type: ignore[no-untyped-call]
        # The client cancels its tasks and leaves them; they would be destroyed pending.
        tasks = [self.client.message_processor, self.client.current_session_monitor, self.client.message_receiver]
        await asyncio.gather(*(task for task in tasks if task is not None), return_exceptions=True)

    async def _note_connections(self, _client: object, message: dict[str, object], _raw: str | None) -> None:
        if message.get("type") == "hello":
            # Slack allows ten; ghosts of connections that broke count until it notices.
            logger.info("Slack says hello; connections of this app: %s", message.get("num_connections", "unknown"))
