"""*Stop these* in every tip. When they are sent belongs in `bot.slack.tips`."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.rendering.block_kit_onboarding import STOP_TIPS
from bot.rendering.block_kit_pages import notice
from bot.slack.clicks import Click
from bot.slack.dependencies import Bot
from bot.slack.listeners.buttons import tell_clicked
from bot.slack.middleware import acknowledge, team_of
from bot.slack.teaching import NOT_KEPT, TIPS_OFF
from bot.slack.tips import set_tips

SCOPES: frozenset[str] = frozenset({"chat:write"})
OPTIONAL_SCOPES: frozenset[str] = frozenset({"users:read"})
EVENTS: frozenset[str] = frozenset()


def register(app: AsyncApp, bot: Bot) -> None:
    """Listen to the button."""

    async def on_stop(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
        click = Click.read(body, team_of(context))
        done = await set_tips(client, bot, click.team, click.user, wanted=False)
        await tell_clicked(client, click, notice(TIPS_OFF if done else NOT_KEPT))

    app.action(STOP_TIPS, middleware=[acknowledge])(on_stop)
