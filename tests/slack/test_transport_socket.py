"""The end of a Socket Mode connection: what was taken is acknowledged, what comes later is left to others."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.transport_socket import SocketTransport
from tests.stand_in.payloads import direct_message, envelope_of_event
from tests.stand_in.web_api import APP_TOKEN, BOT_TOKEN


class Socket(SocketTransport):
    """A transport that keeps its acknowledgements instead of sending them, and dispatches when it is told to."""

    def __init__(self) -> None:
        super().__init__(
            AsyncApp(client=AsyncWebClient(BOT_TOKEN), signing_secret="unused"), APP_TOKEN, ping_interval=10
        )
        self.acknowledged: list[str] = []
        self.dispatching = asyncio.Event()
        self.go = asyncio.Event()
        self.app.async_dispatch = self._dispatch  # type: ignore[method-assign,assignment]
        self.client.send_socket_mode_response = self._send  # type: ignore[method-assign]

    async def _dispatch(self, _request: object) -> Any:
        self.dispatching.set()
        await self.go.wait()
        return type("Response", (), {"status": 200, "body": "", "headers": {}})()

    async def _send(self, response: Any) -> None:
        self.acknowledged.append(response.envelope_id)


def envelope(envelope_id: str) -> SocketModeRequest:
    return SocketModeRequest("events_api", envelope_id, envelope_of_event(direct_message("what is a pod?")))


async def test_stopping() -> None:
    """The envelope in hand is acknowledged before the connection closes; the next one is not taken at all."""
    transport = Socket()
    first = asyncio.create_task(transport.handle(transport.client, envelope("first")))
    await transport.dispatching.wait()
    stopping = asyncio.create_task(transport.stop())
    await asyncio.sleep(0)
    await transport.handle(transport.client, envelope("second"))
    assert not await transport.is_connected()

    transport.go.set()
    await asyncio.gather(first, stopping)
    assert transport.acknowledged == ["first"]
