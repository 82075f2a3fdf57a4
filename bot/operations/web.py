"""The web server in the bot's own process: uvicorn, on a socket that we bind, without its signal handlers."""

import asyncio
import errno
import socket
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.errors import SettingsError

GRACE: Final = 2
"""Seconds that a request has to finish once the server stops."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Signals are for `bot.operations.shutdown`: uvicorn would raise them once more when it has finished."""
        yield


class WebServer:
    """Serves routes between `start` and `stop`."""

    def __init__(self, host: str, port: int) -> None:
        """Bind the address; port 0 stands for any free one.

        Raises:
            SettingsError: the address cannot be had; names the variable at fault.
        """
        self._host = host
        self._socket = _bind(host, port)
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Where it can be reached, without a slash at the end."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._socket.getsockname()[1]}"

    async def start(self, routes: list[BaseRoute]) -> None:
        """Begin to serve."""
        config = uvicorn.Config(
            Starlette(routes=routes),
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
        )
        self._server = _Server(config)
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._socket]))

    async def stop(self) -> None:
        """Accept nothing more, finish the requests that are running, and let go of the port."""
        if self._server is not None and self._serving is not None:
            self._server.should_exit = True
            await self._serving
        self._socket.close()


def _bind(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise SettingsError(
            "K8S_BOT_HOST", f"there is no address {host}; expected a host name or an IP address"
        ) from None
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen()
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise SettingsError("K8S_BOT_HOST", f"{host} is no address of this machine") from None
        what = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be had ({error.strerror})"
        raise SettingsError("K8S_BOT_PORT", f"port {port} of {host} {what}; expected a free port") from None
    bound.settimeout(0)
    return bound
