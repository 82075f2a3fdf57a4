"""Slack's app manifest: what a workspace's administrator pastes to create the app. Asks for nothing it does not use."""

from typing import Any, Final

from bot.rendering.block_kit_ask import ASK
from bot.slack.listeners import LISTENERS
from bot.slack.listeners.shortcuts import EXPLAIN_THIS
from bot.slack.transport_http import EVENTS_PATH

NAME: Final = "Kubernetes Explainer"
BOT_NAME: Final = "k8s"
DESCRIPTION: Final = "Explains Kubernetes, from a knowledge base that people write and review."
LONG_DESCRIPTION: Final = (
    "Ask about Kubernetes in your own words: mention the bot in a channel, write to it directly, or use its slash "
    "command. It answers with an explanation, an example manifest that applies as it stands, and what to read next. "
    "Every answer was written and reviewed by people; what it does not know, it says it does not know."
)


def app_manifest(command: str = "/k8s", http_url: str | None = None) -> dict[str, Any]:
    """The manifest, for Socket Mode, or for HTTP when the bot's public address is given.

    `command`: the slash command with its slash; `http_url`: with or without the path of the events.
    """
    url = None if http_url is None else _events_url(http_url)
    needed = {scope for listener in LISTENERS for scope in listener.SCOPES}
    optional = {scope for listener in LISTENERS for scope in listener.OPTIONAL_SCOPES}
    request_url = {} if url is None else {"request_url": url}
    # Where Slack asks for the options of a list that is searched as one types.
    options_url = {} if url is None else {"message_menu_options_url": url}
    slash_command: dict[str, Any] = {
        "command": command,
        "description": "Ask about Kubernetes, for your eyes only",
        "usage_hint": "why does a service keep its ip · explain pod · example job name=x · review · tour · quiz · help",
        "should_escape": True,
    }
    return {
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": "#1f4fa3",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": BOT_NAME, "always_online": True},
            "shortcuts": [
                {
                    "name": "Ask about Kubernetes",
                    "type": "global",
                    "callback_id": ASK,
                    "description": "Ask in your own words, or pick a topic",
                },
                {
                    "name": "Explain this",
                    "type": "message",
                    "callback_id": EXPLAIN_THIS,
                    "description": "Reviews the manifest in a message, or explains its words",
                },
            ],
            "slash_commands": [slash_command | ({} if url is None else {"url": url})],
        },
        "oauth_config": {
            "scopes": {
                # An optional scope stands in both lists.
                "bot": sorted({*needed, *optional}),
                "bot_optional": sorted(optional),
            }
        },
        "settings": {
            "event_subscriptions": {
                **request_url,
                "bot_events": sorted({event for listener in LISTENERS for event in listener.EVENTS}),
            },
            "interactivity": {"is_enabled": True, **request_url, **options_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def _events_url(url: str) -> str:
    base = url.rstrip("/")
    return base if base.endswith(EVENTS_PATH) else base + EVENTS_PATH
