"""The wiring: one Bolt app with its listeners and its error handler. Transports and the process belong in `serve`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from bot.slack import failure
from bot.slack.dependencies import Bot
from bot.slack.listeners import register_listeners


def build_app(settings: Settings, bot: Bot, client: AsyncWebClient) -> AsyncApp:
    """The app behind either transport.

    `client` carries the token, the base URL, the shared session and the retries; Bolt copies it for each request.
    """
    secret = settings.signing_secret.reveal() if settings.signing_secret else ""
    with _without_slack_variables():
        app = AsyncApp(name="k8s-bot", client=client, signing_secret=secret)
    failure.register(app, bot)
    register_listeners(app, bot)
    return app


@contextmanager
def _without_slack_variables() -> Iterator[None]:
    """Hide the environment from Bolt: settings are read in one place, and Bolt warns of a token that we give it not."""
    hidden = {name: os.environ.pop(name) for name in tuple(os.environ) if name.startswith("SLACK_")}
    try:
        yield
    finally:
        os.environ.update(hidden)
