"""`@bot question` in a channel: answered in the thread of that message, for all to see."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.answer import answer_job
from bot.slack.dependencies import Bot
from bot.slack.incoming import is_question
from bot.slack.jobs import MENTION
from bot.slack.middleware import JOB, PASTED, STARTED, claiming

SCOPES: frozenset[str] = frozenset({"app_mentions:read", "chat:write"})
OPTIONAL_SCOPES: frozenset[str] = frozenset({"files:read"})
EVENTS: frozenset[str] = frozenset({"app_mention"})


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to mentions."""

    async def is_asked(event: Mapping[str, Any]) -> bool:
        return is_question(event)

    async def on_mention(context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await answer_job(client, bot, context[JOB], started=context[STARTED], pasted=context[PASTED])

    app.event("app_mention", matchers=[is_asked], middleware=[claiming(bot, MENTION)])(on_mention)
