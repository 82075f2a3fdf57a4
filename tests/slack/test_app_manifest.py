"""The app manifest: complete, within Slack's limits, and no scope too many."""

import ast
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

import bot.slack
from bot.slack.app_manifest import app_manifest
from bot.slack.listeners import LISTENERS, asking, commands, shortcuts

TEXT_LIMITS = {"name": 35, "description": 140, "long_description": 4_000, "display_name": 80, "usage_hint": 1_000}


OF_METHODS = {
    "apps_connections_open": None,
    "auth_test": None,
    "chat_delete": "chat:write",
    "chat_getPermalink": None,
    "chat_postEphemeral": "chat:write",
    "chat_postMessage": "chat:write",
    "chat.update": "chat:write",
    "files_upload_v2": "files:write",
    "views_open": None,
    "views_publish": None,
    "views_push": None,
    "users_info": "users:read",
    "views_update": None,
}
"""The scope of the bot's token that a method of Slack's needs; None for those that need none."""
OF_EVENTS = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "member_joined_channel": "channels:read",
    "message.im": "im:history",
}
"""The scope without which Slack does not send an event."""
OF_FEATURES = {"shortcuts": "commands", "slash_commands": "commands"}
OF_CONTENT = {"files:read", "groups:read"}
"""Without these Slack gives out neither what was uploaded nor who joined a private channel."""
PACKAGE = Path(bot.slack.__file__).parent


def called() -> set[str]:
    """Every method of the Web API that the bot calls, from its code."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")]
    attributes = {node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    # Of the client's own attributes a method has a word of Slack's before the first line.
    families = {name.partition("_")[0] for name in vars(AsyncWebClient) if "_" in name.strip("_")}
    by_name = {
        str(node.args[0].value)
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(".api_call")
        and isinstance(node.args[0], ast.Constant)
    }
    methods = {name for name in attributes & set(vars(AsyncWebClient)) if name.partition("_")[0] in families}
    return methods - {"api_call"} | by_name


def test_every_scope_is_there_because_something_needs_it() -> None:
    """A call, an event, a feature or a file; and all that need one have it."""
    manifest = app_manifest()
    events = manifest["settings"]["event_subscriptions"]["bot_events"]

    assert called() == OF_METHODS.keys()
    assert set(events) == OF_EVENTS.keys()
    needed = {OF_METHODS[method] for method in called()} | {OF_EVENTS[event] for event in events}
    needed |= {OF_FEATURES[feature] for feature in manifest["features"].keys() & OF_FEATURES.keys()} | OF_CONTENT
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed - {None}


def test_every_listener_names_what_it_needs() -> None:
    """So that leaving a listener out leaves its scopes out."""
    for listener in LISTENERS:
        for event in listener.EVENTS:
            assert OF_EVENTS[event] in {None, *listener.SCOPES, *listener.OPTIONAL_SCOPES}, listener
    assert "commands" in commands.SCOPES & shortcuts.SCOPES & asking.SCOPES


def test_a_workspace_may_leave_out_what_not_everybody_wants() -> None:
    """Files, greetings, time zones; what is left is what an answer needs."""
    scopes = app_manifest()["oauth_config"]["scopes"]

    assert scopes["bot_optional"] == ["channels:read", "files:read", "files:write", "groups:read", "users:read"]
    least = {"app_mentions:read", "chat:write", "commands", "im:history"}
    assert set(scopes["bot"]) - set(scopes["bot_optional"]) == least


def test_people_can_write_to_the_bot() -> None:
    app_home = app_manifest()["features"]["app_home"]

    assert app_home["messages_tab_enabled"] is True
    assert app_home["messages_tab_read_only_enabled"] is False
    assert app_home["home_tab_enabled"] is True


def test_buttons_reach_the_bot() -> None:
    assert app_manifest()["settings"]["interactivity"]["is_enabled"] is True


def test_socket_mode_needs_no_address() -> None:
    manifest = app_manifest()

    assert manifest["settings"]["socket_mode_enabled"] is True
    assert "http" not in str(manifest)


@pytest.mark.parametrize(
    "address", ["https://bot.example.com", "https://bot.example.com/", "https://bot.example.com/slack/events/"]
)
def test_http_names_the_address_wherever_slack_calls(address: str) -> None:
    manifest = app_manifest("/k8s", address)

    url = "https://bot.example.com/slack/events"
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert manifest["settings"]["event_subscriptions"]["request_url"] == url
    assert manifest["settings"]["interactivity"]["request_url"] == url
    assert manifest["settings"]["interactivity"]["message_menu_options_url"] == url
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
    for shortcut in manifest["features"]["shortcuts"]:
        assert 1 <= len(shortcut["name"]) <= 24
        assert 1 <= len(shortcut["description"]) <= 150
