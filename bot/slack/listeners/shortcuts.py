"""The message shortcut *Explain this*: the manifest in a message is reviewed, else its words are asked; privately."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Reply
from bot.rendering.block_kit import render
from bot.slack.answer import UNREAD_FILE, unreadable
from bot.slack.dependencies import Bot
from bot.slack.failure import Place, report
from bot.slack.files import fetch_text
from bot.slack.incoming import manifest_in, plain_text, text_of, yaml_file
from bot.slack.jobs import Inquiry, Job
from bot.slack.middleware import acknowledge, team_of
from bot.slack.records import record
from bot.slack.sending import respond

SCOPES: frozenset[str] = frozenset({"commands"})
OPTIONAL_SCOPES: frozenset[str] = frozenset({"files:read"})
EVENTS: frozenset[str] = frozenset()

EXPLAIN_THIS: Final = "explain_this"
"""The `callback_id` of the shortcut."""
SURFACE: Final = "shortcut"


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to the shortcut."""

    async def on_shortcut(shortcut: Mapping[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await explain(client, bot, shortcut, team_of(context))

    app.message_shortcut(EXPLAIN_THIS, middleware=[acknowledge])(on_shortcut)


async def explain(client: AsyncWebClient, bot: Bot, shortcut: Mapping[str, Any], team: str) -> None:
    """Explain the message to whoever asked. Never raises: a failure is reported to them."""
    inquiry = Inquiry(bot.new_id(), bot.clock())
    url = str(shortcut.get("response_url") or "")
    user = str((shortcut.get("user") or {}).get("id", ""))
    try:
        reply = await _reply(client, bot, shortcut.get("message") or {})
        seconds = bot.clock() - inquiry.started
        await respond(client, url, render(reply, private=True, asked=inquiry.correlation_id))
        # What somebody else wrote is not kept as a question of the one who wants it explained.
        await record(bot, Job(surface=SURFACE, team=team, user=user), reply, inquiry, seconds)
    except Exception as error:
        await report(client, error, inquiry.correlation_id, Place(response_url=url))


async def _reply(client: AsyncWebClient, bot: Bot, message: Mapping[str, Any]) -> Reply:
    text = text_of(message)
    pasted = manifest_in(text)
    if pasted is None and (address := yaml_file(message)):
        pasted = await fetch_text(client, address)
    if pasted:
        return await asyncio.to_thread(bot.engine.review, pasted)
    if pasted is not None or yaml_file(message):
        return unreadable(UNREAD_FILE)
    return bot.engine.words_in(plain_text(text))
