"""When something raises: one line in the log with a correlation id, one fixed sentence to the user with the same id."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.rendering.block_kit_elements import Message
from bot.rendering.block_kit_pages import notice
from bot.rendering.block_kit_views import View, modal, section
from bot.slack.dependencies import Bot
from bot.slack.incoming import is_direct_message, is_question
from bot.slack.sending import may_have_arrived, post, respond, whisper

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody can be told something: privately by the `response_url`, in the channel, or in a modal."""

    channel: str = ""
    thread_ts: str | None = None
    response_url: str = ""
    user: str = ""
    """Who asked; empty where that is not known."""
    trigger_id: str = ""
    """Of a click in a view, where there is neither channel nor URL."""
    in_modal: bool = False
    """Whether that view is a modal: another is laid on top of it, so that nothing that was typed is lost."""


def register(app: AsyncApp, bot: Bot) -> None:
    """Take whatever a listener or a middleware raises."""

    async def on_error(
        error: Exception, body: dict[str, Any], client: AsyncWebClient, response: BoltResponse | None
    ) -> BoltResponse | None:
        correlation_id = bot.new_id()
        await report(client, error, correlation_id, place_of(body))
        if body.get("type") != "view_submission" or response is None:
            return None
        # Not acknowledged yet: a modal hears of it by the acknowledgement, and in no other way.
        return BoltResponse(status=200, body={"response_action": "update", "view": apology_view(correlation_id)})

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
        elif place.trigger_id:
            show = client.views_push if place.in_modal else client.views_open
            await show(trigger_id=place.trigger_id, view=apology_view(correlation_id))
    except Exception:
        logger.exception("Could not tell the user either, correlation id %s", correlation_id)


def apology(correlation_id: str) -> Message:
    """What the user reads; nothing of what was raised. True also where the answer arrived and its receipt did not."""
    return notice(
        "Something went wrong on my side. If you see no answer here, please ask again in a moment. "
        f"If it happens again, tell whoever runs me this id: {correlation_id}"
    )


def apology_view(correlation_id: str) -> View:
    """The same as a modal."""
    return modal("Kubernetes", [section(apology(correlation_id).text)])


def place_of(body: Mapping[str, Any]) -> Place:
    """Where the user who caused a request can be told something."""
    if isinstance(url := body.get("response_url"), str) and url:
        return Place(response_url=url)
    event = body.get("event")
    if isinstance(event, Mapping) and event.get("type") == "app_mention" and is_question(event):
        return Place(event["channel"], event.get("thread_ts") or event["ts"], user=str(event.get("user", "")))
    if isinstance(event, Mapping) and event.get("type") == "message" and is_direct_message(event):
        return Place(event["channel"], event.get("thread_ts"), user=str(event.get("user", "")))
    if body.get("type") == "block_actions" and isinstance(view := body.get("view"), Mapping):
        return Place(trigger_id=str(body.get("trigger_id") or ""), in_modal=view.get("type") == "modal")
    return Place()
