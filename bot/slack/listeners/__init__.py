"""What the bot listens to: one module a kind of event, each with `register(app, bot)` and what it needs of Slack."""

from typing import Final, Protocol

from slack_bolt.async_app import AsyncApp

from bot.slack.dependencies import Bot
from bot.slack.listeners import (
    asking,
    buttons,
    commands,
    feedback,
    home,
    manifests,
    mentions,
    messages,
    onboarding,
    quizzing,
    reviewing,
    shortcuts,
    tips,
    touring,
    unheard,
)

__all__ = ["LISTENERS", "Listener", "register_listeners"]


class Listener(Protocol):
    """A module that listens."""

    SCOPES: frozenset[str]
    """The bot token's scopes without which it cannot work."""
    OPTIONAL_SCOPES: frozenset[str]
    """Those without which it can do less: a workspace may leave them out."""
    EVENTS: frozenset[str]
    """The events that Slack must be asked for."""

    def register(self, app: AsyncApp, bot: Bot) -> None:
        """Add its listeners to the app."""


# The order counts: Bolt asks one after the other, and `unheard` takes whatever is left.
LISTENERS: Final[tuple[Listener, ...]] = (
    mentions,
    messages,
    commands,
    shortcuts,
    asking,
    reviewing,
    buttons,
    manifests,
    feedback,
    home,
    onboarding,
    touring,
    quizzing,
    tips,
    unheard,
)


def register_listeners(app: AsyncApp, bot: Bot) -> None:
    """Add every listener to the app."""
    for listener in LISTENERS:
        listener.register(app, bot)
