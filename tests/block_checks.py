"""What Slack would refuse, or parse where it should not: checks for every message that leaves the bot.

slack_sdk's models check lengths and counts; the rest are Slack's documented rules that they do not know.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from slack_sdk.models.blocks import Block

EVERYWHERE = {"actions", "context", "divider", "header", "image", "input", "rich_text", "section"}
MESSAGE = EVERYWHERE - {"input"} | {"context_actions", "markdown", "table"}
# Slack takes inputs in a message and on the App Home too; there is nothing there with which to send them off.
VIEWS = {"modal": EVERYWHERE, "home": EVERYWHERE - {"input"}}
OF_VIEWS = {"title", "submit", "close", "callback_id", "private_metadata"}
LENGTHS = {"placeholder": 150, "label": 2_000, "hint": 2_000}
SELECTS = {"static_select", "external_select", "conversations_select"}
IN_ACTIONS = {"button", *SELECTS, "radio_buttons"}
IN_INPUT = {"plain_text_input", "radio_buttons", *SELECTS}
# Anything that Slack reads between angle brackets, but a link.
TOKEN = re.compile(r"<(?!https?://[^<>|\s]+\|[^<>]+>)(?!mailto:)")
LIVE_TOKEN = re.compile(r"<[@!#]|<[^<>\s|\u200b]*\|")
MANIFEST = re.compile(r"^\s*apiVersion:.*\n\s*kind:", re.MULTILINE)
BROADCAST = re.compile(r"@(channel|here|everyone)\b")


def check_message(text: str, blocks: Sequence[Mapping[str, Any]]) -> None:
    """Raise an AssertionError that says what is wrong with a message."""
    assert text.strip() or blocks, "neither text nor blocks"
    assert len(text) <= 40_000, f"the text has {len(text)} characters"
    check_mrkdwn(text)
    assert len(blocks) <= 50, f"{len(blocks)} blocks"
    for block in blocks:
        assert block["type"] in MESSAGE, f"{block['type']} is not for messages"
        check_block(block)
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    assert markdown <= 12_000, f"{markdown} characters of markdown"
    assert sum(block["type"] == "table" for block in blocks) <= 1, "more than one table"
    action_ids = [
        element["action_id"] for block in blocks for element in block.get("elements", ()) if "action_id" in element
    ]
    assert len(action_ids) == len(set(action_ids)), f"an action_id twice: {action_ids}"


def check_view(view: Mapping[str, Any]) -> None:
    """Raise an AssertionError that says what is wrong with a modal, or with the page of an App Home."""
    blocks = view["blocks"]
    assert view["type"] in VIEWS
    assert view["type"] == "modal" or not OF_VIEWS & view.keys(), "the App Home has no title and no buttons of its own"
    for name in ("title", "submit", "close"):
        assert name not in view or 1 <= len(view[name]["text"]) <= 24, view[name]
    assert view["type"] == "home" or "title" in view
    assert len(view.get("private_metadata", "")) <= 3_000
    assert len(view.get("callback_id", "")) <= 255
    assert 1 <= len(blocks) <= 100, f"{len(blocks)} blocks"
    assert len(json.dumps(view)) <= 250_000
    has_inputs = any(block["type"] == "input" for block in blocks)
    assert has_inputs == ("submit" in view), "inputs and a button to send them go together"
    for block in blocks:
        assert block["type"] in VIEWS[view["type"]], f"{block['type']} is not for the {view['type']}"
        check_block(block)
        if block["type"] == "rich_text":
            assert len(json.dumps(block)) <= 50_000
    names = [block["block_id"] for block in blocks if "block_id" in block]
    assert len(names) == len(set(names)), f"a block_id twice: {names}"


def check_block(block: Mapping[str, Any]) -> None:
    """Check one block, wherever it stands."""
    parsed = Block.parse(dict(block))
    assert parsed is not None
    # What the models do not know they drop: a misspelt key, an element of the wrong type.
    assert parsed.to_dict() == block
    for name, value in _strings(block):
        assert value.strip(), f"{name} is empty in {block}"
        assert "\x00" not in value
    assert len(block.get("block_id", "")) <= 255
    check = CHECKS.get(block["type"])
    if check:
        check(block)


def _check_markdown(block: Mapping[str, Any]) -> None:
    assert not LIVE_TOKEN.search(block["text"]), f"Slack would read {LIVE_TOKEN.search(block['text'])}"


def _check_actions(block: Mapping[str, Any]) -> None:
    assert 1 <= len(block["elements"]) <= 25
    for element in block["elements"]:
        assert element["type"] in IN_ACTIONS
        _check_element(element)


def _check_context(block: Mapping[str, Any]) -> None:
    assert 1 <= len(block["elements"]) <= 10
    for element in block["elements"]:
        if element["type"] == "mrkdwn":
            check_mrkdwn(element["text"])


def _check_context_actions(block: Mapping[str, Any]) -> None:
    assert 1 <= len(block["elements"]) <= 5
    for element in block["elements"]:
        _check_feedback(element)


def _check_header(block: Mapping[str, Any]) -> None:
    assert len(block["text"]["text"]) <= 150


def _check_section(block: Mapping[str, Any]) -> None:
    text = block["text"]["text"]
    assert 1 <= len(text) <= 3_000
    if block["text"]["type"] == "mrkdwn":
        check_mrkdwn(text)
    assert not MANIFEST.search(text), "a manifest in a section cannot be copied"
    if "accessory" in block:
        _check_element(block["accessory"])
    assert len(block.get("fields", ())) <= 10
    for field in block.get("fields", ()):
        assert 1 <= len(field["text"]) <= 2_000
        check_mrkdwn(field["text"])


def _check_input(block: Mapping[str, Any]) -> None:
    assert block["element"]["type"] in IN_INPUT
    _check_element(block["element"], of_input=True)
    _check_lengths(block)


def check_mrkdwn(text: str) -> None:
    """Nothing in it pings, and nothing is unescaped but links."""
    assert not (found := TOKEN.search(text)), (
        f"unescaped at {found.start()}: {text[found.start() : found.start() + 40]!r}"
    )
    assert not re.search(r"&(?!amp;|lt;|gt;)", text), "an ampersand is not escaped"
    assert not BROADCAST.search(text), "reads like a ping"


def _check_element(element: Mapping[str, Any], *, of_input: bool = False) -> None:
    """Something that one clicks, picks from or types into."""
    assert 1 <= len(element["action_id"]) <= 255
    _check_lengths(element)
    assert of_input or not element.get("response_url_enabled"), "a response URL comes with an input of a modal alone"
    match element["type"]:
        case "button":
            assert element["text"]["type"] == "plain_text"
            assert 1 <= len(element["text"]["text"]) <= 75
            assert len(element["value"]) <= 2_000
            assert isinstance(json.loads(element["value"]), dict)
            if confirm := element.get("confirm"):
                lengths = {name: len(confirm[name]["text"]) for name in ("title", "text", "confirm", "deny")}
                assert lengths["title"] <= 100, lengths
                assert lengths["text"] <= 300, lengths
                assert lengths["confirm"] <= 30, lengths
                assert lengths["deny"] <= 30, lengths
        case "static_select" | "radio_buttons":
            groups = element.get("option_groups") or [element]
            assert len(groups) <= 100
            options = [option for group in groups for option in group["options"]]
            for group in groups:
                assert 1 <= len(group["options"]) <= (10 if element["type"] == "radio_buttons" else 100)
                assert len(group.get("label", {"text": ""})["text"]) <= 75
                check_options(group["options"])
            assert "initial_option" not in element or element["initial_option"] in options
        case "plain_text_input":
            most = element.get("max_length", 3_000)
            assert 1 <= most <= 3_000
            assert len(element.get("initial_value", "")) <= most


def check_options(options: Sequence[Mapping[str, Any]]) -> None:
    """Check the options of a list, those that are sent as one types among them."""
    assert len(options) <= 100
    for option in options:
        assert 1 <= len(option["text"]["text"]) <= 75, option
        assert 1 <= len(option["value"]) <= 150, option
    values = [option["value"] for option in options]
    assert len(values) == len(set(values)), f"a value twice: {values}"


def _check_feedback(element: Mapping[str, Any]) -> None:
    assert element["type"] == "feedback_buttons"
    for name in ("positive_button", "negative_button"):
        assert 1 <= len(element[name]["text"]["text"]) <= 75
        assert len(element[name]["value"]) <= 2_000
        assert 1 <= len(element[name]["accessibility_label"]) <= 75


def _check_lengths(mapping: Mapping[str, Any]) -> None:
    for name, most in LENGTHS.items():
        assert name not in mapping or 1 <= len(mapping[name]["text"]) <= most, f"{name}: {mapping[name]}"


def _check_table(block: Mapping[str, Any]) -> None:
    rows = block["rows"]
    assert 1 <= len(rows) <= 100
    assert 1 <= len(rows[0]) <= 20
    assert {len(row) for row in rows} == {len(rows[0])}, "rows of different lengths"
    assert sum(len(value) for _, value in _strings({"rows": rows})) <= 10_000
    assert len(block.get("column_settings", [])) <= 20


CHECKS: Final[Mapping[str, Callable[[Mapping[str, Any]], None]]] = {
    "actions": _check_actions,
    "context": _check_context,
    "context_actions": _check_context_actions,
    "header": _check_header,
    "input": _check_input,
    "markdown": _check_markdown,
    "section": _check_section,
    "table": _check_table,
}
"""What is checked of a block besides its shape, by its type."""


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
