"""The two ways in which Slack reaches a bot, behind one face: what holds for one must hold for the other."""

import asyncio
import hashlib
import hmac
import io
import json
import time
from collections.abc import Mapping
from typing import Any, Final, Protocol
from urllib.parse import urlencode

import aiohttp

from tests.stand_in.payloads import envelope_of_event
from tests.stand_in.slack import ACKNOWLEDGE_WITHIN, Acknowledgement, StandInSlack

SIGNING_SECRET: Final = "0123456789abcdef0123456789abcdef"


class Delivery(Protocol):
    """Delivers what Slack delivers, and says how it was acknowledged."""

    async def event(
        self, event: Mapping[str, Any], *, event_id: str | None = None, retry: int | None = None
    ) -> Acknowledgement:
        """An event; `retry` is the number of the attempt where it is not the first."""

    async def command(self, form: Mapping[str, Any]) -> Acknowledgement:
        """A slash command."""

    async def interaction(self, payload: Mapping[str, Any]) -> Acknowledgement:
        """A click."""


class SocketDelivery:
    """Over the websocket that the bot opened."""

    def __init__(self, slack: StandInSlack) -> None:
        self._slack = slack

    async def event(
        self, event: Mapping[str, Any], *, event_id: str | None = None, retry: int | None = None
    ) -> Acknowledgement:
        """As `Delivery.event`."""
        reason = "timeout" if retry else ""
        return await self._slack.deliver("events_api", envelope_of_event(event, event_id), retry=retry, reason=reason)

    async def command(self, form: Mapping[str, Any]) -> Acknowledgement:
        """As `Delivery.command`."""
        return await self._slack.deliver("slash_commands", form)

    async def interaction(self, payload: Mapping[str, Any]) -> Acknowledgement:
        """As `Delivery.interaction`."""
        return await self._slack.deliver("interactive", payload)


class HttpDelivery:
    """By signed requests to the bot's web server."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url = f"{url}/slack/events"
        self._session = session

    async def event(
        self, event: Mapping[str, Any], *, event_id: str | None = None, retry: int | None = None
    ) -> Acknowledgement:
        """As `Delivery.event`."""
        headers = {"x-slack-retry-num": str(retry), "x-slack-retry-reason": "http_timeout"} if retry else {}
        body = json.dumps(envelope_of_event(event, event_id))
        return await self.post(body, {"content-type": "application/json", **headers})

    async def command(self, form: Mapping[str, Any]) -> Acknowledgement:
        """As `Delivery.command`."""
        return await self.post(urlencode(form), {"content-type": "application/x-www-form-urlencoded"})

    async def interaction(self, payload: Mapping[str, Any]) -> Acknowledgement:
        """As `Delivery.interaction`."""
        body = urlencode({"payload": json.dumps(payload)})
        return await self.post(body, {"content-type": "application/x-www-form-urlencoded"})

    async def post(self, body: str, headers: Mapping[str, str], *, timestamp: int | None = None) -> Acknowledgement:
        """A request, signed unless `headers` say otherwise."""
        moment = str(int(time.time()) if timestamp is None else timestamp)
        signed = {"x-slack-request-timestamp": moment, "x-slack-signature": sign(body, moment), **headers}
        try:
            async with (
                asyncio.timeout(ACKNOWLEDGE_WITHIN),
                self._session.post(self._url, data=io.BytesIO(body.encode()), headers=signed) as response,
            ):
                return Acknowledgement(response.status == 200, response.status, await response.text())
        except TimeoutError:
            return Acknowledgement(accepted=False)


def sign(body: str, timestamp: str, secret: str = SIGNING_SECRET) -> str:
    """Slack's signature of a request."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return f"v0={digest}"
