"""Modals that were sent off: a manifest to review, values for a manifest. What was typed is kept nowhere."""

import asyncio
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.answering import CAPTION
from bot.errors import ParameterError, UnknownNameError
from bot.rendering.block_kit_elements import ORDER
from bot.rendering.block_kit_views import PASTED, REVIEW, VALUE, changed, manifest_view, reply_view
from bot.slack.answer import Inquiry, Job, record
from bot.slack.dependencies import Bot
from bot.slack.middleware import team_of

SCOPES: frozenset[str] = frozenset()
OPTIONAL_SCOPES: frozenset[str] = frozenset()
EVENTS: frozenset[str] = frozenset()

SURFACE = "modal"
GONE = "This manifest is no longer in my knowledge."


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to both modals. The acknowledgement carries the result, so it comes after the work, which is short."""

    async def on_review(
        view: Mapping[str, Any], body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck
    ) -> None:
        inquiry = Inquiry(bot.new_id(), bot.clock())
        text = str(_values(view).get(PASTED) or "")
        reply = await asyncio.to_thread(bot.engine.review, text)
        await ack(response_action="update", view=reply_view(reply))
        job = Job(surface=SURFACE, team=team_of(context), user=_user(body), question=CAPTION)
        await record(bot, job, reply, inquiry, bot.clock() - inquiry.started)

    async def on_order(view: Mapping[str, Any], body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        inquiry = Inquiry(bot.new_id(), bot.clock())
        path = str(view.get("private_metadata") or "")
        try:
            values = changed(bot.engine.example(path), _values(view))
            manifest = await asyncio.to_thread(bot.engine.example, path, values)
        except UnknownNameError:
            first = next(iter(_values(view)), VALUE)
            await ack(response_action="errors", errors={first: GONE})
            return
        except ParameterError as error:
            # Each problem begins with the name of its parameter, which is the name of its block.
            problems = (problem.partition(": ") for problem in error.problems)
            await ack(response_action="errors", errors={name: expected[:500] for name, _, expected in problems})
            return
        await ack(response_action="update", view=manifest_view(manifest))
        job = Job(surface=SURFACE, team=team_of(context), user=_user(body), question=f"example {path}")
        await record(bot, job, manifest, inquiry, bot.clock() - inquiry.started)

    app.view(REVIEW)(on_review)
    app.view(ORDER)(on_order)


def _values(view: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the inputs, by the names of their blocks."""
    state = (view.get("state") or {}).get("values") or {}
    return {name: str((fields.get(VALUE) or {}).get("value") or "") for name, fields in state.items()}


def _user(body: Mapping[str, Any]) -> str:
    return str((body.get("user") or {}).get("id", ""))
