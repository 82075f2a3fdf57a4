"""What Slack would refuse, or parse where it should not: checks for every message that leaves the bot.

slack_sdk's models check lengths and counts; the rest are Slack's documented rules that they do not know.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block

SURFACE = {"actions", "context", "divider", "header", "markdown", "rich_text", "section", "table"}
MODAL = {"actions", "context", "divider", "header", "image", "input", "rich_text", "section"}
# Anything that Slack reads between angle brackets, but a link.
TOKEN = re.compile(r"<(?!https?://[^<>|\s]+\|[^<>]+>)(?!mailto:)")
LIVE_TOKEN = re.compile(r"<[@!#]|<[^<>\s|\u200b]*\|")
BROADCAST = re.compile(r"@(channel|here|everyone)\b")


def check_message(text: str, blocks: Sequence[Mapping[str, Any]]) -> None:
    """Raise an AssertionError that says what is wrong with a message."""
    assert text.strip(), "the text is empty"
    assert len(text) <= 4_000, f"the text has {len(text)} characters"
    check_mrkdwn(text)
    assert len(blocks) <= 50, f"{len(blocks)} blocks"
    for block in blocks:
        check_block(block)
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    assert markdown <= 12_000, f"{markdown} characters of markdown"
    assert sum(block["type"] == "table" for block in blocks) <= 1, "more than one table"
    action_ids = [
        element["action_id"] for block in blocks for element in block.get("elements", ()) if "action_id" in element
    ]
    assert len(action_ids) == len(set(action_ids)), f"an action_id twice: {action_ids}"


def check_view(view: Mapping[str, Any]) -> None:
    """Raise an AssertionError that says what is wrong with a modal."""
    assert view["type"] == "modal"
    for name in ("title", "submit", "close"):
        assert name not in view or 1 <= len(view[name]["text"]) <= 24, view[name]
    assert len(view.get("private_metadata", "")) <= 3_000
    assert 1 <= len(view["blocks"]) <= 100
    assert len(json.dumps(view)) <= 250_000
    has_inputs = any(block["type"] == "input" for block in view["blocks"])
    assert has_inputs == ("submit" in view), "inputs and a button to send them go together"
    for block in view["blocks"]:
        assert block["type"] in MODAL, f"{block['type']} is not for modals"
        parsed = Block.parse(dict(block))
        assert parsed is not None
        assert parsed.to_dict() == block
        if block["type"] == "section":
            assert 1 <= len(block["text"]["text"]) <= 3_000
            check_mrkdwn(block["text"]["text"])
    names = [block["block_id"] for block in view["blocks"] if "block_id" in block]
    assert len(names) == len(set(names)), f"a block_id twice: {names}"


def check_block(block: Mapping[str, Any]) -> None:
    """Check one block of a message."""
    assert block["type"] in SURFACE, f"{block['type']} is not for messages"
    parsed = Block.parse(dict(block))
    assert parsed is not None
    # What the models do not know they drop: a misspelt key, an element of the wrong type.
    assert parsed.to_dict() == block
    for name, value in _strings(block):
        assert value.strip(), f"{name} is empty in {block}"
        assert "\x00" not in value
    match block["type"]:
        case "markdown":
            assert not LIVE_TOKEN.search(block["text"]), f"Slack would read {LIVE_TOKEN.search(block['text'])}"
        case "actions":
            assert 1 <= len(block["elements"]) <= 25
            for element in block["elements"]:
                _check_button(element)
        case "context":
            assert 1 <= len(block["elements"]) <= 10
            for element in block["elements"]:
                if element["type"] == "mrkdwn":
                    check_mrkdwn(element["text"])
        case "section":
            check_mrkdwn(block["text"]["text"])
            assert "apiVersion:" not in block["text"]["text"], "a manifest in a section cannot be copied"
        case "table":
            _check_table(block)


def check_mrkdwn(text: str) -> None:
    """Nothing in it pings, and nothing is unescaped but links."""
    assert not (found := TOKEN.search(text)), (
        f"unescaped at {found.start()}: {text[found.start() : found.start() + 40]!r}"
    )
    assert not re.search(r"&(?!amp;|lt;|gt;)", text), "an ampersand is not escaped"
    assert not BROADCAST.search(text), "reads like a ping"


def _check_button(element: Mapping[str, Any]) -> None:
    assert element["type"] == "button"
    assert element["text"]["type"] == "plain_text"
    assert 1 <= len(element["text"]["text"]) <= 75
    assert 1 <= len(element["action_id"]) <= 255
    assert len(element["value"]) <= 2_000
    assert isinstance(json.loads(element["value"]), dict)


def _check_table(block: Mapping[str, Any]) -> None:
    rows = block["rows"]
    assert 1 <= len(rows) <= 100
    assert 1 <= len(rows[0]) <= 20
    assert {len(row) for row in rows} == {len(rows[0])}, "rows of different lengths"
    assert sum(len(value) for _, value in _strings({"rows": rows})) <= 10_000
    assert len(block.get("column_settings", [])) <= 20


def _strings(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            # A space between two styled words is text too.
            if value.get("type") != "text" or key != "text" or "style" in value:
                yield from _strings(inner, key)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _strings(inner, name)
