"""Helpful or not: kept at once, thanked for, and where it was not, asked why."""

import json
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.rendering.block_kit_feedback import (
    COMMENT,
    FEEDBACK,
    MAX_COMMENT,
    REASON,
    REASONS,
    read_verdict,
    reasons_view,
    thanks_view,
)
from bot.rendering.block_kit_pages import notice
from bot.slack.clicks import Click
from bot.slack.dependencies import Bot
from bot.slack.listeners.buttons import tell_clicked
from bot.slack.middleware import acknowledge, team_of
from bot.slack.modals import open_view, values_of
from bot.slack.records import keep
from bot.storage import Feedback

SCOPES: frozenset[str] = frozenset({"chat:write"})
OPTIONAL_SCOPES: frozenset[str] = frozenset()
EVENTS: frozenset[str] = frozenset()

THANKS = "Thank you. It goes to those who write my answers."


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to the two buttons and to the modal behind one of them."""

    async def on_click(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        await take_verdict(client, bot, Click.read(body, team_of(context)))

    async def on_reason(
        view: Mapping[str, Any], body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck
    ) -> None:
        await ack(response_action="update", view=thanks_view())
        await take_reason(bot, view, team_of(context), str(body["user"]["id"]))

    app.action(FEEDBACK, middleware=[acknowledge])(on_click)
    app.view(FEEDBACK)(on_reason)


async def take_verdict(client: AsyncWebClient, bot: Bot, click: Click) -> None:
    """Keep whether it helped; of several clicks of one person the last counts, so that nothing is claimed."""
    verdict = read_verdict(click.value)
    if verdict is None:
        return
    asked, passage, helpful = verdict
    given = Feedback(asked, click.team, click.user, helpful=helpful, passage=passage)
    opened = False
    if not helpful:
        # First: the trigger is good for three seconds.
        opened = await open_view(client, click.trigger_id, reasons_view(asked, passage))
    await keep(bot.store.learners.give_feedback(given))
    bot.metrics.observe_feedback(helpful=helpful)
    if not opened:
        await tell_clicked(client, click, notice(THANKS))


async def take_reason(bot: Bot, view: Mapping[str, Any], team: str, user: str) -> None:
    """Keep why it did not help."""
    try:
        metadata = json.loads(str(view.get("private_metadata") or ""))
    except ValueError:
        return
    if not isinstance(metadata, dict):
        return
    values = values_of(view)
    reason = values.get(REASON, "")
    given = Feedback(
        id=str(metadata.get("asked") or ""),
        team=team,
        user=user,
        helpful=False,
        passage=str(metadata.get("passage") or ""),
        reason=reason if reason in REASONS else "",
        comment=values.get(COMMENT, "")[:MAX_COMMENT],
    )
    await keep(bot.store.learners.give_feedback(given))
