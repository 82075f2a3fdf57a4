"""Whatever no other listener took. Slack hears that it arrived: it would send an event again, and in the end stop."""

import re
from collections.abc import Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.rendering.block_kit_pages import notice
from bot.slack.dependencies import Bot
from bot.slack.middleware import acknowledge
from bot.slack.sending import respond

SCOPES: frozenset[str] = frozenset()
OPTIONAL_SCOPES: frozenset[str] = frozenset()
EVENTS: frozenset[str] = frozenset()

OUTDATED: Final = "That button no longer works. Ask me instead, in your own words."


def register(app: AsyncApp, _bot: Bot) -> None:
    """Listen to everything else; to be registered last."""

    async def on_event() -> None:
        """Bolt has acknowledged it; there is nothing to do."""

    async def on_action(body: Mapping[str, Any], client: AsyncWebClient) -> None:
        if response_url := body.get("response_url"):
            await respond(client, response_url, notice(OUTDATED))

    everything = re.compile("")
    app.event(everything)(on_event)
    app.action(everything, middleware=[acknowledge])(on_action)
