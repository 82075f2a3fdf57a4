"""The way to Slack's Web API: one client, what is tried again, and whether the tokens are any good."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from itertools import chain, repeat
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import __version__
from bot.errors import SettingsError
from bot.settings import Settings

REQUEST_TIMEOUT: Final = 15.0
"""Seconds for one request to Slack, which takes a fifth of one."""
LONGEST_WAIT: Final = 20
"""Seconds. Two waits and the requests between them must end before the answer is given up."""
TRANSIENT: Final = frozenset(
    {"accesslimited", "fatal_error", "internal_error", "ratelimited", "request_timeout", "service_unavailable"}
)
"""Errors of Slack's that pass; any other means that a token is wrong."""
PAUSES: Final = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between attempts to reach Slack when starting; the last one again and again."""

logger = logging.getLogger(__name__)


class PatientRateLimitHandler(AsyncRateLimitErrorRetryHandler):
    """Waits as long as Slack asks, unless that is longer than an answer may take."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        limited = await super()._can_retry_async(state=state, request=request, response=response, error=error)
        return limited and response is not None and _retry_after(response) <= LONGEST_WAIT


def retry_handlers() -> list[AsyncRetryHandler]:
    """What is tried again: only what Slack cannot have carried out, so that nothing is ever posted twice.

    429 was refused. A connection that was never made carried nothing. A connection that broke, and a 5xx, may have
    come after the message was posted: they are not here, and the SDK's own defaults, which retry the former, are off.
    """
    return [
        PatientRateLimitHandler(max_retry_count=2),
        AsyncConnectionErrorRetryHandler(max_retry_count=2, error_types=[aiohttp.ClientConnectorError]),
    ]


def new_session() -> aiohttp.ClientSession:
    """The session that all calls share; without one, the SDK makes a TLS handshake for every call."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=REQUEST_TIMEOUT))


def build_client(settings: Settings, session: aiohttp.ClientSession) -> AsyncWebClient:
    """The client for the bot's token."""
    return AsyncWebClient(
        token=settings.bot_token.reveal() if settings.bot_token else None,
        base_url=settings.api_url,
        session=session,
        user_agent_prefix=f"k8s-explainer-bot/{__version__}",
        retry_handlers=retry_handlers(),
    )


async def check_bot_token(client: AsyncWebClient, pauses: Iterable[float]) -> AsyncSlackResponse:
    """Ask Slack who we are, for as long as it takes to reach it.

    Raises:
        SettingsError: Slack does not accept the token.
    """
    return await _insist(
        client.auth_test, "SLACK_BOT_TOKEN", "the bot token (xoxb-…) of an app that is installed", pauses
    )


async def open_connection(client: AsyncWebClient, app_token: str, pauses: Iterable[float]) -> str:
    """The URL of a new Socket Mode connection. It is good for one use.

    Raises:
        SettingsError: Slack does not accept the app-level token, or Socket Mode is off.
    """

    async def call() -> AsyncSlackResponse:
        return await client.apps_connections_open(app_token=app_token)

    expected = "the app-level token (xapp-…) with connections:write of an app with Socket Mode on"
    response = await _insist(call, "SLACK_APP_TOKEN", expected, pauses)
    return str(response["url"])


async def _insist(
    call: Callable[[], Awaitable[AsyncSlackResponse]], variable: str, expected: str, pauses: Iterable[float]
) -> AsyncSlackResponse:
    for pause in _for_ever(pauses):
        try:
            return await call()
        except SlackApiError as error:
            code = _error_code(error.response)
            if code is not None and code not in TRANSIENT:
                raise SettingsError(variable, f"Slack does not accept it ({code}); expected {expected}") from None
            reason = code or f"HTTP status {getattr(error.response, 'status_code', 'unknown')}"
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            reason = str(error) or error.__class__.__name__
        logger.warning("Cannot reach Slack (%s); trying again in %.0f s", reason, pause)
        await asyncio.sleep(pause)
    raise AssertionError("the pauses never end")


def _for_ever(pauses: Iterable[float]) -> Iterator[float]:
    *first, last = pauses
    return chain(first, repeat(last))


def _error_code(response: Any) -> str | None:
    """Slack's word for what is wrong; None where the answer is not Slack's (a proxy's page, a 502)."""
    data = getattr(response, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    return code if isinstance(code, str) and getattr(response, "status_code", 0) < 500 else None


def _retry_after(response: HttpResponse) -> float:
    for name, values in response.headers.items():
        if name.lower() == "retry-after":
            value = values[0] if isinstance(values, list) else values
            return float(value) if value.isdecimal() else float("inf")
    return 0.0
