"""The app manifest: complete, within Slack's limits, and no scope too many."""

from typing import Any

import pytest

from bot.slack.app_manifest import app_manifest
from bot.slack.listeners import LISTENERS

TEXT_LIMITS = {"name": 35, "description": 140, "long_description": 4_000, "display_name": 80, "usage_hint": 1_000}


def test_it_asks_for_the_least() -> None:
    """Each scope because a listener needs it, each event because a listener hears it; nothing for what comes later."""
    manifest = app_manifest()

    assert manifest["oauth_config"] == {
        "scopes": {
            "bot": ["app_mentions:read", "chat:write", "commands", "files:read", "im:history"],
            "bot_optional": ["files:read"],
        }
    }
    assert manifest["settings"]["event_subscriptions"]["bot_events"] == ["app_mention", "message.im"]
    needed = {scope for listener in LISTENERS for scope in listener.SCOPES | listener.OPTIONAL_SCOPES}
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed


def test_people_can_write_to_the_bot() -> None:
    app_home = app_manifest()["features"]["app_home"]

    assert app_home["messages_tab_enabled"] is True
    assert app_home["messages_tab_read_only_enabled"] is False


def test_buttons_reach_the_bot() -> None:
    assert app_manifest()["settings"]["interactivity"]["is_enabled"] is True


def test_socket_mode_needs_no_address() -> None:
    manifest = app_manifest()

    assert manifest["settings"]["socket_mode_enabled"] is True
    assert "http" not in str(manifest)


@pytest.mark.parametrize(
    "address", ["https://bot.example.com", "https://bot.example.com/", "https://bot.example.com/slack/events/"]
)
def test_http_names_the_address_in_all_three_places(address: str) -> None:
    manifest = app_manifest("/k8s", address)

    url = "https://bot.example.com/slack/events"
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert manifest["settings"]["event_subscriptions"]["request_url"] == url
    assert manifest["settings"]["interactivity"]["request_url"] == url
    assert manifest["features"]["slash_commands"][0]["url"] == url


def test_the_command_is_the_configured_one() -> None:
    (command,) = app_manifest("/kube")["features"]["slash_commands"]

    assert command["command"] == "/kube"
    assert command["should_escape"] is True


def test_it_is_an_ordinary_app() -> None:
    """An agent would shut out the guests of the workspace, many of whom are newcomers."""
    assert app_manifest()["features"].keys() == {"app_home", "bot_user", "shortcuts", "slash_commands"}


def test_every_text_is_within_slacks_limits() -> None:
    manifest: dict[str, Any] = app_manifest()
    texts = (
        manifest["display_information"] | manifest["features"]["bot_user"] | manifest["features"]["slash_commands"][0]
    )

    assert {name: len(texts[name]) for name in TEXT_LIMITS if not 1 <= len(texts[name]) <= TEXT_LIMITS[name]} == {}
    assert len(manifest["display_information"]["long_description"]) >= 175
