"""A direct message: answered in the conversation, or in the thread in which it was written."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.answer import answer_job
from bot.slack.dependencies import Bot
from bot.slack.incoming import is_direct_message
from bot.slack.jobs import MESSAGE
from bot.slack.middleware import JOB, PASTED, STARTED, claiming

SCOPES: frozenset[str] = frozenset({"im:history", "chat:write"})
OPTIONAL_SCOPES: frozenset[str] = frozenset({"files:read"})
EVENTS: frozenset[str] = frozenset({"message.im"})


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to direct messages. A mention in a channel arrives as a message too, and is not for this listener."""

    async def is_asked(event: Mapping[str, Any]) -> bool:
        return is_direct_message(event)

    async def on_message(context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await answer_job(client, bot, context[JOB], started=context[STARTED], pasted=context[PASTED])

    app.event("message", matchers=[is_asked], middleware=[claiming(bot, MESSAGE)])(on_message)
