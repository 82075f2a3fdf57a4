"""Whether the bot lives, whether it is ready, and its metrics: for probes and Prometheus."""

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.operations.metrics import CONTENT_TYPE, Metrics
from bot.storage import Store

NO_STORE: Final = {"cache-control": "no-store"}


async def _not_connected() -> bool:
    return False


class Health:
    """What the probes are told. `is_connected` and `stopping` are set by whoever serves."""

    def __init__(self, store: Store, metrics: Metrics) -> None:
        self.is_connected: Callable[[], Awaitable[bool]] = _not_connected
        """Whether Slack can reach the bot now: the websocket itself, not whether Slack's Web API answers."""
        self.stopping = False
        self._store = store
        self._metrics = metrics

    def routes(self) -> list[Route]:
        """`/livez`, `/readyz` and `/metrics`."""
        return [
            Route("/livez", self._live),
            Route("/readyz", self._ready),
            Route("/metrics", self._expose),
        ]

    async def _live(self, _request: Request) -> Response:
        # That this runs shows that the loop is not blocked; there is nothing more that a restart would mend.
        return PlainTextResponse("ok", headers=NO_STORE)

    async def _ready(self, _request: Request) -> Response:
        connected = await self.is_connected()
        ready = connected and not self.stopping
        body = {
            "status": "stopping" if self.stopping else "ready" if ready else "not ready",
            "knowledge": "loaded",
            "slack": "connected" if connected else "not connected",
            # Never a reason to be unready: answers go out without the store.
            "store": "degraded" if self._store.degraded else "ok",
        }
        return JSONResponse(body, status_code=200 if ready else 503, headers=NO_STORE)

    async def _expose(self, _request: Request) -> Response:
        self._metrics.observe_connection(connected=await self.is_connected())
        self._metrics.observe_store(degraded=self._store.degraded)
        return Response(self._metrics.exposition(), headers={"content-type": CONTENT_TYPE, **NO_STORE})
