"""What Slack sends, shaped as Slack shapes it: events, commands, clicks. Ids say what they stand for."""

from collections.abc import Mapping
from itertools import count
from typing import Any, Final

TEAM: Final = "T0TEAM"
APP: Final = "A0APP"
BOT_USER: Final = "U0BOT"
BOT: Final = "B0BOT"
USER: Final = "U0ASKER"
CHANNEL: Final = "C0GENERAL"
DIRECT: Final = "D0DIRECT"
COMMAND: Final = "/k8s"
VIEW: Final = "V0VIEW"
HASH: Final = "1.hash"

Payload = dict[str, Any]

_numbers = count(1)


def new_ts() -> str:
    """A message's timestamp, which is also its id; each is later than the last."""
    return f"1763800000.{next(_numbers):06}"


def mention(question: str, *, ts: str | None = None, channel: str = CHANNEL, **more: object) -> Payload:
    """The event of a message that mentions the bot."""
    ts = ts or new_ts()
    text = f"<@{BOT_USER}> {question}"
    return {
        "type": "app_mention",
        "user": USER,
        "text": text,
        "ts": ts,
        "channel": channel,
        "team": TEAM,
        "event_ts": ts,
        **more,
    }


def twin(event: Mapping[str, Any]) -> Payload:
    """The `message` event as which a mention arrives once more where the app may read the channel."""
    return {**event, "type": "message", "channel_type": "channel"}


def direct_message(text: str, *, ts: str | None = None, **more: object) -> Payload:
    """The event of a message in the direct conversation with the bot."""
    ts = ts or new_ts()
    return {
        "type": "message",
        "user": USER,
        "text": text,
        "ts": ts,
        "channel": DIRECT,
        "channel_type": "im",
        "team": TEAM,
        "event_ts": ts,
        **more,
    }


def envelope_of_event(event: Mapping[str, Any], event_id: str | None = None) -> Payload:
    """What is posted to `/slack/events` for an event."""
    return {
        "token": "verification-is-by-signature",
        "team_id": TEAM,
        "api_app_id": APP,
        "event": dict(event),
        "type": "event_callback",
        "event_id": event_id or f"Ev{next(_numbers):08}",
        "event_time": 1763800000,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": "4-context",
    }


def command(text: str, response_url: str, *, trigger_id: str | None = None) -> Payload:
    """The form of a slash command."""
    return {
        "token": "verification-is-by-signature",
        "team_id": TEAM,
        "team_domain": "stand-in",
        "channel_id": CHANNEL,
        "channel_name": "general",
        "user_id": USER,
        "user_name": "asker",
        "command": COMMAND,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id or f"{next(_numbers)}.trigger",
    }


def click(
    button: Mapping[str, Any],
    response_url: str,
    *,
    message: Mapping[str, Any],
    channel: str = CHANNEL,
    ephemeral: bool = False,
) -> Payload:
    """The payload of a click on `button`, an element of the blocks of `message`."""
    moment = new_ts()
    container = {"type": "message", "message_ts": message["ts"], "channel_id": channel, "is_ephemeral": ephemeral}
    payload = {
        "type": "block_actions",
        "user": {"id": USER, "username": "asker", "name": "asker", "team_id": TEAM},
        "api_app_id": APP,
        "token": "verification-is-by-signature",
        "container": container,
        "trigger_id": f"{next(_numbers)}.trigger",
        "team": {"id": TEAM, "domain": "stand-in"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": channel, "name": "general"},
        "response_url": response_url,
        "actions": [{**button, "block_id": "b1", "action_ts": moment}],
    }
    # Slack sends no message along with a click below an ephemeral one.
    return payload if ephemeral else {**payload, "message": {"bot_id": BOT, "type": "message", **message}}


def message_shortcut(message: Mapping[str, Any], response_url: str) -> Payload:
    """The payload of *Explain this* on a message."""
    return {
        "type": "message_action",
        "callback_id": "explain_this",
        "token": "verification-is-by-signature",
        "trigger_id": f"{next(_numbers)}.trigger",
        "response_url": response_url,
        "team": {"id": TEAM, "domain": "stand-in"},
        "channel": {"id": CHANNEL, "name": "general"},
        "user": {"id": USER, "username": "asker", "team_id": TEAM},
        "message": {"type": "message", "ts": new_ts(), "user": "U0OTHER", **message},
        "is_enterprise_install": False,
    }


def global_shortcut() -> Payload:
    """The payload of *Ask about Kubernetes*."""
    return {
        "type": "shortcut",
        "callback_id": "ask",
        "token": "verification-is-by-signature",
        "trigger_id": f"{next(_numbers)}.trigger",
        "action_ts": new_ts(),
        "team": {"id": TEAM, "domain": "stand-in"},
        "user": {"id": USER, "username": "asker", "team_id": TEAM},
        "is_enterprise_install": False,
    }


def joined(user: str = USER, channel: str = CHANNEL) -> Payload:
    """The event of somebody joining a channel."""
    return {
        "type": "member_joined_channel",
        "user": user,
        "channel": channel,
        "channel_type": "C",
        "team": TEAM,
        "event_ts": new_ts(),
    }


def home_opened(*, tab: str = "home") -> Payload:
    """The event of somebody opening the App Home, or the conversation with the bot."""
    return {"type": "app_home_opened", "user": USER, "channel": DIRECT, "tab": tab, "event_ts": new_ts()}


def click_in_view(
    element: Mapping[str, Any], view: Mapping[str, Any], values: Mapping[str, str] | None = None
) -> Payload:
    """The payload of a click in a modal or on the App Home; `values` stand in the modal's inputs by now."""
    return {
        "type": "block_actions",
        "user": {"id": USER, "username": "asker", "name": "asker", "team_id": TEAM},
        "api_app_id": APP,
        "token": "verification-is-by-signature",
        "container": {"type": "view", "view_id": view.get("id", VIEW)},
        "trigger_id": f"{next(_numbers)}.trigger",
        "team": {"id": TEAM, "domain": "stand-in"},
        "is_enterprise_install": False,
        "view": _returned(view, values or {}),
        "actions": [{"block_id": "b1", **element, "action_ts": new_ts()}],
    }


def picked(element: Mapping[str, Any], value: str) -> Payload:
    """The action of somebody who picks an option of a list; Slack sends the list without its options."""
    option = {"text": {"type": "plain_text", "text": value or "…"}, "value": value}
    return {"type": element["type"], "action_id": element["action_id"], "selected_option": option}


def typed(action_id: str, text: str) -> Payload:
    """The payload of somebody who types in a list that is searched as one types."""
    return {
        "type": "block_suggestion",
        "action_id": action_id,
        "block_id": "topic",
        "value": text,
        "team": {"id": TEAM, "domain": "stand-in"},
        "user": {"id": USER, "username": "asker", "team_id": TEAM},
        "api_app_id": APP,
        "token": "verification-is-by-signature",
        "container": {"type": "view", "view_id": VIEW},
        "is_enterprise_install": False,
    }


def submission(view: Mapping[str, Any], values: Mapping[str, str], *, response_url: str = "") -> Payload:
    """The payload of a modal that is sent off with these values in its inputs.

    `response_url`: of the conversation that was picked to post to.
    """
    return {
        "type": "view_submission",
        "token": "verification-is-by-signature",
        "trigger_id": f"{next(_numbers)}.trigger",
        "team": {"id": TEAM, "domain": "stand-in"},
        "user": {"id": USER, "username": "asker", "name": "asker", "team_id": TEAM},
        "api_app_id": APP,
        "view": _returned(view, values),
        "response_urls": [
            {"block_id": "conversation", "action_id": "value", "channel_id": CHANNEL, "response_url": response_url}
        ]
        if response_url
        else [],
        "is_enterprise_install": False,
    }


def _returned(view: Mapping[str, Any], values: Mapping[str, str]) -> Payload:
    """A view as Slack sends it back, with what stands in its inputs."""
    inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    state = {name: {element["action_id"]: _state(element, values.get(name))} for name, element in inputs.items()}
    return {"id": VIEW, "hash": HASH, "private_metadata": "", **view, "state": {"values": state}}


def _state(element: Mapping[str, Any], value: str | None) -> Payload:
    kind = element["type"]
    if kind == "plain_text_input":
        return {"type": kind, "value": element.get("initial_value") if value is None else value}
    if kind == "conversations_select":
        return {"type": kind, "selected_conversation": value}
    if value is None:
        return {"type": kind, "selected_option": element.get("initial_option")}
    return {"type": kind, "selected_option": {"text": {"type": "plain_text", "text": value}, "value": value}}
