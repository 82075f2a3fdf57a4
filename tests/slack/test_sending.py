"""How messages leave: plain if Slack refuses the blocks, and with an error that says what Slack said."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.rendering.block_kit import render
from bot.rendering.block_kit_pages import notice
from bot.settings import Settings
from bot.slack.client import build_client
from bot.slack.failure import Place, place_of, report
from bot.slack.sending import ResponseRefusedError, can_wait, may_have_arrived, post, respond
from tests.replies import ANSWER
from tests.stand_in.failures import Failure, broken_connection, rate_limited, refused, server_error
from tests.stand_in.payloads import CHANNEL, USER, click, command, direct_message, envelope_of_event, mention, twin
from tests.stand_in.slack import StandInSlack

ERROR = RuntimeError("secret detail")


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield build_client(settings, session)


async def test_a_post_returns_its_timestamp(client: AsyncWebClient, slack: StandInSlack) -> None:
    ts = await post(client, notice("hello"), channel=CHANNEL, thread_ts=None)

    assert ts == (await slack.next("chat.postMessage")).ts


async def test_a_post_that_slack_refuses_raises(client: AsyncWebClient, slack: StandInSlack) -> None:
    slack.fail("chat.postMessage", refused("is_archived"))

    with pytest.raises(SlackApiError, match="is_archived"):
        await post(client, render(ANSWER), channel=CHANNEL, thread_ts=None)


async def test_a_response_whose_blocks_slack_refuses_goes_out_as_text(
    client: AsyncWebClient, slack: StandInSlack
) -> None:
    slack.fail("response_url", refused("invalid_blocks"))

    await respond(client, slack.new_response_url(), render(ANSWER))

    first, second = slack.made("response_url")
    assert "blocks" in first.arguments
    assert "blocks" not in second.arguments


async def test_a_response_that_slack_refuses_raises(client: AsyncWebClient, slack: StandInSlack) -> None:
    slack.fail("response_url", refused("expired_url"))

    with pytest.raises(ResponseRefusedError, match="404 expired_url"):
        await respond(client, slack.new_response_url(), notice("hello"))


@pytest.mark.parametrize(
    ("failure", "waits", "unknown"),
    [
        (rate_limited(3600), True, False),
        (refused("ratelimited"), True, False),
        (refused("is_archived"), False, False),
        (refused("internal_error"), False, True),
        (Failure(404, error="a proxy's page"), False, False),
        (server_error(502), False, True),
        (broken_connection(), False, True),
    ],
)
async def test_what_a_failure_says_of_the_message(
    client: AsyncWebClient,
    slack: StandInSlack,
    failure: Failure,
    waits: bool,  # noqa: FBT001 - parametrised
    unknown: bool,  # noqa: FBT001 - parametrised
) -> None:
    """Refused for now, refused for good, or perhaps there."""
    slack.fail("chat.postMessage", failure)

    with pytest.raises((SlackApiError, aiohttp.ClientError)) as raised:
        await post(client, notice("hello"), channel=CHANNEL, thread_ts=None)
    assert can_wait(raised.value) is waits
    assert may_have_arrived(raised.value) is unknown


async def test_reporting_never_raises(
    client: AsyncWebClient, slack: StandInSlack, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the user cannot be told, the log says so."""
    slack.fail("response_url", refused("expired_url"))

    await report(client, ERROR, "id-7", Place(response_url=slack.new_response_url()))

    assert [record.getMessage() for record in caplog.records] == [
        "Could not answer, correlation id id-7",
        "Could not tell the user either, correlation id id-7",
    ]


async def test_nowhere_to_tell_is_no_error(client: AsyncWebClient, slack: StandInSlack) -> None:
    await report(client, ERROR, "id-7", Place())

    assert slack.calls == []


MENTION = mention("x", ts="1.1")
DIRECT_MESSAGE = direct_message("x", ts="2.2")
URL = "https://hooks.slack.com/x"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (command("x", URL), Place(response_url=URL)),
        (click({"action_id": "a"}, URL, message={"ts": "1.1"}), Place(response_url=URL)),
        (envelope_of_event(MENTION), Place(MENTION["channel"], "1.1", user=USER)),
        (envelope_of_event(MENTION | {"thread_ts": "0.9"}), Place(MENTION["channel"], "0.9", user=USER)),
        (envelope_of_event(DIRECT_MESSAGE), Place(DIRECT_MESSAGE["channel"], user=USER)),
        (envelope_of_event(twin(MENTION)), Place()),
        (envelope_of_event(MENTION | {"bot_id": "B1"}), Place()),
        (envelope_of_event({"type": "team_join"}), Place()),
        ({}, Place()),
    ],
)
def test_where_somebody_can_be_told(body: dict[str, Any], place: Place) -> None:
    """Where they asked; and never in a channel in which nobody asked."""
    assert place_of(body) == place
