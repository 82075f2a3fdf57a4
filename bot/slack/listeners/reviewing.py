"""A manifest pasted into a modal: reviewed in its place. What was typed is kept nowhere."""

import asyncio
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import CAPTION
from bot.rendering.block_kit_home import OPEN_REVIEW
from bot.rendering.block_kit_views import PASTED, REVIEW, reply_view, review_view
from bot.slack.dependencies import Bot
from bot.slack.jobs import Inquiry, Job
from bot.slack.middleware import acknowledge, team_of
from bot.slack.modals import open_view, values_of
from bot.slack.records import record

SCOPES: frozenset[str] = frozenset()
OPTIONAL_SCOPES: frozenset[str] = frozenset()
EVENTS: frozenset[str] = frozenset()

SURFACE = "modal"


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to the modal. The acknowledgement carries the review, so it comes after the work, which is short."""

    async def on_open(body: dict[str, Any], client: AsyncWebClient) -> None:
        await open_view(client, str(body.get("trigger_id") or ""), review_view())

    async def on_review(
        view: Mapping[str, Any], body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck
    ) -> None:
        inquiry = Inquiry(bot.new_id(), bot.clock())
        reply = await asyncio.to_thread(bot.engine.review, values_of(view).get(PASTED, ""))
        await ack(response_action="update", view=reply_view(reply))
        job = Job(surface=SURFACE, team=team_of(context), user=body["user"]["id"], question=CAPTION)
        await record(bot, job, reply, inquiry, bot.clock() - inquiry.started)

    app.action(OPEN_REVIEW, middleware=[acknowledge])(on_open)
    app.view(REVIEW)(on_review)
