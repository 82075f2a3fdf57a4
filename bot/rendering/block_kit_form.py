"""The form of a manifest: what may be set in it, the result beside it while one types, and what to do with it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from bot.knowledge import Manifest
from bot.rendering.block_kit_elements import FILE, MAX_OPTION_TEXT, ORDER, Block, Target, actions, button, option, plain
from bot.rendering.block_kit_views import (
    MAX_INPUT,
    MAX_METADATA,
    MAX_VIEW_BLOCKS,
    RESERVED_BLOCKS,
    VALUE,
    View,
    conversation_input,
    modal,
    preformatted,
    section,
)
from bot.rendering.mrkdwn import escape

if TYPE_CHECKING:
    # Two megabytes that few processes need.
    from bot.reference.parameters import Parameter

ORDERED: Final = "ordered"
"""The `callback_id` of the modal that shows the result."""
THREAD: Final = "thread"
"""The `action_id` of the button that posts the result where the form was opened."""
UNSET: Final = "-"
"""The option of a list that leaves things as they are."""


@dataclass(frozen=True, slots=True)
class Order:
    """A manifest with somebody's values, and where it was ordered; travels in the modal, and is kept nowhere else."""

    path: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    channel: str = ""
    thread_ts: str = ""
    """Where the form was opened; both empty where only one person saw the button."""

    def metadata(self) -> str:
        """For a modal's `private_metadata`; without the values where they are too long for it."""
        told = json.dumps(asdict(self), separators=(",", ":"))
        return told if len(told) <= MAX_METADATA else json.dumps({"path": self.path}, separators=(",", ":"))

    @classmethod
    def read(cls, metadata: str) -> "Order":
        """From a modal; whatever makes no sense is left out, since clients send what they like."""
        try:
            given = json.loads(metadata)
        except (ValueError, RecursionError):
            return cls()
        if not isinstance(given, dict):
            return cls()
        texts = {name: text for name in ("path", "channel", "thread_ts") if isinstance(text := given.get(name), str)}
        values = given.get("values")
        kept = {str(name): str(value) for name, value in values.items()} if isinstance(values, dict) else {}
        return cls(**texts, values=kept)


def form_view(manifest: Manifest, order: Order, *, preview: Manifest | None, problems: Sequence[str] = ()) -> View:
    """The modal that asks for what may be set in a manifest; what is left as it is stays as it is.

    `preview`: the manifest with the values of now; `problems`: what is wrong with them, a line each.
    """
    from bot.reference.parameters import declared, default_of  # noqa: PLC0415 - two megabytes that few processes need

    blocks: list[Block] = [section(f"What is to be set in `{escape(manifest.path)}.yaml`?")]
    if problems:
        blocks.append(
            section("*Please correct:*\n" + "\n".join(f"• {escape(problem)}" for problem in problems)[:2_500])
        )
    blocks += [
        {
            "type": "input",
            "block_id": parameter.name,
            # What has a value already is left as it is by leaving it there.
            "optional": default_of(parameter, manifest) is None,
            "dispatch_action": True,
            "label": plain(parameter.name),
            "hint": plain(parameter.means),
            "element": _element(parameter, default_of(parameter, manifest)),
        }
        for parameter in declared(manifest).parameters[: MAX_VIEW_BLOCKS - RESERVED_BLOCKS]
    ]
    if preview and not problems:
        blocks += [section("*What comes of it:*"), preformatted(preview)]
    return modal("Your manifest", blocks, callback=ORDER, submit="Done", metadata=order.metadata())


def ordered_view(manifest: Manifest, order: Order) -> View:
    """The modal that shows the result: to be copied, to be sent as a file, or to be posted."""
    blocks: list[Block] = [section("Ready for `kubectl apply -f -`:"), preformatted(manifest)]
    metadata = order.metadata()
    if Order.read(metadata).values != order.values:
        # Too much to travel in the modal: it can be copied, and nothing else.
        return modal("Your manifest", blocks)
    row = [button("Send me the file", FILE, Target(manifest=order.path))]
    if order.channel:
        row.append(button("Post in the thread", THREAD, Target(manifest=order.path)))
    blocks += [actions(row), conversation_input("It is posted with your name.")]
    return modal("Your manifest", blocks, callback=ORDERED, submit="Post", metadata=metadata)


def changed(manifest: Manifest, given: Mapping[str, str]) -> dict[str, str]:
    """Of what the modal sent, the values that are not the manifest's own."""
    from bot.reference.parameters import declared, default_of  # noqa: PLC0415 - as above

    defaults = {parameter.name: default_of(parameter, manifest) for parameter in declared(manifest).parameters}
    return {name: text for name, text in given.items() if text and text != UNSET and text != defaults.get(name)}


def _element(parameter: "Parameter", default: str | None) -> dict[str, Any]:
    values = ("true", "false") if parameter.type == "boolean" else parameter.values
    if values and all(0 < len(value) <= MAX_OPTION_TEXT for value in values):
        options = [option(value, value) for value in values]
        if not default or default not in values:
            options.insert(0, option("as it is", UNSET))
        initial = next((each for each in options if each["value"] == default), options[0])
        return {"type": "static_select", "action_id": VALUE, "options": options, "initial_option": initial}
    text: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": VALUE,
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]},
    }
    return text | ({"initial_value": default[:MAX_INPUT]} if default else {})
