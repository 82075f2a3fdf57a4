"""A stand-in for Slack on loopback: the Web API, and a websocket server that speaks Socket Mode."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Final, Self

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from tests.stand_in.web_api import PATIENCE, WebApi

ACKNOWLEDGE_WITHIN: Final = 3.0
"""Seconds, as with Slack."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What came back for something that Slack delivered; falsy where it was not acknowledged."""

    accepted: bool
    status: int | None = None
    """Of the HTTP response; None in Socket Mode."""
    body: object = None

    def __bool__(self) -> bool:
        return self.accepted

    @property
    def said(self) -> Any:
        """What came with it: JSON in an HTTP body, an object in an envelope."""
        return json.loads(self.body) if isinstance(self.body, str) else self.body


class StandInSlack(WebApi):
    """Slack, as far as the bot can tell. Use as an asynchronous context manager."""

    def __init__(self) -> None:
        super().__init__()
        self._tickets: set[str] = set()
        self._numbers = count(1)
        self._connections: list[web.WebSocketResponse] = []
        self._connected = asyncio.Condition()
        self._waiting: dict[str, tuple[asyncio.Future[object], bool]] = {}
        application = web.Application(client_max_size=10_000_000)
        application.add_routes([*self.routes(), web.get("/link", self._link)])
        self._server = TestServer(application)
        self.connections_opened = 0

    async def __aenter__(self) -> Self:
        await self._server.start_server(shutdown_timeout=1)
        return self

    async def __aexit__(self, *_: object) -> None:
        for connection in self._connections:
            await connection.close()
        await self._server.close()

    def url(self, path: str) -> str:
        """An address of this server."""
        return str(self._server.make_url(path))

    @property
    def api_url(self) -> str:
        """For `SLACK_API_URL`."""
        return str(self._server.make_url("/api/"))

    def upload(self, name: str, text: str, *, readable: bool = True) -> dict[str, str]:
        """An uploaded file, as it stands in an event; `readable`: whether the app may read files."""
        if readable:
            self.files[name] = text
        return {"name": name, "filetype": "yaml", "url_private": str(self._server.make_url(f"/files/{name}"))}

    def new_response_url(self) -> str:
        """For a payload; good for five messages."""
        return str(self._server.make_url(f"/response/{next(self._numbers)}"))

    def connection_url(self) -> str:
        """As `apps.connections.open` gives it: good for one connection."""
        ticket = f"ticket-{next(self._numbers)}"
        self._tickets.add(ticket)
        return str(self._server.make_url("/link").with_scheme("ws").with_query(ticket=ticket))

    async def deliver(
        self, kind: str, payload: Mapping[str, Any], *, retry: int | None = None, reason: str = ""
    ) -> Acknowledgement:
        """Send an envelope over one of the connections, and wait for its acknowledgement as long as Slack does."""
        envelope_id = f"envelope-{next(self._numbers)}"
        with_response = kind != "events_api"
        envelope: dict[str, Any] = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": with_response,
        }
        if kind == "events_api":
            # Slack counts the attempts from the first delivery on, which is number 0.
            envelope |= {"retry_attempt": retry or 0, "retry_reason": reason}
        acknowledged: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = (acknowledged, with_response)
        connection = await self.connection()
        await connection.send_json(envelope)
        try:
            async with asyncio.timeout(ACKNOWLEDGE_WITHIN):
                return Acknowledgement(accepted=True, body=await acknowledged)
        except TimeoutError:
            return Acknowledgement(accepted=False)

    async def connection(self) -> web.WebSocketResponse:
        """An open connection, each in turn; waits for one."""
        async with asyncio.timeout(PATIENCE), self._connected:
            await self._connected.wait_for(lambda: any(not connection.closed for connection in self._connections))
        self._connections = [connection for connection in self._connections if not connection.closed]
        self._connections.append(self._connections.pop(0))
        return self._connections[-1]

    async def refresh(self) -> None:
        """Ask the bot to reconnect, as Slack does every few hours, and wait until it has."""
        opened = self.connections_opened
        old = await self.connection()
        await old.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "stand-in"}})
        await self.wait_for_connections(opened + 1)

    async def drop(self) -> None:
        """Cut the connection without a word, as a network does."""
        connection = await self.connection()
        self._connections.remove(connection)
        # The public way closes with a handshake.
        writer = connection._writer
        assert writer is not None
        writer.transport.abort()

    async def wait_for_connections(self, number: int) -> None:
        """Wait until so many connections have been opened in all."""
        async with asyncio.timeout(PATIENCE), self._connected:
            await self._connected.wait_for(lambda: self.connections_opened >= number)

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            self._violation("", f"a websocket with the ticket {ticket!r}, which was used or never issued")
            raise web.HTTPUnauthorized
        self._tickets.remove(ticket)
        connection = web.WebSocketResponse()
        await connection.prepare(request)
        hello = {
            "type": "hello",
            "num_connections": 1,
            "debug_info": {"host": "stand-in", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": "A0APP"},
        }
        await connection.send_json(hello)
        async with self._connected:
            self._connections.append(connection)
            self.connections_opened += 1
            self._connected.notify_all()
        async for message in connection:
            if message.type is WSMsgType.TEXT:
                self._acknowledged(json.loads(message.data))
        return connection

    def _acknowledged(self, message: dict[str, Any]) -> None:
        envelope_id = str(message.get("envelope_id"))
        acknowledged, with_response = self._waiting.get(envelope_id, (None, False))
        if acknowledged is None:
            self._violation("", f"an acknowledgement of something that was never sent: {message}")
        elif acknowledged.done():
            self._violation("", f"a second acknowledgement of {envelope_id}")
        else:
            if message.get("payload") and not with_response:
                self._violation("", f"a payload where none is accepted: {message}")
            acknowledged.set_result(message.get("payload"))
