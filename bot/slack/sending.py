"""How a message leaves: to a channel, or to the `response_url` of a command or a click. Pings and unfurls nothing."""

import logging
from typing import Any, Final

from aiohttp import ClientConnectorError, ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.errors import BotError
from bot.rendering.block_kit_elements import MAX_EDITED_TEXT, SHORTENED, Message
from bot.rendering.mrkdwn import shorten

BLOCKS_REFUSED: Final = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})
"""Slack's errors after which the text alone may still pass."""
RATE_LIMITED: Final = frozenset({"ratelimited", "rate_limited"})
HALF_DONE: Final = frozenset({"fatal_error", "internal_error"})
"""Slack's errors of which it says that some of what was asked may have been done."""

logger = logging.getLogger(__name__)


class ResponseRefusedError(BotError):
    """Slack did not take a message by a `response_url`, which is good for five messages in half an hour."""

    def __init__(self, status: int, reason: str) -> None:
        self.status, self.reason = status, reason
        super().__init__(f"Slack refused a message by response_url: {status} {reason}")


async def post(client: AsyncWebClient, message: Message, *, channel: str, thread_ts: str | None) -> str:
    """Post to a channel, into a thread of it unless `thread_ts` is None; returns the message's `ts`.

    Raises:
        SlackApiError: Slack refused it.
        aiohttp.ClientError: Slack could not be reached, or did not say whether it took the message.
    """
    try:
        return await _post(client, message.text, message.blocks, channel, thread_ts)
    except SlackApiError as error:
        if not message.blocks or reason_of(error) not in BLOCKS_REFUSED:
            raise
        # Better plain than never: the text says all that the blocks do.
        logger.exception("Slack refused the blocks of a message; it goes out as text")
        return await _post(client, message.text, [], channel, thread_ts)


async def respond(
    client: AsyncWebClient, response_url: str, message: Message, *, in_channel: bool = False, replace: bool = False
) -> None:
    """Answer a command or a click by its `response_url`: privately, unless `in_channel`.

    `replace` puts the message in the place of the one that was clicked. Not by Bolt's `respond`, which would open a new
    connection each time and send again what Slack may have taken.

    Raises:
        ResponseRefusedError: Slack refused it, or the URL has expired.
        aiohttp.ClientError: Slack could not be reached, or did not say whether it took the message.
    """
    webhook = AsyncWebhookClient(
        response_url,
        timeout=client.timeout,
        ssl=client.ssl,
        proxy=client.proxy,
        session=client.session,
        retry_handlers=list(client.retry_handlers),
    )
    body: dict[str, Any] = {
        "text": message.text,
        "response_type": "in_channel" if in_channel else "ephemeral",
        "replace_original": replace,
        "unfurl_links": False,
        "unfurl_media": False,
    }
    response = await webhook.send_dict(body | ({"blocks": message.blocks} if message.blocks else {}))
    if message.blocks and response.body.strip() in BLOCKS_REFUSED:
        logger.error("Slack refused the blocks of a response (%s); it goes out as text", response.body)
        response = await webhook.send_dict(body)
    if not 200 <= response.status_code < 300:
        raise ResponseRefusedError(response.status_code, response.body[:200])


async def edit(client: AsyncWebClient, message: Message, *, channel: str, ts: str) -> None:
    """Put a message of ours in the place of what it said before.

    Raises:
        SlackApiError: Slack refused it.
        aiohttp.ClientError: Slack could not be reached, or did not say whether it took the message.
    """
    try:
        await _edit(client, message.text, message.blocks, channel, ts)
    except SlackApiError as error:
        if not message.blocks or reason_of(error) not in BLOCKS_REFUSED:
            raise
        logger.exception("Slack refused the blocks of a message; it goes out as text")
        await _edit(client, message.text, [], channel, ts)


async def permalink(client: AsyncWebClient, channel: str, ts: str) -> str:
    """The address of a message; empty where Slack knows it no more."""
    try:
        response = await client.chat_getPermalink(channel=channel, message_ts=ts)
    except (SlackApiError, ClientError, TimeoutError):
        return ""
    return str(response.get("permalink") or "")


async def tell(client: AsyncWebClient, message: Message, *, response_url: str, channel: str, user: str) -> None:
    """Tell one person alone, by whatever way is left: the URL of a click, the channel, a direct message.

    Raises:
        ResponseRefusedError, SlackApiError, aiohttp.ClientError: none of them is.
    """
    if response_url:
        try:
            await respond(client, response_url, message)
        except ResponseRefusedError:
            logger.info("A response_url is good for nothing any more; the answer takes another way")
        else:
            return
    try:
        await whisper(client, message, channel=channel, user=user, thread_ts=None)
    except SlackApiError as error:
        if not is_absent(error):
            raise
        await post(client, message, channel=user, thread_ts=None)


async def whisper(client: AsyncWebClient, message: Message, *, channel: str, user: str, thread_ts: str | None) -> None:
    """Show a message in a channel to one person alone, who sees it only while they are there.

    Raises:
        SlackApiError: Slack refused it.
        aiohttp.ClientError: Slack could not be reached, or did not say whether it took the message.
    """
    await client.chat_postEphemeral(
        channel=channel,
        user=user,
        thread_ts=thread_ts,
        text=message.text,
        blocks=message.blocks or None,
        link_names=False,
        parse="none",
    )


def is_absent(error: Exception) -> bool:
    """Whether Slack says that the bot is not in that channel: one shares an answer there without inviting the bot."""
    return isinstance(error, SlackApiError) and reason_of(error) in {"not_in_channel", "channel_not_found"}


def can_wait(error: Exception) -> bool:
    """Whether Slack has certainly not taken the message, and may take it later: out of reach, or too many for now."""
    if isinstance(error, SlackApiError):
        return _status(error) == 429 or reason_of(error) in RATE_LIMITED
    return isinstance(error, ClientConnectorError)


def may_have_arrived(error: Exception) -> bool:
    """Whether nobody knows if Slack took the message: it failed while it did, or its answer was lost."""
    if isinstance(error, SlackApiError):
        reason, status = reason_of(error), _status(error)
        return status >= 500 or reason in HALF_DONE or (not reason and status < 400)
    if isinstance(error, ResponseRefusedError):
        return error.status >= 500
    return isinstance(error, ClientError | TimeoutError) and not can_wait(error)


async def _post(
    client: AsyncWebClient, text: str, blocks: list[dict[str, Any]], channel: str, thread_ts: str | None
) -> str:
    response = await client.chat_postMessage(
        channel=channel,
        thread_ts=thread_ts,
        text=text,
        blocks=blocks or None,
        link_names=False,
        parse="none",
        unfurl_links=False,
        unfurl_media=False,
    )
    return str(response.get("ts", ""))


async def _edit(client: AsyncWebClient, text: str, blocks: list[dict[str, Any]], channel: str, ts: str) -> None:
    # Blocks that are left out stay as they were: an empty list takes them away.
    edited = {"channel": channel, "ts": ts, "blocks": blocks, "link_names": False, "parse": "none"}
    if len(text) <= MAX_EDITED_TEXT or not blocks:
        edited["text"] = shorten(text, MAX_EDITED_TEXT, SHORTENED)
    # Else Slack takes its text from the blocks: half of one would hide the rest from screen readers. Not by
    # `chat_update`, which warns where there is no text.
    await client.api_call("chat.update", json=edited)


def reason_of(error: SlackApiError) -> str:
    """Slack's word for what is wrong; empty where the answer is not Slack's (a proxy's page, half an answer)."""
    data = getattr(error.response, "data", error.response)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def _status(error: SlackApiError) -> int:
    """The HTTP status of Slack's answer, also where the SDK could not read the rest and hands on what it got."""
    status = getattr(error.response, "status_code", None) or getattr(error.response, "status", None)
    return status if isinstance(status, int) else 0
