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


def submission(view: Mapping[str, Any], values: Mapping[str, str]) -> Payload:
    """The payload of a modal that is sent off with these texts in its inputs."""
    inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    texts = {name: element.get("initial_value") for name, element in inputs.items()} | dict(values)
    state = {
        name: {inputs[name]["action_id"]: {"type": "plain_text_input", "value": text}} for name, text in texts.items()
    }
    return {
        "type": "view_submission",
        "token": "verification-is-by-signature",
        "trigger_id": f"{next(_numbers)}.trigger",
        "team": {"id": TEAM, "domain": "stand-in"},
        "user": {"id": USER, "username": "asker", "team_id": TEAM},
        "api_app_id": APP,
        "view": {"id": "V0VIEW", "hash": "1.h", "private_metadata": "", **view, "state": {"values": state}},
        "response_urls": [],
        "is_enterprise_install": False,
    }
