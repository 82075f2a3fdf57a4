"""From a modal to a channel: by the URL that Slack hands over for the conversation that was picked."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from aiohttp import ClientError
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.rendering.block_kit_elements import Message
from bot.rendering.block_kit_pages import render_shared
from bot.rendering.block_kit_views import CONVERSATION, modal, section
from bot.slack.dependencies import Bot
from bot.slack.sending import ResponseRefusedError, respond

PATIENCE: Final = 2.0
"""Seconds that the post may take: the acknowledgement, for which Slack gives three, says whether it went out."""

NOWHERE: Final = "Pick where to post it, or close this window."
GONE: Final = "It is no longer in my knowledge."
REFUSED: Final = "Slack did not take it. Please try another channel, or try again."


async def post_by_submission(
    client: AsyncWebClient, bot: Bot, body: Mapping[str, Any], message: Message | None, ack: AsyncAck
) -> None:
    """Post `message` where the modal says, with the name of whoever sent it off; None when it is gone.

    The bot need not be in that channel.
    """
    urls = body.get("response_urls") or []
    user = body.get("user") or {}
    if not urls or message is None:
        await ack(response_action="errors", errors={CONVERSATION: NOWHERE if message else GONE})
        return
    shared = render_shared(message, str(user.get("name") or user.get("username") or ""), bot.command)
    try:
        async with asyncio.timeout(PATIENCE):
            await respond(client, str(urls[0].get("response_url") or ""), shared, in_channel=True)
    except (ResponseRefusedError, ClientError, TimeoutError):
        await ack(response_action="errors", errors={CONVERSATION: REFUSED})
        return
    await ack(response_action="update", view=modal("Posted", [section("Posted to the channel.")]))
