"""What is tried again when Slack does not do what it was asked: only what it cannot have done."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Secret, Settings
from bot.slack.client import build_client, new_session, open_connection
from tests.stand_in.failures import Failure, broken_connection, rate_limited, refused, server_error
from tests.stand_in.payloads import CHANNEL
from tests.stand_in.slack import StandInSlack
from tests.stand_in.web_api import APP_TOKEN, BOT_TOKEN


async def attempts(*failures: Failure) -> tuple[int, bool]:
    """How often a message is sent when its first calls fail so, and whether it arrives in the end."""
    async with StandInSlack() as slack, new_session() as session:
        slack.fail("chat.postMessage", *failures)
        client = build_client(Settings(bot_token=Secret(BOT_TOKEN), api_url=slack.api_url), session)
        try:
            await client.chat_postMessage(channel=CHANNEL, text="hello")
            arrived = True
        except (SlackApiError, aiohttp.ClientError):
            arrived = False
        return len(slack.made("chat.postMessage")), arrived


@pytest.mark.parametrize(
    ("failures", "expected"),
    [
        ([], (1, True)),
        ([rate_limited(0)], (2, True)),
        ([rate_limited(0)] * 3, (3, False)),
        ([rate_limited(3600)], (1, False)),
        ([Failure(429, error="ratelimited", headers={"Retry-After": "soon"})], (1, False)),
        ([server_error(500)], (1, False)),
        ([server_error(503, takes_effect=True)], (1, False)),
        ([broken_connection()], (1, False)),
        ([broken_connection(takes_effect=True)], (1, False)),
        ([refused("internal_error")], (1, False)),
    ],
)
async def test_a_message_is_sent_again_only_after_429(failures: list[Failure], expected: tuple[int, bool]) -> None:
    """Slack says of a 429 that nothing was done; of the rest nobody knows, and twice is worse than an apology."""
    assert await attempts(*failures) == expected


async def test_a_connection_that_was_never_made(unused_tcp_port: int) -> None:
    """Nothing listens: that is tried again, and then said."""
    settings = Settings(bot_token=Secret(BOT_TOKEN), api_url=f"http://127.0.0.1:{unused_tcp_port}/api/")
    async with new_session() as session:
        client = build_client(settings, session)
        assert any(handler.max_retry_count for handler in client.retry_handlers)
        with pytest.raises(aiohttp.ClientConnectorError):
            await without_waiting(client).chat_postMessage(channel=CHANNEL, text="hello")


def without_waiting(client: AsyncWebClient) -> AsyncWebClient:
    """The same client with no pause between attempts."""
    for handler in client.retry_handlers:
        handler.interval_calculator = FixedValueRetryIntervalCalculator(0)
    return client


async def test_each_url_is_for_one_connection() -> None:
    """Whoever connects twice asks twice."""
    async with StandInSlack() as slack, new_session() as session:
        client = build_client(Settings(bot_token=Secret(BOT_TOKEN), api_url=slack.api_url), session)
        urls = {await open_connection(client, APP_TOKEN, (0.0,)) for _ in range(2)}

    assert len(urls) == 2
    assert all(url.startswith("ws://127.0.0.1:") for url in urls)
