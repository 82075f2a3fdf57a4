"""Somebody joins an onboarding channel; and the buttons below their greeting."""

from collections.abc import Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.rendering.block_kit_ask import ask_view
from bot.rendering.block_kit_onboarding import ASK_FIRST, NOT_NOW
from bot.rendering.block_kit_pages import notice
from bot.slack.clicks import Click
from bot.slack.dependencies import Bot
from bot.slack.jobs import GREETING, Job
from bot.slack.listeners.touring import put
from bot.slack.middleware import acknowledge, claimed, team_of
from bot.slack.modals import open_view
from bot.slack.onboarding import greet

SCOPES: frozenset[str] = frozenset({"chat:write"})
OPTIONAL_SCOPES: frozenset[str] = frozenset({"channels:read", "groups:read"})
"""Of public and of private channels, Slack tells who joined only those who may look at them."""
EVENTS: frozenset[str] = frozenset({"member_joined_channel"})

LATER: Final = "All right. Write to me whenever you like; “tour” begins the tour, “help” shows what I can do."


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to people joining, and to the greeting's buttons."""

    async def is_newcomer(event: Mapping[str, Any], context: AsyncBoltContext) -> bool:
        return event.get("channel") in bot.onboarding_channels and event.get("user") not in {None, context.bot_user_id}

    async def on_joined(event: Mapping[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        user, channel = str(event["user"]), str(event["channel"])
        job = Job(surface=GREETING, team=team_of(context), channel=channel, ts=f"greeting/{user}", user=user)
        if await claimed(bot, job):
            await greet(client, bot, job)

    async def on_ask(body: dict[str, Any], client: AsyncWebClient) -> None:
        await open_view(client, str(body.get("trigger_id") or ""), ask_view())

    async def on_later(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await put(client, Click.read(body, team_of(context)), notice(LATER))

    app.event("member_joined_channel", matchers=[is_newcomer])(on_joined)
    app.action(ASK_FIRST, middleware=[acknowledge])(on_ask)
    app.action(NOT_NOW, middleware=[acknowledge])(on_later)
