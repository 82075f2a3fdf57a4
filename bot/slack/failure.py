"""When something raises: one line in the log with a correlation id, one fixed sentence to the user with the same id."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.rendering.block_kit_elements import Message
from bot.rendering.block_kit_pages import notice
from bot.slack.dependencies import Bot
from bot.slack.incoming import is_direct_message, is_question
from bot.slack.sending import may_have_arrived, post, respond, whisper

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody can be told something: privately by the `response_url` if there is one, else in the channel."""

    channel: str = ""
    thread_ts: str | None = None
    response_url: str = ""
    user: str = ""
    """Who asked; empty where that is not known."""


def register(app: AsyncApp, bot: Bot) -> None:
    """Take whatever a listener or a middleware raises."""

    async def on_error(error: Exception, body: dict[str, Any], client: AsyncWebClient) -> None:
        await report(client, error, bot.new_id(), place_of(body))

    app.error(on_error)


async def report(client: AsyncWebClient, error: Exception, correlation_id: str, place: Place) -> None:
    """Log `error` and tell the user that something failed.

    Where the answer may have arrived, only the user is told: beside an answer, an apology would puzzle the channel.
    Never raises: where even that cannot be said, the log says so.
    """
    logger.error("Could not answer, correlation id %s", correlation_id, exc_info=error)
    said, channel, thread_ts = apology(correlation_id), place.channel, place.thread_ts
    try:
        if place.response_url:
            await respond(client, place.response_url, said)
        elif channel and may_have_arrived(error):
            if place.user:
                await whisper(client, said, channel=channel, user=place.user, thread_ts=thread_ts)
        elif channel:
            await post(client, said, channel=channel, thread_ts=thread_ts)
    except Exception:
        logger.exception("Could not tell the user either, correlation id %s", correlation_id)


def apology(correlation_id: str) -> Message:
    """What the user reads; nothing of what was raised. True also where the answer arrived and its receipt did not."""
    return notice(
        "Something went wrong on my side. If you see no answer here, please ask again in a moment. "
        f"If it happens again, tell whoever runs me this id: {correlation_id}"
    )


def place_of(body: Mapping[str, Any]) -> Place:
    """Where the user who caused a request can be told something."""
    if isinstance(url := body.get("response_url"), str) and url:
        return Place(response_url=url)
    event = body.get("event")
    if isinstance(event, Mapping) and event.get("type") == "app_mention" and is_question(event):
        return Place(event["channel"], event.get("thread_ts") or event["ts"], user=str(event.get("user", "")))
    if isinstance(event, Mapping) and event.get("type") == "message" and is_direct_message(event):
        return Place(event["channel"], event.get("thread_ts"), user=str(event.get("user", "")))
    return Place()
